"""Stands where pyarrow is not installed, so that the tests that do not use it can be loaded."""


class lib:
    class ArrowInvalid(ValueError):
        pass
