"""Every code cell of a notebook is a test of pytest; `deckle test` runs and judges it. Put this file beside the notebooks."""
import functools, json, subprocess

import pytest


def pytest_collect_file(parent, file_path):
    return NotebookFile.from_parent(parent, path=file_path) if file_path.suffix == ".ipynb" else None


class NotebookFile(pytest.File):
    def collect(self):
        cells = json.loads(self.path.read_text("utf-8"))["cells"]
        count = sum(cell["cell_type"] == "code" for cell in cells)
        return [CellItem.from_parent(self, name=f"Cell {number + 1}") for number in range(count)]

    @functools.cached_property
    def outcomes(self):
        """The notebook runs once, when the first of its cells is asked for."""
        answer = json.loads(subprocess.run(["deckle", "test", "--json", str(self.path)], stdout=subprocess.PIPE).stdout)
        notebook = answer.get("notebooks", [answer])[0]
        if "error" in notebook:
            pytest.fail(notebook["error"]["message"], pytrace=False)
        return {cell["name"]: cell for cell in notebook["cells"]}


class CellItem(pytest.Item):
    def runtest(self):
        cell = self.parent.outcomes[self.name]
        report = {"skipped": pytest.skip, "xfailed": pytest.xfail, "failed": functools.partial(pytest.fail, pytrace=False)}
        if cell["outcome"] in report:
            report[cell["outcome"]]("\n".join(filter(None, [cell["message"], cell["text"]])))
