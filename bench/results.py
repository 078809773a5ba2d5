"""Rows of measurements and their table."""

import operator
import os
import platform
import statistics
from dataclasses import dataclass
from pathlib import Path

RULES = {"≤": operator.le, "<": operator.lt, "=": operator.eq}


@dataclass(frozen=True)
class Row:
    """One measure of one case: ours, a peer's, what was promised of it."""

    case: str
    measure: str
    ours: str
    peer: str = ""
    ratio: float | None = None
    promise: str = ""
    is_met: bool | None = None

    def __str__(self):
        ratio = "" if self.ratio is None else f"{self.ratio:.3f}"
        verdict = "" if self.is_met is None else "met" if self.is_met else "**not met**"
        return f"| {self.case} | {self.measure} | {self.ours} | {self.peer} | {ratio} | {self.promise} | {verdict} |"


def seconds(value):
    return f"{value * 1000:.1f} ms" if value < 1 else f"{value:.2f} s"


def megabytes(value):
    return f"{value / 1e6:.1f} MB"


def count(value):
    return f"{value:g}"


def compared(case, measure, ours, peers, unit, limit=None):
    """
    Ours against each peer: medians, and the median of the ratios of neighbouring runs, which what else the machine does hurts less.
    A limit on the ratio holds for the first peer.
    """
    if not peers:
        yield Row(case, measure, unit(statistics.median(ours)))
    for position, (name, theirs) in enumerate(peers.items()):
        ratio = statistics.median(a / b for a, b in zip(ours, theirs) if b)
        is_promised = limit is not None and position == 0
        yield Row(
            case,
            measure,
            unit(statistics.median(ours)),
            f"{name} {unit(statistics.median(theirs))}",
            ratio,
            f"≤ {limit:g} ×" if is_promised else "",
            ratio <= limit if is_promised else None,
        )


def bounded(case, measure, value, unit, rule, limit, peer=""):
    """A value that must keep to a limit by itself."""
    return Row(case, measure, unit(value), peer, None, f"{rule} {unit(limit)}", RULES[rule](value, limit))


HEADER = """| Case | Measure | Deckle | Peer | Ratio | Promise | |
| --- | --- | ---: | ---: | ---: | ---: | --- |"""


def machine():
    """What was measured on, without what only its owner may know."""
    facts = dict(line.split(":", 1) for line in Path("/proc/cpuinfo").read_text().splitlines() if ":" in line)
    model = next((value.strip() for key, value in facts.items() if key.strip() == "model name"), platform.machine())
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return f"{len(os.sched_getaffinity(0))} processors ({model}), {memory / 2**30:.0f} GB memory, {_system()}, Linux {platform.release().split('-')[0]}"


def _system():
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
