"""`/v1/changes`: what changed, in order, from a cursor on; `/v1/change-kinds`: what can change."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router
from pydantic import BaseModel, Field

from hoistway.changes.queries import Asked, event_told, feed, head_of_feed, kinds_told
from hoistway.changes.vocabulary import ChangeKind
from hoistway.openapi.answers import Out, answer_page
from hoistway.openapi.keys import acting, calling
from hoistway.openapi.paging import BadCursor, Page
from hoistway.programs.vocabulary import Scope

router = Router(tags=["changes"])
kinds_router = Router(tags=["changes"])

MOST = 1_000
"""Changes of one answer. Chosen: about 600 kB, a fifth of a second of work."""

LATEST = "latest"
"""The cursor of who wants only what changes from now on."""

_MOST_DIGITS = 18


class ChangesAsked(BaseModel):
    """Which changes, from where on."""

    after: str = Field(
        default="", max_length=20,
        description="`next` of the last answer; empty: from the first change; "
        "`latest`: only what comes from now on",
    )  # fmt: skip
    kind: list[ChangeKind] = Field(default=[], description="Only these kinds; may be repeated")
    elevator: list[str] = Field(
        default=[], max_length=100, description="Only of these register numbers; may be repeated"
    )
    jurisdiction: list[str] = Field(
        default=[], max_length=100, description="Only in these areas; may be repeated"
    )
    limit: int = Field(default=100, ge=1, le=MOST)


class ChangeOut(Out):
    """One change as a CloudEvent 1.0; what a webhook is sent reads the same."""

    specversion: str
    id: str
    source: str
    type: str = Field(description="`cn.hoistway.` and the kind and the version of its data")
    subject: str = Field(description="The thing that changed, as it is addressed below `/v1`")
    time: datetime
    sequence: str = Field(description="Later changes have later ones, compared as text")
    datacontenttype: str
    data: dict[str, Any] = Field(description="How the thing read when this was told")


class ChangesOut(BaseModel):
    """Changes in order and the cursor behind them; `next` is never null."""

    items: list[ChangeOut]
    next: str = Field(description="Keep it, and give it as `after` the next time")
    more: bool = Field(description="Whether to ask again at once")


class KindOut(Out):
    """One kind of change that can be followed."""

    kind: ChangeKind
    zh: str
    en: str
    type: str
    version: int
    scope: Scope = Field(description="Which the key must be open for, beside `changes`")
    subject: str
    data_schema: dict[str, Any] = Field(description="JSON schema (2020-12) of `data`")


@router.get("", response=ChangesOut, url_name="changes", summary="Read what changed")
def read_changes(request: HttpRequest, asked: Query[ChangesAsked]) -> HttpResponse:
    """Answer the changes behind a cursor that the program's person may read, in their order.

    At least once, with compaction: of what is old each thing keeps its last change of a kind.
    """
    by = acting(request=request, scope=Scope.CHANGES)
    wanted = Asked(
        after=_cursor(asked.after), kinds=frozenset(map(str, asked.kind)),
        register_numbers=frozenset(asked.elevator), jurisdictions=frozenset(asked.jurisdiction),
        limit=asked.limit,
    )  # fmt: skip
    found = feed(asked=wanted, by=by, scopes=scopes_of_key(request))
    told = [ChangeOut.model_validate(event_told(change=row)) for row in found.rows]
    return answer_page(
        request=request, rows=told, schema=ChangeOut, following=str(found.following),
        more=found.more,
    )  # fmt: skip


@kinds_router.get(
    "", response=Page[KindOut], url_name="change-kinds", summary="List kinds of changes"
)
def list_kinds(request: HttpRequest) -> HttpResponse:
    """Answer the kinds that the program may follow, each with the shape of its data."""
    by = acting(request=request, scope=Scope.CHANGES)
    told = [
        KindOut(
            kind=one.kind, zh=one.kind.zh, en=one.kind.en, type=one.type, version=one.version,
            scope=one.scope, subject=one.subject, data_schema=one.schema,
        )
        for one in kinds_told(by=by, scopes=scopes_of_key(request))
    ]  # fmt: skip
    return answer_page(request=request, rows=told, schema=KindOut, following=None)


def scopes_of_key(request: HttpRequest) -> frozenset[Scope]:
    """Return what the key that calls is open for."""
    return frozenset(one for one in Scope if str(one) in calling(request).scopes)


def _cursor(after: str) -> int:
    if after == LATEST:
        return head_of_feed()
    if after and not (after.isascii() and after.isdigit() and len(after) <= _MOST_DIGITS):
        raise BadCursor
    return int(after or 0)
