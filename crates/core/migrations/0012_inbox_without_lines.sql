-- The copy of the newest message made no page faster; the inbox reads the message again.
ALTER TABLE inbox DROP COLUMN preview;
ALTER TABLE inbox DROP COLUMN preview_kind;
ALTER TABLE inbox DROP COLUMN preview_step;
ALTER TABLE inbox DROP COLUMN preview_by_us;
