//! Every command of the shop, declared once: name, request, answer. The window, the browser, the
//! command line and the tests all come through [`dispatch`]; TypeScript is generated from the same list.
//!
//! A handler looks (`looks`) or changes something (`does`) in the database, or talks to Meta (`asks`, async; `tells` where it changes something there);
//! it never does both at once, so no transaction is ever open while the network is waited for. What
//! changes something is noted with who did it; what only `keeps` something for whoever is at work (a draft) is not.

mod answering;
mod audience;
mod automating;
mod baskets;
mod choices;
mod collections;
mod connection;
mod consents;
mod counting;
mod grid;
mod hand;
mod imports;
mod keeping;
mod library;
mod overview;
mod people;
mod places;
mod products;
mod selling;
mod team;
mod threads;
mod watched;
mod wording;
mod writing;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use crate::audiences::attention::Attention;
pub use crate::audiences::story::Story;
pub use crate::audiences::{Audience, Condition, Segment};
pub use crate::catalog::cells::{BulkReport, Cell, CellEdit};
pub use crate::catalog::collections::{Collection, CollectionCard, CollectionKept};
pub use crate::catalog::import::{ImportReport, ImportRow};
pub use crate::catalog::pictures::PicturesProgress;
pub use crate::catalog::product::ProductCard;
pub use crate::catalog::search::Found;
pub use crate::catalog::view::{SavedView, View};
pub use crate::catalog::{LedgerRow, StockChange, VariantRow};
pub use crate::cloud::{Connection, TemplateState};
pub use crate::consent::{Chain, Receipt};
pub use crate::conversations::ThreadMessage;
pub use crate::conversations::care::Before;
pub use crate::conversations::forget::Old;
pub use crate::conversations::list::{ConversationRow, Which};
pub use crate::conversations::quick::QuickReply;
pub use crate::conversations::search::FoundMessage;
pub use crate::customers::alike::Alike;
pub use crate::customers::card::{Note, Written};
pub use crate::customers::import::{PeopleImport, PeopleReport};
pub use crate::customers::tags::Tag;
pub use crate::customers::{Alias, Customer};
pub use crate::exports::catalogue::CatalogueFile;
pub use crate::exports::folder::TakenAway;
pub use crate::inbox::Applied;
pub use crate::kinds::{ColumnTaken, RowNote};
pub use crate::orders::changing::Difference;
pub use crate::orders::delivery::Offer;
pub use crate::orders::taking::{OrderCost, RefusedLine};
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
pub use answering::*;
pub use audience::*;
pub use automating::*;
pub use baskets::*;
pub use choices::*;
pub use collections::*;
pub use connection::*;
pub use consents::*;
pub use counting::*;
pub use grid::*;
pub use hand::*;
pub use imports::*;
pub use keeping::*;
pub use library::*;
pub use overview::*;
pub use people::*;
pub use places::*;
pub use products::*;
pub use selling::*;
pub use team::*;
pub use threads::*;
pub use watched::*;
pub use wording::*;
pub use writing::*;

pub use crate::waitlist::asking::{AskedPerson, AskingPlan, AskingRow, LongInLine};
pub use crate::waitlist::{AlertPerson, AlertPlan, AlertRow, Forecast, InLine, Skipped, WaitsFor};

use crate::catalog::{self, import};
use crate::consent::{self, Entry, Purpose};
use crate::kinds::{
    AlertId, AskingId, Author, Code, ColleagueId, CustomerId, DAY, Error, ImportId, LedgerId, Millis, OrderId, Personal, ProductId,
    PromiseId, Result, Role, Secret, StoreId, Topic, VariantId,
};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Draft, NewPromise};
use crate::shop::{Shop, meta_error, sync};
use crate::{cloud, conversations, customers, inbox, media, orders, pricing, stores, waitlist, words};

/// One call: who asks, of which shop.
#[derive(Clone)]
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
                // Each on the heap: together their values would be one frame that no thread's stack holds.
                $( stringify!($name) => Box::pin(async move {
                    let about = commands!(@about $kind, &payload);
                    let request: $request = serde_json::from_value(payload).map_err(|e| Error::new(Code::BadRequest).with("command", command).with("detail", shape(&e)))?;
                    let answer: $answer = commands!(@run $kind, $handler, call, request);
                    note(shop, &noted_author, stringify!($name), about).await?;
                    Ok(serde_json::to_value(answer)?)
                }).await, )+
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
    (@run tells, $handler:path, $call:ident, $request:ident) => { $handler($call, $request).await? };
    (@run $kind:ident, $handler:path, $call:ident, $request:ident) => {
        tokio::task::spawn_blocking(move || $handler(&$call, $request)).await.map_err(Error::internal)??
    };
    (@about does, $payload:expr) => { Some(about($payload)) };
    (@about tells, $payload:expr) => { Some(about($payload)) };
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
    // By name; two types of one name are both written down, so that the pages' check names them.
    found: std::collections::BTreeSet<(String, String)>,
    // A wrapper has no declaration of its own; one that holds itself must still be passed once only.
    seen: std::collections::HashSet<std::any::TypeId>,
}

impl Default for Declarations {
    fn default() -> Self {
        // Identifiers and prices stay below 2^53.
        Self {
            config: ts_rs::Config::new().with_large_int("number"),
            found: std::collections::BTreeSet::new(),
            seen: std::collections::HashSet::new(),
        }
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
        let types: Vec<String> = self.found.into_iter().map(|(_, declaration)| format!("export {declaration}")).collect();
        format!("{}\n\nexport interface {interface} {{\n{}\n}}\n", types.join("\n\n"), commands.join("\n"))
    }
}

impl ts_rs::TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(std::any::TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            self.found.insert((T::ident(&self.config), T::decl(&self.config)));
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
    /// How a customer's words are understood and what the shop would say; nothing is sent.
    ask(Ask) -> Asked = looks answering::ask;
    /// The model of the owner's choice, and what came of asking it.
    model_get(Nothing) -> ModelView = looks wording::model_get;
    /// Chooses a model, switches it on or off; what is left out stays.
    model_set(ModelSet) -> ModelView = does wording::model_set;
    /// Asks it once: what the shop would say, and its words for it. No customer reads anything of it.
    model_try(ModelTry) -> ModelTried = asks wording::model_try;
    /// The owner's automations, and whom they have spoken to.
    automations_list(Nothing) -> Vec<AutomationRow> = looks automating::automations_list;
    /// Keeps an automation: a new one, or another recipe for one that is there.
    automation_set(Automation) -> AutomationRef = does automating::automation_set;
    /// Switches one on or off.
    automation_switch(AutomationSwitch) -> Done = does automating::automation_switch;
    /// Takes one away; its history stays.
    automation_remove(AutomationRef) -> Done = does automating::automation_remove;
    /// Puts it back.
    automation_put_back(AutomationRef) -> Done = does automating::automation_put_back;
    /// What one would have done to the last thirty days; nothing is sent.
    automation_try(Automation) -> Tried = looks automating::automation_try;
    /// What one has done in thirty days.
    automation_history(AutomationRef) -> Vec<AutomationRun> = looks automating::automation_history;
    /// What the shop could not answer by itself, asked alike together.
    unanswered_list(Nothing) -> Vec<Unanswered> = looks answering::unanswered_list;
    /// Dismisses what could not be answered, or brings it back.
    unanswered_dismiss(UnansweredDismiss) -> Done = does answering::unanswered_dismiss;
    /// Tells those who asked what an answer says now, if they can be answered freely; answers how many.
    unanswered_tell(UnansweredTell) -> UnansweredTold = does answering::unanswered_tell;
    /// Takes that back, as far as it has not left.
    unanswered_take_back(UnansweredRows) -> UnansweredTold = does answering::unanswered_take_back;
    /// What customers wanted within ninety days and the shop could not give.
    demand_lost(Nothing) -> LostDemand = looks answering::demand_lost;
    /// Leaves something out of that list, or brings it back.
    demand_dismiss(LostDismiss) -> Done = does answering::demand_dismiss;
    /// Says what a customer's message was about: messages like it are about that from now on.
    message_about(MessageAbout) -> Done = does answering::message_about;
    /// What was said so of which messages.
    corrections_list(Nothing) -> Vec<Correction> = looks answering::corrections_list;
    /// Drafts out of the shop's rows for a person who answers somebody; nothing is sent.
    answers_suggested(CustomerRef) -> Vec<Suggested> = looks answering::answers_suggested;
    /// The owner's guides: how a thing is done, and what it takes.
    guides_list(Nothing) -> Vec<Guide> = looks answering::guides_list;
    /// Reads a file of guides in.
    guides_import(GuidesFile) -> LinesReport = does answering::guides_import;
    /// Writes one guide as it is now.
    guide_set(Guide) -> Vec<Guide> = does answering::guide_set;
    /// Takes a guide away.
    guide_remove(GuideRef) -> Vec<Guide> = does answering::guide_remove;
    /// The owner's answers.
    answers_list(Nothing) -> Vec<Answer> = looks answering::answers_list;
    /// Reads a file of answers in.
    answers_import(AnswersFile) -> LinesReport = does answering::answers_import;
    /// Writes one answer: its examples and replies are these.
    answer_set(Answer) -> Vec<Answer> = does answering::answer_set;
    /// Takes an answer away.
    answer_remove(AnswerRef) -> Vec<Answer> = does answering::answer_remove;
    /// Somebody has looked whether it is there: who asked is told.
    shelf_seen(ShelfSeen) -> ShelfTold = does answering::shelf_seen;
    /// The shop's counts are right as they stand, as of now.
    counts_right(Nothing) -> CountsRight = does answering::counts_right;
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
    /// Collections, in their order.
    collections_list(Nothing) -> Vec<Collection> = looks collections::collections_list;
    /// One collection and what is in it.
    collection_get(CollectionRef) -> CollectionCard = looks collections::collection_get;
    /// Makes a collection, picked or by a rule, or changes its name or rule.
    collection_save(CollectionSave) -> CollectionCard = does collections::collection_save;
    /// Takes a collection away; its products stay. Answers what puts it back.
    collection_remove(CollectionRef) -> CollectionKept = does collections::collection_remove;
    /// Puts a collection back that was taken away.
    collection_put_back(CollectionKept) -> CollectionCard = does collections::collection_put_back;
    /// Puts products, in this order, in place of what was picked for a collection.
    collection_pick(CollectionPick) -> CollectionCard = does collections::collection_pick;
    /// Sets the order of the collections.
    collections_order(CollectionsOrder) -> Vec<Collection> = does collections::collections_order;
    /// Puts a whole collection away for the season, or brings it back.
    collection_season(CollectionSeason) -> BulkReport = does collections::collection_season;
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
    /// Looks a file of products, people or places through, in the background: what importing it would do.
    import_look(ImportWanted) -> ImportGoing = looks imports::import_look;
    /// Imports such a file in the background: answers at once.
    import_start(ImportWanted) -> ImportGoing = does imports::import_start;
    /// How an import goes, or how the last one went.
    import_progress(ImportAsked) -> Option<ImportGoing> = looks imports::import_progress;
    /// Stops an import: nothing of it is left.
    import_cancel(ImportAsked) -> Done = does imports::import_cancel;
    /// The folder whose files are offered as they come, and the last that came.
    watched_get(Nothing) -> WatchedFolder = looks watched::watched_get;
    /// Watches a folder, or none.
    watched_set(WatchedSet) -> WatchedFolder = does watched::watched_set;
    /// Leaves a file of the watched folder as it is: it is not offered again.
    watched_leave(WatchedRef) -> Done = does watched::watched_leave;
    /// The folders of this machine, to choose one.
    folder_look(FolderAsked) -> FolderSeen = looks watched::folder_look;
    /// Undoes a whole import.
    import_undo(ImportRef) -> Done = does imports::import_undo;
    /// The catalogue as a file: Meta's feed, a table, a workbook.
    catalogue_export(CatalogueWanted) -> FileMade = looks products::catalogue_export;
    /// Writes everything of the shop into a folder of this machine, described: leave any time.
    take_away(FolderWanted) -> TakenAway = does products::take_away;
    /// Past imports.
    imports_list(Nothing) -> Vec<ImportRow> = looks imports::imports_list;
    /// A picture as a data URL: the small one for lists, or the whole.
    picture(PictureRef) -> String = looks products::picture;
    /// The shop's own files, page by page.
    media_page(MediaWanted) -> MediaPage = looks library::media_page;
    /// Where a file is used.
    media_uses(MediaRef) -> Vec<MediaUse> = looks library::media_uses;
    /// Keeps a file: fitted, or converted where that is asked for.
    media_add(MediaAdd) -> MediaFile = does library::media_add;
    /// How a conversion goes.
    media_converting(Nothing) -> Conversion = looks library::media_converting;
    /// Stops it.
    media_convert_stop(Nothing) -> Done = keeps library::media_convert_stop;
    /// Says what a file is called or shows.
    media_describe(MediaDescribe) -> MediaFile = does library::media_describe;
    /// Takes a file nothing uses out of the library.
    media_drop(MediaRef) -> Done = does library::media_drop;
    /// Puts it back.
    media_put_back(MediaRef) -> MediaFile = does library::media_put_back;
    /// Puts pictures on a product: dropped, pasted or picked.
    product_pictures(PicturesAdd) -> ProductCard = does products::product_pictures;
    /// Sets the order of a product's pictures, says what one shows, or takes one away.
    product_picture_change(PictureChange) -> ProductCard = does products::product_picture_change;
    /// Puts choices (milk, sugar) in place of those a product has.
    product_choices(ChoicesSet) -> ProductCard = does choices::product_choices;
    /// Says that an option is not to be had today, or is there again.
    choice_today(ChoiceToday) -> ProductCard = does choices::choice_today;
    /// How the fetching of pictures named by imports goes.
    pictures_progress(Nothing) -> PicturesProgress = looks products::pictures_progress;
    /// Stops the fetching, lets it go on, or tries those given up again.
    pictures_fetch(PicturesStep) -> PicturesProgress = does products::pictures_fetch;
    /// Stock-takings under way, and the last that ended.
    counts_list(Nothing) -> Vec<CountRow> = looks counting::counts_list;
    /// Begins to count a store, or goes on where it was left.
    count_start(CountWhere) -> CountView = does counting::count_start;
    /// A count with what was found, what differs and what nobody has scanned.
    count_get(CountRef) -> CountView = looks counting::count_get;
    /// One more of what has this code; "12*code" is twelve, and a number alone sets what was scanned before.
    count_scan(CountScan) -> CountLine = does counting::count_scan;
    /// Takes the last scan of whoever asks back.
    count_unscan(CountRef) -> Option<CountLine> = does counting::count_unscan;
    /// Sets the number of one variant, or takes it out of the count.
    count_set(CountSet) -> Done = does counting::count_set;
    /// Gives a code nobody has to a variant, and counts it.
    count_assign(CountAssign) -> CountLine = does counting::count_assign;
    /// Writes what was found into the stock.
    count_apply(CountApply) -> CountApplied = does counting::count_apply;
    /// Takes an applied count back, all of it.
    count_undo(CountRef) -> Done = does counting::count_undo;
    /// Gives a count up.
    count_drop(CountRef) -> Done = does counting::count_drop;
    /// Takes a count up again that was given up.
    count_take_up(CountRef) -> Done = does counting::count_take_up;
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
    /// Says how hours written day by day read, as OSM and in words.
    hours_of_week(WeekSet) -> HoursRead = looks places::hours_of_week;
    /// The public holidays of a store's country in the coming year.
    store_holidays(StoreRef) -> Vec<String> = looks places::store_holidays;
    /// What the owner says of a public holiday that the hours say nothing of; answers the hours before.
    holiday_say(HolidaySaid) -> Vec<stores::holidays::HoursBefore> = does places::holiday_say;
    /// Takes that back.
    holiday_take_back(HoursBack) -> Done = does places::holiday_take_back;
    /// What somebody who asks for a store gets now; nothing is sent.
    store_told(StoreAsk) -> StoreTold = looks places::store_told;
    /// The pictures of a store, in order.
    store_pictures(StoreRef) -> Vec<MediaFile> = looks places::store_pictures;
    /// Sets a store's pictures: files of the library, in this order.
    store_pictures_set(StorePicturesSet) -> Vec<MediaFile> = does places::store_pictures_set;
    /// A piece of the map with streets, from the server the owner's map is set to.
    map_tile(MapTile) -> String = asks places::map_tile;
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
    /// What happened with one customer, newest first, and why she was chosen for what she was told.
    customer_story(StoryOf) -> Story = looks people::customer_story;
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
    /// Undoes a whole import of people.
    customers_import_undo(PeopleImportRef) -> Done = does imports::customers_import_undo;
    /// Past imports of people.
    customers_imports(Nothing) -> Vec<PeopleImport> = looks audience::customers_imports;
    /// Rows that may be one person, with what speaks for it, the surest first.
    customers_alike(Nothing) -> Vec<Alike> = looks audience::customers_alike;
    /// Says that two rows are two people, so that it is not asked again; or takes that back.
    customers_apart(Apart) -> Done = does audience::customers_apart;
    /// Every tag of the shop and how many people carry it.
    tags_list(Nothing) -> Vec<Tag> = looks audience::tags_list;
    /// Renames a tag on everybody, or makes two one.
    tag_rename(TagRename) -> TagRenamed = does audience::tag_rename;
    /// Takes a renaming back.
    tag_rename_undo(TagChangeRef) -> Done = does audience::tag_rename_undo;
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
    /// How long chats are kept, and how much is older.
    chats_kept(Nothing) -> Keeping = looks keeping::chats_kept;
    /// How many messages a span would forget now.
    chats_keep_preview(ChatsKept) -> Keeping = looks keeping::chats_keep_preview;
    /// Says how long chats are kept; older ones are forgotten by themselves, day by day.
    chats_keep(ChatsKept) -> Keeping = does keeping::chats_keep;
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
    /// What asking those who have waited long whether they still want it would come to.
    asking_plan(AskingHow) -> AskingPlan = looks selling::asking_plan;
    /// How many have waited so long that they may be asked, without looking at each.
    asking_count(Nothing) -> LongInLine = looks selling::asking_count;
    /// Asks them, after ten seconds in which it can be undone.
    asking_start(AskingHow) -> AskingRef = does selling::asking_start;
    /// Takes a round of asking back within its ten seconds.
    asking_undo(AskingRef) -> Done = does selling::asking_undo;
    /// Stops a round: who has not been asked can be asked another time.
    asking_stop(AskingRef) -> Done = does selling::asking_stop;
    /// Not now: Today does not offer it for a month, or does again.
    asking_put_off(AskingPutOff) -> Done = does selling::asking_put_off;
    /// Rounds of asking, the latest first.
    askings_list(Nothing) -> Vec<AskingRow> = looks selling::askings_list;
    /// The people of a round and what each has said.
    asking_people(AskingRef) -> Vec<AskedPerson> = looks selling::asking_people;
    /// Orders, open ones first.
    orders_list(Nothing) -> Vec<OrderRow> = looks selling::orders_list;
    /// Somebody has looked at the orders: they stop ringing.
    orders_seen(Nothing) -> i64 = does selling::orders_seen;
    /// Takes an order by hand: lines with quantities and choices, kept and priced.
    order_take(OrderTake) -> OrderRow = does choices::order_take;
    /// What an order's lines cost at this moment.
    order_cost(OrderLines) -> OrderCost = looks choices::order_cost;
    /// A basket of the thread: what of it is there, what has changed since, and the order made of it.
    basket_get(BasketRef) -> Basket = looks baskets::basket_get;
    /// Accepts a basket: takes it as far as it goes, unless that has been done.
    basket_accept(BasketRef) -> OrderRow = does baskets::basket_accept;
    /// Accepts an order, hands it over, cancels it, or takes the last step back.
    order_step(OrderChange) -> OrderRow = does selling::order_step;
    /// Brings an order to an address, or has it collected after all; she is not told by this.
    order_bring(OrderBring) -> OrderRow = does selling::order_bring;
    /// The latest messages on their way, or those in one state.
    outbox_list(OutboxQuery) -> Vec<PromiseRow> = looks selling::outbox_list;
    /// How many messages are in each state.
    outbox_counts(Nothing) -> BTreeMap<String, i64> = looks selling::outbox_counts;
    /// Leaves an uncertain message, or sends it again.
    outbox_resolve(Resolve) -> String = does selling::outbox_resolve;
    /// Answers a customer in her open window.
    conversation_reply(Reply) -> PromiseId = does writing::conversation_reply;
    /// What came with a message, once it has been fetched.
    message_file(MessageRef) -> MessageFile = looks people::message_file;
    /// Nothing to answer here.
    conversation_done(CustomerRef) -> Done = does threads::conversation_done;
    /// Conversations in order: all, waiting, mine, closed, or those that wrote while nobody was there.
    inbox_view(InboxView) -> Vec<CustomerId> = looks threads::inbox_view;
    /// Rows of the inbox, up to 200 at once.
    inbox_rows(Conversations) -> Vec<ConversationRow> = looks threads::inbox_rows;
    /// How many conversations wait.
    inbox_counts(Nothing) -> InboxCounts = looks threads::inbox_counts;
    /// One conversation: window, who has it, what writing costs, what was begun.
    conversation_get(CustomerRef) -> ConversationView = looks threads::conversation_get;
    /// A part of a thread: its end, what came before or after a message, what stands around one.
    conversation_thread(ThreadPart) -> ThreadPage = looks threads::conversation_thread;
    /// Finds what was said, in all of the history, the newest first.
    messages_search(MessageSearch) -> Vec<FoundMessage> = looks threads::messages_search;
    /// A person has looked at it; Meta is told, if the shop wants that.
    conversation_read(CustomerRef) -> Done = asks threads::conversation_read;
    /// A person writes in it: it is hers, and the customer sees that somebody types, if the shop wants that.
    conversation_typing(CustomerRef) -> Done = asks threads::conversation_typing;
    /// Gives it back to the shop's own answers.
    conversation_let_go(CustomerRef) -> Done = does threads::conversation_let_go;
    /// To be looked at again.
    conversation_unread(CustomerRef) -> Done = keeps threads::conversation_unread;
    /// Whose task it is; answers how it was.
    conversation_assign(Assign) -> Before = does threads::conversation_assign;
    /// Puts it off; answers how it was.
    conversation_snooze(Snooze) -> Before = does threads::conversation_snooze;
    /// Done with; answers how it was.
    conversation_close(CustomerRef) -> Before = does threads::conversation_close;
    /// Puts it back as it was.
    conversation_put_back(PutBack) -> Done = does threads::conversation_put_back;
    /// Words among the shop's people, never sent.
    conversation_note(StaffNote) -> i64 = does threads::conversation_note;
    /// Takes such a note away.
    conversation_note_drop(MessageRef) -> Done = does threads::conversation_note_drop;
    /// Keeps what she has begun to write.
    conversation_draft(KeptDraft) -> Done = keeps threads::conversation_draft;
    /// What would leave, what it costs, and whether it may.
    conversation_preview(Write) -> WritePreview = looks writing::conversation_preview;
    /// Sends it.
    conversation_send(Write) -> PromiseId = does writing::conversation_send;
    /// Sends what a person has spoken, as a voice note.
    conversation_voice(VoiceWrite) -> PromiseId = does writing::conversation_voice;
    /// Puts an emoji on one of her messages.
    message_react(React) -> PromiseId = does writing::message_react;
    /// Says once more what could not be delivered.
    message_again(PromiseRef) -> PromiseId = does writing::message_again;
    /// Approved templates as they can be filled in.
    templates_usable(Nothing) -> Vec<TemplateView> = looks writing::templates_usable;
    /// What is said often.
    quick_replies_list(Nothing) -> Vec<QuickReply> = looks writing::quick_replies_list;
    /// Keeps something said often.
    quick_reply_save(QuickReply) -> Vec<QuickReply> = does writing::quick_reply_save;
    /// Forgets it.
    quick_reply_remove(QuickReplyRef) -> Vec<QuickReply> = does writing::quick_reply_remove;
    /// Messages a person sends from her own WhatsApp.
    hand_list(Nothing) -> Vec<HandRow> = looks hand::hand_list;
    /// One of them as it is now, and the link that opens WhatsApp with it.
    hand_open(PromiseRef) -> HandMessage = looks hand::hand_open;
    /// It has been sent, will not be sent, or was ticked off by mistake.
    hand_tick(HandTick) -> Done = does hand::hand_tick;
    /// A message written now, to be sent by hand: an answer or an offer.
    hand_write(HandWrite) -> PromiseId = does hand::hand_write;
    /// What she answered to an alert sent by hand (keep, later or stop), or to the question whether she still wants it (yes or no).
    hand_answer(HandAnswer) -> HandAnswered = does hand::hand_answer;
    /// Looks what a token can see: accounts, numbers, permissions, when it ends.
    connection_look(TokenLook) -> TokenView = asks connection::connection_look;
    /// Connects the shop after proving every value by a real call.
    connection_set(Connect) -> Connection = tells connection::connection_set;
    /// Asks Meta again for templates and limits.
    connection_sync(Nothing) -> Vec<TemplateState> = asks connection::connection_sync;
    /// Lets sending go on after it was stopped.
    connection_resume(Nothing) -> Done = does connection::connection_resume;
    /// The templates as Meta has them.
    templates_list(Nothing) -> Vec<TemplateState> = looks connection::templates_list;
    /// Submits the shop's own templates to Meta in these languages, as far as Meta does not have them.
    templates_submit(Languages) -> Vec<TemplateState> = tells connection::templates_submit;
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
    /// A collection.
    CollectionRef { collection: i64 }
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
    /// A round of asking.
    AskingRef { asking: AskingId }
    /// An automation.
    AutomationRef { automation: i64 }
    /// A message on its way.
    PromiseRef { promise: PromiseId }
    /// A file of the library.
    MediaRef { hash: String }
    /// A message of a thread.
    MessageRef { message: i64 }
    /// Languages.
    Languages { languages: Vec<String> }
}
