"""对接检验: whether a firm's system is connected, and what is wrong, row by row.

Clauses: 286号 二（二）, 附件2 二; requirements B2, C2, C3.
Verbs: examine, measure, report.
"""
