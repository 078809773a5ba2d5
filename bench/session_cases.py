"""What a command costs in a session that is there already."""

import json
import os
import statistics
import subprocess
import tempfile
import time

from cases import case, expect
from results import bounded, seconds


@case
def session(bench):
    """`session exec '1+1'` in a warm session, beyond the time that the kernel took."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "XDG_RUNTIME_DIR": folder}

        def deckle(*arguments):
            return subprocess.run([bench.binary, "session", *arguments], env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=True).stdout

        deckle("start")
        try:
            beyond = []
            for number in range(max(bench.runs, 10) + 1):
                began = time.perf_counter()
                answer = json.loads(deckle("exec", "1+1", "--json"))
                taken = time.perf_counter() - began
                expect(answer["outputs"][0]["data"]["text/plain"], "2", "the result of 1+1")
                beyond.append(taken - answer["duration_seconds"])
            # The first one finds nothing in caches.
            yield bounded("session", "exec '1+1' beyond the kernel's round trip: wall, median", statistics.median(beyond[1:]), seconds, "≤", 0.015)
        finally:
            deckle("stop", "--host")
