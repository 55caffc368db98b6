-- Notes about people by the beginnings of their words; rowid is the note. Of a longer note, the first
-- two thousand characters are found.
CREATE VIRTUAL TABLE person_notes_index USING fts5 (
    name,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- What a note says, as the index takes it: characters of scripts without spaces stand apart.
CREATE VIEW person_note_words AS
SELECT n.row AS note, (
    WITH RECURSIVE letters (place, letter) AS (
        SELECT 1, substr(n.text, 1, 1)
        UNION ALL
        SELECT place + 1, substr(n.text, place + 1, 1) FROM letters
        WHERE place < min(length(n.text), 2000)
    )
    SELECT group_concat(
        iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
            OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
            ' ' || letter || ' ', letter), '' ORDER BY place)
    FROM letters
) AS name
FROM person_notes n;

CREATE TRIGGER person_notes_worded AFTER INSERT ON person_notes BEGIN
    INSERT INTO person_notes_index (rowid, name)
    SELECT note, name FROM person_note_words WHERE note = new.row;
END;

CREATE TRIGGER person_notes_unworded AFTER DELETE ON person_notes BEGIN
    DELETE FROM person_notes_index WHERE rowid = old.row;
END;

-- Those that are here already.
INSERT INTO person_notes_index (rowid, name) SELECT note, name FROM person_note_words;
