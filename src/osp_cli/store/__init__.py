"""Where everything is kept: the only package that knows SQLModel, SQLAlchemy and sqlite3.

tables/       what a row holds (SQLModel), triggers.py what each table writes into the journal
statements/   every statement, by name; generate.py compiles them to the SQL text of compiled.py
migrations/   the numbered, frozen steps from one version of the file to the next
connection.py opening a file, waiting for a lock, what SQLite's refusals mean
store.py      Store: `reading()` is one snapshot, `writing()` one transaction and one unit of undo
reading.py, paging.py, history.py     values out;  writing.py, records.py, undoing.py     values in
"""
