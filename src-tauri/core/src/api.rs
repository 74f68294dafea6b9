//! Every command of the shop, declared once: name, request, answer. The window, the browser, the
//! command line and the tests all come through [`dispatch`]; TypeScript is generated from the same list.
//!
//! A handler looks (`looks`) or changes something (`does`) in the database, or talks to Meta (`asks`, async);
//! it never does both at once, so no transaction is ever open while the network is waited for. What
//! changes something is noted with who did it.

mod audience;
mod connection;
mod consents;
mod grid;
mod hand;
mod overview;
mod people;
mod places;
mod products;
mod selling;
mod team;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use crate::audiences::{Audience, Condition, Segment};
pub use crate::catalog::cells::{BulkReport, Cell, CellEdit};
pub use crate::catalog::import::{ImportReport, ImportRow};
pub use crate::catalog::pictures::PicturesProgress;
pub use crate::catalog::product::ProductCard;
pub use crate::catalog::search::Found;
pub use crate::catalog::view::{SavedView, View};
pub use crate::catalog::{LedgerRow, StockChange, VariantRow};
pub use crate::cloud::{Connection, TemplateState};
pub use crate::consent::{Chain, Receipt};
pub use crate::conversations::ThreadMessage;
pub use crate::customers::card::{Note, Written};
pub use crate::customers::import::{Alike, PeopleImport, PeopleReport};
pub use crate::customers::{Alias, Customer};
pub use crate::exports::catalogue::CatalogueFile;
pub use crate::exports::folder::TakenAway;
pub use crate::inbox::Applied;
pub use crate::kinds::{ColumnTaken, RowNote};
pub use crate::orders::{OrderRow, OrderStep};
pub use crate::outbox::PromiseRow;
pub use crate::outbox::hand::{HandMessage, HandRow};
pub use crate::policy::Rules;
pub use crate::pricing::BilledLine;
pub use crate::print::SheetKind;
pub use crate::shop::NewShop;
pub use crate::stores::Store;
pub use crate::stores::import::StoresReport;
pub use crate::stores::place::{NearestWanted, StoreNow};
pub use crate::team::{Activity, Colleague};
pub use audience::*;
pub use connection::*;
pub use consents::*;
pub use grid::*;
pub use hand::*;
pub use overview::*;
pub use people::*;
pub use places::*;
pub use products::*;
pub use selling::*;
pub use team::*;

pub use crate::waitlist::{AlertPerson, AlertPlan, AlertRow, InLine};

use crate::catalog::{self, import};
use crate::consent::{self, Entry, Purpose};
use crate::kinds::{
    AlertId, Author, Code, ColleagueId, CustomerId, DAY, Error, ImportId, LedgerId, Millis, OrderId, Personal, ProductId, PromiseId,
    Result, Role, Secret, StoreId, Topic, VariantId,
};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Draft, NewPromise};
use crate::shop::{Shop, meta_error, sync};
use crate::{cloud, conversations, customers, inbox, media, orders, pricing, stores, waitlist, words};

/// One call: who asks, of which shop.
pub struct Call {
    shop: Arc<Shop>,
    author: Author,
    now: Millis,
}

impl Call {
    fn owner_only(&self) -> Result<()> {
        if self.author.role == Role::Owner { Ok(()) } else { Err(Error::new(Code::OwnerOnly)) }
    }

    fn currency(&self) -> Result<String> {
        self.shop.read(|read| read.setting("currency", "EUR".to_owned()))
    }
}

macro_rules! commands {
    ($( $(#[doc = $doc:literal])+ $name:ident ( $request:ty ) -> $answer:ty = $kind:ident $handler:path; )+) => {
        /// Every command with its explanation.
        pub const COMMANDS: &[(&str, &str)] = &[ $( (stringify!($name), concat!($($doc),+)) ),+ ];

        /// Runs a command: JSON in, JSON out.
        ///
        /// # Errors
        /// What the command says; `bad_request` for an unknown one or a payload of another shape.
        pub async fn dispatch(shop: &Arc<Shop>, author: Author, command: &str, payload: Value) -> Result<Value> {
            let noted_author = author.clone();
            let call = Call { shop: Arc::clone(shop), author, now: shop.now() };
            match command {
                $( stringify!($name) => {
                    let about = commands!(@about $kind, &payload);
                    let request: $request = serde_json::from_value(payload).map_err(|e| Error::new(Code::BadRequest).with("command", command).with("detail", shape(&e)))?;
                    let answer: $answer = commands!(@run $kind, $handler, call, request);
                    note(shop, &noted_author, stringify!($name), about).await?;
                    Ok(serde_json::to_value(answer)?)
                } )+
                _ => Err(Error::new(Code::BadRequest).with("command", command)),
            }
        }

        /// The list as a TypeScript interface and everything it mentions.
        pub fn typescript() -> String {
            let mut types = Declarations::default();
            let mut lines = Vec::new();
            $( lines.push(types.command(stringify!($name), concat!($($doc),+), <$request as TS>::name, <$answer as TS>::name)); types.add::<$request>(); types.add::<$answer>(); )+
            types.add::<Error>();
            types.add::<Author>();
            types.add::<Topic>();
            types.finish("ShopCommands", &lines)
        }
    };
    (@run asks, $handler:path, $call:ident, $request:ident) => { $handler($call, $request).await? };
    (@run $kind:ident, $handler:path, $call:ident, $request:ident) => {
        tokio::task::spawn_blocking(move || $handler(&$call, $request)).await.map_err(Error::internal)??
    };
    (@about does, $payload:expr) => { Some(about($payload)) };
    (@about $kind:ident, $payload:expr) => { None };
}

/// What of a request may stand in the history: ids and choices, never words or numbers of a person.
fn about(payload: &Value) -> Value {
    const CHOICES: [&str; 6] = ["step", "kind", "purpose", "field", "role", "tap"];
    let plain = |(name, value): (&String, &Value)| {
        (value.is_i64() || value.is_boolean() || CHOICES.contains(&name.as_str()) && value.is_string())
            .then(|| (name.clone(), value.clone()))
    };
    payload.as_object().into_iter().flatten().filter_map(plain).collect::<serde_json::Map<_, _>>().into()
}

async fn note(shop: &Arc<Shop>, author: &Author, command: &'static str, about: Option<Value>) -> Result<()> {
    let Some(about) = about else { return Ok(()) };
    let (shop, author) = (Arc::clone(shop), author.clone());
    tokio::task::spawn_blocking(move || {
        let now = shop.now();
        shop.write(|tx| crate::team::note(tx, &author, command, &about, now))
    })
    .await
    .map_err(Error::internal)?
}

fn shape(error: &serde_json::Error) -> String {
    // serde names the field and what was expected; the value itself could be a person's.
    error
        .to_string()
        .split('`')
        .enumerate()
        .map(|(i, part)| if i % 2 == 1 && part.len() > 40 { "…" } else { part })
        .collect::<Vec<_>>()
        .join("`")
}

/// Collects TypeScript declarations; also used for the commands of the program around the shop.
pub struct Declarations {
    config: ts_rs::Config,
    found: std::collections::BTreeMap<String, String>,
    // A wrapper has no declaration of its own; one that holds itself must still be passed once only.
    seen: std::collections::HashSet<std::any::TypeId>,
}

impl Default for Declarations {
    fn default() -> Self {
        // Identifiers and prices stay below 2^53.
        Self { config: ts_rs::Config::new().with_large_int("number"), found: BTreeMap::new(), seen: std::collections::HashSet::new() }
    }
}

impl Declarations {
    /// One command as a line of the interface.
    pub fn command(&self, name: &str, doc: &str, request: fn(&ts_rs::Config) -> String, answer: fn(&ts_rs::Config) -> String) -> String {
        format!("  /**{doc} */\n  {name}: [request: {}, answer: {}];", request(&self.config), answer(&self.config))
    }

    /// Adds a type and those it mentions.
    pub fn add<T: TS + 'static + ?Sized>(&mut self) {
        ts_rs::TypeVisitor::visit::<T>(self);
    }

    /// The file.
    pub fn finish(self, interface: &str, commands: &[String]) -> String {
        let types: Vec<String> = self.found.into_values().map(|d| format!("export {d}")).collect();
        format!("{}\n\nexport interface {interface} {{\n{}\n}}\n", types.join("\n\n"), commands.join("\n"))
    }
}

impl ts_rs::TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(std::any::TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let name = T::ident(&self.config);
            if self.found.contains_key(&name) {
                return;
            }
            self.found.insert(name, T::decl(&self.config));
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

commands! {
    /// The shop's name, language, money, meters and connection.
    shop_get(Nothing) -> ShopView = looks overview::shop_get;
    /// Changes settings; what is left out stays.
    shop_update(ShopUpdate) -> ShopView = does overview::shop_update;
    /// What there is to do now.
    today_list(Nothing) -> Today = looks overview::today_list;
    /// Every variant with stock, holds and how many wait.
    products_list(Nothing) -> Vec<ProductRow> = looks products::products_list;
    /// Adds a product by hand.
    product_add(ProductAdd) -> Vec<VariantId> = does products::product_add;
    /// Everything about the product of a variant.
    product_get(VariantRef) -> ProductCard = looks products::product_get;
    /// A variant's stock history.
    product_history(VariantRef) -> Vec<LedgerRow> = looks products::product_history;
    /// Finds a variant by SKU, barcode or retailer id.
    product_find(CodeRef) -> VariantRow = looks products::product_find;
    /// Sets a count; answers how many people wait if there is something to tell them.
    stock_set(StockSet) -> StockAnswer = does products::stock_set;
    /// Sold one at the counter.
    stock_sell(StockSell) -> StockAnswer = does products::stock_sell;
    /// Undoes one change of stock.
    stock_undo(LedgerRef) -> StockChange = does products::stock_undo;
    /// Finds products as people type: any script, any accent, one slip of the finger; the right one first.
    products_search(ProductSearch) -> Vec<Found> = looks grid::products_search;
    /// The variants of a view of the grid, in order.
    products_view(View) -> Vec<VariantId> = looks grid::products_view;
    /// Rows of the grid, up to 500 at once.
    products_rows(Variants) -> Vec<ProductRow> = looks grid::products_rows;
    /// Views of the grid that have a name, and the names of all collections.
    views_list(Nothing) -> Views = looks grid::views_list;
    /// Keeps a view under a name.
    view_save(ViewSave) -> Views = does grid::view_save;
    /// Forgets a view.
    view_forget(ViewRef) -> Views = does grid::view_forget;
    /// Says what changing many variants would come to.
    bulk_preview(BulkChange) -> BulkReport = looks grid::bulk_preview;
    /// Changes many variants at once.
    bulk_apply(BulkChange) -> BulkReport = does grid::bulk_apply;
    /// Changes many cells at once: a pasted block, or one value filled down.
    cells_edit(Cells) -> BulkReport = does grid::cells_edit;
    /// Takes a change of many back.
    bulk_undo(BulkRef) -> i64 = does grid::bulk_undo;
    /// Says without counting whether a variant can be had, or counts it again.
    stock_say(StockSay) -> StockAnswer = does products::stock_say;
    /// Edits a cell: title, price, sku, barcode and others.
    cell_edit(Cell) -> CellEdit = does products::cell_edit;
    /// Undoes an edit.
    cell_undo(EditRef) -> Done = does products::cell_undo;
    /// Reads a product file and says what importing it would do.
    import_preview(ImportFile) -> ImportReport = looks products::import_preview;
    /// Imports a product file.
    import_apply(ImportFile) -> ImportReport = does products::import_apply;
    /// Undoes a whole import.
    import_undo(ImportRef) -> Done = does products::import_undo;
    /// The catalogue as a file: Meta's feed, a table, a workbook.
    catalogue_export(CatalogueWanted) -> FileMade = looks products::catalogue_export;
    /// Writes everything of the shop into a folder of this machine, described: leave any time.
    take_away(FolderWanted) -> TakenAway = does products::take_away;
    /// Past imports.
    imports_list(Nothing) -> Vec<ImportRow> = looks products::imports_list;
    /// A picture as a data URL: the small one for lists, or the whole.
    picture(PictureRef) -> String = looks products::picture;
    /// Puts pictures on a product: dropped, pasted or picked.
    product_pictures(PicturesAdd) -> ProductCard = does products::product_pictures;
    /// Sets the order of a product's pictures, says what one shows, or takes one away.
    product_picture_change(PictureChange) -> ProductCard = does products::product_picture_change;
    /// How the fetching of pictures named by imports goes.
    pictures_progress(Nothing) -> PicturesProgress = looks products::pictures_progress;
    /// Stops the fetching, lets it go on, or tries those given up again.
    pictures_fetch(PicturesStep) -> PicturesProgress = does products::pictures_fetch;
    /// The places of the shop.
    stores_list(Nothing) -> Vec<Store> = looks places::stores_list;
    /// The places of the shop as they stand now: open or not, until when, their hours as people write them.
    stores_now(Nothing) -> Vec<StoreNow> = looks places::stores_now;
    /// Changes a field of a place; hours and pins are typed in anybody's words.
    store_change(StoreChange) -> StoreChanged = does places::store_change;
    /// Takes a place away that nothing refers to.
    store_remove(StoreRef) -> Done = does places::store_remove;
    /// The nearest places, by distance on the ground: open then, opening soonest, having something.
    stores_nearest(NearestWanted) -> Vec<StoreNow> = looks places::stores_nearest;
    /// Says how typed hours are understood, or asks about the part that is not.
    hours_read(HoursTyped) -> HoursRead = looks places::hours_read;
    /// Reads a file of places and says what importing it would do.
    stores_import_preview(StoresFile) -> StoresReport = looks places::stores_import_preview;
    /// Imports a file of places.
    stores_import_apply(StoresFile) -> StoresReport = does places::stores_import_apply;
    /// Undoes a whole import of places.
    stores_import_undo(StoresImportRef) -> Done = does places::stores_import_undo;
    /// The places as a file: a table or GeoJSON.
    stores_export(StoresWanted) -> FileMade = looks places::stores_export;
    /// Adds a place.
    store_add(StoreAdd) -> StoreId = does places::store_add;
    /// Every customer.
    customers_list(Nothing) -> Vec<CustomerRow> = looks people::customers_list;
    /// Adds a customer, or finds her if she is known.
    customer_add(CustomerAdd) -> CustomerId = does people::customer_add;
    /// Everything about one customer.
    customer_get(CustomerRef) -> CustomerCard = looks people::customer_get;
    /// Who is meant by plain conditions, in order.
    customers_view(Audience) -> Vec<CustomerId> = looks audience::customers_view;
    /// How many are meant by plain conditions.
    customers_count(Audience) -> i64 = looks audience::customers_count;
    /// Rows of the customers' table, up to 500 at once.
    customers_rows(People) -> Vec<CustomerRow> = looks audience::customers_rows;
    /// Changes a field of a customer; answers what stood there.
    customer_change(CustomerChange) -> CustomerChanged = does audience::customer_change;
    /// Writes a note about a customer, for the shop's own people.
    customer_note(NoteAdd) -> Done = does audience::customer_note;
    /// Takes a note out.
    customer_note_drop(NoteRef) -> Done = does audience::customer_note_drop;
    /// Reads a file of people and says what importing it would do.
    customers_import_preview(PeopleFile) -> PeopleReport = looks audience::customers_import_preview;
    /// Imports a file of people; they are answered, and asked before anything else is sent to them.
    customers_import_apply(PeopleFile) -> PeopleReport = does audience::customers_import_apply;
    /// Undoes a whole import of people.
    customers_import_undo(PeopleImportRef) -> Done = does audience::customers_import_undo;
    /// Past imports of people.
    customers_imports(Nothing) -> Vec<PeopleImport> = looks audience::customers_imports;
    /// Rows that may be one person, with what speaks for it, the surest first.
    customers_alike(Nothing) -> Vec<Alike> = looks audience::customers_alike;
    /// Segments: conditions with a name.
    segments_list(Nothing) -> Vec<Segment> = looks audience::segments_list;
    /// Keeps conditions under a name.
    segment_save(SegmentSave) -> Vec<Segment> = does audience::segment_save;
    /// Forgets a segment.
    segment_forget(SegmentRef) -> Vec<Segment> = does audience::segment_forget;
    /// Makes two rows that are one person one; the stricter consent wins.
    customers_merge(Merge) -> Merged = does audience::customers_merge;
    /// Takes a merge back.
    merge_undo(Merged) -> Done = does audience::merge_undo;
    /// Everything the shop knows of one person, to hand over.
    customer_export(CustomerRef) -> PersonFile = looks audience::customer_export;
    /// Erases one person; what the law makes the shop keep is kept without her name, and said.
    customer_erase(CustomerRef) -> Erased = does audience::customer_erase;
    /// What one person agreed to, purpose by purpose, with every receipt.
    consent_get(CustomerNamed) -> ConsentOf = looks consents::consent_get;
    /// Records a yes with the words it was a yes to.
    consent_give(ConsentGive) -> ConsentOf = does consents::consent_give;
    /// Records a no, to one purpose or to everything; what is on its way is stopped.
    consent_take(ConsentTake) -> ConsentOf = does consents::consent_take;
    /// A card with which customers say yes to one purpose: shelf, poster or receipt.
    consent_card(YesCardFor) -> Card = looks consents::consent_card;
    /// One person's consent on one page, to print.
    consent_print(CustomerNamed) -> Pdf = looks consents::consent_print;
    /// Whether the chain of receipts is as it was written.
    consent_check(Nothing) -> Chain = looks consents::consent_check;
    /// Who waits for a variant.
    waitlist_line(VariantRef) -> Vec<InLine> = looks people::waitlist_line;
    /// How many wait, variant by variant.
    waitlist_list(Nothing) -> Vec<WaitingCount> = looks people::waitlist_list;
    /// Puts a customer in line, with her consent.
    waitlist_join(WaitlistJoin) -> bool = does people::waitlist_join;
    /// The link, text and drawing of a card that fills a variant's line.
    waitlist_card(CardFor) -> Card = looks people::waitlist_card;
    /// What telling them would come to.
    alert_plan(PlanFor) -> AlertPlan = looks selling::alert_plan;
    /// Tells them, after ten seconds in which it can be undone.
    alert_start(StartAlert) -> AlertId = does selling::alert_start;
    /// Takes an alert back within its ten seconds.
    alert_undo(AlertRef) -> Done = does selling::alert_undo;
    /// Stops a running alert.
    alert_stop(AlertRef) -> Done = does selling::alert_stop;
    /// Not this time: takes the proposal out of Today.
    alert_dismiss(VariantRef) -> Done = does selling::alert_dismiss;
    /// Alerts, current ones first.
    alerts_list(Nothing) -> Vec<AlertRow> = looks selling::alerts_list;
    /// The people of an alert and what became of each.
    alert_people(AlertRef) -> Vec<AlertPerson> = looks selling::alert_people;
    /// Orders, open ones first.
    orders_list(Nothing) -> Vec<OrderRow> = looks selling::orders_list;
    /// Somebody has looked at the orders: they stop ringing.
    orders_seen(Nothing) -> i64 = does selling::orders_seen;
    /// Accepts an order, hands it over, cancels it, or takes the last step back.
    order_step(OrderChange) -> OrderRow = does selling::order_step;
    /// The latest messages on their way, or those in one state.
    outbox_list(OutboxQuery) -> Vec<PromiseRow> = looks selling::outbox_list;
    /// How many messages are in each state.
    outbox_counts(Nothing) -> BTreeMap<String, i64> = looks selling::outbox_counts;
    /// Leaves an uncertain message, or sends it again.
    outbox_resolve(Resolve) -> String = does selling::outbox_resolve;
    /// Answers a customer in her open window.
    conversation_reply(Reply) -> PromiseId = does selling::conversation_reply;
    /// What came with a message, once it has been fetched.
    message_file(MessageRef) -> MessageFile = looks people::message_file;
    /// Nothing to answer here.
    conversation_done(CustomerRef) -> Done = does selling::conversation_done;
    /// Messages a person sends from her own WhatsApp.
    hand_list(Nothing) -> Vec<HandRow> = looks hand::hand_list;
    /// One of them as it is now, and the link that opens WhatsApp with it.
    hand_open(PromiseRef) -> HandMessage = looks hand::hand_open;
    /// It has been sent, will not be sent, or was ticked off by mistake.
    hand_tick(HandTick) -> Done = does hand::hand_tick;
    /// A message written now, to be sent by hand: an answer or an offer.
    hand_write(HandWrite) -> PromiseId = does hand::hand_write;
    /// What she answered to an alert sent by hand: keep, later or stop.
    hand_answer(HandAnswer) -> HandAnswered = does hand::hand_answer;
    /// Looks what a token can see: accounts, numbers, permissions, when it ends.
    connection_look(TokenLook) -> TokenView = asks connection::connection_look;
    /// Connects the shop after proving every value by a real call.
    connection_set(Connect) -> Connection = asks connection::connection_set;
    /// Asks Meta again for templates and limits.
    connection_sync(Nothing) -> Vec<TemplateState> = asks connection::connection_sync;
    /// Lets sending go on after it was stopped.
    connection_resume(Nothing) -> Done = does connection::connection_resume;
    /// The templates as Meta has them.
    templates_list(Nothing) -> Vec<TemplateState> = looks connection::templates_list;
    /// Submits the back-in-stock template to Meta in these languages.
    templates_submit(Languages) -> Vec<TemplateState> = asks connection::templates_submit;
    /// Loads a rate card.
    rates_load(RateCard) -> Done = does connection::rates_load;
    /// Reads Meta's rate card (CSV) and loads it, or only says what is in it.
    rates_import(RateFile) -> RateReport = does connection::rates_import;
    /// What Meta billed this month, and the cards known.
    spending_get(Nothing) -> Spending = looks connection::spending_get;
    /// Who works here.
    team_list(Nothing) -> Vec<Colleague> = looks team::team_list;
    /// Adds a colleague.
    team_add(TeamAdd) -> ColleagueId = does team::team_add;
    /// Changes a colleague: name, role, PIN.
    team_change(TeamChange) -> Vec<Colleague> = does team::team_change;
    /// Switches a colleague off, or on again.
    team_switch(TeamSwitch) -> Vec<Colleague> = does team::team_switch;
    /// Who did what, newest first.
    activity_list(ActivityQuery) -> Vec<Activity> = looks team::activity_list;
    /// The spare key as a page to print.
    spare_key_print(Nothing) -> Pdf = does team::spare_key_print;
    /// Not now: Today does not ask for the spare key again.
    spare_key_later(Nothing) -> Done = does team::spare_key_later;
}

/// No request, and nothing to say but that it is done.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
pub struct Nothing {}

/// It is done.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Done {
    /// Always true.
    pub done: bool,
}

const DONE: Done = Done { done: true };

macro_rules! references {
    ($( $(#[$doc:meta])* $name:ident { $field:ident: $kind:ty } )+) => { $(
        $(#[$doc])*
        #[derive(Debug, Deserialize, Serialize, TS)]
        pub struct $name {
            /// Which one.
            pub $field: $kind,
        }
    )+ };
}
references! {
    /// A variant.
    VariantRef { variant: VariantId }
    /// A SKU, barcode or retailer id.
    CodeRef { code: String }
    /// A change of stock.
    LedgerRef { ledger: LedgerId }
    /// An edit.
    EditRef { edit: i64 }
    /// A change of many.
    BulkRef { bulk: i64 }
    /// A view.
    ViewRef { view: i64 }
    /// Variants.
    Variants { variants: Vec<VariantId> }
    /// An import.
    ImportRef { import: ImportId }
    /// A customer.
    CustomerRef { customer: CustomerId }
    /// A note.
    NoteRef { note: i64 }
    /// An import of people.
    PeopleImportRef { import: i64 }
    /// A segment.
    SegmentRef { segment: i64 }
    /// An alert.
    AlertRef { alert: AlertId }
    /// A message on its way.
    PromiseRef { promise: PromiseId }
    /// A message of a thread.
    MessageRef { message: i64 }
    /// Languages.
    Languages { languages: Vec<String> }
}
