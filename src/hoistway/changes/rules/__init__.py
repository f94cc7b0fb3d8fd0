"""Judgement about changes: what is told of a fact, who may follow it, when it is sent again."""
