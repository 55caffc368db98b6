-- Journaled ---------------------------------------------------------------------------------------

ALTER TABLE clients ADD COLUMN keeper TEXT NOT NULL DEFAULT '';

CREATE INDEX clients_keeper ON clients (keeper, person);
