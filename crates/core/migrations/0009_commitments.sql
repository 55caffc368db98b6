-- Device-local ------------------------------------------------------------------------------------

CREATE TABLE commitment_checks (
    commitment INTEGER PRIMARY KEY REFERENCES commitments (row),
    checked_at INTEGER NOT NULL,
    broken INTEGER NOT NULL
) STRICT;

-- Mirrored ----------------------------------------------------------------------------------------

CREATE TABLE openings (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    account INTEGER NOT NULL REFERENCES accounts (row),
    person INTEGER NOT NULL REFERENCES persons (row),
    key INTEGER NOT NULL,
    unasked INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX openings_person ON openings (person, key);
CREATE INDEX openings_unasked ON openings (account, key) WHERE unasked = 1;

CREATE VIEW first_words AS
SELECT c.row AS conversation, c.account, c.person, m.key
FROM conversations c CROSS JOIN messages m
    ON m.key = (SELECT key FROM messages WHERE conversation = c.row ORDER BY key LIMIT 1)
WHERE c.deleted = 0 AND m.author = 'seller';

CREATE TRIGGER openings_in AFTER INSERT ON openings BEGIN
    UPDATE openings SET settled = 0 WHERE conversation = new.conversation;
END;

CREATE TRIGGER openings_settle AFTER UPDATE OF settled ON openings BEGIN
    UPDATE openings SET unasked =
        NOT EXISTS (
            SELECT 1 FROM conversations c WHERE c.person = new.person AND c.deleted = 0 AND EXISTS (
                SELECT 1 FROM messages m
                WHERE m.conversation = c.row AND m.author = 'buyer' AND m.key < new.key
            )
        )
        AND NOT EXISTS (
            SELECT 1 FROM orders o WHERE o.person = new.person AND o.placed_at <= new.key >> 10
        )
        AND NOT EXISTS (
            SELECT 1 FROM permissions l
            WHERE l.person = new.person AND l.key <= new.key AND l.granted = 1 AND l.undoes IS NULL
                AND NOT EXISTS (
                    SELECT 1 FROM permissions u WHERE u.undoes = l.id AND u.key <= new.key
                )
                AND NOT EXISTS (
                    SELECT 1 FROM permissions w
                    WHERE w.person = l.person AND w.purpose = l.purpose
                        AND w.key > l.key AND w.key <= new.key
                        AND w.granted = 0 AND w.undoes IS NULL
                        AND NOT EXISTS (
                            SELECT 1 FROM permissions u WHERE u.undoes = w.id AND u.key <= new.key
                        )
                )
        )
    WHERE conversation = new.conversation;
END;

CREATE TRIGGER messages_open AFTER INSERT ON messages WHEN NOT EXISTS (
    SELECT 1 FROM messages WHERE conversation = new.conversation AND key < new.key
) BEGIN
    DELETE FROM openings WHERE conversation = new.conversation;
    INSERT INTO openings (conversation, account, person, key)
    SELECT conversation, account, person, key FROM first_words
    WHERE conversation = new.conversation;
END;

CREATE TRIGGER messages_unopen AFTER DELETE ON messages WHEN NOT EXISTS (
    SELECT 1 FROM messages WHERE conversation = old.conversation AND key < old.key
) BEGIN
    DELETE FROM openings WHERE conversation = old.conversation;
    INSERT INTO openings (conversation, account, person, key)
    SELECT conversation, account, person, key FROM first_words
    WHERE conversation = old.conversation;
END;

CREATE TRIGGER messages_ask AFTER INSERT ON messages WHEN new.author = 'buyer' BEGIN
    UPDATE openings SET settled = 0
    WHERE person = (SELECT person FROM conversations WHERE row = new.conversation)
        AND key > new.key AND unasked = 1;
END;

CREATE TRIGGER messages_unask AFTER DELETE ON messages WHEN old.author = 'buyer' BEGIN
    UPDATE openings SET settled = 0
    WHERE person = (SELECT person FROM conversations WHERE row = old.conversation)
        AND key > old.key AND unasked = 0;
END;

CREATE TRIGGER conversations_open AFTER UPDATE OF person, deleted ON conversations
WHEN old.person <> new.person OR old.deleted <> new.deleted BEGIN
    DELETE FROM openings WHERE conversation = new.row;
    INSERT INTO openings (conversation, account, person, key)
    SELECT conversation, account, person, key FROM first_words WHERE conversation = new.row;
    UPDATE openings SET settled = 0 WHERE person IN (old.person, new.person);
END;

CREATE TRIGGER orders_ask AFTER INSERT ON orders BEGIN
    UPDATE openings SET settled = 0
    WHERE person = new.person AND key >= new.placed_at << 10 AND unasked = 1;
END;

CREATE TRIGGER orders_ask_again AFTER UPDATE OF person, placed_at ON orders
WHEN old.person <> new.person OR old.placed_at <> new.placed_at BEGIN
    UPDATE openings SET settled = 0 WHERE person IN (old.person, new.person);
END;

CREATE TRIGGER orders_unask AFTER DELETE ON orders BEGIN
    UPDATE openings SET settled = 0
    WHERE person = old.person AND key >= old.placed_at << 10 AND unasked = 0;
END;

CREATE TRIGGER permissions_ask AFTER INSERT ON permissions BEGIN
    UPDATE openings SET settled = 0 WHERE person = new.person AND key >= new.key;
END;

ALTER TABLE roster ADD COLUMN noted INTEGER NOT NULL DEFAULT 0;

CREATE INDEX roster_noted ON roster (seen_at, person) WHERE noted > 0;

CREATE TRIGGER roster_notes AFTER UPDATE OF noted ON roster WHEN new.noted < 0 BEGIN
    UPDATE roster SET noted =
        EXISTS (SELECT 1 FROM person_notes WHERE person = new.person)
        OR EXISTS (
            SELECT 1 FROM conversations c WHERE c.person = new.person AND c.deleted = 0
                AND EXISTS (SELECT 1 FROM notes WHERE conversation = c.row)
        )
    WHERE person = new.person;
END;

CREATE TRIGGER roster_noted_in AFTER INSERT ON roster BEGIN
    UPDATE roster SET noted = -1 WHERE person = new.person;
END;

CREATE TRIGGER person_notes_in AFTER INSERT ON person_notes BEGIN
    UPDATE roster SET noted = 1 WHERE person = new.person;
END;

CREATE TRIGGER person_notes_out AFTER DELETE ON person_notes BEGIN
    UPDATE roster SET noted = -1 WHERE person = old.person;
END;

CREATE TRIGGER notes_in AFTER INSERT ON notes BEGIN
    UPDATE roster SET noted = -1
    WHERE person = (SELECT person FROM conversations WHERE row = new.conversation);
END;

CREATE TRIGGER notes_out AFTER DELETE ON notes BEGIN
    UPDATE roster SET noted = -1
    WHERE person = (SELECT person FROM conversations WHERE row = old.conversation);
END;

CREATE TRIGGER conversations_noted AFTER UPDATE OF person, deleted ON conversations
WHEN old.person <> new.person OR old.deleted <> new.deleted BEGIN
    UPDATE roster SET noted = -1 WHERE person IN (old.person, new.person);
END;

-- Journaled ---------------------------------------------------------------------------------------

CREATE TABLE commitments (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    kind TEXT UNIQUE,
    checked_by TEXT NOT NULL,
    days INTEGER,
    place INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    first_review_at INTEGER,
    retired_at INTEGER
) STRICT;

CREATE INDEX commitments_active ON commitments (place) WHERE retired_at IS NULL;
CREATE INDEX commitments_retired ON commitments (place) WHERE retired_at IS NOT NULL;

CREATE TABLE commitment_versions (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    commitment INTEGER NOT NULL REFERENCES commitments (row),
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    seat BLOB NOT NULL,
    UNIQUE (commitment, version)
) STRICT;

CREATE TABLE commitment_reviews (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    commitment INTEGER NOT NULL REFERENCES commitments (row),
    evidence TEXT NOT NULL,
    at INTEGER NOT NULL,
    next_review_at INTEGER NOT NULL,
    seat BLOB NOT NULL
) STRICT;

CREATE INDEX commitment_reviews_commitment ON commitment_reviews (commitment, row);

CREATE TABLE forgotten_addresses (
    order_id BLOB NOT NULL PRIMARY KEY,
    forgotten_at INTEGER NOT NULL
) STRICT;

CREATE INDEX orders_addressed ON orders (state_at)
    WHERE state = 'received' AND deliver_to <> '';

CREATE TRIGGER orders_forget AFTER INSERT ON orders WHEN new.deliver_to <> '' BEGIN
    UPDATE orders SET deliver_to = '' WHERE row = new.row
        AND EXISTS (SELECT 1 FROM forgotten_addresses WHERE order_id = new.id);
END;

CREATE TRIGGER orders_forget_again AFTER UPDATE OF deliver_to ON orders
WHEN new.deliver_to <> '' BEGIN
    UPDATE orders SET deliver_to = '' WHERE row = new.row
        AND EXISTS (SELECT 1 FROM forgotten_addresses WHERE order_id = new.id);
END;

CREATE TABLE regrants (
    key INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES persons (row),
    purpose TEXT NOT NULL,
    UNIQUE (person, purpose)
) STRICT;

CREATE TRIGGER regrants_in AFTER INSERT ON permission_states WHEN new.granted BEGIN
    INSERT INTO regrants (key, person, purpose)
    SELECT l.key, l.person, l.purpose FROM permissions l
    WHERE l.key = new.since_key AND l.source <> 'message' AND EXISTS (
        SELECT 1 FROM permissions w
        WHERE w.person = l.person AND w.purpose = l.purpose AND w.key < l.key
            AND w.granted = 0 AND w.undoes IS NULL
            AND NOT EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = w.id)
            AND NOT EXISTS (
                SELECT 1 FROM permissions g
                WHERE g.person = l.person AND g.purpose = l.purpose
                    AND g.key > w.key AND g.key < l.key AND g.source = 'message'
                    AND g.granted = 1 AND g.undoes IS NULL
                    AND NOT EXISTS (SELECT 1 FROM permissions u WHERE u.undoes = g.id)
            )
    );
END;

CREATE TRIGGER regrants_out AFTER DELETE ON permission_states BEGIN
    DELETE FROM regrants WHERE person = old.person AND purpose = old.purpose;
END;

INSERT INTO commitments (id, kind, checked_by, days, place, made_at) VALUES
    (x'5b1f0c9ad3e74c6f9e21a84d37b61001', 'asked', 'asked', NULL, 1, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61002', 'leaving', 'leaving', NULL, 2, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61003', 'askedAgain', 'askedAgain', 730, 3, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61004', 'named', 'hand', NULL, 4, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61005', 'purpose', 'hand', NULL, 5, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61006', 'addresses', 'addresses', 90, 6, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61007', 'notes', 'notes', 730, 7, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61008', 'shown', 'hand', NULL, 8, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b61009', 'encrypted', 'encrypted', NULL, 9, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b6100a', 'doors', 'doors', NULL, 10, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b6100b', 'keeper', 'keeper', NULL, 11, 0),
    (x'5b1f0c9ad3e74c6f9e21a84d37b6100c', 'incidents', 'hand', NULL, 12, 0);

UPDATE roster SET noted = -1;

INSERT INTO openings (conversation, account, person, key)
SELECT conversation, account, person, key FROM first_words;
