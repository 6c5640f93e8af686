-- replace_account
UPDATE account SET body = ?2 WHERE account = ?1;

-- add_account
INSERT INTO account (account, body) VALUES (?1, ?2);

-- rewrite_account
UPDATE account SET body = ?3 WHERE account = ?1 AND body = ?2;

-- rewrite_document
UPDATE document SET body = ?5 WHERE kind = ?1 AND id = ?2 AND version = ?3 AND body = ?4;

-- accounts_after
SELECT account, body FROM account WHERE account > ?1 ORDER BY account LIMIT ?2;

-- insert_document
INSERT INTO document (kind, id, version, at, body) VALUES (?1, ?2, ?3, ?4, ?5);

-- delete_documents
DELETE FROM document WHERE kind = ?1 AND id = ?2 AND version <= ?3;

-- newest_documents
SELECT id, max(version), at, body FROM document WHERE kind = ?1 GROUP BY id ORDER BY id;

-- all_documents
SELECT id, version, at, body FROM document WHERE kind = ?1 ORDER BY id, version;

-- last_documents
SELECT id, version, at, body FROM document WHERE kind = ?1 AND id < ?2 ORDER BY id DESC, version DESC LIMIT ?3;
