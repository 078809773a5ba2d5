"""The exceptions, and how the program's last words become one of them."""

import builtins
import re

import nbclient.exceptions


class PapermillException(Exception):
    """Cannot go on."""


class PapermillMissingParameterException(PapermillException):
    """A path needs a parameter that was not given."""


class PapermillRateLimitException(PapermillException):
    """A store asks for patience."""


class PapermillOptionalDependencyException(PapermillException):
    """A package is missing."""


class AwsError(Exception):
    """A trouble with S3."""


class FileExistsError(AwsError):
    """The object is there already."""


class PapermillWarning(Warning):
    """A warning."""


class PapermillParameterOverwriteWarning(PapermillWarning):
    """Of two values of an argument one is lost."""


class PapermillExecutionError(PapermillException):
    """A cell failed."""

    def __init__(self, cell_index, exec_count, source, ename, evalue, traceback):
        super().__init__(cell_index, exec_count, source, ename, evalue, traceback)
        self.cell_index, self.exec_count, self.source = cell_index, exec_count, source
        self.ename, self.evalue, self.traceback = ename, evalue, traceback


def strip_color(text):
    """A text without ANSI colours."""
    return re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


def from_program(stderr):
    """The exception that the program's stderr ends with."""
    if b"papermill.exceptions.PapermillExecutionError:" in stderr:
        return PapermillExecutionError
    for line in reversed(stderr.decode().splitlines()):
        told = re.match(r"(?P<module>(?:\w+\.)*)(?P<name>\w+): ?(?P<message>.*)$", line)
        if told and told["name"] not in ("help", "available", "searched", "supported"):
            known = [globals(), vars(nbclient.exceptions), vars(builtins)]
            kind = next((names[told["name"]] for names in known if told["name"] in names), PapermillException)
            return kind(told["message"])
    return PapermillException(stderr.decode())
