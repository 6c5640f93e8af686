-- What whoever seals can tell his own claims and marks of dispatch by. Null: written before there were such.
ALTER TABLE claim ADD COLUMN tag INTEGER;
ALTER TABLE dispatch ADD COLUMN tag INTEGER;

-- How many rows there are of what the audit log has no entries of: one row, written with each transaction that changes it.
CREATE TABLE tally (
    only          INTEGER PRIMARY KEY CHECK (only = 1),
    audit         INTEGER NOT NULL,
    mark          INTEGER NOT NULL,
    before_mark   INTEGER NOT NULL,
    after_mark    INTEGER NOT NULL,
    deferred      INTEGER NOT NULL,
    claims        INTEGER NOT NULL,
    profiles      INTEGER NOT NULL,
    accounts      INTEGER NOT NULL,
    documents     INTEGER NOT NULL,
    keys          INTEGER NOT NULL,
    whole_keys    INTEGER NOT NULL,
    tag           INTEGER NOT NULL
) STRICT;
