"""The Fourier transform extension of the standard, computed by NumPy over views of our memory.

Declared here and dispatched as _delegated says: another library's arrays go to that library. Precision is kept:
complex64 for float32 and complex64, complex128 for float64, complex128 and integers. norm says which direction
divides by n: "backward", "forward", or "ortho", both by its square root.
"""

from __future__ import annotations

from . import _ndola
from ._delegated import delegated

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


@delegated
def fft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The discrete Fourier transform along an axis, cut or padded with zeros to n elements."""


@delegated
def ifft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The inverse of fft."""


@delegated
def rfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The transform of real x: the n // 2 + 1 elements that are not conjugates of others."""


@delegated
def irfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The inverse of rfft, real; n is the length of the result, 2 * (m - 1) for m elements if not given."""


@delegated
def hfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The transform of half a Hermitian signal, which is real; n is the length of the result."""


@delegated
def ihfft(x: Any, /, *, n: Any = None, axis: Any = -1, norm: Any = "backward") -> Any:
    """The inverse of hfft, of real x."""


@delegated
def fftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Any:
    """The transform along several axes, all if not given; s are their lengths."""


@delegated
def ifftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Any:
    """The inverse of fftn."""


@delegated
def rfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Any:
    """The transform of real x along several axes; the last one is halved as rfft does."""


@delegated
def irfftn(x: Any, /, *, s: Any = None, axes: Any = None, norm: Any = "backward") -> Any:
    """The inverse of rfftn."""


@delegated
def fftshift(x: Any, /, *, axes: Any = None) -> Any:
    """x with the zero frequency moved to the centre of the axes, all if not given."""


@delegated
def ifftshift(x: Any, /, *, axes: Any = None) -> Any:
    """The inverse of fftshift."""


def fftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Any:
    """The frequencies of the elements of an fft of n samples that are d apart."""
    return _frequencies("fft.fftfreq", n, d, dtype, device)


def rfftfreq(n: int, /, *, d: float = 1.0, dtype: Any = None, device: Any = None) -> Any:
    """The frequencies of the elements of an rfft of n samples that are d apart."""
    return _frequencies("fft.rfftfreq", n, d, dtype, device)


def _frequencies(name: str, n: int, d: float, dtype: Any, device: Any) -> Any:
    from operator import index

    from ._numpy import through

    if index(n) < 1:
        raise ValueError(f"{name}: n must be positive, not {n}")
    return _ndola.astype(through(name, (n, d), {}), dtype or "float64", copy=False, device=device)


__all__ = [
    "fft", "fftfreq", "fftn", "fftshift", "hfft", "ifft", "ifftn", "ifftshift", "ihfft", "irfft", "irfftn", "rfft",
    "rfftfreq", "rfftn",
]  # fmt: skip
