"""papermill's client of nbclient, which the program has no use for."""


class PapermillNotebookClient:
    """Not offered."""
