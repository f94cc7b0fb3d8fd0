"""公众监督: what a passenger asks for or reports, without an account, and what became of it.

Clauses: 二（四）, 附件1 一, D1, D2 (SOS first); 个人信息保护法 art. 45, 47.
Verbs: ask_for_rescue, file_report, me_too, answer_report, say_mended, erase_report.
"""
