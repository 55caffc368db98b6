-- Device-local ------------------------------------------------------------------------------------

CREATE TABLE accounts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    marketplace TEXT NOT NULL,
    base_url TEXT NOT NULL,
    token TEXT NOT NULL,
    capabilities TEXT NOT NULL DEFAULT '{}',
    state TEXT NOT NULL DEFAULT 'connecting',
    state_since_at INTEGER NOT NULL,
    reason TEXT,
    synced_at INTEGER,
    cursor TEXT,
    history_token TEXT,
    history_done INTEGER NOT NULL DEFAULT 0,
    history_messages INTEGER NOT NULL DEFAULT 0,
    set_aside INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    UNIQUE (marketplace, base_url, name)
) STRICT;

CREATE TABLE drafts (
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, mode)
) STRICT;

CREATE TABLE outbox (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    revision INTEGER NOT NULL DEFAULT 1,
    state TEXT NOT NULL DEFAULT 'queued',
    reason TEXT,
    act TEXT NOT NULL,
    expects TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    may_have_arrived INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_open ON outbox (conversation, row) WHERE state NOT IN ('sent', 'cancelled');
CREATE INDEX outbox_due ON outbox (account, next_at, row) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (account, row) WHERE state = 'sending';

CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE set_aside (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    content TEXT NOT NULL,
    fault TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

CREATE INDEX set_aside_account ON set_aside (account, row);

CREATE TABLE inbox (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    newest_key INTEGER NOT NULL,
    waiting_key INTEGER,
    done INTEGER NOT NULL DEFAULT 0,
    queued INTEGER NOT NULL DEFAULT 0,
    trouble INTEGER NOT NULL DEFAULT 0,
    draft INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE UNIQUE INDEX inbox_waiting ON inbox (waiting_key) WHERE waiting_key IS NOT NULL;
CREATE UNIQUE INDEX inbox_open ON inbox (newest_key) WHERE done = 0;
CREATE UNIQUE INDEX inbox_done ON inbox (newest_key) WHERE done = 1;

CREATE TABLE tallies (
    name TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT;

INSERT INTO tallies (name, n) VALUES ('waiting', 0), ('open', 0), ('done', 0), ('queued', 0), ('trouble', 0);

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

CREATE TABLE persons (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    avatar BLOB,
    language TEXT,
    extra TEXT
) STRICT;

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
    stock INTEGER,
    picture BLOB,
    extra TEXT
) STRICT;

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
    closed INTEGER NOT NULL DEFAULT 0,
    seller_read TEXT,
    extra TEXT
) STRICT;

CREATE TABLE messages (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    picture TEXT,
    extra TEXT
) STRICT;

CREATE INDEX messages_thread ON messages (conversation, key);
CREATE INDEX messages_answers ON messages (conversation, key) WHERE author = 'seller';
CREATE INDEX messages_asks ON messages (conversation, key) WHERE author = 'buyer';

CREATE TABLE tombstones (
    id BLOB NOT NULL PRIMARY KEY,
    of TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

CREATE TABLE pictures (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    id BLOB NOT NULL UNIQUE,
    media_type TEXT,
    bytes BLOB,
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX pictures_wanted ON pictures (account, attempts, row) WHERE bytes IS NULL;

CREATE VIRTUAL TABLE messages_index USING fts5 (
    text,
    facets,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'ascii'
);

-- Journaled ---------------------------------------------------------------------------------------

CREATE TABLE notes (
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_thread ON notes (conversation, key);

CREATE TABLE marks (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    done_key INTEGER,
    done_at INTEGER
) STRICT;

CREATE TABLE journal (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    seat BLOB NOT NULL,
    clock_at INTEGER NOT NULL,
    clock_count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    intent TEXT NOT NULL,
    undoes BLOB,
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX journal_undoable ON journal (row) WHERE undoes IS NULL AND undone = 0;
