#!/bin/sh
# Runs scrapbook's own tests, which lie in a checkout of it outside this repository, against Deckle:
#   tests/compat/scrapbook.sh CHECKOUT [pytest's options]
# PYTHON names the Python to use (with pytest, pandas below 2, IPython, jsonschema, nbformat, six), DECKLE_BINARY the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=${1:?usage: tests/compat/scrapbook.sh CHECKOUT}
shift
DECKLE_BINARY=${DECKLE_BINARY:-$here/../../artifacts/deckle/deckle}
PYTHON=${PYTHON:-/usr/bin/python3}
[ -x "$DECKLE_BINARY" ] || { echo "The program is not built. Build it with: ./deckle version" >&2; exit 2; }
[ -d "$checkout/scrapbook/tests" ] || { echo "$checkout is no checkout of scrapbook" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$here"/scrapbook_shim/* "$folder/"
cp "$here/../../src/Deckle.Kernels/Execution/Preludes/scrapbook.py" "$folder/scrapbook/offered.py"
cp -R "$checkout/scrapbook/tests" "$folder/scrapbook/tests"
cp "$here/deckle_program.py" "$here/deckle_compat.py" "$folder/"
cp "$here/scrapbook_excepted.txt" "$folder/excepted.txt"
: > "$folder/calls"

cd "$folder"
export DECKLE_BINARY PYTHONPATH="$folder" DECKLE_CALLS="$folder/calls" PYTHONDONTWRITEBYTECODE=1
if ! "$PYTHON" -c 'import pyarrow' 2>/dev/null; then
    PYTHONPATH="$folder:$folder/without_pyarrow"
    cat "$here/scrapbook_excepted_without_pyarrow.txt" >> "$folder/excepted.txt"
fi

"$PYTHON" -m pytest -p no:cacheprovider -p deckle_compat --excepted "$folder/excepted.txt" -q \
    -W ignore::DeprecationWarning -W ignore::FutureWarning \
    scrapbook/tests/test_notebooks.py scrapbook/tests/test_scrapbooks.py scrapbook/tests/test_api.py \
    scrapbook/tests/test_scraps.py scrapbook/tests/test_encoders.py scrapbook/tests/test_utils.py "$@"
