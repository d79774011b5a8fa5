"""What an installed ndola does in an interpreter that has nothing else; run by test_installed.py."""

import array
import importlib
import importlib.util
import os
import pickle
import sys

import ndola as nd


def mapped():
    """The files this process has mapped."""
    with open("/proc/self/maps") as maps:
        return {fields[5] for fields in map(str.split, maps) if len(fields) > 5}


def raises(kind, words, call):
    """Whether the call raises that kind of exception with those words in its message."""
    try:
        call()
    except kind as error:
        return words in str(error)
    return False


assert importlib.util.find_spec("numpy") is None
assert os.path.realpath(nd.__file__).startswith(os.path.realpath(sys.prefix)), nd.__file__

x = nd.asarray(array.array("d", [1.0, 4.0, 9.0]))
assert nd.from_dlpack(x).tolist() == memoryview(x.data).tolist() == [1, 4, 9]
assert pickle.loads(pickle.dumps(x)).tolist() == [1, 4, 9]
assert not any("libndola_core" in path for path in mapped())

pid = os.fork()
if pid == 0:
    os._exit(nd.sum(x).item() != 14)
assert os.waitpid(pid, 0)[1] == 0

assert nd.sqrt(x).tolist() == [1, 2, 3]
assert nd.sum(nd.ones((300, 1000)) + 1).item() == 600_000
assert nd.matmul(nd.ones((3, 4)), nd.ones((4, 2))).tolist() == [[4, 4]] * 3
assert raises(
    ModuleNotFoundError, "NumPy is not installed", lambda: nd.linalg.svd(nd.ones((3, 3)))
)  # which is NumPy's to compute
assert raises(ModuleNotFoundError, "independent reader", lambda: importlib.import_module("ndola.testing"))
assert nd.__array_namespace_info__().capabilities()["boolean indexing"]
assert raises(ValueError, "broadcast", lambda: x + nd.ones(2))
repr(x), x.__array_interface__, x.__array_struct__

pid = os.fork()
if pid == 0:
    os._exit(not raises(RuntimeError, "spawn", lambda: nd.sum(nd.ones(1000))))
assert os.waitpid(pid, 0)[1] == 0

for module in ("fft", "linalg", "typing"):
    importlib.import_module(f"ndola.{module}")

loaded = {os.path.basename(path) for path in mapped() if "ndola" in os.path.basename(path)}
assert loaded == {"_ndola.abi3.so", "libndola_core.so"}
print("numpy" in sys.modules, nd.__version__)
