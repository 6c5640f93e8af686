-- insert
INSERT INTO feed (first, entries, body) VALUES (?1, ?2, ?3);

-- end
SELECT first + entries FROM feed ORDER BY first DESC LIMIT 1;

-- from
SELECT first, entries, body FROM feed WHERE first >= coalesce((SELECT max(first) FROM feed WHERE first <= ?1), 0) ORDER BY first;

-- let_go
DELETE FROM feed WHERE first + entries <= ?1 AND first < (SELECT max(first) FROM feed);

-- cursors
SELECT subscription, position FROM tell_cursor ORDER BY subscription;

-- put_cursor
INSERT INTO tell_cursor (subscription, position) VALUES (?1, ?2) ON CONFLICT (subscription) DO UPDATE SET position = excluded.position;

-- forget_cursor
DELETE FROM tell_cursor WHERE subscription = ?1;

-- put_untold
INSERT INTO untold (subscription, position, kind, message, part, at, since, attempts, next, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
ON CONFLICT (subscription, position) DO UPDATE SET since = excluded.since, attempts = excluded.attempts, next = excluded.next, error = excluded.error;

-- remove_untold
DELETE FROM untold WHERE subscription = ?1 AND position = ?2;

-- forget_untold
DELETE FROM untold WHERE subscription = ?1;

-- keep_dead
DELETE FROM untold WHERE subscription = ?1 AND next IS NULL
AND position <= (SELECT position FROM untold WHERE subscription = ?1 AND next IS NULL ORDER BY position DESC LIMIT 1 OFFSET ?2);

-- waiting
SELECT position, kind, message, part, at, since, attempts, next, error
FROM untold WHERE subscription = ?1 AND position > ?2 AND next IS NOT NULL ORDER BY position LIMIT ?3;

-- dead
SELECT position, kind, message, part, at, since, attempts, next, error
FROM untold WHERE subscription = ?1 AND position > ?2 AND next IS NULL ORDER BY position LIMIT ?3;
