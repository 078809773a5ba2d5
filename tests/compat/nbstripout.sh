#!/bin/sh
# Runs nbstripout's own tests, which lie in a checkout of it outside this repository, against Deckle:
#   tests/compat/nbstripout.sh CHECKOUT [pytest's options]
# PYTHON names the Python to use (with pytest, nbformat, PyYAML), DECKLE_BINARY the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=${1:?usage: tests/compat/nbstripout.sh CHECKOUT}
shift
DECKLE_BINARY=$(realpath "${DECKLE_BINARY:-$here/../../artifacts/deckle/deckle}")
[ -x "$DECKLE_BINARY" ] || { echo "The program is not built. Build it with: ./deckle version" >&2; exit 2; }
[ -d "$checkout/tests/e2e_notebooks" ] || { echo "$checkout is no checkout of nbstripout" >&2; exit 2; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cp -R "$here"/nbstripout_shim/* "$folder/"
cp -R "$checkout/tests" "$folder/tests"
cp "$here/deckle_program.py" "$here/deckle_compat.py" "$folder/"
: > "$folder/calls"

# A git that called us would be seen by the program, which treats files kindly then.
unset GIT_PREFIX GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
cd "$folder"
export DECKLE_BINARY PYTHONPATH="$folder" PATH="$folder/bin:$PATH" DECKLE_CALLS="$folder/calls" PYTHONDONTWRITEBYTECODE=1
"${PYTHON:-/usr/bin/python3}" -m pytest -p no:cacheprovider -p deckle_compat --excepted "$here/nbstripout_excepted.txt" -q tests "$@"
