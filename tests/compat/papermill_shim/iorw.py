"""Where notebooks come from and go to, as far as Python code can add to it. The program reads and writes by itself."""

import json
import os
import sys
import warnings
from contextlib import contextmanager

import entrypoints
import nbformat
import requests
import yaml

from .exceptions import PapermillException
from .utils import chdir


class _Handler:
    def _refuse(self, what):
        raise PapermillException(f"{what} is not supported by {type(self).__name__}")

    def pretty_path(self, path):
        return path


class LocalHandler(_Handler):
    def __init__(self):
        self._folder = None

    def cwd(self, folder):
        self._folder, before = folder, self._folder
        return before

    def read(self, path):
        with chdir(self._folder):
            if not os.path.exists(path) and path.lstrip().startswith("{"):
                return path
            with open(path, encoding="utf-8") as file:
                return file.read()

    def write(self, text, path):
        with chdir(self._folder):
            folder = os.path.dirname(path)
            if folder and not os.path.isdir(folder):
                raise FileNotFoundError(f"output folder {folder} doesn't exist.")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)


class StreamHandler(_Handler):
    def read(self, path):
        return sys.stdin.read()

    def write(self, text, path):
        getattr(sys.stdout, "buffer", sys.stdout).write(text.encode())

    def listdir(self, path):
        self._refuse("listdir")


class HttpHandler:
    @staticmethod
    def listdir(path):
        raise PapermillException("listdir is not supported by HttpHandler")

    @staticmethod
    def read(path):
        return requests.get(path, headers={"Accept": "application/json"}).text

    @staticmethod
    def write(text, path):
        requests.put(path, json=json.loads(text)).raise_for_status()


class NotebookNodeHandler(_Handler):
    def read(self, node):
        return nbformat.writes(node)

    def write(self, text, path):
        self._refuse("write")

    def listdir(self, path):
        self._refuse("listdir")

    def pretty_path(self, path):
        return "NotebookNode object"


class NoIOHandler(_Handler):
    def read(self, path):
        self._refuse("read")

    def listdir(self, path):
        self._refuse("listdir")

    def write(self, text, path):
        return None

    def pretty_path(self, path):
        return "Notebook will not be saved"


class ADLHandler(_Handler):
    """Not offered: the program knows the clouds by itself."""


class PapermillIO:
    """Handlers by the beginning of a path; the last one registered is asked first."""

    def __init__(self):
        self.reset()

    def reset(self):
        self._handlers = []

    def register(self, scheme, handler):
        self._handlers.insert(0, (scheme, handler))

    def register_entry_points(self):
        for entry in entrypoints.get_group_all("papermill.io"):
            self.register(entry.name, entry.load())

    def get_handler(self, path, extensions=None):
        if path is None:
            return NoIOHandler()
        if isinstance(path, nbformat.NotebookNode):
            return NotebookNodeHandler()
        name = os.path.basename(path)
        if extensions and not name.endswith(tuple(extensions)):
            warnings.warn(f"{name} does not end in one of {extensions}" if "." in name else f"{name} has no extension")
        found = [handler for scheme, handler in self._handlers if path.startswith(scheme)]
        found += [handler for scheme, handler in self._handlers if scheme == "local"]
        if not found:
            raise PapermillException(f"nothing is registered for {path}")
        return found[0]

    def read(self, path, extensions=(".ipynb", ".json")):
        text = self.get_handler(path, extensions).read(path)
        return text.decode() if isinstance(text, bytes) else text

    def write(self, text, path, extensions=(".ipynb", ".json")):
        return self.get_handler(path, extensions).write(text, path)

    def listdir(self, path):
        return self.get_handler(path).listdir(path)

    def pretty_path(self, path):
        return self.get_handler(path).pretty_path(path)


papermill_io = PapermillIO()
papermill_io.register("local", LocalHandler())
papermill_io.register("-", StreamHandler())


@contextmanager
def local_file_io_cwd(folder=None):
    handler = papermill_io.get_handler("local")
    before = handler.cwd(folder or os.getcwd())
    try:
        yield
    finally:
        handler.cwd(before)


def read_yaml_file(path):
    return yaml.safe_load(papermill_io.read(path, (".json", ".yaml", ".yml")))


def load_notebook_node(path):
    """A notebook with the metadata that the program gives it in a run, where they are missing."""
    notebook = nbformat.v4.upgrade(nbformat.read(path, as_version=4))
    notebook.metadata.setdefault("papermill", nbformat.from_dict({"parameters": {}}))
    for cell in notebook.cells:
        cell.metadata.setdefault("tags", [])
        cell.metadata.setdefault("papermill", nbformat.from_dict({}))
    return notebook
