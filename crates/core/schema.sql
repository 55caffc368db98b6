-- The whole schema, as a freshly migrated store has it, with what each table and column means.
-- Never run: a test compares it with the migrations.
-- Three classes of tables: device-local (never journaled), mirrored (absorbed from a marketplace),
-- journaled (changed only through journal entries).

-- Device-local ------------------------------------------------------------------------------------

-- One connection to one marketplace.
CREATE TABLE accounts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv5 of marketplace, address and name.
    id BLOB NOT NULL UNIQUE,
    name TEXT NOT NULL,
    -- Which connector: 'open'.
    marketplace TEXT NOT NULL,
    base_url TEXT NOT NULL,
    -- Secret, like refresh_token; leaves the store only towards its marketplace. Empty while the
    -- account is disconnected.
    token TEXT NOT NULL,
    -- protocol::Capabilities as JSON.
    capabilities TEXT NOT NULL DEFAULT '{}',
    -- connecting, online, offline, revoked, failing, disconnected.
    state TEXT NOT NULL DEFAULT 'connecting',
    state_since_at INTEGER NOT NULL,
    -- accounts::Reason as JSON.
    reason TEXT,
    synced_at INTEGER,
    -- Where to go on in the stream of changes; committed with what it brought.
    cursor TEXT,
    -- Where to go on in the walk backward; NULL before the first sync and after the last page.
    history_token TEXT,
    history_done INTEGER NOT NULL DEFAULT 0,
    history_messages INTEGER NOT NULL DEFAULT 0,
    -- How many things came that could not be understood.
    set_aside INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    -- Secret, and good once: gets the next token. NULL where the token was given by hand.
    refresh_token TEXT,
    -- When the token ends; NULL where that is not known.
    expires_at INTEGER,
    -- How often the seller connected it again; a renewal of the token is none.
    connections INTEGER NOT NULL DEFAULT 0,
    -- 1 while what happened before an expired cursor may be missing.
    gap INTEGER NOT NULL DEFAULT 0,
    -- Counts what came that records set aside may have been waiting for; 0 when they were tried since.
    arrivals INTEGER NOT NULL DEFAULT 0,
    UNIQUE (marketplace, base_url, name)
) STRICT;

-- The sign-in that waits for the seller, or was the last to; without any secret.
CREATE TABLE sign_ins (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    base_url TEXT NOT NULL,
    -- waiting, done, failed, cancelled.
    state TEXT NOT NULL DEFAULT 'waiting',
    -- accounts::Reason as JSON.
    reason TEXT,
    started_at INTEGER NOT NULL,
    -- The account that it connected.
    account INTEGER REFERENCES accounts (row)
) STRICT;

-- What has been typed and not sent, per conversation and mode.
CREATE TABLE drafts (
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- 'reply' or 'note'.
    mode TEXT NOT NULL,
    text TEXT NOT NULL,
    changed_at INTEGER NOT NULL,
    -- The message that the reply answers.
    answers BLOB,
    PRIMARY KEY (conversation, mode)
) STRICT;

-- The seller's own pictures, on their way from the composer to the marketplace.
CREATE TABLE own_pictures (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv7; what stands for it when it is brought to the marketplace.
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- outbox.id of the entry that shows it; NULL while it lies in the reply's draft.
    entry BLOB,
    media_type TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    size INTEGER NOT NULL,
    -- Whether what came moved, and only its first picture was kept.
    stilled INTEGER NOT NULL DEFAULT 0,
    -- protocol::Picture as JSON, once the marketplace has it; and when it was brought last.
    remote TEXT,
    stored_at INTEGER NOT NULL DEFAULT 0,
    -- How often bringing it failed.
    attempts INTEGER NOT NULL DEFAULT 0,
    -- pictures.id, once a message that arrived shows it.
    became BLOB
) STRICT;

CREATE INDEX own_pictures_of_draft ON own_pictures (conversation, row) WHERE entry IS NULL;
CREATE INDEX own_pictures_of_entry ON own_pictures (entry, row) WHERE entry IS NOT NULL;

-- Their bytes, apart from what changes; gone once they are kept with the message that shows them.
CREATE TABLE own_picture_bytes (
    picture INTEGER PRIMARY KEY REFERENCES own_pictures (row) ON DELETE CASCADE,
    bytes BLOB NOT NULL
) STRICT;

-- What the seller has done that the marketplace has not confirmed.
CREATE TABLE outbox (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv7; with the revision it is the idempotency key.
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- Goes up where the old key certainly did nothing.
    revision INTEGER NOT NULL DEFAULT 1,
    -- scheduled, queued, sending, uncertain, held, rejected, sent, cancelled.
    state TEXT NOT NULL DEFAULT 'queued',
    -- accounts::Reason as JSON.
    reason TEXT,
    -- protocol::Act as JSON; a file format.
    act TEXT NOT NULL,
    -- protocol::Expects as JSON: what the seller had seen.
    expects TEXT,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Whether any try of this revision may have reached the marketplace.
    may_have_arrived INTEGER NOT NULL DEFAULT 0,
    -- Not tried before this time.
    next_at INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    -- The offer, order or feedback that the act is about.
    subject BLOB,
    -- The newest of its kind in the conversation when its first try began.
    since INTEGER,
    -- What it became, once that is known: the message, or what it is about.
    became BLOB,
    -- What the seller wants of what may have left already; outbox::Wish as JSON, a file format.
    wish TEXT,
    -- Whether what the conversation is about could be had when the seller acted.
    in_stock INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX outbox_open ON outbox (conversation, row) WHERE state NOT IN ('sent', 'cancelled');
CREATE INDEX outbox_due ON outbox (account, next_at, row) WHERE state = 'queued';
CREATE INDEX outbox_sending ON outbox (account, row) WHERE state = 'sending';
CREATE INDEX outbox_subject ON outbox (subject, row)
    WHERE subject IS NOT NULL AND state NOT IN ('sent', 'cancelled');
CREATE INDEX outbox_became ON outbox (became) WHERE became IS NOT NULL;
CREATE INDEX outbox_uncertain ON outbox (account, row) WHERE state = 'uncertain';
CREATE INDEX outbox_held ON outbox (account, row) WHERE state = 'held';
CREATE INDEX outbox_scheduled ON outbox (account, next_at, row) WHERE state = 'scheduled';
CREATE INDEX outbox_stopped ON outbox (row)
    WHERE state IN ('held', 'rejected') OR (state = 'sent' AND wish IS NOT NULL);
CREATE INDEX outbox_leaving ON outbox (row) WHERE state IN ('queued', 'sending', 'uncertain');
CREATE INDEX outbox_later ON outbox (next_at, row) WHERE state = 'scheduled';
CREATE INDEX outbox_too_late ON outbox (conversation, row)
    WHERE state = 'sent' AND wish IS NOT NULL;
CREATE INDEX outbox_taken_back ON outbox (account, conversation, row)
    WHERE state = 'cancelled' AND may_have_arrived = 1;

-- What the seller chose for this device, as JSON.
CREATE TABLE settings (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

-- What came and could not be understood: the newest as they came, and all that only lack what they
-- refer to.
CREATE TABLE set_aside (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    -- What came, as JSON.
    content TEXT NOT NULL,
    -- What is wrong with it.
    fault TEXT NOT NULL,
    received_at INTEGER NOT NULL
) STRICT;

CREATE INDEX set_aside_account ON set_aside (account, row);

-- What the inbox's tabs are ordered by; computed from messages, marks, readings, blocks, outbox and
-- drafts, and from the time.
CREATE TABLE inbox (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    -- The newest message; orders Done.
    newest_key INTEGER NOT NULL,
    -- The buyer's first message that no human has answered; orders Waiting.
    waiting_key INTEGER,
    -- Whether it stands under Done: the seller said so, or blocked the person.
    done INTEGER NOT NULL DEFAULT 0,
    -- Replies on their way.
    queued INTEGER NOT NULL DEFAULT 0,
    -- Replies that stopped with a reason.
    trouble INTEGER NOT NULL DEFAULT 0,
    -- The newest message or the waking, whichever is later; orders Open.
    open_key INTEGER NOT NULL DEFAULT 0,
    -- While it is snoozed: when it wakes; orders Snoozed.
    wakes_key INTEGER,
    -- What woke it, until the seller has answered: its wakes_key, or the buyer's message.
    woke_key INTEGER,
    -- When words were last begun or changed; orders Drafts. NULL where there are none.
    draft_key INTEGER,
    -- Whether there is something of the buyer's to be read, or the seller marked it so.
    unread INTEGER NOT NULL DEFAULT 0,
    -- While it is muted: until when.
    muted_until_at INTEGER
) STRICT;

CREATE UNIQUE INDEX inbox_waiting ON inbox (waiting_key)
    WHERE waiting_key IS NOT NULL AND done = 0 AND wakes_key IS NULL;
CREATE INDEX inbox_open ON inbox (open_key) WHERE done = 0 AND wakes_key IS NULL;
CREATE INDEX inbox_snoozed ON inbox (wakes_key) WHERE wakes_key IS NOT NULL;
CREATE INDEX inbox_drafts ON inbox (draft_key) WHERE draft_key IS NOT NULL;
CREATE INDEX inbox_muted ON inbox (muted_until_at) WHERE muted_until_at IS NOT NULL;
CREATE UNIQUE INDEX inbox_done ON inbox (newest_key) WHERE done = 1;

-- Counts that triggers keep true, so that a badge costs one row; 'calling' is who waits and is not
-- muted.
CREATE TABLE tallies (
    name TEXT NOT NULL PRIMARY KEY,
    n INTEGER NOT NULL
) STRICT;

CREATE TRIGGER inbox_in AFTER INSERT ON inbox BEGIN
    UPDATE tallies SET n = n + 1 WHERE name = 'waiting'
        AND new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL;
    UPDATE tallies SET n = n + 1 WHERE name = 'calling' AND new.waiting_key IS NOT NULL
        AND new.done = 0 AND new.wakes_key IS NULL AND new.muted_until_at IS NULL;
    UPDATE tallies SET n = n + 1
        WHERE name = iif(new.done, 'done', iif(new.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n + 1 WHERE name = 'drafts' AND new.draft_key IS NOT NULL;
    UPDATE tallies SET n = n + new.queued WHERE name = 'queued' AND new.queued <> 0;
    UPDATE tallies SET n = n + new.trouble WHERE name = 'trouble' AND new.trouble <> 0;
END;

CREATE TRIGGER inbox_out AFTER DELETE ON inbox BEGIN
    UPDATE tallies SET n = n - 1 WHERE name = 'waiting'
        AND old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL;
    UPDATE tallies SET n = n - 1 WHERE name = 'calling' AND old.waiting_key IS NOT NULL
        AND old.done = 0 AND old.wakes_key IS NULL AND old.muted_until_at IS NULL;
    UPDATE tallies SET n = n - 1
        WHERE name = iif(old.done, 'done', iif(old.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n - 1 WHERE name = 'drafts' AND old.draft_key IS NOT NULL;
    UPDATE tallies SET n = n - old.queued WHERE name = 'queued' AND old.queued <> 0;
    UPDATE tallies SET n = n - old.trouble WHERE name = 'trouble' AND old.trouble <> 0;
END;

CREATE TRIGGER inbox_waits AFTER UPDATE ON inbox
WHEN (old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL)
    <> (new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(
        new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL, 1, -1)
        WHERE name = 'waiting';
END;

CREATE TRIGGER inbox_calls AFTER UPDATE ON inbox
WHEN (old.waiting_key IS NOT NULL AND old.done = 0 AND old.wakes_key IS NULL
        AND old.muted_until_at IS NULL)
    <> (new.waiting_key IS NOT NULL AND new.done = 0 AND new.wakes_key IS NULL
        AND new.muted_until_at IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(new.waiting_key IS NOT NULL AND new.done = 0
        AND new.wakes_key IS NULL AND new.muted_until_at IS NULL, 1, -1)
        WHERE name = 'calling';
END;

CREATE TRIGGER inbox_moves AFTER UPDATE ON inbox
WHEN old.done <> new.done OR (old.wakes_key IS NULL) <> (new.wakes_key IS NULL) BEGIN
    UPDATE tallies SET n = n - 1
        WHERE name = iif(old.done, 'done', iif(old.wakes_key IS NULL, 'open', 'snoozed'));
    UPDATE tallies SET n = n + 1
        WHERE name = iif(new.done, 'done', iif(new.wakes_key IS NULL, 'open', 'snoozed'));
END;

CREATE TRIGGER inbox_begins AFTER UPDATE ON inbox
WHEN (old.draft_key IS NULL) <> (new.draft_key IS NULL) BEGIN
    UPDATE tallies SET n = n + iif(new.draft_key IS NULL, -1, 1) WHERE name = 'drafts';
END;

CREATE TRIGGER inbox_sends AFTER UPDATE ON inbox
WHEN old.queued <> new.queued OR old.trouble <> new.trouble BEGIN
    UPDATE tallies SET n = n + new.queued - old.queued WHERE name = 'queued';
    UPDATE tallies SET n = n + new.trouble - old.trouble WHERE name = 'trouble';
END;

-- How far each conversation was read. Looking is no act of the seller's and is not journaled; marking
-- by hand is.
CREATE TABLE readings (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    -- The newest message that was looked at here; -1 before any.
    seen_key INTEGER NOT NULL DEFAULT -1,
    -- How far the marketplace was told, or need not be.
    told_key INTEGER NOT NULL DEFAULT -1,
    -- The newest message when the seller marked it unread; NULL where that does not hold.
    unread_key INTEGER
) STRICT;

CREATE INDEX readings_untold ON readings (conversation) WHERE seen_key > told_key;

-- How each commitment stood when it was last checked on this device.
CREATE TABLE commitment_checks (
    commitment INTEGER PRIMARY KEY REFERENCES commitments (row),
    checked_at INTEGER NOT NULL,
    -- How many rows break it, counted up to 100.
    broken INTEGER NOT NULL
) STRICT;

-- Mirrored ----------------------------------------------------------------------------------------

-- One identity of a buyer on one account.
CREATE TABLE persons (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- UUIDv5 of account and remote id.
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    name TEXT NOT NULL,
    -- pictures.id.
    avatar BLOB,
    language TEXT,
    -- Fields this version does not know, as JSON.
    extra TEXT
) STRICT;

-- What the seller sells on one account.
CREATE TABLE products (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- NULL where the marketplace does not count.
    stock INTEGER,
    -- pictures.id.
    picture BLOB,
    extra TEXT
) STRICT;

-- A thread with one person, about one product where there is one.
CREATE TABLE conversations (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    person INTEGER NOT NULL REFERENCES persons (row),
    product INTEGER REFERENCES products (row),
    opened_at INTEGER NOT NULL,
    -- Whether the marketplace takes no more messages.
    closed INTEGER NOT NULL DEFAULT 0,
    -- Remote id of the newest message the seller has seen there.
    seller_read TEXT,
    extra TEXT,
    -- Remote id of the newest message the buyer has seen.
    buyer_read TEXT
) STRICT;

CREATE INDEX conversations_person ON conversations (person, opened_at) WHERE deleted = 0;

-- What was said.
CREATE TABLE messages (
    -- Milliseconds << 10 + sequence; never leaves the device as a name.
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    -- buyer, seller, system, or as it came.
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- text, picture, system, offer, order, feedback, unknown.
    kind TEXT NOT NULL,
    text TEXT NOT NULL DEFAULT '',
    -- protocol::Picture as JSON.
    picture TEXT,
    -- Fields this version does not know, and the body of an unknown kind, as JSON.
    extra TEXT,
    -- The offer, order or feedback it speaks of; that row may not be here.
    subject BLOB,
    -- What happened to its subject, as it came.
    step TEXT,
    -- The pictures after the first, as a JSON array.
    more_pictures TEXT,
    -- The message that it answers; that row may not be here.
    reply_to BLOB
) STRICT;

CREATE INDEX messages_thread ON messages (conversation, key);
CREATE INDEX messages_answers ON messages (conversation, key) WHERE author = 'seller';
CREATE INDEX messages_asks ON messages (conversation, key) WHERE author = 'buyer';

-- What was sold.
CREATE TABLE orders (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (row),
    conversation INTEGER REFERENCES conversations (row),
    -- What the buyer pays for all of it.
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- placed, shipped, received, cancelled, or as it came.
    state TEXT NOT NULL,
    placed_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    deliver_to TEXT NOT NULL,
    wishes TEXT NOT NULL,
    -- sent, confirmed, corrected, or as it came; NULL before the buyer was asked to confirm.
    card_state TEXT,
    card_at INTEGER,
    card_note TEXT,
    -- Whether the seller has rated the buyer for it; kept true by triggers.
    rated INTEGER NOT NULL DEFAULT 0,
    extra TEXT
) STRICT;

CREATE INDEX orders_person ON orders (person, placed_at);
CREATE INDEX orders_placed ON orders (placed_at);
CREATE INDEX orders_to_send ON orders (placed_at) WHERE state = 'placed';
CREATE INDEX orders_to_rate ON orders (account, state_at) WHERE state = 'received' AND rated = 0;

-- What an order consists of; the price is for all of a line together.
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

-- What each person ordered and did not cancel; kept true by triggers.
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

-- Negotiated prices; a counter-offer is an offer of its own.
CREATE TABLE offers (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    product INTEGER REFERENCES products (row),
    -- Who made it: buyer, seller, or as it came.
    author TEXT NOT NULL,
    quantity INTEGER NOT NULL,
    -- For all of them together.
    price_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- open, countered, accepted, declined, lapsed, or as it came.
    state TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    state_at INTEGER NOT NULL,
    until_at INTEGER,
    -- The offer that this one counters.
    counters BLOB,
    extra TEXT
) STRICT;

CREATE INDEX offers_open ON offers (made_at) WHERE state = 'open' AND author = 'buyer';

-- What a person has put aside and not ordered.
CREATE TABLE carts (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES persons (row),
    total_minor INTEGER NOT NULL,
    currency TEXT NOT NULL,
    -- open, ordered, emptied, or as it came.
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

-- Ratings with text, in both directions.
CREATE TABLE feedback (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    revision INTEGER NOT NULL,
    -- Who rates: buyer, seller, or as it came.
    author TEXT NOT NULL,
    -- The buyer, whichever side rates.
    person INTEGER NOT NULL REFERENCES persons (row),
    -- What was sold; that row may not be here.
    order_id BLOB,
    product_id BLOB,
    conversation INTEGER REFERENCES conversations (row),
    -- 1 (bad) to 5 (good).
    rating INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    changed_at INTEGER,
    -- What the rated side answered.
    answer TEXT,
    answer_at INTEGER,
    extra TEXT,
    -- Its place in the ledger: milliseconds << 10 + sequence, unique.
    key INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX feedback_order ON feedback (order_id, author) WHERE order_id IS NOT NULL;
CREATE INDEX feedback_person ON feedback (person, author, at);
CREATE INDEX feedback_arrived ON feedback (at) WHERE author = 'buyer';
CREATE INDEX feedback_to_answer ON feedback (account, at)
    WHERE author = 'buyer' AND answer_at IS NULL;
CREATE UNIQUE INDEX feedback_ledger ON feedback (key);
CREATE INDEX feedback_from_buyers ON feedback (key) WHERE author = 'buyer';
CREATE INDEX feedback_from_us ON feedback (key) WHERE author <> 'buyer';
CREATE INDEX feedback_unanswered ON feedback (account, key)
    WHERE author = 'buyer' AND answer_at IS NULL AND conversation IS NOT NULL;

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

-- What stood before a rating, its words or its answer were changed; kept by triggers.
CREATE TABLE feedback_versions (
    feedback_id BLOB NOT NULL,
    -- The revision that it was.
    revision INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer TEXT,
    -- When it was replaced; NULL where the marketplace does not tell.
    until_at INTEGER,
    PRIMARY KEY (feedback_id, revision)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER feedback_changes AFTER UPDATE OF rating, text, answer ON feedback
WHEN old.rating <> new.rating OR old.text <> new.text
     OR (old.answer IS NOT NULL AND old.answer IS NOT new.answer) BEGIN
    INSERT INTO feedback_versions (feedback_id, revision, rating, text, answer, until_at)
    VALUES (old.id, old.revision, old.rating, old.text, old.answer,
            iif(old.rating <> new.rating OR old.text <> new.text, new.changed_at, new.answer_at));
END;

CREATE TRIGGER feedback_forgets AFTER DELETE ON feedback BEGIN
    DELETE FROM feedback_versions WHERE feedback_id = old.id;
END;

-- How many of the buyers' ratings have no answer; kept true by triggers.
CREATE TABLE feedback_tallies (
    account INTEGER PRIMARY KEY REFERENCES accounts (row),
    to_answer INTEGER NOT NULL
) STRICT;

-- What buyers gave, month by month; kept true by triggers.
CREATE TABLE feedback_months (
    account INTEGER NOT NULL REFERENCES accounts (row),
    -- When the month begins, by UTC.
    month_at INTEGER NOT NULL,
    ratings INTEGER NOT NULL,
    -- All ratings together.
    stars INTEGER NOT NULL,
    -- Those given where an answer has a way to the marketplace …
    answerable INTEGER NOT NULL,
    -- … and those of them that were answered within a day.
    answered INTEGER NOT NULL,
    PRIMARY KEY (account, month_at)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER feedback_counts AFTER INSERT ON feedback WHEN new.author = 'buyer' BEGIN
    INSERT INTO feedback_tallies (account, to_answer)
    VALUES (new.account, new.answer_at IS NULL AND new.conversation IS NOT NULL)
    ON CONFLICT (account) DO UPDATE SET to_answer = to_answer + excluded.to_answer;
    INSERT INTO feedback_months (account, month_at, ratings, stars, answerable, answered)
    VALUES (new.account,
            strftime('%s', (new.key >> 10) / 1000, 'unixepoch', 'start of month') * 1000, 1,
            new.rating, new.conversation IS NOT NULL,
            new.conversation IS NOT NULL AND ifnull(new.answer_at - new.at <= 86400000, 0))
    ON CONFLICT (account, month_at) DO UPDATE
    SET ratings = ratings + 1, stars = stars + excluded.stars,
        answerable = answerable + excluded.answerable, answered = answered + excluded.answered;
END;

CREATE TRIGGER feedback_uncounts AFTER DELETE ON feedback WHEN old.author = 'buyer' BEGIN
    UPDATE feedback_tallies
    SET to_answer = to_answer - (old.answer_at IS NULL AND old.conversation IS NOT NULL)
    WHERE account = old.account;
    UPDATE feedback_months
    SET ratings = ratings - 1, stars = stars - old.rating,
        answerable = answerable - (old.conversation IS NOT NULL),
        answered = answered
            - (old.conversation IS NOT NULL AND ifnull(old.answer_at - old.at <= 86400000, 0))
    WHERE account = old.account AND month_at
        = strftime('%s', (old.key >> 10) / 1000, 'unixepoch', 'start of month') * 1000;
END;

CREATE TRIGGER feedback_recounts AFTER UPDATE OF key, author, conversation, rating, at, answer_at
ON feedback BEGIN
    UPDATE feedback_tallies
    SET to_answer = to_answer
        - (old.author = 'buyer' AND old.answer_at IS NULL AND old.conversation IS NOT NULL)
    WHERE account = old.account;
    UPDATE feedback_months
    SET ratings = ratings - 1, stars = stars - old.rating,
        answerable = answerable - (old.conversation IS NOT NULL),
        answered = answered
            - (old.conversation IS NOT NULL AND ifnull(old.answer_at - old.at <= 86400000, 0))
    WHERE old.author = 'buyer' AND account = old.account AND month_at
        = strftime('%s', (old.key >> 10) / 1000, 'unixepoch', 'start of month') * 1000;
    INSERT INTO feedback_tallies (account, to_answer)
    SELECT new.account, new.answer_at IS NULL AND new.conversation IS NOT NULL
    WHERE new.author = 'buyer'
    ON CONFLICT (account) DO UPDATE SET to_answer = to_answer + excluded.to_answer;
    INSERT INTO feedback_months (account, month_at, ratings, stars, answerable, answered)
    SELECT new.account,
           strftime('%s', (new.key >> 10) / 1000, 'unixepoch', 'start of month') * 1000, 1,
           new.rating, new.conversation IS NOT NULL,
           new.conversation IS NOT NULL AND ifnull(new.answer_at - new.at <= 86400000, 0)
    WHERE new.author = 'buyer'
    ON CONFLICT (account, month_at) DO UPDATE
    SET ratings = ratings + 1, stars = stars + excluded.stars,
        answerable = answerable + excluded.answerable, answered = answered + excluded.answered;
END;

-- What the marketplace has deleted; a tombstone wins over every revision.
CREATE TABLE tombstones (
    id BLOB NOT NULL PRIMARY KEY,
    -- What kind of record it was.
    of TEXT NOT NULL,
    revision INTEGER NOT NULL
) STRICT;

-- Pictures as blobs, outside the hot tables; bytes are NULL until they are brought.
CREATE TABLE pictures (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    account INTEGER NOT NULL REFERENCES accounts (row),
    remote_id TEXT NOT NULL,
    -- UUIDv5 of account and remote id.
    id BLOB NOT NULL UNIQUE,
    media_type TEXT,
    bytes BLOB,
    -- How often fetching failed.
    attempts INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX pictures_wanted ON pictures (account, attempts, row) WHERE bytes IS NULL;

-- Full text; rowid is the message's key. The words are cut before they get here.
CREATE VIRTUAL TABLE messages_index USING fts5 (
    text,
    facets,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'ascii'
);

-- The titles of products, by the beginnings of their words; of words without spaces by any of their
-- characters, as names are found.
CREATE VIRTUAL TABLE products_index USING fts5 (
    name,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);

CREATE TRIGGER products_in AFTER INSERT ON products WHEN new.deleted = 0 BEGIN
    INSERT INTO products_index (rowid, name)
    SELECT new.row,
        (WITH RECURSIVE letters (place, letter) AS (
            SELECT 1, substr(new.title, 1, 1)
            UNION ALL
            SELECT place + 1, substr(new.title, place + 1, 1) FROM letters
            WHERE place < min(length(new.title), 200)
        )
        SELECT group_concat(
            iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
                OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
                ' ' || letter || ' ', letter), '' ORDER BY place)
        FROM letters);
END;

CREATE TRIGGER products_renamed AFTER UPDATE OF title, deleted ON products
WHEN old.title <> new.title OR old.deleted <> new.deleted BEGIN
    DELETE FROM products_index WHERE rowid = old.row;
    INSERT INTO products_index (rowid, name)
    SELECT new.row,
        (WITH RECURSIVE letters (place, letter) AS (
            SELECT 1, substr(new.title, 1, 1)
            UNION ALL
            SELECT place + 1, substr(new.title, place + 1, 1) FROM letters
            WHERE place < min(length(new.title), 200)
        )
        SELECT group_concat(
            iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
                OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
                ' ' || letter || ' ', letter), '' ORDER BY place)
        FROM letters)
    WHERE new.deleted = 0;
END;

CREATE TRIGGER products_out AFTER DELETE ON products BEGIN
    DELETE FROM products_index WHERE rowid = old.row;
END;

-- Orders by the beginnings of the words of their number and of what was ordered; rowid is the order.
CREATE VIRTUAL TABLE orders_index USING fts5 (
    name,
    content = '',
    contentless_delete = 1,
    prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 2'
);

-- What an order goes by, as the index takes it: characters of scripts without spaces stand apart.
CREATE VIEW order_names AS
SELECT o.row AS order_row, (
    WITH RECURSIVE letters (place, words, letter) AS (
        SELECT 1, w.words, substr(w.words, 1, 1) FROM (
            SELECT o.remote_id || coalesce((
                SELECT group_concat(' ' || title, '') FROM order_lines WHERE order_row = o.row
            ), '') AS words
        ) w
        UNION ALL
        SELECT place + 1, words, substr(words, place + 1, 1) FROM letters
        WHERE place < min(length(words), 200)
    )
    SELECT group_concat(
        iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
            OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
            ' ' || letter || ' ', letter), '' ORDER BY place)
    FROM letters
) AS name
FROM orders o;

CREATE TRIGGER orders_named AFTER INSERT ON orders BEGIN
    INSERT INTO orders_index (rowid, name)
    SELECT order_row, name FROM order_names WHERE order_row = new.row;
END;

CREATE TRIGGER orders_unnamed AFTER DELETE ON orders BEGIN
    DELETE FROM orders_index WHERE rowid = old.row;
END;

CREATE TRIGGER order_lines_named AFTER INSERT ON order_lines BEGIN
    DELETE FROM orders_index WHERE rowid = new.order_row;
    INSERT INTO orders_index (rowid, name)
    SELECT order_row, name FROM order_names WHERE order_row = new.order_row;
END;

CREATE TRIGGER order_lines_unnamed AFTER DELETE ON order_lines BEGIN
    DELETE FROM orders_index WHERE rowid = old.order_row;
    INSERT INTO orders_index (rowid, name)
    SELECT order_row, name FROM order_names WHERE order_row = old.order_row;
END;

-- The newest conversation about a product.
CREATE INDEX conversations_product ON conversations (product, opened_at)
    WHERE deleted = 0 AND product IS NOT NULL;

-- What the list of people is sorted by: everybody who is not deleted; kept true by triggers.
CREATE TABLE roster (
    -- Not the row's own number: a range over several columns of an index does not use that one, and
    -- everybody who spent alike would be walked through.
    person INTEGER NOT NULL UNIQUE REFERENCES persons (row),
    name TEXT NOT NULL,
    -- The name in small letters.
    name_key TEXT NOT NULL,
    -- Whether they are a client of the shop.
    client INTEGER NOT NULL DEFAULT 0,
    -- When they last wrote or ordered; 0 when they never did.
    seen_at INTEGER NOT NULL DEFAULT 0,
    orders INTEGER NOT NULL DEFAULT 0,
    -- The currency that they order in most; empty when they did not order.
    spent_currency TEXT NOT NULL DEFAULT '',
    spent_minor INTEGER NOT NULL DEFAULT 0,
    -- Writing it has everything above computed anew.
    settled INTEGER NOT NULL DEFAULT 0,
    -- Whether there are notes about them; -1 has that computed anew.
    noted INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX roster_seen ON roster (seen_at, person);
CREATE INDEX roster_seen_stage ON roster (client, seen_at, person);
CREATE INDEX roster_spent ON roster (spent_currency, spent_minor, person);
CREATE INDEX roster_spent_stage ON roster (client, spent_currency, spent_minor, person);
CREATE INDEX roster_orders ON roster (orders, person);
CREATE INDEX roster_orders_stage ON roster (client, orders, person);
CREATE INDEX roster_name ON roster (name_key, person);
CREATE INDEX roster_name_stage ON roster (client, name_key, person);

-- Names by their words; rowid is the person. Characters of scripts without spaces stand apart.
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

-- Which conversations began with words of ours; kept true by triggers.
CREATE TABLE openings (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    account INTEGER NOT NULL REFERENCES accounts (row),
    person INTEGER NOT NULL REFERENCES persons (row),
    -- The message.
    key INTEGER NOT NULL,
    -- Whether the person had until then neither written anywhere, nor ordered, nor allowed it.
    unasked INTEGER NOT NULL DEFAULT 0,
    -- Writing it has that computed anew.
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

-- Who has notes is found by an index of its own.
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

CREATE TRIGGER conversations_noted AFTER UPDATE OF person, deleted ON conversations
WHEN old.person <> new.person OR old.deleted <> new.deleted BEGIN
    UPDATE roster SET noted = -1 WHERE person IN (old.person, new.person);
END;

-- Journaled ---------------------------------------------------------------------------------------

-- Private notes. There is no way from here to the outbox.
CREATE TABLE notes (
    -- Milliseconds << 10 + sequence, from the same numbers as messages.
    key INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX notes_thread ON notes (conversation, key);

CREATE TRIGGER notes_in AFTER INSERT ON notes BEGIN
    UPDATE roster SET noted = -1
    WHERE person = (SELECT person FROM conversations WHERE row = new.conversation);
END;

CREATE TRIGGER notes_out AFTER DELETE ON notes BEGIN
    UPDATE roster SET noted = -1
    WHERE person = (SELECT person FROM conversations WHERE row = old.conversation);
END;

-- What the seller said about a conversation.
CREATE TABLE marks (
    conversation INTEGER PRIMARY KEY REFERENCES conversations (row),
    -- The newest message when Done was said; NULL when it was taken back.
    done_key INTEGER,
    done_at INTEGER,
    starred INTEGER NOT NULL DEFAULT 0,
    -- When it was snoozed; NULL where it is not. A snooze that has woken stays until the next act.
    snoozed_at INTEGER,
    -- The newest message then.
    snoozed_key INTEGER,
    -- When it wakes; NULL where only the buyer wakes it.
    wakes_at INTEGER,
    -- Its place among what is snoozed: milliseconds << 10 + sequence, far away without a time.
    wakes_key INTEGER,
    -- Whether it wakes when the buyer writes.
    wakes_on_reply INTEGER NOT NULL DEFAULT 0,
    -- Until when it is muted; the end of time where the seller named none, NULL where it is not.
    muted_until_at INTEGER
) STRICT;

CREATE UNIQUE INDEX marks_wake ON marks (wakes_key) WHERE wakes_key IS NOT NULL;

-- Free words of the seller's on a conversation.
CREATE TABLE tags (
    conversation INTEGER NOT NULL REFERENCES conversations (row),
    -- The word in small letters: one word is not two because of a capital.
    folded TEXT NOT NULL,
    word TEXT NOT NULL,
    tagged_at INTEGER NOT NULL,
    PRIMARY KEY (conversation, folded)
) STRICT;

CREATE INDEX tags_used ON tags (folded, word);

-- Persons with whom the seller wants nothing to do.
CREATE TABLE blocked (
    person INTEGER PRIMARY KEY REFERENCES persons (row),
    blocked_at INTEGER NOT NULL
) STRICT;

-- Who is a client of the shop, and since when; everybody else is a customer.
CREATE TABLE clients (
    person INTEGER PRIMARY KEY REFERENCES persons (row),
    since_at INTEGER NOT NULL,
    -- Who in the shop looks after them; empty where nobody does.
    keeper TEXT NOT NULL DEFAULT ''
) STRICT;

CREATE INDEX clients_keeper ON clients (keeper, person);

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

-- What the shop owes a person: said by the seller, settled by the seller alone.
CREATE TABLE promises (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    -- Where it was given; NULL where that was not in a conversation.
    conversation INTEGER REFERENCES conversations (row),
    -- The message that it came from, which may be gone by now …
    message_id BLOB,
    -- … and what that said; empty when it came from none.
    words TEXT NOT NULL,
    what TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    -- Its place by due time: milliseconds << 10 + sequence.
    due_key INTEGER NOT NULL UNIQUE,
    -- open, kept (in time), late (kept after its time), broken.
    state TEXT NOT NULL DEFAULT 'open',
    settled_at INTEGER,
    -- Its place among what is settled; NULL while it is open.
    settled_key INTEGER UNIQUE
) STRICT;

CREATE INDEX promises_open ON promises (due_key) WHERE state = 'open';
CREATE INDEX promises_settled ON promises (state, settled_key) WHERE settled_key IS NOT NULL;
CREATE INDEX promises_person_open ON promises (person, due_key) WHERE state = 'open';
CREATE INDEX promises_person_settled ON promises (person, settled_key)
    WHERE settled_key IS NOT NULL;

-- How a promise was renegotiated; both times stay.
CREATE TABLE promise_moves (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    promise INTEGER NOT NULL REFERENCES promises (row),
    from_at INTEGER NOT NULL,
    to_at INTEGER NOT NULL,
    -- Empty where nothing was said.
    why TEXT NOT NULL,
    moved_at INTEGER NOT NULL
) STRICT;

CREATE INDEX promise_moves_promise ON promise_moves (promise, row);

-- How many promises each person was given, by state; kept true by triggers, like their tallies.
CREATE TABLE promise_counts (
    person INTEGER NOT NULL REFERENCES persons (row),
    state TEXT NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (person, state)
) STRICT, WITHOUT ROWID;

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

-- Private notes about people. There is no way from here to the outbox.
CREATE TABLE person_notes (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    -- Which seat of the shop wrote it.
    seat BLOB NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX person_notes_person ON person_notes (person, at);

CREATE TRIGGER person_notes_in AFTER INSERT ON person_notes BEGIN
    UPDATE roster SET noted = 1 WHERE person = new.person;
END;

CREATE TRIGGER person_notes_out AFTER DELETE ON person_notes BEGIN
    UPDATE roster SET noted = -1 WHERE person = old.person;
END;

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

-- The words that people were shown when they were asked, each wording once; append-only.
CREATE TABLE permission_words (
    -- updates, offers, surveys.
    purpose TEXT NOT NULL,
    -- Counted from 1 for each purpose.
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    first_at INTEGER NOT NULL,
    PRIMARY KEY (purpose, version)
) STRICT, WITHOUT ROWID;

-- Who allowed what, and took it back: the log, append-only. Service is implied by an order and
-- stands here nowhere.
CREATE TABLE permissions (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    -- Milliseconds << 10 + sequence: when it was said.
    key INTEGER NOT NULL UNIQUE,
    person INTEGER NOT NULL REFERENCES persons (row),
    purpose TEXT NOT NULL,
    -- 1 granted, 0 withdrawn. A line that takes another back repeats what that one said.
    granted INTEGER NOT NULL,
    -- Which words they were shown; NULL where somebody withdrew.
    version INTEGER,
    -- message, page, spoken, paper, other.
    source TEXT NOT NULL,
    -- The message in which they said it; that row may not be here.
    message_id BLOB,
    -- The words of that message, or how else it was said.
    evidence TEXT NOT NULL,
    -- Which seat of the shop noted it.
    seat BLOB NOT NULL,
    -- The line that was noted by mistake; it counts no more from this line on.
    undoes BLOB REFERENCES permissions (id),
    FOREIGN KEY (purpose, version) REFERENCES permission_words (purpose, version)
) STRICT;

-- Partial, so that nobody is led to all lines that take none back.
CREATE UNIQUE INDEX permissions_undoes ON permissions (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX permissions_person ON permissions (person, key);
CREATE INDEX permissions_state ON permissions (person, purpose, key);
CREATE INDEX permissions_purpose ON permissions (purpose, key);
-- Who was shown which words.
CREATE INDEX permissions_shown ON permissions (purpose, version)
    WHERE granted = 1 AND undoes IS NULL;

CREATE TRIGGER permissions_stay BEFORE DELETE ON permissions BEGIN
    SELECT RAISE(ABORT, 'the permission log is append-only');
END;

CREATE TRIGGER permissions_stand BEFORE UPDATE ON permissions BEGIN
    SELECT RAISE(ABORT, 'the permission log is append-only');
END;

-- INSERT OR REPLACE would take a line away without the trigger before DELETE.
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

-- The last word of each log, computed from it by a trigger.
CREATE TABLE permission_states (
    person INTEGER NOT NULL REFERENCES persons (row),
    purpose TEXT NOT NULL,
    granted INTEGER NOT NULL,
    since_key INTEGER NOT NULL,
    PRIMARY KEY (person, purpose)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX permission_states_since ON permission_states (purpose, granted, since_key);

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

CREATE TRIGGER permissions_ask AFTER INSERT ON permissions BEGIN
    UPDATE openings SET settled = 0 WHERE person = new.person AND key >= new.key;
END;

-- One line of the shop's privacy promise.
CREATE TABLE commitments (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    -- The same on every seat for those that are built in.
    id BLOB NOT NULL UNIQUE,
    -- Which of the built-in ones it is; NULL for the seller's own.
    kind TEXT UNIQUE,
    -- 'hand', or the name of the check that the program makes itself.
    checked_by TEXT NOT NULL,
    -- What its check counts by; NULL where it does not count days.
    days INTEGER,
    -- Its place in the list.
    place INTEGER NOT NULL,
    -- 0 for those that are built in.
    made_at INTEGER NOT NULL,
    -- When its first review is due; NULL where none was asked for.
    first_review_at INTEGER,
    -- NULL while it is in force.
    retired_at INTEGER
) STRICT;

CREATE INDEX commitments_active ON commitments (place) WHERE retired_at IS NULL;
CREATE INDEX commitments_retired ON commitments (place) WHERE retired_at IS NOT NULL;

-- How it was worded, and is; what is built in and was never reworded has no row, and is worded in
-- the seller's language.
CREATE TABLE commitment_versions (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    commitment INTEGER NOT NULL REFERENCES commitments (row),
    -- Counted from 1.
    version INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    -- Which seat of the shop worded it.
    seat BLOB NOT NULL,
    UNIQUE (commitment, version)
) STRICT;

-- What was found when it was looked after by hand.
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

-- Orders whose address was forgotten, so that it stays so when the marketplace sends them again.
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

-- Permissions that stand although they were withdrawn before, and not by the person's own words
-- since; computed from the log by triggers.
CREATE TABLE regrants (
    -- The permission's line in the log.
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

-- Every change of a private record, in order.
CREATE TABLE journal (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id BLOB NOT NULL UNIQUE,
    -- Which seat of the shop meant it.
    seat BLOB NOT NULL,
    -- Hybrid logical clock: milliseconds …
    clock_at INTEGER NOT NULL,
    -- … and count.
    clock_count INTEGER NOT NULL,
    version INTEGER NOT NULL,
    -- journal::Intent as JSON; a file format.
    intent TEXT NOT NULL,
    -- The entry that this one takes back.
    undoes BLOB,
    -- Whether it was taken back.
    undone INTEGER NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX journal_undoable ON journal (row) WHERE undoes IS NULL AND undone = 0;
