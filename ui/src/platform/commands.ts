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
 * When the next people are told, if any are left.
 */
next_at: number, 
/**
 * Proposed, running, or none.
 */
alert: AlertId | null, 
/**
 * It is running already.
 */
running: boolean, 
/**
 * People written to first.
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
 * What it costs.
 */
quote: Quote, 
/**
 * What the first customer will see.
 */
preview: { text?: string, image?: string, buttons?: string[] } | null, 
/**
 * The first customer's name, for "as Ana sees it".
 */
preview_name: Personal<string>, };

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
seen_at: number, 
/**
 * Since when it is no longer hers; `null`: it is.
 */
left_at: number | null, };

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

export type Answer = { 
/**
 * What the owner, or her file, calls it.
 */
answer_id: string, 
/**
 * Ways to ask it.
 */
examples: Array<AnswerExample>, 
/**
 * What is answered, by language; under the empty one what is said in any other.
 */
replies: { [key in string]: string }, 
/**
 * Said from then on.
 */
valid_from: number | null, 
/**
 * Said until then.
 */
valid_until: number | null, 
/**
 * Hash of a picture above it.
 */
image: string | null, };

export type AnswerExample = { 
/**
 * The words.
 */
text: string, 
/**
 * Their language, where it was said.
 */
lang: string | null, };

export type AnswerRef = { 
/**
 * Its name.
 */
answer_id: string, };

export type AnswersFile = { 
/**
 * Lines of JSON: answer_id, text, and perhaps lang and reply.
 */
file: string, };

export type Apart = { 
/**
 * One.
 */
keep: CustomerId, 
/**
 * The other.
 */
other: CustomerId, 
/**
 * They may be one after all: ask again.
 */
ask_again: boolean, };

export type Ask = { 
/**
 * Her words.
 */
text: Personal<string>, 
/**
 * Who she is, for her language, her orders and what was said before.
 */
customer: CustomerId | null, };

export type Asked = { 
/**
 * know, go, make, buy, order_status, change_order, invoice, complaint, person, stop, start, greeting, thanks or other.
 */
moment: string, 
/**
 * How sure, 0 to 1.
 */
confidence: number, 
/**
 * Of the six, or none of them.
 */
language: string | null, 
/**
 * What is named in it.
 */
entities: Record<string, unknown>, 
/**
 * The shop's products that are meant: those that would be ordered, else the one it is about, else those to choose from.
 */
products: Array<ProductMeant>, 
/**
 * The owner's answer that fits.
 */
answer_id: string | null, 
/**
 * What would be said; nothing where a person would have to, or where nothing needs saying.
 */
reply: string | null, 
/**
 * Buttons and choices below it.
 */
buttons: Array<string>, 
/**
 * Since when the oldest count it leans on stands.
 */
as_of: number | null, 
/**
 * What it says, row by row.
 */
facts: Array<Fact>, 
/**
 * Why a person would have to look.
 */
person: string | null, 
/**
 * The words that decided.
 */
because: { moment: string, words: string, kind: string }[], };

export type AskedPerson = { 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * What she waits for.
 */
product: string, 
/**
 * Since when.
 */
since: number, 
/**
 * Whether she still wants it, once she has said so.
 */
wants: boolean | null, 
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

export type AskingHow = { 
/**
 * A person sends each message from her own WhatsApp.
 */
by_hand: boolean, };

export type AskingId = number;

export type AskingPlan = { 
/**
 * There is no template for it yet: nobody outside her window can be asked.
 */
template_missing: boolean, 
/**
 * People.
 */
people: number, 
/**
 * Products they wait for.
 */
products: number, 
/**
 * People written to first.
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
 * What it costs.
 */
quote: Quote, 
/**
 * What the first customer will see.
 */
preview: { text?: string, image?: string, buttons?: string[] } | null, 
/**
 * The first customer's name, for "as Ana sees it".
 */
preview_name: Personal<string>, };

export type AskingPutOff = { 
/**
 * Not for a month; otherwise again at once.
 */
put_off: boolean, };

export type AskingRef = { 
/**
 * Which one.
 */
asking: AskingId, };

export type AskingRow = { 
/**
 * Ours.
 */
id: AskingId, 
/**
 * running, undone, stopped, done.
 */
state: string, 
/**
 * Who started it.
 */
author: string, 
/**
 * A person sends each message.
 */
by_hand: boolean, 
/**
 * When the first message may leave.
 */
starts_at: number, 
/**
 * People asked.
 */
asked: number, 
/**
 * People still to be asked.
 */
to_go: number, 
/**
 * Who still wants it.
 */
yes: number, 
/**
 * Who does not.
 */
no: number, 
/**
 * People who could not be reached.
 */
lost: number, };

export type Assign = { 
/**
 * Which conversation.
 */
customer: CustomerId, 
/**
 * A colleague; `null`: nobody's, unless it is to be mine.
 */
to: ColleagueId | null, 
/**
 * Whoever asks takes it.
 */
mine: boolean, };

export type Attention = { 
/**
 * yes, `not_asked`, stopped, `stopped_at_meta`, country, unreachable: whether offers may go to her at all.
 */
offers: string, 
/**
 * Offers within so many days …
 */
days: number, 
/**
 * … she may get.
 */
allowed: number, 
/**
 * She has got.
 */
got: number, 
/**
 * She may still get.
 */
left: number, 
/**
 * When the next may come, while none is left.
 */
next_at: number | null, 
/**
 * It is night where she is until then.
 */
quiet_until: number | null, };

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

export type Automation = { 
/**
 * Its number; nothing for a new one.
 */
id: number | null, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * It speaks.
 */
on: boolean, 
/**
 * What it waits for.
 */
when: AutomationWhen, 
/**
 * What it says; the first step first.
 */
steps: Array<AutomationStep>, };

export type AutomationBranch = { 
/**
 * What stands on it, by language; under the empty one what stands there in any other.
 */
label: { [key in string]: string }, 
/**
 * Where it leads.
 */
to: AutomationTo, };

export type AutomationRef = { 
/**
 * Which one.
 */
automation: number, };

export type AutomationRow = { 
/**
 * People it has spoken to in thirty days.
 */
people: number, 
/**
 * When it last did.
 */
last_at: number | null, 
/**
 * Its number; nothing for a new one.
 */
id: number | null, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * It speaks.
 */
on: boolean, 
/**
 * What it waits for.
 */
when: AutomationWhen, 
/**
 * What it says; the first step first.
 */
steps: Array<AutomationStep>, };

export type AutomationRun = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: string, 
/**
 * When.
 */
at: number, 
/**
 * The step, from 0.
 */
step: number, 
/**
 * said, person, solved or skipped.
 */
outcome: string, 
/**
 * Where its message stands now; nothing where there was none.
 */
state: string | null, };

export type AutomationStep = { 
/**
 * The words, by language; under the empty one what is said in any other. `{name}`, `{shop}` and `{opens}` are filled in.
 */
say: { [key in string]: string }, 
/**
 * Hash of a picture above it.
 */
image: string | null, 
/**
 * A page a button opens; then no other button stands below it.
 */
link: string | null, 
/**
 * Its buttons: three, or a list of up to ten.
 */
branches: Array<AutomationBranch>, };

export type AutomationSwitch = { 
/**
 * Which.
 */
automation: number, 
/**
 * On.
 */
on: boolean, };

export type AutomationTo = { "is": "step", 
/**
 * Its place.
 */
step: number, } | { "is": "person", } | { "is": "solved", };

export type AutomationWhen = { "is": "first_words", 
/**
 * Days of silence after which she is greeted again.
 */
after_days: number, } | { "is": "closed", } | { "is": "words", 
/**
 * Words or groups of words; capitals and accents do not matter.
 */
any: Array<string>, 
/**
 * Nothing else may stand in it.
 */
whole: boolean, } | { "is": "handed_over", 
/**
 * Hours after it.
 */
hours: number, };

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

export type Basket = { 
/**
 * What can be had.
 */
rows: Array<BasketRow>, 
/**
 * What is not as she asked for it.
 */
differences: Array<Difference>, 
/**
 * All of it; minor units, `null`: on request.
 */
total: number | null, 
/**
 * The order she has of it, if it has been taken.
 */
order: OrderRow | null, };

export type BasketRef = { 
/**
 * The message the basket came in.
 */
message: number, };

export type BasketRow = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Its name.
 */
title: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * How much can be kept, as people say it.
 */
quantity: string, 
/**
 * What that costs now; minor units, `null`: on request.
 */
amount: number | null, };

export type Before = { 
/**
 * Nobody had to look.
 */
answered: boolean, 
/**
 * Since when she has waited.
 */
waiting_since: number | null, 
/**
 * When it was closed.
 */
closed_at: number | null, 
/**
 * Until when it was put off.
 */
snoozed_until: number | null, 
/**
 * Whose task it was, a colleague's stamp.
 */
assigned_to: string | null, 
/**
 * Who held it, a colleague's stamp.
 */
held_by: string | null, 
/**
 * Until when.
 */
quiet_until: number | null, 
/**
 * So many messages had not been looked at.
 */
unread: number, };

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
 * status, `low_stock`; of the whole product: description, link, unit, step (in units: "0.1"), condition, `google_category`, `tax_class`,
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

export type ChatsKept = { 
/**
 * 182, 365 or 1095; `null`: for ever.
 */
days: number | null, };

export type ChoiceGroup = { 
/**
 * What is asked.
 */
name: string, 
/**
 * So many must be picked; 0: none need be.
 */
least: number, 
/**
 * So many may be picked.
 */
most: number, 
/**
 * What can be picked, in order.
 */
options: Array<ChoiceOption>, };

export type ChoiceOption = { 
/**
 * What it is.
 */
name: string, 
/**
 * What it adds to the price of one; minor units, 0: nothing.
 */
extra: number, 
/**
 * Not to be had before this moment; `null`: it is there.
 */
sold_out_until: number | null, };

export type ChoiceToday = { 
/**
 * Any variant of the product.
 */
variant: VariantId, 
/**
 * Which option.
 */
choice: Picked, 
/**
 * Sold out until the shop's day ends; otherwise it is there again.
 */
sold_out: boolean, };

export type ChoicesSet = { 
/**
 * Any of its variants.
 */
variant: VariantId, 
/**
 * In order; none takes all away.
 */
groups: Array<GroupTyped>, };

export type Chosen = { 
/**
 * The group's name.
 */
group: string, 
/**
 * The option's.
 */
option: string, 
/**
 * What it added to the price of one, then; minor units.
 */
extra: number, };

export type Code = "internal" | "not_found" | "bad_request" | "owner_only" | "not_a_shop" | "shop_exists" | "shop_open" | "keyring_missing" | "keyring_locked" | "wrong_key" | "newer_database" | "damaged" | "disk_full" | "disk" | "sku_unknown" | "sku_ambiguous" | "negative_stock" | "sold_out" | "all_held" | "bad_number" | "between_steps" | "name_taken" | "bad_choices" | "choice_missing" | "choice_too_many" | "choice_gone" | "step_unfit" | "wrong_file" | "which_column" | "unclear" | "in_use" | "nothing_to_undo" | "too_late_to_undo" | "nobody_waits" | "nothing_to_tell" | "nothing_to_ask" | "alert_running" | "not_connected" | "meta_refused" | "meta_unreachable" | "bad_signature" | "too_large" | "window_closed" | "bad_phone" | "bad_address" | "bad_picture" | "bad_media" | "too_long" | "sign_in_first" | "wrong_pin" | "bad_pin" | "too_many_tries" | "switched_off" | "last_owner" | "not_a_token" | "token_ends" | "token_permission" | "not_a_secret" | "other_apps_secret" | "number_not_seen" | "callback_unverified" | "may_not_write" | "bad_spare_key" | "no_font" | "bad_rates" | "cancelled" | "import_running" | "which_place";

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

export type Collection = { 
/**
 * Ours.
 */
id: number, 
/**
 * The shop's; *New arrivals* is called by the window's own word.
 */
name: string, 
/**
 * picked, rule, new.
 */
kind: string, 
/**
 * Of one with a rule.
 */
rule: Rule | null, 
/**
 * Products in it, archived ones left out.
 */
products: number, 
/**
 * Of these, put away for the season.
 */
away: number, 
/**
 * Hashes of the first pictures.
 */
pictures: Array<string>, };

export type CollectionCard = { 
/**
 * As in the list.
 */
collection: Collection, 
/**
 * The first variant of each product, in order; the first thousand.
 */
products: Array<CollectionProduct>, };

export type CollectionKept = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its rule, if it had one.
 */
rule: Rule | null, 
/**
 * Where it stood among the others; 0 is first.
 */
at: number, 
/**
 * What was picked, in order.
 */
products: Array<ProductId>, };

export type CollectionPick = { 
/**
 * Which collection.
 */
collection: number, 
/**
 * All of them.
 */
products: Array<ProductId>, };

export type CollectionProduct = { 
/**
 * It is put away for the season.
 */
away: boolean, 
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
 * On the shelf, all stores; in steps, like every count.
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
 * piece, pair, kg, metre, box, or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
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

export type CollectionRef = { 
/**
 * Which one.
 */
collection: number, };

export type CollectionSave = { 
/**
 * Which one; `null` makes one.
 */
collection: number | null, 
/**
 * Its name.
 */
name: string, 
/**
 * Its rule; `null`: its products are picked by hand.
 */
rule: Rule | null, };

export type CollectionSeason = { 
/**
 * Which collection.
 */
collection: number, 
/**
 * Put away; otherwise brought back.
 */
away: boolean, };

export type CollectionsOrder = { 
/**
 * All of them.
 */
collections: Array<number>, };

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
days: number, } | { "is": "birthday_in", 
/**
 * today, week (Monday to Sunday), month.
 */
span: string, } | { "is": "unanswered" } | { "is": "open_order" } | { "is": "added_within", 
/**
 * Days back.
 */
days: number, } | { "is": "wrote_within", 
/**
 * Days back.
 */
days: number, } | { "is": "ordered_more_than", 
/**
 * Orders.
 */
times: number, 
/**
 * Within so many days; `null`: ever.
 */
days: number | null, } | { "is": "spent_more_than", 
/**
 * Minor units of the shop's currency.
 */
amount: number, 
/**
 * Within so many days; `null`: ever.
 */
days: number | null, } | { "is": "not", 
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
last_event_at: number | null, 
/**
 * Products that can be sent from the catalogue connected at Meta; `null`: none is connected.
 */
catalogue_items: number | null, };

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

export type ConversationRow = { 
/**
 * Who.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * Her number, if it is known.
 */
phone: Personal<string> | null, 
/**
 * End of her window.
 */
window_until: number | null, 
/**
 * When the newest words were said.
 */
last_at: number, 
/**
 * The newest message, if there is one.
 */
last: LastWords | null, 
/**
 * How it stands.
 */
state: Before, 
/**
 * Something is begun and not sent.
 */
drafted: boolean, };

export type ConversationView = { 
/**
 * As in the list.
 */
row: ConversationRow, 
/**
 * The language she is written to in.
 */
language: string, 
/**
 * What the gate says of plain words to her now.
 */
verdict: Verdict, 
/**
 * What plain words cost now, in millionths; `null`: not known.
 */
micros: number | null, 
/**
 * What a person had begun to write, as the window keeps it.
 */
draft: Personal<string>, 
/**
 * The person whose conversation it is may answer freely; `null`: nobody holds it.
 */
held_by: string | null, 
/**
 * Erased: nothing can be written.
 */
erased: boolean, };

export type Conversations = { 
/**
 * Up to 200 of them.
 */
customers: Array<CustomerId>, };

export type Conversion = { 
/**
 * 0 to 1; `null`: none runs.
 */
share: number | null, };

export type Correction = { 
/**
 * Which message.
 */
message: number, 
/**
 * What it says.
 */
text: Personal<string>, 
/**
 * know, go, make, buy, `order_status`, `change_order`, invoice, complaint, person or other.
 */
moment: string, 
/**
 * When it was said.
 */
at: number, 
/**
 * Who said so.
 */
by: string, };

export type CountApplied = { 
/**
 * Which count.
 */
count: CountId, 
/**
 * Variants whose stock has changed.
 */
changed: number, 
/**
 * Variants that were right.
 */
right: number, 
/**
 * Variants that can be had again although people wait for them: tell them.
 */
tell: number, };

export type CountApply = { 
/**
 * Which count.
 */
count: CountId, 
/**
 * What nobody scanned is not there: its count becomes 0.
 */
missing_to_zero: boolean, };

export type CountAssign = { 
/**
 * Which count.
 */
count: CountId, 
/**
 * As it was scanned; "12*code" is twelve of it.
 */
code: string, 
/**
 * Which variant gets it as its barcode.
 */
variant: VariantId, };

export type CountId = number;

export type CountLine = { 
/**
 * Which.
 */
variant: VariantId, 
/**
 * Name and options.
 */
name: string, 
/**
 * SKU, else barcode, else our own code.
 */
code: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * piece, pair, kg … or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
/**
 * Steps found; `null` where it has not been counted.
 */
counted: number | null, 
/**
 * Steps the store had on paper at the last scan; where it has not been counted, now.
 */
expected: number, 
/**
 * Steps the store has on paper now.
 */
on_hand: number, 
/**
 * What the store will have once this is applied.
 */
will_be: number, 
/**
 * When it was last scanned.
 */
at: number, 
/**
 * By whom.
 */
author: string, };

export type CountRef = { 
/**
 * Ours.
 */
count: CountId, };

export type CountRow = { 
/**
 * Ours.
 */
id: CountId, 
/**
 * Where.
 */
store: StoreId, 
/**
 * Its name.
 */
store_name: string, 
/**
 * everything, collection, search or scanned.
 */
what: string, 
/**
 * The collection's name, or what was searched for.
 */
words: string, 
/**
 * When it began.
 */
begun_at: number, 
/**
 * open, applied or dropped.
 */
state: string, 
/**
 * When it was applied or dropped.
 */
ended_at: number | null, 
/**
 * Variants counted.
 */
variants: number, 
/**
 * Pieces counted.
 */
pieces: number, 
/**
 * Variants of which the count differs.
 */
differing: number, };

export type CountScan = { 
/**
 * Which count.
 */
count: CountId, 
/**
 * Barcode, SKU or our own code; "12*code" is twelve of it.
 */
code: string, 
/**
 * What was scanned just before: a number alone is how many there are of it.
 */
last: VariantId | null, };

export type CountSet = { 
/**
 * Which count.
 */
count: CountId, 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Found in all, in units; `null`: it has not been counted.
 */
counted: Quantity | null, };

export type CountView = { 
/**
 * The count.
 */
count: CountRow, 
/**
 * The last ones scanned, newest first.
 */
lines: Array<CountLine>, 
/**
 * Those that differ, the largest difference first.
 */
differing: Array<CountLine>, 
/**
 * Those the store has on paper that nobody has scanned, by name.
 */
missing: Array<CountLine>, 
/**
 * How many those are.
 */
missing_variants: number, };

export type CountWhat = "everything" | "collection" | "search" | "scanned";

export type CountWhere = { 
/**
 * Which store; `null`: the main one.
 */
store: StoreId | null, 
/**
 * What of it.
 */
what: CountWhat, 
/**
 * The collection's name, or what is searched for.
 */
words: string, };

export type CountsRight = { 
/**
 * So many.
 */
counts: number, };

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
window_until: number | null, 
/**
 * How many offers she may still get, and why none.
 */
attention: Attention, };

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

export type DeliveryOffer = { 
/**
 * It does.
 */
on: boolean, 
/**
 * For so much, minor units.
 */
fee: number, 
/**
 * For nothing from goods of so much on.
 */
free_from: number | null, 
/**
 * Where, in the owner's words: "within the city".
 */
area: string, };

export type Difference = { "is": "fewer", 
/**
 * Its name.
 */
product: string, 
/**
 * What is left of it: "2", "0.5 kg".
 */
left: string, } | { "is": "gone", 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * Its name.
 */
product: string, } | { "is": "price", 
/**
 * Its name.
 */
product: string, 
/**
 * Then.
 */
then: number, 
/**
 * Now; `null`: on request.
 */
now: number | null, } | { "is": "unknown", 
/**
 * As it was written.
 */
code: string, };

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

export type Fact = { 
/**
 * price, stock, place, hours, service, order, answer.
 */
what: string, 
/**
 * Of what: a product's, a store's or an answer's name.
 */
of: string, 
/**
 * What the row says.
 */
value: string, 
/**
 * Since when the row says so; `null` where it is no count.
 */
as_of: number | null, };

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

export type FolderAsked = { 
/**
 * A folder of this machine; empty: the home folder.
 */
folder: string, };

export type FolderSeen = { 
/**
 * Its whole path.
 */
folder: string, 
/**
 * The one it is in; `null` at the top.
 */
above: string | null, 
/**
 * Names of those in it, hidden ones left out, up to 500.
 */
folders: Array<string>, };

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
 * On the shelf, all stores; in steps, like every count.
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
 * piece, pair, kg, metre, box, or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
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

export type FoundMessage = { 
/**
 * Ours.
 */
message: number, 
/**
 * In whose conversation.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: Personal<string>, 
/**
 * When.
 */
at: number, 
/**
 * Written by the shop.
 */
outbound: boolean, 
/**
 * What stands around it: pieces of text, and whether each is what was looked for.
 */
around: Array<[Personal<string>, boolean]>, };

export type GroupTyped = { 
/**
 * What is asked.
 */
name: string, 
/**
 * So many must be picked.
 */
least: number, 
/**
 * So many may be picked.
 */
most: number, 
/**
 * In order.
 */
options: Array<OptionTyped>, };

export type Guide = { 
/**
 * What the owner, or her file, calls it.
 */
guide_id: string, 
/**
 * What customers call it, in any language.
 */
ways: Array<string>, 
/**
 * What is said, by language; under the empty one what is said in any other.
 */
texts: { [key in string]: GuideText }, 
/**
 * What it takes.
 */
things: Array<GuideThing>, 
/**
 * How it is done, to look at: one clip, or pictures in their order.
 */
media: Array<GuideMedia>, 
/**
 * It is said.
 */
is_on: boolean, 
/**
 * How often it was told; read, ignored when written.
 */
told: number, 
/**
 * How often customers said that it worked; read only.
 */
worked: number, 
/**
 * How often they said that it did not; read only.
 */
failed: number, };

export type GuideMedia = { 
/**
 * Its hash.
 */
hash: string, 
/**
 * image or video; told when read, ignored when written.
 */
kind: string, };

export type GuideRef = { 
/**
 * Its name.
 */
guide_id: string, };

export type GuideText = { 
/**
 * What is done.
 */
title: string, 
/**
 * How, in order.
 */
steps: Array<string>, };

export type GuideThing = { 
/**
 * Which.
 */
variant: VariantId, 
/**
 * How many.
 */
pieces: number, 
/**
 * What it is called now; told when read, ignored when written.
 */
name: string, };

export type GuideWrite = { 
/**
 * Its name.
 */
guide_id: string, 
/**
 * The language it is told in.
 */
language: string, };

export type GuidesFile = { 
/**
 * Lines of JSON: guide_id, title, steps, and perhaps ways, lang and things.
 */
file: string, };

export type HandAnswer = { 
/**
 * The alert's or the question's message.
 */
promise: PromiseId, 
/**
 * keep, later or stop; yes or no.
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
 * Asks whether she still waits for it, rather than telling her that it is back.
 */
asks: boolean, 
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

export type HandTap = "keep" | "later" | "stop" | "yes" | "no";

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

export type Holds = { "is": "tagged", 
/**
 * Which.
 */
tag: string, } | { "is": "brand", 
/**
 * Which.
 */
brand: string, } | { "is": "category", 
/**
 * Which.
 */
category: string, } | { "is": "price_below", 
/**
 * Minor units.
 */
amount: number, } | { "is": "price_above", 
/**
 * Minor units.
 */
amount: number, } | { "is": "added_within", 
/**
 * Days.
 */
days: number, } | { "is": "in_stock" } | { "is": "on_sale" };

export type Holiday = { 
/**
 * `2026-12-25`.
 */
date: string, 
/**
 * The stores whose hours don't say.
 */
stores: Array<StoreId>, 
/**
 * Their names.
 */
names: Array<string>, };

export type HolidaySaid = { 
/**
 * `2026-12-25`.
 */
date: string, 
/**
 * For which stores.
 */
stores: Array<StoreId>, 
/**
 * Open as on any such weekday; else closed.
 */
open: boolean, };

export type HoursBack = { 
/**
 * Of each store.
 */
before: Array<HoursBefore>, };

export type HoursBefore = { 
/**
 * Which store.
 */
store: StoreId, 
/**
 * OSM `opening_hours`.
 */
opening_hours: string, };

export type HoursDates = { 
/**
 * The first, as `2026-12-24`, or `12-24` for every year.
 */
from: string, 
/**
 * The last; the same for one day.
 */
to: string, 
/**
 * What is said of them.
 */
day: HoursDay, };

export type HoursDay = { 
/**
 * What is said of it.
 */
kind: HoursKind, 
/**
 * From when until when, as `09:00`; an end that is not after its beginning is of the next morning.
 */
spans: Array<[string, string]>, };

export type HoursKind = "unsaid" | "closed" | "open" | "all_day" | "appointment";

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
notes: Array<string>, 
/**
 * Day by day, for an editor; `null` where they say more than a week can show.
 */
week: HoursWeek | null, };

export type HoursTyped = { 
/**
 * In anybody's words.
 */
typed: string, };

export type HoursWeek = { 
/**
 * Monday first.
 */
days: [HoursDay, HoursDay, HoursDay, HoursDay, HoursDay, HoursDay, HoursDay], 
/**
 * Public holidays.
 */
holidays: HoursDay, 
/**
 * Single dates.
 */
dates: Array<HoursDates>, };

export type ImportAsked = { 
/**
 * Its number; `null`: the one that is written, or was last.
 */
job: number | null, };

export type ImportExample = { 
/**
 * Product and options.
 */
name: string, 
/**
 * SKU or barcode, as the file has it.
 */
code: string, 
/**
 * added, changed
 */
what: string, 
/**
 * Before, for a change: "5900 · 5"; the count alone in a list of counts.
 */
before: string, 
/**
 * After.
 */
after: string, };

export type ImportGoing = { 
/**
 * Its number.
 */
job: number, 
/**
 * products, people or stores; empty where something is taken back.
 */
kind: string, 
/**
 * The file's name.
 */
file_name: string, 
/**
 * Nothing is written: the file is only looked through.
 */
looks: boolean, 
/**
 * How it stands.
 */
state: ImportState, 
/**
 * Products or people written, or taken back.
 */
done: number, 
/**
 * How much of the file has been read …
 */
read: number, 
/**
 * … of how much; 0: not known.
 */
of: number, 
/**
 * Why it failed.
 */
error: Error | null, 
/**
 * What it came to, of products.
 */
products: ImportReport | null, 
/**
 * What it came to, of people.
 */
people: PeopleReport | null, 
/**
 * What it came to, of places.
 */
stores: StoresReport | null, };

export type ImportId = number;

export type ImportKind = "products" | "people" | "stores";

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
examples: Array<ImportExample>, 
/**
 * The file speaks of counts and of nothing else; then the examples are all of them, up to 500.
 */
counts_only: boolean, 
/**
 * Variants of the file that the shop does not know and that were left out.
 */
unknown: number, 
/**
 * The places the file gives counts for.
 */
places: Array<PlaceTaken>, };

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

export type ImportState = "reading" | "writing" | "returning" | "done" | "cancelled" | "failed";

export type ImportWanted = { 
/**
 * What it holds.
 */
kind: ImportKind, 
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
 * Whose file it is, where its content does not say it.
 */
format: string | null, 
/**
 * What the columns are, in their order, where the owner has said so; `null` leaves one out.
 */
columns: Array<string | null> | null, 
/**
 * What the owner says of places a file of products names.
 */
places: Array<PlaceSaid>, 
/**
 * Leaves out products the shop does not know.
 */
known_only: boolean, 
/**
 * It is the file of the watched folder with this hash, read where it lies.
 */
watched: string | null, };

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
phone: Personal<string> | null, 
/**
 * When she was asked whether she still wants it.
 */
asked_at: number | null, 
/**
 * What she said to that.
 */
wants: boolean | null, };

export type InboxCounts = { 
/**
 * Conversations a person should look at.
 */
waiting: number, 
/**
 * Given to whoever asks.
 */
mine: number, 
/**
 * That wrote while nobody was there and still wait.
 */
away: number, };

export type InboxView = { 
/**
 * Which.
 */
which: Which, };

export type Keeping = { 
/**
 * Days; `null`: for ever.
 */
days: number | null, 
/**
 * What is older than that now.
 */
old: Old, };

export type KeptDraft = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * The draft; empty: nothing.
 */
draft: Personal<string>, };

export type Languages = { 
/**
 * Which one.
 */
languages: Array<string>, };

export type LastWords = { 
/**
 * Its kind.
 */
kind: string, 
/**
 * Written by the shop.
 */
outbound: boolean, 
/**
 * What it says, as far as it is text.
 */
text: Personal<string>, 
/**
 * How far it is; outbound only.
 */
status: string | null, 
/**
 * It was spoken rather than played.
 */
voice: boolean, };

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
 * Count before, in that store; in the steps of that time.
 */
before: number, 
/**
 * Count after.
 */
after: number, 
/**
 * What a count was then, in thousandths of the unit.
 */
step: number, 
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

export type LineReject = { 
/**
 * From 1.
 */
row: number, 
/**
 * Which part of it.
 */
column: string, 
/**
 * `not_json`, `empty`, `too_long`, `language`; of guides also `bad_request`, `not_found`.
 */
code: string, };

export type LineWanted = { 
/**
 * Which variant.
 */
variant: VariantId, 
/**
 * How much, in units; one if left out.
 */
quantity: Quantity, 
/**
 * What was picked with it.
 */
choices: Array<Picked>, };

export type LinesReport = { 
/**
 * Those that were not there.
 */
added: number, 
/**
 * Those that say or hear something else now.
 */
changed: number, 
/**
 * Those the file says nothing new of.
 */
unchanged: number, 
/**
 * Lines that could not be read, with why.
 */
rejected: Array<LineReject>, };

export type LongInLine = { 
/**
 * People.
 */
people: number, 
/**
 * Products they wait for.
 */
products: number, };

export type LostDemand = { 
/**
 * Sold out when it was asked for.
 */
sold_out: Array<LostVariant>, 
/**
 * In another size or colour.
 */
not_in: Array<LostOption>, 
/**
 * Products the shop does not know, as they were asked for.
 */
unknown: Array<Unanswered>, 
/**
 * Too far away.
 */
too_far: Array<LostPlace>, 
/**
 * What counts as far, in metres.
 */
far_metres: number, };

export type LostDismiss = { 
/**
 * Which.
 */
what: LostWhat, 
/**
 * Left out; else it is back.
 */
done: boolean, };

export type LostOption = { 
/**
 * One of its variants.
 */
variant: VariantId, 
/**
 * Which product.
 */
product: ProductId, 
/**
 * Its title.
 */
name: string, 
/**
 * The sizes or colours.
 */
wanted: string, 
/**
 * People who wanted it so.
 */
people: number, 
/**
 * When last.
 */
last_at: number, };

export type LostPlace = { 
/**
 * The store.
 */
store: StoreId, 
/**
 * Its name.
 */
name: string, 
/**
 * How many.
 */
people: number, 
/**
 * The nearest of them, in metres.
 */
from_metres: number, 
/**
 * The farthest.
 */
to_metres: number, 
/**
 * When last.
 */
last_at: number, };

export type LostVariant = { 
/**
 * Which.
 */
variant: VariantId, 
/**
 * Of which product.
 */
product: ProductId, 
/**
 * Its full name.
 */
name: string, 
/**
 * People who wanted it.
 */
people: number, 
/**
 * How often it was asked for.
 */
times: number, 
/**
 * People among all who wait for it now.
 */
waiting: number, 
/**
 * It can be had again by now.
 */
is_back: boolean, 
/**
 * When last.
 */
last_at: number, };

export type LostWhat = { "is": "sold_out", 
/**
 * Which.
 */
variant: VariantId, } | { "is": "not_in", 
/**
 * One of its variants.
 */
variant: VariantId, 
/**
 * In what.
 */
wanted: string, } | { "is": "too_far", 
/**
 * Which.
 */
store: StoreId, };

export type MapTile = { 
/**
 * How near.
 */
zoom: number, 
/**
 * Which column.
 */
x: number, 
/**
 * Which row.
 */
y: number, };

export type MediaAdd = { 
/**
 * What it is called.
 */
name: string, 
/**
 * Its bytes, base64.
 */
data: string, 
/**
 * What it is for: image, sticker, video, voice, audio or document; left out: what it is.
 */
purpose: string | null, 
/**
 * It may be converted to fit.
 */
convert: boolean, };

export type MediaDescribe = { 
/**
 * Which.
 */
hash: string, 
/**
 * name, alt or tags.
 */
field: string, 
/**
 * The words.
 */
value: string, };

export type MediaFile = { 
/**
 * SHA-256 of its bytes, hex: its name everywhere.
 */
hash: string, 
/**
 * image, sticker, video, audio, voice or document.
 */
kind: string, 
/**
 * As the platform calls it.
 */
mime: string, 
/**
 * What the owner calls it.
 */
name: string, 
/**
 * What it shows, in words.
 */
alt: string, 
/**
 * Pixels; 0 where there is nothing to see.
 */
width: number, 
/**
 * Pixels.
 */
height: number, 
/**
 * Bytes.
 */
bytes: number, 
/**
 * Of what plays, where its file says it.
 */
duration_ms: number | null, 
/**
 * There is a small picture of it.
 */
has_picture: boolean, 
/**
 * When it came.
 */
added_at: number, 
/**
 * The product it shows, where it has no name of its own.
 */
of: string | null, };

export type MediaPage = { 
/**
 * The files.
 */
files: Array<MediaFile>, 
/**
 * There are more behind the last.
 */
more: boolean, 
/**
 * All there are, of this kind and with these words.
 */
total: number, };

export type MediaRef = { 
/**
 * Which one.
 */
hash: string, };

export type MediaUse = { 
/**
 * product, store, `quick_reply`, answer, guide, automation, alert, template or message.
 */
what: string, 
/**
 * Its name.
 */
name: string, 
/**
 * A variant of the product, the store's or the automation's number.
 */
id: number | null, };

export type MediaWanted = { 
/**
 * Words of its name, of what it shows.
 */
text: string, 
/**
 * Of one kind; empty: of any.
 */
kind: string, 
/**
 * Behind this one.
 */
after: string | null, };

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

export type MessageAbout = { 
/**
 * Which of a customer's messages.
 */
message: number, 
/**
 * know, go, make, buy, `order_status`, `change_order`, invoice, complaint, person or other; `null`: as it was taken.
 */
moment: string | null, };

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

export type MessageSearch = { 
/**
 * Words, as typed.
 */
words: Personal<string>, 
/**
 * Only in this conversation.
 */
customer: CustomerId | null, };

export type ModelCount = { 
/**
 * word or sort.
 */
task: string, 
/**
 * used, refused or `fell_back`.
 */
outcome: string, 
/**
 * Why, for the last two.
 */
why: string, 
/**
 * So often.
 */
times: number, 
/**
 * How long it took on average, in milliseconds.
 */
ms: number, };

export type ModelSet = { 
/**
 * It may be asked.
 */
on: boolean | null, 
/**
 * Where it is: https, or http on this network.
 */
address: string | null, 
/**
 * What it is called there.
 */
model: string | null, 
/**
 * Its key, for the keyring; empty: it needs none. Another address forgets the key of the one before.
 */
key: string | null, 
/**
 * It may put other words to answers.
 */
words: boolean | null, 
/**
 * It may say what unclear messages are about.
 */
sorts: boolean | null, };

export type ModelTried = { 
/**
 * What the shop says by its own rules; nothing where it would say nothing.
 */
rule: string | null, 
/**
 * The model's words, where they may be said.
 */
worded: string | null, 
/**
 * What the model said, as it came.
 */
raw: string | null, 
/**
 * What it says the message is about: product, shop, order, person, or one of the owner's answers by its name.
 */
meant: string | null, 
/**
 * Why its words are not used: late, unreachable, unreadable, `not_worded`, or what is wrong with them.
 */
why: string | null, 
/**
 * What was sent to it, as it was; empty where it was not asked.
 */
sent: string, 
/**
 * How long it took.
 */
ms: number, };

export type ModelTry = { 
/**
 * What a customer might write; empty: about a product there is.
 */
text: Personal<string>, };

export type ModelView = { 
/**
 * It may be asked.
 */
on: boolean, 
/**
 * Where it is; empty: none is chosen.
 */
address: string, 
/**
 * What it is called there.
 */
model: string, 
/**
 * A key for it is in the keyring.
 */
has_key: boolean, 
/**
 * It may put other words to answers.
 */
words: boolean, 
/**
 * It may say what unclear messages are about.
 */
sorts: boolean, 
/**
 * It is on this laptop or its network: nothing goes further.
 */
near: boolean, 
/**
 * It failed three times in a row and is left alone until then.
 */
rests_until: number | null, 
/**
 * What came of asking it in thirty days.
 */
counts: Array<ModelCount>, };

export type Moment = { 
/**
 * When.
 */
at: number, } & ({ "is": "met", } | { "is": "imported", 
/**
 * The file.
 */
file: string, } | { "is": "wrote", 
/**
 * As the thread names it.
 */
kind: string, 
/**
 * Her words, if there were any.
 */
text: Personal<string | null>, } | { "is": "answered", 
/**
 * As the thread names it.
 */
kind: string, 
/**
 * The words.
 */
text: Personal<string | null>, 
/**
 * accepted, sent, delivered, read, failed.
 */
status: string | null, 
/**
 * Who; `null` where nobody here knows: written in the phone app.
 */
author: string | null, } | { "is": "chosen", 
/**
 * Which, and why she.
 */
chosen: WhyHer, } | { "is": "consent", 
/**
 * With its words.
 */
receipt: Receipt, } | { "is": "waited", 
/**
 * For which.
 */
variant: VariantId, 
/**
 * Its name.
 */
name: string, 
/**
 * Whose card she scanned.
 */
store: string | null, 
/**
 * waiting, told, bought, left.
 */
state: string, } | { "is": "ordered", 
/**
 * Which.
 */
order: OrderId, 
/**
 * What, in words.
 */
items: string, 
/**
 * kept, `handed_over`, expired, cancelled.
 */
state: string, } | { "is": "noted", 
/**
 * The words.
 */
note: Personal<string>, 
/**
 * Who.
 */
author: string, } | { "is": "merged", 
/**
 * Who said so.
 */
author: string, 
/**
 * When it was taken back.
 */
undone_at: number | null, });

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

export type Old = { 
/**
 * Messages, both ways.
 */
messages: number, 
/**
 * Files that came with them and lie on this machine.
 */
files: number, 
/**
 * People whose messages they are.
 */
people: number, 
/**
 * When the oldest of them was written.
 */
oldest: number | null, };

export type OptionTyped = { 
/**
 * What it is.
 */
name: string, 
/**
 * What it adds, as typed; empty: nothing.
 */
extra: string, 
/**
 * Not to be had before; `null`: it is there.
 */
sold_out_until: number | null, };

export type OrderBring = { 
/**
 * Which one.
 */
order: OrderId, 
/**
 * Where to; `null`: she collects it.
 */
address: Personal<string> | null, };

export type OrderChange = { 
/**
 * Which order.
 */
order: OrderId, 
/**
 * What to do with it.
 */
step: OrderStep, };

export type OrderCost = { 
/**
 * Line by line, minor units; `null`: on request, or refused.
 */
lines: Array<number | null>, 
/**
 * All of it; `null` when a line is on request or refused.
 */
total: number | null, 
/**
 * The lines that cannot be taken so. The others have their amounts all the same.
 */
refused: Array<RefusedLine>, };

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
 * In steps.
 */
quantity: number, 
/**
 * What one of them was, in thousandths of the unit.
 */
step: number, 
/**
 * What it was sold by.
 */
unit: string, 
/**
 * Of one unit, what was picked included; minor units, `null`: on request.
 */
unit_price: number | null, 
/**
 * What was picked with it.
 */
choices: Array<Chosen>, 
/**
 * Hash of its picture.
 */
image: string | null, };

export type OrderLines = { 
/**
 * As they would be taken.
 */
lines: Array<LineWanted>, };

export type OrderRow = { 
/**
 * Also the order's number.
 */
id: OrderId, 
/**
 * What she says at the counter.
 */
code: string, 
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
 * Minor units, the fee included; `null` when a price is on request.
 */
total: number | null, 
/**
 * What bringing it costs.
 */
fee: number, 
/**
 * Where it is brought; `null`: she collects it.
 */
address: Personal<string> | null, 
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

export type OrderTake = { 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * At least one.
 */
lines: Array<LineWanted>, };

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

export type Pending = { 
/**
 * The promise.
 */
promise: PromiseId, 
/**
 * What it will say.
 */
content: Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[], cards?: string[], own_file?: string }, 
/**
 * Its kind.
 */
kind: string, 
/**
 * held, queued or suppressed.
 */
state: string, 
/**
 * Why it has not left; nothing when it is about to.
 */
reason: Reason | null, 
/**
 * When it is looked at again.
 */
until: number, 
/**
 * Who wrote it: a colleague's stamp, or the shop.
 */
by: string, 
/**
 * When it was written.
 */
at: number, };

export type People = { 
/**
 * Which ones, up to 500.
 */
customers: Array<CustomerId>, };

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

export type Picked = { 
/**
 * The group's name.
 */
group: string, 
/**
 * The option's.
 */
option: string, };

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
url: string, } | { "act": "put_back", 
/**
 * As it was.
 */
picture: PictureOf, 
/**
 * Where it stood; 0 is first.
 */
at: number, };

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

export type PinTold = { 
/**
 * Degrees north.
 */
lat: number, 
/**
 * Degrees east.
 */
lon: number, 
/**
 * Its name.
 */
name: string, 
/**
 * Its address.
 */
address: string, };

export type PlaceIs = { "is": "store", 
/**
 * Which.
 */
store: StoreId, } | { "is": "new", } | { "is": "left_out", };

export type PlaceSaid = { 
/**
 * As the file writes it.
 */
name: string, 
/**
 * What it is.
 */
means: PlaceIs, };

export type PlaceTaken = { 
/**
 * As the file writes it.
 */
name: string, 
/**
 * What it is; `null`: nobody has said it yet.
 */
means: PlaceIs | null, 
/**
 * Pieces the file has there, whole ones.
 */
pieces: number, };

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
 * What its prices are for: piece, pair, kg, or a word of the shop's own.
 */
unit: string, 
/**
 * In which steps it is sold, in units: "0.1"; whole units if left out.
 */
step: Quantity, 
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
 * What can be picked with it, in order.
 */
choices: Array<ChoiceGroup>, 
/**
 * In order.
 */
pictures: Array<PictureOf>, 
/**
 * In order.
 */
variants: Array<VariantCard>, };

export type ProductId = number;

export type ProductMeant = { 
/**
 * Which variant; its product's first where that is still asked.
 */
variant: VariantId, 
/**
 * The product's title.
 */
title: string, 
/**
 * The variant's options.
 */
label: string, 
/**
 * Its SKU.
 */
sku: string | null, 
/**
 * So much of it would be ordered, in its unit.
 */
quantity: string | null, };

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
 * On the shelf, all stores; in steps, like every count.
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
 * piece, pair, kg, metre, box, or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
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

export type PutBack = { 
/**
 * Which conversation.
 */
customer: CustomerId, 
/**
 * How it was.
 */
was: Before, };

export type Quantity = string | number;

export type QuickReply = { 
/**
 * Its number; nothing for a new one.
 */
id: number | null, 
/**
 * The short word behind `/`.
 */
shortcut: string, 
/**
 * Language to text.
 */
words: { [key in string]: string }, 
/**
 * Hash of a picture of the shop's.
 */
image: string | null, };

export type QuickReplyRef = { 
/**
 * Which one.
 */
id: number, };

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

export type Quoted = { 
/**
 * Ours; nothing when it is not in this shop.
 */
id: number | null, 
/**
 * Written by the shop.
 */
outbound: boolean, 
/**
 * Its kind.
 */
kind: string, 
/**
 * What it said, as far as it is text.
 */
text: Personal<string>, };

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

export type React = { 
/**
 * Her message.
 */
message: number, 
/**
 * One; `null` takes it away.
 */
emoji: string | null, };

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

export type RefusedLine = { 
/**
 * Which one, from 0.
 */
line: number, 
/**
 * Why.
 */
error: Error, };

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

export type Rule = { 
/**
 * One condition is enough; otherwise all must hold.
 */
any: boolean, 
/**
 * None: no product.
 */
conditions: Array<Holds>, };

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

export type ShelfSeen = { 
/**
 * Of which variant.
 */
variant: VariantId, 
/**
 * It is there.
 */
here: boolean, };

export type ShelfTold = { 
/**
 * So many people.
 */
people: number, };

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
 * What is sent to whose order is accepted: one line with `{order}` and `{amount}` in it; empty: nothing.
 */
pay_link: string | null, 
/**
 * Whether the shop brings what is ordered.
 */
delivery: DeliveryOffer | null, 
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
 * The shop answers by itself what its rows say.
 */
answering: boolean | null, 
/**
 * Customers see that they were read.
 */
read_receipts: boolean | null, 
/**
 * Customers see that somebody types.
 */
typing_shown: boolean | null, 
/**
 * Minutes without a touch after which the window locks; 0: never.
 */
lock_after_minutes: number | null, 
/**
 * The shop's own WhatsApp number, for cards while it is not connected; empty takes it away.
 */
own_number: Personal<string> | null, 
/**
 * Where the owner's map gets its streets from: an address with `{z}`, `{x}` and `{y}`; empty: the usual one.
 */
map_tiles: string | null, };

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
 * What is sent to whose order is accepted, with `{order}` and `{amount}` in it; empty: nothing.
 */
pay_link: string, 
/**
 * Whether the shop brings what is ordered.
 */
delivery: DeliveryOffer, 
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
 * The shop answers by itself what its rows say.
 */
answering: boolean, 
/**
 * Customers see that they were read.
 */
read_receipts: boolean, 
/**
 * Customers see that somebody types.
 */
typing_shown: boolean, 
/**
 * Minutes without a touch after which the window locks; 0: never.
 */
lock_after_minutes: number, 
/**
 * Where the owner's map gets its streets from.
 */
map_tiles: string, 
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

export type Snooze = { 
/**
 * Which conversation.
 */
customer: CustomerId, 
/**
 * Until when.
 */
until: number, };

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

export type StaffNote = { 
/**
 * In whose conversation.
 */
customer: CustomerId, 
/**
 * The words.
 */
text: Personal<string>, };

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
 * In steps.
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
 * How much, in units; one if left out.
 */
quantity: Quantity, 
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
 * On the shelf, in units.
 */
on_hand: Quantity, };

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
 * What it offers besides its goods: codes of what is known everywhere, else the shop's own words.
 */
services: Array<string>, 
/**
 * Hashes of its pictures; the first is its face.
 */
pictures: Array<string>, };

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

export type StoreAsk = { 
/**
 * Which.
 */
store: StoreId, 
/**
 * Of the six; the shop's if left out.
 */
language: string | null, };

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
 * What it offers besides its goods: codes of what is known everywhere, else the shop's own words.
 */
services: Array<string>, 
/**
 * Hashes of its pictures; the first is its face.
 */
pictures: Array<string>, };

export type StorePicturesSet = { 
/**
 * Which.
 */
store: StoreId, 
/**
 * Files of the library; the first is the store's face.
 */
hashes: Array<string>, };

export type StoreRef = { 
/**
 * Which.
 */
store: StoreId, };

export type StoreTold = { 
/**
 * The language it is said in.
 */
language: string, 
/**
 * The message.
 */
text: string, 
/**
 * Hash of the picture above it.
 */
image: string | null, 
/**
 * The button below it, and where it leads.
 */
way: [string, string] | null, 
/**
 * The place that follows.
 */
pin: PinTold | null, };

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

export type Story = { 
/**
 * Newest first.
 */
moments: Array<Moment>, 
/**
 * There are earlier ones.
 */
more: boolean, };

export type StoryOf = { 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * So many newer moments have been seen.
 */
skip: number, };

export type Suggested = { 
/**
 * order, answer or hours: out of which rows it is.
 */
from: string, 
/**
 * What it says, in her language.
 */
text: Personal<string>, };

export type TableTaken = { 
/**
 * Its name; there is NAME.csv and NAME.json.
 */
name: string, 
/**
 * How many rows.
 */
rows: number, };

export type Tag = { 
/**
 * The word, as most people's cards spell it.
 */
tag: string, 
/**
 * People.
 */
people: number, };

export type TagChangeRef = { 
/**
 * Its number.
 */
change: number, };

export type TagRename = { 
/**
 * As it stands, in any case.
 */
from: string, 
/**
 * As it shall stand; another tag's name makes the two one, empty takes it away.
 */
to: string, };

export type TagRenamed = { 
/**
 * Its number.
 */
change: number, 
/**
 * People it was about.
 */
people: number, };

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

export type TemplateView = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its language.
 */
language: string, 
/**
 * MARKETING or UTILITY.
 */
category: string, 
/**
 * Its words, with blanks as `{{1}}` or `{{name}}`.
 */
text: string, 
/**
 * What stands below.
 */
footer: string, 
/**
 * The labels of its buttons.
 */
buttons: Array<string>, 
/**
 * Its blanks, in order.
 */
blanks: Array<string>, 
/**
 * It has a part that cannot be filled here: a picture, an address.
 */
not_here: boolean, };

export type TemplateWrite = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its language.
 */
language: string, 
/**
 * What fills its blanks, by number or name.
 */
blanks: { [key in string]: Personal<string> }, };

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
 * text, buttons, template, tap, note, or Meta's name for another kind.
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
 * api, phone (written in the phone app), history (remembered by it), hand (sent by a person), note (never sent).
 */
origin: string, 
/**
 * The reaction to it.
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
file: string | null, 
/**
 * The promise it was.
 */
promise: PromiseId | null, 
/**
 * The message it answers.
 */
quoted: Quoted | null, 
/**
 * Who wrote it: a colleague's stamp, or `shop` for what the shop answered by itself; not known of every message.
 */
by: string | null, 
/**
 * Where its promise stands; outbound only.
 */
state: string | null, 
/**
 * Meta knows it by a name: it can be quoted and reacted to.
 */
known: boolean, };

export type ThreadPage = { 
/**
 * Oldest first.
 */
messages: Array<ThreadMessage>, 
/**
 * There is more before these.
 */
earlier: boolean, 
/**
 * There is more after these.
 */
later: boolean, 
/**
 * What was written to her and has not left.
 */
pending: Array<Pending>, };

export type ThreadPart = { 
/**
 * Whose.
 */
customer: CustomerId, 
/**
 * What came before this message.
 */
before: number | null, 
/**
 * What came after this message.
 */
after: number | null, 
/**
 * What stands around this message.
 */
around: number | null, };

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
closes_at: number, } | { "is": "while_away", 
/**
 * How many people.
 */
people: number, 
/**
 * When the first window closes; in the past: none is open any more.
 */
closes_at: number, 
/**
 * When it was last open.
 */
from: number, 
/**
 * Since when it is again.
 */
until: number, } | { "is": "look_on_shelf", 
/**
 * Which.
 */
variant: VariantId, 
/**
 * Its name.
 */
product: string, 
/**
 * Hash of its picture.
 */
image: string | null, 
/**
 * So many people ask.
 */
people: number, 
/**
 * Since when the first waits.
 */
asked_at: number, } | { "is": "unanswered", 
/**
 * How one of them asked.
 */
question: Personal<string>, 
/**
 * How many people.
 */
people: number, } | { "is": "orders", 
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
alert: AlertRow, } | { "is": "long_in_line", 
/**
 * So many people.
 */
people: number, 
/**
 * For so many products.
 */
products: number, } | { "is": "asking", 
/**
 * Which round.
 */
asking: AskingRow, } | { "is": "uncertain", 
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
messages: number, } | { "is": "watched", 
/**
 * Which.
 */
file: WatchedFile, } | { "is": "folder_gone", 
/**
 * Which.
 */
folder: string, } | { "is": "holiday", 
/**
 * Which, and where.
 */
holiday: Holiday, } | { "is": "spare_key", };

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

export type Topic = "catalog" | "customers" | "waitlist" | "outbox" | "conversations" | "orders" | "shop" | "stock";

export type Tried = { 
/**
 * Messages, or orders, looked at.
 */
looked_at: number, 
/**
 * Times it would have spoken.
 */
times: number, 
/**
 * To so many people.
 */
people: number, 
/**
 * So many of the people have not agreed to be asked after an order: the gate would keep it from them.
 */
unwilling: number, 
/**
 * The newest of them.
 */
examples: Array<TriedOn>, };

export type TriedOn = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * Her name.
 */
name: string, 
/**
 * What she had written; empty for an order.
 */
text: string, 
/**
 * When.
 */
at: number, };

export type Unanswered = { 
/**
 * The rows it stands for, to be dismissed with.
 */
rows: Array<number>, 
/**
 * How it was asked, newest first, each way once.
 */
texts: Array<string>, 
/**
 * People who asked.
 */
people: number, 
/**
 * When last.
 */
last_at: number, 
/**
 * The languages it was asked in.
 */
languages: Array<string>, 
/**
 * People among them who can be answered now: their window is open and nobody has answered them meanwhile.
 */
can_be_told: number, };

export type UnansweredDismiss = { 
/**
 * The rows of one question.
 */
rows: Array<number>, 
/**
 * Dismissed; else they are back.
 */
done: boolean, };

export type UnansweredRows = { 
/**
 * Which.
 */
rows: Array<number>, };

export type UnansweredTell = { 
/**
 * The rows of one question.
 */
rows: Array<number>, 
/**
 * The answer.
 */
answer_id: string, };

export type UnansweredTold = { 
/**
 * So many.
 */
people: number, };

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
 * On the shelf, in units.
 */
stock: Quantity, };

export type VariantCard = { 
/**
 * The lowest price of the last thirty days; minor units.
 */
lowest_of_thirty_days: number | null, 
/**
 * Sold and handed over in the last thirty days, in steps.
 */
sold_lately: number, 
/**
 * How much to order, in steps, so that it lasts thirty days, when it will not last two weeks.
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
 * On the shelf, all stores; in steps, like every count.
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
 * piece, pair, kg, metre, box, or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
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
 * On the shelf, all stores; in steps, like every count.
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
 * piece, pair, kg, metre, box, or a word of the shop's own.
 */
unit: string, 
/**
 * What one of its counts is, in thousandths of the unit.
 */
step: number, 
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
 * title, price, stock, held, waiting, sku, barcode, brand, category, status, `sale_price`, cost, `low_stock`, added; empty: by title, or the best match first.
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
 * The names of all collections, in their order.
 */
collections: Array<string>, 
/**
 * Of these, the ones one picks products for.
 */
picked: Array<string>, };

export type VoiceWrite = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * As it was recorded, or a file of sound, base64.
 */
data: string, 
/**
 * The message it answers.
 */
reply_to: number | null, };

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
 * Which variant.
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
state: string, 
/**
 * When she was asked whether she still wants it.
 */
asked_at: number | null, 
/**
 * What she said to that.
 */
wants: boolean | null, };

export type WatchedFile = { 
/**
 * SHA-256 of its bytes, hex.
 */
hash: string, 
/**
 * What it was called.
 */
name: string, 
/**
 * When it was seen.
 */
seen_at: number, 
/**
 * offered, used, left, same (nothing differs), asks (somebody has to say what its columns or places are), unreadable.
 */
state: string, 
/**
 * Variants that differ.
 */
differing: number, 
/**
 * It speaks of counts and of nothing else.
 */
counts_only: boolean, };

export type WatchedFolder = { 
/**
 * Where it is; empty: none is watched.
 */
folder: string, 
/**
 * Files are used without asking.
 */
by_itself: boolean, 
/**
 * It is not there at the moment.
 */
missing: boolean, 
/**
 * The last files that came, newest first.
 */
files: Array<WatchedFile>, };

export type WatchedRef = { 
/**
 * Its hash.
 */
hash: string, };

export type WatchedSet = { 
/**
 * A folder this machine sees; empty: none.
 */
folder: string, 
/**
 * Files are used without asking.
 */
by_itself: boolean, };

export type WeekSet = { 
/**
 * Day by day.
 */
week: HoursWeek, };

export type Which = "all" | "waiting" | "mine" | "closed" | "away";

export type WhyHer = { 
/**
 * The promise.
 */
promise: PromiseId, 
/**
 * restock, promotions, `follow_up`, reminders.
 */
purpose: string, 
/**
 * What it was about.
 */
about: string | null, 
/**
 * It asked whether she still wants that.
 */
asks: boolean, 
/**
 * The words she got, if it left.
 */
text: Personal<string | null>, 
/**
 * Where it stands.
 */
state: string, 
/**
 * Who let it go out.
 */
author: string, 
/**
 * A person sent it from her own `WhatsApp`.
 */
by_hand: boolean, 
/**
 * Since when she had waited.
 */
waiting_since: number | null, 
/**
 * Whose card had put her in line.
 */
store: string | null, 
/**
 * How many people stood in line before her then.
 */
before_her: number | null, 
/**
 * The how-manieth group she was in.
 */
wave: number | null, 
/**
 * Her yes that counted then.
 */
consent: Receipt | null, 
/**
 * What the gate found, for and against, when it last judged.
 */
reasons: Array<Reason>, };

export type Write = { 
/**
 * To whom.
 */
customer: CustomerId, 
/**
 * The words; below a picture, above choices.
 */
text: Personal<string>, 
/**
 * The message it answers.
 */
reply_to: number | null, 
/**
 * What she can tap: up to three are buttons, up to ten a list.
 */
choices: Array<string>, 
/**
 * A picture of the shop's above it.
 */
image: string | null, 
/**
 * A file of the shop's library, by its hash; words stand below it where its kind has room for them.
 */
file: string | null, 
/**
 * A place instead of words.
 */
place: StoreId | null, 
/**
 * A template instead of words.
 */
template: TemplateWrite | null, 
/**
 * One of the owner's guides instead of words.
 */
guide: GuideWrite | null, };

export type WritePreview = { 
/**
 * As the thread will show it.
 */
content: Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[], cards?: string[], own_file?: string }, 
/**
 * Its kind.
 */
kind: string, 
/**
 * What the gate says.
 */
verdict: Verdict, 
/**
 * What it costs, in millionths of the billing currency; `null`: not known.
 */
micros: number | null, };

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
  /** How a customer's words are understood and what the shop would say; nothing is sent. */
  ask: [request: Ask, answer: Asked];
  /** The model of the owner's choice, and what came of asking it. */
  model_get: [request: Nothing, answer: ModelView];
  /** Chooses a model, switches it on or off; what is left out stays. */
  model_set: [request: ModelSet, answer: ModelView];
  /** Asks it once: what the shop would say, and its words for it. No customer reads anything of it. */
  model_try: [request: ModelTry, answer: ModelTried];
  /** The owner's automations, and whom they have spoken to. */
  automations_list: [request: Nothing, answer: Array<AutomationRow>];
  /** Keeps an automation: a new one, or another recipe for one that is there. */
  automation_set: [request: Automation, answer: AutomationRef];
  /** Switches one on or off. */
  automation_switch: [request: AutomationSwitch, answer: Done];
  /** Takes one away; its history stays. */
  automation_remove: [request: AutomationRef, answer: Done];
  /** Puts it back. */
  automation_put_back: [request: AutomationRef, answer: Done];
  /** What one would have done to the last thirty days; nothing is sent. */
  automation_try: [request: Automation, answer: Tried];
  /** What one has done in thirty days. */
  automation_history: [request: AutomationRef, answer: Array<AutomationRun>];
  /** What the shop could not answer by itself, asked alike together. */
  unanswered_list: [request: Nothing, answer: Array<Unanswered>];
  /** Dismisses what could not be answered, or brings it back. */
  unanswered_dismiss: [request: UnansweredDismiss, answer: Done];
  /** Tells those who asked what an answer says now, if they can be answered freely; answers how many. */
  unanswered_tell: [request: UnansweredTell, answer: UnansweredTold];
  /** Takes that back, as far as it has not left. */
  unanswered_take_back: [request: UnansweredRows, answer: UnansweredTold];
  /** What customers wanted within ninety days and the shop could not give. */
  demand_lost: [request: Nothing, answer: LostDemand];
  /** Leaves something out of that list, or brings it back. */
  demand_dismiss: [request: LostDismiss, answer: Done];
  /** Says what a customer's message was about: messages like it are about that from now on. */
  message_about: [request: MessageAbout, answer: Done];
  /** What was said so of which messages. */
  corrections_list: [request: Nothing, answer: Array<Correction>];
  /** Drafts out of the shop's rows for a person who answers somebody; nothing is sent. */
  answers_suggested: [request: CustomerRef, answer: Array<Suggested>];
  /** The owner's guides: how a thing is done, and what it takes. */
  guides_list: [request: Nothing, answer: Array<Guide>];
  /** Reads a file of guides in. */
  guides_import: [request: GuidesFile, answer: LinesReport];
  /** Writes one guide as it is now. */
  guide_set: [request: Guide, answer: Array<Guide>];
  /** Takes a guide away. */
  guide_remove: [request: GuideRef, answer: Array<Guide>];
  /** The owner's answers. */
  answers_list: [request: Nothing, answer: Array<Answer>];
  /** Reads a file of answers in. */
  answers_import: [request: AnswersFile, answer: LinesReport];
  /** Writes one answer: its examples and replies are these. */
  answer_set: [request: Answer, answer: Array<Answer>];
  /** Takes an answer away. */
  answer_remove: [request: AnswerRef, answer: Array<Answer>];
  /** Somebody has looked whether it is there: who asked is told. */
  shelf_seen: [request: ShelfSeen, answer: ShelfTold];
  /** The shop's counts are right as they stand, as of now. */
  counts_right: [request: Nothing, answer: CountsRight];
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
  /** Collections, in their order. */
  collections_list: [request: Nothing, answer: Array<Collection>];
  /** One collection and what is in it. */
  collection_get: [request: CollectionRef, answer: CollectionCard];
  /** Makes a collection, picked or by a rule, or changes its name or rule. */
  collection_save: [request: CollectionSave, answer: CollectionCard];
  /** Takes a collection away; its products stay. Answers what puts it back. */
  collection_remove: [request: CollectionRef, answer: CollectionKept];
  /** Puts a collection back that was taken away. */
  collection_put_back: [request: CollectionKept, answer: CollectionCard];
  /** Puts products, in this order, in place of what was picked for a collection. */
  collection_pick: [request: CollectionPick, answer: CollectionCard];
  /** Sets the order of the collections. */
  collections_order: [request: CollectionsOrder, answer: Array<Collection>];
  /** Puts a whole collection away for the season, or brings it back. */
  collection_season: [request: CollectionSeason, answer: BulkReport];
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
  /** Looks a file of products, people or places through, in the background: what importing it would do. */
  import_look: [request: ImportWanted, answer: ImportGoing];
  /** Imports such a file in the background: answers at once. */
  import_start: [request: ImportWanted, answer: ImportGoing];
  /** How an import goes, or how the last one went. */
  import_progress: [request: ImportAsked, answer: ImportGoing | null];
  /** Stops an import: nothing of it is left. */
  import_cancel: [request: ImportAsked, answer: Done];
  /** The folder whose files are offered as they come, and the last that came. */
  watched_get: [request: Nothing, answer: WatchedFolder];
  /** Watches a folder, or none. */
  watched_set: [request: WatchedSet, answer: WatchedFolder];
  /** Leaves a file of the watched folder as it is: it is not offered again. */
  watched_leave: [request: WatchedRef, answer: Done];
  /** The folders of this machine, to choose one. */
  folder_look: [request: FolderAsked, answer: FolderSeen];
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
  /** The shop's own files, page by page. */
  media_page: [request: MediaWanted, answer: MediaPage];
  /** Where a file is used. */
  media_uses: [request: MediaRef, answer: Array<MediaUse>];
  /** Keeps a file: fitted, or converted where that is asked for. */
  media_add: [request: MediaAdd, answer: MediaFile];
  /** How a conversion goes. */
  media_converting: [request: Nothing, answer: Conversion];
  /** Stops it. */
  media_convert_stop: [request: Nothing, answer: Done];
  /** Says what a file is called or shows. */
  media_describe: [request: MediaDescribe, answer: MediaFile];
  /** Takes a file nothing uses out of the library. */
  media_drop: [request: MediaRef, answer: Done];
  /** Puts it back. */
  media_put_back: [request: MediaRef, answer: MediaFile];
  /** Puts pictures on a product: dropped, pasted or picked. */
  product_pictures: [request: PicturesAdd, answer: ProductCard];
  /** Sets the order of a product's pictures, says what one shows, or takes one away. */
  product_picture_change: [request: PictureChange, answer: ProductCard];
  /** Puts choices (milk, sugar) in place of those a product has. */
  product_choices: [request: ChoicesSet, answer: ProductCard];
  /** Says that an option is not to be had today, or is there again. */
  choice_today: [request: ChoiceToday, answer: ProductCard];
  /** How the fetching of pictures named by imports goes. */
  pictures_progress: [request: Nothing, answer: PicturesProgress];
  /** Stops the fetching, lets it go on, or tries those given up again. */
  pictures_fetch: [request: PicturesStep, answer: PicturesProgress];
  /** Stock-takings under way, and the last that ended. */
  counts_list: [request: Nothing, answer: Array<CountRow>];
  /** Begins to count a store, or goes on where it was left. */
  count_start: [request: CountWhere, answer: CountView];
  /** A count with what was found, what differs and what nobody has scanned. */
  count_get: [request: CountRef, answer: CountView];
  /** One more of what has this code; "12*code" is twelve, and a number alone sets what was scanned before. */
  count_scan: [request: CountScan, answer: CountLine];
  /** Takes the last scan of whoever asks back. */
  count_unscan: [request: CountRef, answer: CountLine | null];
  /** Sets the number of one variant, or takes it out of the count. */
  count_set: [request: CountSet, answer: Done];
  /** Gives a code nobody has to a variant, and counts it. */
  count_assign: [request: CountAssign, answer: CountLine];
  /** Writes what was found into the stock. */
  count_apply: [request: CountApply, answer: CountApplied];
  /** Takes an applied count back, all of it. */
  count_undo: [request: CountRef, answer: Done];
  /** Gives a count up. */
  count_drop: [request: CountRef, answer: Done];
  /** Takes a count up again that was given up. */
  count_take_up: [request: CountRef, answer: Done];
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
  /** Says how hours written day by day read, as OSM and in words. */
  hours_of_week: [request: WeekSet, answer: HoursRead];
  /** The public holidays of a store's country in the coming year. */
  store_holidays: [request: StoreRef, answer: Array<string>];
  /** What the owner says of a public holiday that the hours say nothing of; answers the hours before. */
  holiday_say: [request: HolidaySaid, answer: Array<HoursBefore>];
  /** Takes that back. */
  holiday_take_back: [request: HoursBack, answer: Done];
  /** What somebody who asks for a store gets now; nothing is sent. */
  store_told: [request: StoreAsk, answer: StoreTold];
  /** The pictures of a store, in order. */
  store_pictures: [request: StoreRef, answer: Array<MediaFile>];
  /** Sets a store's pictures: files of the library, in this order. */
  store_pictures_set: [request: StorePicturesSet, answer: Array<MediaFile>];
  /** A piece of the map with streets, from the server the owner's map is set to. */
  map_tile: [request: MapTile, answer: string];
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
  /** What happened with one customer, newest first, and why she was chosen for what she was told. */
  customer_story: [request: StoryOf, answer: Story];
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
  /** Undoes a whole import of people. */
  customers_import_undo: [request: PeopleImportRef, answer: Done];
  /** Past imports of people. */
  customers_imports: [request: Nothing, answer: Array<PeopleImport>];
  /** Rows that may be one person, with what speaks for it, the surest first. */
  customers_alike: [request: Nothing, answer: Array<Alike>];
  /** Says that two rows are two people, so that it is not asked again; or takes that back. */
  customers_apart: [request: Apart, answer: Done];
  /** Every tag of the shop and how many people carry it. */
  tags_list: [request: Nothing, answer: Array<Tag>];
  /** Renames a tag on everybody, or makes two one. */
  tag_rename: [request: TagRename, answer: TagRenamed];
  /** Takes a renaming back. */
  tag_rename_undo: [request: TagChangeRef, answer: Done];
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
  /** How long chats are kept, and how much is older. */
  chats_kept: [request: Nothing, answer: Keeping];
  /** How many messages a span would forget now. */
  chats_keep_preview: [request: ChatsKept, answer: Keeping];
  /** Says how long chats are kept; older ones are forgotten by themselves, day by day. */
  chats_keep: [request: ChatsKept, answer: Keeping];
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
  /** What asking those who have waited long whether they still want it would come to. */
  asking_plan: [request: AskingHow, answer: AskingPlan];
  /** How many have waited so long that they may be asked, without looking at each. */
  asking_count: [request: Nothing, answer: LongInLine];
  /** Asks them, after ten seconds in which it can be undone. */
  asking_start: [request: AskingHow, answer: AskingRef];
  /** Takes a round of asking back within its ten seconds. */
  asking_undo: [request: AskingRef, answer: Done];
  /** Stops a round: who has not been asked can be asked another time. */
  asking_stop: [request: AskingRef, answer: Done];
  /** Not now: Today does not offer it for a month, or does again. */
  asking_put_off: [request: AskingPutOff, answer: Done];
  /** Rounds of asking, the latest first. */
  askings_list: [request: Nothing, answer: Array<AskingRow>];
  /** The people of a round and what each has said. */
  asking_people: [request: AskingRef, answer: Array<AskedPerson>];
  /** Orders, open ones first. */
  orders_list: [request: Nothing, answer: Array<OrderRow>];
  /** Somebody has looked at the orders: they stop ringing. */
  orders_seen: [request: Nothing, answer: number];
  /** Takes an order by hand: lines with quantities and choices, kept and priced. */
  order_take: [request: OrderTake, answer: OrderRow];
  /** What an order's lines cost at this moment. */
  order_cost: [request: OrderLines, answer: OrderCost];
  /** A basket of the thread: what of it is there, what has changed since, and the order made of it. */
  basket_get: [request: BasketRef, answer: Basket];
  /** Accepts a basket: takes it as far as it goes, unless that has been done. */
  basket_accept: [request: BasketRef, answer: OrderRow];
  /** Accepts an order, hands it over, cancels it, or takes the last step back. */
  order_step: [request: OrderChange, answer: OrderRow];
  /** Brings an order to an address, or has it collected after all; she is not told by this. */
  order_bring: [request: OrderBring, answer: OrderRow];
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
  /** Conversations in order: all, waiting, mine, closed, or those that wrote while nobody was there. */
  inbox_view: [request: InboxView, answer: Array<CustomerId>];
  /** Rows of the inbox, up to 200 at once. */
  inbox_rows: [request: Conversations, answer: Array<ConversationRow>];
  /** How many conversations wait. */
  inbox_counts: [request: Nothing, answer: InboxCounts];
  /** One conversation: window, who has it, what writing costs, what was begun. */
  conversation_get: [request: CustomerRef, answer: ConversationView];
  /** A part of a thread: its end, what came before or after a message, what stands around one. */
  conversation_thread: [request: ThreadPart, answer: ThreadPage];
  /** Finds what was said, in all of the history, the newest first. */
  messages_search: [request: MessageSearch, answer: Array<FoundMessage>];
  /** A person has looked at it; Meta is told, if the shop wants that. */
  conversation_read: [request: CustomerRef, answer: Done];
  /** A person writes in it: it is hers, and the customer sees that somebody types, if the shop wants that. */
  conversation_typing: [request: CustomerRef, answer: Done];
  /** Gives it back to the shop's own answers. */
  conversation_let_go: [request: CustomerRef, answer: Done];
  /** To be looked at again. */
  conversation_unread: [request: CustomerRef, answer: Done];
  /** Whose task it is; answers how it was. */
  conversation_assign: [request: Assign, answer: Before];
  /** Puts it off; answers how it was. */
  conversation_snooze: [request: Snooze, answer: Before];
  /** Done with; answers how it was. */
  conversation_close: [request: CustomerRef, answer: Before];
  /** Puts it back as it was. */
  conversation_put_back: [request: PutBack, answer: Done];
  /** Words among the shop's people, never sent. */
  conversation_note: [request: StaffNote, answer: number];
  /** Takes such a note away. */
  conversation_note_drop: [request: MessageRef, answer: Done];
  /** Keeps what she has begun to write. */
  conversation_draft: [request: KeptDraft, answer: Done];
  /** What would leave, what it costs, and whether it may. */
  conversation_preview: [request: Write, answer: WritePreview];
  /** Sends it. */
  conversation_send: [request: Write, answer: PromiseId];
  /** Sends what a person has spoken, as a voice note. */
  conversation_voice: [request: VoiceWrite, answer: PromiseId];
  /** Puts an emoji on one of her messages. */
  message_react: [request: React, answer: PromiseId];
  /** Says once more what could not be delivered. */
  message_again: [request: PromiseRef, answer: PromiseId];
  /** Approved templates as they can be filled in. */
  templates_usable: [request: Nothing, answer: Array<TemplateView>];
  /** What is said often. */
  quick_replies_list: [request: Nothing, answer: Array<QuickReply>];
  /** Keeps something said often. */
  quick_reply_save: [request: QuickReply, answer: Array<QuickReply>];
  /** Forgets it. */
  quick_reply_remove: [request: QuickReplyRef, answer: Array<QuickReply>];
  /** Messages a person sends from her own WhatsApp. */
  hand_list: [request: Nothing, answer: Array<HandRow>];
  /** One of them as it is now, and the link that opens WhatsApp with it. */
  hand_open: [request: PromiseRef, answer: HandMessage];
  /** It has been sent, will not be sent, or was ticked off by mistake. */
  hand_tick: [request: HandTick, answer: Done];
  /** A message written now, to be sent by hand: an answer or an offer. */
  hand_write: [request: HandWrite, answer: PromiseId];
  /** What she answered to an alert sent by hand (keep, later or stop), or to the question whether she still wants it (yes or no). */
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
  /** Submits the shop's own templates to Meta in these languages, as far as Meta does not have them. */
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

export type PhoneFile = { 
/**
 * voice, audio or video.
 */
kind: string, 
/**
 * A data URL.
 */
url: string, };

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
 * Pictures to swipe through, data URLs.
 */
cards: Array<string>, 
/**
 * What plays in it.
 */
plays: PhoneFile | null, 
/**
 * What can be tapped: buttons, or the rows of a list; last the button that opens a page or sends where she is.
 */
buttons: Array<string>, 
/**
 * Where its last button leads, if it opens a page.
 */
url: string | null, 
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

