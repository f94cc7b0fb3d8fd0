"""数据质量: what is wrong in the register, what is corrected by itself and what a person settles.

Clauses: A4, A1; 286号 二（一）«自动更正»; the rules stand one in a file in `rules/`.
Verbs: examine, correct, undo, settle, answer, score.
"""
