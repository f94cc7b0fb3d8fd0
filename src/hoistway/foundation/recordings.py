"""Sounds and films that show what happened, kept beside photos and papers."""

import io
from datetime import datetime

from hoistway.foundation.actors import Actor
from hoistway.foundation.attachments import BadAttachment, Upload, keep, keep_plain
from hoistway.foundation.models import Attachment
from hoistway.foundation.refusal import Refusal


class BadRecording(Refusal):
    """Raised when a file is neither a photo, a PDF, a sound nor a film, or is too large."""

    code = "bad_recording"
    zh = "无法使用该文件：请上传不超过 60 MB 的照片、PDF、录音或录像（MP4、MOV、WebM、MP3、M4A）。"
    en = "This file cannot be used: send a photo, a PDF, a sound or a film of up to 60 MB."
    status = 422


MOST_RECORDING_BYTES = 60_000_000
"""Chosen: half a minute of a phone's film, or an hour of speech."""


def keep_recording(*, upload: Upload, now: datetime, by: Actor) -> Attachment:
    """Keep a photo, a PDF, a sound or a film as evidence and return its row.

    Sounds and films are kept byte by byte. Raises: BadRecording, NoRoom.
    """
    data = upload.read(MOST_RECORDING_BYTES + 1)
    media_type = _recording_type(data)
    if len(data) > MOST_RECORDING_BYTES:
        raise BadRecording
    if media_type:
        return keep_plain(data=data, media_type=media_type, now=now, by=by)
    try:
        return keep(upload=io.BytesIO(data), now=now, by=by)
    except BadAttachment:
        raise BadRecording from None


def _recording_type(data: bytes) -> str:
    """Return the type that the first bytes tell, empty where they tell no sound and no film."""
    if data[4:8] == b"ftyp":
        return "audio/mp4" if data[8:11] == b"M4A" else "video/mp4"
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm"
    if data.startswith((b"ID3", b"\xff\xfb", b"\xff\xf3")):
        return "audio/mpeg"
    return ""
