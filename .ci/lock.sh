#!/usr/bin/env bash
# Makes requirements.lock and requirements-dev.lock again from pyproject.toml, for every system and Python ≥ 3.11 at once.
# Needs the package index that this machine is configured for; uv is put into a throw-away environment.
# ./.ci/lock.sh --upgrade takes newer versions; without it what is locked stays as far as pyproject.toml allows.
set -euo pipefail
project=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
cd "$project"
. .ci/environment.sh
find_python
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$python" -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet "uv>=0.9"

# design: 6.8.3 is the version that was measured; it has no build for Python 3.14, and 6.12.0 aborts on 3.11
printf '%s\n' 'pyside6-essentials==6.8.3 ; python_version < "3.14"' >"$folder/chosen.txt"

compile() { # LOCK ARGS...
    local lock=$1
    shift
    [ ! -f "$lock" ] || cp "$lock" "$folder/$lock"
    "$folder/venv/bin/uv" pip compile --quiet --universal --python-version 3.11 --generate-hashes --only-binary :all: \
        --no-header --no-emit-index-url --no-emit-find-links --output-file "$folder/$lock" "$@" >/dev/null
    {
        echo "# Made by .ci/lock.sh; do not edit. Hashes of every file that an index may give for these versions."
        sed "s#$folder/chosen.txt#.ci/lock.sh#" "$folder/$lock"
    } >"$lock"
}

compile requirements.lock "${@}" --constraint "$folder/chosen.txt" pyproject.toml
compile requirements-dev.lock "${@}" --constraint requirements.lock --group pyproject.toml:dev
