"""The registry of engines. The program is its own engine, so what is registered here is only found again, never run."""

import entrypoints

from .exceptions import PapermillException


class Engine:
    """What an engine derives from."""


class NBClientEngine(Engine):
    """The name of the engine that the program stands for."""


class NotebookExecutionManager:
    """Not offered: the program keeps its own account of a run."""


class PapermillEngines:
    """Engines by name."""

    def __init__(self):
        self._engines = {}

    def register(self, name, engine):
        self._engines[name] = engine

    def register_entry_points(self):
        for entry in entrypoints.get_group_all("papermill.engine"):
            self.register(entry.name, entry.load())

    def get_engine(self, name=None):
        if name not in self._engines:
            raise PapermillException(f"No engine named '{name}' found")
        return self._engines[name]


def write_ipynb(notebook, path):
    """Called for each save of a run; the program has written the file."""


papermill_engines = PapermillEngines()
papermill_engines.register(None, NBClientEngine)
papermill_engines.register("nbclient", NBClientEngine)
