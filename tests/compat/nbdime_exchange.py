"""What Deckle writes is applied by nbdime, and what nbdime writes by Deckle."""
import collections
import copy
import itertools
import json
import os
import pathlib
import signal
import subprocess
import sys
import tempfile

import nbformat
from nbdime.diff_utils import to_diffentry_dicts
from nbdime.diffing.notebooks import diff_notebooks
from nbdime.merging.decisions import MergeDecision, apply_decisions
from nbdime.merging.notebooks import decide_notebook_merge
from nbdime.patching import patch_notebook

PROGRAM = os.environ["DECKLE_BINARY"]

# nbdime takes minutes for some pairs: those are compared in one direction.
SECONDS = float(os.environ.get("NBDIME_SECONDS", "5"))


class TooSlow(Exception):
    pass


class Crashed(Exception):
    """nbdime itself fails, as where both sides add the same attachment anew."""


def stop(*_):
    raise TooSlow()


def canonical(value):
    # Python's == takes 1, 1.0 and True for the same.
    return json.dumps(value, sort_keys=True)


def in_time(work):
    signal.setitimer(signal.ITIMER_REAL, SECONDS)
    try:
        return work()
    except TooSlow:
        raise
    except Exception as error:
        raise Crashed() from error
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Exchange:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.counts = collections.Counter()

    def deckle(self, *arguments, codes=(0,)):
        done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True)
        if done.returncode not in codes:
            raise RuntimeError(f"deckle {arguments[0]}: {done.returncode}: {done.stderr.decode().strip()}")
        return done.stdout

    def put(self, name, value):
        # Both get the same notebook: joined, and with the ids that nbformat made.
        path = self.folder / name
        path.write_text(json.dumps(value))
        return path

    def note(self, what, is_right, where):
        self.counts[what, "right" if is_right else "WRONG"] += 1
        if not is_right:
            print(f"WRONG {what}: {' '.join(map(str, where))}", flush=True)

    def check(self, what, where, work):
        try:
            self.note(what, work(), where)
        except TooSlow:
            self.counts[what, "nbdime too slow"] += 1
        except Crashed:
            self.counts[what, "nbdime crashed"] += 1
        except Exception as error:
            print(f"{type(error).__name__}: {error}")
            self.note(what, False, where)

    def pair(self, before, after):
        a, b = (nbformat.read(path, as_version=4) for path in (before, after))
        paths = self.put("a.ipynb", a), self.put("b.ipynb", b)

        def ours():
            diff = json.loads(self.deckle("diff", "--format", "nbdime", *paths))
            return canonical(patch_notebook(a, to_diffentry_dicts(diff))) == canonical(b)

        def own():
            self.put("own.json", json.loads(self.deckle("diff", "--json", *paths)))
            self.deckle("patch", paths[0], self.folder / "own.json", "-o", self.folder / "out.ipynb")
            return canonical(self.result()) == canonical(b)

        def theirs():
            diff = in_time(lambda: diff_notebooks(copy.deepcopy(a), copy.deepcopy(b)))
            self.deckle("patch", paths[0], self.put("theirs.json", diff), "-o", self.folder / "out.ipynb")
            return canonical(self.result()) == canonical(patch_notebook(a, diff))

        self.check("our diff, nbdime's patch", (before, after), ours)
        self.check("our own form, our patch", (before, after), own)
        self.check("nbdime's diff, our patch", (before, after), theirs)

    def merge(self, base, local, remote):
        sides = [nbformat.read(path, as_version=4) for path in (base, local, remote)]
        paths = [self.put(name, side) for name, side in zip(("base.ipynb", "local.ipynb", "remote.ipynb"), sides)]

        def ours():
            self.deckle("merge", *paths, "--decisions", "--out", self.folder / "decisions.json", codes=(0, 1))
            self.deckle("merge", *paths, "--out", self.folder / "out.ipynb", codes=(0, 1))
            decisions = [
                MergeDecision(**{key: tuple(value) if key == "common_path" else to_diffentry_dicts(value) for key, value in decision.items()})
                for decision in json.loads((self.folder / "decisions.json").read_text())
            ]
            return canonical(apply_decisions(copy.deepcopy(sides[0]), decisions)) == canonical(self.result())

        def theirs():
            decisions = in_time(lambda: list(decide_notebook_merge(*map(copy.deepcopy, sides))))
            path = self.put("theirs.json", decisions)
            self.deckle("merge", paths[0], "--apply", path, "--out", self.folder / "out.ipynb", codes=(0, 1))
            return canonical(apply_decisions(copy.deepcopy(sides[0]), decisions)) == canonical(self.result())

        self.check("our decisions, nbdime applies", (base, local, remote), ours)
        self.check("nbdime's decisions, we apply", (base, local, remote), theirs)

    def result(self):
        return nbformat.from_dict(nbformat.reads((self.folder / "out.ipynb").read_text(), as_version=4))


def main(files, *folders):
    signal.signal(signal.SIGALRM, stop)
    notebooks = sorted(pathlib.Path(files).glob("*.ipynb"))
    by_stem = collections.defaultdict(list)
    for notebook in notebooks:
        by_stem[notebook.stem.split("--")[0].split("-test")[0]].append(notebook)
    with tempfile.TemporaryDirectory() as folder:
        exchange = Exchange(folder)
        for before, after in itertools.product(notebooks, notebooks):
            exchange.pair(before, after)
        for real in folders:
            for before in sorted(pathlib.Path(real).glob("*/a.ipynb")):
                try:
                    exchange.pair(before, before.with_name("b.ipynb"))
                except (nbformat.reader.NotJSONError, nbformat.ValidationError):
                    exchange.counts["pairs", "that nbformat cannot read"] += 1
        for group in by_stem.values():
            for sides in itertools.product(group, repeat=3):
                exchange.merge(*sides)
    for (what, outcome), count in sorted(exchange.counts.items()):
        print(f"{count:6} {what}: {outcome}")
    return 1 if any(outcome == "WRONG" for _, outcome in exchange.counts) else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
