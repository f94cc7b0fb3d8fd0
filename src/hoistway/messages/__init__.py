"""通知送达: a message is queued with its cause, sent by a channel, and its receipt kept.

Clauses: E4, D2.
Verbs: queue_message, send_message.
"""
