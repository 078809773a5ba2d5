"""An MCP server on stdin and stdout, of the standard library alone."""
import json
import os
import sys

TOOLS = [
    {"name": "add", "description": "Adds.", "inputSchema": {"type": "object", "properties": {"a": {"type": "number"}, "b": {"type": "number"}}}},
    {"name": "say", "description": "Says.", "inputSchema": {"type": "object"}},
    {"name": "fail", "description": "Fails.", "inputSchema": {"type": "object"}},
    {"name": "hang", "description": "Never answers.", "inputSchema": {"type": "object"}},
]


def call(name, arguments):
    if name == "add":
        total = arguments["a"] + arguments["b"]
        return {"content": [{"type": "text", "text": str(total)}], "structuredContent": {"sum": total, "process": os.getpid()}}
    if name == "say":
        return {"content": [{"type": "text", "text": "said " + os.environ.get("GIVEN", "nothing") + os.environ.get("XDG_RUNTIME_DIR", "")}]}
    return {"content": [{"type": "text", "text": "it went wrong"}], "isError": True}


for line in sys.stdin:
    message = json.loads(line)
    method = message.get("method")
    if "id" not in message:
        continue
    answer = {"jsonrpc": "2.0", "id": message["id"]}
    if method == "initialize":
        answer["result"] = {
            "protocolVersion": message["params"]["protocolVersion"], "capabilities": {"tools": {}}, "serverInfo": {"name": "echo", "version": "1"},
        }
    elif method == "tools/list":
        answer["result"] = {"tools": TOOLS}
    elif method == "tools/call" and message["params"]["name"] == "hang":
        continue
    elif method == "tools/call":
        answer["result"] = call(message["params"]["name"], message["params"].get("arguments") or {})
    elif method == "ping":
        answer["result"] = {}
    else:
        answer["error"] = {"code": -32601, "message": "Method not found"}
    print(json.dumps(answer), flush=True)
