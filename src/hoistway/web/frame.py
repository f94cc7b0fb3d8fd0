"""What every page shows around its content: clock, language, type size, who is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from hoistway.foundation import clock
from hoistway.foundation.actors import Actor
from hoistway.messages.queries import MOST_COUNTED, unread_messages
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.navigation import NOWHERE, Navigation, navigation

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Page:
    """The frame of one page."""

    now: datetime
    large: bool
    theme: str
    demo: bool
    sandbox: bool
    help_number: str
    help_href: str
    medical_href: str
    fire_href: str
    who: str = ""
    role: RoleKind | None = None
    organisation: str = ""
    jurisdiction: str = ""
    nav: Navigation = NOWHERE
    unread: int = 0
    unread_words: str = ""


def language() -> str:
    """Return the language of the page, for sentences of refusals."""
    return get_language() or "zh"


def english() -> bool:
    """Return whether the page is in English."""
    return language().startswith("en")


def spoken(pair: Pair) -> str:
    """Return the words of a pair in the language of the page."""
    return pair[1] if english() else pair[0]


def telephone(number: str) -> str:
    """Return the link that dials; in the demo it dials nobody and says so."""
    if settings.DEMO:
        return reverse("demo-telephone", args=[number])
    return f"tel:{number}"


def page_of(request: HttpRequest) -> Page:
    """Compose the frame; public pages touch neither session nor database."""
    theme = request.GET.get("theme", "")
    plain = Page(
        now=clock.now(), large=request.GET.get("type") == "large",
        theme=theme if theme in {"light", "dark"} else "", demo=settings.DEMO,
        sandbox=settings.SANDBOX, help_number="110",
        help_href=telephone("110"), medical_href=telephone("120"), fire_href=telephone("119"),
    )  # fmt: skip
    actor: Actor | None = getattr(request, "actor", None)
    if actor is None or not actor.role:
        return plain
    membership = request.user.membership  # type: ignore[union-attr]
    unread = unread_messages(by=actor)
    role, body = RoleKind(actor.role), membership.organisation
    return Page(
        now=plain.now, large=plain.large, theme=plain.theme, demo=plain.demo,
        sandbox=plain.sandbox,
        help_number=plain.help_number, help_href=plain.help_href,
        medical_href=plain.medical_href, fire_href=plain.fire_href, who=actor.name, role=role,
        organisation=spoken((body.name, body.name_en or body.name)),
        jurisdiction=spoken((body.jurisdiction.name_zh, body.jurisdiction.name_en)),
        nav=navigation(actor=actor, path=request.path), unread=unread,
        unread_words=f"{MOST_COUNTED - 1}+" if unread >= MOST_COUNTED else str(unread or ""),
    )  # fmt: skip


def frame(request: HttpRequest) -> dict[str, object]:
    """Give every template its frame."""
    return {"page": page_of(request)}
