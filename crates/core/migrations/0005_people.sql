CREATE TABLE roster (
    person INTEGER NOT NULL UNIQUE REFERENCES persons (row),
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    client INTEGER NOT NULL DEFAULT 0,
    seen_at INTEGER NOT NULL DEFAULT 0,
    orders INTEGER NOT NULL DEFAULT 0,
    spent_currency TEXT NOT NULL DEFAULT '',
    spent_minor INTEGER NOT NULL DEFAULT 0,
    settled INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX roster_seen ON roster (seen_at, person);
CREATE INDEX roster_seen_stage ON roster (client, seen_at, person);
CREATE INDEX roster_spent ON roster (spent_currency, spent_minor, person);
CREATE INDEX roster_spent_stage ON roster (client, spent_currency, spent_minor, person);
CREATE INDEX roster_orders ON roster (orders, person);
CREATE INDEX roster_orders_stage ON roster (client, orders, person);
CREATE INDEX roster_name ON roster (name_key, person);
CREATE INDEX roster_name_stage ON roster (client, name_key, person);

CREATE VIRTUAL TABLE people_index USING fts5 (
    name,
    stage,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER roster_in AFTER INSERT ON roster BEGIN
    UPDATE roster SET settled = 0 WHERE person = new.person;
    INSERT INTO people_index (rowid, name, stage)
    SELECT r.person,
        (WITH RECURSIVE letters (place, letter) AS (
            SELECT 1, substr(r.name, 1, 1)
            UNION ALL
            SELECT place + 1, substr(r.name, place + 1, 1) FROM letters
            WHERE place < min(length(r.name), 200)
        )
        SELECT group_concat(
            iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
                OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
                ' ' || letter || ' ', letter), '' ORDER BY place)
        FROM letters),
        iif(r.client, 'client', 'customer')
    FROM roster r WHERE r.person = new.person;
END;

CREATE TRIGGER roster_out AFTER DELETE ON roster BEGIN
    DELETE FROM people_index WHERE rowid = old.person;
END;

CREATE TRIGGER roster_settles AFTER UPDATE OF settled ON roster BEGIN
    UPDATE roster SET
        client = EXISTS (SELECT 1 FROM clients WHERE person = new.person),
        seen_at = max(
            coalesce((
                SELECT max((
                    SELECT m.at FROM messages m
                    WHERE m.conversation = c.row AND m.author = 'buyer'
                    ORDER BY m.key DESC LIMIT 1
                )) FROM conversations c WHERE c.person = new.person AND c.deleted = 0
            ), 0),
            coalesce((
                SELECT max(opened_at) FROM conversations WHERE person = new.person AND deleted = 0
            ), 0),
            coalesce((SELECT max(placed_at) FROM orders WHERE person = new.person), 0)
        ),
        orders = coalesce((SELECT sum(orders) FROM sales WHERE person = new.person), 0),
        (spent_currency, spent_minor) = (
            SELECT coalesce(max(currency), ''), coalesce(max(total_minor), 0) FROM (
                SELECT currency, total_minor FROM sales
                WHERE person = new.person AND orders > 0
                ORDER BY orders DESC, total_minor DESC, currency LIMIT 1
            )
        )
    WHERE person = new.person;
END;

CREATE TRIGGER persons_listed AFTER INSERT ON persons WHEN new.deleted = 0 BEGIN
    INSERT INTO roster (person, name, name_key) VALUES (new.row, new.name, lower(new.name));
END;

CREATE TRIGGER persons_renamed AFTER UPDATE OF name, deleted ON persons
WHEN old.name <> new.name OR old.deleted <> new.deleted BEGIN
    DELETE FROM roster WHERE person = new.row;
    INSERT INTO roster (person, name, name_key)
    SELECT new.row, new.name, lower(new.name) WHERE new.deleted = 0;
END;

CREATE TRIGGER clients_listed AFTER INSERT ON clients BEGIN
    DELETE FROM roster WHERE person = new.person;
    INSERT INTO roster (person, name, name_key)
    SELECT row, name, lower(name) FROM persons WHERE row = new.person AND deleted = 0;
END;

CREATE TRIGGER clients_unlisted AFTER DELETE ON clients BEGIN
    DELETE FROM roster WHERE person = old.person;
    INSERT INTO roster (person, name, name_key)
    SELECT row, name, lower(name) FROM persons WHERE row = old.person AND deleted = 0;
END;

CREATE TRIGGER messages_seen AFTER INSERT ON messages WHEN new.author = 'buyer' BEGIN
    UPDATE roster SET seen_at = new.at
    WHERE person = (SELECT person FROM conversations WHERE row = new.conversation)
        AND seen_at < new.at;
END;

CREATE TRIGGER messages_unseen AFTER DELETE ON messages WHEN old.author = 'buyer' BEGIN
    UPDATE roster SET settled = 0
    WHERE person = (SELECT person FROM conversations WHERE row = old.conversation)
        AND seen_at = old.at;
END;

CREATE TRIGGER conversations_seen AFTER INSERT ON conversations BEGIN
    UPDATE roster SET seen_at = new.opened_at
    WHERE person = new.person AND seen_at < new.opened_at;
END;

CREATE TRIGGER conversations_moved AFTER UPDATE OF person, opened_at, deleted ON conversations
WHEN old.person <> new.person OR old.opened_at <> new.opened_at OR old.deleted <> new.deleted BEGIN
    UPDATE roster SET settled = 0 WHERE person IN (old.person, new.person);
END;

CREATE TRIGGER orders_seen AFTER INSERT ON orders BEGIN
    UPDATE roster SET seen_at = new.placed_at
    WHERE person = new.person AND seen_at < new.placed_at;
END;

CREATE TRIGGER orders_moved AFTER UPDATE OF person, placed_at ON orders
WHEN old.person <> new.person OR old.placed_at <> new.placed_at BEGIN
    UPDATE roster SET settled = 0 WHERE person IN (old.person, new.person);
END;

CREATE TRIGGER orders_unseen AFTER DELETE ON orders BEGIN
    UPDATE roster SET settled = 0 WHERE person = old.person;
END;

CREATE TRIGGER sales_in AFTER INSERT ON sales BEGIN
    UPDATE roster SET settled = 0 WHERE person = new.person;
END;

CREATE TRIGGER sales_change AFTER UPDATE ON sales BEGIN
    UPDATE roster SET settled = 0 WHERE person = new.person;
END;

CREATE TABLE person_notes (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    seat BLOB NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX person_notes_person ON person_notes (person, at);

INSERT INTO roster (person, name, name_key)
SELECT row, name, lower(name) FROM persons WHERE deleted = 0;
