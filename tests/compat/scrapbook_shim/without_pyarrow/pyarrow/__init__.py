"""Stands where pyarrow is not installed, so that the tests that do not use it can be loaded."""

# Too old for pandas, which does without it then.
__version__ = "0"


class lib:
    class ArrowInvalid(ValueError):
        pass
