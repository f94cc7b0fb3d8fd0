"""信用评价: firms scored from facts by dated models, with preview, objection and decision.

Clauses: F1–F3; 286号 二（六）; 个人信息保护法 art. 24; 上海市社会信用条例 art. 35–38.
Verbs: freeze, score, preview, object, decide, publish, repair, expire.
"""
