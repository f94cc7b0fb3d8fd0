"""主体: who there is – firms, use units, bureaus, people, and what their role lets them see and do.

Clauses: requirements.md «The people»; row scope of every page begins here.
Verbs: enrol, appoint, certify, open_account; keep_… for what an enrolment file says.
"""
