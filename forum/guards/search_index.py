"""The full-text index of what can be found, which no model can declare: one for each engine.

PostgreSQL keeps the words of a row in a column of its own, worked out by the database. SQLite
keeps them in a table of its own, which forum.search writes together with the row.
"""

from __future__ import annotations

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from forum.guards.declaring import POSTGRESQL, SQLITE

TABLE = "forum_searchtext"
COLUMN = "found_by"
SQLITE_TABLE = "forum_searchtext_words"
SIGNS = "/_-–—‑.,:;()[]{}<>&=#@+*|!?$~^£‘’“”"
"""Read as spaces, so that "2018/19" is found by "2018-19"."""
ACCENTED = "ÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝàáâãäåçèéêëìíîïñòóôõöøùúûüýÿ"
PLAIN = "AAAAAACEEEEIIIINOOOOOOUUUUYaaaaaaceeeeiiiinoooooouuuuyy"
READ_AS = f"'{SIGNS}{ACCENTED}', repeat(' ', {len(SIGNS)}) || '{PLAIN}'"
"""What PostgreSQL is told to read as something else; SQLite does so by itself."""

_POSTGRESQL = f"""
    ALTER TABLE {TABLE} ADD COLUMN {COLUMN} tsvector GENERATED ALWAYS AS (
        array_to_tsvector(string_to_array(btrim(scope), ' ')) || to_tsvector('english'::regconfig,
        translate(title || ' ' || words, {READ_AS}))
    ) STORED;
    ALTER TABLE {TABLE} SET (toast_tuple_target = 256);
    CREATE INDEX {TABLE}_{COLUMN} ON {TABLE} USING gin ({COLUMN}) WITH (fastupdate = off);
"""
_SQLITE = f"""
    CREATE VIRTUAL TABLE {SQLITE_TABLE} USING fts5(
        title, words, tokenize = 'porter unicode61 remove_diacritics 2')
"""
_SQLITE_AGAIN = (
    f"INSERT INTO {SQLITE_TABLE} (rowid, title, words) SELECT id, title, words FROM {TABLE}"
)


def install_search_index(connection: BaseDatabaseWrapper) -> None:
    """Put the index up, with all that is there to be found, unless it stands already."""
    tables = set(connection.introspection.table_names())
    if TABLE not in tables:
        return
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        if connection.vendor == SQLITE and SQLITE_TABLE not in tables:
            cursor.execute(_SQLITE)
            cursor.execute(_SQLITE_AGAIN)
        elif connection.vendor == POSTGRESQL:
            fields = connection.introspection.get_table_description(cursor, TABLE)
            if COLUMN not in {field.name for field in fields}:
                cursor.execute(_POSTGRESQL)
