"""Running a notebook."""

import os
import tempfile
import threading

import deckle_program
import nbformat

from . import engines
from .exceptions import PapermillExecutionError, from_program

# How the arguments of the Python function are written on the command line.
_OPTIONS = {
    "kernel_name": "--kernel",
    "language": "--language",
    "cwd": "--cwd",
    "engine_name": "--engine",
    "start_timeout": "--start-timeout",
    "execution_timeout": "--execution-timeout",
    "autosave_cell_every": "--autosave-cell-every",
    "stdout_file": "--stdout-file",
    "stderr_file": "--stderr-file",
}
_FLAGS = {
    "prepare_only": "--prepare-only",
    "report_mode": "--report-mode",
    "log_output": "--log-output",
}


def execute_notebook(
    input_path, output_path, parameters=None, request_save_on_cell_execute=True, progress_bar=True, **options
):
    """Runs the program; an error that ends it is raised."""
    arguments = ["--parameters_yaml", deckle_program.yaml_text(parameters)] if parameters else []
    arguments += [word for key, flag in _OPTIONS.items() if options.get(key) is not None for word in (flag, options[key])]
    arguments += [flag for key, flag in _FLAGS.items() if options.get(key)]
    arguments += [] if request_save_on_cell_execute else ["--no-request-save-on-cell-execute"]
    arguments += [] if progress_bar else ["--no-progress-bar"]
    is_node = isinstance(input_path, nbformat.NotebookNode)
    stdin = nbformat.writes(input_path).encode() if is_node else None
    with tempfile.TemporaryDirectory() as folder:
        place = str(output_path or os.path.join(folder, "output.ipynb"))
        with _saves(place):
            ended = deckle_program.run("compat", "papermill", "-" if is_node else input_path, place, *arguments, stdin=stdin)
        if ended.returncode:
            error = from_program(ended.stderr)
            raise _failure(place) if error is PapermillExecutionError else error
        return nbformat.read(place, as_version=4)


def _failure(path):
    """The failed cell stands behind its marker."""
    cells = nbformat.read(path, as_version=4).cells
    index = 1 + max(i for i, cell in enumerate(cells) if 'id="papermill-error-cell"' in cell.source)
    cell = cells[index]
    errors = [(error.ename, error.evalue, error.traceback) for error in cell.outputs if error.output_type == "error"]
    # IPython's magics fail without an error in the outputs.
    told = errors[0] if errors else ("CellExecutionError", "", [])
    return PapermillExecutionError(index - 2, cell.execution_count, cell.source, *told)


class _saves:
    """Tells ``engines.write_ipynb``, which tests replace, of each file that the program puts in place."""

    def __init__(self, path):
        self.path, self.ended = path, threading.Event()

    def __enter__(self):
        self.watcher = threading.Thread(target=self._watch)
        self.watcher.start()

    def __exit__(self, *_):
        self.ended.set()
        self.watcher.join()

    def _watch(self):
        last = self._file()
        is_last_look = False
        while not is_last_look:
            is_last_look = self.ended.wait(0.001)
            now = self._file()
            if now != last and now is not None:
                last = now
                engines.write_ipynb(None, self.path)

    def _file(self):
        try:
            found = os.stat(self.path)
            return found.st_ino, found.st_mtime_ns
        except FileNotFoundError:
            return None
