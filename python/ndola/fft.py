"""The Fourier transform extension of the standard, computed by NumPy over views of our memory."""

from __future__ import annotations

from . import _ndola

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

Array = _ndola.Array


def _call(name: str, *args: Any, **kwargs: Any) -> Any:
    from ._numpy import through

    return through("fft." + name, args, kwargs)


def fft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The discrete Fourier transform along an axis."""
    return _call("fft", x, n=n, axis=axis, norm=norm)


def ifft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The inverse of fft."""
    return _call("ifft", x, n=n, axis=axis, norm=norm)


def rfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The transform of real x: its first half."""
    return _call("rfft", x, n=n, axis=axis, norm=norm)


def irfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The inverse of rfft."""
    return _call("irfft", x, n=n, axis=axis, norm=norm)


def hfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The transform of a Hermitian signal, which is real."""
    return _call("hfft", x, n=n, axis=axis, norm=norm)


def ihfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Array:
    """The inverse of hfft."""
    return _call("ihfft", x, n=n, axis=axis, norm=norm)


def fftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Array:
    """The transform along several axes."""
    return _call("fftn", x, s=s, axes=axes, norm=norm)


def ifftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Array:
    """The inverse of fftn."""
    return _call("ifftn", x, s=s, axes=axes, norm=norm)


def rfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Array:
    """The transform of real x along several axes."""
    return _call("rfftn", x, s=s, axes=axes, norm=norm)


def irfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Array:
    """The inverse of rfftn."""
    return _call("irfftn", x, s=s, axes=axes, norm=norm)


def fftshift(x: Any, /, *, axes: Any = None) -> Array:
    """x with the zero frequency moved to the centre."""
    return _call("fftshift", x, axes=axes)


def ifftshift(x: Any, /, *, axes: Any = None) -> Array:
    """The inverse of fftshift."""
    return _call("ifftshift", x, axes=axes)


def fftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Array:
    """The frequencies of the elements of an fft of n samples that are d apart."""
    return _ndola.astype(_call("fftfreq", n, d), dtype or "float64", copy=False, device=device)


def rfftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Array:
    """The frequencies of the elements of an rfft of n samples that are d apart."""
    return _ndola.astype(_call("rfftfreq", n, d), dtype or "float64", copy=False, device=device)


__all__ = [
    "fft", "fftfreq", "fftn", "fftshift", "hfft", "ifft", "ifftn", "ifftshift", "ihfft", "irfft", "irfftn", "rfft",
    "rfftfreq", "rfftn",
]  # fmt: skip
