-- The walk through history ends with what no message tells of, and with what is gone: who lost the
-- thread of the changes must hear of that too.
DROP INDEX records_of_trade;
CREATE INDEX records_of_the_rest ON records (seller_id, revision)
    WHERE kind IN ('order', 'offer', 'cart', 'feedback') OR gone = 1;
