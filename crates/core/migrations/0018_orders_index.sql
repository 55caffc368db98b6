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

-- Those that are here already.
INSERT INTO orders_index (rowid, name) SELECT order_row, name FROM order_names;
