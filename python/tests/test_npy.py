"""NumPy reads the .npy and .npz files that Go writes."""

from __future__ import annotations

import pathlib
import subprocess

import ml_dtypes
import numpy as np
import pytest

ROOT = pathlib.Path(__file__).parents[2]
MATRIX = np.arange(6).reshape(2, 3)

FILES = {
    "float64": MATRIX.astype("f8"),
    "fortran": MATRIX.astype("i4").T,
    "view": MATRIX.astype("f8")[::-1, ::2],
    "big": MATRIX.astype(">c8"),
    "bfloat16": MATRIX.astype(ml_dtypes.bfloat16).view("V2"),
    "scalar": np.array(True),
    "empty": np.zeros((0, 3)),
    "point": np.zeros(2, [("x", "<f4"), ("日", "<i8")]),
    "datetime": MATRIX.astype("M8[D]"),
    "appended": np.tile(MATRIX.astype("f8"), (1000, 1)),
}


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    directory = tmp_path_factory.mktemp("npy")
    subprocess.run(["go", "run", "./interop/npy/testdata/write", directory], cwd=ROOT, check=True)
    return directory


@pytest.mark.parametrize("name", FILES)
def test_npy(written, name):
    got, want = np.load(written / f"{name}.npy", allow_pickle=False), FILES[name]
    assert got.dtype == want.dtype and got.shape == want.shape and got.tobytes() == want.tobytes()
    assert got.flags.c_contiguous == (name != "fortran")


@pytest.mark.parametrize("name", ["stored", "deflated"])
def test_npz(written, name):
    with np.load(written / f"{name}.npz", allow_pickle=False) as archive:
        assert archive.files == ["a", "ü/b"]
        assert np.array_equal(archive["a"], MATRIX) and archive["a"].dtype == "f8"
        assert np.array_equal(archive["ü/b"], MATRIX.T) and archive["ü/b"].dtype == "i2"
