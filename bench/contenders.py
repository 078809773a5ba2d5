"""The programs that are compared: how each is asked to run a notebook."""

import json
import os
import shutil
import sys
from dataclasses import dataclass, field

import accounting
import notebooks


@dataclass(frozen=True)
class Contender:
    name: str
    prefix: list
    environment: dict = field(default_factory=dict)
    in_place: bool = False

    def run(self, source, result, scratch, *options):
        """Runs a notebook; the exit code is not looked at."""
        files = [source, result]
        if self.in_place:
            shutil.copyfile(source, result)
            files = [result]
        return accounting.run([*self.prefix, *options, *files], scratch, self.environment)


def deckle(binary):
    return Contender("deckle", [binary, "run"])


def papermill(python, checkout):
    return Contender("papermill", [python, "-m", "papermill", "--no-progress-bar"], _found_in(checkout))


def nbclient(python, checkout):
    command = [python, "-c", "from nbclient.cli import main; main()", "--inplace"]
    return Contender("nbclient", command, _found_in(checkout), in_place=True)


def _found_in(checkout):
    return {} if checkout == "-" else {"PYTHONPATH": os.path.abspath(checkout)}


@dataclass(frozen=True)
class KernelStart:
    """How deckle starts the kernel, seen from inside of it."""

    python: str
    lean: list
    environment: dict

    @property
    def plain(self):
        return [self.python, "-m", "ipykernel_launcher", "-f", "{connection_file}"]

    @staticmethod
    def of(contender, scratch):
        code = "import os, sys, json\nprint(json.dumps([sys.executable, sys.orig_argv, dict(os.environ)]))"
        source, result = notebooks.write(scratch / "start.ipynb", [code]), scratch / "start-result.ipynb"
        usage = contender.run(source, result, scratch)
        if usage.exit_code:
            sys.exit(f"deckle cannot run a notebook here: {usage.stderr.decode()}")
        python, command, environment = json.loads(notebooks.streamed(result, 0))
        environment.pop("JPY_PARENT_PID", None)
        at = command.index("-f") + 1
        return KernelStart(python, [python, *command[1:at], "{connection_file}", *command[at + 1 :]], environment)
