-- insert_submission
INSERT INTO submission (message, segment, attempt, at, result, status, settles, bind, reference, tag)
VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10);

-- submission_at
SELECT message, segment, attempt, at, result, status, settles, bind, reference, tag
FROM submission WHERE message = ?1 AND segment = ?2 AND attempt = ?3;

-- delete_submission
DELETE FROM submission WHERE message = ?1 AND segment = ?2 AND attempt = ?3;

-- submissions_of_row
SELECT message, segment, attempt, at, result, status, settles, bind, reference, tag
FROM submission WHERE message >= ?1 AND message < ?2 ORDER BY message, segment, attempt;

-- settled_after
SELECT message, segment, attempt, at, result, status, settles, bind, reference, tag
FROM submission WHERE message > ?1 AND settles = 1 ORDER BY message;

-- submissions_with_reference
SELECT message, segment, attempt, at, result, status, settles, bind, reference, tag
FROM submission WHERE (message, segment, attempt) > (?1, ?2, ?3) AND reference IS NOT NULL
ORDER BY message, segment, attempt LIMIT ?4;

-- insert_receipt
INSERT INTO receipt (message, segment, ord, at, state, error) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
ON CONFLICT (message, segment, ord) DO NOTHING;

-- append_receipt
INSERT INTO receipt (message, segment, ord, at, state, error)
SELECT ?1, ?2, (SELECT max(ord) + 1 FROM receipt WHERE message = ?1 AND segment = ?2), ?3, ?4, ?5;

-- receipts_of_row
SELECT message, segment, ord, at, state, error
FROM receipt WHERE message >= ?1 AND message < ?2 ORDER BY message, segment, ord;

-- delete_submissions_below
DELETE FROM submission WHERE message < ?1;

-- delete_receipts_below
DELETE FROM receipt WHERE message < ?1;

-- results_down
SELECT message, segment, result FROM submission WHERE message >= ?1 AND message < ?2 ORDER BY message DESC, segment DESC, attempt DESC;

-- states_down
SELECT message, segment, state FROM receipt WHERE message >= ?1 AND message < ?2 ORDER BY message DESC, segment DESC, ord DESC;
