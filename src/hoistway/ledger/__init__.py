"""存证: documents that nobody can change unseen: canonical, chained, signed, digested, stamped.

Clauses: B3; 电子签名法 art. 5–8, 13; 286号 二（二）.
Verbs: keep, digest, stamp, hold, lift, verify, bundle.
"""
