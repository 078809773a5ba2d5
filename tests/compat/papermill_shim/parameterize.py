"""Parameters in paths and notebooks."""

from datetime import datetime

import deckle_program
import nbformat

from .exceptions import from_program
from .inspection import explain
from .translators import papermill_translators, translate_parameters  # noqa: F401 - a name that tests replace


def parameterize_path(path, parameters):
    if path is None or isinstance(path, nbformat.NotebookNode):
        return path
    return explain(path, "-", "--parameters_yaml", deckle_program.yaml_text(parameters or {}))["paths"]["input"]


def add_builtin_parameters(parameters):
    """What the program puts into paths by itself, read out of one."""
    names = ["run_uuid", "current_datetime_local", "current_datetime_utc"]
    values = parameterize_path("|".join(f"{{pm[{name}]}}" for name in names), None).split("|")
    built_in = {"run_uuid": values[0], names[1]: datetime.fromisoformat(values[1]), names[2]: datetime.fromisoformat(values[2])}
    return {"pm": built_in, **(parameters or {})}


def parameterize_notebook(nb, parameters, report_mode=False, comment=None, kernel_name=None, language=None):
    arguments = ["--parameters_yaml", deckle_program.yaml_text(parameters), "--prepare-only"]
    arguments += ["--report-mode"] if report_mode else []
    arguments += ["--kernel", kernel_name] if kernel_name else []
    arguments += ["--language", language] if language else []
    ended = deckle_program.run("compat", "papermill", "-", "-", *arguments, stdin=nbformat.writes(nb).encode())
    if ended.returncode:
        raise from_program(ended.stderr)
    result = nbformat.reads(ended.stdout.decode(), as_version=4)
    if comment:
        # A comment of one's own is an option of `deckle params render` only.
        cell = next(cell for cell in result.cells if "injected-parameters" in cell.metadata.tags)
        translator = papermill_translators.find_translator(kernel_name, language or nb.metadata.language_info.name)
        cell.source = translator.codify(parameters, comment)
    return result
