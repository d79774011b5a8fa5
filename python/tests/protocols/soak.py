"""A million round trips through each protocol, in a process each: `python soak.py [rounds]`.

Prints how much each process grew between the end of the first tenth of the rounds and the end of the last, and fails
where that is a megabyte or more, where blocks of memory are left over, or where a view is not at the address it is a
view of.
"""

from __future__ import annotations

import subprocess
import sys

LIMIT = 1 << 20

# What is done each round, of x (ours) and a (NumPy's, over the same memory); Only has one door. y is x again.
PROTOCOLS = {
    "__array_interface__": "y = nd.asarray(Only(__array_interface__=x.__array_interface__))",
    "__array_struct__": "y = nd.asarray(Only(__array_struct__=x.__array_struct__))",
    "buffer": "y = nd.asarray(memoryview(x.data))",
    "dlpack legacy": "y = nd.from_dlpack(x.__dlpack__())",
    "dlpack versioned": "y = nd.from_dlpack(x.__dlpack__(max_version=(1, 0)))",
    "dlpack exchange": "y = exchange(x)",
    "arrow": "y = nd.asarray(column)",
    "arrow, columns nobody took": "y = untaken_columns()",
    "__array__": "y = nd.asarray(x.__array__())",
    "numpy's asarray and ours": "y = nd.asarray(np.asarray(x))",
    "numpy's from_dlpack and ours": "y = nd.from_dlpack(np.from_dlpack(x))",
    "pickle": "y = pickle.loads(pickle.dumps(x, 5))",
    "pickle out of band": "y = out_of_band(x)",
    "a refused dict": "y = refused({'typestr': '<f8', 'shape': (9,), 'data': bytearray(8)})",
    "a capsule nobody took": "y = untaken()",
}
COPIES = {"pickle"}

PROGRAM = """
import ctypes, gc, os, pickle
import numpy as np
import ndola as nd

x = nd.asarray([1.0, 2.0, 3.0])
a = np.asarray(x)

class Only:
    def __init__(self, **attributes):
        vars(self).update(attributes)

def at(y):
    return y.__array_interface__["data"][0]

def out_of_band(x):
    buffers = []
    return pickle.loads(pickle.dumps(x, 5, buffer_callback=buffers.append), buffers=buffers)

def refused(interface):
    try:
        nd.asarray(Only(__array_interface__=interface))
    except ValueError:
        return x
    raise AssertionError

def untaken():
    try:
        nd.from_dlpack(x.__dlpack__(max_version=(1, 0)), copy="no")
    except ValueError:
        return x
    raise AssertionError

class Column:
    def __arrow_c_array__(self):
        return x.__arrow_c_array__()

column = Column()

def untaken_columns():
    x.__arrow_c_schema__(), x.__arrow_c_array__(), nd.equal(x, x).__arrow_c_array__()
    return x

api = ctypes.pythonapi
pointer = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(("PyCapsule_GetPointer", api))
table = (ctypes.c_void_p * 7).from_address(pointer(nd.Array.__dlpack_c_exchange_api__, b"dlpack_exchange_api"))
give = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(ctypes.c_void_p))(table[3])
take = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(ctypes.py_object))(table[4])
tensor, out = ctypes.c_void_p(), ctypes.py_object()

def exchange(x):
    give(x, ctypes.byref(tensor))
    take(tensor, ctypes.byref(out))
    y = out.value
    ctypes.pythonapi.Py_DecRef(out)  # take gave a reference, .value another
    return y

def resident():
    gc.collect()
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

def rounds(n):
    for _ in range(n):
        {call}
    return y

y = rounds({warm})
assert {copy} or at(y) == at(x), "not a view"
assert y.tolist() == x.tolist()
blocks, before = nd._ndola._live()[0], resident()
y = rounds({times})
print(resident() - before, nd._ndola._live()[0] - blocks)
"""


def main(times: int) -> str | None:
    """Soak every protocol and return what went wrong, if anything did."""
    failed = []
    for name, call in PROTOCOLS.items():
        program = PROGRAM.replace("{call}", call).replace("{copy}", str(name in COPIES))
        program = program.replace("{warm}", str(times // 10)).replace("{times}", str(times))
        done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            return f"{name}: {done.stderr}"
        grown, blocks = map(int, done.stdout.split())
        print(f"{name:30} {times:>9} round trips: {grown / 1024:+8.0f} KiB resident, {blocks:+d} blocks", flush=True)
        if grown >= LIMIT or blocks > 0:
            failed.append(name)
    return f"memory grew: {', '.join(failed)}" if failed else None


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10**6))
