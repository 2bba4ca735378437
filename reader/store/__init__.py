"""SQLite, and the only user of it.

`reader.store.store.Store` is the door: the other rooms see it, its parts and the records that these
return, and no SQL. Inside, from the bottom up:

- `files`, `database`, `schema`: the file, its connections and transactions, its tables
- `drafts`, `counts`, `folding`, `queue`: what is kept of and about each article, in a transaction
- `placement`, `marks`, `indexing`, `stories`, `rules`: what the text, the reader and rules change
- `filters`, `views`, `search`: how a list is asked for
- `ingestion`, `removal`, `sources`, `articles`, `archive`, `memory`: what comes, goes and is read
- `maintenance`: checks and backups of a file that may not even open
"""
