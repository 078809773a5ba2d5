"""nb-clean's Python names over Deckle's program, for nb-clean's own tests. Not for use: it knows what they need and no more."""

import contextlib
import subprocess
import tempfile
from pathlib import Path

import deckle_program
import nbformat

GIT_ATTRIBUTES_LINE = "*.ipynb filter=nb-clean"


class GitProcessError(Exception):
    def __init__(self, message, return_code):
        super().__init__(message)
        self.message = message
        self.return_code = return_code


def git(*args):
    """git itself, for the tests that replace it."""
    try:
        return subprocess.run(["git", *args], capture_output=True, check=True).stdout.decode().strip()
    except subprocess.CalledProcessError as error:
        raise GitProcessError(error.stderr.decode(), error.returncode) from error


def git_attributes_path():
    return Path(git("rev-parse", "--git-dir"), "info", "attributes")


def _options(given):
    result = []
    for name, value in given.items():
        if value is True:
            result.append(f"--{name.replace('_', '-')}")
        elif name == "preserve_cell_metadata" and value is not None:
            result += ["--preserve-cell-metadata", *value]
    return result


def _run(*arguments, stdin=None):
    done = deckle_program.run("compat", "nb-clean", *arguments, stdin=stdin)
    last = done.stderr.decode().rstrip().rsplit("\n", 1)[-1]
    if last.startswith("ValueError: "):
        raise ValueError(last.removeprefix("ValueError: "))
    if done.returncode not in (0, 1):
        raise GitProcessError(last, done.returncode)
    return done


def check_notebook(notebook, **options):
    return _run("check", *_options(options), stdin=nbformat.writes(notebook).encode()).returncode == 0


def clean_notebook(notebook, **options):
    done = _run("clean", *_options(options), stdin=nbformat.writes(notebook).encode())
    return nbformat.reads(done.stdout.decode(), as_version=nbformat.NO_CONVERT)


@contextlib.contextmanager
def _repository():
    """A repository of its own with the test's attributes, which go back to their place."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["git", "init", "-q", folder], check=True)
        inside = Path(folder, ".git", "info", "attributes")
        inside.parent.mkdir(exist_ok=True)
        yield folder, inside


def add_git_filter(**options):
    with _repository() as (folder, inside):
        with contextlib.chdir(folder):
            _run("add-filter", *_options(options))
        line = subprocess.run(["git", "-C", folder, "config", "filter.nb-clean.clean"], capture_output=True, check=True, text=True).stdout.strip()
        program, _, rest = line.partition(" compat nb-clean ")
        assert Path(program.strip('"')).exists()
        git("config", "filter.nb-clean.clean", f"nb-clean {rest}")
        _hand_over(folder, inside, "add-filter", *_options(options))


def remove_git_filter():
    with _repository() as (folder, inside):
        subprocess.run(["git", "-C", folder, "config", "filter.nb-clean.clean", "cat"], check=True)
        _hand_over(folder, inside, "remove-filter")
        done = subprocess.run(["git", "-C", folder, "config", "--get-regexp", "^filter"], capture_output=True, check=False)
        assert done.stdout == b""
        git("config", "--remove-section", "filter.nb-clean")


def _hand_over(folder, inside, *command):
    outside = Path(git_attributes_path())
    inside.write_bytes(outside.read_bytes() if outside.exists() else b"")
    with contextlib.chdir(folder):
        _run(*command)
    outside.write_bytes(inside.read_bytes())
