-- Device-local ------------------------------------------------------------------------------------

ALTER TABLE outbox ADD COLUMN subject BLOB;

CREATE INDEX outbox_subject ON outbox (subject, row)
    WHERE subject IS NOT NULL AND state NOT IN ('sent', 'cancelled');

-- Mirrored ----------------------------------------------------------------------------------------

ALTER TABLE conversations ADD COLUMN buyer_read TEXT;

CREATE INDEX conversations_person ON conversations (person, opened_at) WHERE deleted = 0;

ALTER TABLE messages ADD COLUMN subject BLOB;
ALTER TABLE messages ADD COLUMN step TEXT;

CREATE TABLE orders (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (row),
    conversation INTEGER REFERENCES conversations (row),
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    deliver_to TEXT NOT NULL,
    wishes TEXT NOT NULL,
    card_state TEXT,
    card_at INTEGER,
    card_note TEXT,
    rated INTEGER NOT NULL DEFAULT 0,
    extra TEXT
) STRICT;

CREATE INDEX orders_person ON orders (person, placed_at);
CREATE INDEX orders_placed ON orders (placed_at);
CREATE INDEX orders_to_send ON orders (placed_at) WHERE state = 'placed';
CREATE INDEX orders_to_rate ON orders (account, state_at) WHERE state = 'received' AND rated = 0;

CREATE TABLE order_lines (
    order_row INTEGER NOT NULL REFERENCES orders (row),
    place INTEGER NOT NULL,
    product_id BLOB,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (order_row, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE sales (
    person INTEGER NOT NULL REFERENCES persons (row),
    currency TEXT NOT NULL,
    orders INTEGER NOT NULL,
    total_minor INTEGER NOT NULL,
    PRIMARY KEY (person, currency)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER orders_in AFTER INSERT ON orders WHEN new.state <> 'cancelled' BEGIN
    INSERT INTO sales (person, currency, orders, total_minor)
    VALUES (new.person, new.currency, 1, new.total_minor)
    ON CONFLICT (person, currency) DO UPDATE
    SET orders = orders + 1, total_minor = total_minor + excluded.total_minor;
END;

CREATE TRIGGER orders_out AFTER DELETE ON orders WHEN old.state <> 'cancelled' BEGIN
    UPDATE sales SET orders = orders - 1, total_minor = total_minor - old.total_minor
    WHERE person = old.person AND currency = old.currency;
END;

CREATE TRIGGER orders_change AFTER UPDATE OF person, currency, total_minor, state ON orders BEGIN
    UPDATE sales SET orders = orders - 1, total_minor = total_minor - old.total_minor
    WHERE person = old.person AND currency = old.currency AND old.state <> 'cancelled';
    INSERT INTO sales (person, currency, orders, total_minor)
    SELECT new.person, new.currency, 1, new.total_minor WHERE new.state <> 'cancelled'
    ON CONFLICT (person, currency) DO UPDATE
    SET orders = orders + 1, total_minor = total_minor + excluded.total_minor;
END;

CREATE TABLE offers (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    product INTEGER REFERENCES products (row),
    author TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    until_at INTEGER,
    counters BLOB,
    extra TEXT
) STRICT;

CREATE INDEX offers_open ON offers (made_at) WHERE state = 'open' AND author = 'buyer';

CREATE TABLE carts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (row),
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    state TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    extra TEXT
) STRICT;

CREATE INDEX carts_person ON carts (person, changed_at) WHERE state = 'open';
CREATE INDEX carts_open ON carts (changed_at) WHERE state = 'open';

CREATE TABLE cart_lines (
    cart_row INTEGER NOT NULL REFERENCES carts (row),
    place INTEGER NOT NULL,
    product_id BLOB,
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    PRIMARY KEY (cart_row, place)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    author TEXT NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (row),
    order_id BLOB,
    product_id BLOB,
    conversation INTEGER REFERENCES conversations (row),
    rating INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER,
    answer TEXT,
    answer_at INTEGER,
    extra TEXT
) STRICT;

CREATE INDEX feedback_order ON feedback (order_id, author) WHERE order_id IS NOT NULL;
CREATE INDEX feedback_person ON feedback (person, author, at);
CREATE INDEX feedback_arrived ON feedback (at) WHERE author = 'buyer';
CREATE INDEX feedback_to_answer ON feedback (account, at)
    WHERE author = 'buyer' AND answer_at IS NULL;

CREATE TRIGGER orders_rated AFTER INSERT ON orders BEGIN
    UPDATE orders SET rated = 1 WHERE row = new.row AND EXISTS
        (SELECT 1 FROM feedback WHERE order_id = new.id AND author = 'seller');
END;

CREATE TRIGGER feedback_in AFTER INSERT ON feedback
WHEN new.author = 'seller' AND new.order_id IS NOT NULL BEGIN
    UPDATE orders SET rated = 1 WHERE id = new.order_id;
END;

CREATE TRIGGER feedback_out AFTER DELETE ON feedback
WHEN old.author = 'seller' AND old.order_id IS NOT NULL BEGIN
    UPDATE orders SET rated = 0 WHERE id = old.order_id;
END;

-- Journaled ---------------------------------------------------------------------------------------

CREATE TABLE clients (
    person INTEGER PRIMARY KEY REFERENCES persons (row),
    since_at INTEGER NOT NULL
) STRICT;
