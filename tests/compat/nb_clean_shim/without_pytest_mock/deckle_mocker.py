"""What nb-clean's tests use of pytest-mock, where it is not installed."""

from unittest import mock

import pytest


class _Mocker:
    def __init__(self):
        self.patches = []

    def patch(self, *arguments, **keywords):
        self.patches.append(mock.patch(*arguments, **keywords))
        return self.patches[-1].start()


@pytest.fixture
def mocker():
    result = _Mocker()
    yield result
    for patch in reversed(result.patches):
        patch.stop()
