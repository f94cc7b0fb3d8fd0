"""电梯登记: the record of every elevator and where each fact came from.

Clauses: A1, A4; identifiers and catalogues in `standards/`.
Verbs: say, decide_field, correct, import_file, ask_import.
"""
