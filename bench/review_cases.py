"""What comparing and merging notebooks costs."""

import random
import statistics

import accounting
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
