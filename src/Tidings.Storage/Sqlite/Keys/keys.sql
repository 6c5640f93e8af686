-- read_installation
SELECT id FROM installation;

-- add_installation
INSERT INTO installation (only, id) VALUES (1, ?1);

-- masters
SELECT purpose, version, root, wrapped FROM master_key ORDER BY purpose, version;

-- add_master
INSERT INTO master_key (purpose, version, root, wrapped) VALUES (?1, ?2, ?3, ?4);

-- rewrap_master
UPDATE master_key SET root = ?3, wrapped = ?4 WHERE purpose = ?1 AND version = ?2;

-- drop_master
DELETE FROM master_key WHERE purpose = ?1 AND version = ?2;

-- of_subject
SELECT position, version, wrapped FROM data_key WHERE subject = ?1 ORDER BY version;

-- of_version
SELECT position, wrapped FROM data_key WHERE subject = ?1 AND version = ?2;

-- add_key
INSERT INTO data_key (subject, version, wrapped) VALUES (?1, ?2, ?3) ON CONFLICT (subject, version) DO NOTHING;

-- page
SELECT position, subject, version, wrapped FROM data_key WHERE position > ?1 ORDER BY position LIMIT ?2;

-- rewrap
UPDATE data_key SET wrapped = ?3 WHERE position = ?1 AND wrapped = ?2;

-- destroy
UPDATE data_key SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?1 AND wrapped <> zeroblob(length(wrapped));

-- destroy_version
UPDATE data_key SET wrapped = zeroblob(length(wrapped)) WHERE subject = ?1 AND version = ?2 AND wrapped <> zeroblob(length(wrapped));

-- note_destroyed
INSERT INTO destruction (subject, at, keys) VALUES (?1, ?2, ?3);
