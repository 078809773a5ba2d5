"""The command line: the program says what it means, the function of the Python side is called with it."""

import json
import sys

import deckle_program
import nbclient.exceptions

from .execute import execute_notebook
from .inspection import display_notebook_help, explain


class _Command:
    name = "papermill"

    def main(self, args=(), prog_name=None, **_):
        # Explained, the flag would want the notebook to be there.
        words = [word for word in args if word != "--help-notebook"]
        ended = deckle_program.run("compat", "explain", "papermill", *words)
        if ended.returncode or not ended.stdout.startswith(b"{"):
            sys.stdout.write(ended.stdout.decode())
            sys.stderr.write(ended.stderr.decode())
            sys.exit(ended.returncode)
        arguments = json.loads(ended.stdout)["arguments"]
        if len(words) < len(args):
            sys.exit(display_notebook_help(self, arguments["input_path"], arguments["parameters"]))
        try:
            execute_notebook(**arguments)
        except nbclient.exceptions.DeadKernelError:
            sys.exit(138)

    __call__ = main


papermill = _Command()


def _resolve_type(value):
    return explain("a", "b", "--parameters", "value", value)["arguments"]["parameters"]["value"]


def _is_int(value):
    return not isinstance(value, str) or type(_resolve_type(value)) is int


def _is_float(value):
    return not isinstance(value, str) or type(_resolve_type(value)) in (int, float)
