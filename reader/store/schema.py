"""The tables, as numbered migrations; a file's ``user_version`` is the number of those it has.

Made for 1,000,000 articles in 5,000 sources and 3,000 places. Whatever a list can show is a set of
articles kept in the list's order, (time, article), so that no list sorts: the index of all, the
index by source, and the narrow tables `place`, `unread` and `starred`. A mark is a row in one of
these, so marking 100,000 articles rewrites no article. Functions and collations are SQLite's own,
so that any sqlite3 can check the file.
"""

from pathlib import Path

from reader.errors import StoreForeign, StoreNewer
from reader.store import files
from reader.store.database import Connection, Database

APPLICATION_ID = int.from_bytes(b"zhnw")
"""What tells the file from the databases of other programs."""

MIGRATIONS = (
    """
    CREATE TABLE source (
        id INTEGER PRIMARY KEY AUTOINCREMENT,  -- never used again: a list may still hold it
        url TEXT NOT NULL UNIQUE,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        region TEXT,
        every INTEGER,
        full_text TEXT NOT NULL,
        charset TEXT NOT NULL,
        declared INTEGER NOT NULL,
        enabled INTEGER NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        checked INTEGER,
        succeeded INTEGER,
        retry_after INTEGER,
        problem TEXT                           -- JSON: [kind, message, params]
    ) STRICT;

    -- Where articles stand and why, each combination once.
    CREATE TABLE placement (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,                  -- the primary one, or empty
        regions TEXT NOT NULL,                 -- parted by blanks
        places TEXT NOT NULL,                  -- the regions and all above them, parted by blanks
        reason TEXT NOT NULL,                  -- JSON: [message, params]
        UNIQUE (places, regions, region, reason)
    ) STRICT;

    CREATE TABLE article (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        source INTEGER NOT NULL REFERENCES source,
        time INTEGER NOT NULL,
        placement INTEGER NOT NULL REFERENCES placement,
        extent TEXT NOT NULL,
        headline TEXT NOT NULL,
        url TEXT NOT NULL,
        published TEXT,
        press TEXT,
        author TEXT,
        editor TEXT,
        responsible_editor TEXT,
        key TEXT NOT NULL,                     -- identity within the source
        url_key TEXT NOT NULL,                 -- canonical link, or empty
        digest TEXT NOT NULL,                  -- of the entry as its source gave it
        fetched INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER))
    ) STRICT;
    CREATE INDEX article_by_time ON article (time);
    CREATE INDEX article_by_source ON article (source, time);
    CREATE UNIQUE INDEX article_by_key ON article (source, key);
    CREATE INDEX article_by_url ON article (url_key);

    CREATE TABLE body (
        article INTEGER PRIMARY KEY REFERENCES article,
        content BLOB NOT NULL                  -- what reader.store.drafts packs
    ) STRICT;

    CREATE TABLE place (
        region TEXT NOT NULL,
        time INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (region, time, article)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE unread (
        time INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (time, article)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE starred (
        time INTEGER NOT NULL,
        article INTEGER NOT NULL,
        PRIMARY KEY (time, article)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE source_count (
        source INTEGER PRIMARY KEY REFERENCES source,
        total INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE place_count (
        region TEXT PRIMARY KEY,
        total INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- What a folder's files looked like when they were read, articles or not.
    CREATE TABLE stamp (
        source INTEGER NOT NULL REFERENCES source,
        key TEXT NOT NULL,
        stamp TEXT NOT NULL,
        PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID
    """,
    """
    ALTER TABLE source ADD COLUMN login TEXT NOT NULL DEFAULT '';
    ALTER TABLE source ADD COLUMN folder TEXT NOT NULL DEFAULT '';
    ALTER TABLE source ADD COLUMN site_url TEXT NOT NULL DEFAULT '';
    ALTER TABLE source ADD COLUMN quiet INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE source ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;

    -- The addresses that sources had before they moved.
    CREATE TABLE former (
        url TEXT PRIMARY KEY,
        source INTEGER NOT NULL REFERENCES source
    ) STRICT, WITHOUT ROWID
    """,
    """
    -- Work that an article waits for again because it changed.
    CREATE TABLE work (
        ticket INTEGER PRIMARY KEY AUTOINCREMENT,  -- a new one whenever the article changes
        task TEXT NOT NULL,
        article INTEGER NOT NULL,                  -- perhaps removed meanwhile
        UNIQUE (task, article)
    ) STRICT;

    -- How far a task has come that is done again for all articles, the newest first.
    CREATE TABLE sweep (
        task TEXT PRIMARY KEY,
        version TEXT NOT NULL,                     -- of the rules it is done by
        below INTEGER NOT NULL                     -- the ids that are still to come
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sweep SELECT 'place', '', coalesce(max(id), 0) + 1 FROM article;

    -- The articles that the reader moved, and where they would stand by themselves.
    CREATE TABLE moved (
        article INTEGER PRIMARY KEY REFERENCES article,
        placement INTEGER NOT NULL REFERENCES placement
    ) STRICT;

    -- Where a source's articles stand instead of where they would stand by themselves.
    CREATE TABLE rule (
        source INTEGER NOT NULL REFERENCES source,
        found TEXT NOT NULL,                       -- a region, or empty for those of none
        region TEXT NOT NULL,
        PRIMARY KEY (source, found)
    ) STRICT, WITHOUT ROWID;

    -- What the screen remembers from one time to the next, as JSON.
    CREATE TABLE memory (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    -- Articles of greater ids are new to the task.
    ALTER TABLE sweep ADD COLUMN above INTEGER NOT NULL DEFAULT 0;
    UPDATE sweep SET above = (SELECT coalesce(max(id), 0) FROM article)
    """,
    """
    -- The tokens of each article's words (reader.text.bigrams), and of nothing else: a rowid is an
    -- article's id. Contentless, so that no text is kept twice.
    CREATE VIRTUAL TABLE tokens USING fts5 (
        words, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii'
    );

    -- Removed articles whose tokens are still there: what they were nobody knows any more.
    CREATE TABLE stale (
        article INTEGER PRIMARY KEY
    ) STRICT;

    -- The times of many articles at little cost.
    CREATE INDEX article_time ON article (id, time);

    INSERT INTO sweep
        SELECT 'index', '', coalesce(max(id), 0) + 1, coalesce(max(id), 0) FROM article
    """,
    """
    ALTER TABLE source ADD COLUMN charset_declared TEXT NOT NULL DEFAULT '';
    ALTER TABLE source ADD COLUMN charset_used TEXT NOT NULL DEFAULT ''
    """,
    """
    -- Numbers under which an article may meet its reprints (reader.text.likeness).
    CREATE TABLE anchor (
        hash INTEGER NOT NULL,
        time INTEGER NOT NULL,
        article INTEGER NOT NULL,                  -- perhaps removed, or changed meanwhile
        PRIMARY KEY (hash, time, article)
    ) STRICT, WITHOUT ROWID;

    -- The articles that share their story with others, the lead of each story too.
    CREATE TABLE story (
        article INTEGER PRIMARY KEY REFERENCES article,
        time INTEGER NOT NULL,                     -- the article's
        lead INTEGER NOT NULL                      -- the article that stands for the story
    ) STRICT;
    CREATE INDEX story_by_lead ON story (lead, time);

    -- The list of all where a story is one row.
    ALTER TABLE article ADD COLUMN reprint INTEGER NOT NULL DEFAULT 0;  -- of a story led by another
    CREATE INDEX article_shown ON article (reprint, time);

    -- How many rows fewer than articles the list of a place shows, the empty one being all.
    CREATE TABLE fold (
        region TEXT PRIMARY KEY,
        total INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sweep
        SELECT 'story', '', coalesce(max(id), 0) + 1, coalesce(max(id), 0) FROM article
    """,
    """
    -- Where a source's articles stand instead of where they would stand by themselves.
    ALTER TABLE rule RENAME TO source_rule;

    -- What is done with the articles that a query finds, those that are stored and those to come.
    CREATE TABLE rule (
        id INTEGER PRIMARY KEY AUTOINCREMENT,      -- never used again
        action TEXT NOT NULL,                      -- mute, star or move
        query TEXT NOT NULL,
        region TEXT NOT NULL                       -- where articles are moved to, or empty
    ) STRICT;

    -- Which articles a rule has found, which holds for as long as there is the rule.
    CREATE TABLE ruled (
        article INTEGER NOT NULL,
        rule INTEGER NOT NULL,
        PRIMARY KEY (article, rule)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ruled_by_rule ON ruled (rule);

    -- The articles that rules keep out of the lists.
    CREATE TABLE muted (
        time INTEGER NOT NULL,
        article INTEGER PRIMARY KEY
    ) STRICT;
    CREATE INDEX muted_by_time ON muted (time);

    -- The articles that the reader gave a star or took it from, which rules leave alone.
    CREATE TABLE own_star (
        article INTEGER PRIMARY KEY
    ) STRICT;
    INSERT INTO own_star SELECT article FROM starred;

    -- The rule that moved an article, none where the reader did.
    ALTER TABLE moved ADD COLUMN rule INTEGER;

    INSERT INTO sweep (task, version, below, above)
        SELECT 'rule', '', coalesce(max(id), 0) + 1, coalesce(max(id), 0) FROM article;

    -- How long a source's articles are kept, empty: as long as others.
    ALTER TABLE source ADD COLUMN keep TEXT NOT NULL DEFAULT '';

    -- By what a removed article would be known again, in a source that still lists it.
    CREATE TABLE dropped (
        source INTEGER NOT NULL REFERENCES source,
        identity INTEGER NOT NULL,                 -- a digest of its key, its link or its words
        PRIMARY KEY (source, identity)
    ) STRICT, WITHOUT ROWID
    """,
    """
    -- Bodies that wait to be compressed and moved to `body` (reader.store.bodies).
    CREATE TABLE fresh (
        article INTEGER PRIMARY KEY REFERENCES article,
        content BLOB NOT NULL
    ) STRICT;

    -- The articles that the list of all leaves out where a story is one row: those that are muted
    -- and those for which another one stands. Lists look an article up here, but that of all walks
    -- the others by the index.
    CREATE TABLE hidden (
        article INTEGER PRIMARY KEY
    ) STRICT;
    INSERT INTO hidden
        SELECT article FROM muted UNION SELECT article FROM story WHERE article <> lead;
    DELETE FROM hidden WHERE article IN (
        SELECT article FROM (
            SELECT article, row_number() OVER (PARTITION BY lead ORDER BY time, article) AS place
            FROM story WHERE lead IN (SELECT article FROM muted)
            AND article NOT IN (SELECT article FROM muted)
        ) WHERE place = 1
    );
    ALTER TABLE article ADD COLUMN hidden INTEGER NOT NULL DEFAULT 0;
    UPDATE article SET hidden = 1 WHERE id IN (SELECT article FROM hidden);
    DROP INDEX article_shown;
    CREATE INDEX article_shown ON article (hidden, time)
    """,
)
"""Statements parted by semicolons, which may stand nowhere else in them."""
NEWEST = len(MIGRATIONS)


def prepare(database: Database, migrations: tuple[str, ...] = MIGRATIONS) -> None:
    """Bring the tables of *database* up to date, or make them in an empty one.

    A file that has tables is copied first, to ``NAME.v1`` for version 1. Raises StoreForeign,
    StoreNewer, StoreDamaged, and whatever else a write can raise.
    """
    version = version_of(database, len(migrations))
    if not version:
        database.allow_trim()
    if version < len(migrations):
        with database.write() as connection:
            # Asked again under the lock: another process may have been faster.
            version = version_of(database, len(migrations))
            if version:
                _keep_copy(database, version)
            for script in migrations[version:]:
                _run(connection, script)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {len(migrations)}")
    if not database.read_only:
        database.use_log()


def is_current(database: Database) -> bool:
    """Tell whether the tables are up to date. Raises StoreForeign, StoreNewer."""
    return version_of(database) == NEWEST


def version_of(database: Database, newest: int = NEWEST) -> int:
    """Give the version of a file's tables, 0 for an empty one. Raises StoreForeign, StoreNewer."""
    # In one statement, since another process may be making the tables.
    [(application, version, tables)] = database.select(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    )
    if application == APPLICATION_ID:
        if version > newest:
            raise StoreNewer(path=str(database.path))
        return int(version)
    if application or version or tables:
        raise StoreForeign(path=str(database.path))
    return 0


def _run(connection: Connection, script: str) -> None:
    # Not executescript: it would end the transaction.
    for statement in script.split(";"):
        connection.execute(statement)


def _keep_copy(database: Database, version: int) -> None:
    if database.path is None:
        return
    with files.replacing(copy_path(database.path, version)) as part:
        database.copy(part)


def copy_path(path: Path, version: int) -> Path:
    """Give where the file *path* of schema *version* is kept before it is migrated."""
    return path.with_name(f"{path.name}.v{version}")
