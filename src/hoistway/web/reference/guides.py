"""The guides: Markdown files in both languages, rendered, their links turned into pages."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hoistway.foundation.refusal import NotFound
from hoistway.web.frame import english
from hoistway.web.reference.kept import folder, text

CHINESE = ".zh-CN"
SHELVES: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("开始"), ("start", "keys", "sandbox", "changes", "api-changes")),
    (_("登记与备案"), ("filings", "claims", "register-files", "register-bench")),
    (_("维保与试点"), ("maintenance", "pilot")),
    (_("监测与对接"), ("telemetry", "city-interface", "conformance")),
    (_("应急、监督、检验、保险"), ("emergency", "supervision", "inspections", "insurance")),
    (_("其他机关与公众"), ("partners", "open311", "open-data")),
    (_("账户与应用"), ("sign-in", "partner-apps", "wechat")),
)
"""Where each guide stands; one that is not named here stands last."""

_SLUG = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_NOT_SHOWN = re.compile(r"^(<!--.*-->|(中文|English)[：:] ?\[[^\]]*\]\([^)]*\))\s*$", re.MULTILINE)
_WORDS_FIRST = re.compile(r"(?!```|\d+\.|[#|<-])\S")
_BROKEN_LINE = re.compile(r"(?<=[\u3000-\u9fff\uff00-\uffef])\n(?=[\u3000-\u9fff\uff00-\uffef])")
_MARKS = re.compile(r"[^\w\s-]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """One guide as a line of a list."""

    slug: str
    title: str
    lead: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """Guides on one matter."""

    title: Promise
    guides: tuple[Guide, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A guide, rendered; `translated` is false where only the other language is written."""

    slug: str
    title: str
    body: SafeString
    translated: bool


def shelves() -> tuple[Shelf, ...]:
    """Return all guides by matter."""
    there = {path.stem for path in folder().glob("*.md") if not path.stem.endswith(CHINESE)}
    placed = {slug for _title, slugs in SHELVES for slug in slugs}
    more = (*SHELVES, (_("其他"), tuple(sorted(there - placed))))
    made = [
        Shelf(title=title, guides=tuple(_brief(slug) for slug in slugs if slug in there))
        for title, slugs in more
    ]
    return tuple(shelf for shelf in made if shelf.guides)


def guide_of(*, slug: str, carried: str) -> Written:
    """Return one guide; its links keep the query that is carried. Raises: NotFound."""
    path, translated = _file(slug)
    title, _blank, body = text(path).partition("\n")
    return Written(
        slug=slug, title=title.removeprefix("# ").strip(), body=rendered(body, carried=carried),
        translated=translated,
    )  # fmt: skip


def rendered(body: str, *, carried: str) -> SafeString:
    """Return Markdown as HTML; raw HTML in it stays text, tables and code scroll by themselves."""
    reader = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = reader.parse(_NOT_SHOWN.sub("", body))
    for token, following in pairwise(tokens):
        if token.type == "heading_open":
            token.attrSet("id", anchor(following.content))
        _joined(token.children or [])
        for one in token.children or ():
            if one.type == "link_open":
                one.attrSet("href", _leading(str(one.attrGet("href") or ""), carried))
    reader.add_render_rule("table_open", _plain('<div class="scroll" tabindex="0"><table>\n'))
    reader.add_render_rule("table_close", _plain("</table></div>\n"))
    reader.add_render_rule("fence", _code)
    html: str = reader.renderer.render(tokens, reader.options, {})
    return mark_safe(html)  # noqa: S308 -- markdown-it escapes all text, and raw HTML is off


def _joined(words: list[Token]) -> None:
    """Join lines of Chinese without the space that a browser would show between them."""
    for before, broken, after in zip(words, words[1:], words[2:], strict=False):
        if broken.type == "softbreak" and _BROKEN_LINE.search(
            f"{before.content[-1:]}\n{after.content[:1]}"
        ):
            broken.type, broken.tag, broken.content = "text", "", ""


def anchor(heading: str) -> str:
    """Return the anchor of a heading, as code hosts make it."""
    return _MARKS.sub("", heading.lower().replace("`", "")).strip().replace(" ", "-")


def _leading(href: str, carried: str) -> str:
    """Return where a link of a file leads as a page; what the product does not serve: nowhere."""
    parts = urlsplit(href)
    if parts.scheme or not parts.path:
        return href
    end = f"#{parts.fragment}" if parts.fragment else ""
    if parts.path == "openapi.json":
        return reverse("rider-api-contract")
    slug = parts.path.removesuffix(".md").removesuffix(CHINESE)
    if _SLUG.fullmatch(slug) and (folder() / f"{slug}.md").exists():
        return reverse("rider-api-guide", args=[slug]) + carried + end
    return reverse("rider-api") + carried


Rule = Callable[..., str]


def _plain(html: str) -> Rule:
    def rule(*_asked: object) -> str:
        return html

    return rule


def _code(_renderer: object, tokens: Sequence[Token], idx: int, *_more: object) -> str:
    escaped = tokens[idx].content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<pre tabindex="0"><code>{escaped}</code></pre>\n'


def _file(slug: str) -> tuple[Path, bool]:
    plain = folder() / f"{slug}.md"
    if not _SLUG.fullmatch(slug) or not plain.exists():
        raise NotFound
    chinese = folder() / f"{slug}{CHINESE}.md"
    if english():
        return plain, True
    return (chinese, True) if chinese.exists() else (plain, False)


def _brief(slug: str) -> Guide:
    path, _translated = _file(slug)
    title, _blank, body = text(path).partition("\n")
    plain = _NOT_SHOWN.sub("", body)
    lead = next((part for part in plain.split("\n\n") if _WORDS_FIRST.match(part.strip())), "")
    flat = _BROKEN_LINE.sub("", lead)
    flat = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(flat.split()))
    flat = flat.replace("`", "").replace("**", "")
    return Guide(
        slug=slug,
        title=title.removeprefix("# ").strip(),
        lead=_first_sentence(flat),
    )


def _first_sentence(words: str) -> str:
    found = re.match(r".*?(?:。|[.:：](?=\s|$)|$)", words)
    return found[0].rstrip(":：") if found else words
