-- replace_profile
UPDATE profile SET up_to = ?3, next_due = ?4, state = ?5 WHERE partition = ?1 AND customer = ?2;

-- add_profile
INSERT INTO profile (partition, customer, up_to, next_due, state) VALUES (?1, ?2, ?3, ?4, ?5);

-- profile
SELECT up_to, next_due, state FROM profile WHERE partition = ?1 AND customer = ?2;

-- profiles_after
SELECT customer, up_to, next_due, state FROM profile WHERE partition = ?1 AND customer > ?2 ORDER BY customer LIMIT ?3;

-- rewrite_profile
UPDATE profile SET state = ?4 WHERE partition = ?1 AND customer = ?2 AND state = ?3;

-- due_profiles
SELECT customer, next_due FROM profile
WHERE partition = ?1 AND next_due IS NOT NULL AND next_due <= ?2 AND (next_due, customer) > (?4, ?5)
ORDER BY next_due, customer LIMIT ?3;
