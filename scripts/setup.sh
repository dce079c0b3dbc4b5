#!/bin/sh
# Make .venv and install the locked packages and the project itself into it.
set -eu

# A version manager puts wrappers on the PATH: ask each candidate for its real place.
find_python() {
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        "$candidate" -c 'import sys; sys.version_info >= (3, 11) or sys.exit(1); print(sys.executable)' \
            2>/dev/null && return
    done
    echo "Python 3.11 or newer was not found. Install it, or name it: make setup PYTHON=/path/to/python3" >&2
    return 1
}

export UV_PYTHON_DOWNLOADS=never
export PIP_DISABLE_PIP_VERSION_CHECK=1
python=.venv/bin/python

if ! "$python" -c '' 2>/dev/null; then
    found=$(find_python)
    echo "Making .venv with $found"
    "$found" -m venv --clear .venv || {
        echo "Python's venv module is not complete: on Debian or Ubuntu run 'apt-get install python3-venv'." >&2
        exit 1
    }
fi

if .venv/bin/uv --version >/dev/null 2>&1 || "$python" -m pip install --quiet 'uv>=0.9,<1' 2>/dev/null; then
    install() { .venv/bin/uv pip install --quiet --python "$python" "$@"; }
else
    echo "uv could not be installed; going on with pip, which takes longer."
    install() { "$python" -m pip install --quiet "$@"; }
fi

echo "Installing the locked packages"
install --require-hashes -r requirements-dev.txt
install --no-deps --no-build-isolation --editable .
