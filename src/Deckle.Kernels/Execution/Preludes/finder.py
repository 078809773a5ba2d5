"""Offers modules that an environment lacks. Run once in a kernel, before its first cell, in a namespace of its own that holds `sources`."""
import sys


class OfferedModules:
    """
    Finds modules by name in their sources, which are compressed: most runs never ask for them.
    It stands last in sys.meta_path, so a module that is installed, now or later, comes first.
    """

    def __init__(self, sources):
        self.sources = sources

    def find_spec(self, name, path=None, target=None):
        if name not in self.sources:
            return None
        from importlib.machinery import ModuleSpec

        return ModuleSpec(name, self, origin="deckle", is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        exec(compile(self.get_source(module.__name__), "<deckle %s>" % module.__name__, "exec"), module.__dict__)

    # For tracebacks, which show the lines of a module from here.
    def get_source(self, name):
        import base64
        import zlib

        return zlib.decompress(base64.b64decode(self.sources[name])).decode()


for finder in sys.meta_path:
    # A kernel that runs several notebooks is asked several times.
    if type(finder).__name__ == OfferedModules.__name__:
        finder.sources.update(sources)  # noqa: F821
        break
else:
    sys.meta_path.append(OfferedModules(sources))  # noqa: F821
