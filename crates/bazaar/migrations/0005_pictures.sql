-- A message shows several pictures, and answers another message.
CREATE TABLE message_pictures (
    message_id TEXT NOT NULL REFERENCES messages (id) ON DELETE CASCADE,
    -- Records are taken in before the pictures that they speak of.
    picture_id TEXT NOT NULL,
    PRIMARY KEY (message_id, picture_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX message_pictures_by_picture ON message_pictures (picture_id);
INSERT INTO message_pictures (message_id, picture_id)
    SELECT id, picture_id FROM messages WHERE picture_id IS NOT NULL;
DROP INDEX messages_by_picture;
ALTER TABLE messages DROP COLUMN picture_id;

-- The message of the same conversation that it answers; that one may be gone.
ALTER TABLE messages ADD COLUMN reply_to TEXT;

-- Pictures that were brought and that nothing has shown yet. They are swept after a day.
CREATE TABLE uploads (
    picture_id TEXT PRIMARY KEY NOT NULL REFERENCES pictures (id) ON DELETE CASCADE,
    at         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX uploads_by_time ON uploads (at);
