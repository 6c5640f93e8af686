-- insert
INSERT INTO journal (id, partition, messages, class, carrier, customer, event_key, delta, payload)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9);

-- rewrite
UPDATE journal SET payload = ?3 WHERE id = ?1 AND payload = ?2;

-- after
SELECT id, partition, messages, class, carrier, customer, event_key, delta, payload
FROM journal WHERE id > ?1 ORDER BY id LIMIT ?2;

-- after_in_partition
SELECT id, partition, messages, class, carrier, customer, event_key, delta, payload
FROM journal WHERE id > ?1 AND partition = ?3 ORDER BY id LIMIT ?2;

-- to_send_after
SELECT id, partition, messages, class, carrier, customer, event_key, delta, payload
FROM journal WHERE id > ?1 AND messages > 0 AND carrier = ?2 ORDER BY id;

-- newest
SELECT id, partition, messages, class, carrier, customer, event_key, delta, payload
FROM journal WHERE id >= ?1 AND id < ?2 ORDER BY id DESC LIMIT ?3;

-- at_or_before
SELECT id, partition, messages, class, carrier, customer, event_key, delta, payload
FROM journal WHERE id <= ?1 ORDER BY id DESC LIMIT 1;

-- oldest_below
SELECT id, messages, partition FROM journal WHERE id < ?1 ORDER BY id LIMIT ?2;

-- delete_below
DELETE FROM journal WHERE id < ?1;

-- delete_deferred_below
DELETE FROM deferred WHERE id < ?1;

-- put_deferred
INSERT INTO deferred (id, carrier, not_before) VALUES (?1, ?2, ?3) ON CONFLICT (id) DO NOTHING;

-- move_deferred
UPDATE deferred SET carrier = ?2, not_before = ?3 WHERE id = ?1;

-- settle_deferred
DELETE FROM deferred WHERE id = ?1;

-- deferred_of_row
SELECT id, carrier, not_before FROM deferred WHERE id >= ?1 AND id < ?2 ORDER BY id;

-- deferred_until
SELECT id, not_before FROM deferred WHERE carrier = ?1 AND not_before <= ?2 AND (not_before, id) > (?4, ?5)
ORDER BY not_before, id LIMIT ?3;

-- open_down
SELECT id, messages FROM journal WHERE id >= ?3 AND id < ?2 AND messages > 0 AND carrier = ?4
UNION ALL SELECT id, 1 FROM deferred WHERE id >= ?1 AND id < min(?2, ?3) AND +carrier = ?4
ORDER BY 1 DESC;
