"""The experiments of the notes on interoperability."""

from __future__ import annotations

from typing import Any

import ndola as nd

from .claims import Claims, Experiment, close, kind, shared

MEAN_EXP = 21.1977562209304


def interface_dict() -> Claims:
    """An array tells where its memory is, how it is laid out and what lies there."""
    x = nd.asarray([[1, 2], [3, 4]])
    d = x.__array_interface__
    yield f"{d}", d["shape"] == (2, 2) and d["typestr"] == "<i8"


def reshape_by_editing_the_interface() -> Claims:
    """Edit the shape in the dict, hang it on any object, and you have a second view; writes are seen through both."""

    class Wrapper:
        __array_interface__: dict[str, Any]

    x = nd.asarray([1.0, 2.0, 3.0, 4.0])
    wrapper = Wrapper()
    wrapper.__array_interface__ = {**x.__array_interface__, "shape": (2, 2)}
    y = nd.asarray(wrapper, copy=False)
    y[1, 0] = 30.0
    x[0] = 10.0
    yield f"x = {x}", x.tolist() == [10.0, 2.0, 30.0, 4.0]
    yield f"y = {y.tolist()}", y.tolist() == [[10.0, 2.0], [30.0, 4.0]]
    yield shared(x, y)


def diagonal_array() -> Claims:
    """An object that becomes an array on demand; it cannot without a copy, and says so."""
    import numpy as np

    class DiagonalArray:
        def __init__(self, n: int, value: float) -> None:
            self.n, self.value = n, value

        def __array__(self, dtype: Any = None, copy: bool | None = None) -> Any:
            if copy is False:
                raise ValueError("copy=False: a diagonal array has no dense memory to share")
            return self.value * np.eye(self.n, dtype=dtype)

    d = DiagonalArray(3, 2.0)
    x = nd.asarray(d)
    yield f"asarray(d) = {x.tolist()}", float(nd.sum(x)) == 6.0
    try:
        nd.asarray(d, copy=False)
        yield "copy=False was not refused", False
    except ValueError as error:
        yield f"copy=False: ValueError: {error}", True


def tensor_through_dlpack() -> Claims:
    """A tensor viewed through DLPack, and our array viewed by torch: writes are seen both ways."""
    import torch

    t = torch.arange(4.0, dtype=torch.float64)
    x = nd.from_dlpack(t)
    x[0] = 10.0
    t[1] = 20.0
    yield f"t = {t.tolist()}, x = {x.tolist()}", t.tolist() == x.tolist() == [10.0, 20.0, 2.0, 3.0]
    yield shared(t, x)
    ours = nd.asarray([1.0, 2.0])
    theirs = torch.from_dlpack(ours)
    theirs[0] = 7.0
    yield f"ours = {ours}", ours.tolist() == [7.0, 2.0]
    yield shared(ours, theirs)


def one_function_any_array() -> Claims:
    """f(x) = mean(exp(x)), written once with nd and once with np, on our array, an ndarray, a Series, a tensor."""
    import numpy as np
    import pandas as pd
    import torch

    def f(x: Any) -> Any:
        return nd.mean(nd.exp(x))

    def g(x: Any) -> Any:
        return np.mean(np.exp(x))

    data = [1, 2, 3, 4]
    for x in (nd.asarray(data), np.array(data), pd.Series(data), torch.tensor(data)):
        yield f"f({kind(x)}) = {float(f(x))!r}", close(f(x), MEAN_EXP)
    for x in (nd.asarray(data), np.array(data), pd.Series(data)):
        yield f"g({kind(x)}) = {float(g(x))!r}", close(g(x), MEAN_EXP)


def exp_of_a_series() -> Claims:
    """exp of a Series is a Series, with its index and its name."""
    import pandas as pd

    s = pd.Series([1.0, 2.0], index=["a", "b"], name="load")
    r = nd.exp(s)
    yield (
        f"{r.to_dict()}, name {r.name!r}",
        isinstance(r, pd.Series) and list(r.index) == ["a", "b"] and r.name == "load",
    )


def series_and_array() -> Claims:
    """Adding a Series and an array gives a Series, whichever comes first."""
    import pandas as pd

    s = pd.Series([1, 2, 3], index=list("abc"))
    x = nd.asarray([10, 20, 30])
    for r in (nd.add(s, x), nd.add(x, s), s + x, x + s):
        yield f"{type(r).__name__} {r.to_dict()}", isinstance(r, pd.Series) and list(r) == [11, 22, 33]


def exp_of_a_tensor() -> Claims:
    """exp of a tensor of ints is a tensor of float64, and gradients survive."""
    import torch

    r = nd.exp(torch.tensor([1, 2, 3]))
    yield f"{r}", isinstance(r, torch.Tensor) and r.dtype == torch.float64
    t = torch.tensor([0.0, 1.0], requires_grad=True)
    nd.sum(nd.exp(t)).backward()
    yield f"gradient of sum(exp(t)): {t.grad.tolist()}", close(t.grad[0], 1.0)


def scipy_and_sklearn() -> Claims:
    """SciPy and scikit-learn, with Array API support switched on, take our array and return it."""
    import numpy as np
    import sklearn
    from scipy import stats
    from sklearn.decomposition import PCA

    x = nd.asarray(np.random.default_rng(0).normal(size=(40, 5)))
    z = stats.zscore(x)
    yield f"zscore: {type(z).__module__}.{type(z).__name__} of shape {z.shape}", isinstance(z, nd.Array)
    yield (
        f"its largest mean is {float(nd.max(nd.abs(nd.mean(z, axis=0)))):.1e}",
        float(nd.max(nd.abs(nd.mean(z, axis=0)))) < 1e-12,
    )
    with sklearn.config_context(array_api_dispatch=True):
        p = PCA(n_components=2, svd_solver="full").fit_transform(x)
    yield (
        f"PCA: {type(p).__module__}.{type(p).__name__} of shape {p.shape}",
        isinstance(p, nd.Array) and p.shape == (40, 2),
    )


EXPERIMENTS: tuple[Experiment, ...] = (
    (interface_dict, ()),
    (reshape_by_editing_the_interface, ()),
    (diagonal_array, ("numpy",)),
    (tensor_through_dlpack, ("torch",)),
    (one_function_any_array, ("numpy", "pandas", "torch")),
    (exp_of_a_series, ("pandas",)),
    (series_and_array, ("pandas",)),
    (exp_of_a_tensor, ("torch",)),
    (scipy_and_sklearn, ("numpy", "scipy", "sklearn")),
)
