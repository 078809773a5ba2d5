"""Functions as command lines."""

import json

import deckle_program
import nbformat

# What the command line strips and the function does not.
_USUAL_KEYS = [
    "metadata.signature",
    "metadata.widgets",
    *(f"cell.metadata.{key}" for key in ("collapsed", "ExecuteTime", "execution", "heading_collapsed", "hidden", "scrolled")),
]


class MetadataError(Exception):
    pass


def _run(notebook, *arguments):
    done = deckle_program.run("compat", "nbstripout", *arguments, stdin=notebook.encode())
    if done.returncode == 0:
        return done.stdout.decode()
    last = done.stderr.decode().rstrip().rsplit("\n", 1)[-1]
    _, found, message = last.partition("MetadataError: ")
    raise MetadataError(message) if found else RuntimeError(last)


def strip_output(nb, keep_output, keep_count, keep_id, drop_output_types=None, keep_output_types=None):
    arguments = ["--keep-metadata-keys", " ".join(_USUAL_KEYS)]
    arguments += ["--keep-output"] * bool(keep_output) + ["--keep-count"] * bool(keep_count) + ["--keep-id"] * bool(keep_id)
    for option, types in (("--drop-output-type", drop_output_types), ("--keep-output-type", keep_output_types)):
        arguments += [option, *sorted(types)] if types else []
    return nbformat.reads(_run(nbformat.writes(nb), *arguments), nbformat.NO_CONVERT)


def pop_recursive(d, key, default=None):
    """Takes the key out of a notebook's metadata; the popped value is what is not there any more."""
    notebook = {"cells": [], "metadata": {"popped": d}, "nbformat": 4, "nbformat_minor": 4}
    after = json.loads(_run(json.dumps(notebook), "--extra-keys", f"metadata.popped.{key}"))["metadata"]["popped"]
    popped = _difference(d, after, default)
    d.clear()
    d.update(after)
    return popped


def _difference(before, after, default):
    for name, value in before.items():
        if name not in after:
            return value
        if value != after[name]:
            return _difference(value, after[name], default)
    return default
