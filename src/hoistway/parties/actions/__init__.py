"""The verbs that write people and organisations."""

from hoistway.parties.actions.accounts import close_account, new_password, random_password
from hoistway.parties.actions.decisions import (
    NewOrganisation,
    OrganisationFacts,
    enrol_all,
    hold_true,
)
from hoistway.parties.actions.enrolment import (
    BadEntry,
    Enrolled,
    keep_jurisdiction,
    keep_organisation,
    keep_person,
    organisation_named,
)
from hoistway.parties.actions.jurisdictions import CityLaid, found_city, found_jurisdiction
from hoistway.parties.actions.partners import (
    Arrival,
    NotHandedOver,
    Wish,
    forget_hand_overs,
    hand_over,
    link_partner_user,
    take_over,
    token_of,
    unlink_partner_user,
)
from hoistway.parties.actions.people import (
    appoint,
    certify,
    enrol,
    note_reading,
    open_account,
)
from hoistway.parties.actions.staff import Technician, employ, let_go
from hoistway.parties.rules.enrolment import (
    CITIES,
    PersonDraft,
    judge_jurisdiction,
    judge_organisation,
    judge_person,
    judge_station,
)
from hoistway.parties.rules.entry import Entry, Finding
from hoistway.parties.rules.hand_over import LINK_WITHIN

__all__ = [
    "CITIES", "LINK_WITHIN", "Arrival", "BadEntry", "CityLaid", "Enrolled", "Entry", "Finding",
    "NewOrganisation", "NotHandedOver", "OrganisationFacts", "PersonDraft", "Technician",
    "Wish", "appoint", "certify", "close_account", "employ", "enrol", "enrol_all",
    "forget_hand_overs", "found_city", "found_jurisdiction", "hand_over", "hold_true",
    "judge_jurisdiction", "judge_organisation", "judge_person", "judge_station",
    "keep_jurisdiction", "keep_organisation", "keep_person", "let_go", "link_partner_user",
    "new_password", "note_reading", "open_account", "organisation_named", "random_password",
    "take_over", "token_of", "unlink_partner_user",
]  # fmt: skip
