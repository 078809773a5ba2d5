"""
The least a client must do to run code in a kernel: start it, wait until it answers and publishes, execute, ask it to end,
wait until it has. What a kernel itself takes; needs pyzmq. Reads `{command, environment, cells}` as JSON from stdin, where
`{connection_file}` stands in the command, and prints the times as JSON. Starting Python and its imports are not counted.
"""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

import zmq

KEY = b"a key that signs"
CHANNELS = {"iopub": zmq.SUB, "control": zmq.DEALER, "shell": zmq.DEALER}
PORTS = {"shell": 1, "iopub": 2, "stdin": 3, "control": 4, "hb": 5}
ASK_AGAIN_MS = 100


class Kernel:
    def __init__(self, command, environment, folder):
        info = {f"{channel}_port": port for channel, port in PORTS.items()}
        info |= {"transport": "ipc", "ip": f"{folder}/kernel", "key": KEY.decode(), "signature_scheme": "hmac-sha256", "kernel_name": ""}
        connection_file = folder / "kernel.json"
        connection_file.write_text(json.dumps(info))
        self.session = uuid.uuid4().hex
        self.count = 0
        self.process = subprocess.Popen(
            [part.replace("{connection_file}", str(connection_file)) for part in command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        context = zmq.Context()
        self.poller = zmq.Poller()
        self.sockets = {}
        for channel, kind in CHANNELS.items():
            socket = context.socket(kind)
            socket.linger = 0
            socket.reconnect_ivl = 1
            if kind == zmq.SUB:
                socket.subscribe(b"")
            socket.connect(f"ipc://{folder}/kernel-{PORTS[channel]}")
            self.poller.register(socket, zmq.POLLIN)
            self.sockets[channel] = socket

    def send(self, channel, kind, content):
        self.count += 1
        request = f"{self.session}_{self.count}"
        header = {"msg_id": request, "msg_type": kind, "session": self.session, "username": "", "date": "2026-01-01T00:00:00Z", "version": "5.3"}
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        signature = hmac.new(KEY, b"".join(parts), hashlib.sha256).hexdigest().encode()
        self.sockets[channel].send_multipart([b"<IDS|MSG>", signature, *parts])
        return request.encode()

    def receive(self, patience_ms=None):
        """The channels and frames that have come; none when patience runs out."""
        for socket, _ in self.poller.poll(patience_ms):
            frames = socket.recv_multipart()
            yield frames[frames.index(b"<IDS|MSG>") + 2 :]

    def wait_for(self, request, reply):
        """Waits for the reply to a request and for its "idle", in either order. Nothing is decoded: that would be the client's time."""
        is_replied = is_idle = False
        while not (is_replied and is_idle):
            came = False
            for header, parent, _, content, *_ in self.receive(ASK_AGAIN_MS if reply == b'"kernel_info_reply"' else None):
                came = True
                if request in parent:
                    is_replied = is_replied or reply in header
                    is_idle = is_idle or b'"idle"' in content
            if not came:
                return False
        return True

    def wait_until_ready(self):
        # A first answer may come before we are subscribed; then its "idle" is lost, and we ask again.
        while not self.wait_for(self.send("shell", "kernel_info_request", {}), b'"kernel_info_reply"'):
            if self.process.poll() is not None:
                sys.exit("the kernel ended before it answered")

    def execute(self, code):
        content = {"code": code, "silent": False, "store_history": True, "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
        self.wait_for(self.send("shell", "execute_request", content), b'"execute_reply"')

    def end(self):
        self.send("control", "shutdown_request", {"restart": False})
        _, _, usage = os.wait4(self.process.pid, 0)
        return usage


def main():
    order = json.load(sys.stdin)
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        kernel = Kernel(order["command"], order["environment"], Path(folder))
        kernel.wait_until_ready()
        ready = time.perf_counter()
        for code in order["cells"]:
            kernel.execute(code)
        executed = time.perf_counter()
        usage = kernel.end()
        ended = time.perf_counter()
    print(json.dumps({
        "seconds": ended - began,
        "start_seconds": ready - began,
        "cells_seconds": executed - ready,
        "end_seconds": ended - executed,
        "kernel_cpu_seconds": usage.ru_utime + usage.ru_stime,
    }))


main()
