"""ndola.explain: what it says of the libraries' objects is what happens."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

import ndola as nd


def facts(x):
    explanation = nd.explain(x)
    assert type(x).__name__ in str(explanation) and "<table>" in explanation._repr_html_()
    return explanation.to_dict()


def test_an_ndarray():
    f = facts(np.arange(6.0)[::2])
    assert (f["result"], f["chosen"], f["device"], f["readonly"]) == ("view", "__array_struct__", "cpu", False)
    assert {"name": "__array_interface__", "version": "3", "detail": "writable"} in f["protocols"]
    assert f["others"]["numpy.asarray"] == "float64 (3,), a view"


def test_read_only_memory():
    a = np.arange(3)
    a.flags.writeable = False
    f = facts(a)
    assert f["readonly"] and any("copy=True" in line for line in f["advice"])


def test_a_list_is_copied_and_says_why():
    f = facts([1, 2, 3])
    assert f["result"] == "copy" and f["chosen"] == "its items" and "holds no memory to share" in f["why"]


def test_ours():
    assert facts(nd.asarray([1]))["chosen"] == "itself"


def test_what_is_no_array():
    f = facts(object())
    assert f["result"] == "refused" and f["protocols"] == [] and f["chosen"] is None


def test_tensors():
    torch = pytest.importorskip("torch")
    f = facts(torch.arange(6)[::2])
    assert (f["result"], f["chosen"], f["dtype"]) == ("view", "DLPack", "int64")
    assert f["others"]["numpy.from_dlpack"] == "int64 (3,), a view"
    f = facts(torch.ones(2, requires_grad=True))
    assert f["result"] == "refused" and any("x.detach()" in line for line in f["advice"])
    assert nd.explain(torch.ones(2).to_sparse()).to_dict()["result"] == "refused"


def test_nullable_columns_and_categories():
    pd = pytest.importorskip("pandas")
    f = facts(pd.Series([1, None], dtype="Int64"))
    assert f["result"] == "copy" and f["chosen"] == "__array__" and any("na_value" in line for line in f["advice"])
    assert any("x.cat.codes" in line for line in facts(pd.Series(["a"], dtype="category"))["advice"])
    assert facts(pd.Series([1.0]))["result"] == "view"


def test_arrow_columns():
    pa = pytest.importorskip("pyarrow")
    f = facts(pa.array([1], pa.timestamp("s")))
    assert (f["result"], f["chosen"], f["dtype"]) == ("view", "__arrow_c_array__", "<M8[s]")
    f = facts(pa.chunked_array([[1], [2]]))
    assert (f["result"], f["chosen"]) == ("copy", "__arrow_c_stream__")
    assert any("combine_chunks" in line for line in f["advice"])
    f = facts(pa.array([1, None]))
    assert f["result"] == "refused" and "null" in f["why"] and any("fill_null" in line for line in f["advice"])
    assert facts(pa.array([True]))["result"] == "copy"
    assert facts(pa.table({"a": [1]}))["chosen"] == "__array__"


def test_sparse_and_lazy_arrays():
    sp = pytest.importorskip("scipy.sparse")
    f = facts(sp.eye_array(3))
    assert f["result"] == "refused" and any("x.toarray()" in line for line in f["advice"])
    assert "object array" in f["others"]["numpy.asarray"]
    da = pytest.importorskip("dask.array")
    f = facts(da.ones(3))
    assert f["result"] == "lazy" and f["others"] == {}


@pytest.mark.parametrize(
    ("expression", "says"),
    [
        ("numpy.ones(3)[::-1]", "view through __array_struct__"),
        ("np.ma.array([1], mask=[1])", "numpy.ma.MaskedArray"),
        ("[x for x in (1, 2)]", "its items"),
        ("numpy.zeros(2, 'i4,f8')", "[('f0', '<i4'), ('f1', '<f8')] (2,)"),
        ("numpy.array([None, 1], dtype=object)", "x.astype(float)"),
        ("[1, 2]", "copy through its items: an object of <class 'list'> holds no memory to share"),
        ("xarray.DataArray([1.0, 2.0])", "view through __array__"),
    ],
)
def test_the_command(expression, says):
    command = [sys.executable, "-m", "ndola", "explain", expression]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert says in done.stdout


def test_what_others_do_with_a_masked_array_and_a_list():
    """A view that drops the mask is told as the view it is; without DLPack the refusal says just that."""
    masked = nd.explain(np.ma.array([1.0, 2.0], mask=[0, 1])).to_dict()["others"]
    assert masked["numpy.asarray"] == "float64 (2,), a view, without its mask"
    assert nd.explain([1, 2]).to_dict()["others"]["numpy.from_dlpack"] == "refused: it has no __dlpack__"
