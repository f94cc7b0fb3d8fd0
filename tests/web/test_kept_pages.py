"""A busy elevator's page comes from memory for seconds, and never in the way of help."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from hoistway.web.public import kept
from hoistway.web.public.kept import KeptPages, Message, Receive, Scope, Send

PATH = "/e/abcdefghjkmn/wfrsg2nz"
SHARED = "public, max-age=0, s-maxage=5, must-revalidate"


class Pages:
    """Pages that count how often they were made."""

    def __init__(self, *, control: str = SHARED, status: int = 200, waits: float = 0.0) -> None:
        self.made, self.control, self.status, self.waits = 0, control, status, waits

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.made += 1
        made = self.made
        await asyncio.sleep(self.waits)
        headers = [(b"Cache-Control", self.control.encode()), (b"ETag", b'W/"%d"' % made)]
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        await send({"type": "http.response.body", "body": b"page %d" % made})


def read(
    pages: KeptPages, *, path: str = PATH, method: str = "GET", query: bytes = b"",
    headers: dict[bytes, bytes] | None = None,
) -> Callable[[], Awaitable[tuple[int, bytes]]]:  # fmt: skip
    async def asked() -> tuple[int, bytes]:
        told: list[Message] = []

        async def send(message: Message) -> None:
            told.append(message)

        async def receive() -> Any:
            return {"type": "http.request"}

        scope = {
            "type": "http", "method": method, "path": path, "query_string": query,
            "headers": [(b"host", b"h"), *(headers or {}).items()],
        }  # fmt: skip
        await pages(scope, receive, send)
        return told[0]["status"], b"".join(one.get("body", b"") for one in told[1:])

    return asked


def asked(*readers: Callable[[], Awaitable[tuple[int, bytes]]]) -> list[tuple[int, bytes]]:
    async def one_by_one() -> list[tuple[int, bytes]]:
        return [await reader() for reader in readers]

    return asyncio.run(one_by_one())


@pytest.fixture
def moment(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [100.0]
    monkeypatch.setattr(kept, "monotonic", lambda: now[0])
    return now


def test_page_is_made_once_for_everybody_until_its_seconds_are_over(moment: list[float]) -> None:
    pages = Pages()
    front = KeptPages(pages, session_cookie="hoistway")

    first = asked(read(front), read(front))
    moment[0] += 4.9
    still = asked(read(front))
    moment[0] += 0.2
    after = asked(read(front))

    assert [body for _, body in (*first, *still, *after)] == [b"page 1"] * 3 + [b"page 2"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"path": PATH + "/sos"}),
        ({}, {"query": b"lang=en"}),
        ({}, {"headers": {b"accept-language": b"en"}}),
        ({"headers": {b"host": b"a"}}, {"headers": {b"host": b"b"}}),
    ],
)
def test_unlike_questions_never_share_an_answer(one: Any, other: Any) -> None:
    pages = Pages()
    front = KeptPages(pages, session_cookie="hoistway")

    asked(read(front, **one), read(front, **other))

    assert pages.made == 2


@pytest.mark.parametrize(
    "how",
    [
        {"method": "POST"},
        {"headers": {b"cookie": b"a=b; hoistway=secret"}},
        {"path": "/s/token"},
        {"path": "/t/"},
    ],
)
def test_forms_sessions_and_rescues_always_reach_the_page(how: Any) -> None:
    pages = Pages()
    front = KeptPages(pages, session_cookie="hoistway")

    asked(read(front, **how), read(front, **how))

    assert pages.made == 2


@pytest.mark.parametrize("unkept", [{"control": "no-cache"}, {"status": 503}, {"status": 404}])
def test_what_does_not_allow_it_is_not_kept(unkept: Any) -> None:
    pages = Pages(**unkept)
    front = KeptPages(pages, session_cookie="hoistway")

    asked(read(front), read(front))

    assert pages.made == 2


def test_who_holds_the_same_page_is_told_so_without_a_body() -> None:
    front = KeptPages(Pages(), session_cookie="hoistway")

    _, same, other = asked(
        read(front), read(front, headers={b"if-none-match": b'W/"1"'}),
        read(front, headers={b"if-none-match": b'W/"0"'}),
    )  # fmt: skip

    assert same == (304, b"")
    assert other == (200, b"page 1")


def test_a_crowd_waits_for_one_page_and_a_stuck_one_holds_nobody_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def crowd(front: KeptPages) -> None:
        await asyncio.gather(*(read(front)() for _ in range(20)))

    quick, stuck = Pages(waits=0.02), Pages(waits=0.3)

    asyncio.run(crowd(KeptPages(quick, session_cookie="hoistway")))
    monkeypatch.setattr(kept, "PATIENCE_S", 0.01)
    asyncio.run(crowd(KeptPages(stuck, session_cookie="hoistway")))

    assert quick.made == 1
    assert stuck.made == 20


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST_PAGES", 2)
    pages = Pages()
    front = KeptPages(pages, session_cookie="hoistway")
    paths = ["/e/a/1", "/e/b/1", "/e/c/1"]

    asked(*(read(front, path=path) for path in [*paths, "/e/c/1", "/e/b/1", "/e/a/1"]))

    assert pages.made == 4
