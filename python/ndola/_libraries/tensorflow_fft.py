"""TensorFlow: Fourier transforms, made of tf.signal, which transforms the last axis at its own length and scales by
the length going back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import tensorflow as tf

# What tf.signal has: only the backward scale.
_SCALES = {"backward": 0.0, "ortho": 0.5, "forward": 1.0}


def _complex(x: Any) -> Any:
    if x.dtype.is_complex:
        return x
    return tf.cast(x, tf.complex128 if x.dtype == tf.float64 else tf.complex64)


def _fitted(x: Any, n: int) -> Any:
    """The last axis cut or padded with zeros to n elements."""
    x = x[..., :n]
    return tf.pad(x, [[0, 0]] * (len(x.shape) - 1) + [[0, n - x.shape[-1]]])


def _scaled(x: Any, n: int, norm: str, forward: bool) -> Any:
    if norm not in _SCALES:
        raise ValueError(f'fft: norm must be "backward", "ortho" or "forward", not {norm!r}')
    power = _SCALES[norm]
    factor = tf.constant(float(n) ** (-power if forward else power), tf.float64)
    return x * tf.cast(factor, x.dtype)


def _along(transform: Callable[[Any, int], Any], forward: bool, real: bool = False) -> Callable[..., Any]:
    """A transform of the last axis to n elements, as the standard has it."""

    def call(x: Any, /, *, n: Any = None, axis: int = -1, norm: str = "backward") -> Any:
        x = tf.experimental.numpy.moveaxis(x, axis, -1)
        if n is None:
            n = 2 * (x.shape[-1] - 1) if real else x.shape[-1]
        return tf.experimental.numpy.moveaxis(_scaled(transform(x, n), n, norm, forward), -1, axis)

    return call


fft = _along(lambda x, n: tf.signal.fft(_fitted(_complex(x), n)), True)
ifft = _along(lambda x, n: tf.signal.ifft(_fitted(_complex(x), n)), False)
rfft = _along(lambda x, n: tf.signal.rfft(_fitted(x, n)), True)
irfft = _along(lambda x, n: tf.signal.irfft(_fitted(_complex(x), n // 2 + 1), [n]), False, real=True)


def _conjugate_scale(norm: str) -> str:
    """hfft scales going forth where irfft does going back."""
    return {"backward": "forward", "forward": "backward"}.get(norm, norm)


def hfft(x: Any, /, *, n: Any = None, axis: int = -1, norm: str = "backward") -> Any:
    return irfft(tf.math.conj(_complex(x)), n=n, axis=axis, norm=_conjugate_scale(norm))


def ihfft(x: Any, /, *, n: Any = None, axis: int = -1, norm: str = "backward") -> Any:
    return tf.math.conj(rfft(x, n=n, axis=axis, norm=_conjugate_scale(norm)))


def _axes(x: Any, s: Any, axes: Any) -> list[tuple[int, Any]]:
    """The axes to transform, each with its length or None."""
    if axes is None:
        axes = range(len(x.shape)) if s is None else range(len(x.shape) - len(s), len(x.shape))
    return list(zip(axes, s or [None] * len(axes), strict=True))


def fftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: str = "backward") -> Any:
    for axis, n in _axes(x, s, axes):
        x = fft(x, n=n, axis=axis, norm=norm)
    return x


def ifftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: str = "backward") -> Any:
    for axis, n in _axes(x, s, axes):
        x = ifft(x, n=n, axis=axis, norm=norm)
    return x


def rfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: str = "backward") -> Any:
    *rest, (last, length) = _axes(x, s, axes)
    x = rfft(x, n=length, axis=last, norm=norm)
    for axis, n in rest:
        x = fft(x, n=n, axis=axis, norm=norm)
    return x


def irfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: str = "backward") -> Any:
    *rest, (last, length) = _axes(x, s, axes)
    for axis, n in rest:
        x = ifft(x, n=n, axis=axis, norm=norm)
    return irfft(x, n=length, axis=last, norm=norm)


def fftshift(x: Any, /, *, axes: Any = None) -> Any:
    return tf.signal.fftshift(x, axes=axes)


def ifftshift(x: Any, /, *, axes: Any = None) -> Any:
    return tf.signal.ifftshift(x, axes=axes)
