"""The one change a document may see: its body is emptied when its time is over.

By the database's function `ledger_forget` (first migration), which runs as the owner of the
tables, whoever calls it, and knows no later day than the database itself.
"""

import pgtrigger

from hoistway.foundation.fields import append_only

_ALLOWED = """
IF TG_OP = 'UPDATE'
   AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = TG_RELID)
   AND NEW.body = '' AND OLD.keep_until < current_date
   AND to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body'
   AND NOT EXISTS (SELECT 1 FROM ledger_hold h
                   WHERE h.elevator_id = OLD.elevator_id AND h.lifted_at IS NULL)
THEN RETURN NEW; END IF;
"""


def forgettable(name: str) -> list[pgtrigger.Trigger]:
    """Return the triggers of `append_only`, but for the emptying of a body past its time.

    Only as the owner of the table, who serves no page.
    """
    rows, table = append_only(name)
    rows.func = _ALLOWED + str(rows.func)
    return [rows, table]
