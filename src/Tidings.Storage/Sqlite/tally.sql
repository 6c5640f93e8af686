-- read
SELECT audit, mark, before_mark, after_mark, deferred, claims, profiles, accounts, documents, keys, whole_keys, sources, reach, tag FROM tally WHERE only = 1;

-- put
INSERT OR REPLACE INTO tally (only, audit, mark, before_mark, after_mark, deferred, claims, profiles, accounts, documents, keys, whole_keys, sources, reach, tag)
VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14);

-- submissions_between
SELECT count(*) FROM submission WHERE message >= ?1 AND message < ?2;

-- submissions_from
SELECT message, segment, attempt, at, result, status, settles, bind, reference, tag
FROM submission WHERE message >= ?1 AND message < ?2 ORDER BY message;

-- deferred
SELECT '', '', id FROM deferred;

-- documents
SELECT id, kind, version FROM document;

-- profiles
SELECT customer, '', partition FROM profile;

-- accounts
SELECT account, '', 0 FROM account;

-- deferred_below
SELECT id FROM deferred WHERE id < ?1;

-- versions_up_to
SELECT version FROM document WHERE kind = ?1 AND id = ?2 AND version <= ?3;

-- marks
SELECT carrier, low, tag FROM dispatch ORDER BY carrier;

-- claims
SELECT bind, sequence, segments, tag FROM claim ORDER BY bind, sequence;

-- tag_claim
UPDATE claim SET tag = ?3 WHERE bind = ?1 AND sequence = ?2;

-- tag_mark
UPDATE dispatch SET tag = ?2 WHERE carrier = ?1;
