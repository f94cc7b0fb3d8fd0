"""The verbs of conformance."""

from hoistway.conformance.actions.asking import AskedExamination, ask_examination
from hoistway.conformance.actions.working import work_on_examination
from hoistway.conformance.adapters.addresses import Address, AddressSilent

__all__ = [
    "Address", "AddressSilent", "AskedExamination", "ask_examination", "work_on_examination",
]  # fmt: skip
