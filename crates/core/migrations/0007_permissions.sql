-- Journaled ---------------------------------------------------------------------------------------

CREATE TABLE permission_words (
    purpose TEXT NOT NULL,
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (purpose, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE permissions (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    key INTEGER NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    purpose TEXT NOT NULL,
    granted INTEGER NOT NULL,
    version INTEGER,
    source TEXT NOT NULL,
    message_id BLOB,
    evidence TEXT NOT NULL,
    seat BLOB NOT NULL,
    undoes BLOB REFERENCES permissions (id),
    FOREIGN KEY (purpose, version) REFERENCES permission_words (purpose, version)
) STRICT;

CREATE UNIQUE INDEX permissions_undoes ON permissions (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX permissions_person ON permissions (person, key);
CREATE INDEX permissions_state ON permissions (person, purpose, key);
CREATE INDEX permissions_purpose ON permissions (purpose, key);
CREATE INDEX permissions_shown ON permissions (purpose, version)
    WHERE granted = 1 AND undoes IS NULL;

CREATE TRIGGER permissions_stay BEFORE DELETE ON permissions BEGIN
    SELECT RAISE(ABORT, 'the permission log is append-only');
END;

CREATE TRIGGER permissions_stand BEFORE UPDATE ON permissions BEGIN
    SELECT RAISE(ABORT, 'the permission log is append-only');
END;

CREATE TRIGGER permissions_once BEFORE INSERT ON permissions
WHEN EXISTS (SELECT 1 FROM permissions l
             WHERE l.row = new.row OR l.id = new.id OR l.key = new.key OR l.undoes = new.undoes)
BEGIN
    SELECT RAISE(ABORT, 'the permission log is append-only');
END;

CREATE TRIGGER permission_words_stay BEFORE DELETE ON permission_words BEGIN
    SELECT RAISE(ABORT, 'the words of a permission are append-only');
END;

CREATE TRIGGER permission_words_stand BEFORE UPDATE ON permission_words BEGIN
    SELECT RAISE(ABORT, 'the words of a permission are append-only');
END;

CREATE TRIGGER permission_words_once BEFORE INSERT ON permission_words
WHEN EXISTS (SELECT 1 FROM permission_words w
             WHERE w.purpose = new.purpose AND w.version = new.version)
BEGIN
    SELECT RAISE(ABORT, 'the words of a permission are append-only');
END;

CREATE TABLE permission_states (
    person INTEGER NOT NULL REFERENCES persons (row),
    purpose TEXT NOT NULL,
    granted INTEGER NOT NULL,
    since_key INTEGER NOT NULL,
    PRIMARY KEY (person, purpose)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX permission_states_since ON permission_states (purpose, granted, since_key);

INSERT INTO tallies (name, n) VALUES
    ('permitted updates', 0), ('permitted offers', 0), ('permitted surveys', 0);

CREATE TRIGGER permission_states_in AFTER INSERT ON permission_states WHEN new.granted BEGIN
    UPDATE tallies SET n = n + 1 WHERE name = 'permitted ' || new.purpose;
END;

CREATE TRIGGER permission_states_out AFTER DELETE ON permission_states WHEN old.granted BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'permitted ' || old.purpose;
END;

CREATE TRIGGER permissions_tell AFTER INSERT ON permissions BEGIN
    DELETE FROM permission_states WHERE person = new.person AND purpose = new.purpose;
    INSERT INTO permission_states (person, purpose, granted, since_key)
    SELECT l.person, l.purpose, l.granted, l.key FROM permissions l
    WHERE l.person = new.person AND l.purpose = new.purpose AND l.undoes IS NULL
        AND NOT EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = l.id)
    ORDER BY l.key DESC LIMIT 1;
END;
