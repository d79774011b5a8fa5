"""Columns of Arrow's C data interface laid out by hand, right or wrong, and what their consumers did with them."""

import ctypes

from structures import api


class Schema(ctypes.Structure):
    """struct ArrowSchema."""


class Column(ctypes.Structure):
    """struct ArrowArray."""


class Stream(ctypes.Structure):
    """struct ArrowArrayStream."""


RELEASE = ctypes.CFUNCTYPE(None, ctypes.c_void_p)
GET = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
LAST_ERROR = ctypes.CFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p)

Schema._fields_ = [
    ("format", ctypes.c_char_p),
    ("name", ctypes.c_char_p),
    ("metadata", ctypes.c_char_p),
    ("flags", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("children", ctypes.POINTER(ctypes.POINTER(Schema))),
    ("dictionary", ctypes.POINTER(Schema)),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
Column._fields_ = [
    ("length", ctypes.c_int64),
    ("null_count", ctypes.c_int64),
    ("offset", ctypes.c_int64),
    ("n_buffers", ctypes.c_int64),
    ("n_children", ctypes.c_int64),
    ("buffers", ctypes.POINTER(ctypes.c_void_p)),
    ("children", ctypes.POINTER(ctypes.POINTER(Column))),
    ("dictionary", ctypes.POINTER(Column)),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]
Stream._fields_ = [
    ("get_schema", GET),
    ("get_next", GET),
    ("get_last_error", LAST_ERROR),
    ("release", RELEASE),
    ("private_data", ctypes.c_void_p),
]


def struct(capsule, kind, name):
    """The struct in a capsule."""
    return kind.from_address(api.PyCapsule_GetPointer(capsule, name))


class Producer:
    """Lends one column, and counts how often it is released. Whatever is not given is right for six float64.

    values and valid are the bytes of the buffers, sizes the lengths of lists in lists around the elements. Other
    keywords are fields set last, and may lie: of the innermost column where they begin with leaf_, of the
    schema with schema_, else of the column.
    """

    def __init__(
        self,
        format=b"g",
        values=None,
        valid=None,
        length=6,
        sizes=(),
        names=(b"arrow_schema", b"arrow_array"),
        **lies,
    ):
        self.released = 0
        self.names = names
        self.hooks = [RELEASE(self._release), RELEASE(lambda pointer: None)]
        data = values if values is not None else bytes((ctypes.c_double * 6)(*range(6)))
        self.memory = [valid and ctypes.create_string_buffer(valid), ctypes.create_string_buffer(data)]
        addresses = [m and ctypes.addressof(m) for m in self.memory]
        total = length
        for size in sizes:
            total *= size
        self.kept = []
        self.schema, self.column = self._leaf(format, addresses, total)
        self.column.null_count = lies.pop("nulls", 0)
        for key in [key for key in lies if key.startswith("leaf_")]:
            setattr(self.column, key.removeprefix("leaf_"), lies.pop(key))
        for size in reversed(sizes):
            total = total // size if size else length
            self._wrap(size, total)
        self.column.release = self.hooks[0]
        for key, value in lies.items():
            setattr(self.schema if key.startswith("schema_") else self.column, key.removeprefix("schema_"), value)

    def _leaf(self, format, addresses, total):
        buffers = (ctypes.c_void_p * 2)(*addresses)
        schema = Schema(format=format, name=b"", flags=2, release=self.hooks[1])
        column = Column(length=total, n_buffers=2, buffers=buffers, release=self.hooks[1])
        self.kept += [buffers, schema, column]
        return schema, column

    def _wrap(self, size, total):
        schemas = (ctypes.POINTER(Schema) * 1)(ctypes.pointer(self.schema))
        columns = (ctypes.POINTER(Column) * 1)(ctypes.pointer(self.column))
        buffers = (ctypes.c_void_p * 1)(None)
        self.schema = Schema(
            format=b"+w:%d" % size, name=b"", flags=2, n_children=1, children=schemas, release=self.hooks[1]
        )
        self.column = Column(
            length=total, n_buffers=1, n_children=1, buffers=buffers, children=columns, release=self.hooks[1]
        )
        self.kept += [schemas, columns, buffers, self.schema, self.column]

    def _release(self, pointer):
        self.released += 1
        Column.from_address(pointer).release = RELEASE()

    @property
    def address(self):
        return ctypes.addressof(self.memory[1])

    def __arrow_c_array__(self, requested_schema=None):
        return (
            api.PyCapsule_New(ctypes.addressof(self.schema), self.names[0], None),
            api.PyCapsule_New(ctypes.addressof(self.column), self.names[1], None),
        )


class Chunks:
    """Lends several producers' columns as a stream; fails with an errno where told to."""

    def __init__(self, *producers, schema=None, schema_status=0, next_status=0, message=b"the well is dry", **fields):
        self.producers = list(producers)
        self.schema = schema or self.producers[0].schema
        self.statuses = schema_status, next_status
        self.released = 0
        self.message = ctypes.create_string_buffer(message) if message else None
        self.stream = Stream(
            GET(self._schema), GET(self._next), LAST_ERROR(self._message), RELEASE(self._release), None
        )
        for field, value in fields.items():
            setattr(self.stream, field, value)

    def _schema(self, stream, out):
        if self.statuses[0] == 0:
            ctypes.memmove(out, ctypes.addressof(self.schema), ctypes.sizeof(Schema))
        return self.statuses[0]

    def _next(self, stream, out):
        if self.producers:
            ctypes.memmove(out, ctypes.addressof(self.producers.pop(0).column), ctypes.sizeof(Column))
            return 0
        return self.statuses[1]

    def _message(self, stream):
        return self.message and ctypes.addressof(self.message)

    def _release(self, pointer):
        self.released += 1

    def __arrow_c_stream__(self, requested_schema=None):
        return api.PyCapsule_New(ctypes.addressof(self.stream), b"arrow_array_stream", None)
