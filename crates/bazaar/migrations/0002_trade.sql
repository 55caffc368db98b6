-- Orders, offers, carts and feedback. What they are is said in the protocol; here stands how they
-- hang together. Times are Unix milliseconds, money is minor units.

-- The same table with more kinds: a CHECK cannot be altered.
CREATE TABLE records_of_all_kinds (
    seller_id TEXT NOT NULL REFERENCES sellers (id),
    revision  INTEGER NOT NULL,
    kind      TEXT NOT NULL CHECK (kind IN ('person', 'product', 'conversation', 'message',
                                            'order', 'offer', 'cart', 'feedback')),
    record_id TEXT NOT NULL,
    -- 1 when the record is gone and only its tombstone is told.
    gone      INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (seller_id, revision),
    UNIQUE (seller_id, kind, record_id)
) STRICT, WITHOUT ROWID;
INSERT INTO records_of_all_kinds (seller_id, revision, kind, record_id, gone)
    SELECT seller_id, revision, kind, record_id, gone FROM records;
DROP TABLE records;
ALTER TABLE records_of_all_kinds RENAME TO records;
-- The walk through history ends with those that no message tells of.
CREATE INDEX records_of_trade ON records (seller_id, revision)
    WHERE kind IN ('order', 'offer', 'cart', 'feedback');

-- Orders have short numbers, which people read to each other.
ALTER TABLE bazaar ADD COLUMN next_order INTEGER NOT NULL DEFAULT 1001;

-- Advances in the transaction of every write the buyer may see.
ALTER TABLE buyers ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
CREATE INDEX buyers_by_avatar ON buyers (avatar) WHERE avatar IS NOT NULL;

-- The newest message the buyer has seen.
ALTER TABLE conversations ADD COLUMN buyer_read TEXT;

-- The offer, order or feedback that the message tells a step of.
ALTER TABLE messages ADD COLUMN about TEXT;
CREATE INDEX messages_by_about ON messages (about) WHERE about IS NOT NULL;

CREATE TABLE offers (
    id              TEXT PRIMARY KEY NOT NULL,
    seller_id       TEXT NOT NULL REFERENCES sellers (id),
    buyer_id        TEXT NOT NULL REFERENCES buyers (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    product_id      TEXT NOT NULL REFERENCES products (id),
    by              TEXT NOT NULL CHECK (by IN ('buyer', 'seller')),
    quantity        INTEGER NOT NULL CHECK (quantity >= 1),
    -- For all of them together.
    price_minor     INTEGER NOT NULL,
    currency        TEXT NOT NULL,
    state           TEXT NOT NULL
        CHECK (state IN ('open', 'countered', 'accepted', 'declined', 'lapsed')),
    made_at         INTEGER NOT NULL,
    state_at        INTEGER NOT NULL,
    -- When it lapses; never when null.
    until_at        INTEGER,
    -- An offer is countered at most once: it is closed by that.
    counters        TEXT UNIQUE REFERENCES offers (id),
    operation_id    TEXT
) STRICT;
CREATE INDEX offers_by_conversation ON offers (conversation_id, made_at);
CREATE INDEX offers_to_lapse ON offers (until_at) WHERE state = 'open' AND until_at IS NOT NULL;

CREATE TABLE orders (
    id              TEXT PRIMARY KEY NOT NULL,
    seller_id       TEXT NOT NULL REFERENCES sellers (id),
    buyer_id        TEXT NOT NULL REFERENCES buyers (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    -- The accepted offer whose price it has; an offer is ordered from at most once.
    offer_id        TEXT UNIQUE REFERENCES offers (id),
    currency        TEXT NOT NULL,
    total_minor     INTEGER NOT NULL,
    state           TEXT NOT NULL CHECK (state IN ('placed', 'shipped', 'received', 'cancelled')),
    placed_at       INTEGER NOT NULL,
    state_at        INTEGER NOT NULL,
    deliver_to      TEXT NOT NULL,
    wishes          TEXT NOT NULL,
    -- The card that asks the buyer to confirm the order; all three null until it is sent.
    card_state      TEXT CHECK (card_state IN ('sent', 'confirmed', 'corrected')),
    card_at         INTEGER,
    card_note       TEXT
) STRICT;
CREATE INDEX orders_by_buyer ON orders (buyer_id, placed_at, id);

CREATE TABLE order_lines (
    order_id    TEXT NOT NULL REFERENCES orders (id),
    position    INTEGER NOT NULL,
    product_id  TEXT NOT NULL REFERENCES products (id),
    -- As it was called when it was ordered.
    title       TEXT NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity >= 1),
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (order_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE carts (
    id         TEXT PRIMARY KEY NOT NULL,
    seller_id  TEXT NOT NULL REFERENCES sellers (id),
    buyer_id   TEXT NOT NULL REFERENCES buyers (id),
    currency   TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('open', 'ordered', 'emptied')),
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX carts_open ON carts (buyer_id, seller_id) WHERE state = 'open';

CREATE TABLE cart_lines (
    cart_id     TEXT NOT NULL REFERENCES carts (id),
    position    INTEGER NOT NULL,
    product_id  TEXT NOT NULL REFERENCES products (id),
    title       TEXT NOT NULL,
    quantity    INTEGER NOT NULL CHECK (quantity >= 1),
    price_minor INTEGER NOT NULL,
    PRIMARY KEY (cart_id, position),
    UNIQUE (cart_id, product_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE feedback (
    id              TEXT PRIMARY KEY NOT NULL,
    seller_id       TEXT NOT NULL REFERENCES sellers (id),
    buyer_id        TEXT NOT NULL REFERENCES buyers (id),
    order_id        TEXT NOT NULL REFERENCES orders (id),
    -- Where the order is about one product alone.
    product_id      TEXT REFERENCES products (id),
    conversation_id TEXT NOT NULL REFERENCES conversations (id),
    by              TEXT NOT NULL CHECK (by IN ('buyer', 'seller')),
    rating          INTEGER NOT NULL CHECK (rating BETWEEN 1 AND 5),
    text            TEXT NOT NULL,
    at              INTEGER NOT NULL,
    changed_at      INTEGER,
    answer          TEXT,
    answered_at     INTEGER,
    operation_id    TEXT,
    -- Each side rates an order once.
    UNIQUE (order_id, by)
) STRICT;
CREATE INDEX feedback_by_buyer ON feedback (buyer_id, at);
