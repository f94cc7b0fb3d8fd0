"""Help and short training of the technician's app, each topic with an address of its own."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hoistway.web.frame import spoken
from hoistway.web.signing_in import signed_in
from hoistway.web.technician.today import TECHNICIAN

TEXTS = Path(__file__).parent / "help.toml"

Pair = tuple[str, str]

GROUPS: tuple[tuple[str, Pair], ...] = (
    ("start", ("开始使用", "Getting started")),
    ("site", ("到了现场", "On site")),
    ("work", ("做维保", "Doing the work")),
    ("levels", ("哪一级做什么", "What each level means")),
    ("after", ("签名与之后", "Signing, and afterwards")),
)
"""In the order of a day."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic in the language of the page."""

    key: str
    title: str
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The topics that belong together."""

    title: str
    topics: tuple[Topic, ...]


@cache
def topics() -> tuple[dict[str, Any], ...]:
    """Return the texts as they stand in the file."""
    return tuple(tomllib.loads(TEXTS.read_text(encoding="utf-8"))["topic"])


def chapters() -> tuple[Chapter, ...]:
    """Return all topics in the language of the page."""
    return tuple(
        Chapter(spoken(title), tuple(_topic(one) for one in topics() if one["group"] == group))
        for group, title in GROUPS
    )


def _topic(told: dict[str, Any]) -> Topic:
    says = tuple(spoken((zh, en)) for zh, en in told["says"])
    return Topic(key=told["key"], title=spoken((told["zh"], told["en"])), says=says)


@require_safe
@signed_in(TECHNICIAN)
def help_page(request: HttpRequest) -> HttpResponse:
    """Show all topics on one page, so that a phone that kept it has them without network."""
    return render(request, "technician/help.html", {"chapters": chapters()})
