"""Photos and documents by SHA-256: on disk before the row, without what betrays the sender."""

import errno
import hashlib
import io
import os
import tempfile
from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from typing import Protocol

from django.apps import apps
from django.conf import settings
from django.db import transaction
from PIL import Image, ImageOps, UnidentifiedImageError

from hoistway.foundation.actors import Actor, ActorKind
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import Refusal

MOST_BYTES = 12_000_000
"""Chosen: a phone's photo in full is 3 to 8 MB, a scanned contract of 30 pages about as much."""

LONGEST_EDGE_PX = 2048
"""Chosen: writing on a plate stays readable, a photo becomes some 400 KB."""

QUALITY = 82  # Chosen: no visible loss on photos of plates.
MOST_PIXELS = 60_000_000  # Chosen: above any phone of today, below what could fill the memory.
_FULL = {errno.ENOSPC, errno.EDQUOT}
_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
"""The media type of a workbook (xlsx)."""


class Upload(Protocol):
    """A file as a form brings it."""

    def read(self, num_bytes: int = ..., /) -> bytes:
        """Return the next bytes."""


class BadAttachment(Refusal):
    """Raised when a file is no photo and no PDF, is broken, or is too large."""

    code = "bad_attachment"
    zh = "无法使用该文件：请上传不超过 12 MB 的照片（JPEG、PNG、WebP）或 PDF。"
    en = "This file cannot be used: send a photo (JPEG, PNG, WebP) or a PDF of up to 12 MB."
    status = 422


def keep(*, upload: Upload, now: datetime, by: Actor, photo: bool = False) -> Attachment:
    """Keep a file for good and return its row; the same content is kept once.

    Photos are written anew, turned upright, without the place and the device that their EXIF
    names. With `photo` a PDF is refused. The bytes are safe on disk before the row exists.
    Raises: BadAttachment, NoRoom.
    """
    data = upload.read(MOST_BYTES + 1)
    if not data or len(data) > MOST_BYTES:
        raise BadAttachment
    if data.startswith(_PDF) and not photo:
        return _kept(data, "application/pdf", "", now=now, by=by)
    try:
        plain, fingerprint = _photo(data)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise BadAttachment from None
    return _kept(plain, "image/jpeg", fingerprint, now=now, by=by)


class BadTable(Refusal):
    """Raised when a file is neither a workbook nor a text of lines, or is too large."""

    code = "bad_table"
    zh = "无法使用该文件：请上传不超过 12 MB 的 CSV 或 Excel（xlsx）表格。"
    en = "This file cannot be used: send a table as CSV or Excel (xlsx) of up to 12 MB."
    status = 422


def keep_table(*, upload: Upload, now: datetime, by: Actor) -> Attachment:
    """Keep a table for good as it came and return its row; the same content is kept once.

    Raises: BadTable, NoRoom.
    """
    data = upload.read(MOST_BYTES + 1)
    if not data.strip() or len(data) > MOST_BYTES:
        raise BadTable
    if data.startswith(_ZIP):
        return _kept(data, SHEET, "", now=now, by=by)
    if data.startswith(_PDF) or (b"\x00" in data[:4096] and not data.startswith(_UTF_16)):
        raise BadTable
    return _kept(data, "text/csv", "", now=now, by=by)


def keep_page(*, data: bytes, now: datetime, by: Actor) -> Attachment:
    """Keep a page of the web byte by byte as it was read, and return its row.

    It is only ever handed out as a file, never shown as a page of ours. Raises: NoRoom.
    """
    return _kept(data, "text/html", "", now=now, by=by)


def keep_plain(*, data: bytes, media_type: str, now: datetime, by: Actor) -> Attachment:
    """Keep bytes of a type that the caller has judged, as they are. Raises: NoRoom."""
    return _kept(data, media_type, "", now=now, by=by)


MOST_EXACT_BYTES = 3_000_000
"""Chosen: a photo of 1280 px as phones compress it is 150 to 500 KB; six times that is a fault."""


class NotThatPhoto(Refusal):
    """Raised when bytes are no JPEG, or not those that their SHA-256 names."""

    code = "not_that_photo"
    zh = "照片在传输中损坏或格式不符，请重新上传。"
    en = "The photo was damaged on the way, or is no JPEG; send it again."
    status = 422


def keep_exact(*, sha256: str, data: bytes, now: datetime, by: Actor) -> bool:
    """Keep a photo byte by byte as it came, and return whether it is new.

    What was signed names these very bytes. The fingerprint is that of the picture at an eighth.
    Raises: NotThatPhoto, NoRoom.
    """
    if kept_hashes(sha256s=[sha256]):
        return False
    if len(data) > MOST_EXACT_BYTES or hashlib.sha256(data).hexdigest() != sha256:
        raise NotThatPhoto
    try:
        fingerprint = _quick_fingerprint(data)
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError):
        raise NotThatPhoto from None
    _write(_path(sha256), data)
    row = Attachment(
        sha256=sha256, media_type="image/jpeg", size=len(data), fingerprint=fingerprint,
        kept_at=now, kept_by=by.as_json(),
    )  # fmt: skip
    Attachment.objects.bulk_create([row], ignore_conflicts=True)
    return True


def kept_rows(*, sha256s: Collection[str]) -> dict[str, Attachment]:
    """Return the rows of those of these files that are kept, by SHA-256."""
    return {row.sha256: row for row in Attachment.objects.filter(sha256__in=sha256s)}


def kept_hashes(*, sha256s: Collection[str]) -> set[str]:
    """Return which of these files are kept."""
    found = Attachment.objects.filter(sha256__in=sha256s)
    return set(found.values_list("sha256", flat=True))


class NoRoom(Refusal):
    """Raised when the disk is full: nothing was kept, and what was filled in may be sent again."""

    code = "no_room"
    zh = "平台存储空间暂时不足，文件没有保存。请稍后再试；正文可以先保存在手机上。"
    en = "The platform has no room for files just now; nothing was kept. Please try again later."
    status = 503


def path_of(*, attachment: Attachment) -> Path:
    """Return where the bytes lie."""
    return _path(attachment.sha256)


def alike(*, one: str, other: str) -> int:
    """Return in how many of 64 bits two fingerprints differ; 64 where one is missing.

    Example:
        >>> alike(one="00000000000000ff", other="00000000000000fe")
        1
    """
    if not one or not other:
        return 64
    return (int(one, 16) ^ int(other, 16)).bit_count()


def _photo(data: bytes) -> tuple[bytes, str]:
    with Image.open(io.BytesIO(data)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(opened).convert("RGB")
    upright.thumbnail((LONGEST_EDGE_PX, LONGEST_EDGE_PX))
    out = io.BytesIO()
    upright.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue(), _fingerprint(upright)


def _quick_fingerprint(data: bytes) -> str:
    """Return the fingerprint of a JPEG, read no larger than needed; all its bytes are looked at."""
    with Image.open(io.BytesIO(data), formats=("JPEG",)) as opened:
        if opened.width * opened.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        opened.draft("L", (144, 128))
        return _fingerprint(opened)


def _fingerprint(image: Image.Image) -> str:
    """Return the difference hash: is each of 8 × 8 cells darker than its right neighbour?"""
    grey = image.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            here = row * 9 + column
            bits = bits << 1 | (grey[here] < grey[here + 1])
    return f"{bits:016x}"


def _path(sha256: str) -> Path:
    return Path(settings.HOME) / "attachments" / sha256[:2] / sha256[2:4] / sha256


def _kept(
    data: bytes, media_type: str, fingerprint: str, *, now: datetime, by: Actor
) -> Attachment:
    sha256 = hashlib.sha256(data).hexdigest()
    _write(_path(sha256), data)
    row, _ = Attachment.objects.get_or_create(
        sha256=sha256,
        defaults={
            "media_type": media_type, "size": len(data), "fingerprint": fingerprint,
            "kept_at": now, "kept_by": by.as_json(),
        },
    )  # fmt: skip
    return row


def _write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all; a name that stands holds its content already.

    Raises: NoRoom on a full disk.
    """
    if path.exists():
        return
    try:
        _write_whole(path, data)
    except OSError as error:
        if error.errno in _FULL:
            raise NoRoom from None
        raise


def _write_whole(path: Path, data: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle, fresh = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(fresh).rename(path)
    except OSError:
        Path(fresh).unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def forget_file(*, attachment_id: int) -> None:
    """Delete the bytes of what a passenger sent, at commit, unless another row still shows it.

    The row with its hash stays; it names nobody.
    """
    row = Attachment.objects.filter(pk=attachment_id).first()
    if row is None or row.kept_by.get("kind") != ActorKind.PASSENGER or _is_shown(attachment_id):
        return
    transaction.on_commit(lambda: _path(row.sha256).unlink(missing_ok=True))


def _is_shown(attachment_id: int) -> bool:
    """Return whether any table of the house refers to a file."""
    return any(
        field.related_model is Attachment
        and model._base_manager.filter(**{field.name: attachment_id}).exists()
        for model in apps.get_models()
        for field in model._meta.concrete_fields
    )
