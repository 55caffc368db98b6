-- Journaled ---------------------------------------------------------------------------------------

CREATE TABLE promises (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    conversation INTEGER REFERENCES conversations (row),
    message_id BLOB,
    words TEXT NOT NULL,
    what TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    due_key INTEGER NOT NULL UNIQUE,
    state TEXT NOT NULL DEFAULT 'open',
    settled_at INTEGER,
    settled_key INTEGER UNIQUE
) STRICT;

CREATE INDEX promises_open ON promises (due_key) WHERE state = 'open';
CREATE INDEX promises_settled ON promises (state, settled_key) WHERE settled_key IS NOT NULL;
CREATE INDEX promises_person_open ON promises (person, due_key) WHERE state = 'open';
CREATE INDEX promises_person_settled ON promises (person, settled_key)
    WHERE settled_key IS NOT NULL;

CREATE TABLE promise_moves (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    promise INTEGER NOT NULL REFERENCES promises (row),
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    why TEXT NOT NULL,
    moved_at INTEGER NOT NULL
) STRICT;

CREATE INDEX promise_moves_promise ON promise_moves (promise, row);

CREATE TABLE promise_counts (
    person INTEGER NOT NULL REFERENCES persons (row),
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (person, state)
) STRICT, WITHOUT ROWID;

INSERT INTO tallies (name, n) VALUES
    ('promises open', 0), ('promises kept', 0), ('promises late', 0), ('promises broken', 0);

CREATE TRIGGER promises_in AFTER INSERT ON promises BEGIN
    UPDATE tallies SET n = n + 1 WHERE name = 'promises ' || new.state;
    INSERT INTO promise_counts (person, state, n) VALUES (new.person, new.state, 1)
    ON CONFLICT (person, state) DO UPDATE SET n = n + 1;
END;

CREATE TRIGGER promises_out AFTER DELETE ON promises BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'promises ' || old.state;
    UPDATE promise_counts SET n = n - 1 WHERE person = old.person AND state = old.state;
END;

CREATE TRIGGER promises_change AFTER UPDATE OF state ON promises WHEN old.state <> new.state BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'promises ' || old.state;
    UPDATE tallies SET n = n + 1 WHERE name = 'promises ' || new.state;
    UPDATE promise_counts SET n = n - 1 WHERE person = old.person AND state = old.state;
    INSERT INTO promise_counts (person, state, n) VALUES (new.person, new.state, 1)
    ON CONFLICT (person, state) DO UPDATE SET n = n + 1;
END;
