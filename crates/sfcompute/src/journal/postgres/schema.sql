CREATE TABLE IF NOT EXISTS sfcompute_journal_version (
    version integer PRIMARY KEY
);
CREATE TABLE IF NOT EXISTS sfcompute_intents (
    idempotency_key  text        PRIMARY KEY,
    operation        text        NOT NULL,
    base_url         text        NOT NULL,
    caller           text        NOT NULL,
    path             text        NOT NULL,
    body             text        NOT NULL,
    first_attempt_at bigint      NOT NULL,
    last_attempt_by  bigint      NOT NULL,
    -- null: open; false: never happened; true: done
    done             boolean,
    resource         text,
    held_until       timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS sfcompute_intents_open
    ON sfcompute_intents (first_attempt_at, idempotency_key) WHERE done IS NULL;
CREATE INDEX IF NOT EXISTS sfcompute_intents_settled
    ON sfcompute_intents (first_attempt_at) WHERE done IS NOT NULL;
INSERT INTO sfcompute_journal_version VALUES (1) ON CONFLICT DO NOTHING;
