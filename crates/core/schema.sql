-- The whole schema, as a freshly migrated store has it, with what each table and column means.
-- Never run: a test compares it with the migrations.
-- Three classes of tables: device-local (never journaled), mirrored (absorbed from a marketplace),
-- journaled (changed only through journal entries).

-- Device-local ------------------------------------------------------------------------------------

-- One connection to one marketplace.
CREATE TABLE accounts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv5 of marketplace, address and name.
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Which connector: 'open'.
    marketplace TEXT NOT NULL,
    base_url TEXT NOT NULL,
    -- Secret; leaves the store only towards its marketplace.
    token TEXT NOT NULL,
    -- protocol::Capabilities as JSON.
    capabilities TEXT NOT NULL DEFAULT '{}',
    -- connecting, online, offline, revoked, failing.
    state TEXT NOT NULL DEFAULT 'connecting',
    state_since_at INTEGER NOT NULL,
    -- accounts::Reason as JSON.
    reason TEXT,
    synced_at INTEGER,
    -- Where to go on in the stream of changes; committed with what it brought.
    cursor TEXT,
    -- Where to go on in the walk backward; NULL before the first sync and after the last page.
    history_token TEXT,
    history_done INTEGER NOT NULL DEFAULT 0,
    history_messages INTEGER NOT NULL DEFAULT 0,
    -- How many things came that could not be understood.
    set_aside INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (marketplace, base_url, name)
) STRICT;

-- What has been typed and not sent, per conversation and mode.
CREATE TABLE drafts (
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- 'reply' or 'note'.
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, mode)
) STRICT;

-- What the seller has done that the marketplace has not confirmed.
CREATE TABLE outbox (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv7; with the revision it is the idempotency key.
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- Goes up where the old key certainly did nothing.
    revision INTEGER NOT NULL DEFAULT 1,
    -- scheduled, queued, sending, uncertain, held, rejected, sent, cancelled.
    state TEXT NOT NULL DEFAULT 'queued',
    -- accounts::Reason as JSON.
    reason TEXT,
    -- protocol::Act as JSON; a file format.
    act TEXT NOT NULL,
    -- protocol::Expects as JSON: what the seller had seen.
    expects TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Whether any try of this revision may have reached the marketplace.
    may_have_arrived INTEGER NOT NULL DEFAULT 0,
    -- Not tried before this time.
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_open ON outbox (conversation, row) WHERE state NOT IN ('sent', 'cancelled');
CREATE INDEX outbox_due ON outbox (account, next_at, row) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (account, row) WHERE state = 'sending';

-- What the seller chose for this device, as JSON.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- What came and could not be understood; the newest are kept as they came.
CREATE TABLE set_aside (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    -- What came, as JSON.
    content TEXT NOT NULL,
    -- What is wrong with it.
    fault TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

CREATE INDEX set_aside_account ON set_aside (account, row);

-- What the inbox's tabs are ordered by; computed from messages, marks, outbox and drafts.
CREATE TABLE inbox (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    -- The newest message; orders Open and Done.
    newest_key INTEGER NOT NULL,
    -- The buyer's first message that no human has answered; orders Waiting.
    waiting_key INTEGER,
    done INTEGER NOT NULL DEFAULT 0,
    -- Replies on their way.
    queued INTEGER NOT NULL DEFAULT 0,
    -- Replies that stopped with a reason.
    trouble INTEGER NOT NULL DEFAULT 0,
    -- Whether words were begun.
    draft INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX inbox_waiting ON inbox (waiting_key) WHERE waiting_key IS NOT NULL;
CREATE UNIQUE INDEX inbox_open ON inbox (newest_key) WHERE done = 0;
CREATE UNIQUE INDEX inbox_done ON inbox (newest_key) WHERE done = 1;

-- Counts that triggers keep true, so that a badge costs one row.
CREATE TABLE tallies (
    name TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT;

CREATE TRIGGER inbox_in AFTER INSERT ON inbox BEGIN
    UPDATE tallies SET n = n + 1 WHERE name = 'waiting' AND new.waiting_key IS NOT NULL;
    UPDATE tallies SET n = n + 1 WHERE name = iif(new.done, 'done', 'open');
    UPDATE tallies SET n = n + new.queued WHERE name = 'queued' AND new.queued <> 0;
    UPDATE tallies SET n = n + new.trouble WHERE name = 'trouble' AND new.trouble <> 0;
END;

CREATE TRIGGER inbox_out AFTER DELETE ON inbox BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'waiting' AND old.waiting_key IS NOT NULL;
    UPDATE tallies SET n = n - 1 WHERE name = iif(old.done, 'done', 'open');
    UPDATE tallies SET n = n - old.queued WHERE name = 'queued' AND old.queued <> 0;
    UPDATE tallies SET n = n - old.trouble WHERE name = 'trouble' AND old.trouble <> 0;
END;

CREATE TRIGGER inbox_waits AFTER UPDATE ON inbox
WHEN (old.waiting_key IS NULL) <> (new.waiting_key IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(new.waiting_key IS NULL, -1, 1) WHERE name = 'waiting';
END;

CREATE TRIGGER inbox_moves AFTER UPDATE ON inbox WHEN old.done <> new.done BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = iif(old.done, 'done', 'open');
    UPDATE tallies SET n = n + 1 WHERE name = iif(new.done, 'done', 'open');
END;

CREATE TRIGGER inbox_sends AFTER UPDATE ON inbox
WHEN old.queued <> new.queued OR old.trouble <> new.trouble BEGIN
    UPDATE tallies SET n = n + new.queued - old.queued WHERE name = 'queued';
    UPDATE tallies SET n = n + new.trouble - old.trouble WHERE name = 'trouble';
END;

-- Mirrored ----------------------------------------------------------------------------------------

-- One identity of a buyer on one account.
CREATE TABLE persons (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv5 of account and remote id.
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    -- pictures.id.
    avatar BLOB,
    language TEXT,
    -- Fields this version does not know, as JSON.
    extra TEXT
) STRICT;

-- What the seller sells on one account.
CREATE TABLE products (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- NULL where the marketplace does not count.
    stock INTEGER,
    -- pictures.id.
    picture BLOB,
    extra TEXT
) STRICT;

-- A thread with one person, about one product where there is one.
CREATE TABLE conversations (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    person INTEGER NOT NULL REFERENCES persons (row),
    product INTEGER REFERENCES products (row),
    opened_at INTEGER NOT NULL,
    -- Whether the marketplace takes no more messages.
    closed INTEGER NOT NULL DEFAULT 0,
    -- Remote id of the newest message the seller has seen there.
    seller_read TEXT,
    extra TEXT
) STRICT;

-- What was said.
CREATE TABLE messages (
    -- Milliseconds << 10 + sequence; never leaves the device as a name.
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    -- buyer, seller, system, or as it came.
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- text, picture, system, unknown.
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    -- protocol::Picture as JSON.
    picture TEXT,
    -- Fields this version does not know, and the body of an unknown kind, as JSON.
    extra TEXT
) STRICT;

CREATE INDEX messages_thread ON messages (conversation, key);
CREATE INDEX messages_answers ON messages (conversation, key) WHERE author = 'seller';
CREATE INDEX messages_asks ON messages (conversation, key) WHERE author = 'buyer';

-- What the marketplace has deleted; a tombstone wins over every revision.
CREATE TABLE tombstones (
    id BLOB NOT NULL PRIMARY KEY,
    -- What kind of record it was.
    of TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- Pictures as blobs, outside the hot tables; bytes are NULL until they are brought.
CREATE TABLE pictures (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    -- UUIDv5 of account and remote id.
    id BLOB NOT NULL UNIQUE,
    media_type TEXT,
    bytes BLOB,
    -- How often fetching failed.
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX pictures_wanted ON pictures (account, attempts, row) WHERE bytes IS NULL;

-- Full text; rowid is the message's key. The words are cut before they get here.
CREATE VIRTUAL TABLE messages_index USING fts5 (
    text,
    facets,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'ascii'
);

-- Journaled ---------------------------------------------------------------------------------------

-- Private notes. There is no way from here to the outbox.
CREATE TABLE notes (
    -- Milliseconds << 10 + sequence, from the same numbers as messages.
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_thread ON notes (conversation, key);

-- What the seller said about a conversation.
CREATE TABLE marks (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    -- The newest message when Done was said; NULL when it was taken back.
    done_key INTEGER,
    done_at INTEGER
) STRICT;

-- Every change of a private record, in order.
CREATE TABLE journal (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    -- Which seat of the shop meant it.
    seat BLOB NOT NULL,
    -- Hybrid logical clock: milliseconds …
    clock_at INTEGER NOT NULL,
    -- … and count.
    clock_count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- journal::Intent as JSON; a file format.
    intent TEXT NOT NULL,
    -- The entry that this one takes back.
    undoes BLOB,
    -- Whether it was taken back.
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX journal_undoable ON journal (row) WHERE undoes IS NULL AND undone = 0;
