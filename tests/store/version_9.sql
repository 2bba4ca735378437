-- A database of version 9, as the zhnews of that version wrote it.
PRAGMA application_id = 2053664375;
PRAGMA user_version = 9;
CREATE TABLE source (id INTEGER PRIMARY KEY AUTOINCREMENT, url TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL, region TEXT, every INTEGER, full_text TEXT NOT NULL, charset TEXT NOT NULL, declared INTEGER NOT NULL, enabled INTEGER NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL, checked INTEGER, succeeded INTEGER, retry_after INTEGER, problem TEXT, login TEXT NOT NULL DEFAULT '', folder TEXT NOT NULL DEFAULT '', site_url TEXT NOT NULL DEFAULT '', quiet INTEGER NOT NULL DEFAULT 0, failures INTEGER NOT NULL DEFAULT 0, charset_declared TEXT NOT NULL DEFAULT '', charset_used TEXT NOT NULL DEFAULT '', keep TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE placement (id INTEGER PRIMARY KEY, region TEXT NOT NULL, regions TEXT NOT NULL, places TEXT NOT NULL, reason TEXT NOT NULL, UNIQUE (places, regions, region, reason)) STRICT;
CREATE TABLE article (id INTEGER PRIMARY KEY AUTOINCREMENT, source INTEGER NOT NULL REFERENCES source, time INTEGER NOT NULL, placement INTEGER NOT NULL REFERENCES placement, extent TEXT NOT NULL, headline TEXT NOT NULL, url TEXT NOT NULL, published TEXT, press TEXT, author TEXT, editor TEXT, responsible_editor TEXT, key TEXT NOT NULL, url_key TEXT NOT NULL, digest TEXT NOT NULL, fetched INTEGER NOT NULL DEFAULT (CAST(strftime('%s', 'now') AS INTEGER)), reprint INTEGER NOT NULL DEFAULT 0, hidden INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE body (article INTEGER PRIMARY KEY REFERENCES article, content BLOB NOT NULL) STRICT;
CREATE TABLE place (region TEXT NOT NULL, time INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (region, time, article)) STRICT, WITHOUT ROWID;
CREATE TABLE unread (time INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (time, article)) STRICT, WITHOUT ROWID;
CREATE TABLE starred (time INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (time, article)) STRICT, WITHOUT ROWID;
CREATE TABLE source_count (source INTEGER PRIMARY KEY REFERENCES source, total INTEGER NOT NULL, unread INTEGER NOT NULL) STRICT;
CREATE TABLE place_count (region TEXT PRIMARY KEY, total INTEGER NOT NULL, unread INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE stamp (source INTEGER NOT NULL REFERENCES source, key TEXT NOT NULL, stamp TEXT NOT NULL, PRIMARY KEY (source, key)) STRICT, WITHOUT ROWID;
CREATE TABLE former (url TEXT PRIMARY KEY, source INTEGER NOT NULL REFERENCES source) STRICT, WITHOUT ROWID;
CREATE TABLE work (ticket INTEGER PRIMARY KEY AUTOINCREMENT, task TEXT NOT NULL, article INTEGER NOT NULL, UNIQUE (task, article)) STRICT;
CREATE TABLE sweep (task TEXT PRIMARY KEY, version TEXT NOT NULL, below INTEGER NOT NULL, above INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE moved (article INTEGER PRIMARY KEY REFERENCES article, placement INTEGER NOT NULL REFERENCES placement, rule INTEGER) STRICT;
CREATE TABLE "source_rule" (source INTEGER NOT NULL REFERENCES source, found TEXT NOT NULL, region TEXT NOT NULL, PRIMARY KEY (source, found)) STRICT, WITHOUT ROWID;
CREATE TABLE memory (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIRTUAL TABLE tokens USING fts5 (words, content = '', detail = 'none', columnsize = 0, tokenize = 'ascii');
CREATE TABLE stale (article INTEGER PRIMARY KEY) STRICT;
CREATE TABLE anchor (hash INTEGER NOT NULL, time INTEGER NOT NULL, article INTEGER NOT NULL, PRIMARY KEY (hash, time, article)) STRICT, WITHOUT ROWID;
CREATE TABLE story (article INTEGER PRIMARY KEY REFERENCES article, time INTEGER NOT NULL, lead INTEGER NOT NULL) STRICT;
CREATE TABLE fold (region TEXT PRIMARY KEY, total INTEGER NOT NULL, unread INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE rule (id INTEGER PRIMARY KEY AUTOINCREMENT, action TEXT NOT NULL, query TEXT NOT NULL, region TEXT NOT NULL) STRICT;
CREATE TABLE ruled (article INTEGER NOT NULL, rule INTEGER NOT NULL, PRIMARY KEY (article, rule)) STRICT, WITHOUT ROWID;
CREATE TABLE muted (time INTEGER NOT NULL, article INTEGER PRIMARY KEY) STRICT;
CREATE TABLE own_star (article INTEGER PRIMARY KEY) STRICT;
CREATE TABLE dropped (source INTEGER NOT NULL REFERENCES source, identity INTEGER NOT NULL, PRIMARY KEY (source, identity)) STRICT, WITHOUT ROWID;
CREATE TABLE fresh (article INTEGER PRIMARY KEY REFERENCES article, content BLOB NOT NULL) STRICT;
CREATE TABLE hidden (article INTEGER PRIMARY KEY) STRICT;
CREATE INDEX article_by_time ON article (time);
CREATE INDEX article_by_source ON article (source, time);
CREATE UNIQUE INDEX article_by_key ON article (source, key);
CREATE INDEX article_by_url ON article (url_key);
CREATE INDEX article_time ON article (id, time);
CREATE INDEX story_by_lead ON story (lead, time);
CREATE INDEX ruled_by_rule ON ruled (rule);
CREATE INDEX muted_by_time ON muted (time);
CREATE INDEX article_shown ON article (hidden, time);
INSERT INTO source VALUES
    (1, 'https://延吉.example/feed', 'auto', '', '延吉频道', NULL, NULL, 'demand', '', 0, 1, '', '', NULL, NULL, NULL, NULL, '', '', '', 0, 0, '', '', ''),
    (2, 'https://图们.example/feed', 'auto', '', '图们频道', NULL, NULL, 'demand', '', 0, 1, '', '', NULL, NULL, NULL, NULL, '', '', '', 0, 0, '', '', '');
INSERT INTO placement VALUES
    (1, '222401', '222401', '222401 222400 220000', '["标题：{name}",{"name":"222401"}]'),
    (2, '', '', '', '["",{}]');
INSERT INTO article VALUES
    (1, 1, 1790049600, 1, 'full', '江边来了候鸟', '', NULL, NULL, NULL, NULL, NULL, '江边来了候鸟', '', '3811e3c280626b7f', 1795986336, 0, 0),
    (2, 1, 1790049660, 1, 'full', '早市开张了', '', NULL, NULL, NULL, NULL, NULL, '早市开张了', '', '766f5eb17994058b', 1795986336, 0, 0),
    (3, 1, 1790049720, 2, 'full', '步道建成', '', NULL, NULL, NULL, NULL, NULL, '步道建成', '', '5bdb82c48254e4ae', 1795986336, 0, 0),
    (4, 2, 1790049780, 1, 'full', '候鸟来到江边', '', NULL, NULL, NULL, NULL, NULL, '候鸟来到江边', '', '7e8aa6adb8790b73', 1795986336, 1, 1),
    (5, 2, 1790049840, 1, 'full', '广告', '', NULL, NULL, NULL, NULL, NULL, '广告', '', '105c30183fd5c12e', 1795986336, 0, 1);
INSERT INTO place VALUES
    ('220000', 1790049600, 1),
    ('220000', 1790049660, 2),
    ('220000', 1790049780, 4),
    ('220000', 1790049840, 5),
    ('222400', 1790049600, 1),
    ('222400', 1790049660, 2),
    ('222400', 1790049780, 4),
    ('222400', 1790049840, 5),
    ('222401', 1790049600, 1),
    ('222401', 1790049660, 2),
    ('222401', 1790049780, 4),
    ('222401', 1790049840, 5);
INSERT INTO unread VALUES
    (1790049600, 1),
    (1790049720, 3),
    (1790049780, 4),
    (1790049840, 5);
INSERT INTO starred VALUES
    (1790049720, 3);
INSERT INTO source_count VALUES
    (1, 3, 2),
    (2, 1, 1);
INSERT INTO place_count VALUES
    ('220000', 3, 2),
    ('222400', 3, 2),
    ('222401', 3, 2);
INSERT INTO sweep VALUES
    ('index', '1', 6, 5),
    ('place', '', 1, 5),
    ('rule', '', 1, 5),
    ('story', '', 1, 5);
INSERT INTO story VALUES
    (1, 1790049600, 1),
    (4, 1790049780, 1);
INSERT INTO fold VALUES
    ('', 1, 1),
    ('220000', 1, 1),
    ('222400', 1, 1),
    ('222401', 1, 1);
INSERT INTO rule VALUES
    (1, 'mute', '广告', '');
INSERT INTO ruled VALUES
    (5, 1);
INSERT INTO muted VALUES
    (1790049840, 5);
INSERT INTO own_star VALUES
    (3);
INSERT INTO fresh VALUES
    (1, CAST('["江边来了候鸟",null,null,"",[["paragraph","江边来了候鸟，今天起向市民开放。"]],[],[],null,null,null,false]' AS BLOB)),
    (2, CAST('["早市开张了",null,null,"",[["paragraph","早市开张了，今天起向市民开放。"]],[],[],null,null,null,false]' AS BLOB)),
    (3, CAST('["步道建成",null,null,"",[["paragraph","步道建成，今天起向市民开放。"]],[],[],null,null,null,false]' AS BLOB)),
    (4, CAST('["候鸟来到江边",null,null,"",[["paragraph","候鸟来到江边，今天起向市民开放。"]],[],[],null,null,null,false]' AS BLOB)),
    (5, CAST('["广告",null,null,"",[["paragraph","广告，今天起向市民开放。"]],[],[],null,null,null,false]' AS BLOB));
INSERT INTO hidden VALUES
    (4),
    (5);
