"""nbstripout's Python names over Deckle's program, for nbstripout's own tests. Not for use: it knows what they need and no more."""

from ._utils import MetadataError, pop_recursive, strip_output

__all__ = ["MetadataError", "pop_recursive", "strip_output"]
