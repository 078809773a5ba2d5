"""
scrapbook as its own tests see it: the module that Deckle offers in kernels glues; the program checks, decodes and reads.
The tests lie below as scrapbook.tests.
"""
import json
import os

with open(os.path.join(os.path.dirname(__file__), "offered.py"), encoding="utf-8") as _source:
    exec(compile(_source.read(), _source.name, "exec"))

from deckle_program import run as _run  # noqa: E402


def _ask(node):
    """What the program reads in a notebook, by scrapbook's rule that of data and display the later counts."""
    try:
        text = json.dumps(dict(node, nbformat=4, nbformat_minor=4, metadata=node.get("metadata", {})))
    except TypeError as error:
        raise ScrapbookDataException(str(error), [error]) from None  # noqa: F821
    done = _run("scraps", "-", "--json", "--later-wins", stdin=text.encode())
    answer = json.loads(done.stdout)
    if done.returncode != 0:
        raise ScrapbookException(str(answer))  # noqa: F821
    return answer["notebooks"][0]


def _ask_about(payload):
    """What the program makes of one payload: the scrap, or None, and what it has to say."""
    media_type = "application/scrapbook.scrap.{}+json".format(payload.get("encoder"))
    output = {"output_type": "display_data", "data": {media_type: payload}, "metadata": {}}
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": [output], "source": ""}
    answer = _ask({"cells": [cell]})
    return (answer["scraps"] or [None])[0], answer["problems"]


def _refuse(problems):
    for problem in problems:
        if problem["kind"] in ("invalid", "no-version"):
            raise ScrapbookDataException(problem["message"], [problem["kind"]])  # noqa: F821


def scrap_to_payload(scrap):
    payload = {"name": scrap.name, "data": scrap.data, "encoder": scrap.encoder, "version": LATEST_SCRAP_VERSION}  # noqa: F821
    _refuse(_ask_about(payload)[1])
    return payload


def payload_to_scrap(payload):
    found, problems = _ask_about(payload)
    _refuse(problems)
    for problem in problems:
        if problem["kind"] == "later-version":
            logger.warning("%s", problem["message"])  # noqa: F821
    return Scrap(found["name"], found["data"], found["encoder"]) if found else Scrap(None, None, None)  # noqa: F821


def _decode(encoder, scrap, **kwargs):
    try:
        json.dumps(scrap.data)
    except TypeError:
        # No notebook can hold it, so the program never meets it.
        return encoder.encode(scrap)
    found, problems = _ask_about({"name": scrap.name, "data": scrap.data, "encoder": encoder.name(), "version": 1})
    _refuse(problems)
    return scrap._replace(data=found["data"])


JsonEncoder.decode = TextEncoder.decode = _decode  # noqa: F821


def _fetch_scraps(notebook):
    answer = _ask(notebook.node)
    _refuse(answer["problems"])
    return Scraps((scrap["name"], Scrap(scrap["name"], scrap["data"], scrap["encoder"], scrap["display"])) for scrap in answer["scraps"])  # noqa: F821


Notebook._fetch_scraps = _fetch_scraps  # noqa: F821
Notebook.parameters = property(lambda notebook: _ask(notebook.node)["parameters"])  # noqa: F821
Notebook.cell_timing = property(lambda notebook: [cell["duration_seconds"] for cell in _ask(notebook.node)["cells"]])  # noqa: F821
Notebook.execution_counts = property(lambda notebook: [cell["execution_count"] for cell in _ask(notebook.node)["cells"]])  # noqa: F821
