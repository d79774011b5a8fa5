"""Arrays in a notebook."""

from __future__ import annotations

import re

import numpy as np
import pytest

import ndola as nd


def cells(x: nd.Array) -> list[list[str]]:
    """The texts of a table, a list per row, headings included."""
    html = x._repr_html_()
    assert re.sub(r"<(/?)(\w+)[^>]*>", "", html).count("<") == 0
    rows = re.findall(r"<tr>(.*?)</tr>", html)
    return [re.findall(r"<t[hd]>(.*?)</t[hd]>", row) for row in rows]


def test_two_axes():
    assert cells(nd.asarray([[1.5, 2.0], [-0.25, float("nan")]])) == [
        ["", "0", "1"],
        ["0", "1.5", "2.0"],
        ["1", "-0.25", "nan"],
    ]


def test_one_axis():
    assert cells(nd.asarray([1, 2, 3])) == [["0", "1", "2"], ["1", "2", "3"]]


def test_the_middle_of_long_axes_is_left_out():
    table = cells(nd.reshape(nd.arange(30_000_000), (100_000, 300)))
    shown = ["0", "1", "2", "3", "4", "…"]
    assert table[0] == ["", *shown, "295", "296", "297", "298", "299"]
    assert [row[0] for row in table[1:]] == [*shown, "99995", "99996", "99997", "99998", "99999"]
    assert table[-1][-1] == "29999999"
    assert table[6] == ["…"] * 12
    assert len(cells(nd.zeros((20, 20)))) == 21


def test_the_caption_and_the_escapes():
    class Load(nd.Array):
        pass

    assert "Load of shape (2,), float64" in Load([1.0, 2.0])._repr_html_()
    assert cells(nd.asarray(np.array(["<b>", "&"])))[1] == ["&lt;b&gt;", "&amp;"]


@pytest.mark.parametrize("x", [1.0, np.zeros((2, 2, 2)), np.zeros((0, 3)), np.zeros(2, "i4,f4")])
def test_the_rest_is_text(x):
    assert nd.asarray(x)._repr_html_() is None
