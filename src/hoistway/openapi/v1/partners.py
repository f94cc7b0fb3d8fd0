"""`/v1/partners`: where other authorities' systems lay down what they send, by their profiles."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router
from ninja.security import APIKeyHeader
from pydantic import BaseModel, Field

from hoistway.exchange.actions import BodyUnsound, Told, take_in
from hoistway.exchange.queries import body_again, is_proved, said_to_hold
from hoistway.exchange.vocabulary import Outcome, Topic
from hoistway.foundation import clock
from hoistway.openapi.answers import Out, answer_one
from hoistway.openapi.errors import BodyTooLarge

router = Router(tags=["partners"])

MOST_BYTES = 16_000_000
"""Bytes of one call. Chosen: a thousand full records, as in other calls."""

_BODY = {
    "requestBody": {
        "required": True,
        "description": "Records as the partner's own profile says",
        "content": {
            "application/json": {"schema": {}},
            "application/x-ndjson": {"schema": {"type": "string"}},
            "text/csv": {"schema": {"type": "string"}},
        },
    }
}


class PartnerProof(APIKeyHeader):
    """A signature by the secret that we share with the partner (Standard Webhooks 1.0).

    A partner whose file says `accept = "bearer"` sends the secret itself as a bearer token.
    """

    param_name = "webhook-signature"

    def authenticate(self, request: HttpRequest, key: str | None) -> str | None:
        """Return the partner's name if the call is its own."""
        match = request.resolver_match
        name = str(match.kwargs.get("partner", "")) if match else ""
        headers = {one.lower(): value for one, value in request.headers.items()}
        sound = is_proved(name=name, headers=headers, body=request.body, now=clock.now())
        return name if sound else None


class RecordTold(BaseModel):
    """What became of one record."""

    number: str = Field(description="The partner's number; for counts the topic")
    outcome: Outcome
    ours: str = Field(default="", description="Number of the rescue or report that came of it")
    state: str = Field(default="", description="Where it stands: an order's state is 1 to 8")
    reason: str = Field(default="", description="Why a record was refused")


class RecordsTold(BaseModel):
    """What became of a call, record by record and in its order."""

    records: int
    refused: int
    rows: list[RecordTold]


class HeldOut(Out):
    """What we believe that the partner holds of a topic."""

    topic: Topic
    held: int = Field(description="Receipted records that were not withdrawn")
    waiting: int = Field(description="Sent or drawn, without a receipt yet")
    refused: int = Field(description="Given back by the partner and not mended since")
    left_out: int = Field(description="Cannot be written as the profile asks")
    areas: dict[str, int] = Field(description="Held and waiting, by district")
    last_sequence: int = Field(description="Sequence of the last passage")


@router.post(
    "/{partner}/{topic}", auth=PartnerProof(), response=RecordsTold, url_name="partner-topic",
    summary="Send records as a partner", openapi_extra=_BODY,
)  # fmt: skip
def send_records(request: HttpRequest, partner: str, topic: Topic) -> HttpResponse:
    """Take rescue orders, public reports, receipts or counts from a partner.

    Each record has the partner's own number and counts once; sent again it is answered with what
    became of it and where it stands. A bad record keeps no other out.
    """
    if len(request.body) > MOST_BYTES:
        raise BodyTooLarge(lines=1_000, megabytes=MOST_BYTES // 1_000_000)
    try:
        text = request.body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise BodyUnsound(kind="UTF-8") from None
    told = take_in(name=partner, topic=topic, text=text, now=clock.now())
    refused = sum(one.outcome is Outcome.REFUSED for one in told)
    answer = RecordsTold(records=len(told), refused=refused, rows=[_told(one) for one in told])
    return JsonResponse(answer.model_dump(mode="json"))


@router.get(
    "/{partner}/{topic}", auth=PartnerProof(), response=HeldOut, url_name="partner-held",
    summary="Read what a partner should hold",
)  # fmt: skip
def read_held(request: HttpRequest, partner: str, topic: Topic) -> HttpResponse:
    """Answer how many records we believe that the partner holds, for its own reconciliation."""
    held = said_to_hold(name=partner, topic=topic)
    figures = held.figures
    told = HeldOut(
        topic=topic, held=figures.held, waiting=figures.waiting, refused=figures.refused,
        left_out=figures.left_out, areas=held.areas, last_sequence=held.last_sequence,
    )  # fmt: skip
    return answer_one(request=request, row=told)


@router.get(
    "/{partner}/{topic}/passages/{sequence}", auth=PartnerProof(), url_name="partner-passage",
    summary="Read a passage again",
)  # fmt: skip
def read_passage(request: HttpRequest, partner: str, topic: Topic, sequence: int) -> HttpResponse:
    """Answer the body of a passage byte for byte, for who missed one; for thirty days."""
    found = body_again(name=partner, topic=topic, sequence=sequence)
    answer = HttpResponse(found.body, content_type=found.media)
    answer.headers["hoistway-sequence"] = str(sequence)
    answer.headers["hoistway-sha256"] = found.sha256
    return answer


def _told(one: Told) -> RecordTold:
    return RecordTold(
        number=one.number, outcome=one.outcome, ours=one.ours, state=one.state, reason=one.reason
    )
