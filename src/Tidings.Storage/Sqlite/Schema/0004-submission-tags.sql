-- What whoever seals can tell a submission by that he wrote. Null: written before there were such.
ALTER TABLE submission ADD COLUMN tag INTEGER;
