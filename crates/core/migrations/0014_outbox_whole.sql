-- What the seller wants of an entry that may have left already.
ALTER TABLE outbox ADD COLUMN wish TEXT;
-- Whether what the conversation is about could be had when the seller acted.
ALTER TABLE outbox ADD COLUMN in_stock INTEGER NOT NULL DEFAULT 0;
CREATE INDEX outbox_scheduled ON outbox (account, next_at, row) WHERE state = 'scheduled';

-- The lists of the page: what stopped, what is leaving, what leaves later.
CREATE INDEX outbox_stopped ON outbox (row)
    WHERE state IN ('held', 'rejected') OR (state = 'sent' AND wish IS NOT NULL);
CREATE INDEX outbox_leaving ON outbox (row) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX outbox_later ON outbox (next_at, row) WHERE state = 'scheduled';

-- What arrived although the seller took it back, until they have read so.
CREATE INDEX outbox_too_late ON outbox (conversation, row)
    WHERE state = 'sent' AND wish IS NOT NULL;
-- What was taken back and may turn up all the same.
CREATE INDEX outbox_taken_back ON outbox (account, conversation, row)
    WHERE state = 'cancelled' AND may_have_arrived = 1;
