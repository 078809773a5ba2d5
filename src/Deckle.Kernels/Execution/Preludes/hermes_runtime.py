"""
What the program that runs this notebook does for it, as far as its policy allows:

    import hermes_runtime as hermes

    hermes.read_file("data/prices.csv")
    hermes.terminal("git log --oneline -5")["stdout"]

Results are plain values. What is refused or fails raises ToolError or one of its kinds, with the program's own message.
"""
import json
import os
import threading

__all__ = [
    "terminal", "read_file", "write_file", "list_files", "web_fetch", "web_search", "call", "tools",
    "ToolError", "Denied", "NotFound", "TimedOut", "TooLarge", "Interrupted", "Unavailable",
]

_MARK = "deckle:host-tool/1 "

# The channel carries one question at a time.
_lock = threading.Lock()
_process = os.getpid()
_count = 0


class ToolError(RuntimeError):
    """A tool could not do what was asked. `code` is stable and documented; `help` says what can be done."""

    def __init__(self, message, code="host-tool-failed", tool=None, help=None):
        super().__init__(message if not help else "{}\n{}".format(message, help))
        self.code = code
        self.tool = tool
        self.help = help


class Denied(ToolError):
    """The policy of the program that runs this notebook does not allow it."""


class NotFound(ToolError):
    """There is no such file, folder or tool."""


class TimedOut(ToolError):
    """It took longer than it may."""


class TooLarge(ToolError):
    """It is larger than it may be."""


class Interrupted(ToolError):
    """The cell was interrupted while the tool worked."""


class Unavailable(ToolError):
    """Nobody is there who offers tools."""


_KINDS = {
    "host-tool-denied": Denied,
    "host-tool-not-found": NotFound,
    "host-file-not-found": NotFound,
    "host-tool-timeout": TimedOut,
    "host-tool-too-large": TooLarge,
    "host-tool-interrupted": Interrupted,
    "host-tools-off": Unavailable,
}


def terminal(cmd, timeout=None, cwd=None, input=None, check=False):
    """
    Runs a program on the machine of the program that runs this notebook.

    cmd: its words as a list, or one string that is split as a shell does; a shell itself only where the policy allows one.
    input: text for its standard input.
    check: whether an exit code other than 0 is an error.
    Returns {"exit_code", "stdout", "stderr", "truncated"}.
    """
    cmd = cmd if isinstance(cmd, str) else [os.fspath(word) for word in cmd]
    result = _ask("terminal", {"cmd": cmd, "timeout": timeout, "cwd": _path(cwd), "input": input})
    if check and result["exit_code"] != 0:
        text = (result["stderr"] or result["stdout"]).strip()
        raise ToolError("{} ended with exit code {}{}".format(cmd, result["exit_code"], ": " + text[-2000:] if text else ""), tool="terminal")
    return result


def read_file(path, encoding="utf-8", errors="strict"):
    """The text of a file of the program's machine; its bytes where encoding is None."""
    result = _ask("read_file", {"path": _path(path), "binary": True})
    content = _bytes(result)
    return content if encoding is None else content.decode(encoding, errors)


def write_file(path, content, encoding="utf-8", append=False):
    """Writes text or bytes into a file, with the folders that it needs, all or nothing. Returns the number of bytes."""
    import base64

    data = content.encode(encoding) if isinstance(content, str) else bytes(content)
    # Text goes as text: a secret in it is masked on its way, and in Base64 nothing would be left of the rest.
    if isinstance(content, str) and data == content.encode("utf-8", "surrogatepass"):
        sent = {"content": content}
    else:
        sent = {"base64": base64.b64encode(data).decode()}
    return _ask("write_file", {"path": _path(path), "append": bool(append), **sent})


def list_files(path=".", pattern=None, recursive=False):
    """The names in a folder, sorted; those of folders end with a slash. pattern: such as "*.csv"."""
    return _ask("list_files", {"path": _path(path), "pattern": pattern, "recursive": bool(recursive)})


def web_fetch(url, headers=None, timeout=None):
    """Fetches a page. Returns {"url", "status", "content_type", "text"}; "content" with bytes instead of "text" where it is no text."""
    result = _ask("web_fetch", {"url": str(url), "headers": dict(headers or {}), "timeout": timeout})
    if "base64" in result:
        result["content"] = _bytes({"base64": result.pop("base64")})
    return result


def web_search(query, limit=5):
    """Asks the search provider that the policy names."""
    return _ask("web_search", {"query": str(query), "limit": int(limit)})


def call(tool, /, **args):
    """Calls any tool by its name: a built-in one, or SERVER.TOOL of an MCP server that the policy names."""
    return _ask(str(tool), args)


def tools():
    """The tools that there are: [{"name", "description", "verdict", "parameters"}, ...]."""
    return _ask("tools", {})


def _path(path):
    return None if path is None else os.fspath(path)


def _bytes(result):
    import base64

    return base64.b64decode(result["base64"])


def _ask(tool, arguments):
    arguments = {name: value for name, value in arguments.items() if value is not None}
    # What JSON cannot hold is told before anything is sent.
    text = json.dumps(arguments)
    kernel = _kernel()
    with _lock:
        answer = json.loads(_exchange(kernel, tool, json.loads(text)))
    error = answer.get("error")
    if error is None:
        return answer["value"]
    code = error.get("code")
    raise _KINDS.get(code, ToolError)(error.get("message"), code, tool, error.get("help")) from None


def _exchange(kernel, tool, arguments):
    global _count
    _count += 1
    name = "{:x}-{}".format(int.from_bytes(os.urandom(6), "big"), _count)
    ident, parent = _asker(kernel)
    request = {"op": "call", "id": name, "tool": tool, "arguments": arguments}
    pieces = []
    strays = 0
    while True:
        # Not input(): that is for people, and a run without one has none.
        reply = kernel._input_request(_MARK + json.dumps(request), ident, parent, password=False)
        head, _, text = reply.partition("\n")
        if head.split()[:2] != [name, str(len(pieces))]:
            # The answer to a question that was interrupted; ours may have been dropped with it.
            strays += 1
            if strays > 100:
                raise Unavailable("what answers is not the program that offers tools", "host-tools-off", tool)
        else:
            pieces.append(text)
            if len(pieces) >= int(head.split()[2]):
                return "".join(pieces)
        request = {"op": "more", "id": name, "part": len(pieces)}


def _kernel():
    if os.getpid() != _process:
        raise Unavailable("tools can be called in the kernel's own process only, not in one that it forked", "host-tools-off")
    try:
        from IPython import get_ipython
    except ImportError:
        get_ipython = None
    kernel = getattr(get_ipython() if get_ipython else None, "kernel", None)
    if kernel is None or not hasattr(kernel, "_input_request"):
        raise Unavailable("this is no kernel that a program with tools runs", "host-tools-off")
    return kernel


def _asker(kernel):
    """Who sent the code that runs now, as the kernel keeps it: ipykernel 7 in context variables, 6 by channel, 5 as such."""
    variable = getattr(kernel, "_shell_parent_ident", None)
    if variable is not None:
        look_up = getattr(kernel, "_get_shell_context_var", None)
        ident = look_up(variable) if look_up else variable.get()
    else:
        ident = kernel._parent_ident
        ident = ident["shell"] if isinstance(ident, dict) else ident
    parent = kernel.get_parent("shell") if hasattr(kernel, "get_parent") else kernel._parent_header
    # Others who are connected would show the question to a person.
    if ((parent or {}).get("header") or {}).get("username") != "deckle":
        raise Unavailable("the code that runs was not sent by a program that offers tools", "host-tools-off")
    return ident, parent
