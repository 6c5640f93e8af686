-- insert
INSERT INTO audit (first, entries, body) VALUES (?1, ?2, ?3);

-- size
SELECT first + entries FROM audit ORDER BY first DESC LIMIT 1;

-- delete_below
DELETE FROM audit WHERE first < (SELECT max(first) FROM audit WHERE first <= ?1);

-- from
SELECT first, entries, body FROM audit WHERE first >= coalesce((SELECT max(first) FROM audit WHERE first <= ?1), 0) ORDER BY first LIMIT ?2;
