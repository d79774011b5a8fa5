"""Meeting pyarrow: the same memory both ways, each side outliving the other, and columns of every kind."""

import gc
import threading
from itertools import pairwise

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings, strategies as st
from processes import run

import ndola as nd


def address(x):
    return x.__array_interface__["data"][0]


def values(column):
    """The buffer of the innermost elements."""
    while pa.types.is_fixed_size_list(column.type):
        column = column.flatten()
    return column.buffers()[1]


NUMBERS = ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16", "float32", "float64"]
TIMES = [f"{kind}8[{unit}]" for kind in "Mm" for unit in ("s", "ms", "us", "ns")]


@pytest.mark.parametrize("dtype", NUMBERS + TIMES)
@pytest.mark.parametrize("shape", [(4,), (2, 3), (2, 1, 2), (0,), (0, 2)])
def test_both_ways_share(dtype, shape):
    """Types are those pyarrow gives NumPy's arrays; what comes back is the same memory."""
    a = np.arange(np.prod(shape)).reshape(shape).astype(dtype)
    x = nd.asarray(a)
    column = pa.array(x)
    column.validate(full=True)
    kind = column.type
    while pa.types.is_fixed_size_list(kind):
        kind = kind.value_type
    assert kind == pa.from_numpy_dtype(a.dtype)
    y = nd.asarray(column)
    assert (y.dtype, y.shape, y.tolist(), y.readonly) == (x.dtype, shape, x.tolist(), True)
    if a.size:
        assert values(column).address == address(x) == address(y)


@pytest.mark.parametrize(
    "a",
    [
        np.arange(6)[::2],
        np.arange(6.0)[::-1],
        np.array([1, 2], ">i4"),
        np.array([1, 2], ">M8[s]"),
        np.array([True, False, True] * 5),
        np.array(["2024-01-02", "NaT", "1969-12-31"], "M8[D]"),
        np.frombuffer(b"\0" + np.arange(2.0).tobytes(), "f8", offset=1),
    ],
    ids=str,
)
def test_what_arrow_cannot_say_is_copied(a):
    column = pa.array(nd.asarray(a))
    column.validate(full=True)
    assert column.to_pylist() == pa.array(a.astype(a.dtype.newbyteorder("="))).to_pylist()


def test_nat_is_null_both_ways():
    a = np.array([1, "NaT", 3], "M8[ns]")
    column = pa.array(nd.asarray(a))
    assert column.null_count == 1 and values(column).address == address(nd.asarray(a))
    assert np.array_equal(np.asarray(nd.asarray(column)), a, equal_nan=True)
    with pytest.raises(nd.ExportError, match="32 bits"):
        pa.array(nd.asarray(np.array([2**40], "M8[D]")))


def test_either_side_may_die_first():
    before = pa.total_allocated_bytes()
    x = nd.asarray(pa.array(list(range(1000)), pa.int64()))
    assert pa.total_allocated_bytes() > before
    gc.collect()
    assert x.tolist() == list(range(1000))
    thread = threading.Thread(target=lambda box: box.clear(), args=([x],))
    del x
    thread.start()
    thread.join()
    del thread
    assert pa.total_allocated_bytes() == before
    y = nd.arange(1000.0) + 0
    column = pa.array(y)
    del y
    nd.ones(1000)
    assert column.to_pylist() == list(range(1000))


def test_nothing_is_left_after_many_rounds():
    x, before = nd.arange(100.0), pa.total_allocated_bytes()
    for _ in range(20_000):
        nd.asarray(pa.array(x))
    flags = pa.array([True, None, False])
    for _ in range(1000):
        with pytest.raises(ValueError, match="null"):
            nd.asarray(flags)
    del flags
    assert pa.total_allocated_bytes() == before


def test_the_end_of_the_interpreter():
    """Columns over our memory and arrays over theirs, dropped when all is being taken down."""
    run("""
    import builtins, pyarrow as pa, ndola as nd
    x = nd.ones(100_000) + 1
    builtins.kept = [pa.array(x), nd.asarray(pa.array([1, 2])), pa.array(nd.asarray(bytearray(8)))]
    builtins.capsules = x.__arrow_c_array__()
    del x
    """)


def test_requested_types():
    x = nd.asarray([1, 2])
    assert pa.array(x, pa.float64()).type == pa.float64()
    assert pa.array(nd.asarray([1.5]), pa.float32()).type == pa.float32()
    assert pa.array(nd.asarray([[1, 2]]), pa.list_(pa.float64(), 2)).to_pylist() == [[1.0, 2.0]]
    assert pa.table({"a": x}, schema=pa.schema({"a": pa.float64()}))["a"].to_pylist() == [1.0, 2.0]


def test_pandas_keeps_its_own_door():
    """Its __array__ is a view with NaN as data; its Arrow stream would call that null."""
    s = pd.Series([1.0, float("nan")])
    x = nd.asarray(s, copy=False)
    assert address(x) == address(nd.asarray(s.to_numpy()))
    assert nd.asarray(pd.DataFrame({"a": [1.0, float("nan")]})).shape == (2, 1)
    assert pd.Series.from_arrow(nd.asarray([1.0, 2.0])).tolist() == [1.0, 2.0]


def test_functions_of_ours_take_columns():
    column = pa.array([0.0, 1.0])
    assert type(nd.exp(column)) is nd.Array
    assert (nd.asarray([1.0, 2.0]) + column).tolist() == [1.0, 3.0]
    with pytest.raises(ValueError, match="null"):
        nd.exp(pa.array([0.0, None]))


@settings(max_examples=150, deadline=None)
@given(
    items=st.lists(st.none() | st.integers(-100, 100), max_size=40),
    bounds=st.tuples(st.integers(0, 40), st.integers(0, 40)),
    kind=st.sampled_from([pa.int8(), pa.float64(), pa.bool_(), pa.timestamp("s"), pa.date32(), pa.time32("s")]),
    cuts=st.lists(st.integers(0, 40), max_size=3),
)
def test_any_column_is_right_or_refused(items, bounds, kind, cuts):
    """A slice of any column, whole and in chunks: its values where nothing is null, NaT for times, else refused."""
    if kind == pa.bool_():
        items = [None if i is None else i > 0 for i in items]
    if kind == pa.time32("s"):
        items = [None if i is None else abs(i) for i in items]
    column = pa.array(items, kind)[min(bounds) : max(bounds)]
    want = items[min(bounds) : max(bounds)]
    edges = [0, *sorted(min(c, len(column)) for c in cuts), len(column)]
    chunked = pa.chunked_array([column[i:j] for i, j in pairwise(edges)], kind)
    for source in (column, chunked):
        if None in want and not pa.types.is_temporal(kind):
            with pytest.raises(ValueError, match="null"):
                nd.asarray(source)
        else:
            assert nd.asarray(source).tolist() == [-(2**63) if i is None else i for i in want]
