-- The pieces of the index are merged between the batches of bulk work, and no longer in the commit that
-- makes one too many.
INSERT INTO messages_index (messages_index, rank) VALUES ('automerge', 0), ('crisismerge', 64);
