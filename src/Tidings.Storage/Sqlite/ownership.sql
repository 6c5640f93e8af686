-- partition_epoch
SELECT epoch FROM partition WHERE partition = ?1;

-- bind_epoch
SELECT epoch FROM bind WHERE bind = ?1;

-- take_partition
UPDATE partition SET epoch = epoch + 1, owner = ?2 WHERE partition = ?1 RETURNING epoch, snapshots_up_to, tag;

-- take_bind
INSERT INTO bind (bind, epoch, owner) VALUES (?1, 1, ?2)
ON CONFLICT (bind) DO UPDATE SET epoch = epoch + 1, owner = excluded.owner
RETURNING epoch;

-- mark
UPDATE partition SET snapshots_up_to = ?2, tag = ?3 WHERE partition = ?1;

-- reach_at
SELECT snapshots_up_to FROM partition WHERE partition = ?1;

-- partitions
SELECT partition, snapshots_up_to, tag FROM partition ORDER BY partition;

-- put_source
INSERT INTO source (source, source_partition, partition, high, tag) VALUES (?1, ?2, ?3, ?4, ?5)
ON CONFLICT (source, source_partition, partition) DO UPDATE SET high = excluded.high, tag = excluded.tag;

-- source_at
SELECT high, tag FROM source WHERE source = ?1 AND source_partition = ?2 AND partition = ?3;

-- source
SELECT source, source_partition, high, partition, tag FROM source WHERE source = ?1 ORDER BY source_partition, partition;

-- sources
SELECT source, source_partition, high, partition, tag FROM source ORDER BY source, source_partition, partition;

-- put_dispatch_low
INSERT INTO dispatch (carrier, low, tag) VALUES (?1, ?2, ?3)
ON CONFLICT (carrier) DO UPDATE SET low = excluded.low, tag = excluded.tag;

-- dispatch_low
SELECT low, tag FROM dispatch WHERE carrier = ?1;

-- insert_claim
INSERT INTO claim (bind, sequence, segments, tag) VALUES (?1, ?2, ?3, ?4);

-- release_claims
DELETE FROM claim WHERE bind = ?1 AND sequence <= ?2;

-- claimed_binds
SELECT DISTINCT bind FROM claim ORDER BY bind;

-- claims
SELECT sequence, segments, tag FROM claim WHERE bind = ?1 ORDER BY sequence;
