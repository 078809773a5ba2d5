"""A pytest plug-in: leaves out the excepted tests, and says how many of the others ask the program."""

import os

import pytest

_asked = {}


def pytest_addoption(parser):
    parser.addoption("--excepted", help="A file of the tests that are left out: NAME, two spaces or more, REASON.")


def _excepted(path):
    names = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.strip() and not line.startswith("#"):
                name, _, reason = line.strip().partition("  ")
                names[name] = reason.strip()
    return names


def pytest_collection_modifyitems(config, items):
    path = config.getoption("--excepted")
    names = _excepted(path) if path else {}
    short = {item: item.nodeid.rsplit("/", 1)[-1] for item in items}
    known = set(short.values())
    stale = [name for name in names if name not in known] if config.getoption("keyword") == "" else []
    if stale:
        raise pytest.UsageError(f"{path} names tests that do not exist: {', '.join(stale)}")
    left_out = [item for item in items if short[item] in names]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if short[item] not in names]


def _calls():
    return os.path.getsize(os.environ["DECKLE_CALLS"])


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_protocol(item, nextitem):
    before = _calls()
    yield
    _asked[item.nodeid] = _calls() > before


def pytest_terminal_summary(terminalreporter):
    passed = [report.nodeid for report in terminalreporter.stats.get("passed", [])]
    asked = sum(_asked.get(name, False) for name in passed)
    excepted = len(terminalreporter.stats.get("deselected", []))
    failed = sum(len(terminalreporter.stats.get(kind, [])) for kind in ("failed", "error"))
    terminalreporter.write_line("")
    terminalreporter.write_line(
        f"{len(passed)} passed ({asked} asked the program, {len(passed) - asked} only the shim), {failed} failed, {excepted} excepted"
    )
