"""Bytes that an answer gives: kept files under a plain name, of the type that they were kept as."""

from collections.abc import Collection, Mapping

from django.http import HttpResponse

from hoistway.foundation.attachments import kept_rows, path_of
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal

_ENDINGS: Mapping[str, str] = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "application/pdf": "pdf",
    "text/csv": "csv", "application/zip": "zip", "application/json": "json",
}  # fmt: skip


class FileAway(Refusal):
    """Raised when a file's row stands and its bytes do not."""

    code = "file_away"
    zh = "文件暂时无法读取，请联系平台运维人员。"
    en = "This file cannot be read at present; tell the platform's staff."
    status = 404


def given(*, data: bytes, media_type: str, name: str) -> HttpResponse:
    """Return bytes as a file; `name` is plain letters, digits and strokes without an ending."""
    ending = _ENDINGS.get(media_type.partition(";")[0], "bin")
    answer = HttpResponse(data, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def kept_file(*, attachment: Attachment, name: str) -> HttpResponse:
    """Return the bytes of a kept file. Raises: FileAway."""
    try:
        data = path_of(attachment=attachment).read_bytes()
    except OSError:
        raise FileAway from None
    return given(data=data, media_type=attachment.media_type, name=name)


def binary(*media_types: str) -> dict[str, object]:
    """Return what says in the document that an operation answers bytes of these types."""
    plain: dict[str, object] = {"type": "string", "format": "binary"}
    content = {
        kind: {"schema": {"type": "object"} if kind == "application/json" else plain}
        for kind in media_types
    }
    return {"responses": {200: {"description": "The bytes", "content": content}}}


KEPT_TYPES = ("image/jpeg", "image/png", "image/webp", "application/pdf")
"""What photos and papers are kept as."""

BYTES = binary("image/*", "application/*", "audio/*", "video/*", "text/*")
"""What says in the document that an operation answers a file, whatever it was kept as."""


def handed_out(*, attachment: Attachment | None) -> HttpResponse:
    """Return the bytes of a file under its SHA-256. Raises: NotFound, FileAway."""
    if attachment is None:
        raise NotFound
    return kept_file(attachment=attachment, name=attachment.sha256[:16])


def handed_out_among(*, sha256: str, among: Collection[str]) -> HttpResponse:
    """Return the bytes of a file if what was shown names it. Raises: NotFound, FileAway."""
    known = kept_rows(sha256s=[sha256]) if sha256 in among else {}
    return handed_out(attachment=known.get(sha256))
