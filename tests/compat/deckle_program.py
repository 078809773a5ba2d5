"""Calls the program under test, and notes that it was called."""

import os
import subprocess

import yaml

PROGRAM = os.environ["DECKLE_BINARY"]
CALLS = os.environ.get("DECKLE_CALLS")


def note_call():
    """The plug-in tells tests that ask the program from tests of the shim alone."""
    if CALLS:
        with open(CALLS, "ab") as calls:
            calls.write(b".")


def run(*arguments, stdin=None):
    """Runs the program to its end; bytes in and out."""
    note_call()
    given = {"input": stdin} if stdin is not None else {"stdin": subprocess.DEVNULL}
    return subprocess.run([PROGRAM, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False, **given)


def yaml_text(parameters):
    """Parameters as YAML, in their order."""
    return yaml.safe_dump(parameters, sort_keys=False, allow_unicode=True)


def replace_this_process(name, arguments):
    """Becomes the program, called by another name."""
    note_call()
    os.execv(PROGRAM, [name, *arguments])
