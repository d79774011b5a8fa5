"""Writes the golden files of package npy with NumPy: python golden.py, here.

Every case is one .npy file as NumPy wrote it and a row of golden.json: the dtype as NumPy prints it, the shape, the
version of the format, whether the elements lie in F order, whether NumPy's save chooses all this by itself, and the
elements in C order and in the array's own byte order, in hexadecimal.
"""

import hashlib
import io
import json
import pathlib
import warnings
import zipfile

import ml_dtypes
import numpy as np

HERE = pathlib.Path(__file__).parent
rows = []


def case(name, array, version=None):
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # NumPy warns of versions 2 and 3, which old readers lack
        np.lib.format.write_array(stream, array, version=version, allow_pickle=False)
        saved = io.BytesIO()
        np.save(saved, array, allow_pickle=False)
    data = stream.getvalue()
    (HERE / f"{name}.npy").write_bytes(data)
    rows.append(
        {
            "name": name,
            "dtype": str(array.dtype),
            "shape": array.shape,
            "version": data[6],
            "fortran": bool(array.flags.f_contiguous and not array.flags.c_contiguous),
            "saved": saved.getvalue() == data,
            "elements": array.tobytes("C").hex(),
        }
    )


def numbers(dtype, *shape):
    """Small numbers of both signs, no two alike where the type allows."""
    return (np.arange(np.prod(shape, dtype=int)).reshape(shape) - 2).astype(dtype)


for code in ["?", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]:
    name = np.dtype(code).name
    case(name, numbers(code, 2, 3))
    if np.dtype(code).itemsize > 1:
        case(name + "_big", numbers(code, 3).astype(">" + code))
case("bfloat16", numbers(ml_dtypes.bfloat16, 5))
case("bytes", np.array([b"", b"a", b"abc"]))
case("text", np.array(["", "ä", "日本"]))
case("text_big", np.array(["", "ä", "日本"]).astype(">U2"))
case("text_empty", np.zeros((2, 0), "U"))
case("void", np.array([b"ab", b"c\0", b"\0\0"], "V2"))
case("datetime", np.array(["1969-12-31", "NaT", "2026-02-28"], "M8[D]"))
case("datetime_big", np.array(["1969-12-31", "2026-02-28"], ">M8[25s]"))
case("datetime_generic", np.array(["NaT"], "M8"))
case("timedelta", np.array([-1, 0, 86400], "m8[ns]"))

plain = np.array([(1, 2.5), (-3, 4.5)], [("a", "<i4"), ("b", ">f8")])
case("structure", plain)
case("structure_version2", plain, (2, 0))
case(
    "structure_padded",
    np.zeros(2, np.dtype({"names": ["a", "b"], "formats": ["i1", "i8"], "offsets": [1, 8], "itemsize": 20})),
)
case(
    "structure_nested",
    np.zeros((1, 2), [("p", [("x", "f4"), ("y", "f4")]), ("m", "i2", (2, 3)), (("title", "t"), "S3")]),
)
case("structure_latin1", np.zeros(1, [("é", "f4")]))
case("structure_utf8", np.zeros(1, [("日", "f4"), ("x y'", "i1")]))

case("scalar", np.array(7.25))
case("empty", np.zeros((0, 3)))
case("empty_inside", np.zeros((2, 0, 3), "i2"))
case("fortran", np.asfortranarray(numbers("f8", 2, 3, 4)))
case("fortran_big", np.asfortranarray(numbers(">i4", 3, 2)))
case("fortran_version3", np.asfortranarray(numbers("f4", 2, 2)), (3, 0))
case("column", np.asfortranarray(numbers("f8", 3, 1)))
case("many_axes", numbers("i1", *[1] * 63, 3))

# A header that only version 2 has room for, and too long to keep: its digest.
wide = io.BytesIO()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    np.save(wide, np.zeros(0, [(f"a_rather_long_name_{i:04}", "i1") for i in range(2500)]))
(HERE / "wide.sha256").write_text(hashlib.sha256(wide.getvalue()).hexdigest() + "\n")

with open(HERE / "golden.json", "w", encoding="utf-8") as out:
    out.write("[\n" + ",\n".join(json.dumps(row, ensure_ascii=False) for row in rows) + "\n]\n")

np.savez(HERE / "stored.npz", a=numbers("f8", 2, 3), **{"ü/b": numbers("i2", 4)})
np.savez_compressed(HERE / "deflated.npz", a=np.asfortranarray(numbers("f8", 2, 3)), zeros=np.zeros(1000))
with zipfile.ZipFile(HERE / "zip64.npz", "w") as archive:
    with archive.open("a.npy", "w", force_zip64=True) as member:
        np.save(member, numbers("f8", 2, 3))
    archive.writestr("readme.txt", "no array")
with open(HERE / "objects.npy", "wb") as out:
    np.save(out, np.array([None, 1]), allow_pickle=True)
# What Python 2 wrote, and two arrays in one file.
text = b"{'descr': '<i4', 'fortran_order': False, 'shape': (2L,), }"
(HERE / "python2.npy").write_bytes(
    b"\x93NUMPY\x01\0" + bytes([70, 0]) + text.ljust(69) + b"\n" + numbers("<i4", 2).tobytes()
)
with open(HERE / "two.npy", "wb") as out:
    np.save(out, numbers("f8", 2))
    np.save(out, numbers("i2", 3))
