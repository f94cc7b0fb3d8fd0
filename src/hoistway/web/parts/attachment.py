"""A kept file as an answer; whoever serves it has judged before who may see it."""

import re

from django.http import HttpResponse

from hoistway.foundation.attachments import path_of
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import NotFound

_ENDINGS = {
    "application/pdf": "pdf", "image/jpeg": "jpg", "text/csv": "csv", "text/html": "html",
    "video/mp4": "mp4", "audio/mp4": "m4a", "video/webm": "webm", "audio/mpeg": "mp3",
}  # fmt: skip
_NEVER_SHOWN = {"csv", "xlsx", "html"}
_PLAIN = re.compile(r"[^A-Za-z0-9._-]+")


class FileGone(NotFound):
    """Raised when a row names a file whose bytes are not where they should be."""

    code = "file_gone"
    zh = "文件暂时无法读取，请联系管理员。"
    en = "This file cannot be read at present; please tell the administrator."


def served(*, attachment: Attachment, name: str, download: bool = False) -> HttpResponse:
    """Return the bytes of a kept file, which are at most 60 MB, under a plain name.

    Browsers neither guess its type nor share it with anybody. Raises: FileGone.
    """
    try:
        data = path_of(attachment=attachment).read_bytes()
    except OSError:
        raise FileGone from None
    response = HttpResponse(data, content_type=attachment.media_type)
    ending = _ENDINGS.get(attachment.media_type, "xlsx")
    way = "attachment" if download or ending in _NEVER_SHOWN else "inline"
    called = _PLAIN.sub("-", name).strip("-.") or "file"
    response.headers["Content-Disposition"] = f'{way}; filename="{called}.{ending}"'
    response.headers["Cache-Control"] = "private, max-age=3600"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
