"""The notebooks that are run, and what their results must hold."""

import json

MEGABYTE = 1_000_000


def write(path, sources):
    """Writes a notebook of code cells for the kernel `python3`."""
    cells = [
        {"cell_type": "code", "id": f"cell-{i}", "execution_count": None, "metadata": {}, "outputs": [], "source": source}
        for i, source in enumerate(sources)
    ]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    path.write_text(json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1))
    return path


def executed(number, size):
    """An executed notebook of about a size, with scraps: a number, a text, a list; the rest are printed lines."""
    glued = {"revenue": (number * 1.5, "json"), "region": (f"region {number}", "text"), "series": ([number, 2, 3], "json")}
    scraps = [
        {
            "data": {f"application/scrapbook.scrap.{encoder}+json": {"name": name, "data": value, "encoder": encoder, "version": 1}},
            "metadata": {"scrapbook": {"name": name, "data": True, "display": False}},
            "output_type": "display_data",
        }
        for name, (value, encoder) in glued.items()
    ]
    lines = [f"line {line} of what a cell printed\n" for line in range(size // 44)]
    printed = {"name": "stdout", "output_type": "stream", "text": lines}
    cells = [
        {"cell_type": "code", "id": f"cell-{i}", "execution_count": i + 1, "metadata": {}, "outputs": outputs, "source": "run()"}
        for i, outputs in enumerate([[printed], scraps])
    ]
    papermill = {"parameters": {"n": number}, "exception": None, "duration": 1.5}
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "papermill": papermill}
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def text(value):
    return value if isinstance(value, str) else "".join(value)


def outputs(path, index):
    """The outputs of the cell with an index among the code cells."""
    cells = [cell for cell in json.loads(path.read_bytes())["cells"] if cell["cell_type"] == "code"]
    return cells[index]["outputs"]


def streamed(path, index):
    """All that a cell printed, of however many outputs."""
    return "".join(text(output["text"]) for output in outputs(path, index) if output["output_type"] == "stream")


def shown(path, index, mime):
    return "".join(text(output["data"][mime]) for output in outputs(path, index) if mime in output.get("data", {}))
