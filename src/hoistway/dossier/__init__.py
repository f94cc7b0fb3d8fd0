"""一梯一档: read-only portraits composed from many rooms, for the pages and the programs.

Clauses: 附件1 二, E4; who may see which line is decided in `disclosure`.
Verbs: none; a portrait is a frozen dataclass.
"""
