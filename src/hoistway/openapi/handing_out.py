"""Bytes of kept files for programs; whoever hands one out has judged before who may see it."""

from collections.abc import Collection

from django.http import HttpResponse

from hoistway.foundation.attachments import kept_rows, path_of
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound, Refusal

_ENDINGS = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp",
}  # fmt: skip

BYTES: dict[str, object] = {
    "responses": {
        200: {
            "description": "The bytes as they are kept",
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in ("image/*", "application/*", "audio/*", "video/*", "text/*")
            },
        }
    }
}
"""What says in the document that an operation answers the bytes of a file."""


class FileAbsent(Refusal):
    """Raised when a file is known and its bytes are not where they should be."""

    code = "file_absent"
    zh = "文件暂时无法读取，请联系平台运维人员。"
    en = "This file cannot be read at present; tell the platform's staff."
    status = 404


def handed_out(*, attachment: Attachment | None) -> HttpResponse:
    """Return the bytes of a file under its SHA-256. Raises: NotFound, FileAbsent."""
    if attachment is None:
        raise NotFound
    try:
        data = path_of(attachment=attachment).read_bytes()
    except OSError:
        raise FileAbsent from None
    answer = HttpResponse(data, content_type=attachment.media_type)
    ending = _ENDINGS.get(attachment.media_type, "bin")
    name = f"{attachment.sha256[:16]}.{ending}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def handed_out_among(*, sha256: str, among: Collection[str]) -> HttpResponse:
    """Return the bytes of a file if a thing that was shown names it. Raises: NotFound."""
    known = kept_rows(sha256s=[sha256]) if sha256 in among else {}
    return handed_out(attachment=known.get(sha256))
