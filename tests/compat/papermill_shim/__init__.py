"""papermill's Python names over Deckle's program, for papermill's own tests. Not for use: it knows what they need and no more."""

from .execute import execute_notebook
from .inspection import inspect_notebook

__all__ = ["execute_notebook", "inspect_notebook"]
