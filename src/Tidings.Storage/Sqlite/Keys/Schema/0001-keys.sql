CREATE TABLE installation (
    only INTEGER PRIMARY KEY CHECK (only = 1),
    id   TEXT NOT NULL
) STRICT;

CREATE TABLE master_key (
    purpose TEXT NOT NULL,
    version INTEGER NOT NULL,
    root    TEXT NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (purpose, version)
) STRICT;

-- Appended in the order of the positions, and changed in place to a value of the same length: pages of a tree that splits would leave copies of keys
-- behind, in room that is free and never cleared. The index, which does split, holds none. A destroyed key is all zeros.
CREATE TABLE data_key (
    position INTEGER PRIMARY KEY,
    subject  TEXT NOT NULL,
    version  INTEGER NOT NULL,
    wrapped  BLOB NOT NULL
) STRICT;

CREATE UNIQUE INDEX data_key_of ON data_key (subject, version);

CREATE TABLE destruction (
    number  INTEGER PRIMARY KEY,
    subject TEXT NOT NULL,
    at      INTEGER NOT NULL,
    keys    INTEGER NOT NULL
) STRICT;
