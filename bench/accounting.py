"""Runs a program and says what it and everything it started cost, by the operating system's own accounts."""

import ctypes
import os
import select
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICK = os.sysconf("SC_CLK_TCK")
SET_CHILD_SUBREAPER = 36

# A peak is a high-water mark the kernel keeps, so a late look loses only what was added since the last one.
LOOK_EVERY_MS = 10

# What a program leaves behind when it ends is waited for this long, then ended.
LEFT_BEHIND_SECONDS = 10


@dataclass(frozen=True)
class Usage:
    """What one run of a program cost."""

    exit_code: int
    seconds: float
    cpu_seconds: float = field(metadata={"of": "the whole process tree, user and system"})
    own_cpu_seconds: float = field(metadata={"of": "the program's own process", "resolution": "a clock tick"})
    own_peak_bytes: int = field(metadata={"of": "the program's own process"})
    tree_peak_bytes: int = field(metadata={"of": "the whole process tree; pages that processes share count in each"})
    stdout: bytes
    stderr: bytes


def run(command, scratch, environment=None, folder=None, stdin=b""):
    """Runs a command to its end. Its streams are files in `scratch`: a pipe would make us a part of what is measured."""
    _adopt_orphans()
    (scratch / "stdin").write_bytes(stdin)
    with open(scratch / "stdin", "rb") as given, open(scratch / "stdout", "wb") as out, open(scratch / "stderr", "wb") as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            [str(part) for part in command], stdin=given, stdout=out, stderr=err, cwd=folder, env={**os.environ, **(environment or {})}
        )
        own_peak, tree_peak = _watch(process.pid)
        seconds = time.perf_counter() - began
    own_cpu = _own_cpu(process.pid)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Usage(
        exit_code=process.returncode,
        seconds=seconds,
        cpu_seconds=usage.ru_utime + usage.ru_stime + _reap_orphans(),
        own_cpu_seconds=own_cpu,
        own_peak_bytes=own_peak,
        tree_peak_bytes=tree_peak,
        stdout=(scratch / "stdout").read_bytes(),
        stderr=(scratch / "stderr").read_bytes(),
    )


def _watch(pid):
    """Looks at the memory until the process has ended; leaves it unreaped, so that its accounts can still be read."""
    ended = select.poll()
    descriptor = os.pidfd_open(pid)
    try:
        ended.register(descriptor, select.POLLIN)
        own_peak = tree_peak = 0
        while not ended.poll(LOOK_EVERY_MS):
            # The last look counts, not the largest: before exec the process still holds this program's memory.
            own_peak = _high_water(pid) or own_peak
            tree_peak = max(tree_peak, sum(_resident(member) for member in _tree(pid)))
        return own_peak, max(tree_peak, own_peak)
    finally:
        os.close(descriptor)


def _high_water(pid):
    for line in _read(pid, "status").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0


def _resident(pid):
    fields = _read(pid, "statm").split()
    return int(fields[1]) * PAGE if fields else 0


def _tree(pid):
    yield pid
    try:
        threads = os.listdir(f"/proc/{pid}/task")
    except OSError:
        return
    for thread in threads:
        for child in _read(pid, f"task/{thread}/children").split():
            yield from _tree(int(child))


def _own_cpu(pid):
    # The second field is the program's name in brackets and may hold anything; user and system time are the 14th and 15th.
    fields = _read(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def _read(pid, name):
    try:
        return Path(f"/proc/{pid}/{name}").read_text(errors="replace")
    except OSError:
        return ""


def let_orphans_go():
    """What is started from here on and stays is not of the next run's costs."""
    _set_subreaper(0)


def _adopt_orphans():
    _set_subreaper(1)


def _set_subreaper(value):
    ctypes.CDLL(None).prctl(SET_CHILD_SUBREAPER, value, 0, 0, 0)


def _reap_orphans():
    """The processor time of what the program left behind, once that has ended too."""
    seconds = 0.0
    give_up = time.monotonic() + LEFT_BEHIND_SECONDS
    while True:
        try:
            pid, _, usage = os.wait4(-1, os.WNOHANG)
        except ChildProcessError:
            return seconds
        if pid:
            seconds += usage.ru_utime + usage.ru_stime
        elif time.monotonic() > give_up:
            raise RuntimeError(f"processes are left: {list(_tree(os.getpid()))[1:]}")
        else:
            time.sleep(0.005)
