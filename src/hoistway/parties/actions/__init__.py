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
from hoistway.parties.actions.outside import (
    AccountClosed,
    Outside,
    OutsideLinkedElsewhere,
    TicketWorthless,
    WeChatSilent,
    arrive_by_wechat,
    arrive_outside,
    forget_tickets,
    give_ticket,
    link_outside,
    use_ticket,
)
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
from hoistway.parties.adapters.wechat import MiniProgram
from hoistway.parties.rules.enrolment import (
    CITIES,
    PersonDraft,
    judge_jurisdiction,
    judge_organisation,
    judge_person,
    judge_station,
)
from hoistway.parties.rules.entry import Entry, Finding
from hoistway.parties.rules.hand_over import GOOD_FOR, LINK_WITHIN

__all__ = [
    "CITIES", "GOOD_FOR", "LINK_WITHIN", "AccountClosed", "Arrival", "BadEntry", "CityLaid",
    "Enrolled",
    "Entry", "Finding", "MiniProgram", "NewOrganisation", "NotHandedOver", "OrganisationFacts",
    "Outside", "OutsideLinkedElsewhere", "PersonDraft", "Technician", "TicketWorthless",
    "WeChatSilent", "Wish", "appoint", "arrive_by_wechat", "arrive_outside", "certify",
    "close_account", "employ", "enrol", "enrol_all", "forget_hand_overs", "forget_tickets",
    "found_city", "found_jurisdiction", "give_ticket", "hand_over", "hold_true",
    "judge_jurisdiction", "judge_organisation", "judge_person", "judge_station",
    "keep_jurisdiction", "keep_organisation", "keep_person", "let_go", "link_outside",
    "link_partner_user", "new_password", "note_reading", "open_account", "organisation_named",
    "random_password", "take_over", "token_of", "unlink_partner_user", "use_ticket",
]  # fmt: skip
