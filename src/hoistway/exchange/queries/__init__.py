"""Questions of exchange: partners, passages, what is held, how something reads."""

from hoistway.exchange.queries.owed import body_again, said_to_hold
from hoistway.exchange.queries.partners import (
    Figures,
    PartnerSeen,
    Trouble,
    agrees,
    attempts_of,
    counts_of,
    figures_of,
    last_counts,
    partner_seen,
    partners_seen,
    passage_seen,
    passages,
    secrets_of,
    steps_of,
    taken_of,
    troubles_of,
)
from hoistway.exchange.queries.preview import Preview, preview
from hoistway.exchange.queries.profiles import Known, mistakes, partner_known, partners_known
from hoistway.exchange.queries.proofs import is_proved
from hoistway.exchange.queries.sources import incident_of_entry, report_of_step
from hoistway.exchange.rules.profile import Outward

__all__ = [
    "Figures", "Known", "Outward", "PartnerSeen", "Preview", "Trouble", "agrees",
    "attempts_of", "body_again", "counts_of", "figures_of", "incident_of_entry", "is_proved",
    "last_counts", "mistakes", "partner_known", "partner_seen", "partners_known", "partners_seen",
    "passage_seen", "passages", "preview", "report_of_step", "said_to_hold", "secrets_of",
    "steps_of", "taken_of", "troubles_of",
]  # fmt: skip
