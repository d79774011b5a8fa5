"""What asarray makes of everybody's arrays: a row a case, right or refused with the remedy in the message."""

import mmap
from typing import NamedTuple

import ml_dtypes
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import scipy.sparse
import torch

import ndola as nd


class Right(NamedTuple):
    """The values, the element type, and whether the memory is shared and writable."""

    values: object
    dtype: object = nd.float64
    shared: bool = True
    readonly: bool = False


class Refused(NamedTuple):
    """The exception, and what of its message names the way out."""

    error: object
    remedy: str


def frozen(a):
    a.flags.writeable = False
    return a


def unaligned():
    return np.frombuffer(bytearray(b"\0" + np.array([1.0, 2.0]).tobytes()), "f8", offset=1)


CASES = {
    "read-only": (lambda: frozen(np.array([1.0, 2.0])), Right([1, 2], readonly=True)),
    "byte-swapped": (lambda: np.array([1, 2], ">i4"), Right([1, 2], nd.DType(">i4"))),
    "negative strides": (lambda: np.array([1.0, 2.0])[::-1], Right([2, 1])),
    "zero strides": (lambda: np.broadcast_to(np.array(1.0), (2, 2)), Right([[1, 1], [1, 1]], readonly=True)),
    "0-d": (lambda: np.array(2.0), Right(2.0)),
    "empty": (lambda: np.zeros((0, 3)), Right([], shared=False)),
    "unaligned": (unaligned, Right([1, 2])),
    "Fortran order": (lambda: np.array([[1.0, 2.0], [3.0, 4.0]], order="F"), Right([[1, 2], [3, 4]])),
    "structured": (lambda: np.array([(1, 2.0)], "i4,f8"), Right([(1, 2.0)], None)),
    "datetime": (lambda: np.array(["2024-05"], "M8[M]"), Right(None, nd.DType("M8[M]"))),
    "timedelta": (lambda: np.array([5], "m8[ns]"), Right(None, nd.DType("m8[ns]"))),
    "text": (lambda: np.array(["ab", "c"]), Right(["ab", "c"], nd.DType("U2"))),
    "bytes": (lambda: np.array([b"ab"]), Right([b"ab"], nd.DType("S2"))),
    "bfloat16 of ml_dtypes": (lambda: np.array([1.5], ml_dtypes.bfloat16), Right([1.5], nd.bfloat16)),
    "float8 of ml_dtypes": (lambda: np.array([1.5], ml_dtypes.float8_e4m3fn), Refused(TypeError, "float8_e4m3fn")),
    "long double": (lambda: np.array([1.5], "g"), Refused(TypeError, "no element type ndola has")),
    "objects": (lambda: np.array([object()]), Refused(TypeError, "no element type ndola has")),
    "variable text": (
        lambda: np.array(["a"], np.dtypes.StringDType()),
        Refused(TypeError, "no element type ndola has"),
    ),
    "masked": (lambda: np.ma.array([1.0, 2.0], mask=[0, 1]), Refused(ValueError, r"filled\(value\)")),
    "masked, nothing hidden": (lambda: np.ma.array([1.0, 2.0], mask=[0, 0]), Right([1, 2])),
    "masked, no mask": (lambda: np.ma.array([1.0, 2.0]), Right([1, 2])),
    "matrix": (lambda: np.matrix([[1.0, 2.0]]), Right([[1, 2]])),
    "record array": (lambda: np.rec.array([(1, 2.0)], "i4,f8"), Right([(1, 2.0)], None)),
    "tensor": (lambda: torch.tensor([1.0, 2.0], dtype=torch.float64), Right([1, 2])),
    "tensor view": (lambda: torch.tensor([1.0, 2.0, 3.0], dtype=torch.float64)[::2], Right([1, 3])),
    "bfloat16 tensor": (lambda: torch.tensor([1.5], dtype=torch.bfloat16), Right([1.5], nd.bfloat16)),
    "float8 tensor": (lambda: torch.ones(2).to(torch.float8_e5m2), Refused(TypeError, "ScalarType Float8")),
    "requires grad": (lambda: torch.ones(2, requires_grad=True), Refused(RuntimeError, "detach")),
    "conjugate bit": (lambda: torch.ones(2, dtype=torch.complex64).conj(), Refused(RuntimeError, "resolve_conj")),
    "negative bit": (lambda: torch.ones(2)._neg_view(), Refused(RuntimeError, "resolve_neg")),
    "sparse tensor": (lambda: torch.ones(2).to_sparse(), Refused(TypeError, "to_dense")),
    "meta tensor": (lambda: torch.ones(2, device="meta"), Refused(TypeError, "cpu")),
    "quantized tensor": (
        lambda: torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8),
        Refused(TypeError, "ScalarType QInt8"),
    ),
    "sparse matrix": (lambda: scipy.sparse.eye_array(2, format="csr"), Refused(TypeError, "csr_array|sparse|toarray")),
    "Series": (lambda: pd.Series([1.0, 2.0]), Right([1, 2], readonly=None)),
    "DataFrame": (lambda: pd.DataFrame({"a": [1.0], "b": [2.0]}), Right([[1, 2]], readonly=None)),
    "nullable": (lambda: pd.Series([1, 2], dtype="Int64"), Right([1, 2], nd.int64, shared=None, readonly=None)),
    "nullable with NA": (
        lambda: pd.Series([1, None], dtype="Float64"),
        Right(None, nd.float64, shared=False, readonly=None),
    ),
    "nullable bool with NA": (
        lambda: pd.Series([True, None], dtype="boolean"),
        Refused((TypeError, ValueError), "element type|NA"),
    ),
    "categorical of text": (lambda: pd.Series(["a", "b"], dtype="category"), Refused(TypeError, "element type")),
    "Arrow column": (lambda: pa.array([1.0, 2.0]), Right([1, 2], readonly=True)),
    "Arrow slice": (lambda: pa.array([1, 2, 3, None])[1:3], Right([2, 3], nd.int64, readonly=True)),
    "Arrow dates": (lambda: pa.array([19723], pa.date32()), Right([19723], nd.DType("M8[D]"), shared=False)),
    "Arrow timestamps": (lambda: pa.array([5], pa.timestamp("us")), Right([5], nd.DType("M8[us]"), readonly=True)),
    "Arrow durations": (lambda: pa.array([5], pa.duration("s")), Right([5], nd.DType("m8[s]"), readonly=True)),
    "Arrow bytes": (lambda: pa.array([b"ab"], pa.binary(2)), Right([b"ab"], nd.DType("V2"), readonly=True)),
    "Arrow lists of one size": (
        lambda: pa.array([[1, 2], [3, 4]], pa.list_(pa.int16(), 2)),
        Right([[1, 2], [3, 4]], nd.int16, readonly=True),
    ),
    "Arrow tensors": (
        lambda: pa.FixedShapeTensorArray.from_numpy_ndarray(np.ones((2, 1, 2))),
        Right([[[1, 1]], [[1, 1]]], readonly=True),
    ),
    "Arrow bools": (lambda: pa.array([True, False]), Right([True, False], nd.bool, shared=False)),
    "Arrow chunk": (lambda: pa.chunked_array([[1, 2]]), Right([1, 2], nd.int64, readonly=True)),
    "Arrow chunks": (lambda: pa.chunked_array([[1], [2]]), Right([1, 2], nd.int64, shared=False)),
    "Arrow table": (lambda: pa.table({"a": [1, 2], "b": [3, 4]}), Right([[1, 3], [2, 4]], nd.int64, shared=False)),
    "Arrow nulls": (lambda: pa.array([1, None]), Refused(ValueError, "1 of the 2 elements .* null.*fill_null")),
    "Arrow nulls among floats": (lambda: pa.array([1.0, None]), Refused(ValueError, "drop_null")),
    "Arrow nulls in a chunk": (lambda: pa.chunked_array([[1], [None]]), Refused(ValueError, "null")),
    "Arrow nulls in a table": (lambda: pa.table({"a": [1, None]}), Refused(ValueError, "null")),
    "Arrow nulls in a batch": (lambda: pa.record_batch({"a": [1, None]}), Refused(ValueError, "null")),
    "Arrow text": (lambda: pa.array(["a"]), Refused(TypeError, "text.*to_pylist")),
    "Arrow categories": (lambda: pa.array(["a"]).dictionary_encode(), Refused(TypeError, "dictionary_decode")),
    "Arrow lists": (lambda: pa.array([[1], []]), Refused(TypeError, "flatten")),
    "Arrow structures": (lambda: pa.array([{"a": 1}]), Refused(TypeError, "fields one by one")),
    "Arrow decimals": (lambda: pa.array([1], pa.decimal128(5)), Refused(TypeError, "float64")),
    "Arrow time zone": (lambda: pa.array([1], pa.timestamp("s", "UTC")), Refused(TypeError, "time zone")),
    "memoryview": (lambda: memoryview(bytearray(b"ab")), Right([97, 98], nd.uint8)),
    "mmap": (lambda: mmap.mmap(-1, 2), Right([0, 0], nd.uint8)),
    "bytes object": (lambda: b"ab", Right(b"ab", nd.DType("S2"), shared=None)),
    "generator": (lambda: (i for i in range(2)), Refused(TypeError, "generator")),
    "set": (lambda: {1, 2}, Refused(TypeError, "set")),
    "None": (lambda: None, Refused(TypeError, "NoneType")),
}


@pytest.mark.parametrize("name", CASES)
def test_consume(name):
    """CO-01, DL-53, AI-22, ID-01, ID-15, ID-07."""
    make, want = CASES[name]
    source = make()
    if isinstance(want, Refused):
        with pytest.raises(want.error, match=want.remedy):
            nd.asarray(source)
        return
    x = nd.asarray(source)
    if want.values is not None:
        assert x.tolist() == want.values
    if want.dtype is not None:
        assert x.dtype == want.dtype
    if want.readonly is not None and want.shared is not None:
        assert x.readonly == want.readonly
    if want.shared:
        again = nd.asarray(source, copy=False)
        assert x.__array_interface__["data"][0] == again.__array_interface__["data"][0]
    copied = nd.asarray(source, copy=True)
    assert not copied.readonly
    assert copied.tolist() == x.tolist() or name == "nullable with NA"
    if x.size:
        assert copied.__array_interface__["data"][0] != x.__array_interface__["data"][0]


def test_datetimes_and_bfloat16_have_no_buffer():
    """ID-07: their doors are the struct and DLPack."""
    for x, door in (
        (nd.asarray(np.array(["2024"], "M8[D]")), "__array_struct__"),
        (nd.asarray([1.5], dtype=nd.bfloat16), "__dlpack__"),
    ):
        with pytest.raises(nd.ExportError, match="no format"):
            x.data  # noqa: B018
        assert hasattr(x, door)
    assert issubclass(nd.ExportError, BufferError)
    assert issubclass(nd.ExportError, ValueError)


def test_one_error_for_what_cannot_be_shared():
    """ID-09, DL-56."""
    x = nd.asarray(np.zeros(2, ">f8"))
    for call in (
        x.__dlpack__,
        lambda: nd.asarray([1.0], dtype=nd.bfloat16).data,
        lambda: x.__dlpack__(dl_device=(2, 0)),
    ):
        with pytest.raises(nd.ExportError):
            call()


def test_buffers_are_released_with_their_last_view(no_leak):
    """ID-08, AI-25, ID-03."""
    memory = mmap.mmap(-1, 16)
    x = nd.asarray(memory)
    y = x[1:]
    del x
    with pytest.raises(BufferError):
        memory.close()
    del y
    memory.close()
    interface = nd.asarray([1.0, 2.0]).__array_interface__
    wrapper = type("Wrapper", (), {})()
    wrapper.__array_interface__ = interface
    assert nd.asarray(wrapper).tolist() == [1, 2]
