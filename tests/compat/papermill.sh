#!/bin/sh
# Runs papermill's own tests, which lie in a checkout of it outside this repository, against Deckle:
#   tests/compat/papermill.sh CHECKOUT [pytest's options]
# PYTHON names the Python to use (with pytest, click, nbformat, nbclient, PyYAML, requests), DECKLE_BINARY the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=${1:?usage: tests/compat/papermill.sh CHECKOUT}
shift
DECKLE_BINARY=${DECKLE_BINARY:-$here/../../artifacts/deckle/deckle}
[ -x "$DECKLE_BINARY" ] || { echo "The program is not built. Build it with: ./deckle version" >&2; exit 2; }
[ -d "$checkout/papermill/tests" ] || { echo "$checkout is no checkout of papermill" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/papermill"
cp "$here"/papermill_shim/*.py "$folder/papermill/"
cp -R "$checkout/papermill/tests" "$folder/papermill/tests"
cp "$here/deckle_program.py" "$here/deckle_compat.py" "$folder/"
: > "$folder/calls"

cd "$folder"
export DECKLE_BINARY PYTHONPATH="$folder" DECKLE_CALLS="$folder/calls" PYTHONDONTWRITEBYTECODE=1
tests=
for name in translators parameterize inspect cli execute utils exceptions autosave iorw engines clientwrap; do
    tests="$tests papermill/tests/test_$name.py"
done

# shellcheck disable=SC2086 # the names are a list
"${PYTHON:-/usr/bin/python3}" -m pytest -p no:cacheprovider -p deckle_compat --excepted "$here/papermill_excepted.txt" -q $tests "$@"
