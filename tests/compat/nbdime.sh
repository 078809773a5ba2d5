#!/bin/sh
# Checks Deckle's diffs and decisions against nbdime, which lies in a checkout outside this repository:
#   tests/compat/nbdime.sh CHECKOUT [FOLDER...]
# All ordered pairs of its test files, its test files by threes, and of each FOLDER every subfolder with a.ipynb and b.ipynb.
# PYTHON names the Python to use (with nbformat and what nbdime imports), DECKLE_BINARY the program.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
checkout=${1:?usage: tests/compat/nbdime.sh CHECKOUT [FOLDER...]}
shift
DECKLE_BINARY=$(realpath "${DECKLE_BINARY:-$here/../../artifacts/deckle/deckle}")
[ -x "$DECKLE_BINARY" ] || { echo "The program is not built. Build it with: ./deckle version" >&2; exit 2; }
[ -d "$checkout/nbdime/tests/files" ] || { echo "$checkout is no checkout of nbdime" >&2; exit 2; }

export DECKLE_BINARY PYTHONPATH="$checkout" PYTHONDONTWRITEBYTECODE=1
exec "${PYTHON:-/usr/bin/python3}" -W ignore "$here/nbdime_exchange.py" "$checkout/nbdime/tests/files" "$@"
