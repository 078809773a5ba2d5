"""Chromium without a window, driven by its DevTools protocol through a pair of pipes."""

import contextlib
import itertools
import json
import os
import subprocess

PROGRAM = "/usr/bin/chromium"


@contextlib.contextmanager
def opened(scratch):
    """A page of its own; ended with the block."""
    commands, ours = os.pipe()
    theirs, answers = os.pipe()

    def as_three_and_four():
        # The protocol's numbers; by way of higher ones, for either may be taken by the other.
        high = [os.dup2(commands, 103), os.dup2(answers, 104)]
        os.dup2(high[0], 3)
        os.dup2(high[1], 4)

    command = [PROGRAM, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--remote-debugging-pipe"]
    process = subprocess.Popen(
        [*command, f"--user-data-dir={scratch / 'profile'}", "about:blank"],
        preexec_fn=as_three_and_four,
        close_fds=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(commands)
    os.close(answers)
    try:
        with open(ours, "wb", buffering=0) as to, open(theirs, "rb") as of:
            yield Page(to, of)
    finally:
        process.kill()
        process.wait()


class Page:
    def __init__(self, to, of):
        self._to, self._of = to, of
        self._ids = itertools.count(1)
        self._rest = b""
        self._events = []
        self._session = None
        target = self._call("Target.createTarget", url="about:blank", newWindow=True, width=1200, height=900)
        self._session = self._call("Target.attachToTarget", targetId=target["targetId"], flatten=True)["sessionId"]
        self._call("Page.enable")

    def go_to(self, address):
        """Loads a page; returns when its load event has been handled."""
        self._events.clear()
        self._call("Page.navigate", url=address)
        while "Page.loadEventFired" not in self._events:
            self._note(self._receive())

    def evaluate(self, expression):
        """The value of an expression of JavaScript; a promise's is waited for."""
        answer = self._call("Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(f"the page failed: {json.dumps(answer['exceptionDetails'])[:1000]}")
        return answer["result"].get("value")

    def _call(self, method, **parameters):
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters} | ({"sessionId": self._session} if self._session else {})
        self._to.write(json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self._note(answer)

    def _note(self, message):
        self._events.append(message.get("method"))

    def _receive(self):
        while b"\0" not in self._rest:
            read = self._of.read1(1 << 20)
            if not read:
                raise RuntimeError("Chromium ended")
            self._rest += read
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)
