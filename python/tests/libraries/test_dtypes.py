"""The element types of other libraries name ours, or are refused."""

from __future__ import annotations

import jax.numpy as jnp
import ml_dtypes
import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import tensorflow as tf
import torch

import ndola as nd

NUMBERS = [
    "bool",
    "int8",
    "int16",
    "int32",
    "int64",
    "uint8",
    "uint16",
    "uint32",
    "uint64",
    "float16",
    "float32",
    "float64",
    "complex64",
    "complex128",
]
COMMON = [*NUMBERS, "bfloat16"]

NAMED = [
    *[(getattr(torch, name), name) for name in COMMON],
    *[(getattr(tf, name), name) for name in COMMON],
    *[(getattr(jnp, name), name) for name in COMMON if name != "bool"],
    *[(getattr(np, name), name) for name in NUMBERS],
    *[(np.dtype(name), name) for name in NUMBERS],
    (ml_dtypes.bfloat16, "bfloat16"),
    (np.dtype(ml_dtypes.bfloat16), "bfloat16"),
    (pd.Int64Dtype(), "int64"),
    (pd.UInt8Dtype(), "uint8"),
    (pd.Float32Dtype(), "float32"),
    (pd.BooleanDtype(), "bool"),
    (pd.ArrowDtype(pa.int32()), "int32"),
    ("f4", "float32"),
    (float, "float64"),
    (int, "int64"),
    (bool, "bool"),
    (complex, "complex128"),
]


@pytest.mark.parametrize(("dtype", "name"), NAMED, ids=[f"{type(d).__module__}-{d}" for d, _ in NAMED])
def test_a_type_of_a_library_names_ours(dtype, name):
    assert nd.DType(dtype) == getattr(nd, name)
    assert nd.asarray([1, 0], dtype=dtype).dtype == getattr(nd, name)
    assert nd.zeros(2, dtype=dtype).dtype == getattr(nd, name)
    assert nd.ones(2).astype(dtype).dtype == getattr(nd, name)


REFUSED = [
    torch.qint8,
    torch.complex32,
    torch.float8_e5m2,
    torch.strided,
    tf.string,
    tf.qint8,
    tf.resource,
    pd.CategoricalDtype(),
    pd.StringDtype(),
    pd.PeriodDtype("D"),
    pd.SparseDtype(float),
    object,
    np.floating,
    np.dtype(object),
    "category",
    3,
]


@pytest.mark.parametrize("dtype", REFUSED, ids=str)
def test_what_names_none_of_ours_is_refused(dtype):
    with pytest.raises(TypeError, match="asarray: .* is not an element type ndola has") as caught:
        nd.asarray([1], dtype=dtype)
    assert repr(dtype) in str(caught.value)


def test_a_type_that_names_itself_is_refused():
    class Loop:
        @property
        def __numpy_dtype__(self):
            return self

    class Raises:
        @property
        def numpy_dtype(self):
            raise RuntimeError("no")

    for dtype in (Loop(), Raises()):
        with pytest.raises(TypeError, match="is not an element type"):
            nd.DType(dtype)
