"""Files are kept once, whole, without what betrays the sender, or not at all."""

import errno
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from hoistway.foundation.actors import PLATFORM
from hoistway.foundation.attachments import (
    LONGEST_EDGE_PX,
    MOST_BYTES,
    BadAttachment,
    BadTable,
    NoRoom,
    alike,
    keep,
    keep_table,
    path_of,
)
from hoistway.foundation.models import Attachment
from tests.world.parties import NOW

pytestmark = pytest.mark.django_db
PLACE_TAG = 0x8825
"""Where EXIF keeps the place. Source: CIPA DC-008, GPSInfo."""


@pytest.fixture(autouse=True)
def home(settings, tmp_path: Path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


def a_picture(*, shift: int = 0, size: tuple[int, int] = (640, 480), exif: bool = False) -> bytes:
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((200, 30, 40), (100 + shift, 100, 300 + shift, 300))
    out = io.BytesIO()
    marks = Image.Exif()
    if exif:
        marks.get_ifd(PLACE_TAG)[1] = "N"
        marks[0x0110] = "A telephone"
    picture.save(out, "JPEG", exif=marks)
    return out.getvalue()


def kept(data: bytes, **more: bool) -> Attachment:
    return keep(upload=io.BytesIO(data), now=NOW, by=PLATFORM, **more)


def test_a_photo_is_kept_without_its_place_and_its_telephone() -> None:
    attachment = kept(a_picture(exif=True))

    with Image.open(path_of(attachment=attachment)) as picture:
        assert (dict(picture.getexif()), picture.format) == ({}, "JPEG")


def test_a_large_photo_is_made_smaller_and_stays_whole() -> None:
    attachment = kept(a_picture(size=(4000, 3000)))

    with Image.open(path_of(attachment=attachment)) as picture:
        assert picture.size == (LONGEST_EDGE_PX, LONGEST_EDGE_PX * 3 // 4)


def test_the_same_content_is_kept_once() -> None:
    keys = {kept(a_picture()).pk for _ in range(2)}

    assert (len(keys), Attachment.objects.count()) == (1, 1)


def test_photos_of_one_thing_look_alike_and_others_do_not() -> None:
    one, again, other = (
        kept(data).fingerprint
        for data in (a_picture(), a_picture(shift=2), a_picture(shift=300, size=(480, 640)))
    )

    assert alike(one=one, other=again) < 4 < alike(one=one, other=other)


@pytest.mark.parametrize(
    "data", [b"", b"hello", b"\xff\xd8\xff\xe0 not a photo", b"x" * (MOST_BYTES + 1)]
)
def test_what_is_neither_photo_nor_document_is_refused(data: bytes) -> None:
    with pytest.raises(BadAttachment):
        kept(data)


def test_a_document_is_kept_as_it_came_but_is_no_photo() -> None:
    paper = b"%PDF-1.7\n%%EOF\n"

    assert path_of(attachment=kept(paper)).read_bytes() == paper
    with pytest.raises(BadAttachment):
        kept(paper, photo=True)


@pytest.mark.parametrize("data", [b"  \n", b"%PDF-1.7", b"a\x00b"])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(BadTable):
        keep_table(upload=io.BytesIO(data), now=NOW, by=PLATFORM)


@pytest.mark.parametrize("fault", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_keeps_nothing_says_so_and_recovers_by_itself(
    fault: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(fault, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(NoRoom) as refusal:
            kept(a_picture())
    files = [path for path in (home / "attachments").rglob("*") if path.is_file()]
    assert (refusal.value.status, Attachment.objects.count(), files) == (503, 0, [])

    assert path_of(attachment=kept(a_picture())).is_file()
