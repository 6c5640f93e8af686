-- add_partition
INSERT INTO partition (partition) VALUES (?1) ON CONFLICT DO NOTHING;

-- read
SELECT value FROM installation WHERE name = ?1;

-- write
INSERT INTO installation (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value;
