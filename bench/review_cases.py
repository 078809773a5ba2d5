"""What comparing and merging notebooks costs."""

import base64
import json
import random
import statistics
import struct
import zlib

import accounting
import chromium
from cases import LONG_RUNS, NOTEBOOKS, case, expect
from clean_cases import peer_module
from results import Row, bounded, compared, seconds

# What nbdime needs seconds to minutes for: it is measured alone, against its own limit.
TELLING = {"cells2000_noid_5edits": 0.05, "md_b64_100k": 0.15, "dfs30x60_ids": 0.15, "cells300_allnew": 0.15, "stream20k_1line": 0.15, "bigsrc_10x200": 0.15}


def compare(bench, before, after):
    usage = accounting.run([bench.binary, "diff", before, after], bench.scratch)
    expect(usage.exit_code, 0, f"the exit code of deckle diff {before}")
    return usage


@case
def diffpairs(bench):
    """Commits of real notebooks, against nbdiff: folders with a.ipynb and b.ipynb."""
    folders = sorted(path.parent for path in (bench.pairs_folder or NOTEBOOKS / "pairs").glob("*/a.ipynb"))
    chosen = random.Random(1).sample(folders, min(len(folders), 40))
    environment = peer_module(bench, "nbdime")
    ours, theirs = [], []
    for folder in chosen:
        before, after = folder / "a.ipynb", folder / "b.ipynb"
        ours.append(min(compare(bench, before, after).seconds for _ in range(2)))
        if environment is not None:
            theirs.append(accounting.run([bench.python, "-m", "nbdime.nbdiffapp", "--no-color", before, after], bench.scratch, environment).seconds)
    peers = {"nbdiff": theirs} if theirs else {}
    yield from compared("diffpairs", f"{len(chosen)} of {len(folders)} pairs: wall, median", ours, peers, seconds, 0.08 if peers else None)
    yield Row("diffpairs", "the slowest of them", seconds(max(ours)), f"nbdiff {seconds(max(theirs))}" if theirs else "")


@case
def difftelling(bench):
    """Notebooks that make comparing slow."""
    folder = NOTEBOOKS / "pairs" / "11-synthetic-diff"
    for name, limit in TELLING.items():
        taken = [compare(bench, folder / f"{name}.a.ipynb", folder / f"{name}.b.ipynb").seconds for _ in range(bench.runs)]
        yield bounded("difftelling", f"{name}: wall", statistics.median(taken), seconds, "≤", limit)
    for every, promise in ((20, 0.15), (1, None)):
        large = [bench.scratch / f"{side}.ipynb" for side in "ab"]
        for path, mark in zip(large, "12"):
            path.write_text(changed_cells(2200, mark, picture(8), every))
        taken = statistics.median(compare(bench, *large).seconds for _ in range(bench.runs))
        measure = f"two of {large[0].stat().st_size / 1e6:.1f} MB, {2200 // every} of 2200 cells changed: wall"
        yield bounded("difftelling", measure, taken, seconds, "≤", promise) if promise else Row("difftelling", measure, seconds(taken))
    slowest = 0
    for before in sorted((NOTEBOOKS / "pairs").glob("**/*a.ipynb")):
        after = before.with_name(before.name.replace("a.ipynb", "b.ipynb"))
        slowest = max(slowest, compare(bench, before, after).seconds)
    yield bounded("difftelling", "the slowest pair of the cases: wall", slowest, seconds, "<", 1)


@case
def mergetelling(bench):
    """A real merge, against nbmerge."""
    folder = NOTEBOOKS / "pairs" / "07-merge-clean-vs-git-conflict"
    files = [folder / f"{side}.ipynb" for side in ("base", "local", "remote")]
    contenders = {"deckle": lambda: accounting.run([bench.binary, "merge", *files], bench.scratch)}
    environment = peer_module(bench, "nbdime")
    if environment is not None:
        contenders["nbmerge"] = lambda: accounting.run([bench.python, "-m", "nbdime.nbmergeapp", *files], bench.scratch, environment)
    results = bench.pairs(contenders, LONG_RUNS)
    expect({usage.exit_code for usages in results.values() for usage in usages}, {0}, "the exit codes")
    values = {who: [usage.seconds for usage in usages] for who, usages in results.items()}
    yield from compared("mergetelling", "a real merge: wall", values.pop("deckle"), values, seconds)


@case
def reviewpage(bench):
    """The page of a comparison of 400 changed cells, in Chromium: until the first key has shown its effect."""
    sides = [bench.scratch / f"{side}.ipynb" for side in "ab"]
    for path, mark, size in zip(sides, ("1", "2"), (8, 9)):
        path.write_text(changed_cells(400, mark, picture(size)))
    page = bench.scratch / "review.html"
    usage = accounting.run([bench.binary, "diff", *sides, "--html", page], bench.scratch)
    expect(usage.exit_code, 0, "the exit code of deckle diff --html")
    taken = []
    with chromium.opened(bench.scratch) as browser:
        for turn in range(bench.runs):
            browser.go_to(f"{page.as_uri()}?{turn}")
            loaded = browser.evaluate("performance.timing.loadEventEnd - performance.timing.navigationStart")
            taken.append((loaded + browser.evaluate(NEXT_CHANGE)) / 1000)
            expect(browser.evaluate("document.querySelector('[data-place]').textContent"), "1 / 400", "the place after a key")
    yield bounded("reviewpage", f"400 changed cells, {page.stat().st_size / 1e6:.1f} MB: until used, median", statistics.median(taken), seconds, "<", 1)


# A second frame is asked for: the first callback runs before anything of the change is drawn.
NEXT_CHANGE = """
    new Promise(done => {
      const start = performance.now();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'n', bubbles: true }));
      requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
    })
"""


def changed_cells(number, mark, png, every=1):
    """A notebook whose cells each have 15 lines, a picture and 20 printed lines; the mark is in some of them."""

    def cell(at):
        shown = mark if at % every == 0 else 0
        source = "".join(f"value_{at}_{line} = compute({line}, '{shown if line == 7 else 'same'}')  # step\n" for line in range(1, 16))
        printed = "".join(f"epoch {line} of {at}: {shown if line == 9 else 0}\n" for line in range(1, 21))
        outputs = [
            {"data": {"image/png": png, "text/plain": f"<Figure {shown}>"}, "metadata": {}, "output_type": "display_data"},
            {"name": "stdout", "output_type": "stream", "text": printed.splitlines(keepends=True)},
        ]
        return {"cell_type": "code", "execution_count": at, "id": f"cell{at}", "metadata": {}, "outputs": outputs, "source": source.splitlines(keepends=True)}

    return json.dumps({"cells": [cell(at) for at in range(1, number + 1)], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def picture(size):
    """A red square, as PNG in base64."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\xff\0\0" * size) * size
    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return base64.b64encode(png).decode()
