"""Where facts are kept: SQLite and PostgreSQL through SQLAlchemy, or memory.

Rows are not facts: nothing of SQLAlchemy leaves this package, except to whoever puts
tables of its own beside these.
"""
