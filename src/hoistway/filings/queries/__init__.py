"""Questions about filings."""

from hoistway.filings.queries.bindings import (
    Bound,
    binding_of,
    bindings,
    bound_to,
    open_bindings,
    self_binding,
)

__all__ = ["Bound", "binding_of", "bindings", "bound_to", "open_bindings", "self_binding"]
