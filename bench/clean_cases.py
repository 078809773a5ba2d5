"""What keeping notebooks clean and tested costs: stripping, git's filters, notebook tests."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import accounting
import notebooks
from cases import LONG_RUNS, NOTEBOOKS, case, expect, median
from results import Row, bounded, compared, megabytes, seconds

PASS_THROUGH = Path(__file__).parent / "pass_through_filter.py"
LARGEST = 65516
TREE_OF_NOTHING = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"


@dataclass(frozen=True)
class Repository:
    """A git repository of its own, apart from the settings of whoever measures."""

    root: Path

    @staticmethod
    def make(root, files, settings=()):
        shutil.rmtree(root, ignore_errors=True)
        root.mkdir(parents=True)
        repository = Repository(root)
        repository.git("init", "-q")
        for number, path in enumerate(files):
            shutil.copyfile(path, root / f"{number:04}.ipynb")
        for key, value in settings:
            repository.git("config", key, value)
        if settings:
            (root / ".git" / "info" / "attributes").write_text("*.ipynb filter=measured\n")
        return repository

    def git(self, *words):
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org", "-c", "gc.auto=0"]
        return subprocess.run(["git", *who, *words], cwd=self.root, env=environment, check=True, capture_output=True).stdout.decode().strip()

    def timed(self, *words):
        began = time.perf_counter()
        self.git(*words)
        return time.perf_counter() - began


class FilterTalk:
    """The part of git with a filter process that lives on, so that its accounts can be read."""

    def __init__(self, binary, folder):
        self.process = subprocess.Popen([binary, "git", "filter-process"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)

    def __enter__(self):
        self._send(b"git-filter-client\n", b"version=2\n")
        self._list()
        self._send(b"capability=clean\n", b"capability=smudge\n")
        self._list()
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait()

    def clean(self, name, content):
        self._send(b"command=clean\n", f"pathname={name}\n".encode())
        self._send(*(content[at : at + LARGEST] for at in range(0, len(content), LARGEST)))
        expect(self._list(), [b"status=success\n"], "the filter's status")
        result = b"".join(self._list())
        self._list()
        return result

    def memory(self):
        lines = Path(f"/proc/{self.process.pid}/status").read_text().splitlines()
        return {line.split(":")[0]: int(line.split()[1]) * 1024 for line in lines if line.startswith(("VmHWM", "RssAnon"))}

    def _send(self, *packets):
        for packet in packets:
            self.process.stdin.write(b"%04x" % (len(packet) + 4) + packet)
        self.process.stdin.write(b"0000")
        self.process.stdin.flush()

    def _list(self):
        packets = []
        while (length := self.process.stdout.read(4)) != b"0000":
            packets.append(self.process.stdout.read(int(length, 16) - 4))
        return packets


def deckle_filter(bench):
    return [("filter.measured.process", f'"{bench.binary}" git filter-process'), ("filter.measured.required", "true")]


def peer_module(bench, name):
    """A peer's module, from a checkout or as installed; null where it is not measured."""
    checkout = bench.checkouts.get(name)
    return None if not checkout else {} if checkout == "-" else {"PYTHONPATH": os.path.abspath(checkout)}


@case
def gitadd(bench):
    """`git add` of real notebooks through the filter, against nbstripout, a filter that only copies, and none."""
    files = sorted((bench.corpus or NOTEBOOKS).rglob("*.ipynb"))
    size = sum(path.stat().st_size for path in files)
    copying = f'"{sys.executable}" "{PASS_THROUGH}"'
    filters = {
        "deckle": deckle_filter(bench),
        "copying": [("filter.measured.process", copying), ("filter.measured.required", "true")],
        "none": [],
    }
    trees = {}

    def add(name, settings):
        repository = Repository.make(bench.scratch / f"add-{name}", files, settings)
        taken = repository.timed("add", ".")
        trees[name] = repository.git("write-tree")
        return taken

    contenders = {name: lambda name=name, settings=settings: add(name, settings) for name, settings in filters.items()}
    taken = bench.pairs(contenders, LONG_RUNS)
    theirs = {}
    environment = peer_module(bench, "nbstripout")
    if environment is not None:
        path = environment.get("PYTHONPATH")
        command = f'{f"PYTHONPATH={path!r} " if path else ""}"{bench.python}" -m nbstripout'
        # Half a minute and more: once is enough.
        theirs["nbstripout"] = [add("nbstripout", [("filter.measured.clean", command), ("filter.measured.required", "true")])] * len(taken["deckle"])
    ours = taken.pop("deckle")
    what = f"`git add` of {len(files)} notebooks, {megabytes(size)}"
    yield from compared("gitadd", what, ours, theirs, seconds, 0.04 if theirs else None)
    yield from compared("gitadd", what, ours, taken, seconds)
    used = accounting.run([bench.binary, "strip", "--check", *files], bench.scratch)
    yield Row("gitadd", "reading and stripping the same in one process: CPU", seconds(used.cpu_seconds), f"peak memory {megabytes(used.own_peak_bytes)}")


@case
def strip(bench):
    """One notebook, from a cold start, as text to stdout: a small one and one of 4 MB."""
    environment = peer_module(bench, "nbstripout")
    large = bench.scratch / "large.ipynb"
    candidates = [path for path in (bench.corpus or NOTEBOOKS).rglob("*.ipynb") if path.stat().st_size > 4_000_000]
    if candidates:
        shutil.copyfile(min(candidates, key=lambda path: path.stat().st_size), large)
    else:
        large.write_text(notebooks.executed(1, size=4_000_000))
    small = notebooks.write(bench.scratch / "small.ipynb", ["x = 1", "x"])
    for name, path, limit in (("small", small, 0.12), ("4 MB", large, 0.1)):
        contenders = {"deckle": lambda path=path: accounting.run([bench.binary, "compat", "nbstripout", "-t", path], bench.scratch)}
        if environment is not None:
            command = [bench.python, "-m", "nbstripout", "-t", path]
            contenders["nbstripout"] = lambda command=command: accounting.run(command, bench.scratch, environment)
        results = bench.pairs(contenders)
        expect({usage.exit_code for usages in results.values() for usage in usages}, {0}, "the exit codes")
        expect(len({usage.stdout for usages in results.values() for usage in usages}), 1, "the number of different results")
        values = {who: [usage.seconds for usage in usages] for who, usages in results.items()}
        yield from compared("strip", f"{name}: wall", values.pop("deckle"), values, seconds, limit if values else None)
    size = large.stat().st_size
    if environment is not None:
        peaks = {who: median(usages, "own_peak_bytes") for who, usages in results.items()}
        yield Row("strip", "4 MB: peak of resident pages", megabytes(peaks["deckle"]), f"nbstripout {megabytes(peaks['nbstripout'])}", peaks["deckle"] / peaks["nbstripout"])
    with FilterTalk(bench.binary, bench.scratch) as talk:
        before = talk.memory()
        talk.clean("large.ipynb", large.read_bytes())
        after = talk.memory()
    # Pages of the program's own file are in memory once for all who run it, and are mapped sixteen at a time whether used or not.
    yield bounded("strip", f"4 MB ({megabytes(size)}) in git's filter: memory of its own", after["RssAnon"], megabytes, "≤", 4 * size)
    yield Row("strip", "4 MB in git's filter: peak of resident pages, the program's file among them", megabytes(after["VmHWM"]), f"before the notebook {megabytes(before['VmHWM'])}")


@case
def checkout(bench):
    """A checkout of 500 notebooks through smudge, and without a filter."""
    originals = sorted((bench.corpus or NOTEBOOKS).rglob("*.ipynb"), key=lambda path: path.stat().st_size)
    files = (originals * (500 // len(originals) + 1))[:500]

    def checked_out(name, settings):
        repository = Repository.make(bench.scratch / f"checkout-{name}", files, settings)
        repository.git("add", ".")
        repository.git("commit", "-qm", "all")
        repository.git("branch", "full")
        repository.git("checkout", "-q", "--detach", repository.git("commit-tree", TREE_OF_NOTHING, "-m", "none"))
        return repository

    plain, filtered = checked_out("none", []), checked_out("deckle", deckle_filter(bench))
    # The same content in both: what is stripped away is not what is measured.
    plain.git("fetch", "-q", filtered.root, "full")

    def once(repository, commit):
        taken = repository.timed("checkout", "-q", commit)
        repository.git("checkout", "-q", "--detach", "-")
        return taken

    taken = bench.pairs({"deckle": lambda: once(filtered, "full"), "no filter": lambda: once(plain, "FETCH_HEAD^0")})
    yield from compared("checkout", "500 notebooks through smudge", taken.pop("deckle"), taken, seconds, 1.1)


@case
def nbtest(bench):
    """Testing notebooks, against nbval: one of 200 cells, and ten small ones with warm kernels."""
    environment = peer_module(bench, "nbval")
    folder = bench.scratch / "tested"
    folder.mkdir()
    many = notebooks.write(folder / "many.ipynb", ["x = 1"] * 200)
    small = [notebooks.write(folder / f"small{number}.ipynb", ["x = 1", "x"]) for number in range(10)]
    nbval = [bench.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "nbval.plugin", "--nbval-lax"]
    warm = {"XDG_RUNTIME_DIR": str(bench.scratch)}

    def ours(paths, *options):
        usage = accounting.run([bench.binary, "test", "--lax", *options, *paths], bench.scratch, warm)
        expect(usage.exit_code, 0, "the exit code of deckle test")
        return usage

    def theirs(paths):
        usage = accounting.run([*nbval, *paths], bench.scratch, environment)
        expect(usage.exit_code, 0, f"the exit code of nbval ({usage.stdout.decode(errors='replace')[-300:]})")
        return usage

    def peers(paths):
        return {"nbval": lambda: theirs(paths)} if environment is not None else {}

    # What the kernel itself takes is the same for both: a bare client's time is taken off.
    for what, paths, cells in (("one small", small[:1], ["x = 1", "x"]), ("200 cells", [many], ["x = 1"] * 200)):
        results = bench.pairs({"deckle": lambda paths=paths: ours(paths, "--no-warm")} | peers(paths) | {
            "lean": lambda cells=cells: bench.bare(bench.start.lean, cells),
            "plain": lambda cells=cells: bench.bare(bench.start.plain, cells),
        }, LONG_RUNS)
        values = {who: [usage.seconds for usage in results[who]] for who in results if who in ("deckle", "nbval")}
        yield from compared("nbtest", f"{what}, cold: wall", values["deckle"], {k: v for k, v in values.items() if k != "deckle"}, seconds)
        if "nbval" in values:
            over = {who: [a - b["seconds"] for a, b in zip(values[who], results[floor])] for who, floor in (("deckle", "lean"), ("nbval", "plain"))}
            yield from compared("nbtest", f"{what}, cold: beyond the kernel's work", over["deckle"], {"nbval": over["nbval"]}, seconds, 0.15)
    # Ten notebooks: a warm process stays behind, so the clock is all that is read.
    accounting.let_orphans_go()

    def clocked(command, environment):
        began = time.perf_counter()
        subprocess.run(command, env={**os.environ, **environment}, cwd=bench.scratch, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        return time.perf_counter() - began

    try:
        subprocess.run([bench.binary, "kernels", "warm"], env={**os.environ, **warm}, stdout=subprocess.DEVNULL, check=True)
        contenders = {"deckle": lambda: clocked([bench.binary, "test", "--lax", "--warm", *small], warm)}
        if environment is not None:
            contenders["nbval"] = lambda: clocked([*nbval, *small], environment)
        taken = bench.pairs(contenders, LONG_RUNS)
    finally:
        subprocess.run([bench.binary, "kernels", "stop", "--all", "--kill"], env={**os.environ, **warm}, stdout=subprocess.DEVNULL, check=False)
    yield from compared("nbtest", "ten small ones, warm: wall", taken.pop("deckle"), taken, seconds, 0.15 if taken else None)
