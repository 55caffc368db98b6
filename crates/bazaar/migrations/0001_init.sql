-- What the reference marketplace keeps. Times are Unix milliseconds, money is minor units.

CREATE TABLE bazaar (
    id    INTEGER PRIMARY KEY CHECK (id = 1),
    -- Random per file: a cursor of another life of the server is told from one of this.
    epoch TEXT NOT NULL
) STRICT;

CREATE TABLE sellers (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    -- Advances in the transaction of every write the seller may see.
    revision   INTEGER NOT NULL DEFAULT 0,
    -- Cursors below this revision are no longer honoured.
    horizon    INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE TABLE buyers (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    language   TEXT,
    avatar     TEXT,
    created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE tokens (
    -- SHA-256: a stolen file must not open accounts.
    hash       BLOB PRIMARY KEY NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('seller', 'buyer')),
    owner_id   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX tokens_by_owner ON tokens (owner_id);

-- One row per record that a seller has or had, at its latest revision. Read in order of revision it
-- is the stream of changes, compacted; it holds no content, so the rows below hold no revisions.
CREATE TABLE records (
    seller_id TEXT NOT NULL REFERENCES sellers (id),
    revision  INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('person', 'product', 'conversation', 'message')),
    record_id TEXT NOT NULL,
    -- 1 when the record is gone and only its tombstone is told.
    gone      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (seller_id, revision),
    UNIQUE (seller_id, kind, record_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE products (
    id          TEXT PRIMARY KEY NOT NULL,
    seller_id   TEXT NOT NULL REFERENCES sellers (id),
    title       TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency    TEXT NOT NULL,
    stock       INTEGER,
    picture_id  TEXT
) STRICT;
CREATE INDEX products_by_picture ON products (picture_id) WHERE picture_id IS NOT NULL;

CREATE TABLE conversations (
    id          TEXT PRIMARY KEY NOT NULL,
    seller_id   TEXT NOT NULL REFERENCES sellers (id),
    buyer_id    TEXT NOT NULL REFERENCES buyers (id),
    product_id  TEXT REFERENCES products (id),
    opened_at   INTEGER NOT NULL,
    closed      INTEGER NOT NULL DEFAULT 0,
    -- The newest message the seller has seen.
    seller_read TEXT,
    UNIQUE (buyer_id, product_id)
) STRICT;
CREATE INDEX conversations_by_seller_buyer ON conversations (seller_id, buyer_id);

CREATE TABLE messages (
    id              TEXT PRIMARY KEY NOT NULL,
    seller_id       TEXT NOT NULL REFERENCES sellers (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    author          TEXT NOT NULL,
    at              INTEGER NOT NULL,
    -- JSON, as it goes over the wire.
    body            TEXT NOT NULL,
    picture_id      TEXT,
    operation_id    TEXT
) STRICT;
CREATE INDEX messages_by_seller_time ON messages (seller_id, at, id);
CREATE INDEX messages_by_conversation_time ON messages (conversation_id, at, id);
CREATE INDEX messages_by_picture ON messages (picture_id) WHERE picture_id IS NOT NULL;

CREATE TABLE pictures (
    id         TEXT PRIMARY KEY NOT NULL,
    owner_id   TEXT NOT NULL,
    media_type TEXT NOT NULL,
    width      INTEGER NOT NULL,
    height     INTEGER NOT NULL,
    content    BLOB NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

-- The definitive answers, so that a repeated operation acts once.
CREATE TABLE operations (
    seller_id TEXT NOT NULL REFERENCES sellers (id),
    key       TEXT NOT NULL,
    -- SHA-256 of the operation: the same key with another body is a mistake of the caller's.
    content   BLOB NOT NULL,
    status    INTEGER NOT NULL,
    answer    TEXT NOT NULL,
    at        INTEGER NOT NULL,
    PRIMARY KEY (seller_id, key)
) STRICT, WITHOUT ROWID;
