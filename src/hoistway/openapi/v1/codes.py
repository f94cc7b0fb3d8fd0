"""`GET /v1/codes/{code}`: which elevator a scanned address, a code or a rescue number names."""

from django.conf import settings
from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from hoistway.dossier.elevator import card_of
from hoistway.foundation.refusal import Refusal
from hoistway.openapi.keys import require_scope
from hoistway.plates.queries import NO_SIGNATURE, Resolved, resolve_spoken
from hoistway.plates.vocabulary import Scan
from hoistway.programs.vocabulary import Scope
from hoistway.registry.queries import elevator_at_hand

router = Router(tags=["codes"])


class CodeUnknown(Refusal):
    """Raised when no plate of ours bears this code or number."""

    code = "code_unknown"
    zh = "没有这个电梯码或救援识别码。"
    en = "There is no such code or rescue number."
    status = 404


class CodeOf(BaseModel):
    """The elevator behind a code; what stands here is public."""

    code: str = Field(description="The 12 signs on the plate")
    scan: str = Field(description="genuine, or void: the plate was taken out of force")
    url: str = Field(description="The address on the plate, for any browser")
    rescue_number: str
    register_number: str
    kind: str = Field(description="Code of the equipment catalogue")
    use_state: str
    name: str
    address: str
    jurisdiction: str = Field(description="Code of the area whose bureau answers for it")
    firm: str
    use_unit: str


def plate_named(*, typed: str) -> Resolved:
    """Return what a scanned address, a code or a rescue number leads to."""
    pieces = [piece for piece in typed.strip().split("?")[0].split("/") if piece]
    if "e" in pieces[:-1]:
        typed = pieces[pieces.index("e") + 1]
    return resolve_spoken(typed=typed, keys=settings.PLATE_KEYS)


def address_in(*, found: Resolved) -> str:
    """Return the path of a resolved code, with its signature."""
    return f"/e/{found.code}/{found.signature or NO_SIGNATURE}"


@router.get("/{code}", response=CodeOf, url_name="codes", summary="Resolve a code")
def read_code(request: HttpRequest, code: str) -> CodeOf:
    """Return the elevator that 12 signs or a rescue number name, with what is public of it.

    A void plate still leads to its elevator and says so. Give a whole scanned address to
    `POST /v1/hand-overs`; here a path holds no slashes.
    """
    require_scope(request=request, scope=Scope.CODES)
    found = plate_named(typed=code)
    if found.scan is Scan.UNKNOWN:
        raise CodeUnknown
    elevator = elevator_at_hand(elevator_id=found.elevator_id)
    card = card_of(elevator=elevator)
    return CodeOf(
        code=found.code, scan=str(found.scan),
        url=f"{settings.BASE_URL}{address_in(found=found)}", rescue_number=card.rescue_number,
        register_number=card.register_number, kind=str(card.kind), use_state=str(card.state),
        name=card.name, address=card.address, jurisdiction=elevator.jurisdiction.code,
        firm=card.firm, use_unit=card.use_unit,
    )  # fmt: skip
