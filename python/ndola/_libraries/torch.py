"""PyTorch: what array-api-compat's namespace lacks, made of torch's own functions so that gradients pass."""

from __future__ import annotations

from typing import Any

import torch


def copy(x: Any) -> Any:
    return x.clone()


def cbrt(x: Any) -> Any:
    return torch.sign(x) * torch.abs(x) ** (1 / 3)


def imag(x: Any) -> Any:
    return torch.imag(x) if x.is_complex() else torch.zeros_like(x)


def searchsorted(x1: Any, x2: Any, /, *, side: str = "left", sorter: Any = None) -> Any:
    """In the common type of both, which torch asks for and does not make."""
    dtype = torch.result_type(x1, x2)
    return torch.searchsorted(x1.to(dtype), torch.as_tensor(x2, dtype=dtype), side=side, sorter=sorter)


def unique_all(x: Any, /) -> Any:
    values, inverse, counts = torch.unique(x, return_inverse=True, return_counts=True)
    places = torch.arange(x.numel(), device=x.device)
    first = torch.full_like(counts, x.numel()).scatter_reduce(0, inverse.reshape(-1), places, "amin")
    return values, first, inverse, counts
