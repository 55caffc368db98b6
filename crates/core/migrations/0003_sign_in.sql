ALTER TABLE accounts ADD COLUMN refresh_token TEXT;
ALTER TABLE accounts ADD COLUMN expires_at INTEGER;
ALTER TABLE accounts ADD COLUMN connections INTEGER NOT NULL DEFAULT 0;

CREATE TABLE sign_ins (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    base_url TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting',
    reason TEXT,
    started_at INTEGER NOT NULL,
    account INTEGER REFERENCES accounts (row)
) STRICT;
