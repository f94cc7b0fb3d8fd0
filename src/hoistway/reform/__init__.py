"""改革推进: how far each district has come, what was taught and learnt, and the printed figures.

Clauses: H1, H3; 286号 三（一）、三（三）、三（四）.
Verbs: count, keep, note, state.
"""
