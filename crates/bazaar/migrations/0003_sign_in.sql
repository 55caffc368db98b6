-- Who may come in, and with what. Of every secret only a hash is kept.

-- What people sign in with: Argon2id, as a PHC string.
CREATE TABLE passwords (
    role     TEXT NOT NULL CHECK (role IN ('seller', 'buyer')),
    owner_id TEXT NOT NULL,
    phc      TEXT NOT NULL,
    set_at   INTEGER NOT NULL,
    PRIMARY KEY (role, owner_id)
) STRICT, WITHOUT ROWID;

-- People sign in by name.
CREATE INDEX sellers_by_name ON sellers (name);
CREATE INDEX buyers_by_name ON buyers (name);

-- Browsers that are signed in.
CREATE TABLE sessions (
    hash       BLOB PRIMARY KEY NOT NULL,
    role       TEXT NOT NULL CHECK (role IN ('seller', 'buyer')),
    owner_id   TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_by_owner ON sessions (owner_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- A seller agreed that a workstation works for them. Every token given for it ends with it.
CREATE TABLE grants (
    id        TEXT PRIMARY KEY NOT NULL,
    seller_id TEXT NOT NULL REFERENCES sellers (id),
    client_id TEXT NOT NULL,
    agreed_at INTEGER NOT NULL,
    ended_at  INTEGER
) STRICT;
CREATE INDEX grants_by_seller ON grants (seller_id);

-- What the browser carries from the agreement to the workstation. A used one is kept, so that its
-- second use is noticed.
CREATE TABLE codes (
    hash         BLOB PRIMARY KEY NOT NULL,
    grant_id     TEXT NOT NULL REFERENCES grants (id),
    redirect_uri TEXT NOT NULL,
    challenge    TEXT NOT NULL,
    expires_at   INTEGER NOT NULL,
    used_at      INTEGER
) STRICT;

-- Each is used once, for an access token and the next of its kind. A used one is kept, as above.
CREATE TABLE refresh_tokens (
    hash       BLOB PRIMARY KEY NOT NULL,
    grant_id   TEXT NOT NULL REFERENCES grants (id),
    created_at INTEGER NOT NULL,
    used_at    INTEGER
) STRICT;
CREATE INDEX refresh_tokens_by_grant ON refresh_tokens (grant_id);

-- Tokens made on the command line have neither.
ALTER TABLE tokens ADD COLUMN expires_at INTEGER;
ALTER TABLE tokens ADD COLUMN grant_id TEXT REFERENCES grants (id);
CREATE INDEX tokens_by_grant ON tokens (grant_id) WHERE grant_id IS NOT NULL;
