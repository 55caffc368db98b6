-- What a line of the inbox shows of the newest message, beside what it is ordered by: the page need not
-- look for every message in the archive.
ALTER TABLE inbox ADD COLUMN preview TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN preview_kind TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN preview_step TEXT;
ALTER TABLE inbox ADD COLUMN preview_by_us INTEGER NOT NULL DEFAULT 0;

UPDATE inbox SET (preview, preview_kind, preview_step, preview_by_us) = (
    SELECT substr(text, 1, 160), kind, step, author = 'seller' FROM messages WHERE key = newest_key
);
