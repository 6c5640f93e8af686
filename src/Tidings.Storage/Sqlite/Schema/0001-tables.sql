-- Primary keys are chosen so that the flow's inserts hit the right-hand edge of their tree. Times are microseconds since 1970, UTC.

CREATE TABLE installation (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE partition (
    partition       INTEGER PRIMARY KEY,
    epoch           INTEGER NOT NULL DEFAULT 0,
    owner           TEXT,
    snapshots_up_to INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE bind (
    bind  TEXT PRIMARY KEY,
    epoch INTEGER NOT NULL,
    owner TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
    source           TEXT NOT NULL,
    source_partition INTEGER NOT NULL,
    partition        INTEGER NOT NULL,
    high             INTEGER NOT NULL,
    PRIMARY KEY (source, source_partition, partition)
) STRICT, WITHOUT ROWID;

-- The payload last: what is read to filter stands before it.
CREATE TABLE journal (
    id        INTEGER PRIMARY KEY,
    partition INTEGER NOT NULL,
    messages  INTEGER NOT NULL,
    class     INTEGER NOT NULL,
    carrier   TEXT,
    customer  TEXT NOT NULL,
    event_key INTEGER NOT NULL,
    delta     BLOB NOT NULL,
    payload   BLOB NOT NULL
) STRICT;

CREATE TABLE deferred (
    id         INTEGER PRIMARY KEY,
    carrier    TEXT NOT NULL,
    not_before INTEGER NOT NULL
) STRICT;

CREATE INDEX deferred_by_time ON deferred (carrier, not_before);

CREATE TABLE submission (
    message   INTEGER NOT NULL,
    segment   INTEGER NOT NULL,
    attempt   INTEGER NOT NULL,
    at        INTEGER NOT NULL,
    result    INTEGER NOT NULL,
    status    INTEGER NOT NULL,
    settles   INTEGER NOT NULL,
    bind      TEXT NOT NULL,
    reference TEXT,
    PRIMARY KEY (message, segment, attempt)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    message INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    ord     INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    state   INTEGER NOT NULL,
    error   TEXT,
    PRIMARY KEY (message, segment, ord)
) STRICT, WITHOUT ROWID;

CREATE TABLE claim (
    bind     TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    segments BLOB NOT NULL,
    PRIMARY KEY (bind, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile (
    partition INTEGER NOT NULL,
    customer  TEXT NOT NULL,
    up_to     INTEGER NOT NULL,
    next_due  INTEGER,
    state     BLOB NOT NULL,
    PRIMARY KEY (partition, customer)
) STRICT, WITHOUT ROWID;

CREATE INDEX profile_due ON profile (partition, next_due) WHERE next_due IS NOT NULL;

-- Keys are hashes: in one tree each entry would touch a page of its own. They are written into runs of a few thousand, each so small that its
-- pages stay together, and full runs are merged in idle moments, sixteen into one of the next level.
CREATE TABLE lookup (
    run     INTEGER NOT NULL,
    key     INTEGER NOT NULL,
    message INTEGER NOT NULL,
    segment INTEGER NOT NULL,
    PRIMARY KEY (run, key, message, segment)
) STRICT, WITHOUT ROWID;

CREATE TABLE lookup_run (
    run          INTEGER PRIMARY KEY AUTOINCREMENT,
    level        INTEGER NOT NULL,
    entries      INTEGER NOT NULL DEFAULT 0,
    merging_into INTEGER
) STRICT;

CREATE TABLE dispatch (
    carrier TEXT PRIMARY KEY,
    low     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
    account TEXT PRIMARY KEY,
    body    BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE document (
    kind    TEXT NOT NULL,
    id      TEXT NOT NULL,
    version INTEGER NOT NULL,
    at      INTEGER NOT NULL,
    body    BLOB NOT NULL,
    PRIMARY KEY (kind, id, version)
) STRICT;
