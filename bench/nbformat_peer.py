"""What nbformat does to notebooks: `nbformat_peer.py validate|format NOTEBOOK...`. Notebooks it cannot read are passed over."""

import sys

import nbformat


def main(task, paths):
    done = 0
    for path in paths:
        try:
            notebook = nbformat.read(path, as_version=nbformat.NO_CONVERT)
            if task == "validate":
                nbformat.validate(notebook)
            else:
                nbformat.write(notebook, path)
            done += 1
        except Exception:  # noqa: BLE001 - whatever is wrong with one notebook, the others are to be done
            continue
    print(f"{done} of {len(paths)}")


main(sys.argv[1], sys.argv[2:])
