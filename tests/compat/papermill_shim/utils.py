"""Small things that papermill shares with those who build upon it."""

import os
import warnings
from contextlib import contextmanager
from functools import wraps

from .exceptions import PapermillParameterOverwriteWarning


def any_tagged_cell(nb, tag):
    return find_first_tagged_cell_index(nb, tag) >= 0


def find_first_tagged_cell_index(nb, tag):
    return next((index for index, cell in enumerate(nb.cells) if tag in cell.metadata.tags), -1)


def merge_kwargs(caller_args, **callee_args):
    if set(caller_args) & set(callee_args):
        told = "; ".join(f"{name}={value}" for name, value in callee_args.items())
        warnings.warn(f"Callee will overwrite caller's argument(s): {told}", PapermillParameterOverwriteWarning)
    return {**caller_args, **callee_args}


def remove_args(args=None, **kwargs):
    return {name: value for name, value in kwargs.items() if name not in (args or [])}


def retry(times):
    def decorate(function):
        @wraps(function)
        def insistent(*args, **kwargs):
            for left in reversed(range(times)):
                try:
                    return function(*args, **kwargs)
                except Exception:
                    if not left:
                        raise

        return insistent

    return decorate


@contextmanager
def chdir(path):
    before = os.getcwd()
    os.chdir(path or before)
    try:
        yield
    finally:
        os.chdir(before)
