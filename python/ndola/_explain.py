"""explain(obj): what an object offers, which door asarray takes, whether memory is shared, and what others would do.

Nothing is guessed that can be asked: the protocols are called, asarray is tried with copy=False, whose refusal names
the obstacle, and the libraries imported already are handed the object. Lazy arrays are not computed, and memory is
not copied to find out more than a few megabytes at a time.
"""

from __future__ import annotations

import sys

import ndola as nd

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

# DLPack's codes of devices.
_DEVICES = {
    1: "cpu", 2: "cuda", 3: "cpu (pinned by cuda)", 7: "vulkan", 8: "metal", 10: "rocm", 11: "cpu (pinned by rocm)",
    13: "cuda (managed)", 14: "oneapi", 15: "webgpu", 16: "hexagon", 17: "maia",
}  # fmt: skip

# The most bytes that are copied to see what another library does.
_MOST = 1 << 24

# Who computes only when asked: converting would compute everything.
_LAZY = {"dask", "cubed", "ndonnx"}

# The doors in asarray's order.
DOORS = (
    "DLPack", "__array_struct__", "__array_interface__", "buffer", "__arrow_c_array__", "__arrow_c_stream__",
    "__array__",
)  # fmt: skip


class Explanation:
    """What explain found. str() is text, notebooks show a table, to_dict() is plain data."""

    def __init__(self, facts: dict[str, Any]) -> None:
        self._facts = facts

    def to_dict(self) -> dict[str, Any]:
        """The findings as dicts, lists and text.

        type, shape, dtype, device, readonly; protocols, a list of {name, version, detail}; chosen, the door asarray
        takes, or None; result, "view", "copy", "lazy" or "refused"; why; advice, a list; others, {call: outcome}.
        """
        return {
            key: list(value) if isinstance(value, list) else dict(value) if isinstance(value, dict) else value
            for key, value in self._facts.items()
        }

    def _rows(self) -> Iterator[tuple[str, list[str]]]:
        f = self._facts
        described = [f"{f['dtype'] or ''} {f['shape']}".strip()] if f["shape"] is not None else []
        memory = [f"device {f['device']}"] if f["device"] else []
        if f["readonly"] is not None:
            memory.append("read-only" if f["readonly"] else "writable")
        yield f["type"], [", ".join(described + memory)] if described or memory else []
        yield (
            "protocols",
            [" ".join(filter(None, (p["name"], p["version"], p["detail"]))) for p in f["protocols"]] or ["none"],
        )
        yield "ndola.asarray", [f["why"] if f["chosen"] is None else f"{f['result']} through {f['chosen']}: {f['why']}"]
        if f["advice"]:
            yield "do", f["advice"]
        yield "others", [f"{call}: {outcome}" for call, outcome in f["others"].items()] or ["none is imported"]

    def __str__(self) -> str:
        lines = []
        for head, items in self._rows():
            lines.append(head)
            lines += ["  " + item for item in items]
        return "\n".join(lines)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        from html import escape

        rows = "".join(
            f"<tr><th style='text-align:left;vertical-align:top'>{escape(head)}</th>"
            f"<td style='text-align:left'>{'<br>'.join(map(escape, items))}</td></tr>"
            for head, items in self._rows()
        )
        return f"<table>{rows}</table>"


def explain(obj: Any, /) -> Explanation:
    """How an object crosses: the protocols it speaks, the one asarray takes, copy or view and why.

    Parameters
    ----------
    obj : any object

    Returns
    -------
    Explanation
        Prints as text; to_dict() gives the findings as data. Libraries are asked what they would do only where
        they are imported already.
    """
    protocols = list(_protocols(obj))
    names = [p["name"] for p in protocols]
    lazy = type(obj).__module__.partition(".")[0] in _LAZY
    facts: dict[str, Any] = {
        "type": f"{type(obj).__module__}.{type(obj).__qualname__}",
        "shape": _shape(obj),
        "dtype": str(obj.dtype) if hasattr(obj, "dtype") else None,
        "device": _device(obj, names),
        "readonly": None,
        "protocols": protocols,
        "chosen": next(iter(_open_doors(obj, protocols)), None),
    }
    view = None
    if lazy:
        facts["result"], facts["why"] = "lazy", "asarray computes the whole array"
    else:
        view, facts["result"], facts["why"] = _try(obj, facts)
    if view is not None:
        facts["readonly"] = view.readonly
        facts["shape"], facts["dtype"] = view.shape, _element_type(view)
    facts["advice"] = list(_advice(obj, facts))
    facts["others"] = {} if lazy else dict(_others(obj, view, facts))
    return Explanation(facts)


def _element_type(x: nd.Array) -> str:
    """The dtype; a structure by its fields."""
    fields = x.dtype.kind == "V" and len(x.dtype.descr) > 0 and x.dtype.descr[0][0] != ""
    return str(x.dtype.descr) if fields else str(x.dtype)


def _open_doors(obj: Any, protocols: list[dict[str, Any]]) -> list[str]:
    """The doors asarray tries, in order: an ndarray's struct before its capsule, which costs more; where DLPack
    refuses, the next; pandas' own __array__ rather than its Arrow stream, in which NaN is null; and a table's, which
    lays the columns side by side."""
    found = {p["name"]: p["detail"] for p in protocols}
    plain = f"{type(obj).__module__}.{type(obj).__name__}" == "numpy.ndarray"
    if plain or found.get("DLPack", "").startswith("refuses"):
        found.pop("DLPack", None)
    if hasattr(type(obj), "__pandas_priority__") or "__cuda_array_interface__" in found or _is_table(obj, found):
        found.pop("__arrow_c_array__", None)
        found.pop("__arrow_c_stream__", None)
    return [door for door in DOORS if door in found]


def _is_table(obj: Any, found: Any) -> bool:
    """Whether Arrow has the object as a table: of its columns, or of coordinates and values."""
    return "__array__" in found and (len(_shape(obj) or ()) == 2 or _root(obj) == "xarray")


def _shape(obj: Any) -> Any:
    shape = getattr(obj, "shape", None)
    return tuple(shape) if isinstance(shape, (tuple, list)) else None


def _get(obj: Any, name: str) -> Any:
    """An attribute, None where asking for it raises."""
    try:
        return getattr(obj, name, None)
    except Exception:
        return None


def _message(error: BaseException) -> str:
    """The first sentence of an error, on one line."""
    return f"{type(error).__name__}: " + " ".join(str(error).split())[:200]


def _reason(error: BaseException) -> str:
    """What stood in the way of a view: an error of ours without the call and the remedy, which are known."""
    text = str(error)
    ours = "asarray: copy=False, but "
    return text.removeprefix(ours).removesuffix("; use copy=None") if text.startswith(ours) else _message(error)


# The protocols.


def _protocols(obj: Any) -> Iterator[dict[str, Any]]:
    for name, look in (
        ("DLPack", _dlpack),
        ("__array_struct__", lambda x: ("", "a C struct") if _get(x, "__array_struct__") is not None else None),
        ("__array_interface__", _interface),
        ("buffer", _buffer),
        ("__array__", _array_method),
        ("__cuda_array_interface__", _cuda_interface),
        ("__arrow_c_array__", lambda x: ("", "Arrow's C data") if hasattr(type(x), "__arrow_c_array__") else None),
        ("__arrow_c_stream__", lambda x: ("", "Arrow's C stream") if hasattr(type(x), "__arrow_c_stream__") else None),
        ("__array_namespace__", _namespace),
        ("__array_ufunc__", lambda x: ("", "answers NumPy's ufuncs") if hasattr(type(x), "__array_ufunc__") else None),
        (
            "__array_function__",
            lambda x: ("", "answers NumPy's functions") if hasattr(type(x), "__array_function__") else None,
        ),
    ):
        found = look(obj)
        if found is not None:
            yield {"name": name, "version": found[0], "detail": found[1]}


def _is_no_numbers(obj: Any) -> bool:
    """Whether TensorFlow would end the process instead of raising, were its tensor asked for DLPack's capsule."""
    return getattr(_get(obj, "dtype"), "name", None) in ("string", "variant", "resource")


def _dlpack(obj: Any) -> tuple[str, str] | None:
    if not hasattr(type(obj), "__dlpack__"):
        return None
    if _is_no_numbers(obj):
        return "", "its elements are no numbers, which DLPack has only"
    try:
        capsule = obj.__dlpack__(max_version=(1, 3))
    except TypeError as error:
        if "max_version" not in str(error):
            return "", f"refuses: {_message(error)}"
        try:
            capsule = obj.__dlpack__()
        except Exception as second:
            return "", f"refuses: {_message(second)}"
    except Exception as error:
        return "", f"refuses: {_message(error)}"
    fast = ", and the table of C functions" if hasattr(type(obj), "__dlpack_c_exchange_api__") else ""
    if "dltensor_versioned" in repr(capsule):
        return "1", "versioned capsules" + fast
    return "0", "unversioned capsules, which cannot say read-only" + fast


def _interface(obj: Any) -> tuple[str, str] | None:
    interface = _get(obj, "__array_interface__")
    if not isinstance(interface, dict):
        return None
    data = interface.get("data")
    readonly = isinstance(data, tuple) and len(data) == 2 and data[1]
    return f"{interface.get('version', '')}", "read-only" if readonly else "writable"


def _buffer(obj: Any) -> tuple[str, str] | None:
    if isinstance(obj, (bytes, str)):
        return None
    try:
        with memoryview(obj) as m:
            return "", f"format {m.format!r}, {'read-only' if m.readonly else 'writable'}"
    except (TypeError, BufferError, ValueError):
        return None


def _array_method(obj: Any) -> tuple[str, str] | None:
    method = getattr(type(obj), "__array__", None)
    if method is None or isinstance(obj, type):
        return None
    import inspect

    try:
        takes = "copy" in inspect.signature(method).parameters
    except (TypeError, ValueError):
        return "", ""
    return "", "takes copy=" if takes else "from before copy=, cannot promise a view"


def _cuda_interface(obj: Any) -> tuple[str, str] | None:
    interface = _get(obj, "__cuda_array_interface__")
    return None if interface is None else (f"{interface.get('version', '')}", "memory on a device")


def _namespace(obj: Any) -> tuple[str, str] | None:
    if not hasattr(type(obj), "__array_namespace__"):
        return None
    try:
        namespace = obj.__array_namespace__()
    except Exception as error:
        return "", f"refuses: {_message(error)}"
    return getattr(namespace, "__array_api_version__", ""), getattr(namespace, "__name__", "")


def _device(obj: Any, names: list[str]) -> str | None:
    if hasattr(type(obj), "__dlpack_device__"):
        try:
            kind, number = obj.__dlpack_device__()
        except Exception:
            return str(_get(obj, "device"))
        name = _DEVICES.get(int(kind), f"DLPack's {int(kind)}")
        return name if int(kind) == 1 else f"{name}:{number}"
    if "__cuda_array_interface__" in names:
        return "cuda"
    return "cpu" if any(door in names for door in DOORS) else None


# What asarray does.


def _try(obj: Any, facts: dict[str, Any]) -> tuple[nd.Array | None, str, str]:
    """The view, if there is one; view, copy or refused; and why."""
    if isinstance(obj, nd.Array):
        facts["chosen"] = "itself"
        return obj, "view", "it is ours"
    try:
        return nd.asarray(obj, copy=False), "view", "the memory is shared, nothing is copied"
    except Exception as error:
        obstacle = error
    if facts["chosen"] is None and _takes_items(obj):
        facts["chosen"] = "its items"
    try:
        if (_get(obj, "nbytes") or 0) <= _MOST:
            nd.asarray(obj)
    except Exception as error:
        facts["chosen"] = None
        return None, "refused", f"refused: {_message(error)}"
    return None, "copy", _reason(obstacle)


def _takes_items(obj: Any) -> bool:
    return isinstance(obj, (list, tuple, int, float, complex, str, bytes)) or hasattr(type(obj), "__getitem__")


def _advice(obj: Any, facts: dict[str, Any]) -> Iterator[str]:
    """How to avoid what stands in the way."""
    for applies, text in _ADVICE:
        if applies(obj, facts):
            yield text


def _root(obj: Any) -> str:
    return type(obj).__module__.partition(".")[0]


def _is_category(obj: Any) -> bool:
    return _root(obj) == "pandas" and str(_get(obj, "dtype")) == "category"


def _is_nullable(obj: Any) -> bool:
    return _root(obj) == "pandas" and hasattr(_get(obj, "dtype"), "na_value") and not _is_category(obj)


def _is_masked(obj: Any) -> bool:
    return type(obj).__module__.startswith("numpy.ma")


def _has_nulls(obj: Any) -> bool:
    return _root(obj) == "pyarrow" and bool(_get(obj, "null_count"))


_ADVICE: tuple[tuple[Callable[[Any, dict[str, Any]], Any], str], ...] = (
    (lambda x, f: _root(x) == "torch" and x.requires_grad, "x.detach() shares the memory; gradients stop there"),
    (lambda x, f: _root(x) == "torch" and x.is_conj(), "x.resolve_conj() writes the conjugate out"),
    (lambda x, f: _root(x) == "torch" and x.layout is not sys.modules["torch"].strided,
     "x.to_dense() has memory to share"),
    (lambda x, f: type(x).__module__.startswith("scipy.sparse"),
     "x.toarray() is dense; ndola's functions take x as it is and keep it sparse: ndola.sin(x), x @ x"),
    (lambda x, f: _root(x) == "sparse", "x.todense() is dense; ndola's functions take x as it is and keep it sparse"),
    (lambda x, f: _is_nullable(x),
     "without missing values x.to_numpy(dtype='float64') has memory to share; "
     "with them x.to_numpy(dtype='float64', na_value=float('nan'))"),
    (lambda x, f: _is_category(x), "x.cat.codes are the codes, x.astype(x.cat.categories.dtype) the values"),
    (lambda x, f: f["result"] == "lazy", "x.compute() is an array; ndola's functions take x as it is and keep it lazy"),
    (lambda x, f: f["device"] not in (None, "cpu") and not str(f["device"]).startswith("cpu"),
     "bring it to the host first: x.cpu() in torch, x.get() in CuPy, or ndola.from_dlpack(x, device='cpu')"),
    (lambda x, f: isinstance(x, (list, tuple)),
     "numbers of Python have no common memory: build numpy.asarray(x) or array.array once and share that"),
    (lambda x, f: f["dtype"] == "object", "x.astype(float), or another type of numbers, has memory to share"),
    (lambda x, f: isinstance(x, (bytes, str)), "it is one element of text; the bytes as numbers are bytearray(x)"),
    (lambda x, f: _is_masked(x),
     "x.filled(value) and x.compressed() have no mask; ndola's functions take x and keep it"),
    (lambda x, f: _has_nulls(x), "x.fill_null(value) or x.drop_null() leaves nothing null"),
    (lambda x, f: "several chunks" in f["why"], "x.combine_chunks() is one piece of memory, which can be shared"),
    (lambda x, f: f["readonly"], "it may only be read; ndola.asarray(x, copy=True) can be written"),
)  # fmt: skip


# What other libraries do.


def _others(obj: Any, view: nd.Array | None, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    import warnings

    if (_get(obj, "nbytes") or 0) > _MOST or facts["device"] not in (None, "cpu"):
        return
    address = _address(obj if view is None else view)
    for call, function in _calls():
        if call.endswith("from_dlpack") and not hasattr(type(obj), "__dlpack__"):
            yield call, "refused: it has no __dlpack__"
            continue
        if call.endswith("from_dlpack") and _is_no_numbers(obj):
            yield call, "refused: its elements are no numbers"
            continue
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                result = function(obj)
        except Exception as error:
            yield call, f"refused: {_message(error)}"
            continue
        lost = ", without its mask" if _is_masked(obj) else ""
        yield call, _outcome(result, address) + lost


def _calls() -> Iterator[tuple[str, Callable[[Any], Any]]]:
    numpy, torch, jax = (sys.modules.get(name) for name in ("numpy", "torch", "jax"))
    if numpy is not None:
        yield "numpy.asarray", numpy.asarray
        yield "numpy.from_dlpack", numpy.from_dlpack
    if torch is not None:
        yield "torch.asarray", torch.asarray
        yield "torch.from_dlpack", torch.from_dlpack
    if jax is not None:
        yield "jax.numpy.asarray", jax.numpy.asarray
        yield "jax.dlpack.from_dlpack", jax.dlpack.from_dlpack


def _outcome(result: Any, address: int | None) -> str:
    dtype = str(_get(result, "dtype"))
    if dtype == "object":
        return "an object array, one Python object an element: no numbers"
    shared = _address(result)
    how = "" if shared is None else ", a view" if shared == address else ", a copy"
    return f"{dtype} {tuple(result.shape)}{how}"


def _address(x: Any) -> int | None:
    """Where the first element of an array of NumPy, torch or JAX lies."""
    ways: tuple[Callable[[], Any], ...] = (
        lambda: x.__array_interface__["data"][0],
        lambda: x.data_ptr(),
        lambda: x.unsafe_buffer_pointer(),
    )
    for ask in ways:
        try:
            return int(ask())
        except Exception:
            continue
    return None


def evaluated(expression: str) -> Any:
    """The value of a Python expression whose modules are imported by their names: torch.arange(6)[::2]."""
    import ast
    from importlib import import_module

    known = {"np": "numpy", "pd": "pandas", "xr": "xarray", "nd": "ndola", "tf": "tensorflow", "da": "dask.array"}
    names: dict[str, Any] = {}
    for node in ast.walk(ast.parse(expression, mode="eval")):
        dotted = ast.unparse(node)
        if not isinstance(node, (ast.Name, ast.Attribute)) or not dotted.replace(".", "").isidentifier():
            continue
        root = dotted.partition(".")[0]
        try:
            module = import_module(known[root] if dotted == root and root in known else dotted)
        except ImportError:
            continue
        if dotted == root:
            names[root] = module
    return eval(expression, names)
