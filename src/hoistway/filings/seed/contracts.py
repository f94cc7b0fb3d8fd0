"""What a firm of the demo files with: its office, its certified people, a contract as PDF."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from hoistway.filings.queries import firms_checked, licences_of
from hoistway.filings.rules.licences import HeldLicence
from hoistway.foundation.actors import PLATFORM, Actor
from hoistway.foundation.attachments import keep
from hoistway.parties.models import Organisation
from hoistway.parties.queries import account_of_role, actor_of, certified_until, members
from hoistway.parties.vocabulary import CertificateKind, RoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Filer:
    """A firm that can file elevators."""

    firm: Organisation
    office: Actor
    crew: Sequence[int]
    certified: Mapping[int, date]
    licences: tuple[HeldLicence, ...]
    is_checked: bool
    contract_id: int


def filers(*, firms: Sequence[Organisation], now: datetime) -> dict[int, Filer]:
    """Return the firms of the demo with what they file with, by key."""
    keys = [firm.pk for firm in firms]
    checked, licences = firms_checked(firm_ids=keys), licences_of(firm_ids=keys)
    found = {}
    for firm in firms:
        crew = members(organisation_id=firm.pk, role=RoleKind.TECHNICIAN, at=now)
        people = list(crew.values_list("person_id", flat=True))
        certified = certified_until(person_ids=people, kind=CertificateKind.T)
        found[firm.pk] = Filer(
            firm=firm, office=actor_in(role=RoleKind.FIRM_OFFICE, organisation_id=firm.pk),
            crew=sorted(one for one in people if one in certified), certified=certified,
            licences=tuple(licences[firm.pk]), is_checked=firm.pk in checked,
            contract_id=keep(upload=io.BytesIO(_pdf(firm)), now=now, by=PLATFORM).pk,
        )  # fmt: skip
    return found


def actor_in(
    *, role: RoleKind, organisation_id: int | None = None, jurisdiction_id: int | None = None
) -> Actor:
    """Return who acts in a role of the demo."""
    account = account_of_role(
        role=role, organisation_id=organisation_id, jurisdiction_id=jurisdiction_id
    )
    if account is None:
        raise LookupError(f"{role} {organisation_id} {jurisdiction_id}")
    return actor_of(account=account)


def _pdf(firm: Organisation) -> bytes:
    """Return one page in the smallest form that every reader opens. Source: ISO 32000-1, 7.5."""
    name = firm.name_en.encode("ascii", "replace").decode().replace("(", "").replace(")", "")
    title = "Maintenance contract - demonstration"
    text = f"BT /F1 18 Tf 72 760 Td ({title}) Tj 0 -30 Td ({name}) Tj ET"
    fonts = "<< /Font << /F1 5 0 R >> >>"
    page = f"/Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources {fonts}"
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page {page} >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(parts) + 1
    return (
        f"{body}xref\n0 {size}\n0000000000 65535 f \n{table}"
        f"trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")
