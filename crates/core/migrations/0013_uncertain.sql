-- What may have arrived is recognised by what it became.
ALTER TABLE outbox ADD COLUMN since INTEGER;
ALTER TABLE outbox ADD COLUMN became BLOB;
CREATE INDEX outbox_became ON outbox (became) WHERE became IS NOT NULL;
CREATE INDEX outbox_uncertain ON outbox (account, row) WHERE state = 'uncertain';
CREATE INDEX outbox_held ON outbox (account, row) WHERE state = 'held';

-- After a cursor has expired, what happened in between comes with the walk backward.
ALTER TABLE accounts ADD COLUMN gap INTEGER NOT NULL DEFAULT 0;

-- What was set aside for want of something else is tried again when that may have come.
ALTER TABLE accounts ADD COLUMN arrivals INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET arrivals = 1;
