"""Take from all but the owner the right to change tables that only grow."""

from django.db.backends.utils import CursorWrapper

_RIGHTS = """
SELECT DISTINCT quote_ident(n.nspname) || '.' || quote_ident(c.relname),
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL aclexplode(c.relacl) a
WHERE (t.tgname LIKE 'pgtrigger\\_%\\_rows\\_stay\\_%'
       OR t.tgname LIKE 'pgtrigger\\_append\\_only\\_%')
  AND a.privilege_type IN ('UPDATE', 'DELETE', 'TRUNCATE') AND a.grantee <> c.relowner
ORDER BY 1, 2
"""


def seal_growing_tables(*, cursor: CursorWrapper) -> list[str]:
    """Revoke UPDATE, DELETE and TRUNCATE on every append-only table; return what was revoked.

    The triggers refuse as well, but whoever may write can tell them to look away for a session;
    a right that nobody has cannot be talked into. Run as the owner, after every migration.
    """
    cursor.execute(_RIGHTS)
    found = [(str(table), str(role)) for table, role in cursor.fetchall()]
    for table, role in found:
        cursor.execute(f"REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}")
    return [f"{table} {role}" for table, role in found]
