-- Mirrored ----------------------------------------------------------------------------------------

ALTER TABLE feedback ADD COLUMN key INTEGER NOT NULL DEFAULT 0;

-- Each takes the first free key from its own millisecond on, oldest first.
UPDATE feedback SET key = numbered.key FROM (
    SELECT row, place + max(begins - place) OVER (ORDER BY place) AS key FROM (
        SELECT row, min(max(at, 0), 8796093022207) << 10 AS begins,
               row_number() OVER (ORDER BY at, row) AS place
        FROM feedback)) AS numbered
WHERE numbered.row = feedback.row;

CREATE UNIQUE INDEX feedback_ledger ON feedback (key);
CREATE INDEX feedback_from_buyers ON feedback (key) WHERE author = 'buyer';
CREATE INDEX feedback_from_us ON feedback (key) WHERE author <> 'buyer';
CREATE INDEX feedback_unanswered ON feedback (account, key)
    WHERE author = 'buyer' AND answer_at IS NULL AND conversation IS NOT NULL;

CREATE TABLE feedback_versions (
    feedback_id BLOB NOT NULL,
    revision INTEGER NOT NULL,
    rating INTEGER NOT NULL,
    text TEXT NOT NULL,
    answer TEXT,
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

CREATE TABLE feedback_tallies (
    account INTEGER PRIMARY KEY REFERENCES accounts (row),
    to_answer INTEGER NOT NULL
) STRICT;

CREATE TABLE feedback_months (
    account INTEGER NOT NULL REFERENCES accounts (row),
    month_at INTEGER NOT NULL,
    ratings INTEGER NOT NULL,
    stars INTEGER NOT NULL,
    answerable INTEGER NOT NULL,
    answered INTEGER NOT NULL,
    PRIMARY KEY (account, month_at)
) STRICT, WITHOUT ROWID;

INSERT INTO feedback_tallies (account, to_answer)
SELECT account, count(*) FROM feedback
WHERE author = 'buyer' AND answer_at IS NULL AND conversation IS NOT NULL GROUP BY account;

INSERT INTO feedback_months (account, month_at, ratings, stars, answerable, answered)
SELECT account, strftime('%s', (key >> 10) / 1000, 'unixepoch', 'start of month') * 1000, count(*),
       sum(rating), sum(conversation IS NOT NULL),
       sum(conversation IS NOT NULL AND ifnull(answer_at - at <= 86400000, 0))
FROM feedback WHERE author = 'buyer' GROUP BY 1, 2;

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
