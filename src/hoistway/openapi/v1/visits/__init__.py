"""`/v1/visits`: what is planned, done, signed, answered; and whole visits of firms' own systems.

Addresses with a word in them are laid before the address of one visit: `visits` comes last.
"""

from hoistway.openapi.v1.visits import answers, files, planning, sending, visits
from hoistway.openapi.v1.visits.router import router

__all__ = ["answers", "files", "planning", "router", "sending", "visits"]
