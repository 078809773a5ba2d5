"""What a notebook declares."""

import json
import re

import click
import deckle_program

from .exceptions import from_program


def explain(*arguments):
    """What the program understands of a command line."""
    ended = deckle_program.run("compat", "explain", "papermill", *arguments)
    if ended.returncode:
        raise from_program(ended.stderr)
    return json.loads(ended.stdout)


def inspect_notebook(notebook_path, parameters=None):
    given = ["--parameters_yaml", deckle_program.yaml_text(parameters)] if parameters else []
    found = explain("--help-notebook", notebook_path, *given)["help_notebook"]
    return {parameter["name"]: parameter for parameter in found}


def display_notebook_help(ctx, notebook_path, parameters):
    """The program's text, but for the usage line, which is that of the context."""
    ended = deckle_program.run("compat", "papermill", "--help-notebook", notebook_path)
    _, _, text = ended.stdout.decode().partition("\n")
    click.echo(ctx.command.get_usage(ctx))
    # A paragraph begins with an empty line, a parameter two columns in; what is further in belongs to the line before.
    for line in re.split(r"(?<!\n)\n(?=\n|  \S)", text.removesuffix("\n")):
        if line:
            click.echo(line)
    return ended.returncode
