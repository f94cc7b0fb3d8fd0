"""通知送达: a message is queued with its cause, pressed until it arrives, and its receipt kept.

Clauses: E4, D2.
Verbs: queue_message, send_message, sweep_messages, keep_receipts, resend_message, prefer.
"""
