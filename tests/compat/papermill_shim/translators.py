"""Parameters as source: the program's `params render`, taken apart."""

import json
from functools import cache

import deckle_program
import nbformat

from .exceptions import PapermillException, from_program
from .models import Parameter


def _render(language, parameters, *options):
    ended = deckle_program.run("params", "render", "--language", language, "--parameters_yaml", deckle_program.yaml_text(parameters), *options)
    if ended.returncode:
        raise from_program(ended.stderr)
    return ended.stdout.decode()


@cache
def _frame(language, name):
    """What stands before and behind the value of an assignment."""
    line = _render(language, {name: 7}).removesuffix("\n").split("\n", 1)[1]
    before, _, behind = line.rpartition("7")
    return before, behind


def _plain(value):
    """What YAML can say; of all else its text."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, bool, int, float)) else str(value)


class Translator:
    """A language. Those made outside of the program render nothing by themselves."""

    language = None

    @classmethod
    def translate(cls, value):
        language = cls.language or "python"
        before, behind = _frame(language, "value")
        line = _render(language, {"value": _plain(value)}).removesuffix("\n").split("\n", 1)[1]
        return line[len(before) : len(line) - len(behind)]

    @classmethod
    def translate_dict(cls, value):
        return cls._only_of_the_program(value)

    @classmethod
    def translate_list(cls, value):
        return cls._only_of_the_program(value)

    @classmethod
    def _only_of_the_program(cls, value):
        if cls.language is None:
            raise NotImplementedError(type(value).__name__)
        return cls.translate(value)

    @classmethod
    def comment(cls, text):
        if cls.language is None:
            raise NotImplementedError("comment")
        return _render(cls.language, {}, "--comment", text).removesuffix("\n")

    @classmethod
    def assign(cls, name, source):
        before, behind = _frame(cls.language, name)
        return before + source + behind

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        return _render(cls.language, _plain(parameters), "--comment", comment)

    @classmethod
    def inspect(cls, parameters_cell):

        info = {"kernelspec": {"name": cls.language, "display_name": ""}, "language_info": {"name": cls.language}}
        parameters_cell.metadata["tags"] = ["parameters"]
        notebook = nbformat.v4.new_notebook(cells=[parameters_cell], metadata=info)
        found = json.loads(deckle_program.run("params", "-", "--json", stdin=nbformat.writes(notebook).encode()).stdout)
        return [Parameter(*(parameter[field] for field in Parameter._fields)) for parameter in found["parameters"]]


class PythonTranslator(Translator):
    language = "python"


class RTranslator(Translator):
    language = "R"


class ScalaTranslator(Translator):
    language = "scala"


class JuliaTranslator(Translator):
    language = "julia"


class MatlabTranslator(Translator):
    language = "matlab"


class CSharpTranslator(Translator):
    language = ".net-csharp"


class FSharpTranslator(Translator):
    language = ".net-fsharp"


class PowershellTranslator(Translator):
    language = ".net-powershell"


class BashTranslator(Translator):
    language = "bash"


class PapermillTranslators:
    """Translators by kernel, else by language: what is registered here, else what the program knows."""

    def __init__(self):
        self._translators = {}

    def register(self, name, translator):
        self._translators[name] = translator

    def find_translator(self, kernel_name, language):
        for name in (kernel_name, language):
            if name in self._translators:
                return self._translators[name]
        _render(f"{language}", {"value": 1}, "--kernel", f"{kernel_name}")
        return type("Found", (Translator,), {"language": language})


papermill_translators = PapermillTranslators()


def translate_parameters(kernel_name, language, parameters, comment="Parameters"):
    return papermill_translators.find_translator(kernel_name, language).codify(parameters, comment)
