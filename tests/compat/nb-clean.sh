#!/bin/sh
# Runs nb-clean's own tests, which lie in a checkout of it outside this repository, against Deckle:
#   tests/compat/nb-clean.sh CHECKOUT [pytest's options]
# PYTHON names the Python to use (3.11, with pytest, nbformat, PyYAML; pytest-mock if it is there), DECKLE_BINARY the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=${1:?usage: tests/compat/nb-clean.sh CHECKOUT}
shift
DECKLE_BINARY=$(realpath "${DECKLE_BINARY:-$here/../../artifacts/deckle/deckle}")
PYTHON=${PYTHON:-/usr/bin/python3}
[ -x "$DECKLE_BINARY" ] || { echo "The program is not built. Build it with: ./deckle version" >&2; exit 2; }
[ -d "$checkout/src/nb_clean" ] || { echo "$checkout is no checkout of nb-clean" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$here"/nb_clean_shim/* "$folder/"
cp -R "$checkout/tests" "$folder/tests"
cp "$here/deckle_program.py" "$here/deckle_compat.py" "$folder/"
: > "$folder/calls"

unset GIT_PREFIX GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
cd "$folder"
export DECKLE_BINARY PYTHONPATH="$folder:$folder/without_pytest_mock" DECKLE_CALLS="$folder/calls" PYTHONDONTWRITEBYTECODE=1
mocker=
"$PYTHON" -c 'import pytest_mock' 2>/dev/null || mocker="-p deckle_mocker"
# shellcheck disable=SC2086 # nothing, or two words
"$PYTHON" -m pytest -p no:cacheprovider -p deckle_compat $mocker --excepted "$here/nb_clean_excepted.txt" -q tests "$@"
