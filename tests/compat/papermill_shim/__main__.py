"""``python -m papermill`` is the program itself, called by papermill's name."""

import sys

import deckle_program

deckle_program.replace_this_process("papermill", sys.argv[1:])
