-- What ordered sources brought and how far snapshots reach, in the tally. 0 until the node has counted them at its first start with this version.
ALTER TABLE tally ADD COLUMN sources INTEGER NOT NULL DEFAULT 0;
ALTER TABLE tally ADD COLUMN reach INTEGER NOT NULL DEFAULT 0;
