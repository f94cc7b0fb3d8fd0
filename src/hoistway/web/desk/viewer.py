"""Whose names and numbers a reader may see; everybody else is a firm and a role."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from hoistway.dossier.incident import CallLine, CandidateLine, Entry
from hoistway.emergency.vocabulary import Deed, RescueLevel
from hoistway.foundation.actors import Actor
from hoistway.parties.vocabulary import RoleKind
from hoistway.web.desk.shapes import word

_SEE_ALL = frozenset({RoleKind.DISPATCHER, RoleKind.DISTRICT_REGULATOR, RoleKind.CITY_REGULATOR})
_INTERNAL = frozenset({Deed.NOTED, Deed.TOLD, Deed.ESCALATED, Deed.STOOD_DOWN, Deed.FALSE_ALARM})
"""Steps whose free text is for those who command and judge."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """A reader with the rights that follow from the role."""

    by: Actor

    @property
    def sees_all_names(self) -> bool:
        """Whether every name may be read: the desk and the regulators."""
        return self.by.role in {str(role) for role in _SEE_ALL}

    @property
    def is_firm(self) -> bool:
        """Whether the reader sees the names of own people only."""
        return self.by.role == str(RoleKind.FIRM_OFFICE)

    @property
    def sees_caller(self) -> bool:
        """Whether a passenger's telephone number may be read."""
        return self.sees_all_names or self.is_firm

    def called(self, call: CallLine) -> str:
        """Return who was called."""
        if self.sees_all_names or (self.is_firm and call.firm_id == self.by.organisation_id):
            return call.label
        return _("维保人员")

    def candidate(self, call: CallLine, line: CandidateLine, number: int) -> str:
        """Return who was weighed; people of other firms are numbered."""
        own = self.is_firm and call.firm_id == self.by.organisation_id
        if self.sees_all_names or (own and (line.chosen or call.level is RescueLevel.FIRM)):
            return line.label
        return _("候选人 %(number)s") % {"number": number}

    def doer(self, entry: Entry) -> str:
        """Return who did a step: the name where it may be read, else the role."""
        if entry.doer_role is None:
            return ""
        named = self.sees_all_names or (
            self.is_firm and entry.doer_role is RoleKind.TECHNICIAN and self._is_own(entry)
        )
        role = word(entry.doer_role)
        return f"{entry.doer} · {role}" if named else role

    def _is_own(self, entry: Entry) -> bool:
        return entry.doer_organisation_id == self.by.organisation_id

    def reads_detail(self, entry: Entry) -> bool:
        """Whether the free text under a step may be read."""
        return self.sees_caller or entry.deed not in _INTERNAL
