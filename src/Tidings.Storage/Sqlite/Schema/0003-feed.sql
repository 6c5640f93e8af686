-- What somebody outside is to be told of: a row a transaction, as the audit log has it, and only while there is a subscription.
CREATE TABLE feed (
    first   INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL,
    body    BLOB NOT NULL
) STRICT;

CREATE TABLE tell_cursor (
    subscription TEXT PRIMARY KEY,
    position     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE untold (
    subscription TEXT NOT NULL,
    position     INTEGER NOT NULL,
    kind         INTEGER NOT NULL,
    message      INTEGER NOT NULL,
    part         INTEGER NOT NULL,
    at           INTEGER NOT NULL,
    since        INTEGER NOT NULL,
    attempts     INTEGER NOT NULL,
    next         INTEGER,
    error        TEXT,
    PRIMARY KEY (subscription, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX untold_dead ON untold (subscription, position) WHERE next IS NULL;
