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

-- Those that are here already.
INSERT INTO products_index (rowid, name)
SELECT products.row,
    (WITH RECURSIVE letters (place, letter) AS (
        SELECT 1, substr(products.title, 1, 1)
        UNION ALL
        SELECT place + 1, substr(products.title, place + 1, 1) FROM letters
        WHERE place < min(length(products.title), 200)
    )
    SELECT group_concat(
        iif(unicode(letter) BETWEEN 11904 AND 55215 OR unicode(letter) BETWEEN 63744 AND 64255
            OR unicode(letter) BETWEEN 65382 AND 65439 OR unicode(letter) >= 131072,
            ' ' || letter || ' ', letter), '' ORDER BY place)
    FROM letters)
FROM products WHERE deleted = 0;
