-- current_run
SELECT run, entries FROM lookup_run WHERE level = 0 AND merging_into IS NULL ORDER BY run DESC LIMIT 1;

-- last_key
SELECT max(key) FROM lookup WHERE run = ?1;

-- begin_run
INSERT INTO lookup_run (level) VALUES (?1) RETURNING run;

-- count
UPDATE lookup_run SET entries = entries + ?2 WHERE run = ?1;

-- put
INSERT INTO lookup (run, key, message, segment) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING;

-- find
SELECT DISTINCT l.message, l.segment
FROM lookup_run r CROSS JOIN lookup l ON l.run = r.run AND l.key = ?1 AND l.message < ?2
ORDER BY l.message DESC, l.segment DESC LIMIT ?3;

-- level_to_merge
SELECT level FROM lookup_run WHERE entries >= ?1 AND merging_into IS NULL
GROUP BY level HAVING count(*) >= ?2 ORDER BY level LIMIT 1;

-- mark_merge
UPDATE lookup_run SET merging_into = ?1
WHERE run IN (SELECT run FROM lookup_run WHERE level = ?2 AND entries >= ?3 AND merging_into IS NULL AND run <> ?1 ORDER BY run LIMIT ?4);

-- merge_under_way
SELECT merging_into, run, entries FROM lookup_run WHERE merging_into = (SELECT min(merging_into) FROM lookup_run) ORDER BY run;

-- copy_range
INSERT INTO lookup (run, key, message, segment)
SELECT ?1, l.key, l.message, l.segment
FROM lookup_run r CROSS JOIN lookup l ON l.run = r.run AND l.key BETWEEN ?2 AND ?3
WHERE r.merging_into = ?1 ORDER BY l.key, l.message, l.segment
ON CONFLICT DO NOTHING;

-- drop_range
DELETE FROM lookup WHERE run = ?1 AND key BETWEEN ?2 AND ?3;

-- end_merge
DELETE FROM lookup_run WHERE merging_into = ?1;

-- run_after
SELECT run FROM lookup_run WHERE run > ?1 AND merging_into IS NULL ORDER BY run LIMIT 1;

-- step_end
SELECT key, message, segment FROM lookup WHERE run = ?1 AND (key, message, segment) >= (?2, ?3, ?4) ORDER BY key, message, segment LIMIT 1 OFFSET ?5;

-- purge_step
DELETE FROM lookup WHERE run = ?1 AND (key, message, segment) >= (?2, ?3, ?4) AND (key, message, segment) < (?5, ?6, ?7) AND message < ?8;

-- purge_rest
DELETE FROM lookup WHERE run = ?1 AND (key, message, segment) >= (?2, ?3, ?4) AND message < ?5;

-- drop_empty_run
DELETE FROM lookup_run WHERE run = ?1 AND merging_into IS NULL AND entries >= ?2 AND NOT EXISTS (SELECT 1 FROM lookup WHERE run = ?1);

-- empty
DELETE FROM lookup;

-- drop_runs
DELETE FROM lookup_run;

-- any_run_after
SELECT run FROM lookup_run WHERE run > ?1 ORDER BY run LIMIT 1;

-- of_messages
SELECT key, message, segment FROM lookup
WHERE run = ?1 AND (key, message, segment) > (?2, ?3, ?4) AND message >= ?5 AND message < ?6 ORDER BY key, message, segment LIMIT ?7;
