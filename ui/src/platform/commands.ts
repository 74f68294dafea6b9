// Generated from the command lists in Rust by `cargo xtask types`. Do not edit.
/* oxlint-disable */

export type AccountView = { 
/**
 * Its id.
 */
id: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its numbers.
 */
numbers: Array<NumberView>, };

export type Activity = { 
/**
 * Ours.
 */
id: number, 
/**
 * When.
 */
at: number, 
/**
 * Who, with her role: `owner`, `staff:Lea`.
 */
author: string, 
/**
 * The command's name.
 */
command: string, 
/**
 * The ids it named.
 */
about: Record<string, number | string | boolean>, };

export type ActivityQuery = { 
/**
 * Older than this one.
 */
before: number | null, 
/**
 * At most so many; 100 if left out.
 */
limit: number | null, };

export type AlertId = number;

export type AlertPerson = { 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * Her number, for calling.
 */
phone: Personal<string> | null, 
/**
 * open, told, lost, `kept_place`, bought, later, gone.
 */
outcome: string, 
/**
 * The promise's state.
 */
state: string, 
/**
 * Not before, while it waits.
 */
not_before: number, 
/**
 * The gate's judgement.
 */
verdict: Verdict, 
/**
 * Meta's code, when it failed.
 */
error_code: number | null, 
/**
 * What to do about it.
 */
advice: string | null, 
/**
 * The promise.
 */
promise: PromiseId, };

export type AlertPlan = { 
/**
 * Which variant.
 */
variant: VariantRow, 
/**
 * People waiting.
 */
waiting: number, 
/**
 * Pieces that can be promised.
 */
pieces: number, 
/**
 * People in the first wave.
 */
first: number, 
/**
 * Of these, held until later and why (night where they are, the day's limit).
 */
later: Array<Skipped>, 
/**
 * People passed over, and why.
 */
skipped: Array<Skipped>, 
/**
 * What the first wave costs.
 */
quote: Quote, 
/**
 * When the next people are told, if any are left.
 */
next_at: number, 
/**
 * What the first customer will see.
 */
preview: { text?: string, image?: string, buttons?: string[] } | null, 
/**
 * The first customer's name, for "as Ana sees it".
 */
preview_name: Personal<string>, 
/**
 * Proposed, running, or none.
 */
alert: AlertId | null, 
/**
 * It is running already.
 */
running: boolean, };

export type AlertRef = { 
/**
 * Which one.
 */
alert: AlertId, };

export type AlertRow = { 
/**
 * Ours.
 */
id: AlertId, 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Its name.
 */
name: string, 
/**
 * Its picture.
 */
image: string | null, 
/**
 * proposed, running, undone, stopped, done.
 */
state: string, 
/**
 * Who started or caused it.
 */
author: string, 
/**
 * When.
 */
created_at: number, 
/**
 * When the first message may leave.
 */
starts_at: number | null, 
/**
 * When the next people are told, if any are left.
 */
next_wave_at: number | null, 
/**
 * Pieces that can be promised now.
 */
pieces: number, 
/**
 * People waiting now.
 */
waiting: number, 
/**
 * Told so far.
 */
told: number, 
/**
 * Still to go in this wave.
 */
to_go: number, 
/**
 * Kept one.
 */
bought: number, 
/**
 * Could not be reached.
 */
lost: number, 
/**
 * A person sends the messages from her own `WhatsApp`.
 */
by_hand: boolean, };

export type Alias = { 
/**
 * phone, `user_id` or username.
 */
kind: string, 
/**
 * The number or name.
 */
value: Personal<string>, 
/**
 * When it was last seen.
 */
seen_at: number, };

export type Alike = { 
/**
 * The earlier one.
 */
keep: CustomerId, 
/**
 * The later one.
 */
other: CustomerId, 
/**
 * 0 to 100.
 */
confidence: number, 
/**
 * `same_number`, `number_variant`, `same_email`, `same_name_and_birthday`, `alike_name_and_last_digits`.
 */
evidence: Array<string>, };

export type Audience = { 
/**
 * Part of a name, number, username, company or e-mail.
 */
text: string, 
/**
 * All of these.
 */
conditions: Array<Condition>, 
/**
 * name, added, wrote; empty: by name.
 */
sort: string, 
/**
 * The other way round.
 */
descending: boolean, };

export type Author = { 
/**
 * What the shop calls this person; empty for the owner on her own laptop.
 */
name: string, 
/**
 * Her role.
 */
role: Role, };

export type BadRow = { 
/**
 * Line of the file, from 1.
 */
row: number, 
/**
 * `unknown_market`, `bad_price`, `other_currency`.
 */
reason: string, 
/**
 * What stood there.
 */
text: string, };

export type BilledLine = { 
/**
 * marketing, utility, service …
 */
category: string, 
/**
 * regular, `free_customer_service`, `free_entry_point` …
 */
kind: string, 
/**
 * Delivered messages.
 */
messages: number, 
/**
 * Millionths of the billing currency, as far as rates are known.
 */
micros: number, 
/**
 * Messages whose rate was not known.
 */
unknown: number, };

export type BulkAct = { "act": "price_percent", 
/**
 * Hundredths of a percent: 1000 is +10 %, -500 is −5 %.
 */
by: number, 
/**
 * Minor units.
 */
round_to: number, } | { "act": "set", 
/**
 * See [`Cell`].
 */
field: string, 
/**
 * As typed.
 */
typed: string, } | { "act": "into_collection", 
/**
 * Its name.
 */
name: string, } | { "act": "out_of_collection", 
/**
 * Its name.
 */
name: string, };

export type BulkChange = { 
/**
 * Which ones.
 */
variants: Array<VariantId>, 
/**
 * What to do.
 */
change: BulkAct, };

export type BulkRef = { 
/**
 * Which one.
 */
bulk: number, };

export type BulkReport = { 
/**
 * For undo; `null` when it was only looked at, or nothing changed.
 */
bulk: number | null, 
/**
 * How many cells change.
 */
changed: number, 
/**
 * How many are so already.
 */
unchanged: number, 
/**
 * The first changes, for the eye.
 */
examples: Array<CellChanged>, 
/**
 * Cells that refuse; the others are changed all the same.
 */
refused: Array<CellRefused>, 
/**
 * Variants that can be had again and that people wait for.
 */
to_tell: Array<VariantId>, };

export type Card = { 
/**
 * The link behind the QR code.
 */
url: string, 
/**
 * What is typed in for her.
 */
text: string, 
/**
 * The drawing, SVG.
 */
svg: string, 
/**
 * The page to print.
 */
pdf: Pdf, };

export type CardFor = { 
/**
 * Of which variant.
 */
variant: VariantId, 
/**
 * Of which store; the main one if left out.
 */
store: StoreId | null, 
/**
 * shelf, poster or receipt.
 */
kind: SheetKind, };

export type CatalogueFile = "feed" | "csv" | "xlsx";

export type CatalogueWanted = { 
/**
 * Which.
 */
kind: CatalogueFile, };

export type Cell = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * title, stock (the count of all stores), price, `sale_price`, `sale_from`, `sale_until`, cost, sku, barcode, brand, category, tags, collections,
 * status, `low_stock`; of the whole product: description, link, unit, condition, `google_category`, `tax_class`,
 * `made_to_order`, away.
 */
field: string, 
/**
 * As typed.
 */
typed: string, };

export type CellChanged = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Name and options.
 */
name: string, 
/**
 * Which field.
 */
field: string, 
/**
 * Before, as typed.
 */
before: string, 
/**
 * After, as typed.
 */
after: string, };

export type CellEdit = { 
/**
 * For undo.
 */
edit: number, 
/**
 * The cell as it is now.
 */
value: string, };

export type CellRefused = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Name and options.
 */
name: string, 
/**
 * Which field.
 */
field: string, 
/**
 * What was typed.
 */
typed: string, 
/**
 * Why, as a code.
 */
code: Code, };

export type Cells = { 
/**
 * Each with what is to stand in it.
 */
cells: Array<Cell>, };

export type Chain = { 
/**
 * How many receipts there are.
 */
receipts: number, 
/**
 * The first receipt that is not as it was written, or does not follow the one before; `null`: all do.
 */
broken_at: number | null, 
/**
 * Receipts whose words were erased; they are links still.
 */
erased: number, };

export type Code = "internal" | "not_found" | "bad_request" | "owner_only" | "not_a_shop" | "shop_exists" | "shop_open" | "keyring_missing" | "keyring_locked" | "wrong_key" | "newer_database" | "damaged" | "disk_full" | "disk" | "sku_unknown" | "sku_ambiguous" | "negative_stock" | "sold_out" | "all_held" | "bad_number" | "wrong_file" | "which_column" | "unclear" | "in_use" | "nothing_to_undo" | "too_late_to_undo" | "nobody_waits" | "nothing_to_tell" | "alert_running" | "not_connected" | "meta_refused" | "meta_unreachable" | "bad_signature" | "too_large" | "window_closed" | "bad_phone" | "bad_picture" | "too_long" | "sign_in_first" | "wrong_pin" | "bad_pin" | "too_many_tries" | "switched_off" | "last_owner" | "not_a_token" | "token_ends" | "token_permission" | "not_a_secret" | "other_apps_secret" | "number_not_seen" | "callback_unverified" | "may_not_write" | "bad_spare_key" | "no_font" | "bad_rates";

export type CodeRef = { 
/**
 * Which one.
 */
code: string, };

export type Colleague = { 
/**
 * Ours.
 */
id: ColleagueId, 
/**
 * What the shop calls her; empty for the owner on her own laptop.
 */
name: Personal<string>, 
/**
 * What she may do.
 */
role: Role, 
/**
 * Of her tile.
 */
colour: string, 
/**
 * Her tile asks for a PIN.
 */
has_pin: boolean, 
/**
 * When she was switched off.
 */
left_at: number | null, };

export type ColleagueId = number;

export type ColumnTaken = { 
/**
 * Its head.
 */
header: string, 
/**
 * The field; `null`: left out.
 */
field: string | null, 
/**
 * 0 to 100; below 60 it is a guess to be looked at.
 */
confidence: number, };

export type Condition = { "is": "bought", 
/**
 * Days back.
 */
days: number, 
/**
 * Only this product; `null`: anything.
 */
product: ProductId | null, } | { "is": "bought_nothing", 
/**
 * Days back.
 */
days: number, } | { "is": "waits_for", 
/**
 * Which; `null`: anything.
 */
variant: VariantId | null, } | { "is": "at_store", 
/**
 * Which.
 */
store: StoreId, } | { "is": "silent_for", 
/**
 * Days back.
 */
days: number, } | { "is": "tagged", 
/**
 * The word, in any case.
 */
tag: string, } | { "is": "speaks", 
/**
 * Language code.
 */
language: string, } | { "is": "from", 
/**
 * ISO, two letters.
 */
country: string, } | { "is": "agreed", 
/**
 * To what.
 */
purpose: Purpose, } | { "is": "window_open" } | { "is": "birthday", 
/**
 * Days ahead.
 */
days: number, } | { "is": "not", 
/**
 * Which.
 */
condition: Condition, };

export type Connect = { 
/**
 * The token.
 */
token: string, 
/**
 * The app secret, which signs webhooks.
 */
app_secret: string, 
/**
 * The account; the only one the token sees, if left out.
 */
waba_id: string | null, 
/**
 * The number's id; the account's only one, if left out.
 */
phone_number_id: string | null, 
/**
 * The owner's own phone, as typed: until its hello arrives nobody else is written to.
 */
owner_phone: Personal<string> | null, 
/**
 * The public address webhooks reach us at; left out, they go where the app says.
 */
callback_url: string | null, 
/**
 * Meta's address; its own if left out.
 */
graph_url: string | null, 
/**
 * Graph version; this program's if left out.
 */
graph_version: string | null, 
/**
 * The app; found from the token if left out.
 */
app_id: string | null, };

export type Connection = { 
/**
 * e.g. `https://graph.facebook.com`.
 */
graph_url: string, 
/**
 * e.g. `v26.0`.
 */
graph_version: string, 
/**
 * The app.
 */
app_id: string, 
/**
 * The account.
 */
waba_id: string, 
/**
 * The number's id.
 */
phone_number_id: string, 
/**
 * The number as people see it.
 */
display_number: string, 
/**
 * The name customers see, as Meta approved it.
 */
verified_name: string, 
/**
 * Meta's limit of new people a day, by its name.
 */
tier: string, 
/**
 * GREEN, YELLOW, RED, or empty while Meta has not said.
 */
quality: string, 
/**
 * When the token ends; `null`: never, or not known.
 */
token_until: number | null, 
/**
 * Where Meta was asked to deliver; empty: as the app says.
 */
callback_url: string, 
/**
 * The owner's own number, whose hello proves that STOP can arrive.
 */
owner_phone: Personal<string> | null, 
/**
 * The same proof for a phone whose number Meta hides: a hello with this in it.
 */
hello_code: string, 
/**
 * When the hello came; `null`: nobody but the owner is written to.
 */
hello_at: number | null, 
/**
 * Why sending is stopped, if it is.
 */
stopped: string | null, 
/**
 * When Meta last reached us.
 */
last_event_at: number | null, };

export type ConsentGive = { 
/**
 * Our id, a phone number, a username or a user id.
 */
customer: Personal<string>, 
/**
 * To what.
 */
purpose: Purpose, 
/**
 * The words she agreed to, exactly.
 */
wording: Personal<string>, 
/**
 * Language of the words; hers if left out.
 */
language: string | null, 
/**
 * counter, phone, website, paper …
 */
channel: string | null, 
/**
 * In which store.
 */
store: StoreId | null, };

export type ConsentOf = { 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * Purpose by purpose.
 */
standing: Array<StandsFor>, 
/**
 * Meta bars promotions to her.
 */
barred_at_meta: boolean, 
/**
 * Her receipts, newest first.
 */
receipts: Array<Receipt>, };

export type ConsentTake = { 
/**
 * Our id, a phone number, a username or a user id.
 */
customer: Personal<string>, 
/**
 * To what; everything if left out.
 */
purpose: Purpose | null, 
/**
 * Her words, if there were any.
 */
wording: Personal<string> | null, 
/**
 * counter, phone, letter …
 */
channel: string | null, };

export type Customer = { 
/**
 * Ours.
 */
id: CustomerId, 
/**
 * May be empty.
 */
name: Personal<string>, 
/**
 * E.164 with `+`, if known.
 */
phone: Personal<string> | null, 
/**
 * Business-scoped user id, if known.
 */
user_id: Personal<string> | null, 
/**
 * Without `@`, if known.
 */
username: Personal<string> | null, 
/**
 * Language code, if known.
 */
language: string | null, 
/**
 * ISO country, as far as number or user id tell.
 */
country: string | null, };

export type CustomerAdd = { 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * As typed; local numbers are read in the shop's country.
 */
phone: Personal<string> | null, 
/**
 * Business-scoped user id.
 */
user_id: Personal<string> | null, 
/**
 * Username.
 */
username: Personal<string> | null, 
/**
 * Language code.
 */
language: string | null, };

export type CustomerCard = { 
/**
 * The person.
 */
customer: Customer, 
/**
 * What else is written down.
 */
written: Written, 
/**
 * Notes of the shop's people, newest first.
 */
notes: Array<Note>, 
/**
 * Every name, number and id she came with, newest first: kind, value, when last seen.
 */
aliases: Array<Alias>, 
/**
 * The latest merge into her, for undo.
 */
merge: number | null, 
/**
 * Where she stands, purpose by purpose.
 */
standing: Array<StandsFor>, 
/**
 * Her history of consent, newest first.
 */
receipts: Array<Receipt>, 
/**
 * What she waits for.
 */
waits: Array<WaitsFor>, 
/**
 * Her orders, newest first.
 */
orders: Array<OrderRow>, 
/**
 * The last messages, oldest first.
 */
thread: Array<ThreadMessage>, 
/**
 * End of her window.
 */
window_until: number | null, };

export type CustomerChange = { 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * name, language, company, email, birthday, tags.
 */
field: string, 
/**
 * As typed.
 */
typed: Personal<string>, };

export type CustomerChanged = { 
/**
 * As it would be typed.
 */
before: Personal<string>, };

export type CustomerId = number;

export type CustomerNamed = { 
/**
 * Our id, a phone number, a username or a user id.
 */
customer: Personal<string>, };

export type CustomerRef = { 
/**
 * Which one.
 */
customer: CustomerId, };

export type CustomerRow = { 
/**
 * Restock alerts: given, withdrawn or never.
 */
restock: string, 
/**
 * Offers and news: given, withdrawn or never.
 */
promotions: string, 
/**
 * Words of the shop.
 */
tags: Array<string>, 
/**
 * Waits for so many variants.
 */
waits: number, 
/**
 * Open orders.
 */
orders: number, 
/**
 * She wrote and a person should look.
 */
unanswered: boolean, 
/**
 * End of her window.
 */
window_until: number | null, 
/**
 * When she last wrote.
 */
last_inbound_at: number | null, 
/**
 * Ours.
 */
id: CustomerId, 
/**
 * May be empty.
 */
name: Personal<string>, 
/**
 * E.164 with `+`, if known.
 */
phone: Personal<string> | null, 
/**
 * Business-scoped user id, if known.
 */
user_id: Personal<string> | null, 
/**
 * Without `@`, if known.
 */
username: Personal<string> | null, 
/**
 * Language code, if known.
 */
language: string | null, 
/**
 * ISO country, as far as number or user id tell.
 */
country: string | null, };

export type Done = { 
/**
 * Always true.
 */
done: boolean, };

export type EditRef = { 
/**
 * Which one.
 */
edit: number, };

export type Erased = { 
/**
 * When.
 */
at: number, 
/**
 * Messages whose words and files are gone.
 */
messages: number, 
/**
 * Files that are gone.
 */
files: number, 
/**
 * Orders kept, without her name, because the law asks for them.
 */
orders_kept: number, 
/**
 * Receipts of consent kept as hashes, without her words: the proof that nothing was rewritten.
 */
receipts_kept: number, };

export type Error = { 
/**
 * What to say.
 */
code: Code, 
/**
 * What it is about: values for the sentence. Never a person's data or a secret.
 */
about: Record<string, string | number>, };

export type FileMade = { 
/**
 * What to call it.
 */
file_name: string, 
/**
 * Rows in it.
 */
rows: number, 
/**
 * Its bytes, base64.
 */
content: string, };

export type FolderWanted = { 
/**
 * A folder of this machine, new or empty.
 */
folder: string, };

export type Found = { 
/**
 * How many variants the product has.
 */
variants: number, 
/**
 * Ours.
 */
id: VariantId, 
/**
 * Its product.
 */
product_id: ProductId, 
/**
 * The product's name.
 */
title: string, 
/**
 * "42 · black"; empty for a product without options.
 */
label: string, 
/**
 * The identity that never changes; what the command line calls SKU.
 */
retailer_id: string, 
/**
 * The shop's own SKU, if it has one.
 */
sku: string | null, 
/**
 * GTIN or other barcode.
 */
barcode: string | null, 
/**
 * Minor units of the shop's currency; `null` is on request.
 */
price: number | null, 
/**
 * Pieces on the shelf, all stores.
 */
on_hand: number, 
/**
 * Of these, kept for customers.
 */
held: number, 
/**
 * When it was last counted, sold or imported; 0: never.
 */
as_of: number, 
/**
 * active, draft or archived.
 */
status: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * piece, pair, kg, metre, box.
 */
unit: string, 
/**
 * Asked instead of the price while the sale lasts; minor units.
 */
sale_price: number | null, 
/**
 * When the sale begins; `null`: it has begun.
 */
sale_from: number | null, 
/**
 * When it ends; `null`: it does not.
 */
sale_until: number | null, 
/**
 * What the shop pays for it; minor units.
 */
cost: number | null, 
/**
 * As few as this is low.
 */
low_stock: number | null, 
/**
 * available or `sold_out`, where nothing is counted; `null` where it is.
 */
uncounted: string | null, 
/**
 * Who makes it.
 */
brand: string, 
/**
 * Its category.
 */
category: string, 
/**
 * Tags, with commas between.
 */
tags: string, 
/**
 * Names of the collections it is in.
 */
collections: Array<string>, };

export type HandAnswer = { 
/**
 * The alert's message.
 */
promise: PromiseId, 
/**
 * keep, later or stop.
 */
tap: HandTap, };

export type HandAnswered = { 
/**
 * What the shop would answer, to be sent by hand; nothing when there is nothing to say.
 */
answer: PromiseId | null, };

export type HandMessage = { 
/**
 * `https://wa.me/…` with the text in it.
 */
url: Personal<string>, 
/**
 * The text, to read and to copy.
 */
text: Personal<string>, 
/**
 * Her number.
 */
phone: Personal<string>, };

export type HandRow = { 
/**
 * The promise.
 */
promise: PromiseId, 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * restock, promotions, service.
 */
purpose: string, 
/**
 * What it is about.
 */
product: string | null, 
/**
 * queued: can go now; held: later; sent: ticked off.
 */
state: string, 
/**
 * The gate's judgement.
 */
verdict: Verdict, 
/**
 * When it can go, if it is held.
 */
not_before: number, 
/**
 * Ticked off, skipped or promised then.
 */
changed_at: number, };

export type HandTap = "keep" | "later" | "stop";

export type HandTick = { 
/**
 * The message.
 */
promise: PromiseId, 
/**
 * What became of it.
 */
tap: Tick, };

export type HandWrite = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * service for an answer, promotions for an offer.
 */
purpose: Purpose, 
/**
 * The words.
 */
text: Personal<string>, };

export type HoursRead = { 
/**
 * OSM `opening_hours`.
 */
osm: string, 
/**
 * As people write them, line by line.
 */
lines: Array<string>, 
/**
 * What was decided without asking and is worth a look.
 */
notes: Array<string>, };

export type HoursTyped = { 
/**
 * In anybody's words.
 */
typed: string, };

export type ImportExample = { 
/**
 * Product and options.
 */
name: string, 
/**
 * added, changed
 */
what: string, 
/**
 * Before, for a change: "59.00 · 5".
 */
before: string, 
/**
 * After.
 */
after: string, };

export type ImportFile = { 
/**
 * The file's name.
 */
name: string, 
/**
 * Its bytes, base64; empty when there is a path.
 */
content: string, 
/**
 * Where it is on this machine: then it is read as it is needed and never whole in memory. Owner only,
 * because the report shows parts of what is read.
 */
path: string | null, 
/**
 * Whose file it is, where its content does not say it: shopify, `woo_commerce`, table …
 */
format: string | null, 
/**
 * What the columns are, in their order, where the owner has said so; `null` leaves one out.
 */
columns: Array<string | null> | null, };

export type ImportId = number;

export type ImportRef = { 
/**
 * Which one.
 */
import: ImportId, };

export type ImportReport = { 
/**
 * Set once it has been done.
 */
import: ImportId | null, 
/**
 * Whose file it is: shopify, `woo_commerce`, feed … or table.
 */
format: string, 
/**
 * What each column is taken for.
 */
columns: Array<ColumnTaken>, 
/**
 * What is worth knowing of the file as a whole, as codes.
 */
remarks: Array<string>, 
/**
 * Products in the file.
 */
products: number, 
/**
 * Variants in the file.
 */
variants: number, 
/**
 * Pictures named in the file.
 */
pictures: number, 
/**
 * Variants that are new.
 */
added: number, 
/**
 * Variants or products that differ.
 */
changed: number, 
/**
 * Variants that are already so.
 */
unchanged: number, 
/**
 * Rows not used; the first of them, if they are many.
 */
rejected: Array<RowNote>, 
/**
 * How many rows were not used.
 */
rejected_rows: number, 
/**
 * Rows used, with a remark; the first of them, if they are many.
 */
notes: Array<RowNote>, 
/**
 * How many remarks there were.
 */
noted_rows: number, 
/**
 * The rejected rows as a file to mend and import again; only the first, if there is a `rejected_file`.
 */
rejected_csv: string, 
/**
 * Where all rejected rows are, when they are too many to hand back.
 */
rejected_file: string | null, 
/**
 * The first differences, for the eye.
 */
examples: Array<ImportExample>, };

export type ImportRow = { 
/**
 * Ours.
 */
id: ImportId, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * When.
 */
at: number, 
/**
 * Who.
 */
author: string, 
/**
 * Variants added.
 */
added: number, 
/**
 * Variants changed.
 */
changed: number, 
/**
 * Rows rejected.
 */
rejected: number, 
/**
 * When it was undone.
 */
undone_at: number | null, };

export type InLine = { 
/**
 * Ours.
 */
waiting: number, 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * Since when.
 */
since: number, 
/**
 * waiting, told, bought, left.
 */
state: string, 
/**
 * Meta's code of the last failure: call her.
 */
unreachable: number | null, 
/**
 * Her number, for calling.
 */
phone: Personal<string> | null, };

export type Languages = { 
/**
 * Which one.
 */
languages: Array<string>, };

export type LedgerId = number;

export type LedgerRef = { 
/**
 * Which one.
 */
ledger: LedgerId, };

export type LedgerRow = { 
/**
 * Ours.
 */
id: LedgerId, 
/**
 * Count before, in that store.
 */
before: number, 
/**
 * Count after.
 */
after: number, 
/**
 * counted, sold, imported, `handed_over`, undone.
 */
why: string, 
/**
 * Who.
 */
author: string, 
/**
 * When.
 */
at: number, 
/**
 * It has been undone.
 */
undone: boolean, };

export type Merge = { 
/**
 * Who stays.
 */
keep: CustomerId, 
/**
 * Who becomes part of her.
 */
other: CustomerId, };

export type Merged = { 
/**
 * Its number.
 */
merge: number, };

export type MessageFile = { 
/**
 * Its type, as Meta said it.
 */
mime: string, 
/**
 * Its bytes, base64.
 */
content: string, };

export type MessageRef = { 
/**
 * Which one.
 */
message: number, };

export type NearestWanted = { 
/**
 * Degrees north.
 */
lat: number, 
/**
 * Degrees east.
 */
lon: number, 
/**
 * How many at most; 5 if left out.
 */
count: number | null, 
/**
 * Only those certainly open at this instant.
 */
open_at: number | null, 
/**
 * Those that open soonest after this instant first.
 */
opens_soonest: number | null, 
/**
 * Only those that have this variant.
 */
having: VariantId | null, };

export type Note = { 
/**
 * Ours.
 */
id: number, 
/**
 * The words.
 */
note: Personal<string>, 
/**
 * Who wrote it.
 */
author: string, 
/**
 * When.
 */
at: number, };

export type NoteAdd = { 
/**
 * About whom.
 */
customer: CustomerId, 
/**
 * The words.
 */
note: Personal<string>, };

export type NoteRef = { 
/**
 * Which one.
 */
note: number, };

export type Nothing = Record<symbol, never>;

export type NumberView = { 
/**
 * Its id.
 */
id: string, 
/**
 * As people see it.
 */
display: string, 
/**
 * The name customers see.
 */
name: string, 
/**
 * CONNECTED, PENDING … as Meta says it.
 */
status: string, };

export type OrderChange = { 
/**
 * Which order.
 */
order: OrderId, 
/**
 * What to do with it.
 */
step: OrderStep, };

export type OrderId = number;

export type OrderLine = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Its name at that time.
 */
title: string, 
/**
 * Pieces.
 */
quantity: number, 
/**
 * Hash of its picture.
 */
image: string | null, };

export type OrderRow = { 
/**
 * Also the order's number.
 */
id: OrderId, 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * kept, `handed_over`, expired, cancelled.
 */
state: string, 
/**
 * Where it is collected.
 */
store: string, 
/**
 * Held until.
 */
hold_until: number, 
/**
 * Minor units; `null` when a price is on request.
 */
total: number | null, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * When it was made.
 */
created_at: number, 
/**
 * When it last changed.
 */
changed_at: number, 
/**
 * Who changed it last.
 */
changed_by: string, 
/**
 * When somebody in the shop first looked at it; until then it rings.
 */
seen_at: number | null, 
/**
 * When it was accepted.
 */
accepted_at: number | null, 
/**
 * By whom.
 */
accepted_by: string | null, 
/**
 * What is in it: "Runner 42 · black", with the picture's hash.
 */
lines: Array<OrderLine>, };

export type OrderStep = "accept" | "hand_over" | "cancel" | "undo";

export type OutboxQuery = { 
/**
 * Only in this state.
 */
state: string | null, 
/**
 * At most so many; 500 if left out.
 */
limit: number | null, };

export type Pdf = { 
/**
 * A name for the file.
 */
name: string, 
/**
 * Its bytes, base64.
 */
content: string, };

export type People = { 
/**
 * Which ones, up to 500.
 */
customers: Array<CustomerId>, };

export type PeopleFile = { 
/**
 * The file's name.
 */
name: string, 
/**
 * Its bytes, base64; empty when there is a path.
 */
content: Personal<string>, 
/**
 * Where it is on this machine. Owner only, because the report shows parts of what is read.
 */
path: string | null, 
/**
 * Whose file it is, where the content does not say it: vcard, google, outlook, csv …
 */
format: string | null, 
/**
 * What the columns are, in their order, where the owner has said so; `null` leaves one out.
 */
columns: Array<string | null> | null, };

export type PeopleImport = { 
/**
 * Ours.
 */
id: number, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * When.
 */
at: number, 
/**
 * Who.
 */
author: string, 
/**
 * People added.
 */
added: number, 
/**
 * People changed.
 */
changed: number, 
/**
 * Rows rejected.
 */
rejected: number, 
/**
 * When it was undone.
 */
undone_at: number | null, };

export type PeopleImportRef = { 
/**
 * Which one.
 */
import: number, };

export type PeopleReport = { 
/**
 * Set once it has been done.
 */
import: number | null, 
/**
 * Whose file it is: vcard, `google_csv`, `outlook_csv` …
 */
format: string, 
/**
 * People in the file.
 */
people: number, 
/**
 * People who are new.
 */
added: number, 
/**
 * People about whom something is new.
 */
changed: number, 
/**
 * People of whom nothing is new.
 */
unchanged: number, 
/**
 * Rows not used; the first of them, if they are many.
 */
rejected: Array<RowNote>, 
/**
 * How many rows were not used.
 */
rejected_rows: number, 
/**
 * Rows used, with a remark; the first of them.
 */
notes: Array<RowNote>, 
/**
 * How many remarks there were.
 */
noted_rows: number, 
/**
 * The rows not used and why, as a table.
 */
rejected_csv: Personal<string>, 
/**
 * The first people, for the eye.
 */
examples: Array<PersonExample>, 
/**
 * What each column is taken for, for a table.
 */
columns: Array<ColumnTaken>, };

export type PersonExample = { 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * As it stands in the file.
 */
typed: Personal<string>, 
/**
 * As it is read.
 */
phone: Personal<string>, 
/**
 * added, changed, unchanged.
 */
what: string, };

export type PersonFile = { 
/**
 * What to call it.
 */
file_name: string, 
/**
 * Everything the shop knows of her, JSON.
 */
content: Personal<string>, };

export type Personal<T> = T;

export type PictureAct = { "act": "order", 
/**
 * All of them.
 */
urls: Array<string>, } | { "act": "describe", 
/**
 * Which.
 */
url: string, 
/**
 * The words.
 */
alt: string, } | { "act": "remove", 
/**
 * Which.
 */
url: string, };

export type PictureChange = { 
/**
 * Any of its variants.
 */
variant: VariantId, 
/**
 * What to do.
 */
change: PictureAct, };

export type PictureOf = { 
/**
 * Its hash, once it is here.
 */
hash: string | null, 
/**
 * Where an import says it is, or `own:` and its hash: names it among the product's pictures.
 */
url: string, 
/**
 * What it shows, in words.
 */
alt: string, 
/**
 * waiting, here, failed.
 */
state: string, 
/**
 * Why it could not be fetched.
 */
reason: string, };

export type PictureRef = { 
/**
 * Its hash.
 */
hash: string, 
/**
 * The small one.
 */
small: boolean, };

export type PicturesAdd = { 
/**
 * Any of its variants.
 */
variant: VariantId, 
/**
 * Each picture's bytes, base64.
 */
pictures: Array<string>, };

export type PicturesProgress = { 
/**
 * Still to be fetched.
 */
waiting: number, 
/**
 * Here.
 */
here: number, 
/**
 * Given up: not there, too large, no picture.
 */
failed: number, 
/**
 * The owner has stopped it for now.
 */
paused: boolean, };

export type PicturesStep = { 
/**
 * pause, resume or again.
 */
step: string, };

export type PlanFor = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * As it would go by hand.
 */
by_hand: boolean, };

export type ProductAdd = { 
/**
 * Its name.
 */
title: string, 
/**
 * What it is.
 */
description: string, 
/**
 * Kind of product.
 */
category: string, 
/**
 * piece or pair.
 */
unit: string, 
/**
 * At least one.
 */
variants: Array<VariantAdd>, 
/**
 * The picture's bytes, base64.
 */
picture: string | null, };

export type ProductCard = { 
/**
 * Ours.
 */
id: ProductId, 
/**
 * Its name.
 */
title: string, 
/**
 * Plain text.
 */
description: string, 
/**
 * Google product taxonomy id.
 */
google_category: number | null, 
/**
 * new, refurbished, used; `null`: not said.
 */
condition: string | null, 
/**
 * The shop's name for its tax.
 */
tax_class: string, 
/**
 * Its page in the shop's web shop.
 */
link: string, 
/**
 * Made when it is ordered.
 */
made_to_order: boolean, 
/**
 * Put away: out of season.
 */
away: boolean, 
/**
 * In order.
 */
pictures: Array<PictureOf>, 
/**
 * In order.
 */
variants: Array<VariantCard>, };

export type ProductId = number;

export type ProductRow = { 
/**
 * People waiting for it.
 */
waiting: number, 
/**
 * Ours.
 */
id: VariantId, 
/**
 * Its product.
 */
product_id: ProductId, 
/**
 * The product's name.
 */
title: string, 
/**
 * "42 · black"; empty for a product without options.
 */
label: string, 
/**
 * The identity that never changes; what the command line calls SKU.
 */
retailer_id: string, 
/**
 * The shop's own SKU, if it has one.
 */
sku: string | null, 
/**
 * GTIN or other barcode.
 */
barcode: string | null, 
/**
 * Minor units of the shop's currency; `null` is on request.
 */
price: number | null, 
/**
 * Pieces on the shelf, all stores.
 */
on_hand: number, 
/**
 * Of these, kept for customers.
 */
held: number, 
/**
 * When it was last counted, sold or imported; 0: never.
 */
as_of: number, 
/**
 * active, draft or archived.
 */
status: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * piece, pair, kg, metre, box.
 */
unit: string, 
/**
 * Asked instead of the price while the sale lasts; minor units.
 */
sale_price: number | null, 
/**
 * When the sale begins; `null`: it has begun.
 */
sale_from: number | null, 
/**
 * When it ends; `null`: it does not.
 */
sale_until: number | null, 
/**
 * What the shop pays for it; minor units.
 */
cost: number | null, 
/**
 * As few as this is low.
 */
low_stock: number | null, 
/**
 * available or `sold_out`, where nothing is counted; `null` where it is.
 */
uncounted: string | null, 
/**
 * Who makes it.
 */
brand: string, 
/**
 * Its category.
 */
category: string, 
/**
 * Tags, with commas between.
 */
tags: string, 
/**
 * Names of the collections it is in.
 */
collections: Array<string>, };

export type ProductSearch = { 
/**
 * As typed so far.
 */
text: string, 
/**
 * How many at most; 20 if left out.
 */
limit: number | null, };

export type PromiseId = number;

export type PromiseRef = { 
/**
 * Which one.
 */
promise: PromiseId, };

export type PromiseRow = { 
/**
 * Ours.
 */
id: PromiseId, 
/**
 * What stands for it at Meta; opaque.
 */
key: string, 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * restock, promotions, service.
 */
purpose: string, 
/**
 * held, queued, claimed, accepted, sent, delivered, read, failed, refused, `retry_at`, unknown, uncertain, expired, cancelled, suppressed.
 */
state: string, 
/**
 * The gate's judgement.
 */
verdict: Verdict, 
/**
 * Not before.
 */
not_before: number, 
/**
 * Last change.
 */
changed_at: number, 
/**
 * Meta's code, when it failed.
 */
error_code: number | null, 
/**
 * What to do about it.
 */
advice: string | null, };

export type Purpose = "restock" | "promotions" | "follow_up" | "reminders" | "service";

export type Quote = { 
/**
 * Millionths of one unit of the currency.
 */
micros: number, 
/**
 * The card's currency, if there is one.
 */
currency: string | null, 
/**
 * Messages whose price is not known.
 */
unknown: number, 
/**
 * The card's date.
 */
as_of: string | null, 
/**
 * The card is a demo's.
 */
invented: boolean, };

export type RateCard = { 
/**
 * Where it is from: imported, or invented (a demo's).
 */
origin: string, 
/**
 * Its lines.
 */
rates: Array<RateLine>, };

export type RateFile = { 
/**
 * Its bytes, base64.
 */
content: string, 
/**
 * First day it is in force, YYYY-MM-DD; taken from the file if it says one.
 */
effective: string | null, 
/**
 * Only says what is in it.
 */
dry_run: boolean, };

export type RateLine = { 
/**
 * ISO currency.
 */
currency: string, 
/**
 * First day, YYYY-MM-DD.
 */
effective: string, 
/**
 * ISO country, or `*`.
 */
market: string, 
/**
 * marketing, utility, service.
 */
category: string, 
/**
 * Millionths of one unit, per delivered message.
 */
micros: number, };

export type RateReport = { 
/**
 * ISO currency.
 */
currency: string, 
/**
 * First day in force.
 */
effective: string, 
/**
 * Markets with at least one price.
 */
markets: number, 
/**
 * Prices read.
 */
prices: number, 
/**
 * Rows that could not be read, with the reason.
 */
rejected: Array<BadRow>, };

export type Reason = { "is": "she_wrote_first" } | { "is": "consent_given", 
/**
 * When.
 */
at: number, } | { "is": "no_consent" } | { "is": "consent_withdrawn", 
/**
 * When.
 */
at: number, } | { "is": "stopped_at_meta" } | { "is": "no_address" } | { "is": "window_open", 
/**
 * Until when.
 */
until: number, } | { "is": "window_closed" } | { "is": "no_template" } | { "is": "template_not_approved", 
/**
 * Meta's word for its state.
 */
status: string, } | { "is": "template_approved" } | { "is": "country_without_marketing", 
/**
 * ISO country.
 */
country: string, } | { "is": "quiet_hours", 
/**
 * Until when.
 */
until: number, } | { "is": "enough_promotions", 
/**
 * Until when.
 */
until: number, } | { "is": "asked_for" } | { "is": "day_limit", 
/**
 * Until when.
 */
until: number, } | { "is": "meta_limit", 
/**
 * Until when.
 */
until: number, } | { "is": "spend_limit" } | { "is": "stopped", 
/**
 * Why.
 */
why: string, } | { "is": "price_unknown" } | { "is": "not_connected" } | { "is": "hello_first" } | { "is": "by_hand" };

export type Receipt = { 
/**
 * restock, promotions, `follow_up`, reminders or everything.
 */
purpose: string, 
/**
 * given, withdrawn, `barred_at_meta`, `unbarred_at_meta`.
 */
act: string, 
/**
 * When.
 */
at: number, 
/**
 * The words she saw or wrote.
 */
wording: Personal<string>, 
/**
 * Where: button, STOP, counter, website …
 */
source: string, 
/**
 * Who recorded it.
 */
author: string, 
/**
 * Language of the words, if known.
 */
language: string, 
/**
 * In which store.
 */
store: StoreId | null, };

export type Reply = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * The words.
 */
text: Personal<string>, };

export type Resolve = { 
/**
 * Which promise.
 */
promise: PromiseId, 
/**
 * Send it again, knowing that it may come twice; otherwise leave it.
 */
send_again: boolean, };

export type Role = "owner" | "staff";

export type RowNote = { 
/**
 * The file's rows as a spreadsheet numbers them, the header being row 1.
 */
row: number, 
/**
 * Column's name, if one is to blame.
 */
column: string, 
/**
 * What is wrong, as a code: see docs/imports.md.
 */
code: string, 
/**
 * What stood there.
 */
text: string, };

export type Rules = { 
/**
 * Quiet hours begin, local hour of the customer (0–23).
 */
quiet_from: number, 
/**
 * Quiet hours end.
 */
quiet_until: number, 
/**
 * Promotions a person may get …
 */
promotions: number, 
/**
 * … within so many days.
 */
promotions_days: number, 
/**
 * Millionths of the billing currency a month; `None` is no limit.
 */
monthly_spend_micros: number | null, 
/**
 * Countries Meta delivers no marketing to.
 */
no_marketing_in: Array<string>, };

export type SavedView = { 
/**
 * Ours.
 */
id: number, 
/**
 * The owner's.
 */
name: string, 
/**
 * What it shows.
 */
view: View, };

export type Segment = { 
/**
 * Ours.
 */
id: number, 
/**
 * The owner's.
 */
name: string, 
/**
 * Who is in it.
 */
audience: Audience, };

export type SegmentRef = { 
/**
 * Which one.
 */
segment: number, };

export type SegmentSave = { 
/**
 * Their name.
 */
name: string, 
/**
 * Who is meant.
 */
audience: Audience, };

export type Shape = "ordinary" | "template" | "by_hand";

export type SheetKind = "shelf" | "poster" | "receipt";

export type ShopUpdate = { 
/**
 * Its name.
 */
name: string | null, 
/**
 * Language.
 */
language: string | null, 
/**
 * ISO currency Meta bills in.
 */
billing_currency: string | null, 
/**
 * The owner's rules.
 */
rules: Rules | null, 
/**
 * Minutes of opening time a piece is kept.
 */
hold_minutes: number | null, 
/**
 * Minutes until the next people are told.
 */
wave_interval_minutes: number | null, 
/**
 * People told per piece.
 */
people_per_piece: number | null, 
/**
 * Milliseconds between two messages of an alert.
 */
alert_spacing_ms: number | null, 
/**
 * Opening hours of the main store, OSM notation.
 */
opening_hours: string | null, 
/**
 * Address of the main store.
 */
address: string | null, 
/**
 * Orders make no sound.
 */
quiet: boolean | null, 
/**
 * Minutes without a touch after which the window locks; 0: never.
 */
lock_after_minutes: number | null, 
/**
 * The shop's own WhatsApp number, for cards while it is not connected; empty takes it away.
 */
own_number: Personal<string> | null, };

export type ShopView = { 
/**
 * Its name.
 */
name: string, 
/**
 * ISO country.
 */
country: string, 
/**
 * ISO currency.
 */
currency: string, 
/**
 * Digits behind the point.
 */
currency_digits: number, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * Language.
 */
language: string, 
/**
 * The shop's time; a demo's can run ahead of the machine's.
 */
now: number, 
/**
 * Connection to Meta, if any.
 */
connection: Connection | null, 
/**
 * Free replies used this month.
 */
free_used: number, 
/**
 * Of so many.
 */
free_limit: number, 
/**
 * Spent this month, millionths of the billing currency.
 */
spent_micros: number, 
/**
 * ISO currency Meta bills in.
 */
billing_currency: string | null, 
/**
 * The owner's rules.
 */
rules: Rules, 
/**
 * Minutes of opening time a piece is kept.
 */
hold_minutes: number, 
/**
 * Minutes until the next people are told.
 */
wave_interval_minutes: number, 
/**
 * People told per piece.
 */
people_per_piece: number, 
/**
 * People waiting now, all variants.
 */
waiting: number, 
/**
 * Deliveries of Meta's stored and not yet understood.
 */
to_understand: number, 
/**
 * Deliveries that could not be understood at all.
 */
not_understood: number, 
/**
 * Orders nobody has looked at yet.
 */
ringing: number, 
/**
 * They make no sound.
 */
quiet: boolean, 
/**
 * Minutes without a touch after which the window locks; 0: never.
 */
lock_after_minutes: number, 
/**
 * The number customers write to, for cards and links: the connected one, or the shop's own.
 */
write_to: string | null, 
/**
 * Messages waiting for a person's hand.
 */
by_hand: number, };

export type Skipped = { 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * Why.
 */
reason: Reason, };

export type Spending = { 
/**
 * This month began.
 */
since: number, 
/**
 * By category and kind.
 */
lines: Array<BilledLine>, 
/**
 * Millionths of the billing currency in all.
 */
micros: number, 
/**
 * Delivered messages in all.
 */
messages: number, 
/**
 * Messages whose rate was not known.
 */
unknown: number, 
/**
 * ISO currency Meta bills in.
 */
currency: string | null, 
/**
 * First day of the card in force; `null`: no card for this currency.
 */
card: string | null, 
/**
 * The card is a demo's.
 */
invented: boolean, 
/**
 * Markets the card has prices for.
 */
markets: Array<string>, };

export type Standing = { "is": "given", 
/**
 * When.
 */
at: number, } | { "is": "withdrawn", 
/**
 * When.
 */
at: number, } | { "is": "never" };

export type StandsFor = { 
/**
 * The purpose.
 */
purpose: Purpose, 
/**
 * Her last word.
 */
standing: Standing, };

export type StartAlert = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * A person sends each message from her own WhatsApp.
 */
by_hand: boolean, };

export type StockAnswer = { 
/**
 * The change, to undo it.
 */
change: StockChange, 
/**
 * The variant as it is now.
 */
variant: VariantRow, 
/**
 * People waiting, if there is now something to tell them.
 */
tell: number | null, 
/**
 * Staff typed it: *Tell them* now stands in the owner's Today.
 */
proposed: boolean, };

export type StockAt = { 
/**
 * Which store.
 */
store: StoreId, 
/**
 * Its name.
 */
name: string, 
/**
 * Pieces.
 */
on_hand: number, };

export type StockChange = { 
/**
 * The ledger's row; `null` when nothing changed.
 */
ledger: LedgerId | null, 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Count before.
 */
before: number, 
/**
 * Count after.
 */
after: number, };

export type StockSay = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * available or `sold_out`; `null` to count again.
 */
state: string | null, };

export type StockSell = { 
/**
 * SKU, barcode or retailer id, typed or scanned.
 */
code: string, 
/**
 * Sell although all that is left is kept for customers.
 */
even_if_held: boolean, };

export type StockSet = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Pieces on the shelf.
 */
on_hand: number, };

export type Store = { 
/**
 * Ours.
 */
id: StoreId, 
/**
 * As people call it.
 */
name: string, 
/**
 * Street and town.
 */
address: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * OSM `opening_hours`; empty when not known.
 */
opening_hours: string, 
/**
 * As typed.
 */
phone: string, 
/**
 * ISO, two letters: whose holidays count; empty: not known.
 */
country: string, 
/**
 * Degrees north; `null`: no pin.
 */
lat: number | null, 
/**
 * Degrees east.
 */
lon: number | null, 
/**
 * What it offers.
 */
services: Array<string>, };

export type StoreAdd = { 
/**
 * Its name.
 */
name: string, 
/**
 * Street and town.
 */
address: string, 
/**
 * OSM `opening_hours`.
 */
opening_hours: string, };

export type StoreChange = { 
/**
 * Which.
 */
store: StoreId, 
/**
 * name, address, phone, country, `time_zone`, `opening_hours`, services, pin.
 */
field: string, 
/**
 * As typed: hours in the owner's words, a pin as a link, a plus code or coordinates.
 */
typed: string, };

export type StoreChanged = { 
/**
 * Before.
 */
before: string, 
/**
 * As it is now.
 */
store: StoreNow, };

export type StoreId = number;

export type StoreNow = { 
/**
 * Certainly open; `null` where its hours are not known or do not say.
 */
open: boolean | null, 
/**
 * When that changes; `null` when it does not soon.
 */
next_change: number | null, 
/**
 * What the hours say beside, such as "by appointment".
 */
comment: string | null, 
/**
 * Its hours as people write them, line by line.
 */
hours: Array<string>, 
/**
 * Metres from where the question came from.
 */
metres: number | null, 
/**
 * Ours.
 */
id: StoreId, 
/**
 * As people call it.
 */
name: string, 
/**
 * Street and town.
 */
address: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * OSM `opening_hours`; empty when not known.
 */
opening_hours: string, 
/**
 * As typed.
 */
phone: string, 
/**
 * ISO, two letters: whose holidays count; empty: not known.
 */
country: string, 
/**
 * Degrees north; `null`: no pin.
 */
lat: number | null, 
/**
 * Degrees east.
 */
lon: number | null, 
/**
 * What it offers.
 */
services: Array<string>, };

export type StoreRef = { 
/**
 * Which.
 */
store: StoreId, };

export type StoresFile = { 
/**
 * The file's name.
 */
name: string, 
/**
 * Its bytes, base64; empty when there is a path.
 */
content: string, 
/**
 * Where it is on this machine. Owner only, because the report shows parts of what is read.
 */
path: string | null, };

export type StoresImportRef = { 
/**
 * Which.
 */
import: number, };

export type StoresReport = { 
/**
 * Set once it has been done.
 */
import: number | null, 
/**
 * Stores in the file.
 */
stores: number, 
/**
 * New ones.
 */
added: number, 
/**
 * Those about which something differs.
 */
changed: number, 
/**
 * Those that are already so.
 */
unchanged: number, 
/**
 * Rows, or parts of rows, not used.
 */
rejected: Array<RowNote>, 
/**
 * How many.
 */
rejected_rows: number, 
/**
 * Used, with a remark.
 */
notes: Array<RowNote>, 
/**
 * How many remarks.
 */
noted_rows: number, 
/**
 * Columns nobody asked about.
 */
unused: Array<string>, };

export type StoresWanted = { 
/**
 * csv or geojson.
 */
kind: string, };

export type TableTaken = { 
/**
 * Its name; there is NAME.csv and NAME.json.
 */
name: string, 
/**
 * How many rows.
 */
rows: number, };

export type TakenAway = { 
/**
 * Where it is.
 */
folder: string, 
/**
 * The tables, each with its rows.
 */
tables: Array<TableTaken>, 
/**
 * Pictures and files.
 */
files: number, 
/**
 * Files that were no longer on the disk.
 */
missing: number, };

export type TeamAdd = { 
/**
 * What the shop calls her.
 */
name: Personal<string>, 
/**
 * What she may do.
 */
role: Role, 
/**
 * 4 to 12 digits; without one her tile opens with a tap.
 */
pin: string | null, };

export type TeamChange = { 
/**
 * Whom.
 */
colleague: ColleagueId, 
/**
 * Her name.
 */
name: Personal<string> | null, 
/**
 * What she may do.
 */
role: Role | null, 
/**
 * A new PIN; empty takes it away.
 */
pin: string | null, };

export type TeamSwitch = { 
/**
 * Whom.
 */
colleague: ColleagueId, 
/**
 * Off: her tile goes, what she did stays.
 */
off: boolean, };

export type TemplateState = { 
/**
 * Name.
 */
name: string, 
/**
 * Language code.
 */
language: string, 
/**
 * APPROVED, PENDING …
 */
status: string, 
/**
 * MARKETING, UTILITY …
 */
category: string, 
/**
 * Why it was rejected or paused, in Meta's word.
 */
reason: string | null, 
/**
 * How customers take it: GREEN, YELLOW, RED; empty while Meta has not said.
 */
quality: string, 
/**
 * When this was last heard from Meta.
 */
synced_at: number, };

export type ThreadMessage = { 
/**
 * Ours.
 */
id: number, 
/**
 * Written by the shop.
 */
outbound: boolean, 
/**
 * text, buttons, template, tap, or Meta's name for another kind.
 */
kind: string, 
/**
 * What was said, as shown.
 */
content: Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[] }, 
/**
 * When.
 */
at: number, 
/**
 * accepted, sent, delivered, read, failed; outbound only.
 */
status: string | null, 
/**
 * Meta's code, when it failed.
 */
error_code: number | null, 
/**
 * What to do about it.
 */
advice: string | null, 
/**
 * api, phone (written in the phone app), history (remembered by it), hand (sent by a person).
 */
origin: string, 
/**
 * Her reaction to it.
 */
reaction: string | null, 
/**
 * When she changed it.
 */
edited_at: number | null, 
/**
 * When she took it back.
 */
revoked_at: number | null, 
/**
 * The file that came with it: waiting, here, gone or refused.
 */
file: string | null, };

export type Tick = "sent" | "skip" | "undo";

export type Today = { 
/**
 * Each row one action, most urgent first.
 */
rows: Array<TodayRow>, 
/**
 * People told in the last day.
 */
told: number, 
/**
 * Of these, kept one.
 */
kept: number, 
/**
 * Orders handed over in the last day.
 */
handed_over: number, };

export type TodayRow = { "is": "stopped", 
/**
 * Why.
 */
why: string, } | { "is": "template", 
/**
 * Which.
 */
name: string, 
/**
 * Meta's word for its state.
 */
status: string, } | { "is": "answer", 
/**
 * Who wrote first.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * How many people wait for an answer.
 */
people: number, 
/**
 * When the first window closes.
 */
closes_at: number, } | { "is": "orders", 
/**
 * How many.
 */
orders: number, 
/**
 * Until when the first is held.
 */
first_until: number, } | { "is": "restocked", 
/**
 * Which alert.
 */
alert: AlertRow, } | { "is": "telling", 
/**
 * Which alert.
 */
alert: AlertRow, } | { "is": "uncertain", 
/**
 * The messages.
 */
messages: Array<PromiseRow>, } | { "is": "call", 
/**
 * Who.
 */
people: Array<Unreached>, } | { "is": "not_connected", } | { "is": "say_hello", 
/**
 * Where to send it.
 */
number: string, 
/**
 * What to write if her own number is hidden.
 */
code: string, 
/**
 * Opens WhatsApp with it.
 */
url: string, } | { "is": "token_ends", 
/**
 * When.
 */
at: number, } | { "is": "quality", 
/**
 * YELLOW or RED.
 */
rating: string, } | { "is": "limit", 
/**
 * Messages that wait for it.
 */
waiting: number, 
/**
 * It is because prices are not known.
 */
unknown: boolean, } | { "is": "by_hand", 
/**
 * How many.
 */
messages: number, } | { "is": "spare_key", };

export type TokenLook = { 
/**
 * As pasted.
 */
token: string, 
/**
 * As pasted; looked at if given.
 */
app_secret: string | null, 
/**
 * Meta's address; its own if left out.
 */
graph_url: string | null, 
/**
 * Graph version; this program's if left out.
 */
graph_version: string | null, };

export type TokenView = { 
/**
 * The app it belongs to.
 */
app_id: string, 
/**
 * When it ends; `null`: never.
 */
ends_at: number | null, 
/**
 * The accounts it reaches, with their numbers.
 */
accounts: Array<AccountView>, };

export type Topic = "catalog" | "customers" | "waitlist" | "outbox" | "conversations" | "orders" | "shop";

export type Unreached = { 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * Her number.
 */
phone: Personal<string> | null, 
/**
 * What she waits for.
 */
product: string, 
/**
 * What Meta said.
 */
code: number, 
/**
 * What that means.
 */
advice: string, };

export type VariantAdd = { 
/**
 * "42 · black"; empty for a product without options.
 */
label: string, 
/**
 * SKU.
 */
sku: string | null, 
/**
 * Barcode.
 */
barcode: string | null, 
/**
 * As typed.
 */
price: string, 
/**
 * Pieces.
 */
stock: number, };

export type VariantCard = { 
/**
 * The lowest price of the last thirty days; minor units.
 */
lowest_of_thirty_days: number | null, 
/**
 * Pieces sold and handed over in the last thirty days.
 */
sold_lately: number, 
/**
 * How many to order so that it lasts thirty days, when it will not last two weeks.
 */
order_more: number | null, 
/**
 * Store by store.
 */
stores: Array<StockAt>, 
/**
 * Ours.
 */
id: VariantId, 
/**
 * Its product.
 */
product_id: ProductId, 
/**
 * The product's name.
 */
title: string, 
/**
 * "42 · black"; empty for a product without options.
 */
label: string, 
/**
 * The identity that never changes; what the command line calls SKU.
 */
retailer_id: string, 
/**
 * The shop's own SKU, if it has one.
 */
sku: string | null, 
/**
 * GTIN or other barcode.
 */
barcode: string | null, 
/**
 * Minor units of the shop's currency; `null` is on request.
 */
price: number | null, 
/**
 * Pieces on the shelf, all stores.
 */
on_hand: number, 
/**
 * Of these, kept for customers.
 */
held: number, 
/**
 * When it was last counted, sold or imported; 0: never.
 */
as_of: number, 
/**
 * active, draft or archived.
 */
status: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * piece, pair, kg, metre, box.
 */
unit: string, 
/**
 * Asked instead of the price while the sale lasts; minor units.
 */
sale_price: number | null, 
/**
 * When the sale begins; `null`: it has begun.
 */
sale_from: number | null, 
/**
 * When it ends; `null`: it does not.
 */
sale_until: number | null, 
/**
 * What the shop pays for it; minor units.
 */
cost: number | null, 
/**
 * As few as this is low.
 */
low_stock: number | null, 
/**
 * available or `sold_out`, where nothing is counted; `null` where it is.
 */
uncounted: string | null, 
/**
 * Who makes it.
 */
brand: string, 
/**
 * Its category.
 */
category: string, 
/**
 * Tags, with commas between.
 */
tags: string, 
/**
 * Names of the collections it is in.
 */
collections: Array<string>, };

export type VariantId = number;

export type VariantRef = { 
/**
 * Which one.
 */
variant: VariantId, };

export type VariantRow = { 
/**
 * Ours.
 */
id: VariantId, 
/**
 * Its product.
 */
product_id: ProductId, 
/**
 * The product's name.
 */
title: string, 
/**
 * "42 · black"; empty for a product without options.
 */
label: string, 
/**
 * The identity that never changes; what the command line calls SKU.
 */
retailer_id: string, 
/**
 * The shop's own SKU, if it has one.
 */
sku: string | null, 
/**
 * GTIN or other barcode.
 */
barcode: string | null, 
/**
 * Minor units of the shop's currency; `null` is on request.
 */
price: number | null, 
/**
 * Pieces on the shelf, all stores.
 */
on_hand: number, 
/**
 * Of these, kept for customers.
 */
held: number, 
/**
 * When it was last counted, sold or imported; 0: never.
 */
as_of: number, 
/**
 * active, draft or archived.
 */
status: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * piece, pair, kg, metre, box.
 */
unit: string, 
/**
 * Asked instead of the price while the sale lasts; minor units.
 */
sale_price: number | null, 
/**
 * When the sale begins; `null`: it has begun.
 */
sale_from: number | null, 
/**
 * When it ends; `null`: it does not.
 */
sale_until: number | null, 
/**
 * What the shop pays for it; minor units.
 */
cost: number | null, 
/**
 * As few as this is low.
 */
low_stock: number | null, 
/**
 * available or `sold_out`, where nothing is counted; `null` where it is.
 */
uncounted: string | null, 
/**
 * Who makes it.
 */
brand: string, 
/**
 * Its category.
 */
category: string, 
/**
 * Tags, with commas between.
 */
tags: string, 
/**
 * Names of the collections it is in.
 */
collections: Array<string>, };

export type Variants = { 
/**
 * Which one.
 */
variants: Array<VariantId>, };

export type Verdict = { 
/**
 * Why.
 */
reasons: Array<Reason>, } & ({ "is": "send", 
/**
 * How.
 */
shape: Shape, } | { "is": "hold", 
/**
 * When to look again.
 */
until: number, } | { "is": "suppress" });

export type View = { 
/**
 * As typed; empty is all.
 */
text: string, 
/**
 * all, `sold_out`, low, waiting, `on_request`, `no_picture`, sale.
 */
only: string, 
/**
 * active, draft, archived; empty: all but archived.
 */
status: string, 
/**
 * A collection's name; empty: all.
 */
collection: string, 
/**
 * title, price, stock, sku, brand, category, added; empty: by title, or the best match first.
 */
sort: string, 
/**
 * The other way round.
 */
descending: boolean, 
/**
 * Which columns are shown, beside name, variant, price and stock.
 */
columns: Array<string>, };

export type ViewRef = { 
/**
 * Which one.
 */
view: number, };

export type ViewSave = { 
/**
 * Its name.
 */
name: string, 
/**
 * What it shows.
 */
view: View, };

export type Views = { 
/**
 * By name.
 */
views: Array<SavedView>, 
/**
 * The names of all collections.
 */
collections: Array<string>, };

export type WaitingCount = { 
/**
 * The variant.
 */
variant: VariantRow, 
/**
 * People.
 */
waiting: number, };

export type WaitlistJoin = { 
/**
 * SKU, barcode or retailer id.
 */
code: string, 
/**
 * Our id, a phone number, a username or a user id.
 */
customer: Personal<string>, 
/**
 * The words she used or agreed to; the shop's standard ones if left out.
 */
wording: Personal<string> | null, 
/**
 * Where: counter, website …
 */
source: string | null, };

export type WaitsFor = { 
/**
 * Which.
 */
variant: VariantId, 
/**
 * Its name.
 */
name: string, 
/**
 * Since when.
 */
since: number, 
/**
 * waiting or told.
 */
state: string, };

export type Written = { 
/**
 * Where she works, or the business she is.
 */
company: Personal<string>, 
/**
 * E-mail; never written to from here.
 */
email: Personal<string>, 
/**
 * YYYY-MM-DD, or --MM-DD where the year is not known; empty: not known.
 */
birthday: Personal<string>, 
/**
 * Words of the shop.
 */
tags: Array<string>, 
/**
 * When the shop first met her.
 */
added_at: number, };

export type YesCardFor = { 
/**
 * To what it is a yes: promotions, reminders, `follow_up`.
 */
purpose: Purpose, 
/**
 * Of which store; the main one if left out.
 */
store: StoreId | null, 
/**
 * shelf, poster or receipt.
 */
kind: SheetKind, };

export interface ShopCommands {
  /** The shop's name, language, money, meters and connection. */
  shop_get: [request: Nothing, answer: ShopView];
  /** Changes settings; what is left out stays. */
  shop_update: [request: ShopUpdate, answer: ShopView];
  /** What there is to do now. */
  today_list: [request: Nothing, answer: Today];
  /** Every variant with stock, holds and how many wait. */
  products_list: [request: Nothing, answer: Array<ProductRow>];
  /** Adds a product by hand. */
  product_add: [request: ProductAdd, answer: Array<VariantId>];
  /** Everything about the product of a variant. */
  product_get: [request: VariantRef, answer: ProductCard];
  /** A variant's stock history. */
  product_history: [request: VariantRef, answer: Array<LedgerRow>];
  /** Finds a variant by SKU, barcode or retailer id. */
  product_find: [request: CodeRef, answer: VariantRow];
  /** Sets a count; answers how many people wait if there is something to tell them. */
  stock_set: [request: StockSet, answer: StockAnswer];
  /** Sold one at the counter. */
  stock_sell: [request: StockSell, answer: StockAnswer];
  /** Undoes one change of stock. */
  stock_undo: [request: LedgerRef, answer: StockChange];
  /** Finds products as people type: any script, any accent, one slip of the finger; the right one first. */
  products_search: [request: ProductSearch, answer: Array<Found>];
  /** The variants of a view of the grid, in order. */
  products_view: [request: View, answer: Array<VariantId>];
  /** Rows of the grid, up to 500 at once. */
  products_rows: [request: Variants, answer: Array<ProductRow>];
  /** Views of the grid that have a name, and the names of all collections. */
  views_list: [request: Nothing, answer: Views];
  /** Keeps a view under a name. */
  view_save: [request: ViewSave, answer: Views];
  /** Forgets a view. */
  view_forget: [request: ViewRef, answer: Views];
  /** Says what changing many variants would come to. */
  bulk_preview: [request: BulkChange, answer: BulkReport];
  /** Changes many variants at once. */
  bulk_apply: [request: BulkChange, answer: BulkReport];
  /** Changes many cells at once: a pasted block, or one value filled down. */
  cells_edit: [request: Cells, answer: BulkReport];
  /** Takes a change of many back. */
  bulk_undo: [request: BulkRef, answer: number];
  /** Says without counting whether a variant can be had, or counts it again. */
  stock_say: [request: StockSay, answer: StockAnswer];
  /** Edits a cell: title, price, sku, barcode and others. */
  cell_edit: [request: Cell, answer: CellEdit];
  /** Undoes an edit. */
  cell_undo: [request: EditRef, answer: Done];
  /** Reads a product file and says what importing it would do. */
  import_preview: [request: ImportFile, answer: ImportReport];
  /** Imports a product file. */
  import_apply: [request: ImportFile, answer: ImportReport];
  /** Undoes a whole import. */
  import_undo: [request: ImportRef, answer: Done];
  /** The catalogue as a file: Meta's feed, a table, a workbook. */
  catalogue_export: [request: CatalogueWanted, answer: FileMade];
  /** Writes everything of the shop into a folder of this machine, described: leave any time. */
  take_away: [request: FolderWanted, answer: TakenAway];
  /** Past imports. */
  imports_list: [request: Nothing, answer: Array<ImportRow>];
  /** A picture as a data URL: the small one for lists, or the whole. */
  picture: [request: PictureRef, answer: string];
  /** Puts pictures on a product: dropped, pasted or picked. */
  product_pictures: [request: PicturesAdd, answer: ProductCard];
  /** Sets the order of a product's pictures, says what one shows, or takes one away. */
  product_picture_change: [request: PictureChange, answer: ProductCard];
  /** How the fetching of pictures named by imports goes. */
  pictures_progress: [request: Nothing, answer: PicturesProgress];
  /** Stops the fetching, lets it go on, or tries those given up again. */
  pictures_fetch: [request: PicturesStep, answer: PicturesProgress];
  /** The places of the shop. */
  stores_list: [request: Nothing, answer: Array<Store>];
  /** The places of the shop as they stand now: open or not, until when, their hours as people write them. */
  stores_now: [request: Nothing, answer: Array<StoreNow>];
  /** Changes a field of a place; hours and pins are typed in anybody's words. */
  store_change: [request: StoreChange, answer: StoreChanged];
  /** Takes a place away that nothing refers to. */
  store_remove: [request: StoreRef, answer: Done];
  /** The nearest places, by distance on the ground: open then, opening soonest, having something. */
  stores_nearest: [request: NearestWanted, answer: Array<StoreNow>];
  /** Says how typed hours are understood, or asks about the part that is not. */
  hours_read: [request: HoursTyped, answer: HoursRead];
  /** Reads a file of places and says what importing it would do. */
  stores_import_preview: [request: StoresFile, answer: StoresReport];
  /** Imports a file of places. */
  stores_import_apply: [request: StoresFile, answer: StoresReport];
  /** Undoes a whole import of places. */
  stores_import_undo: [request: StoresImportRef, answer: Done];
  /** The places as a file: a table or GeoJSON. */
  stores_export: [request: StoresWanted, answer: FileMade];
  /** Adds a place. */
  store_add: [request: StoreAdd, answer: StoreId];
  /** Every customer. */
  customers_list: [request: Nothing, answer: Array<CustomerRow>];
  /** Adds a customer, or finds her if she is known. */
  customer_add: [request: CustomerAdd, answer: CustomerId];
  /** Everything about one customer. */
  customer_get: [request: CustomerRef, answer: CustomerCard];
  /** Who is meant by plain conditions, in order. */
  customers_view: [request: Audience, answer: Array<CustomerId>];
  /** How many are meant by plain conditions. */
  customers_count: [request: Audience, answer: number];
  /** Rows of the customers' table, up to 500 at once. */
  customers_rows: [request: People, answer: Array<CustomerRow>];
  /** Changes a field of a customer; answers what stood there. */
  customer_change: [request: CustomerChange, answer: CustomerChanged];
  /** Writes a note about a customer, for the shop's own people. */
  customer_note: [request: NoteAdd, answer: Done];
  /** Takes a note out. */
  customer_note_drop: [request: NoteRef, answer: Done];
  /** Reads a file of people and says what importing it would do. */
  customers_import_preview: [request: PeopleFile, answer: PeopleReport];
  /** Imports a file of people; they are answered, and asked before anything else is sent to them. */
  customers_import_apply: [request: PeopleFile, answer: PeopleReport];
  /** Undoes a whole import of people. */
  customers_import_undo: [request: PeopleImportRef, answer: Done];
  /** Past imports of people. */
  customers_imports: [request: Nothing, answer: Array<PeopleImport>];
  /** Rows that may be one person, with what speaks for it, the surest first. */
  customers_alike: [request: Nothing, answer: Array<Alike>];
  /** Segments: conditions with a name. */
  segments_list: [request: Nothing, answer: Array<Segment>];
  /** Keeps conditions under a name. */
  segment_save: [request: SegmentSave, answer: Array<Segment>];
  /** Forgets a segment. */
  segment_forget: [request: SegmentRef, answer: Array<Segment>];
  /** Makes two rows that are one person one; the stricter consent wins. */
  customers_merge: [request: Merge, answer: Merged];
  /** Takes a merge back. */
  merge_undo: [request: Merged, answer: Done];
  /** Everything the shop knows of one person, to hand over. */
  customer_export: [request: CustomerRef, answer: PersonFile];
  /** Erases one person; what the law makes the shop keep is kept without her name, and said. */
  customer_erase: [request: CustomerRef, answer: Erased];
  /** What one person agreed to, purpose by purpose, with every receipt. */
  consent_get: [request: CustomerNamed, answer: ConsentOf];
  /** Records a yes with the words it was a yes to. */
  consent_give: [request: ConsentGive, answer: ConsentOf];
  /** Records a no, to one purpose or to everything; what is on its way is stopped. */
  consent_take: [request: ConsentTake, answer: ConsentOf];
  /** A card with which customers say yes to one purpose: shelf, poster or receipt. */
  consent_card: [request: YesCardFor, answer: Card];
  /** One person's consent on one page, to print. */
  consent_print: [request: CustomerNamed, answer: Pdf];
  /** Whether the chain of receipts is as it was written. */
  consent_check: [request: Nothing, answer: Chain];
  /** Who waits for a variant. */
  waitlist_line: [request: VariantRef, answer: Array<InLine>];
  /** How many wait, variant by variant. */
  waitlist_list: [request: Nothing, answer: Array<WaitingCount>];
  /** Puts a customer in line, with her consent. */
  waitlist_join: [request: WaitlistJoin, answer: boolean];
  /** The link, text and drawing of a card that fills a variant's line. */
  waitlist_card: [request: CardFor, answer: Card];
  /** What telling them would come to. */
  alert_plan: [request: PlanFor, answer: AlertPlan];
  /** Tells them, after ten seconds in which it can be undone. */
  alert_start: [request: StartAlert, answer: AlertId];
  /** Takes an alert back within its ten seconds. */
  alert_undo: [request: AlertRef, answer: Done];
  /** Stops a running alert. */
  alert_stop: [request: AlertRef, answer: Done];
  /** Not this time: takes the proposal out of Today. */
  alert_dismiss: [request: VariantRef, answer: Done];
  /** Alerts, current ones first. */
  alerts_list: [request: Nothing, answer: Array<AlertRow>];
  /** The people of an alert and what became of each. */
  alert_people: [request: AlertRef, answer: Array<AlertPerson>];
  /** Orders, open ones first. */
  orders_list: [request: Nothing, answer: Array<OrderRow>];
  /** Somebody has looked at the orders: they stop ringing. */
  orders_seen: [request: Nothing, answer: number];
  /** Accepts an order, hands it over, cancels it, or takes the last step back. */
  order_step: [request: OrderChange, answer: OrderRow];
  /** The latest messages on their way, or those in one state. */
  outbox_list: [request: OutboxQuery, answer: Array<PromiseRow>];
  /** How many messages are in each state. */
  outbox_counts: [request: Nothing, answer: { [key in string]: number }];
  /** Leaves an uncertain message, or sends it again. */
  outbox_resolve: [request: Resolve, answer: string];
  /** Answers a customer in her open window. */
  conversation_reply: [request: Reply, answer: PromiseId];
  /** What came with a message, once it has been fetched. */
  message_file: [request: MessageRef, answer: MessageFile];
  /** Nothing to answer here. */
  conversation_done: [request: CustomerRef, answer: Done];
  /** Messages a person sends from her own WhatsApp. */
  hand_list: [request: Nothing, answer: Array<HandRow>];
  /** One of them as it is now, and the link that opens WhatsApp with it. */
  hand_open: [request: PromiseRef, answer: HandMessage];
  /** It has been sent, will not be sent, or was ticked off by mistake. */
  hand_tick: [request: HandTick, answer: Done];
  /** A message written now, to be sent by hand: an answer or an offer. */
  hand_write: [request: HandWrite, answer: PromiseId];
  /** What she answered to an alert sent by hand: keep, later or stop. */
  hand_answer: [request: HandAnswer, answer: HandAnswered];
  /** Looks what a token can see: accounts, numbers, permissions, when it ends. */
  connection_look: [request: TokenLook, answer: TokenView];
  /** Connects the shop after proving every value by a real call. */
  connection_set: [request: Connect, answer: Connection];
  /** Asks Meta again for templates and limits. */
  connection_sync: [request: Nothing, answer: Array<TemplateState>];
  /** Lets sending go on after it was stopped. */
  connection_resume: [request: Nothing, answer: Done];
  /** The templates as Meta has them. */
  templates_list: [request: Nothing, answer: Array<TemplateState>];
  /** Submits the back-in-stock template to Meta in these languages. */
  templates_submit: [request: Languages, answer: Array<TemplateState>];
  /** Loads a rate card. */
  rates_load: [request: RateCard, answer: Done];
  /** Reads Meta's rate card (CSV) and loads it, or only says what is in it. */
  rates_import: [request: RateFile, answer: RateReport];
  /** What Meta billed this month, and the cards known. */
  spending_get: [request: Nothing, answer: Spending];
  /** Who works here. */
  team_list: [request: Nothing, answer: Array<Colleague>];
  /** Adds a colleague. */
  team_add: [request: TeamAdd, answer: ColleagueId];
  /** Changes a colleague: name, role, PIN. */
  team_change: [request: TeamChange, answer: Array<Colleague>];
  /** Switches a colleague off, or on again. */
  team_switch: [request: TeamSwitch, answer: Array<Colleague>];
  /** Who did what, newest first. */
  activity_list: [request: ActivityQuery, answer: Array<Activity>];
  /** The spare key as a page to print. */
  spare_key_print: [request: Nothing, answer: Pdf];
  /** Not now: Today does not ask for the spare key again. */
  spare_key_later: [request: Nothing, answer: Done];
}

export type Asking = { 
/**
 * As given by signing in.
 */
session: string | null, };

export type DemoKind = "shoes" | "cafe" | "hardware";

export type HouseState = { 
/**
 * A shop is open.
 */
open: boolean, 
/**
 * It has a customer's phone beside it.
 */
phone: boolean, 
/**
 * Why the shop used last could not be opened.
 */
problem: Error | null, 
/**
 * The shops this laptop has, to go back to; demos are not among them.
 */
shops: Array<KnownShop>, 
/**
 * Somebody has to say who she is.
 */
locked: boolean, 
/**
 * Who is at the window, if anybody.
 */
me: Colleague | null, 
/**
 * The tiles to choose from.
 */
team: Array<Colleague>, 
/**
 * Minutes without a touch after which it locks itself; 0: never.
 */
lock_after_minutes: number, 
/**
 * Where webhooks reach this program on this machine.
 */
webhook_url: string, 
/**
 * The machine's language, for the first question.
 */
language: string, 
/**
 * The machine's time zone, for the first form.
 */
time_zone: string, };

export type KnownShop = { 
/**
 * What its folder is called: the name it was started with, in small letters.
 */
name: string, 
/**
 * Where it is.
 */
folder: string, };

export type LookAround = { 
/**
 * shoes, cafe or hardware.
 */
kind: DemoKind, 
/**
 * Language of the owner.
 */
language: string, };

export type NewShop = { 
/**
 * As customers know it.
 */
name: string, 
/**
 * ISO 3166, two letters: how local phone numbers are read.
 */
country: string, 
/**
 * ISO 4217.
 */
currency: string, 
/**
 * IANA zone.
 */
time_zone: string, 
/**
 * Language code of the shop.
 */
language: string, 
/**
 * What the owner is called; may be left for later.
 */
owner: string, };

export type PersonRef = { 
/**
 * The simulator's number for her.
 */
person: number, };

export type PhoneMessage = { 
/**
 * Its id, for tapping.
 */
id: string, 
/**
 * From the shop.
 */
from_shop: boolean, 
/**
 * What is read.
 */
text: string, 
/**
 * The picture above it, a data URL.
 */
picture: string | null, 
/**
 * What can be tapped: buttons, or the rows of a list.
 */
buttons: Array<string>, 
/**
 * When.
 */
at: number, };

export type PhonePerson = { 
/**
 * The simulator's number for her.
 */
id: number, 
/**
 * Her name.
 */
name: string, 
/**
 * Her number, if she shows one.
 */
phone: string | null, 
/**
 * Her username, if she has adopted one.
 */
username: string | null, 
/**
 * Messages in her chat.
 */
messages: number, 
/**
 * The last one, when.
 */
last_at: number | null, 
/**
 * The last one is the shop's: she has something to answer.
 */
last_from_shop: boolean | null, };

export type PhoneTap = { 
/**
 * Who.
 */
person: number, 
/**
 * On which message.
 */
message: string, 
/**
 * Which button or row, from 0.
 */
button: number, };

export type PhoneWait = { 
/**
 * So many minutes.
 */
minutes: number, };

export type PhoneWrite = { 
/**
 * Who.
 */
person: number, 
/**
 * What.
 */
text: string, };

export type SignIn = { 
/**
 * Whose tile.
 */
colleague: ColleagueId, 
/**
 * Her PIN, if the tile asks for one.
 */
pin: string | null, };

export type SignedIn = { 
/**
 * To be sent with every command.
 */
session: string, 
/**
 * Who is in.
 */
me: Colleague, };

export type StartShop = { 
/**
 * What it says of itself.
 */
shop: NewShop, 
/**
 * Without a keyring: the passphrase the secrets are sealed under.
 */
passphrase: string | null, };

export type Unlock = { 
/**
 * Where the folder asks for one; with a spare key, the one to seal it under from now on.
 */
passphrase: string | null, 
/**
 * The spare key's words.
 */
spare_key: string | null, 
/**
 * The shop's folder, if it is not the one used last: copied from another laptop.
 */
folder: string | null, };

export interface HouseCommands {
  /** What there is: a shop, or the first start; and who is at the window. */
  house_state: [request: Asking, answer: HouseState];
  /** Says who she is. */
  house_sign_in: [request: SignIn, answer: SignedIn];
  /** Steps away: the tiles come back. */
  house_sign_out: [request: Asking, answer: Done];
  /** Opens a demo shop, making it first if needed. */
  house_look_around: [request: LookAround, answer: HouseState];
  /** Makes a shop and opens it. */
  house_start_shop: [request: StartShop, answer: HouseState];
  /** Opens the shop used last again, or one from another laptop with its spare key. */
  house_unlock: [request: Unlock, answer: HouseState];
  /** Closes the shop and goes back to the first start. */
  house_leave: [request: Nothing, answer: HouseState];
  /** The people of the demo. */
  phone_people: [request: Nothing, answer: Array<PhonePerson>];
  /** One person's chat with the shop, as her phone shows it. */
  phone_chat: [request: PersonRef, answer: Array<PhoneMessage>];
  /** She writes. */
  phone_write: [request: PhoneWrite, answer: Done];
  /** She taps a button. */
  phone_tap: [request: PhoneTap, answer: Done];
  /** Lets the demo's time pass. */
  phone_wait: [request: PhoneWait, answer: Done];
}

export type Commands = ShopCommands & HouseCommands;

