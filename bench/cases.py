"""What is measured, and what was promised of it."""

import base64
import json
import os
import shutil
import statistics
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

import accounting
import notebooks
from contenders import Contender, KernelStart
from results import Row, bounded, compared, count, megabytes, seconds

CASES = {}
HERE = Path(__file__).parent
NOTEBOOKS = HERE.parent / "tests" / "cases"

# A run of papermill takes half a minute in some cases; more than this many tell nothing new.
LONG_RUNS = 3


@dataclass(frozen=True)
class Bench:
    binary: str
    deckle: Contender
    start: KernelStart
    scratch: Path
    runs: int
    peers: list = field(default_factory=list)
    python: str = "python3"
    checkouts: dict = field(default_factory=dict)
    corpus: Path | None = None
    pairs_folder: Path | None = None

    def pairs(self, contenders, runs=None):
        """Runs each once to warm the caches, then A B A B ...; name to the list of what each run gave."""
        results = {name: [] for name in contenders}
        for turn in range((runs or self.runs) + 1):
            for name, contender in contenders.items():
                result = contender()
                if turn:
                    results[name].append(result)
        return results

    def notebook_runs(self, sources, check, runs=None, others=None):
        """Runs a notebook with every contender; each result is checked."""
        source = notebooks.write(self.scratch / "given.ipynb", sources)
        result = self.scratch / "result.ipynb"

        def once(contender):
            result.unlink(missing_ok=True)
            usage = contender.run(source, result, self.scratch)
            if usage.exit_code:
                raise RuntimeError(f"{contender.name} failed: {usage.stderr.decode(errors='replace')[-2000:]}")
            try:
                check(result, contender.name)
            except ValueError as wrong:
                raise ValueError(f"{contender.name}: {wrong}") from None
            return usage

        contenders = {each.name: lambda each=each: once(each) for each in [self.deckle, *self.peers]}
        return self.pairs(contenders | (others or {}), runs)

    def against(self, case, measure, results, attribute, unit, limit=None):
        """A measure of ours against that of every peer."""
        values = {name: [getattr(usage, attribute) for usage in usages] for name, usages in results.items() if name in self.names}
        return compared(case, measure, values.pop("deckle"), values, unit, limit)

    @property
    def names(self):
        return ["deckle", *(peer.name for peer in self.peers)]

    def bare(self, command, cells):
        """The kernel with the least of a client; the times that client took."""
        order = {"command": command, "environment": self.start.environment, "cells": cells}
        usage = accounting.run([self.python, HERE / "bare_client.py"], self.scratch, stdin=json.dumps(order).encode())
        if usage.exit_code:
            raise RuntimeError(f"the bare client failed: {usage.stderr.decode(errors='replace')}")
        return json.loads(usage.stdout)


def case(function):
    CASES[function.__name__] = function
    return function


def expect(given, wanted, what):
    if given != wanted:
        raise ValueError(f"{what}: {str(given)[:100]!r} instead of {str(wanted)[:100]!r}")


def median(runs, key):
    return statistics.median(run[key] if isinstance(run, dict) else getattr(run, key) for run in runs)


@case
def noop(bench):
    """Two cells that do next to nothing: what a run costs before it does anything."""
    cells = ["x = 1", "x"]
    results = bench.notebook_runs(
        cells,
        lambda result, _: expect(notebooks.shown(result, 1, "text/plain"), "1", "the value of the second cell"),
        others={
            "lean": lambda: bench.bare(bench.start.lean, cells),
            "plain": lambda: bench.bare(bench.start.plain, cells),
        },
    )
    yield from bench.against("noop", "wall", results, "seconds", seconds, 0.35)
    yield from bench.against("noop", "CPU, whole tree", results, "cpu_seconds", seconds, 0.45)
    yield from bench.against("noop", "CPU, the client alone", results, "own_cpu_seconds", seconds)
    yield from bench.against("noop", "peak memory, the client alone", results, "own_peak_bytes", megabytes)
    yield from bench.against("noop", "peak memory, whole tree", results, "tree_peak_bytes", megabytes)
    share = statistics.median(ours.seconds - bare["seconds"] for ours, bare in zip(results["deckle"], results["lean"]))
    yield bounded("noop", "own share of the wall time", share, seconds, "≤", 0.060, f"bare client {seconds(median(results['lean'], 'seconds'))}")
    for name, what in (("lean", "the kernel as Deckle starts it"), ("plain", "the kernel as its kernelspec starts it")):
        parts = [f"{seconds(median(results[name], f'{part}_seconds'))} {word}" for part, word in (("start", "start"), ("cells", "cells"), ("end", "end"))]
        yield Row("noop", f"{what}: wall", "", f"bare client {seconds(median(results[name], 'seconds'))}: {', '.join(parts)}")
        yield Row("noop", f"{what}: CPU", "", f"bare client {seconds(median(results[name], 'kernel_cpu_seconds'))}")


@case
def cells200(bench):
    """200 trivial cells: what a cell costs."""
    cells = ["x = 1"] * 200
    spent = []

    def check(result, who):
        metadata = json.loads(result.read_bytes())
        expect([cell["execution_count"] for cell in metadata["cells"]], list(range(1, 201)), "the counts")
        if who == "deckle":
            spent.append(metadata["metadata"]["papermill"]["duration"] / len(cells))

    results = bench.notebook_runs(cells, check, LONG_RUNS, {"lean": lambda: bench.bare(bench.start.lean, cells)})
    yield from bench.against("cells200", "wall", results, "seconds", seconds, 0.25)
    yield from bench.against("cells200", "CPU, whole tree", results, "cpu_seconds", seconds)
    floor = [bare["cells_seconds"] / len(cells) for bare in results["lean"]]
    yield from compared("cells200", "a cell", spent[1:], {"bare client": floor}, seconds, 1.3)


@case
def cells200png(bench):
    """The same with a picture of 5 MB from the first: what saving costs."""
    size = 5 * notebooks.MEGABYTE
    picture = (
        f"import base64, os\ndata = base64.b64encode(os.urandom({size})).decode()\ndisplay({{'image/png': data, 'text/plain': 'picture'}}, raw=True)"
    )

    def check(result, _):
        expect(len(base64.b64decode(notebooks.shown(result, 0, "image/png"))), size, "the size of the picture")

    results = bench.notebook_runs([picture, *["x = 1"] * 199], check, LONG_RUNS)
    yield from bench.against("cells200png", "wall", results, "seconds", seconds, 0.08)
    yield from bench.against("cells200png", "CPU, whole tree", results, "cpu_seconds", seconds)
    yield from bench.against("cells200png", "peak memory, the client alone", results, "own_peak_bytes", megabytes)


@case
def output100mb(bench):
    """One output of 100 MB: what the client holds in memory."""
    size = 100 * notebooks.MEGABYTE
    line = "A line of ordinary text that a program might print, number 0123456789 of many.\n"
    row = '<tr class="row"><td>A cell of "ordinary" HTML</td><td>0123456789</td></tr>\n'
    shapes = {
        "stream": (line, "import sys\nsys.stdout.write({0!r} * {1})\nNone", lambda result: notebooks.streamed(result, 0)),
        "HTML": (row, "display({{'text/html': {0!r} * {1}}}, raw=True)", lambda result: notebooks.shown(result, 0, "text/html")),
    }
    for name, (piece, code, read) in shapes.items():
        times = size // len(piece)
        results = bench.notebook_runs(
            [code.format(piece, times)], lambda result, _, read=read, piece=piece, times=times: expect(read(result) == piece * times, True, "all is there"), 1
        )
        peaks = {who: f"{who} {megabytes(median(usages, 'own_peak_bytes'))}" for who, usages in results.items() if who != "deckle"}
        peak = median(results["deckle"], "own_peak_bytes")
        yield bounded("output100mb", f"{name}: peak memory, the client alone", peak, megabytes, "≤", 3 * size, ", ".join(peaks.values()))
        yield from bench.against("output100mb", f"{name}: wall", results, "seconds", seconds)


@case
def prints5000(bench):
    """5,000 flushed prints: what a message costs. All of them must arrive, in order."""
    wanted = [f"{i}" for i in range(5000)]
    lost = {}

    def check(result, who):
        lines = notebooks.streamed(result, 0).splitlines()
        lost.setdefault(who, []).append(len(wanted) - sum(given == line for given, line in zip(lines, wanted)))

    results = bench.notebook_runs(["for i in range(5000):\n    print(i, flush=True)"], check, LONG_RUNS)
    yield from bench.against("prints5000", "CPU, the client alone", results, "own_cpu_seconds", seconds, 0.3)
    yield from bench.against("prints5000", "wall", results, "seconds", seconds)
    theirs = ", ".join(f"{who} {max(times)}" for who, times in lost.items() if who != "deckle")
    yield bounded("prints5000", "lines lost or misplaced in the worst run", max(lost["deckle"]), count, "=", 0, theirs)


@case
def starts(bench):
    """Kernel after kernel, and many at once: no start may fail, no first output may be lost."""
    source = notebooks.write(bench.scratch / "given.ipynb", ["print('first')"])

    def start(number):
        folder = bench.scratch / f"start-{number}"
        folder.mkdir()
        result = folder / "result.ipynb"
        began = time.perf_counter()
        ended = subprocess.run([*bench.deckle.prefix, source, result], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        spent = time.perf_counter() - began
        is_good = ended.returncode == 0 and notebooks.streamed(result, 0) == "first\n"
        shutil.rmtree(folder)
        return spent, is_good

    for name, workers, times in (("100 in a row", 1, 100), ("20 at once", 20, 20)):
        with ThreadPoolExecutor(workers) as pool:
            outcomes = list(pool.map(start, range(times)))
        bad = sum(not is_good for _, is_good in outcomes)
        yield bounded("starts", f"{name}: failed or lost", bad, count, "=", 0)
        yield Row("starts", f"{name}: wall of each", seconds(statistics.median(spent for spent, _ in outcomes)))


@case
def version(bench):
    """The least the program can do: its own start and its size."""
    for argument in ("--version", "version"):
        usages = bench.pairs({"deckle": lambda argument=argument: accounting.run([bench.binary, argument], bench.scratch)}, 50)["deckle"]
        expect({usage.exit_code for usage in usages}, {0}, "the exit code")
        yield bounded("version", f"`deckle {argument}`", median(usages, "seconds"), seconds, "<", 0.020)
    yield bounded("version", "size of the program", os.path.getsize(bench.binary), megabytes, "≤", 40e6)


@case
def validate(bench):
    """Checking notebooks: all of the tests' in one go, and a single one."""
    yield from _documents(bench, "validate", is_changing=False)


@case
def format(bench):  # noqa: A001 - named as the command
    """Reading and writing notebooks: all of the tests' in one go, and a single one."""
    yield from _documents(bench, "format", is_changing=True)


def _documents(bench, task, is_changing):
    everything = sorted(NOTEBOOKS.rglob("*.ipynb"))
    single = max((path for path in everything if "peers" in path.parts), key=lambda path: path.stat().st_size)
    for name, originals in ((f"{len(everything)} notebooks", everything), ("one notebook, cold", [single])):
        paths = [bench.scratch / "documents" / f"{i}.ipynb" for i in range(len(originals))]

        def once(command, originals=originals, paths=paths):
            if is_changing or not paths[-1].exists():
                shutil.rmtree(paths[0].parent, ignore_errors=True)
                paths[0].parent.mkdir()
                for original, path in zip(originals, paths):
                    shutil.copyfile(original, path)
            return accounting.run([*command, *paths], bench.scratch)

        contenders = {
            "deckle": lambda: once([bench.binary, task]),
            "nbformat": lambda: once([bench.python, HERE / "nbformat_peer.py", task]),
        }
        results = bench.pairs(contenders)
        shutil.rmtree(paths[0].parent)
        for measure, attribute in (("wall", "seconds"), ("CPU", "cpu_seconds")):
            values = {who: [getattr(usage, attribute) for usage in usages] for who, usages in results.items()}
            yield from compared(task, f"{name}: {measure}", values.pop("deckle"), values, seconds)


@case
def prepare(bench):
    """Putting parameters in without running anything."""
    source = notebooks.write(bench.scratch / "given.ipynb", ["x = 1", "x"])
    result = bench.scratch / "result.ipynb"

    def once(contender):
        result.unlink(missing_ok=True)
        usage = contender.run(source, result, bench.scratch, "--prepare-only", "-p", "x", "2")
        if usage.exit_code or "x = 2" not in result.read_text():
            raise RuntimeError(f"{contender.name} failed: {usage.stderr.decode(errors='replace')}")
        return usage

    able = [bench.deckle, *(peer for peer in bench.peers if peer.name == "papermill")]
    results = bench.pairs({each.name: lambda each=each: once(each) for each in able})
    yield from bench.against("prepare", "wall", results, "seconds", seconds)
    yield from bench.against("prepare", "CPU", results, "cpu_seconds", seconds)


@case
def batch(bench):
    """A hundred small notebooks, two at a time, against papermill run one after another; and what a large grid takes."""
    folder = bench.scratch / "hundred"
    folder.mkdir()
    sources = [notebooks.write(folder / f"{number:03}.ipynb", ["x = 1", "x"]) for number in range(100)]
    results = bench.scratch / "results"
    command = [bench.binary, "batch", folder, "--output", results / "{notebook}.ipynb", "--jobs", "2"]

    runtime = bench.scratch / "runtime"
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}

    def ours():
        """From nothing: the start of the warm process is a part of it. That process stays, so it is not waited for."""
        shutil.rmtree(results, ignore_errors=True)
        runtime.mkdir()
        began = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
        taken = time.perf_counter() - began
        expect(len(list(results.rglob("*.ipynb"))), len(sources), "the number of results")
        subprocess.run([bench.binary, "kernels", "stop", "--all"], env=environment, stdout=subprocess.DEVNULL, check=True)
        shutil.rmtree(runtime)
        return taken

    def theirs(contender, sample=5):
        # A hundred of them take minutes and tell no more than some.
        used = [contender.run(source, bench.scratch / "result.ipynb", bench.scratch) for source in sources[:sample]]
        expect({usage.exit_code for usage in used}, {0}, "the exit code")
        return sum(usage.seconds for usage in used) * len(sources) / sample

    accounting.let_orphans_go()
    papermills = [peer for peer in bench.peers if peer.name == "papermill"]
    taken = bench.pairs({"deckle": ours} | {peer.name: lambda peer=peer: theirs(peer) for peer in papermills}, LONG_RUNS)
    yield from compared("batch", "100 notebooks, two at a time", taken.pop("deckle"), taken, seconds, 0.06)
    yield Row("batch", "nothing to do for 100 notebooks", seconds(accounting.run(command, bench.scratch).seconds))

    def peak(runs):
        options = ["--grid", f"n=1..{runs}", "--yes", "--dry-run", "--summary", bench.scratch / "summary.json"]
        usage = accounting.run([bench.binary, "batch", sources[0], *options], bench.scratch)
        expect(usage.exit_code, 0, "the exit code")
        expect(len(json.loads((bench.scratch / "summary.json").read_bytes())["runs"]), runs, "the number of runs")
        return usage.own_peak_bytes

    yield bounded("batch", "memory for a grid of 10,000 beyond one of 10", peak(10_000) - peak(10), megabytes, "≤", 40e6)
    yield Row("batch", "memory for a grid of 1,000,000", megabytes(peak(1_000_000)))


@case
def warm(bench):
    """Kernels forked from a warm process, against those that start from nothing."""
    environment = {"XDG_RUNTIME_DIR": str(bench.scratch)}
    accounting.let_orphans_go()
    subprocess.run([bench.binary, "kernels", "warm"], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=True)
    try:
        yield from _warm_noop(bench, environment)
        yield from _warm_many(bench, environment)
    finally:
        subprocess.run([bench.binary, "kernels", "stop", "--all", "--kill"], env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=False)


def _warm_noop(bench, environment):
    source = notebooks.write(bench.scratch / "given.ipynb", ["x = 1", "x"])
    result = bench.scratch / "result.ipynb"
    starts = []

    def once(contender):
        result.unlink(missing_ok=True)
        usage = contender.run(source, result, bench.scratch, *(["--json"] if contender.name == "deckle" else []))
        if usage.exit_code:
            raise RuntimeError(f"{contender.name} failed: {usage.stderr.decode(errors='replace')[-2000:]}")
        expect(notebooks.shown(result, 1, "text/plain"), "1", "the value of the second cell")
        if contender.name == "deckle":
            report = json.loads(usage.stdout)
            expect(report["kernel"]["start"], "warm", "the start")
            starts.append(report["timings"]["kernel_start_seconds"])
        return usage

    forked = replace(bench.deckle, environment=environment)
    cold = replace(bench.deckle, name="cold", prefix=[*bench.deckle.prefix, "--no-warm"])
    results = bench.pairs({each.name: lambda each=each: once(each) for each in [forked, *bench.peers, cold]})
    values = {name: [usage.seconds for usage in usages] for name, usages in results.items()}
    yield from compared("warm", "no-op: wall", values.pop("deckle"), values, seconds, 0.08 if bench.peers else None)
    yield bounded("warm", "launch to first reply", statistics.median(starts), seconds, "≤", 0.060)


def _warm_many(bench, environment, number=20):
    """20 kernels at once: until all have run a cell, and the memory of each while all are alive."""
    code = (
        "import time\n"
        "began = {began!r}\n"
        "pss = lambda: next(int(line.split()[1]) for line in open('/proc/self/smaps_rollup') if line.startswith('Pss:')) * 1024\n"
        "ready = time.time() - began\n"
        "time.sleep(max(0, {hold!r} - ready))\n"
        "print(ready, pss())\n"
        "time.sleep(1)"
    )

    def all_at_once(option, hold):
        folder = bench.scratch / "many"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        source = notebooks.write(bench.scratch / "given.ipynb", [code.format(began=time.time(), hold=hold)])
        runs = [
            subprocess.Popen([*bench.deckle.prefix, source, folder / f"{i}.ipynb", *option], env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
            for i in range(number)
        ]
        expect({run.wait() for run in runs}, {0}, "the exit codes")
        lines = [notebooks.streamed(folder / f"{i}.ipynb", 0).split() for i in range(number)]
        return max(float(ready) for ready, _ in lines), statistics.median(int(pss) for _, pss in lines)

    # Deckle's own cold start leaves out half of what others start; "plain" is the kernel as its kernelspec has it.
    plain = bench.scratch / "share" / "kernels" / "plain"
    plain.mkdir(parents=True)
    argv = [bench.python, "-u", "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    (plain / "kernel.json").write_text(json.dumps({"argv": argv, "display_name": "plain", "language": "python"}))
    environment = {**environment, "JUPYTER_PATH": str(bench.scratch / "share")}
    forked, started, plainly, memory = [], [], [], []
    for _ in range(min(bench.runs, LONG_RUNS)):
        (ours, pss), (theirs, _), (others, _) = all_at_once([], 3), all_at_once(["--no-warm"], 0), all_at_once(["--no-warm", "-k", "plain"], 0)
        forked.append(ours)
        started.append(theirs)
        plainly.append(others)
        memory.append(pss)
    yield from compared("warm", f"{number} at once: all have run a cell", forked, {"plain cold": plainly}, seconds, 0.2)
    yield from compared("warm", f"{number} at once: all have run a cell", forked, {"Deckle's cold": started}, seconds, None)
    yield bounded("warm", "memory of each of 20 (PSS)", statistics.median(memory), megabytes, "≤", 25e6)


@case
def scraps(bench):
    """What a thousand executed notebooks of 50 kB glued, as one table."""
    folder = bench.scratch / "runs"
    folder.mkdir()
    for number in range(1000):
        (folder / f"{number:04}.ipynb").write_text(notebooks.executed(number, size=50_000))

    def table():
        usage = accounting.run([bench.binary, "scraps", folder, "--csv"], bench.scratch)
        expect(usage.exit_code, 0, "the exit code")
        expect(len(usage.stdout.splitlines()), 1001, "the number of lines")
        return usage

    taken = bench.pairs({"deckle": table})["deckle"]
    yield bounded("scraps", "1,000 notebooks into one table", median(taken, "seconds"), seconds, "≤", 1.5)
    yield Row("scraps", "peak memory", megabytes(median(taken, "own_peak_bytes")))


@case
def export(bench):
    """The 20 largest notebooks of the tests as HTML, in one go."""
    originals = sorted(NOTEBOOKS.rglob("*.ipynb"), key=lambda path: path.stat().st_size)
    # nbconvert refuses these: they are of a later minor version, or not valid.
    refused = ("test4plus", "Output", "invalid", "broken")
    taken = [path for path in originals if '"nbformat": 4' in path.read_text(errors="replace") and not path.name.startswith(refused)]
    folder = bench.scratch / "documents"
    folder.mkdir()
    paths = [shutil.copyfile(original, folder / f"{number:02}.ipynb") for number, original in enumerate(taken[-20:])]

    def once(command):
        usage = accounting.run([*command, *paths], bench.scratch)
        expect(usage.exit_code, 0, "the exit code")
        expect(len(list(folder.glob("*.html"))), len(paths), "the number of pages")
        for page in folder.glob("*.html"):
            page.unlink()
        return usage

    contenders = {
        "deckle": lambda: once([bench.binary, "export", "--to", "html"]),
        "nbconvert": lambda: once([bench.python, "-m", "nbconvert", "--to", "html"]),
    }
    results = bench.pairs(contenders, LONG_RUNS)
    for measure, attribute in (("wall", "seconds"), ("CPU", "cpu_seconds")):
        values = {who: [getattr(usage, attribute) for usage in usages] for who, usages in results.items()}
        yield from compared("export", f"{len(paths)} notebooks as HTML: {measure}", values.pop("deckle"), values, seconds, 0.1)
