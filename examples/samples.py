"""An array type of one's own, in thirty lines: samples taken at a rate. What it promises is checked by ndola's kit."""

import numpy as np

import ndola as nd
from ndola.testing import check_protocols


class Samples:
    def __init__(self, values, rate):
        self.values, self.rate = np.asarray(values), rate

    def __repr__(self):
        return f"Samples({self.values.tolist()}, rate={self.rate})"

    @property
    def __array_interface__(self):
        return self.values.__array_interface__ | {"_owner": self.values}

    def __array__(self, dtype=None, copy=None):
        return np.array(self.values, dtype=dtype, copy=copy)

    def __dlpack_device__(self):
        return self.values.__dlpack_device__()

    def __dlpack__(self, **options):
        return self.values.__dlpack__(**options)

    def __array_ufunc__(self, ufunc, method, *inputs, **kwargs):
        """Computed on the values; samples again, unless rates differ."""
        if {x.rate for x in inputs if isinstance(x, Samples)} != {self.rate}:
            return NotImplemented
        values = (np.asarray(x) for x in inputs)
        result = getattr(ufunc, method)(*values, **kwargs)
        return Samples(result, self.rate) if isinstance(result, np.ndarray) else result


if __name__ == "__main__":
    s = Samples([0.0, 1.0, 2.0], rate=8)
    print(nd.asarray(s))  # a view of its memory
    print(nd.exp(s))  # our function on it: its own kind again
    print(nd.multiply(s, nd.asarray([1.0, 10.0, 100.0])))
    print(check_protocols(s))
