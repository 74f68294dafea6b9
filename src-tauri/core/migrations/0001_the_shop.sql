-- One section per room; only that room writes its tables. Instants are UTC milliseconds, money is
-- integer minor units of the row's currency. STRICT everywhere: a wrong type is an error, not a guess.

-- In checks and in conditions of indexes stands OR where IN would: for an IN of more than two SQLite builds a temporary
-- table with every statement, which costs more than the statement. AUTOINCREMENT stands where the newest row can be
-- deleted and its id must not come back; elsewhere it is a second write for every row.

-- db: settings of the shop, as JSON values
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- team: who works here, and who did what
CREATE TABLE colleague (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,          -- empty: the owner on her own laptop
    role TEXT NOT NULL CHECK (role IN ('owner', 'staff')),
    pin TEXT,                    -- salt and Argon2id hash, hex; NULL: her tile opens with a tap
    colour TEXT NOT NULL,
    added_at INTEGER NOT NULL,
    left_at INTEGER,             -- switched off; what she did stays
    wrong_pins INTEGER NOT NULL DEFAULT 0,
    locked_until INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE activity (          -- every command that changed something
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    command TEXT NOT NULL,
    about TEXT NOT NULL          -- JSON: the ids it named, never words or numbers of a person
) STRICT;

-- stores
CREATE TABLE store (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    address TEXT NOT NULL DEFAULT '',
    time_zone TEXT NOT NULL,
    opening_hours TEXT NOT NULL, -- OSM opening_hours; empty: unknown, treated as always open
    phone TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '', -- ISO, two letters: whose holidays count
    lat REAL,                    -- its pin; NULL: not set
    lon REAL,
    services TEXT NOT NULL DEFAULT '[]', -- JSON: codes of what is known, else words of the shop's own
    pictures TEXT NOT NULL DEFAULT '[]', -- JSON: hashes, the first is its face
    foreign_id TEXT NOT NULL DEFAULT '' -- what the program it was imported from calls it
) STRICT;
CREATE TABLE store_import (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE TABLE store_import_change (
    import_id INTEGER NOT NULL REFERENCES store_import (id),
    store_id INTEGER NOT NULL,
    before TEXT,                 -- JSON of the store before; NULL: the import added it
    after TEXT NOT NULL,
    PRIMARY KEY (import_id, store_id)
) STRICT, WITHOUT ROWID;

-- media
CREATE TABLE media (
    hash TEXT PRIMARY KEY,       -- SHA-256 of the stored bytes, hex
    mime TEXT NOT NULL,
    width INTEGER NOT NULL,      -- 0 where there is nothing to see
    height INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    thumbnail BLOB NOT NULL,     -- small JPEG for lists; empty where there is nothing to see
    upload_id TEXT,              -- Meta's id of its copy, and until when it lasts; once set, it has been sent
    upload_until INTEGER,
    added_at INTEGER NOT NULL,
    kind TEXT NOT NULL DEFAULT 'image' CHECK (kind = 'image' OR kind = 'sticker' OR kind = 'video' OR kind = 'audio' OR kind = 'voice' OR kind = 'document'),
    animated INTEGER NOT NULL DEFAULT 0,
    duration_ms INTEGER,         -- of what plays, where its file says it
    name TEXT NOT NULL DEFAULT '',
    alt TEXT NOT NULL DEFAULT '', -- what it shows, in words
    tags TEXT NOT NULL DEFAULT '', -- with commas between
    added_by TEXT NOT NULL DEFAULT '', -- empty: it came with something else, an import or a product
    dropped_at INTEGER,          -- taken out of the library; it goes for good a while later
    spoken_to INTEGER REFERENCES customer (id) -- a voice note: hers alone, in no library, sealed under its name
) STRICT, WITHOUT ROWID;
CREATE INDEX media_spoken ON media (spoken_to, added_at) WHERE spoken_to IS NOT NULL;
CREATE INDEX media_by_time ON media (added_at DESC, hash) WHERE dropped_at IS NULL AND spoken_to IS NULL;

-- catalog
CREATE TABLE import (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    undone_at INTEGER,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state = 'running' OR state = 'returning' OR state = 'done')
) STRICT;
CREATE TABLE product (
    id INTEGER PRIMARY KEY,
    source TEXT NOT NULL,        -- where imports find it again: (source, handle)
    handle TEXT NOT NULL,
    title TEXT NOT NULL,
    description TEXT NOT NULL DEFAULT '',
    vendor TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL DEFAULT '',
    tags TEXT NOT NULL DEFAULT '',
    google_category INTEGER,     -- Google product taxonomy id
    condition TEXT CHECK (condition IS NULL OR condition = 'new' OR condition = 'refurbished' OR condition = 'used'),
    tax_class TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '', -- its page in the shop's web shop
    unit TEXT NOT NULL DEFAULT 'piece', -- piece, pair, kg, metre, box, or a word of the shop's own: what its prices are for
    step INTEGER NOT NULL DEFAULT 1000 CHECK (step > 0), -- what one of its counts is, in thousandths of the unit
    choices TEXT NOT NULL DEFAULT '[]', -- JSON: what can be picked with it (milk, sugar), with extra prices
    made_to_order INTEGER NOT NULL DEFAULT 0,
    away INTEGER NOT NULL DEFAULT 0, -- out of season: put away, not shown to customers
    status TEXT NOT NULL DEFAULT 'active' CHECK (status = 'active' OR status = 'draft' OR status = 'archived'),
    image TEXT REFERENCES media (hash),
    added_at INTEGER NOT NULL,
    UNIQUE (source, handle)
) STRICT;
CREATE TABLE collection ( -- products that belong together; what a rule finds is never stored
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE COLLATE NOCASE,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'picked' OR kind = 'rule' OR kind = 'new'),
    rule TEXT NOT NULL DEFAULT '{}', -- JSON: conditions
    import_id INTEGER REFERENCES import (id) ON DELETE SET NULL -- whose undo takes it away, if it is empty then
) STRICT;
CREATE TABLE collection_product (
    collection_id INTEGER NOT NULL REFERENCES collection (id) ON DELETE CASCADE,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (collection_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX collection_of_product ON collection_product (product_id);
INSERT INTO collection (name, position, kind) VALUES ('New arrivals', 0, 'new');
CREATE TABLE product_picture ( -- pictures named by an import, fetched later
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    url TEXT NOT NULL,
    alt TEXT NOT NULL DEFAULT '',
    hash TEXT REFERENCES media (hash), -- once it is here
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'here' OR state = 'failed'),
    tries INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL DEFAULT 0,
    reason TEXT NOT NULL DEFAULT '', -- why it could not be fetched, the last time
    PRIMARY KEY (product_id, url)
) STRICT, WITHOUT ROWID;
CREATE INDEX picture_waiting ON product_picture (position, next_at, product_id) WHERE state = 'waiting';
CREATE INDEX picture_failed ON product_picture (product_id) WHERE state = 'failed';
CREATE TABLE variant (
    id INTEGER PRIMARY KEY,
    product_id INTEGER NOT NULL REFERENCES product (id) ON DELETE CASCADE,
    retailer_id TEXT NOT NULL UNIQUE, -- the SKU if unique, else handle + options; never changes
    sku TEXT,
    barcode TEXT,
    options TEXT NOT NULL,       -- JSON: [["Size","42"],["Colour","black"]]
    label TEXT NOT NULL,         -- "42 · black", or empty
    price INTEGER,               -- NULL: on request, never 0 by accident
    sale_price INTEGER,          -- instead of the price, between these instants; NULL: no end on that side
    sale_from INTEGER,
    sale_until INTEGER,
    cost INTEGER,
    low_stock INTEGER,           -- say so when as few are left
    uncounted TEXT CHECK (uncounted IS NULL OR uncounted = 'available' OR uncounted = 'sold_out'), -- no counts, only yes or no
    position INTEGER NOT NULL,
    UNIQUE (product_id, label)
) STRICT;
CREATE INDEX product_by_title ON product (title COLLATE NOCASE);
CREATE TABLE price_change ( -- so that the lowest price of the last 30 days can be said
    id INTEGER PRIMARY KEY,
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    before INTEGER,              -- what was asked until then; NULL: on request
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX price_change_by_variant ON price_change (variant_id, at);
CREATE TABLE bulk_edit ( -- many cells changed in one act: undone in one
    id INTEGER PRIMARY KEY,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE TABLE saved_view ( -- of the grid: which columns, what is looked for, in which order
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    view TEXT NOT NULL           -- JSON
) STRICT;
CREATE INDEX variant_by_sku ON variant (sku) WHERE sku IS NOT NULL;
CREATE INDEX variant_by_barcode ON variant (barcode) WHERE barcode IS NOT NULL;
CREATE TABLE import_change ( -- what an import did, so that all of it can be undone
    import_id INTEGER NOT NULL REFERENCES import (id),
    kind TEXT NOT NULL CHECK (kind = 'product' OR kind = 'variant' OR kind = 'store' OR kind = 'picture'),
    row_id INTEGER NOT NULL,
    before TEXT,                 -- JSON of the row before; NULL: the import added it
    after TEXT NOT NULL,         -- JSON of the row as imported; undo leaves later edits alone
    PRIMARY KEY (import_id, kind, row_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE stock (
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    store_id INTEGER NOT NULL REFERENCES store (id) ON DELETE CASCADE, -- one with pieces is not taken away
    on_hand INTEGER NOT NULL CHECK (on_hand >= 0),
    as_of INTEGER NOT NULL,      -- last counted, sold or imported; never last read
    PRIMARY KEY (variant_id, store_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE stock_ledger (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    store_id INTEGER NOT NULL,
    before INTEGER NOT NULL,
    after INTEGER NOT NULL,
    step INTEGER NOT NULL DEFAULT 1000, -- of the product then: both counts are in it
    why TEXT NOT NULL CHECK (why = 'counted' OR why = 'sold' OR why = 'imported' OR why = 'handed_over' OR why = 'undone'),
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    undoes INTEGER UNIQUE REFERENCES stock_ledger (id) -- UNIQUE: a change is undone once
) STRICT;
CREATE INDEX ledger_by_variant ON stock_ledger (variant_id, id);
CREATE TABLE stock_count ( -- a stock-taking of one store; it changes nothing until it is applied
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    store_id INTEGER NOT NULL REFERENCES store (id) ON DELETE CASCADE,
    begun_at INTEGER NOT NULL,
    author TEXT NOT NULL,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state = 'open' OR state = 'applied' OR state = 'dropped'),
    ended_at INTEGER,
    what TEXT NOT NULL DEFAULT 'everything' CHECK (what = 'everything' OR what = 'collection' OR what = 'search' OR what = 'scanned'),
    words TEXT NOT NULL DEFAULT '' -- the collection's name, or what was searched for
) STRICT;
CREATE UNIQUE INDEX open_count ON stock_count (store_id) WHERE state = 'open';
CREATE TABLE stock_count_of ( -- what a count of a collection or of a search is about
    count_id INTEGER NOT NULL REFERENCES stock_count (id) ON DELETE CASCADE,
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    PRIMARY KEY (count_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_of_variant ON stock_count_of (variant_id);
CREATE TABLE stock_count_line (
    count_id INTEGER NOT NULL REFERENCES stock_count (id) ON DELETE CASCADE,
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    counted INTEGER NOT NULL CHECK (counted >= 0),
    expected INTEGER NOT NULL,   -- what the store had on paper at the last scan: what is sold after it comes off
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    missing INTEGER NOT NULL DEFAULT 0, -- nobody scanned it: it was set to nothing when the count was applied
    undoable INTEGER NOT NULL DEFAULT 0, -- the last scan of it can be taken back to what was:
    was_counted INTEGER,         -- NULL: it had not been counted
    was_expected INTEGER,
    was_at INTEGER,
    ledger_id INTEGER REFERENCES stock_ledger (id) ON DELETE SET NULL,
    PRIMARY KEY (count_id, variant_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX count_line_by_variant ON stock_count_line (variant_id);
CREATE INDEX count_line_by_ledger ON stock_count_line (ledger_id) WHERE ledger_id IS NOT NULL;
CREATE TABLE watched_file ( -- files of the watched folder, by what is in them: each is offered once
    hash TEXT PRIMARY KEY,       -- SHA-256, hex
    name TEXT NOT NULL,
    seen_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state = 'offered' OR state = 'used' OR state = 'left' OR state = 'same' OR state = 'asks' OR state = 'unreadable'),
    differing INTEGER NOT NULL,
    counts_only INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE hold (
    id INTEGER PRIMARY KEY,
    variant_id INTEGER NOT NULL REFERENCES variant (id),
    store_id INTEGER NOT NULL,
    quantity INTEGER NOT NULL CHECK (quantity > 0),
    until INTEGER NOT NULL,
    ended_at INTEGER,
    how TEXT CHECK (how = 'collected' OR how = 'expired' OR how = 'cancelled')
) STRICT;
CREATE INDEX open_hold ON hold (variant_id) WHERE ended_at IS NULL;
CREATE TABLE variant_edit ( -- grid edits, for undo
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    field TEXT NOT NULL,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_at INTEGER,
    bulk_id INTEGER REFERENCES bulk_edit (id)
) STRICT;
CREATE INDEX edit_by_bulk ON variant_edit (bulk_id) WHERE bulk_id IS NOT NULL;
CREATE VIEW availability AS -- published: what can be promised, per variant over all stores
SELECT v.id AS variant_id,
       CASE WHEN v.uncounted IS NULL THEN COALESCE((SELECT SUM(s.on_hand) FROM stock s WHERE s.variant_id = v.id), 0)
            WHEN v.uncounted = 'available' THEN 9999 ELSE 0 END AS on_hand,
       COALESCE((SELECT SUM(h.quantity) FROM hold h WHERE h.variant_id = v.id AND h.ended_at IS NULL), 0) AS held
FROM variant v;

-- customers
CREATE TABLE customer (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    language TEXT,
    country TEXT,                -- ISO, as far as number or user id tell
    time_zone TEXT,
    company TEXT NOT NULL DEFAULT '',
    email TEXT NOT NULL DEFAULT '',
    birthday TEXT NOT NULL DEFAULT '', -- YYYY-MM-DD, or --MM-DD where the year is not given
    tags TEXT NOT NULL DEFAULT '[]', -- JSON: words of the shop
    merged_into INTEGER REFERENCES customer (id),
    added_at INTEGER NOT NULL,
    erased_at INTEGER            -- what the law lets go is gone; the row holds together what it makes us keep
) STRICT;
CREATE INDEX customer_by_name ON customer (name COLLATE NOCASE) WHERE merged_into IS NULL;
CREATE INDEX customer_merged ON customer (merged_into) WHERE merged_into IS NOT NULL;
CREATE VIEW person AS -- published: every row of a person, herself included
SELECT id AS customer_id, id AS person_id FROM customer
UNION ALL SELECT id, merged_into FROM customer WHERE merged_into IS NOT NULL;
CREATE TABLE customer_merge (
    id INTEGER PRIMARY KEY,
    kept_id INTEGER NOT NULL REFERENCES customer (id),
    other_id INTEGER NOT NULL REFERENCES customer (id),
    moved TEXT NOT NULL,         -- JSON: what moved over, so that it can move back
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE TABLE customer_apart (    -- two rows the owner has said are two people
    one_id INTEGER NOT NULL REFERENCES customer (id),
    other_id INTEGER NOT NULL REFERENCES customer (id),
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (one_id, other_id),
    CHECK (one_id < other_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE tag_change (        -- a tag renamed on everybody: undone in one
    id INTEGER PRIMARY KEY,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;
CREATE TABLE tag_change_person (
    change_id INTEGER NOT NULL REFERENCES tag_change (id),
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    before TEXT NOT NULL,        -- her tags, JSON
    after TEXT NOT NULL,
    PRIMARY KEY (change_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE customer_note (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    note TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX note_by_customer ON customer_note (customer_id, at);
CREATE TABLE customer_import (
    id INTEGER PRIMARY KEY,
    file_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL,
    added INTEGER NOT NULL DEFAULT 0,
    changed INTEGER NOT NULL DEFAULT 0,
    unchanged INTEGER NOT NULL DEFAULT 0,
    rejected INTEGER NOT NULL DEFAULT 0,
    undone_at INTEGER,
    state TEXT NOT NULL DEFAULT 'done' CHECK (state = 'running' OR state = 'returning' OR state = 'done')
) STRICT;
CREATE TABLE customer_import_change (
    import_id INTEGER NOT NULL REFERENCES customer_import (id),
    customer_id INTEGER NOT NULL,
    before TEXT,                 -- JSON of what the import may change; NULL: the import added her
    after TEXT NOT NULL,
    PRIMARY KEY (import_id, customer_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX import_change_by_customer ON customer_import_change (customer_id);
CREATE TABLE customer_alias (
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    kind TEXT NOT NULL CHECK (kind = 'phone' OR kind = 'user_id' OR kind = 'username'),
    value TEXT NOT NULL,         -- phone: E.164 with +
    seen_at INTEGER NOT NULL,
    left_at INTEGER,             -- no longer hers: whoever comes with it is somebody else
    PRIMARY KEY (kind, value)
) STRICT, WITHOUT ROWID;
CREATE INDEX alias_by_customer ON customer_alias (customer_id, kind, seen_at);

-- consent: append-only; the evidence row can be erased, the receipt's hash still proves the chain
CREATE TABLE consent_receipt (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    purpose TEXT NOT NULL CHECK (purpose = 'restock' OR purpose = 'promotions' OR purpose = 'follow_up' OR purpose = 'reminders' OR purpose = 'everything'),
    act TEXT NOT NULL CHECK (act = 'given' OR act = 'withdrawn' OR act = 'barred_at_meta' OR act = 'unbarred_at_meta'),
    at INTEGER NOT NULL,
    commitment BLOB NOT NULL,    -- SHA-256 of salt and evidence
    previous BLOB NOT NULL,      -- hash of the receipt before
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX receipt_by_customer ON consent_receipt (customer_id, id);
CREATE TABLE consent_evidence (
    receipt_id INTEGER PRIMARY KEY REFERENCES consent_receipt (id),
    salt BLOB NOT NULL,
    wording TEXT NOT NULL,
    source TEXT NOT NULL,        -- chat, card:N, button, counter, website, by hand …
    author TEXT NOT NULL,
    language TEXT NOT NULL DEFAULT '',
    store_id INTEGER REFERENCES store (id)
) STRICT;
-- The chain is kept by the database itself: whoever writes past the program is refused or leaves a broken link.
CREATE TRIGGER consent_is_a_chain BEFORE INSERT ON consent_receipt
WHEN NEW.previous IS NOT COALESCE((SELECT hash FROM consent_receipt ORDER BY id DESC LIMIT 1), x'')
BEGIN SELECT RAISE(ABORT, 'not the next link'); END;
CREATE TRIGGER consent_evidence_stays BEFORE UPDATE ON consent_evidence BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_is_append_only BEFORE UPDATE ON consent_receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER consent_is_kept BEFORE DELETE ON consent_receipt BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- cloud
CREATE TABLE connection (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    graph_url TEXT NOT NULL,
    graph_version TEXT NOT NULL,
    app_id TEXT NOT NULL,
    waba_id TEXT NOT NULL,
    phone_number_id TEXT NOT NULL,
    display_number TEXT NOT NULL,
    verified_name TEXT NOT NULL DEFAULT '',
    tier TEXT NOT NULL,
    quality TEXT NOT NULL DEFAULT '', -- GREEN, YELLOW, RED, or empty: not said
    token_until INTEGER,         -- when the token dies; NULL: never, or not known
    callback_url TEXT NOT NULL DEFAULT '', -- where Meta was asked to deliver; empty: as the app says
    owner_phone TEXT,            -- E.164: whose hello proves that STOP can arrive
    hello_code TEXT NOT NULL,    -- the same proof for a phone whose number Meta hides
    hello_at INTEGER,            -- when it came, signed; NULL: nobody but the owner is written to
    stopped TEXT,                -- why sending is paused; NULL: it is not
    stopped_at INTEGER,
    last_event_at INTEGER,
    catalogue TEXT               -- Meta's id of the catalogue products are sent from; NULL: none is connected
) STRICT;
CREATE TABLE catalogue_item (
    retailer_id TEXT PRIMARY KEY,
    sendable INTEGER NOT NULL CHECK (sendable = 0 OR sendable = 1) -- reviewed and shown
) STRICT, WITHOUT ROWID;
CREATE TABLE template (
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    status TEXT NOT NULL,        -- as Meta has it
    category TEXT NOT NULL,      -- as Meta has it
    reason TEXT,
    quality TEXT NOT NULL DEFAULT '',
    definition TEXT,             -- JSON: as Meta lists it, to be filled in from; NULL: not asked for yet
    synced_at INTEGER NOT NULL,
    PRIMARY KEY (name, language)
) STRICT, WITHOUT ROWID;

-- pricing
CREATE TABLE rate (
    currency TEXT NOT NULL,
    effective TEXT NOT NULL,     -- date, YYYY-MM-DD
    market TEXT NOT NULL,        -- ISO country, or '*'
    category TEXT NOT NULL,      -- marketing, utility, service
    micros INTEGER NOT NULL,     -- millionths of one unit of the currency, per delivered message
    origin TEXT NOT NULL,        -- 'reference', 'imported' or 'invented' (a demo's)
    PRIMARY KEY (currency, effective, market, category)
) STRICT, WITHOUT ROWID;
CREATE TABLE billed ( -- from the pricing object of a status
    promise_id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    category TEXT NOT NULL,
    micros INTEGER               -- NULL: the rate was not known
) STRICT;
CREATE INDEX billed_by_time ON billed (at);
CREATE TABLE billed_month ( -- the sums of `billed` by month in the shop's zone: the gate asks at every tick
    month_start INTEGER PRIMARY KEY,
    micros INTEGER NOT NULL DEFAULT 0,
    free_replies INTEGER NOT NULL DEFAULT 0,
    messages INTEGER NOT NULL DEFAULT 0,
    unknown INTEGER NOT NULL DEFAULT 0
) STRICT;

-- conversations
CREATE TABLE conversation (
    customer_id INTEGER PRIMARY KEY REFERENCES customer (id),
    window_until INTEGER,        -- end of the customer service window
    last_inbound_at INTEGER,
    answered INTEGER NOT NULL DEFAULT 1, -- 0: a person should look
    waiting_since INTEGER,       -- the first thing she said that nobody has answered
    last_at INTEGER NOT NULL DEFAULT 0, -- of the newest message either way: the list's order
    unread INTEGER NOT NULL DEFAULT 0, -- what came in since a person looked
    closed_at INTEGER,           -- a person has closed it; a new message opens it again
    snoozed_until INTEGER,       -- not shown as waiting until then; a new message ends it
    assigned_to TEXT,            -- a colleague's stamp
    held_by TEXT,                -- whose it is since she began to type: the shop answers nothing by itself …
    quiet_until INTEGER,         -- … until then, or until it is closed
    draft TEXT NOT NULL DEFAULT '' -- what she had begun to write, JSON; empty: nothing
) STRICT;
CREATE INDEX conversation_by_time ON conversation (last_at DESC, customer_id);
CREATE INDEX conversation_waiting ON conversation (window_until) WHERE answered = 0;
CREATE TABLE message_search_place ( -- how far the index of words has come in the messages
    id INTEGER PRIMARY KEY CHECK (id = 1),
    reached INTEGER NOT NULL
) STRICT;
INSERT INTO message_search_place VALUES (1, 0);
CREATE TABLE quick_reply ( -- what staff say often, by a short word
    id INTEGER PRIMARY KEY,
    shortcut TEXT NOT NULL UNIQUE,
    words TEXT NOT NULL,         -- JSON: language to text
    image TEXT REFERENCES media (hash)
) STRICT;
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    wamid TEXT UNIQUE,
    promise_id INTEGER UNIQUE,   -- outbound only
    outbound INTEGER NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,       -- JSON: what was said, as shown
    at INTEGER NOT NULL,
    status TEXT,                 -- outbound: accepted, sent, delivered, read, failed
    error_code INTEGER,
    origin TEXT NOT NULL DEFAULT 'api' CHECK (origin = 'api' OR origin = 'phone' OR origin = 'history' OR origin = 'hand' OR origin = 'note'), -- note: among the shop's people, never sent
    reply_to TEXT                -- wamid it answers, or that a reaction, edit or revoke is about
) STRICT;
-- What is about another message is a row of its own: it may come before that one, or before its id is known.
CREATE INDEX message_about ON message (reply_to) WHERE (kind = 'reaction' OR kind = 'edit' OR kind = 'revoke');
CREATE INDEX message_by_customer ON message (customer_id, at);
CREATE TABLE message_media ( -- what a customer sent: fetched in a job of its own, kept on disk
    message_id INTEGER PRIMARY KEY REFERENCES message (id),
    media_id TEXT NOT NULL,      -- Meta's
    mime TEXT NOT NULL,
    file_name TEXT,
    sha256 TEXT,                 -- as Meta says it, base64
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'here' OR state = 'gone' OR state = 'refused'),
    tries INTEGER NOT NULL DEFAULT 0,
    next_at INTEGER NOT NULL,
    until INTEGER NOT NULL,      -- Meta forgets it then
    hash TEXT,                   -- of the stored bytes
    bytes INTEGER
) STRICT;
CREATE INDEX media_waiting ON message_media (next_at) WHERE state = 'waiting';
CREATE VIEW message_words AS -- what can be looked for in a message
SELECT id, CASE WHEN kind = 'reaction' THEN '' ELSE COALESCE(content ->> '$.text', '') || ' ' || COALESCE(content ->> '$.file_name', '') END AS words FROM message;
-- The words of all messages. It holds no text of its own, and what is taken out of it leaves no trace: erased is erased.
CREATE VIRTUAL TABLE message_search USING fts5 (words, content = 'message_words', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
-- Messages are indexed a moment after they are written, off the road of what is sent; what is indexed already leaves with
-- its message at once.
CREATE TRIGGER message_unsaid BEFORE UPDATE OF content ON message
WHEN OLD.id <= (SELECT reached FROM message_search_place) AND OLD.content <> NEW.content
BEGIN INSERT INTO message_search (message_search, rowid, words) SELECT 'delete', id, words FROM message_words WHERE id = OLD.id; END;
CREATE TRIGGER message_said_anew AFTER UPDATE OF content ON message
WHEN NEW.id <= (SELECT reached FROM message_search_place) AND OLD.content <> NEW.content
BEGIN INSERT INTO message_search (rowid, words) SELECT id, words FROM message_words WHERE id = NEW.id; END;
CREATE TRIGGER message_gone BEFORE DELETE ON message
WHEN OLD.id <= (SELECT reached FROM message_search_place)
BEGIN INSERT INTO message_search (message_search, rowid, words) SELECT 'delete', id, words FROM message_words WHERE id = OLD.id; END;

-- outbox
CREATE TABLE promise (
    id INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,    -- 16 bytes, never changes
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    purpose TEXT NOT NULL,       -- restock, promotions, service
    wave_id INTEGER,
    while_stock_of INTEGER,      -- leaves only while this variant can still be promised
    state TEXT NOT NULL,
    verdict TEXT NOT NULL,       -- JSON: the gate's last judgement with its reasons
    not_before INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    tries INTEGER NOT NULL DEFAULT 0,
    error_code INTEGER,
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    opened_window_for INTEGER,   -- when it went out as a template outside the window (portfolio limit)
    in_flight_micros INTEGER,    -- what it will cost, from the claim until Meta has billed or refused it
    by_hand INTEGER NOT NULL DEFAULT 0, -- a person sends it from her own WhatsApp and ticks it off
    UNIQUE (wave_id, customer_id)
) STRICT;
-- Answers before alerts, then by time: the order of claiming, so that a claim reads only what it takes.
CREATE INDEX promise_ready ON promise ((purpose <> 'service'), not_before, id) WHERE (state = 'queued' OR state = 'held' OR state = 'retry_at') AND by_hand = 0;
CREATE INDEX promise_by_hand ON promise (id) WHERE by_hand = 1 AND state IN ('queued', 'held');
CREATE INDEX promise_in_flight ON promise (in_flight_micros, created_at) WHERE in_flight_micros IS NOT NULL;
CREATE INDEX promise_unknown ON promise (changed_at) WHERE state = 'unknown';
-- By when it was made, which never changes, rather than by its last change, which does three times a message.
CREATE INDEX promise_by_customer ON promise (customer_id, created_at);
CREATE INDEX promise_opening ON promise (opened_window_for, customer_id) WHERE opened_window_for IS NOT NULL;
CREATE TABLE promise_draft ( -- apart: a promise moves several times, what it says does not change
    promise_id INTEGER PRIMARY KEY REFERENCES promise (id),
    draft TEXT NOT NULL          -- JSON: what will be said, filled in when it leaves
) STRICT;
CREATE TABLE attempt (
    id INTEGER PRIMARY KEY,
    promise_id INTEGER NOT NULL REFERENCES promise (id),
    number INTEGER NOT NULL,
    boot TEXT NOT NULL,          -- which start of the machine it was made in
    claimed_at INTEGER NOT NULL,
    outcome TEXT,                -- NULL: open
    evidence TEXT,
    UNIQUE (promise_id, number)
) STRICT;
CREATE INDEX attempt_open ON attempt (id) WHERE outcome IS NULL;
CREATE TABLE promise_event ( -- what moved, in order, for the rooms above: each keeps its own place in it
    id INTEGER PRIMARY KEY,
    promise_id INTEGER NOT NULL
) STRICT;
CREATE VIEW promise_moved AS -- published
SELECT id AS at, promise_id FROM promise_event;
CREATE TABLE status_seen ( -- every status once, also of messages not ours
    wamid TEXT NOT NULL,
    status TEXT NOT NULL,
    at INTEGER NOT NULL,
    code INTEGER,                -- Meta's, for failed
    PRIMARY KEY (wamid, status)
) STRICT, WITHOUT ROWID;
CREATE VIEW promise_outcome AS -- published: where a promise stands, for the rooms above
SELECT id AS promise_id, customer_id, wave_id, state, error_code, not_before, changed_at, by_hand,
       state IN ('accepted', 'sent', 'delivered', 'read', 'unknown', 'uncertain') AS told,
       state IN ('held', 'queued', 'claimed', 'retry_at') AS pending,
       state IN ('failed', 'refused', 'suppressed', 'expired') AS lost
FROM promise;

-- orders
CREATE TABLE shop_order (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    promise_id INTEGER UNIQUE,   -- the alert it answers: one order per alert and person
    state TEXT NOT NULL CHECK (state = 'kept' OR state = 'handed_over' OR state = 'expired' OR state = 'cancelled'),
    store_id INTEGER NOT NULL,
    hold_until INTEGER NOT NULL,
    total INTEGER,               -- with the fee; NULL: a price on request is in it
    address TEXT,                -- where it is brought; NULL: she collects it
    fee INTEGER NOT NULL DEFAULT 0, -- for bringing it
    currency TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    changed_by TEXT NOT NULL,
    seen_at INTEGER,             -- somebody in the shop has looked at it: it stops ringing
    accepted_at INTEGER,
    accepted_by TEXT,
    waiting_line_at INTEGER      -- when she was told that nobody has looked yet
) STRICT;
CREATE INDEX order_ringing ON shop_order (created_at) WHERE state = 'kept' AND accepted_at IS NULL;
CREATE INDEX order_open ON shop_order (hold_until) WHERE state = 'kept';
CREATE INDEX order_handed_over ON shop_order (changed_at) WHERE state = 'handed_over';
CREATE TABLE order_line (
    order_id INTEGER NOT NULL REFERENCES shop_order (id),
    line INTEGER NOT NULL,       -- the same product twice, with other choices, is two lines
    variant_id INTEGER NOT NULL REFERENCES variant (id),
    title TEXT NOT NULL,
    quantity INTEGER NOT NULL,   -- in steps
    step INTEGER NOT NULL DEFAULT 1000, -- thousandths of the unit, then
    unit TEXT NOT NULL DEFAULT 'piece',
    unit_price INTEGER,          -- of one unit, choices included; NULL: on request
    choices TEXT NOT NULL DEFAULT '[]', -- JSON: what was picked, as it was called and priced then
    hold_id INTEGER REFERENCES hold (id),
    ledger_id INTEGER,           -- the stock change at hand-over
    PRIMARY KEY (order_id, line)
) STRICT, WITHOUT ROWID;

-- waitlist
CREATE TABLE waiting (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    variant_id INTEGER NOT NULL REFERENCES variant (id),
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    since INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting' CHECK (state = 'waiting' OR state = 'told' OR state = 'bought' OR state = 'left'),
    unreachable INTEGER,         -- Meta's code of the last failure: call her
    store_id INTEGER REFERENCES store (id), -- whose card she scanned
    moved_from INTEGER           -- whose it was before a merge; her own: there were two, and this one ended
) STRICT;
CREATE UNIQUE INDEX waiting_once ON waiting (variant_id, customer_id) WHERE state IN ('waiting', 'told');
CREATE INDEX waiting_line ON waiting (variant_id, since) WHERE state = 'waiting';
CREATE TABLE alert (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    variant_id INTEGER NOT NULL REFERENCES variant (id),
    state TEXT NOT NULL CHECK (state = 'proposed' OR state = 'running' OR state = 'undone' OR state = 'stopped' OR state = 'done'),
    author TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    by_hand INTEGER NOT NULL DEFAULT 0,
    starts_at INTEGER,           -- after the ten seconds of undo
    next_wave_at INTEGER,
    ended_at INTEGER
) STRICT;
CREATE UNIQUE INDEX alert_once ON alert (variant_id) WHERE state IN ('proposed', 'running');
CREATE TABLE wave (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    alert_id INTEGER NOT NULL REFERENCES alert (id),
    number INTEGER NOT NULL,
    size INTEGER NOT NULL,       -- how many people it is meant to reach
    created_at INTEGER NOT NULL,
    UNIQUE (alert_id, number)
) STRICT;
CREATE TABLE wave_member (
    wave_id INTEGER NOT NULL REFERENCES wave (id),
    waiting_id INTEGER NOT NULL REFERENCES waiting (id),
    promise_id INTEGER NOT NULL REFERENCES promise (id),
    outcome TEXT NOT NULL DEFAULT 'open' CHECK (outcome = 'open' OR outcome = 'told' OR outcome = 'lost' OR outcome = 'kept_place' OR outcome = 'bought' OR outcome = 'later' OR outcome = 'gone'),
    PRIMARY KEY (wave_id, waiting_id)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX member_by_promise ON wave_member (promise_id);
CREATE INDEX member_by_waiting ON wave_member (waiting_id);
CREATE TABLE asking ( -- one round of "still want it?", begun with one click
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    author TEXT NOT NULL,
    by_hand INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    starts_at INTEGER NOT NULL,  -- after the ten seconds of undo
    ended_as TEXT CHECK (ended_as = 'undone' OR ended_as = 'stopped'), -- NULL: it goes, or has gone, to its end
    ended_at INTEGER
) STRICT;
CREATE TABLE asked ( -- who was asked whether she still wants it, and what she said
    promise_id INTEGER PRIMARY KEY REFERENCES promise (id),
    asking_id INTEGER NOT NULL REFERENCES asking (id),
    waiting_id INTEGER NOT NULL REFERENCES waiting (id),
    since INTEGER NOT NULL,      -- of the place then: whoever asks anew to be told can be asked anew
    passed_over INTEGER NOT NULL DEFAULT 0, -- a person chose not to send it
    wants INTEGER CHECK (wants = 0 OR wants = 1), -- NULL: she has not said
    answered_at INTEGER,
    moved_from INTEGER           -- the place it was about before a merge
) STRICT;
CREATE INDEX asked_by_waiting ON asked (waiting_id);
CREATE INDEX asked_by_asking ON asked (asking_id);

-- audiences
CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    audience TEXT NOT NULL       -- JSON: conditions
) STRICT;

-- moments
CREATE TABLE answer ( -- what the owner has written for a question
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,   -- what she, or her file, calls it
    valid_from INTEGER,
    valid_until INTEGER,
    image TEXT,                  -- hash of a picture above it
    changed_at INTEGER NOT NULL,
    author TEXT NOT NULL
) STRICT;
CREATE TABLE answer_example (
    id INTEGER PRIMARY KEY,
    answer_id INTEGER NOT NULL REFERENCES answer (id),
    text TEXT NOT NULL,
    language TEXT,
    UNIQUE (answer_id, text)
) STRICT;
CREATE TABLE answer_reply (
    answer_id INTEGER NOT NULL REFERENCES answer (id),
    language TEXT NOT NULL,      -- empty: for every other
    reply TEXT NOT NULL,
    PRIMARY KEY (answer_id, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE unanswered ( -- messages nothing in the shop answered; the words stay in the thread
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    wamid TEXT NOT NULL UNIQUE,
    why TEXT NOT NULL,
    language TEXT NOT NULL,
    at INTEGER NOT NULL,
    done_at INTEGER              -- answered by the owner, or dismissed
) STRICT;
CREATE INDEX unanswered_open ON unanswered (at) WHERE done_at IS NULL;
CREATE INDEX unanswered_by_customer ON unanswered (customer_id);
CREATE TABLE lost_demand ( -- what was wanted and could not be had; no words, no places
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    wamid TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind = 'sold_out' OR kind = 'not_in' OR kind = 'too_far'),
    variant_id INTEGER REFERENCES variant (id) ON DELETE CASCADE,
    store_id INTEGER REFERENCES store (id) ON DELETE CASCADE,
    wanted TEXT,                 -- sizes or colours
    metres INTEGER,
    at INTEGER NOT NULL,
    done_at INTEGER              -- the owner has seen it
) STRICT;
CREATE UNIQUE INDEX lost_demand_once ON lost_demand (wamid, kind, COALESCE(variant_id, 0));
CREATE INDEX lost_demand_open ON lost_demand (at) WHERE done_at IS NULL;
CREATE INDEX lost_demand_by_customer ON lost_demand (customer_id);
CREATE INDEX lost_demand_by_variant ON lost_demand (variant_id);
CREATE TABLE correction ( -- what the staff said a message was about
    message_id INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    moment TEXT NOT NULL,
    at INTEGER NOT NULL,
    author TEXT NOT NULL
) STRICT;
CREATE TABLE guide ( -- how a thing is done, and what it takes
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,   -- what the owner, or her file, calls it
    guide TEXT NOT NULL,         -- JSON: ways to ask, texts by language, things
    is_on INTEGER NOT NULL,
    changed_at INTEGER NOT NULL,
    author TEXT NOT NULL
) STRICT;
CREATE TABLE guide_told ( -- whom a guide was told, and whether it helped
    id INTEGER PRIMARY KEY,
    guide_id INTEGER NOT NULL REFERENCES guide (id) ON DELETE CASCADE,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    wamid TEXT NOT NULL UNIQUE,  -- of her question; where a person picked it, "promise:" and its number
    language TEXT NOT NULL,
    at INTEGER NOT NULL,
    asked_at INTEGER,            -- asked whether it worked, or passed over
    worked INTEGER CHECK (worked = 0 OR worked = 1)
) STRICT;
CREATE INDEX guide_to_ask_about ON guide_told (at) WHERE asked_at IS NULL;
CREATE INDEX guide_told_by_guide ON guide_told (guide_id);
CREATE INDEX guide_told_by_customer ON guide_told (customer_id);
CREATE TABLE talk ( -- what is remembered of a conversation between two messages
    customer_id INTEGER PRIMARY KEY REFERENCES customer (id),
    talk TEXT NOT NULL,          -- JSON
    at INTEGER NOT NULL
) STRICT;
CREATE TABLE shelf_check ( -- is it still there? asked by a customer, answered by whoever looks
    id INTEGER PRIMARY KEY,
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    variant_id INTEGER NOT NULL REFERENCES variant (id) ON DELETE CASCADE,
    wamid TEXT NOT NULL UNIQUE,  -- of her question
    language TEXT NOT NULL,
    asked_at INTEGER NOT NULL,
    answered_at INTEGER,
    here INTEGER,
    author TEXT
) STRICT;
CREATE INDEX open_check ON shelf_check (asked_at) WHERE answered_at IS NULL;
CREATE TABLE model_use ( -- when a model of the owner's choice was asked about an answer, and what came of it
    id INTEGER PRIMARY KEY,
    promise_id INTEGER NOT NULL UNIQUE REFERENCES promise (id),
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    wamid TEXT NOT NULL,         -- of what she wrote
    task TEXT NOT NULL CHECK (task = 'word' OR task = 'sort'),
    at INTEGER NOT NULL,
    until INTEGER NOT NULL,      -- then the answer goes as it is
    outcome TEXT CHECK (outcome IS NULL OR outcome = 'used' OR outcome = 'refused' OR outcome = 'fell_back'),
    why TEXT,
    ms INTEGER
) STRICT;
CREATE INDEX model_use_open ON model_use (id) WHERE outcome IS NULL;
CREATE INDEX model_use_by_time ON model_use (at);
CREATE INDEX model_use_by_customer ON model_use (customer_id);
CREATE TABLE automation ( -- a sentence of the owner's: when this happens, say that
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    is_on INTEGER NOT NULL DEFAULT 0,
    recipe TEXT NOT NULL,        -- JSON: when, and the steps
    revision INTEGER NOT NULL DEFAULT 1, -- a button of an older one is not read by a newer
    changed_at INTEGER NOT NULL,
    author TEXT NOT NULL,
    removed_at INTEGER
) STRICT;
CREATE TABLE automation_run ( -- what came of it, once per message, tap or order
    id INTEGER PRIMARY KEY,
    automation_id INTEGER NOT NULL REFERENCES automation (id),
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    key TEXT NOT NULL UNIQUE,
    step INTEGER NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome = 'said' OR outcome = 'person' OR outcome = 'solved' OR outcome = 'skipped'),
    promise_id INTEGER,
    at INTEGER NOT NULL
) STRICT;
CREATE INDEX automation_run_by_time ON automation_run (automation_id, at DESC);
CREATE INDEX automation_run_by_customer ON automation_run (customer_id, at);

-- inbox: raw first
CREATE TABLE raw_event (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE, -- SHA-256 of the bytes: the same delivery is stored once
    body BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    times INTEGER NOT NULL DEFAULT 1,
    signed INTEGER NOT NULL,     -- Meta's signature was checked; 0: somebody at the keyboard vouched for a file
    applied_at INTEGER,
    result TEXT,                 -- understood, ignored, rejected
    reason TEXT
) STRICT;
CREATE INDEX raw_event_due ON raw_event (id) WHERE applied_at IS NULL;
CREATE TABLE raw_event_person ( -- so that erasing one person finds her bytes
    raw_event_id INTEGER NOT NULL REFERENCES raw_event (id),
    customer_id INTEGER NOT NULL REFERENCES customer (id),
    PRIMARY KEY (customer_id, raw_event_id)
) STRICT, WITHOUT ROWID;
