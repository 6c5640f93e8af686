-- A row a transaction, not a row an entry: the entries of a commit are written as one value at the right-hand edge.
CREATE TABLE audit (
    first   INTEGER PRIMARY KEY,
    entries INTEGER NOT NULL,
    body    BLOB NOT NULL
) STRICT;
