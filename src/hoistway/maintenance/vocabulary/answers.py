"""Words of what is said after the signature."""

from hoistway.foundation.terms import Term


class NoteKind(Term):
    """What a firm adds to a signed record, which itself never changes."""

    CORRECTION = "correction", "更正", "Correction", "requirements B3"
    REPLY = "reply", "对异议的答复", "Answer to an objection", "286号 附件1 二（三）"
