-- The seller's own pictures, on their way from the composer to the marketplace.
CREATE TABLE own_pictures (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv7; what stands for it when it is brought to the marketplace.
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- outbox.id of the entry that shows it; NULL while it lies in the reply's draft.
    entry BLOB,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    -- Whether what came moved, and only its first picture was kept.
    stilled INTEGER NOT NULL DEFAULT 0,
    -- protocol::Picture as JSON, once the marketplace has it; and when it was brought last.
    remote TEXT,
    stored_at INTEGER NOT NULL DEFAULT 0,
    -- How often bringing it failed.
    attempts INTEGER NOT NULL DEFAULT 0,
    -- pictures.id, once a message that arrived shows it.
    became BLOB
) STRICT;

CREATE INDEX own_pictures_of_draft ON own_pictures (conversation, row) WHERE entry IS NULL;
CREATE INDEX own_pictures_of_entry ON own_pictures (entry, row) WHERE entry IS NOT NULL;

-- Their bytes, apart from what changes; gone once they are kept with the message that shows them.
CREATE TABLE own_picture_bytes (
    picture INTEGER PRIMARY KEY REFERENCES own_pictures (row) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- The message that the reply answers.
ALTER TABLE drafts ADD COLUMN answers BLOB;

-- The pictures after the first.
ALTER TABLE messages ADD COLUMN more_pictures TEXT;

-- The message that it answers; that row may not be here.
ALTER TABLE messages ADD COLUMN reply_to BLOB;
