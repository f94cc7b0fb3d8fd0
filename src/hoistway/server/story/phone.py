"""A phone without JavaScript: it opens pages, reads their forms and links, and sends them."""

import asyncio
from dataclasses import dataclass, field
from html.parser import HTMLParser
from time import monotonic
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx

PATIENCE_S = 30.0
"""Seconds a phone tries again. Chosen: longer than any restart of a process, with room."""


@dataclass(slots=True)
class Form:
    """One form of a page with the values that it carries."""

    action: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class _Reader(HTMLParser):
    """Collects forms and links of a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.forms: list[Form] = []
        self.links: list[str] = []
        self._open: Form | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, its inputs, or a link."""
        named = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(named.get("action", ""), named.get("method", "get").lower())
            self.forms.append(self._open)
        elif tag == "a" and "href" in named:
            self.links.append(named["href"])
        elif tag in {"input", "button"} and self._open is not None and "name" in named:
            choice = named.get("type") in {"radio", "checkbox"}
            if not choice or "checked" in named:
                self._open.fields.setdefault(named["name"], named.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Note that a form has ended."""
        if tag == "form":
            self._open = None


class NotOnThePage(Exception):
    """The page does not show what the story expects."""


class Phone:
    """One phone with its own cookies; it can do only what a page offers."""

    def __init__(self, *, base_url: str, verify: bool | str = True) -> None:
        self._client = httpx.AsyncClient(
            base_url=base_url, timeout=20, follow_redirects=True, verify=verify,
            headers={"Accept-Language": "zh-CN"},
        )  # fmt: skip
        self.address = ""
        self.text = ""
        self._page = _Reader()

    async def open(self, address: str) -> None:
        """Open a page. Raises: NotOnThePage when there is none."""
        self._read(await self._ask("GET", address))

    async def _ask(self, method: str, address: str, **sent: Any) -> httpx.Response:
        """Ask again for half a minute while nobody answers, as a person with a weak signal does."""
        end = monotonic() + PATIENCE_S
        while True:
            try:
                answer = await self._client.request(method, address, **sent)
                if answer.status_code < 500 or monotonic() > end:
                    return answer
            except httpx.TransportError:
                if monotonic() > end:
                    raise
            await asyncio.sleep(1)

    def _read(self, answer: httpx.Response) -> None:
        self.address, self.text = str(answer.url), answer.text
        self._page = _Reader()
        self._page.feed(answer.text)
        if answer.status_code >= 400:
            raise NotOnThePage(f"{answer.status_code} at {urlsplit(self.address).path}")

    def form(self, ending: str) -> Form:
        """Return the form whose address ends so. Raises: NotOnThePage."""
        for form in self._page.forms:
            if urlsplit(form.action).path.endswith(ending):
                return form
        raise NotOnThePage(f"no form …{ending} at {urlsplit(self.address).path}")

    def offers(self, ending: str) -> bool:
        """Tell whether the page has such a form."""
        return any(urlsplit(form.action).path.endswith(ending) for form in self._page.forms)

    async def send(self, ending: str, **typed: str) -> None:
        """Fill in and send a form. Raises: NotOnThePage."""
        form = self.form(ending)
        target = urljoin(self.address, form.action)
        headers = {"Referer": self.address, "Origin": _site(self.address)}
        filled = {**form.fields, **typed}
        self._read(await self._ask("POST", target, data=filled, headers=headers))

    async def follow(self, part: str) -> None:
        """Follow the first link that contains this text. Raises: NotOnThePage."""
        for link in self._page.links:
            if part in link:
                await self.open(urljoin(self.address, link))
                return
        raise NotOnThePage(f"no link …{part}… at {urlsplit(self.address).path}")

    async def data(self, address: str) -> dict[str, object]:
        """Return the data behind an address."""
        answer = await self._ask("GET", address)
        answer.raise_for_status()
        told: dict[str, object] = answer.json()
        return told

    async def text_of(self, address: str) -> str:
        """Return the text behind an address without leaving the page."""
        answer = await self._ask("GET", address)
        answer.raise_for_status()
        return answer.text

    async def close(self) -> None:
        """Switch the phone off."""
        await self._client.aclose()


def _site(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
