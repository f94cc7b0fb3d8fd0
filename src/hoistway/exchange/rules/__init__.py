"""Judgement of exchange: profiles, how a record is written, when it is sent, what was answered."""
