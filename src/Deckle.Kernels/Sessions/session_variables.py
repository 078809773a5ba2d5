"""Tells of variables. Nothing of the user's runs: no repr, no property, no __len__; only types that Python or a known package made are looked into."""

import json
import sys
import types

MOST = 500
TEXT = 80
ITEMS = 6

name_of = type.__dict__["__name__"].__get__
module_of = type.__dict__["__module__"].__get__
HIDDEN = {"In", "Out", "exit", "quit", "get_ipython", "open"}
SKIPPED = (types.ModuleType, types.FunctionType, types.BuiltinFunctionType)


def title(kind):
    module = module_of(kind)
    return name_of(kind) if type(module) is not str or module in ("builtins", "__main__") else module + "." + name_of(kind)


def short(text):
    return text if len(text) <= TEXT else text[: TEXT - 1] + "\u2026"


def scalar(value):
    kind = type(value)
    if value is None or kind is bool or kind is float or kind is complex:
        return repr(value)
    if kind is int:
        return repr(value) if value.bit_length() <= 256 else "<int of %d bits>" % value.bit_length()
    if kind is str or kind is bytes:
        return short(repr(value[:TEXT]))
    return None


def item(value):
    text = scalar(value)
    return "<" + title(type(value)) + ">" if text is None else text


def preview(value):
    kind = type(value)
    text = scalar(value)
    if text is not None:
        return text
    if kind is dict:
        inside = [item(key) + ": " + item(each) for key, each in first(value.items())] + (["\u2026"] if len(value) > ITEMS else [])
        return short("{" + ", ".join(inside) + "}")
    if kind in (list, tuple, set, frozenset):
        inside = [item(each) for each in first(value)] + (["\u2026"] if len(value) > ITEMS else [])
        opening, closing = {list: "[]", tuple: "()"}.get(kind, "{}")
        return short(opening + ", ".join(inside) + closing)
    if kind is range:
        return repr(value)
    return None


def first(values):
    return [each for _, each in zip(range(ITEMS), values)]


def known(module, name):
    found = sys.modules.get(module)
    return vars(found).get(name) if type(found) is types.ModuleType else None


def element(kind):
    return str(kind) if module_of(type(kind)).split(".")[0] in ("numpy", "pandas", "torch") else title(type(kind))


def size(value):
    kind = type(value)
    if kind in (str, bytes, bytearray, list, tuple, dict, set, frozenset, range):
        return {"length": len(value)}
    if kind is known("numpy", "ndarray"):
        return {"shape": list(value.shape), "dtype": element(value.dtype), "bytes": value.nbytes}
    if kind is known("pandas", "DataFrame"):
        columns = [name for name in value.columns[:ITEMS] if type(name) is str]
        return {"shape": list(value.shape), "columns": [short(name) for name in columns]}
    if kind in (known("pandas", "Series"), known("pandas", "Index")):
        return {"shape": list(value.shape), "dtype": element(value.dtype)}
    if kind is known("torch", "Tensor"):
        return {"shape": [int(side) for side in value.shape], "dtype": element(value.dtype)}
    if kind is known("polars", "DataFrame"):
        return {"shape": list(value.shape), "columns": [short(name) for name in value.columns[:ITEMS]]}
    return {}


def describe(name, value):
    kind = type(value)
    described = {"name": name, "type": title(kind)}
    try:
        text = preview(value)
        if text is not None:
            described["value"] = text
        described.update(size(value))
    except Exception:
        pass  # Another thread changes it meanwhile.
    return described


def answer(user):
    names = [
        name
        for name in list(user)
        if type(name) is str and not name.startswith("_") and name not in HIDDEN and type(user[name]) not in SKIPPED and not issubclass(type(user[name]), type)
    ]
    found = {"variables": [describe(name, user[name]) for name in sorted(names)[:MOST]], "left_out": max(0, len(names) - MOST)}
    return json.dumps(found).encode().hex()
