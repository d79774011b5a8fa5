"""Wheels and sdists whose bytes depend on their contents and SOURCE_DATE_EPOCH only."""

from __future__ import annotations

import base64
import csv
import gzip
import hashlib
import io
import tarfile
import time
import zipfile
from pathlib import Path

from .project import source_date


def write_wheel(path: Path, entries: dict[str, bytes], dist_info: str) -> None:
    """Write the entries and their RECORD as a wheel, the .dist-info files last as PEP 427 recommends."""
    record = f"{dist_info}/RECORD"
    names = sorted(entries, key=lambda name: (name.startswith(dist_info), name))
    rows = [(name, _digest(entries[name]), str(len(entries[name]))) for name in names]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([*rows, (record, "", "")])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name in names:
            wheel.writestr(_zip_info(name), entries[name])
        wheel.writestr(_zip_info(record), text.getvalue())


def write_sdist(path: Path, top: str, entries: dict[str, bytes]) -> None:
    """Write the entries as a gzipped tar archive (PEP 625), all below the directory top."""
    with (
        path.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=source_date()) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar,
    ):
        for name in sorted(entries):
            info = tarfile.TarInfo(f"{top}/{name}")
            info.size = len(entries[name])
            info.mtime = source_date()
            info.mode = 0o644
            tar.addfile(info, io.BytesIO(entries[name]))


def _digest(data: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def _zip_info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, time.gmtime(source_date())[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 3  # Unix: what external_attr below is read by
    mode = 0o755 if name.endswith(".so") else 0o644
    info.external_attr = (0o100000 | mode) << 16
    return info
