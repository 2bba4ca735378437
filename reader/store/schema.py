"""The tables: how they are made, and how those of older versions are brought up to date.

Made for 1,000,000 articles in 5,000 sources and 3,000 places. Whatever a list can show is a set of
articles stored in the list's order, (time, article), so that no list sorts: the index of all, the
index by source, and the narrow tables `place`, `unread` and `starred`; of what is most reprinted
first, the index of `story` by the number of sources. A mark is a row in one of these, so marking
100,000 articles rewrites no article. Functions and collations are SQLite's own, so that any sqlite3
can check the file.
"""

from collections.abc import Mapping
from pathlib import Path

from reader.errors import StoreError, StoreForeign
from reader.i18n import N_
from reader.store import files
from reader.store.database import Connection, Database

APPLICATION_ID = int.from_bytes(b"zhnw")
"""What tells the file from the databases of other programs."""
NEWEST = 13
"""The version of `SCHEMA`; a file's ``user_version`` is the version of its tables.

Some files that are older have more: a table `hidden`, and the columns `fetched` and `reprint` of
`article`, which nothing reads. To drop these takes many seconds where there are many articles.
"""
_SYNC = """
    -- The sources that a server asks for us, and the subscription that each is there.
    CREATE TABLE synced_source (
        source INTEGER PRIMARY KEY REFERENCES source,
        feed TEXT NOT NULL UNIQUE
    ) STRICT;

    -- The items of the server, and which articles they are.
    CREATE TABLE item (
        id TEXT PRIMARY KEY,
        article INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX item_by_article ON item (article);

    -- What the server is yet to be told.
    CREATE TABLE outbox (
        id TEXT NOT NULL,                          -- of an item or a subscription
        mark TEXT NOT NULL,                        -- unread, starred or subscribed
        present INTEGER NOT NULL,                  -- whether it is to have the mark or to lose it
        sent INTEGER NOT NULL,                     -- whether the server may have heard of a mark
        PRIMARY KEY (id, mark)
    ) STRICT, WITHOUT ROWID
"""
_MARKS = """
    -- The articles of which the reader was notified.
    CREATE TABLE told (
        article INTEGER PRIMARY KEY
    ) STRICT;

    -- The articles whose full text and pictures are here, to be read offline.
    CREATE TABLE taken (
        article INTEGER PRIMARY KEY
    ) STRICT
"""
SCHEMA = (
    """
    CREATE TABLE source (
        id INTEGER PRIMARY KEY AUTOINCREMENT,      -- never used again: a list may still hold it
        url TEXT NOT NULL UNIQUE,
        login TEXT NOT NULL,
        kind TEXT NOT NULL,
        name TEXT NOT NULL,
        title TEXT NOT NULL,
        region TEXT,
        folder TEXT NOT NULL,
        every INTEGER,
        full_text TEXT NOT NULL,
        charset TEXT NOT NULL,
        part TEXT NOT NULL DEFAULT '',             -- what its articles' addresses hold
        keep TEXT NOT NULL,                        -- for how long, or empty: for as long as others
        declared INTEGER NOT NULL,
        enabled INTEGER NOT NULL,
        site_url TEXT NOT NULL,
        charset_declared TEXT NOT NULL,
        charset_used TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        quiet INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        checked INTEGER,
        succeeded INTEGER,
        retry_after INTEGER,
        problem TEXT,                              -- JSON: [kind, message, params]
        edition TEXT NOT NULL DEFAULT ''           -- of a paper: the newest day that is all here
    ) STRICT;

    -- The addresses that sources had before they moved.
    CREATE TABLE former (
        url TEXT PRIMARY KEY,
        source INTEGER NOT NULL REFERENCES source
    ) STRICT, WITHOUT ROWID;

    -- What a folder's files looked like when they were read, articles or not.
    CREATE TABLE stamp (
        source INTEGER NOT NULL REFERENCES source,
        key TEXT NOT NULL,
        stamp TEXT NOT NULL,
        PRIMARY KEY (source, key)
    ) STRICT, WITHOUT ROWID;

    -- The identities of removed articles, by which they are known if their source lists them again.
    CREATE TABLE dropped (
        source INTEGER NOT NULL REFERENCES source,
        identity INTEGER NOT NULL,                 -- a digest of its key, its link or its words
        PRIMARY KEY (source, identity)
    ) STRICT, WITHOUT ROWID;

    -- Where a source's articles are placed instead of where they would be by themselves.
    CREATE TABLE source_rule (
        source INTEGER NOT NULL REFERENCES source,
        found TEXT NOT NULL,                       -- a region, or empty for those of none
        region TEXT NOT NULL,
        PRIMARY KEY (source, found)
    ) STRICT, WITHOUT ROWID;

    -- Where articles are placed and why, each combination once.
    CREATE TABLE placement (
        id INTEGER PRIMARY KEY,
        region TEXT NOT NULL,                      -- the primary one, or empty
        regions TEXT NOT NULL,                     -- separated by blanks
        places TEXT NOT NULL,                      -- the regions and all above, separated by blanks
        reason TEXT NOT NULL,                      -- JSON: [message, params]
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
        key TEXT NOT NULL,                         -- identity within the source
        url_key TEXT NOT NULL,                     -- canonical link, or empty
        digest TEXT NOT NULL,                      -- of the entry as its source stated it
        hidden INTEGER NOT NULL DEFAULT 0,         -- in the folded list of all (`folding`)
        page TEXT                                  -- of a newspaper, by number and name
    ) STRICT;
    CREATE INDEX article_by_time ON article (time);
    CREATE INDEX article_by_source ON article (source, time);
    CREATE UNIQUE INDEX article_by_key ON article (source, key);
    CREATE INDEX article_by_url ON article (url_key);
    CREATE INDEX article_time ON article (id, time);  -- the times of many articles at little cost
    CREATE INDEX article_shown ON article (hidden, time);

    -- What the columns of `article` do not hold of it (`drafts`), compressed.
    CREATE TABLE body (
        article INTEGER PRIMARY KEY REFERENCES article,
        content BLOB NOT NULL
    ) STRICT;

    -- Bodies that are still to be compressed and moved to `body`.
    CREATE TABLE fresh (
        article INTEGER PRIMARY KEY REFERENCES article,
        content BLOB NOT NULL
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

    -- The articles that the reader starred or unstarred, which rules leave alone.
    CREATE TABLE own_star (
        article INTEGER PRIMARY KEY
    ) STRICT;

    -- The articles that rules keep out of the lists.
    CREATE TABLE muted (
        time INTEGER NOT NULL,
        article INTEGER PRIMARY KEY
    ) STRICT;
    CREATE INDEX muted_by_time ON muted (time);

    -- The articles that were moved, and where they would be by themselves.
    CREATE TABLE moved (
        article INTEGER PRIMARY KEY REFERENCES article,
        placement INTEGER NOT NULL REFERENCES placement,
        rule INTEGER                               -- that moved it, none: the reader did
    ) STRICT;

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

    -- How many rows fewer than articles the folded list of a place has, the empty one being all.
    CREATE TABLE fold (
        region TEXT PRIMARY KEY,
        total INTEGER NOT NULL,
        unread INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;

    -- The articles that share their story with others, the lead of each story too.
    CREATE TABLE story (
        article INTEGER PRIMARY KEY REFERENCES article,
        time INTEGER NOT NULL,                     -- the article's
        lead INTEGER NOT NULL,                     -- the article that stands for the story
        sources INTEGER NOT NULL DEFAULT 1         -- of the story, but for muted articles
    ) STRICT;
    CREATE INDEX story_by_lead ON story (lead, time);
    CREATE INDEX story_by_sources ON story (sources, time);

    -- Numbers by which an article may be found to be a reprint of another (reader.text.likeness).
    CREATE TABLE anchor (
        hash INTEGER NOT NULL,
        time INTEGER NOT NULL,
        article INTEGER NOT NULL,                  -- perhaps removed, or changed meanwhile
        PRIMARY KEY (hash, time, article)
    ) STRICT, WITHOUT ROWID;

    -- The tokens of each article's words (reader.text.searchable), and of nothing else: a rowid is
    -- an article's id. Contentless, so that no text is stored twice.
    CREATE VIRTUAL TABLE tokens USING fts5 (
        words, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii'
    );

    -- Removed articles whose tokens are still there: what these were is not known any more.
    CREATE TABLE stale (
        article INTEGER PRIMARY KEY
    ) STRICT;

    -- What is done with the articles that a query finds, those that are stored and those to come.
    CREATE TABLE rule (
        id INTEGER PRIMARY KEY AUTOINCREMENT,      -- never used again
        action TEXT NOT NULL,                      -- mute, star, move or notify
        query TEXT NOT NULL,
        region TEXT NOT NULL,                      -- where articles are moved to, or empty
        since INTEGER NOT NULL DEFAULT 0           -- the last article that came before the rule
    ) STRICT;

    -- Which articles a rule has found, which holds for as long as there is the rule.
    CREATE TABLE ruled (
        article INTEGER NOT NULL,
        rule INTEGER NOT NULL,
        PRIMARY KEY (article, rule)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX ruled_by_rule ON ruled (rule);

    -- The queue: tasks that are to be done again for articles that changed.
    CREATE TABLE work (
        ticket INTEGER PRIMARY KEY AUTOINCREMENT,  -- a new one whenever the article changes
        task TEXT NOT NULL,
        article INTEGER NOT NULL,                  -- perhaps removed meanwhile
        UNIQUE (task, article)
    ) STRICT;

    -- How far each task has come with all articles.
    CREATE TABLE sweep (
        task TEXT PRIMARY KEY,
        version TEXT NOT NULL,                     -- of the rules it is done by, empty: none yet
        below INTEGER NOT NULL,                    -- articles of smaller ids are still to come
        above INTEGER NOT NULL                     -- articles of greater ids are new to the task
    ) STRICT, WITHOUT ROWID;
    INSERT INTO sweep VALUES
        ('place', '', 1, 0), ('index', '', 1, 0), ('story', '', 1, 0), ('rule', '', 1, 0);

    -- What the screen remembers from one time to the next, as JSON.
    CREATE TABLE memory (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID;
"""
    + f"{_SYNC};{_MARKS}"
)
MIGRATIONS: Mapping[int, str] = {
    9: """
        ALTER TABLE source ADD COLUMN part TEXT NOT NULL DEFAULT '';
        ALTER TABLE story ADD COLUMN sources INTEGER NOT NULL DEFAULT 1;
        UPDATE story SET sources = told.sources FROM (
            SELECT story.lead, count(DISTINCT article.source) AS sources
            FROM story CROSS JOIN article ON article.id = story.article
            WHERE article.id NOT IN (SELECT article FROM muted) GROUP BY story.lead
        ) AS told
        WHERE story.lead = told.lead AND story.sources <> told.sources;
        CREATE INDEX story_by_sources ON story (sources, time)""",
    10: _SYNC,
    11: """
        ALTER TABLE source ADD COLUMN edition TEXT NOT NULL DEFAULT '';
        ALTER TABLE article ADD COLUMN page TEXT""",
    12: f"ALTER TABLE rule ADD COLUMN since INTEGER NOT NULL DEFAULT 0;{_MARKS}",
}
"""By version, the statements that lead from it to the next. Files of older versions are refused.

Statements, here and in `SCHEMA`, are separated by semicolons, which may stand nowhere else.
"""


def prepare(database: Database) -> None:
    """Bring the tables of *database* up to date, or make them in an empty one.

    A file that has tables is copied first, to ``NAME.v9`` for version 9. Raises StoreForeign,
    StoreError, StoreDamaged, and whatever else a write can raise.
    """
    version = version_of(database)
    if not version:
        database.allow_trim()
    if version < NEWEST:
        with database.write() as connection:
            # Asked again under the lock: another process may have been faster.
            version = version_of(database)
            if version:
                _keep_copy(database, version)
            _run(connection, version)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {NEWEST}")
    if not database.read_only:
        database.use_log()


def is_current(database: Database) -> bool:
    """Return whether the tables are up to date. Raises StoreForeign, StoreError."""
    return version_of(database) == NEWEST


def version_of(database: Database) -> int:
    """Return the version of a file's tables, 0 for an empty file.

    Raises StoreForeign, StoreError where there is no migration any more.
    """
    # In one statement, since another process may be making the tables.
    [(application, version, tables)] = database.select(
        "SELECT application_id, user_version, (SELECT count(*) FROM sqlite_master)"
        " FROM pragma_application_id, pragma_user_version"
    )
    if application == APPLICATION_ID:
        if version > NEWEST:
            raise StoreError(
                N_("数据库 {path} 来自更新的 zhnews，请升级 zhnews 后再打开。"),
                kind="store_newer",
                path=str(database.path),
            )
        if version < min(MIGRATIONS, default=NEWEST):
            raise StoreError(
                N_(
                    "数据库 {path} 来自太旧的 zhnews："
                    "请用那个版本的 zhnews export opml 和 zhnews export jsonl"
                    " 导出来源和文章，移走这个文件，再用 zhnews import 导入。"
                ),
                kind="store_older",
                path=str(database.path),
            )
        return int(version)
    if application or version or tables:
        raise StoreForeign(path=str(database.path))
    return 0


def _run(connection: Connection, version: int) -> None:
    """Make the tables, or migrate those of *version*."""
    scripts = [MIGRATIONS[each] for each in range(version, NEWEST)] if version else [SCHEMA]
    for script in scripts:
        for statement in script.split(";"):  # not executescript: it would end the transaction
            connection.execute(statement)


def _keep_copy(database: Database, version: int) -> None:
    if database.path is None:
        return
    with files.replacing(copy_path(database.path, version)) as part:
        database.copy(part)


def copy_path(path: Path, version: int) -> Path:
    """Return where the file *path* of schema *version* is kept before it is migrated."""
    return path.with_name(f"{path.name}.v{version}")
