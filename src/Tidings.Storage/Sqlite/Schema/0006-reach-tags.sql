-- What whoever seals can tell by that he wrote how far snapshots reach and what a source brought. Null: written before there were such.
ALTER TABLE partition ADD COLUMN tag INTEGER;
ALTER TABLE source ADD COLUMN tag INTEGER;
