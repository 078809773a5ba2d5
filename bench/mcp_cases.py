"""What the MCP server costs: its start, and doing nothing."""

import json
import os
import statistics
import subprocess
import time

from cases import case, expect
from results import bounded, megabytes, seconds

HELLO = {"protocolVersion": "2025-11-25", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}}


class Client:
    """A client over stdin and stdout."""

    def __init__(self, bench):
        self.began = time.perf_counter()
        self.process = subprocess.Popen([bench.binary, "mcp"], cwd=bench.scratch, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, number, method, parameters):
        message = {"jsonrpc": "2.0", "id": number, "method": method, "params": parameters}
        self.process.stdin.write(json.dumps(message).encode() + b"\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        expect(answer.get("id"), number, f"the answer to {method}")
        return answer

    def resident(self):
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")

    def leave(self):
        self.process.stdin.close()
        expect(self.process.wait(10), 0, "the exit code of deckle mcp")
        self.process.stdout.close()


@case
def mcpstart(bench):
    """From the start of the program to its first answer, and what it holds when it waits."""
    taken, resident, calls = [], [], []
    for _ in range(max(bench.runs, 5)):
        client = Client(bench)
        client.ask(1, "initialize", HELLO)
        taken.append(time.perf_counter() - client.began)
        client.ask(2, "tools/list", {})
        began = time.perf_counter()
        client.ask(3, "tools/call", {"name": "runs_list", "arguments": {}})
        calls.append(time.perf_counter() - began)
        resident.append(client.resident())
        client.leave()
    yield bounded("mcpstart", "start to the first answer: wall, median", statistics.median(taken), seconds, "≤", 0.04)
    yield bounded("mcpstart", "memory when it waits", max(resident), megabytes, "≤", 40e6)
    yield bounded("mcpstart", "a call of a tool: wall, median", statistics.median(calls), seconds, "≤", 0.02)
