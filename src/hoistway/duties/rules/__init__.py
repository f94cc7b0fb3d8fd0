"""Judgement about duties: when the next is due, what a notice waits for, who is told when."""
