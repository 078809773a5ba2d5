"""
Stands in for the package scrapbook where it is not installed: same calls, same outputs, same types of errors, without its dependencies.
Its submodules (scrapbook.api, scrapbook.encoders, ...) are this module under other names.
"""
import collections.abc
import json
import logging
import numbers
import os
import sys
import warnings
from collections import OrderedDict, namedtuple
from functools import wraps
from urllib.parse import urlparse

# The version of scrapbook whose interface this is.
__version__ = "0.5.0"

GLUE_PAYLOAD_PREFIX = "application/scrapbook.scrap"
GLUE_PAYLOAD_FMT = GLUE_PAYLOAD_PREFIX + ".{encoder}+json"
RECORD_PAYLOAD_PREFIX = "application/papermill.record"
LATEST_SCRAP_VERSION = 1

# What data may be. Null is allowed inside of them, not as them.
_JSON_TYPES = (dict, list, bool, str, numbers.Number)

logger = logging.getLogger("scrapbook")


class ScrapbookException(ValueError):
    """Something is wrong with a scrap or a notebook."""


class ScrapbookMissingEncoder(ScrapbookException):
    """No encoder has the name that was asked for."""


class ScrapbookInvalidEncoder(ScrapbookException):
    """What was to be registered is not an encoder."""


class ScrapbookDataException(ScrapbookException):
    """A scrap is not of the format's shape."""

    def __init__(self, message, data_errors=None):
        super().__init__(message)
        self.data_errors = data_errors


Scrap = namedtuple("Scrap", ["name", "data", "encoder", "display"], defaults=[None])


class Scraps(OrderedDict):
    """Scraps by name, in the order of their names' first appearance."""

    @property
    def data_scraps(self):
        return OrderedDict((name, scrap) for name, scrap in self.items() if scrap.data is not None)

    @property
    def data_dict(self):
        return {name: scrap.data for name, scrap in self.data_scraps.items()}

    @property
    def display_scraps(self):
        return OrderedDict((name, scrap) for name, scrap in self.items() if scrap.display is not None)

    @property
    def display_dict(self):
        return {name: scrap.display for name, scrap in self.display_scraps.items()}

    @property
    def dataframe(self):
        return _dataframe(list(self.values()), Scrap._fields)


def _dataframe(rows, columns):
    import pandas

    return pandas.DataFrame([list(row) for row in rows], columns=list(columns))


def _complaint(payload):
    """What is wrong with a payload by the format's schema, or None."""
    if not isinstance(payload.get("name"), str):
        return "its name is not text"
    if not isinstance(payload.get("data"), _JSON_TYPES):
        return "data of type {} have no place in JSON".format(type(payload.get("data")).__name__)
    if not isinstance(payload.get("encoder"), str):
        return "its encoder is not text"
    return None


def _check(payload):
    complaint = _complaint(payload)
    if complaint:
        raise ScrapbookDataException("Scrap {!r} is not of the format's shape: {}".format(payload.get("name"), complaint), [complaint])


def scrap_to_payload(scrap):
    payload = {"name": scrap.name, "data": scrap.data, "encoder": scrap.encoder, "version": LATEST_SCRAP_VERSION}
    _check(payload)
    return payload


def payload_to_scrap(payload):
    if "version" not in payload:
        raise ScrapbookDataException("Scrap {!r} does not say its version, so it cannot be read".format(payload.get("name")))
    if payload["version"] > LATEST_SCRAP_VERSION:
        logger.warning(
            "Scrap %r is of version %s, and version %s is known here; what is known of it is taken",
            payload.get("name"), payload["version"], LATEST_SCRAP_VERSION,
        )
    elif payload["version"] != LATEST_SCRAP_VERSION:
        raise ValueError("There is no version {} of scraps".format(payload["version"]))
    else:
        _check(payload)
    return Scrap(payload.get("name"), payload.get("data"), payload.get("encoder"))


class DataEncoderRegistry(collections.abc.MutableMapping):
    """Encoders by name. They are asked in the order of their registration whether they can encode a value."""

    def __init__(self):
        self._encoders = OrderedDict()

    def __getitem__(self, name):
        return self._encoders[name]

    def __setitem__(self, name, encoder):
        for method in ("encode", "decode"):
            if isinstance(encoder, str) or not callable(getattr(encoder, method, None)):
                raise ScrapbookException("An encoder has a method {!r}; {!r} has none".format(method, encoder))
        self._encoders[name] = encoder

    def __delitem__(self, name):
        del self._encoders[name]

    def __iter__(self):
        return iter(self._encoders)

    def __len__(self):
        return len(self._encoders)

    def register(self, encoder):
        try:
            self[encoder.name()] = encoder
        except AttributeError:
            raise ScrapbookInvalidEncoder("An encoder has a method 'name'; {!r} has none".format(encoder)) from None

    def deregister(self, encoder):
        del self[encoder if isinstance(encoder, str) else encoder.name()]

    def reset(self):
        self._encoders = OrderedDict()

    def determine_encoder_name(self, data):
        for name, encoder in self._encoders.items():
            if encoder.encodable(data):
                return name
        raise NotImplementedError("No registered encoder takes a value of {}".format(type(data)))

    def decode(self, scrap, **kwargs):
        scrap_to_payload(scrap)
        return self._named(scrap.encoder).decode(scrap, **kwargs)

    def encode(self, scrap, **kwargs):
        encoded = self._named(scrap.encoder).encode(scrap, **kwargs)
        scrap_to_payload(encoded)
        return encoded

    def _named(self, name):
        encoder = self._encoders.get(name)
        if not encoder:
            raise ScrapbookMissingEncoder('No encoder found for "{}"; there are: {}'.format(name, ", ".join(self._encoders)))
        return encoder


class TextEncoder:
    """Text, and of anything else its str()."""

    ENCODER_NAME = "text"

    def name(self):
        return self.ENCODER_NAME

    def encodable(self, data):
        return isinstance(data, str)

    def encode(self, scrap, **kwargs):
        return scrap if isinstance(scrap.data, str) else scrap._replace(data=str(scrap.data))

    decode = encode


class JsonEncoder:
    """What JSON can hold. A string is JSON already."""

    ENCODER_NAME = "json"

    def name(self):
        return self.ENCODER_NAME

    def encodable(self, data):
        return isinstance(data, (list, dict, int, float, bool, str))

    def encode(self, scrap, **kwargs):
        return scrap._replace(data=json.loads(scrap.data)) if isinstance(scrap.data, str) else scrap

    def decode(self, scrap, **kwargs):
        try:
            return self.encode(scrap)
        except json.JSONDecodeError:
            return scrap


class DisplayEncoder:
    """What IPython can show and JSON cannot hold; it is shown, and no data are kept."""

    ENCODER_NAME = "display"

    def name(self):
        return self.ENCODER_NAME

    def encodable(self, data):
        from IPython.display import DisplayObject

        return isinstance(data, DisplayObject)

    def encode(self, scrap, **kwargs):
        raise NotImplementedError("A display has no data to encode")

    def decode(self, scrap, **kwargs):
        raise NotImplementedError("A display has no data to decode")


class PandasArrowDataframeEncoder:
    """A DataFrame as Parquet in Base64."""

    ENCODER_NAME = "pandas"

    def name(self):
        return self.ENCODER_NAME

    def encodable(self, data):
        # A value that is a DataFrame has imported pandas.
        pandas = sys.modules.get("pandas")
        return pandas is not None and isinstance(data, pandas.DataFrame)

    def encode(self, scrap, **kwargs):
        import base64
        import io

        _require_pyarrow()
        file = io.BytesIO()
        scrap.data.to_parquet(file, engine="pyarrow", **kwargs)
        return scrap._replace(data=base64.b64encode(file.getvalue()).decode())

    def decode(self, scrap, **kwargs):
        import base64
        import io

        _require_pyarrow()
        import pandas

        return scrap._replace(data=pandas.read_parquet(io.BytesIO(base64.b64decode(scrap.data)), engine="pyarrow", **kwargs))


def _require_pyarrow():
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        raise ImportError("A DataFrame is glued as Parquet, which needs the package pyarrow; without it glue df.to_dict('list')") from None


registry = encoder_registry = DataEncoderRegistry()
for _encoder in (TextEncoder(), JsonEncoder(), DisplayEncoder(), PandasArrowDataframeEncoder()):
    registry.register(_encoder)
del _encoder


def is_kernel():
    if "IPython" not in sys.modules:
        return False
    from IPython import get_ipython

    shell = get_ipython()
    return shell is not None and getattr(shell, "kernel", None) is not None


def kernel_required(function):
    @wraps(function)
    def wrapper(*args, **kwargs):
        if not is_kernel():
            warnings.warn("{!r} was called outside of a kernel".format(function.__name__))
        return function(*args, **kwargs)

    return wrapper


@kernel_required
def glue(name, data, encoder=None, display=None):
    """
    Keeps a value in the notebook's outputs under a name.

    encoder: how it is kept: "text", "json", "pandas", "display" or one that was registered; by default the first that takes the value.
    display: whether it is shown as well: True, a list of media types, or a dict of arguments for IPython's format_display_data.
    """
    from IPython.display import display as show

    if not encoder:
        try:
            encoder = encoder_registry.determine_encoder_name(data)
        except NotImplementedError:
            # What cannot be kept may still be shown.
            if display is None:
                raise
            encoder = "display"
    if display is None:
        display = encoder == "display"

    if encoder != "display":
        payload = scrap_to_payload(encoder_registry.encode(Scrap(name, data, encoder)))
        bundle, metadata = _prepare_ipy_data_format(name, payload, encoder)
        show(bundle, metadata=metadata, raw=True)
    if display:
        from IPython.core.formatters import format_display_data

        choice = {"include": display} if isinstance(display, (list, tuple)) else display if isinstance(display, dict) else {}
        bundle, metadata = _prepare_ipy_display_format(name, *format_display_data(data, **choice))
        show(bundle, metadata=metadata, raw=True)


def _prepare_ipy_data_format(name, payload, encoder):
    return {GLUE_PAYLOAD_FMT.format(encoder=encoder): payload}, {"scrapbook": {"name": name, "data": True, "display": False}}


def _prepare_ipy_display_format(name, bundle, metadata):
    return bundle, dict(metadata, scrapbook={"name": name, "data": False, "display": True})


class Notebook:
    """An executed notebook, by its path or as nbformat's object of version 4."""

    def __init__(self, node_or_path):
        if isinstance(node_or_path, str):
            if not os.path.splitext(urlparse(node_or_path).path)[1].endswith("ipynb"):
                raise Warning("A notebook's name ends in .ipynb, and this one does not: {!r}".format(node_or_path))
            self.path = node_or_path
            self.node = _read_node(node_or_path)
        else:
            self.path = ""
            self.node = node_or_path
        self._scraps = None

    def copy(self):
        other = Notebook(self.node.copy())
        other.path = self.path
        return other

    @property
    def metadata(self):
        return self.node.get("metadata", {})

    @property
    def nbformat(self):
        return self.node["nbformat"]

    @property
    def nbformat_minor(self):
        return self.node["nbformat_minor"]

    @property
    def cells(self):
        return self.node["cells"]

    @property
    def filename(self):
        return os.path.basename(self.path)

    @property
    def directory(self):
        return os.path.dirname(self.path)

    @property
    def parameters(self):
        return self.metadata.get("papermill", {}).get("parameters", {})

    @property
    def scraps(self):
        if self._scraps is None:
            self._scraps = self._fetch_scraps()
        return self._scraps

    def _fetch_scraps(self):
        scraps = Scraps()
        for cell in self.cells:
            for output in cell.get("outputs", []):
                shown = _display_name(output)
                found = Scraps((scrap.name, scrap) for scrap in _data_scraps(output))
                if shown:
                    # In one output both are kept; of two outputs the later counts.
                    known = found.get(shown)
                    found[shown] = known._replace(display=output) if known else Scrap(shown, None, "display", output)
                scraps.update(found)
        return scraps

    @property
    def cell_timing(self):
        return [
            cell.get("metadata", {}).get("papermill", {}).get("duration", 0.0) if cell.get("execution_count") else None
            for cell in self.cells
        ]

    @property
    def execution_counts(self):
        return [cell.get("execution_count") for cell in self.cells]

    @property
    def metrics(self):
        timed = zip(self.execution_counts, self.cell_timing)
        rows = [(self.filename, "Out [{}]".format(count), seconds, "time (s)") for count, seconds in timed if count]
        return _dataframe(rows, ["filename", "cell", "value", "type"])

    @property
    def papermill_metrics(self):
        return self.metrics

    @property
    def parameter_dataframe(self):
        rows = [(name, self.parameters[name], "parameter", self.filename) for name in sorted(self.parameters)]
        return _dataframe(rows, ["name", "value", "type", "filename"])

    @property
    def scrap_dataframe(self):
        frame = self.scraps.dataframe
        frame["filename"] = self.filename
        return frame

    @property
    def papermill_record_dataframe(self):
        kept = self.scraps.data_dict
        return _dataframe([(name, kept[name], "record", self.filename) for name in sorted(kept)], ["name", "value", "type", "filename"])

    @property
    def papermill_dataframe(self):
        import pandas

        return pandas.concat([self.parameter_dataframe, self.papermill_record_dataframe], ignore_index=True)

    @kernel_required
    def reglue(self, name, new_name=None, raise_on_missing=True, unattached=False):
        """Glues a scrap of this notebook in the notebook that runs; unattached only shows it."""
        from IPython.display import display as show

        scrap = self.scraps.get(name)
        if scrap is None:
            if raise_on_missing:
                raise ScrapbookException("There is no scrap {!r} in this notebook; there are: {}".format(name, ", ".join(self.scraps) or "none"))
            show("No scrap found with name '{}' in this notebook".format(name))
            return
        scrap = scrap._replace(name=new_name or name)
        bundles = []
        if scrap.data is not None:
            # A DataFrame was decoded; what is JSON stays as it was read.
            encoded = scrap if isinstance(scrap.data, _JSON_TYPES) else encoder_registry.encode(scrap)
            bundles.append(_prepare_ipy_data_format(scrap.name, scrap_to_payload(encoded), scrap.encoder))
        if scrap.display is not None:
            bundles.append(_prepare_ipy_display_format(scrap.name, scrap.display.get("data", {}), _unmarked(scrap.display.get("metadata", {}))))
        for bundle, metadata in bundles:
            show(bundle, metadata=_unmarked(metadata) if unattached else metadata, raw=True)


def _unmarked(metadata):
    return {key: value for key, value in metadata.items() if key not in ("scrapbook", "papermill")}


def _data_scraps(output):
    for media_type, payload in output.get("data", {}).items():
        if media_type.startswith(RECORD_PAYLOAD_PREFIX):
            for name, data in list(payload.items())[:1]:
                yield encoder_registry.decode(Scrap(name, data, media_type[len(RECORD_PAYLOAD_PREFIX) + 1:]))
        elif media_type.startswith(GLUE_PAYLOAD_PREFIX):
            yield encoder_registry.decode(payload_to_scrap(payload))


def _display_name(output):
    metadata = output.get("metadata", {})
    if "papermill" in metadata:
        return metadata["papermill"].get("name")
    mark = metadata.get("scrapbook", {})
    return mark.get("name") if mark.get("display") else None


def _read_node(path):
    if "://" in path:
        try:
            from papermill.iorw import papermill_io
        except ImportError:
            raise ImportError("Notebooks that are not files are read by the package papermill, which is not installed") from None
        text = papermill_io.read(path)
    else:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    node = json.loads(text)
    if node.get("nbformat", 4) < 4:
        import nbformat

        return nbformat.reads(text, as_version=4)
    for cell in node.get("cells", []):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            for media_type, value in data.items():
                if isinstance(value, list) and not media_type.endswith("json"):
                    data[media_type] = "".join(value)
    return node


class Scrapbook(collections.abc.MutableMapping):
    """Notebooks by name."""

    def __init__(self):
        self._notebooks = OrderedDict()

    def __setitem__(self, key, notebook):
        self._notebooks[key] = Notebook(notebook) if isinstance(notebook, str) else notebook

    def __getitem__(self, key):
        return self._notebooks[key]

    def __delitem__(self, key):
        del self._notebooks[key]

    def __iter__(self):
        return iter(self._notebooks)

    def __len__(self):
        return len(self._notebooks)

    @property
    def notebooks(self):
        return self.values()

    @property
    def notebook_scraps(self):
        return OrderedDict((key, notebook.scraps) for key, notebook in self.items())

    @property
    def scraps(self):
        merged = Scraps()
        for notebook in self.values():
            merged.update(notebook.scraps)
        return merged

    @property
    def metrics(self):
        return self._joined("metrics")

    @property
    def papermill_metrics(self):
        return self.metrics

    @property
    def papermill_dataframe(self):
        return self._joined("papermill_dataframe")

    def _joined(self, attribute):
        import pandas

        return pandas.concat([getattr(notebook, attribute).assign(key=key) for key, notebook in self.items()]).reset_index(drop=True)

    def scraps_report(self, scrap_names=None, notebook_names=None, include_data=False, headers=True):
        """Shows the displays of all notebooks one below the other."""
        from IPython.display import Markdown, display as show

        def names(given):
            return [given] if isinstance(given, str) else list(given or [])

        def shortened(data):
            text = repr(data)
            return text if len(text) <= 102 else text[:100] + "..."

        for i, key in enumerate(list(self) if notebook_names is None else names(notebook_names)):
            notebook = self[key]
            if headers:
                if i > 0:
                    show(Markdown("<hr>"))
                show(Markdown("### {}".format(key)))
            for name in names(scrap_names) or notebook.scraps.display_scraps:
                if headers:
                    show(Markdown("#### {}".format(name)))
                notebook.reglue(name, raise_on_missing=False, unattached=True)
            if not include_data or scrap_names:
                continue
            for name, scrap in notebook.scraps.data_scraps.items():
                if scrap.display is not None:
                    continue
                if headers:
                    show(Markdown("#### {}".format(name)))
                    show(shortened(scrap.data))
                else:
                    show("{}: {}".format(name, shortened(scrap.data)))


def list_notebook_files(folder):
    return [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".ipynb")]


def read_notebook(path):
    """The notebook at a path, with its scraps."""
    return Notebook(path)


def read_notebooks(path, path_filter=None):
    """The notebooks of a folder, by their names without extension."""
    book = Scrapbook()
    for file in sorted(filter(path_filter, list_notebook_files(path))):
        book[os.path.splitext(os.path.basename(file))[0]] = read_notebook(file)
    return book


for _name in ("api", "encoders", "exceptions", "models", "schemas", "scraps", "utils"):
    sys.modules["{}.{}".format(__name__, _name)] = globals()[_name] = sys.modules[__name__]
del _name
