"""SciPy and scikit-learn with their Array API support switched on, fed our array, returning it."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import pytest


def run(body: str) -> None:
    """Run code in a process whose SciPy has its Array API support on, which is decided at import."""
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(body)],
        env={**os.environ, "SCIPY_ARRAY_API": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr


def test_scipy():
    pytest.importorskip("scipy")
    run(
        """
        import numpy as np, ndola as nd
        from scipy import signal, stats
        data = np.random.default_rng(0).normal(size=64)
        z = stats.zscore(nd.asarray(data))
        assert type(z) is nd.Array
        np.testing.assert_allclose(np.asarray(z), stats.zscore(data), rtol=1e-12)
        h = signal.hilbert(nd.asarray(data))
        assert type(h) is nd.Array
        np.testing.assert_allclose(np.asarray(h), signal.hilbert(data), rtol=1e-9, atol=1e-12)
        """
    )


def test_sklearn_pca():
    pytest.importorskip("sklearn")
    run(
        """
        import numpy as np, ndola as nd, sklearn
        from sklearn.decomposition import PCA
        data = np.random.default_rng(0).normal(size=(40, 5))
        want = PCA(n_components=2, svd_solver="full").fit_transform(data)
        with sklearn.config_context(array_api_dispatch=True):
            got = PCA(n_components=2, svd_solver="full").fit_transform(nd.asarray(data))
        assert type(got) is nd.Array
        np.testing.assert_allclose(np.asarray(got), want, atol=1e-10)
        """
    )
