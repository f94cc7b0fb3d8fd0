"""公众监督: what a passenger asks for, without an account, and what became of it.

Clauses: 二（四）, 附件1 一, D1, D2 (SOS first).
Verbs: ask_for_rescue, tell_more.
"""
