"""nb-clean's command line: what it means is asked from the program, and done by it."""

import argparse
import json
import sys
from pathlib import Path

import deckle_program
import nb_clean


def exit_with_error(message, return_code):
    print(f"nb-clean: error: {message}", file=sys.stderr)
    sys.exit(return_code)


def parse_args(args):
    done = deckle_program.run("compat", "explain", "nb-clean", *args)
    if done.returncode:
        sys.stderr.write(done.stderr.decode())
        sys.exit(done.returncode)
    answer = json.loads(done.stdout)
    arguments = answer["arguments"]
    if "inputs" in arguments:
        arguments["inputs"] = [Path(path) for path in arguments["inputs"]]
    return argparse.Namespace(subcommand=answer["command"], **arguments)


def main():
    parsed = parse_args(sys.argv[1:])
    options = {name: value for name, value in vars(parsed).items() if name not in ("subcommand", "inputs")}
    try:
        if parsed.subcommand == "add-filter":
            nb_clean.add_git_filter(**options)
        elif parsed.subcommand == "remove-filter":
            nb_clean.remove_git_filter()
        else:
            _run(parsed)
    except nb_clean.GitProcessError as error:
        exit_with_error(error.message, error.return_code)


def _run(parsed):
    stdin = None if parsed.inputs else sys.stdin.read().encode()
    done = deckle_program.run("compat", "nb-clean", *sys.argv[1:], stdin=stdin)
    sys.stdout.write(done.stdout.decode())
    sys.stderr.write(done.stderr.decode())
    if done.returncode:
        sys.exit(done.returncode)
