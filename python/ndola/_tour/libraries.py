"""Library by library: in, out, our functions on its arrays, its functions on ours.

f, everywhere, is mean(exp(x)), written once.
"""

from __future__ import annotations

from typing import Any

import ndola as nd

from . import device
from .claims import Claims, Experiment, address, close, kept, refused, shared

MEAN_EXP = 3.702445975796565  # of 0, 1, 2


def f(x: Any) -> Any:
    return nd.mean(nd.exp(x))


def numpy() -> Claims:
    """NumPy: views both ways; its functions on ours give ours, and where we have none it computes over a view."""
    import numpy as np

    a = np.arange(6.0).reshape(2, 3)
    x = nd.asarray(a.T)
    yield shared(a, x)
    yield shared(x, np.asarray(x))
    yield kept("np.exp(x)", np.exp(x), nd.Array)
    yield kept("np.median(x, axis=0)", np.median(x, axis=0), nd.Array)
    yield kept("a.T + x", a.T + x, nd.Array)
    out = nd.zeros((3, 2))
    np.add(x, 1.0, out=out, where=x > 2.0)
    yield f"np.add(x, 1.0, out=out, where=x > 2.0): {out.tolist()}", out.tolist() == [[0, 4], [0, 5], [0, 6]]
    masked = np.ma.array([1.0, 2.0], mask=[False, True])
    total = nd.asarray([10.0, 20.0]) + masked
    yield f"a mask is never lost: {total}", bool(total.mask[1])


def pytorch() -> Claims:
    """PyTorch: tensors and arrays are views of one another; gradients pass through our functions."""
    import torch

    t = torch.tensor([0.0, 1.0, 2.0], dtype=torch.float64)
    x = nd.asarray(t[::2])
    yield shared(t, x)
    yield shared(x, torch.asarray(x))
    w = t.clone().requires_grad_()
    f(w).backward()
    yield f"gradient of mean(exp(w)): {w.grad.tolist()}", close(3 * w.grad[1], 2.718281828459045)
    yield kept("x + w[::2]", x + w[::2], torch.Tensor)
    yield refused("nd.asarray(w)", lambda: nd.asarray(w))


def jax() -> Claims:
    """JAX: jit, grad and vmap trace our functions; its arrays are seen in place, read-only."""
    import jax
    import jax.numpy as jnp

    j = jnp.arange(3.0)
    x = nd.asarray(j)
    yield f"shared {j.unsafe_buffer_pointer():#x}, read-only", j.unsafe_buffer_pointer() == address(x) and x.readonly
    gradient = jax.grad(f)(j)
    yield f"grad(f) = {gradient}", close(gradient[0], float(nd.asarray(1 / 3, dtype="float32")))
    compiled = jax.jit(f)(j)
    yield f"jit(f) = {compiled}", abs(float(compiled) - MEAN_EXP) < 1e-6
    yield f"vmap(f) = {jax.vmap(f)(j.reshape(3, 1))}", jax.vmap(f)(j.reshape(3, 1)).shape == (3,)
    yield kept("x + j", x + j, jax.Array)


def tensorflow() -> Claims:
    """TensorFlow: eager, on a tape and inside tf.function; a tensor is seen in place."""
    import tensorflow as tf

    t = tf.constant([0.0, 1.0, 2.0], tf.float64)
    x, again = nd.asarray(t), nd.asarray(t)
    yield shared(x, again)
    with tf.GradientTape() as tape:
        tape.watch(t)
        y = f(t)
    gradient = tape.gradient(y, t)
    yield f"gradient of f: {gradient.numpy()}", close(3 * gradient[1], 2.718281828459045)
    traced = tf.function(f)(t)
    yield f"inside tf.function: {float(traced)!r}", close(traced, MEAN_EXP)
    yield kept("x + t", x + t, tf.Tensor)


def pandas() -> Claims:
    """pandas: labels stay, missing stays missing, and nothing becomes a column of objects."""
    import pandas as pd

    s = pd.Series([0.0, 1.0, 2.0], index=list("abc"), name="load")
    x = nd.asarray(s)
    yield shared(x, s.to_numpy())
    yield f"f(s) = {f(s)!r}", close(f(s), MEAN_EXP)
    frame = pd.DataFrame({"p": [1.0, 4.0], "q": [9.0, 16.0]})
    yield f"sqrt of a frame: {nd.sqrt(frame).to_dict('list')}", nd.sqrt(frame).q.tolist() == [3, 4]
    missing = nd.exp(pd.Series([0, None], dtype="Int64"))
    yield f"exp of [0, <NA>]: {missing.tolist()}", missing.isna().tolist() == [False, True]
    yield kept("x + s", x + s, pd.Series)
    yield refused("nd.exp of categories", lambda: nd.exp(pd.Series(["p", "q"], dtype="category")))


def xarray() -> Claims:
    """xarray: names, coordinates and attributes stay; it wraps our array and keeps it."""
    import numpy as np
    import xarray as xr

    a = xr.DataArray(np.array([[0.0, 1.0, 2.0]]), dims=["time", "place"], name="load", attrs={"units": "kN"})
    r = nd.exp(a)
    yield f"exp(a): dims {r.dims}, {r.name}, {r.attrs}", r.dims == a.dims and r.attrs == a.attrs
    yield f"mean over axis 1 leaves {nd.mean(a, axis=1).dims}", nd.mean(a, axis=1).dims == ("time",)
    inside = xr.DataArray(nd.asarray([0.0, 1.0, 2.0]), dims=["place"])
    yield kept("its data after xarray's own mean", np.exp(inside).mean().data, nd.Array)
    yield kept("ours + a", nd.asarray([1.0, 2.0, 3.0]) + a, xr.DataArray)


def dask() -> Claims:
    """Dask: our functions stay lazy; our array is a chunk, kept through slicing and rechunking until compute."""
    import dask.array as da
    import numpy as np

    d = da.from_array(np.arange(3.0), chunks=2)
    lazy = f(d)
    yield kept("f(d)", lazy, da.Array)
    yield f"computed: {float(lazy.compute())!r}", close(lazy.compute(), MEAN_EXP)
    chunked = da.from_array(nd.asarray([0.0, 1.0, 2.0]), chunks=2)
    yield kept("a chunk of ours, sliced and rechunked", (chunked[1:] * 2).rechunk(1).compute(), nd.Array)
    yield kept("ours + d", nd.ones(3) + d, da.Array)


def scipy_sparse() -> Claims:
    """scipy.sparse: sparse where the mathematics keeps it so, a clear refusal where the result would be dense."""
    import scipy.sparse as sp

    s = sp.csr_array([[0.0, 4.0], [1.0, 0.0]])
    yield kept("sqrt(s)", nd.sqrt(s), sp.csr_array)
    yield kept("s * ours", nd.multiply(s, nd.asarray([1.0, 10.0])), sp.csr_array)
    product = nd.asarray([1.0, 1.0]) @ s
    yield f"ours @ s = {product.tolist()}", product.tolist() == [1.0, 4.0]
    yield refused("exp(s)", lambda: nd.exp(s))


def pydata_sparse() -> Claims:
    """PyData/Sparse: the fill value is computed too, so that every function keeps the result sparse."""
    import numpy as np
    import sparse

    s = sparse.COO.from_numpy(np.diag([1.0, 2.0]))
    r = nd.exp(s)
    yield f"exp(s): {r.nnz} elements stored, the rest {float(r.fill_value)}", r.nnz == 2 and r.fill_value == 1.0
    yield kept("s * ours", s * nd.asarray([1.0, 2.0]), sparse.COO)
    yield kept("ours * s", nd.asarray([1.0, 2.0]) * s, sparse.COO)
    yield f"matmul(s, ours) = {nd.matmul(s, nd.ones(2)).tolist()}", nd.matmul(s, nd.ones(2)).tolist() == [1.0, 2.0]


def cupy() -> Claims:
    """CuPy: our functions stay on the device, and nothing crosses unasked. Without a GPU, a stand-in that refuses as
    CuPy does."""
    with device.cupy() as cp:
        g = cp.asarray([0.0, 1.0, 2.0])
        yield kept("exp(g)", nd.exp(g), cp.ndarray)
        yield f"f(g) = {float(f(g).get())!r}", close(f(g).get(), MEAN_EXP)
        yield refused("asarray(g)", lambda: nd.asarray(g))
        yield refused("from_dlpack(g)", lambda: nd.from_dlpack(g))
        x = nd.from_dlpack(g, device="cpu")
        yield f"asked for the host: {x}", x.tolist() == [0.0, 1.0, 2.0]
        yield refused("ours + g", lambda: nd.ones(3) + g)


EXPERIMENTS: tuple[Experiment, ...] = (
    (numpy, ("numpy",)),
    (cupy, ("numpy",)),
    (pytorch, ("torch",)),
    (jax, ("jax",)),
    (tensorflow, ("tensorflow",)),
    (pandas, ("pandas",)),
    (xarray, ("xarray",)),
    (dask, ("dask",)),
    (scipy_sparse, ("scipy",)),
    (pydata_sparse, ("sparse",)),
)
