#!/bin/sh
# Lock the newest allowed versions. The locks name packages, versions and hashes, never addresses.
set -eu

compile() {
    .venv/bin/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-annotate --no-header "$@"
}

compile pyproject.toml -o requirements.txt
compile pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
compile --group node -o requirements-node.txt
sh scripts/npm.sh update --package-lock-only --silent
