#!/bin/sh
# The browser tests need Chromium. Install it where we may, otherwise say what to install.
set -eu

for name in "${RESILIENCE_TEST_BROWSER:-}" chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests"
    { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium; } >/dev/null 2>&1 && exit 0
fi
echo "No Chromium here: the browser tests will fail. Install it ('apt-get install chromium') or name one in RESILIENCE_TEST_BROWSER." >&2
