-- What the seller does to put a conversation in its place: snooze, star, mute, tag, block, read.
ALTER TABLE marks ADD COLUMN starred INTEGER NOT NULL DEFAULT 0;
ALTER TABLE marks ADD COLUMN snoozed_at INTEGER;
ALTER TABLE marks ADD COLUMN snoozed_key INTEGER;
ALTER TABLE marks ADD COLUMN wakes_at INTEGER;
ALTER TABLE marks ADD COLUMN wakes_key INTEGER;
ALTER TABLE marks ADD COLUMN wakes_on_reply INTEGER NOT NULL DEFAULT 0;
ALTER TABLE marks ADD COLUMN muted_until_at INTEGER;
CREATE UNIQUE INDEX marks_wake ON marks (wakes_key) WHERE wakes_key IS NOT NULL;

CREATE TABLE tags (
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    folded TEXT NOT NULL,
    word TEXT NOT NULL,
    tagged_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, folded)
) STRICT;
CREATE INDEX tags_used ON tags (folded, word);

CREATE TABLE blocked (
    person INTEGER PRIMARY KEY REFERENCES persons (row),
    blocked_at INTEGER NOT NULL
) STRICT;

-- What was there before this version counts as read, here and there.
CREATE TABLE readings (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    seen_key INTEGER NOT NULL DEFAULT -1,
    told_key INTEGER NOT NULL DEFAULT -1,
    unread_key INTEGER
) STRICT;
CREATE INDEX readings_untold ON readings (conversation) WHERE seen_key > told_key;
INSERT INTO readings (conversation, seen_key, told_key)
SELECT conversation, newest_key, newest_key FROM inbox;

DROP TRIGGER inbox_in;
DROP TRIGGER inbox_out;
DROP TRIGGER inbox_waits;
DROP TRIGGER inbox_moves;
DROP INDEX inbox_waiting;
DROP INDEX inbox_open;
ALTER TABLE inbox DROP COLUMN draft;
ALTER TABLE inbox ADD COLUMN open_key INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN wakes_key INTEGER;
ALTER TABLE inbox ADD COLUMN woke_key INTEGER;
ALTER TABLE inbox ADD COLUMN draft_key INTEGER;
ALTER TABLE inbox ADD COLUMN unread INTEGER NOT NULL DEFAULT 0;
ALTER TABLE inbox ADD COLUMN muted_until_at INTEGER;
UPDATE inbox SET open_key = newest_key, draft_key =
    (SELECT (max(changed_at) << 10) + (inbox.conversation & 1023) FROM drafts
     WHERE drafts.conversation = inbox.conversation);
CREATE UNIQUE INDEX inbox_waiting ON inbox (waiting_key)
    WHERE waiting_key IS NOT NULL AND done = 0 AND wakes_key IS NULL;
CREATE INDEX inbox_open ON inbox (open_key) WHERE done = 0 AND wakes_key IS NULL;
CREATE INDEX inbox_snoozed ON inbox (wakes_key) WHERE wakes_key IS NOT NULL;
CREATE INDEX inbox_drafts ON inbox (draft_key) WHERE draft_key IS NOT NULL;
CREATE INDEX inbox_muted ON inbox (muted_until_at) WHERE muted_until_at IS NOT NULL;

INSERT INTO tallies (name, n)
SELECT 'calling', n FROM tallies WHERE name = 'waiting'
UNION ALL SELECT 'snoozed', 0
UNION ALL SELECT 'drafts', count(draft_key) FROM inbox;

CREATE TRIGGER inbox_in AFTER INSERT ON inbox BEGIN
    UPDATE tallies SET n = n + 1 WHERE name = 'waiting'
        AND new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL;
    UPDATE tallies SET n = n + 1 WHERE name = 'calling' AND new.waiting_key IS NOT NULL
        AND new.done = 0 AND new.wakes_key IS NULL AND new.muted_until_at IS NULL;
    UPDATE tallies SET n = n + 1
        WHERE name = iif(new.done, 'done', iif(new.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n + 1 WHERE name = 'drafts' AND new.draft_key IS NOT NULL;
    UPDATE tallies SET n = n + new.queued WHERE name = 'queued' AND new.queued <> 0;
    UPDATE tallies SET n = n + new.trouble WHERE name = 'trouble' AND new.trouble <> 0;
END;

CREATE TRIGGER inbox_out AFTER DELETE ON inbox BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'waiting'
        AND old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL;
    UPDATE tallies SET n = n - 1 WHERE name = 'calling' AND old.waiting_key IS NOT NULL
        AND old.done = 0 AND old.wakes_key IS NULL AND old.muted_until_at IS NULL;
    UPDATE tallies SET n = n - 1
        WHERE name = iif(old.done, 'done', iif(old.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n - 1 WHERE name = 'drafts' AND old.draft_key IS NOT NULL;
    UPDATE tallies SET n = n - old.queued WHERE name = 'queued' AND old.queued <> 0;
    UPDATE tallies SET n = n - old.trouble WHERE name = 'trouble' AND old.trouble <> 0;
END;

CREATE TRIGGER inbox_waits AFTER UPDATE ON inbox
WHEN (old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL)
    <> (new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(
        new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL, 1, -1)
        WHERE name = 'waiting';
END;

CREATE TRIGGER inbox_calls AFTER UPDATE ON inbox
WHEN (old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL
        AND old.muted_until_at IS NULL)
    <> (new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL
        AND new.muted_until_at IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(new.waiting_key IS NOT NULL AND new.done = 0
        AND new.wakes_key IS NULL AND new.muted_until_at IS NULL, 1, -1)
        WHERE name = 'calling';
END;

CREATE TRIGGER inbox_moves AFTER UPDATE ON inbox
WHEN old.done <> new.done OR (old.wakes_key IS NULL) <> (new.wakes_key IS NULL) BEGIN
    UPDATE tallies SET n = n - 1
        WHERE name = iif(old.done, 'done', iif(old.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n + 1
        WHERE name = iif(new.done, 'done', iif(new.wakes_key IS NULL, 'open', 'snoozed'));
END;

CREATE TRIGGER inbox_begins AFTER UPDATE ON inbox
WHEN (old.draft_key IS NULL) <> (new.draft_key IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(new.draft_key IS NULL, -1, 1) WHERE name = 'drafts';
END;
