"""What an installed ndola does beside NumPy; run by test_installed.py."""

import os
import sys

import numpy as np

import ndola as nd

assert os.path.realpath(nd.__file__).startswith(os.path.realpath(sys.prefix)), nd.__file__

a = np.arange(12.0).reshape(3, 4)
x = nd.asarray(a[:, ::-1])
x[0, 0] = 100
assert a[0, 3] == 100
for back in (np.asarray(x), np.from_dlpack(x), np.array(x, copy=False), np.frombuffer(nd.ones(3).data)):
    assert isinstance(back, np.ndarray)
assert np.shares_memory(np.asarray(x), a) and np.shares_memory(np.from_dlpack(x), a)

assert np.array_equal(np.asarray(nd.exp(x)), np.exp(a[:, ::-1]))
assert isinstance(np.sin(x), nd.Array) and np.allclose(np.sin(x), np.sin(a[:, ::-1]))
assert isinstance(np.concatenate([x, x]), nd.Array)
assert isinstance(nd.add(a, 1), np.ndarray) and np.array_equal(nd.add(a, 1), a + 1)
assert np.array_equal(np.asarray(x + a), a[:, ::-1] + a)
assert np.array_equal(np.asarray(nd.sum(nd.ones((500, 400)), axis=0)), np.full(400, 500.0))
print(np.__version__)
