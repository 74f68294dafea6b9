//! Every command of the shop, declared once: name, request, answer. The window, the browser, the
//! command line and the tests all come through [`dispatch`]; TypeScript is generated from the same list.
//!
//! A handler either works in the database (`now`) or talks to Meta (`later`, async); it never does both
//! at once, so no transaction is ever open while the network is waited for.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

pub use crate::catalog::import::{ImportReport, ImportRow};
pub use crate::catalog::{CellEdit, LedgerRow, StockChange, VariantRow};
pub use crate::cloud::{Connection, TemplateState};
pub use crate::consent::Receipt;
pub use crate::conversations::ThreadMessage;
pub use crate::customers::Customer;
pub use crate::inbox::Applied;
pub use crate::orders::{OrderRow, OrderStep};
pub use crate::outbox::PromiseRow;
pub use crate::policy::Rules;
pub use crate::shop::NewShop;
pub use crate::stores::Store;
pub use crate::waitlist::{AlertPerson, AlertPlan, AlertRow, InLine};

use crate::catalog::{self, import};
use crate::consent::{self, Entry, Purpose};
use crate::kinds::{
    AlertId, Author, Code, CustomerId, DAY, Error, ImportId, LedgerId, Millis, OrderId, Personal, ProductId, PromiseId, Result, Role,
    Secret, StoreId, Topic, VariantId,
};
use crate::outbox::facts::Gatherer;
use crate::outbox::{self, Draft, NewPromise};
use crate::shop::{Shop, client_for, meta_error, sync};
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
            let call = Call { shop: Arc::clone(shop), author, now: shop.now() };
            match command {
                $( stringify!($name) => {
                    let request: $request = serde_json::from_value(payload).map_err(|e| Error::new(Code::BadRequest).with("command", command).with("detail", shape(&e)))?;
                    let answer: $answer = commands!(@run $kind, $handler, call, request);
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
    (@run now, $handler:path, $call:ident, $request:ident) => {
        tokio::task::spawn_blocking(move || $handler(&$call, $request)).await.map_err(Error::internal)??
    };
    (@run later, $handler:path, $call:ident, $request:ident) => { $handler($call, $request).await? };
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
}

impl Default for Declarations {
    fn default() -> Self {
        // Identifiers and prices stay below 2^53.
        Self { config: ts_rs::Config::new().with_large_int("number"), found: std::collections::BTreeMap::new() }
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
    shop_get(Nothing) -> ShopView = now shop_get;
    /// Changes settings; what is left out stays.
    shop_update(ShopUpdate) -> ShopView = now shop_update;
    /// What there is to do now.
    today_list(Nothing) -> Today = now today_list;
    /// Every variant with stock, holds and how many wait.
    products_list(Nothing) -> Vec<ProductRow> = now products_list;
    /// Adds a product by hand.
    product_add(ProductAdd) -> Vec<VariantId> = now product_add;
    /// A variant's stock history.
    product_history(VariantRef) -> Vec<LedgerRow> = now product_history;
    /// Finds a variant by SKU, barcode or retailer id.
    product_find(CodeRef) -> VariantRow = now product_find;
    /// Sets a count; answers how many people wait if there is something to tell them.
    stock_set(StockSet) -> StockAnswer = now stock_set;
    /// Sold one at the counter.
    stock_sell(StockSell) -> StockAnswer = now stock_sell;
    /// Undoes one change of stock.
    stock_undo(LedgerRef) -> StockChange = now stock_undo;
    /// Edits a cell: title, price, sku or barcode.
    cell_edit(CellChange) -> CellEdit = now cell_edit;
    /// Undoes an edit.
    cell_undo(EditRef) -> Done = now cell_undo;
    /// Reads a product file and says what importing it would do.
    import_preview(ImportFile) -> ImportReport = now import_preview;
    /// Imports a product file.
    import_apply(ImportFile) -> ImportReport = now import_apply;
    /// Undoes a whole import.
    import_undo(ImportRef) -> Done = now import_undo;
    /// Past imports.
    imports_list(Nothing) -> Vec<ImportRow> = now imports_list;
    /// A picture as a data URL: the small one for lists, or the whole.
    picture(PictureRef) -> String = now picture;
    /// The places of the shop.
    stores_list(Nothing) -> Vec<Store> = now stores_list;
    /// Adds a place.
    store_add(StoreAdd) -> StoreId = now store_add;
    /// Every customer.
    customers_list(Nothing) -> Vec<CustomerRow> = now customers_list;
    /// Adds a customer, or finds her if she is known.
    customer_add(CustomerAdd) -> CustomerId = now customer_add;
    /// Everything about one customer.
    customer_get(CustomerRef) -> CustomerCard = now customer_get;
    /// Who waits for a variant.
    waitlist_line(VariantRef) -> Vec<InLine> = now waitlist_line;
    /// How many wait, variant by variant.
    waitlist_list(Nothing) -> Vec<WaitingCount> = now waitlist_list;
    /// Puts a customer in line, with her consent.
    waitlist_join(WaitlistJoin) -> bool = now waitlist_join;
    /// What telling them would come to.
    alert_plan(VariantRef) -> AlertPlan = now alert_plan;
    /// Tells them, after ten seconds in which it can be undone.
    alert_start(VariantRef) -> AlertId = now alert_start;
    /// Takes an alert back within its ten seconds.
    alert_undo(AlertRef) -> Done = now alert_undo;
    /// Stops a running alert.
    alert_stop(AlertRef) -> Done = now alert_stop;
    /// Not this time: takes the proposal out of Today.
    alert_dismiss(VariantRef) -> Done = now alert_dismiss;
    /// Alerts, current ones first.
    alerts_list(Nothing) -> Vec<AlertRow> = now alerts_list;
    /// The people of an alert and what became of each.
    alert_people(AlertRef) -> Vec<AlertPerson> = now alert_people;
    /// Orders, open ones first.
    orders_list(Nothing) -> Vec<OrderRow> = now orders_list;
    /// Hands an order over, cancels it, or takes the last step back.
    order_step(OrderChange) -> OrderRow = now order_step;
    /// The latest messages on their way, or those in one state.
    outbox_list(OutboxQuery) -> Vec<PromiseRow> = now outbox_list;
    /// How many messages are in each state.
    outbox_counts(Nothing) -> BTreeMap<String, i64> = now outbox_counts;
    /// Leaves an uncertain message, or sends it again.
    outbox_resolve(Resolve) -> String = now outbox_resolve;
    /// Answers a customer in her open window.
    conversation_reply(Reply) -> PromiseId = now conversation_reply;
    /// Nothing to answer here.
    conversation_done(CustomerRef) -> Done = now conversation_done;
    /// Connects the shop after proving token and ids by a real call.
    connection_set(Connect) -> Connection = later connection_set;
    /// Asks Meta again for templates and limits.
    connection_sync(Nothing) -> Vec<TemplateState> = later connection_sync;
    /// Lets sending go on after it was stopped.
    connection_resume(Nothing) -> Done = now connection_resume;
    /// The templates as Meta has them.
    templates_list(Nothing) -> Vec<TemplateState> = now templates_list;
    /// Submits the back-in-stock template to Meta in these languages.
    templates_submit(Languages) -> Vec<TemplateState> = later templates_submit;
    /// Loads a rate card.
    rates_load(RateCard) -> Done = now rates_load;
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
    /// An import.
    ImportRef { import: ImportId }
    /// A customer.
    CustomerRef { customer: CustomerId }
    /// An alert.
    AlertRef { alert: AlertId }
    /// Languages.
    Languages { languages: Vec<String> }
}

/// The shop as the window's frame needs it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ShopView {
    /// Its name.
    pub name: String,
    /// ISO country.
    pub country: String,
    /// ISO currency.
    pub currency: String,
    /// Digits behind the point.
    pub currency_digits: u32,
    /// IANA zone.
    pub time_zone: String,
    /// Language.
    pub language: String,
    /// The shop's time; a demo's can run ahead of the machine's.
    pub now: Millis,
    /// Connection to Meta, if any.
    pub connection: Option<Connection>,
    /// Free replies used this month.
    pub free_used: u32,
    /// Of so many.
    pub free_limit: u32,
    /// Spent this month, millionths of the billing currency.
    pub spent_micros: i64,
    /// ISO currency Meta bills in.
    pub billing_currency: Option<String>,
    /// The owner's rules.
    pub rules: Rules,
    /// Minutes of opening time a piece is kept.
    pub hold_minutes: i64,
    /// Minutes until the next people are told.
    pub wave_interval_minutes: i64,
    /// People told per piece.
    pub people_per_piece: i64,
    /// People waiting now, all variants.
    pub waiting: i64,
    /// Deliveries of Meta's stored and not yet understood.
    pub to_understand: i64,
    /// Deliveries that could not be understood at all.
    pub not_understood: i64,
}

/// Settings to change.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct ShopUpdate {
    /// Its name.
    pub name: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// ISO currency Meta bills in.
    pub billing_currency: Option<String>,
    /// The owner's rules.
    pub rules: Option<Rules>,
    /// Minutes of opening time a piece is kept.
    pub hold_minutes: Option<i64>,
    /// Minutes until the next people are told.
    pub wave_interval_minutes: Option<i64>,
    /// People told per piece.
    pub people_per_piece: Option<i64>,
    /// Milliseconds between two messages of an alert.
    pub alert_spacing_ms: Option<i64>,
    /// Opening hours of the main store, OSM notation.
    pub opening_hours: Option<String>,
    /// Address of the main store.
    pub address: Option<String>,
}

fn shop_get(call: &Call, _: Nothing) -> Result<ShopView> {
    call.shop.read(|read| {
        let zone_name: String = read.setting("time_zone", "UTC".to_owned())?;
        let month = pricing::month_start(call.now, &stores::zone(&zone_name)?);
        let currency: String = read.setting("currency", "EUR".to_owned())?;
        Ok(ShopView {
            name: read.setting("name", String::new())?,
            country: read.setting("country", String::new())?,
            currency_digits: crate::kinds::currency_exponent(&currency),
            currency,
            time_zone: zone_name,
            language: read.setting("language", "en".to_owned())?,
            now: call.now,
            connection: cloud::connection(read)?,
            free_used: pricing::free_replies_used(read, month)?,
            free_limit: cloud_api::limits::FREE_SERVICE_MESSAGES,
            spent_micros: pricing::spent(read, month)?,
            billing_currency: read.setting("billing_currency", None)?,
            rules: read.setting("rules", Rules::default())?,
            hold_minutes: read.setting("hold_minutes", 60)?,
            wave_interval_minutes: read.setting("wave_interval_minutes", 120)?,
            people_per_piece: read.setting("people_per_piece", 2)?,
            waiting: waitlist::counts(read)?.values().sum(),
            to_understand: inbox::waiting(read)?,
            not_understood: inbox::rejected(read)?,
        })
    })
}

fn shop_update(call: &Call, update: ShopUpdate) -> Result<ShopView> {
    call.owner_only()?;
    let positive = |name: &str, value: Option<i64>, least: i64| match value {
        Some(v) if v < least => Err(Error::new(Code::BadNumber).with("field", name)),
        v => Ok(v),
    };
    positive("hold_minutes", update.hold_minutes, 1)?;
    positive("wave_interval_minutes", update.wave_interval_minutes, 1)?;
    positive("people_per_piece", update.people_per_piece, 1)?;
    if update.rules.as_ref().is_some_and(|r| r.quiet_from > 23 || r.quiet_until > 23) {
        return Err(Error::new(Code::BadNumber).with("field", "quiet_hours"));
    }
    call.shop.write(|tx| {
        let set = |name: &str, value: Option<Value>| value.map_or(Ok(()), |v| tx.set_setting(name, &v));
        let json = |value: &Option<String>| value.as_ref().map(|v| Value::from(v.as_str()));
        set("name", json(&update.name))?;
        set("language", json(&update.language))?;
        set("billing_currency", json(&update.billing_currency))?;
        set("rules", update.rules.as_ref().map(serde_json::to_value).transpose()?)?;
        set("hold_minutes", update.hold_minutes.map(Value::from))?;
        set("wave_interval_minutes", update.wave_interval_minutes.map(Value::from))?;
        set("people_per_piece", update.people_per_piece.map(Value::from))?;
        set("alert_spacing_ms", update.alert_spacing_ms.map(Value::from))?;
        stores::update_main(tx, update.address.as_deref(), update.opening_hours.as_deref())
    })?;
    shop_get(call, Nothing {})
}

/// Today: things to do, and what the shop did by itself.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Today {
    /// Each row one action, most urgent first.
    pub rows: Vec<TodayRow>,
    /// People told in the last day.
    pub told: i64,
    /// Of these, kept one.
    pub kept: i64,
    /// Orders handed over in the last day.
    pub handed_over: i64,
}

/// One thing to do.
#[derive(Debug, Deserialize, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TodayRow {
    /// Sending is stopped.
    Stopped {
        /// Why.
        why: String,
    },
    /// The template is not usable.
    Template {
        /// Which.
        name: String,
        /// Meta's word for its state.
        status: String,
    },
    /// Customers wrote something only a person can answer.
    Answer {
        /// Who wrote first.
        customer: CustomerId,
        /// Her name.
        name: Personal<String>,
        /// How many people wait for an answer.
        people: i64,
        /// When the first window closes.
        closes_at: Millis,
    },
    /// Orders to prepare.
    Orders {
        /// How many.
        orders: i64,
        /// Until when the first is held.
        first_until: Millis,
    },
    /// Back in stock: tell them?
    Restocked {
        /// Which alert.
        alert: AlertRow,
    },
    /// An alert is going out.
    Telling {
        /// Which alert.
        alert: AlertRow,
    },
    /// Nobody knows whether these arrived.
    Uncertain {
        /// The messages.
        messages: Vec<PromiseRow>,
    },
    /// People who could not be reached: call them.
    Call {
        /// Who.
        people: Vec<Unreached>,
    },
    /// No connection yet.
    NotConnected {},
}

/// Somebody to call.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Unreached {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Her number.
    pub phone: Option<Personal<String>>,
    /// What she waits for.
    pub product: String,
    /// What Meta said.
    pub code: i64,
    /// What that means.
    #[ts(type = "string")]
    pub advice: cloud_api::error::Advice,
}

fn today_list(call: &Call, _: Nothing) -> Result<Today> {
    call.shop.read(|read| {
        let mut rows = Vec::new();
        match cloud::connection(read)? {
            None => rows.push(TodayRow::NotConnected {}),
            Some(connection) => {
                rows.extend(connection.stopped.map(|why| TodayRow::Stopped { why }));
                let bad = cloud::templates(read)?.into_iter().find(|t| !matches!(t.status.as_str(), "APPROVED" | "PENDING"));
                rows.extend(bad.map(|t| TodayRow::Template { name: t.name, status: t.status }));
            }
        }
        let open: Vec<_> = conversations::unanswered(read)?.into_iter().filter(|c| c.2 > call.now).collect();
        if let Some((customer, _, closes_at)) = open.first().copied() {
            rows.push(TodayRow::Answer { customer, name: customers::get(read, customer)?.name, people: open.len() as i64, closes_at });
        }
        let orders: Vec<OrderRow> = orders::list(read)?.into_iter().filter(|o| o.state == "kept").collect();
        if let Some(first) = orders.first() {
            rows.push(TodayRow::Orders { orders: orders.len() as i64, first_until: first.hold_until });
        }
        for alert in waitlist::alerts(read)? {
            match alert.state.as_str() {
                "proposed" if alert.pieces > 0 && alert.waiting > 0 => rows.push(TodayRow::Restocked { alert }),
                "running" => rows.push(TodayRow::Telling { alert }),
                _ => {}
            }
        }
        if outbox::uncertain(read)? > 0 {
            rows.push(TodayRow::Uncertain { messages: outbox::list(read, Some("uncertain"), 200)? });
        }
        let people = waitlist::unreached(read)?
            .into_iter()
            .map(|(person, product)| Unreached {
                customer: person.customer,
                name: person.name,
                phone: person.phone,
                product,
                code: person.unreachable.unwrap_or(0),
                advice: cloud_api::error::advise(person.unreachable.unwrap_or(0)),
            })
            .collect::<Vec<_>>();
        if !people.is_empty() {
            rows.push(TodayRow::Call { people });
        }
        let (told, kept) = waitlist::told_since(read, call.now - DAY)?;
        let handed_over = orders::list(read)?.iter().filter(|o| o.state == "handed_over" && o.changed_at > call.now - DAY).count() as i64;
        Ok(Today { rows, told, kept, handed_over })
    })
}

/// A row of the grid.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductRow {
    /// The variant.
    #[serde(flatten)]
    pub variant: VariantRow,
    /// People waiting for it.
    pub waiting: i64,
}

fn products_list(call: &Call, _: Nothing) -> Result<Vec<ProductRow>> {
    call.shop.read(|read| {
        let waiting = waitlist::counts(read)?;
        Ok(catalog::list(read)?
            .into_iter()
            .map(|variant| ProductRow { waiting: waiting.get(&variant.id).copied().unwrap_or(0), variant })
            .collect())
    })
}

/// A product to add.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductAdd {
    /// Its name.
    pub title: String,
    /// What it is.
    #[serde(default)]
    pub description: String,
    /// Kind of product.
    #[serde(default)]
    pub category: String,
    /// piece or pair.
    #[serde(default)]
    pub unit: String,
    /// At least one.
    pub variants: Vec<VariantAdd>,
    /// The picture's bytes, base64.
    #[serde(default)]
    pub picture: Option<String>,
}

/// A variant to add.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct VariantAdd {
    /// "42 · black"; empty for a product without options.
    #[serde(default)]
    pub label: String,
    /// SKU.
    #[serde(default)]
    pub sku: Option<String>,
    /// Barcode.
    #[serde(default)]
    pub barcode: Option<String>,
    /// As typed.
    #[serde(default)]
    pub price: String,
    /// Pieces.
    #[serde(default)]
    pub stock: i64,
}

fn product_add(call: &Call, new: ProductAdd) -> Result<Vec<VariantId>> {
    if new.title.trim().is_empty() || new.variants.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "title"));
    }
    let picture = new.picture.as_deref().map(decode).transpose()?.map(|bytes| media::convert(&bytes)).transpose()?;
    let currency = call.currency()?;
    call.shop.write(|tx| {
        let image = picture.as_ref().map(|p| media::store(tx, &call.shop.dir, p, call.now)).transpose()?;
        let fields = catalog::NewProduct {
            title: new.title.trim(),
            description: &new.description,
            category: &new.category,
            unit: if new.unit.is_empty() { "piece" } else { &new.unit },
            image: image.as_deref(),
        };
        let product = catalog::add(tx, &fields, call.now)?;
        new.variants.iter().map(|v| add_variant(tx, product, v, &currency, call)).collect()
    })
}

fn add_variant(tx: &crate::db::Tx<'_>, product: ProductId, new: &VariantAdd, currency: &str, call: &Call) -> Result<VariantId> {
    if new.stock < 0 {
        return Err(Error::new(Code::NegativeStock).with("typed", new.stock));
    }
    let price = catalog::parse_price(&new.price, currency)?;
    let variant = catalog::add_variant(tx, product, &new.label, new.sku.as_deref(), new.barcode.as_deref(), price)?;
    catalog::set_stock(tx, variant, new.stock, "counted", &call.author, call.now)?;
    Ok(variant)
}

fn decode(text: &str) -> Result<Vec<u8>> {
    BASE64.decode(text).map_err(|_| Error::new(Code::BadRequest).with("field", "base64"))
}

fn product_history(call: &Call, request: VariantRef) -> Result<Vec<LedgerRow>> {
    call.shop.read(|read| catalog::history(read, request.variant))
}

fn product_find(call: &Call, request: CodeRef) -> Result<VariantRow> {
    call.shop.read(|read| catalog::find(read, &request.code))
}

/// A count.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockSet {
    /// Which variant.
    pub variant: VariantId,
    /// Pieces on the shelf.
    pub on_hand: i64,
}

/// What a change of stock came to.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockAnswer {
    /// The change, to undo it.
    pub change: StockChange,
    /// The variant as it is now.
    pub variant: VariantRow,
    /// People waiting, if there is now something to tell them.
    pub tell: Option<i64>,
    /// Staff typed it: *Tell them* now stands in the owner's Today.
    pub proposed: bool,
}

fn stock_set(call: &Call, request: StockSet) -> Result<StockAnswer> {
    call.shop.write(|tx| {
        let before = catalog::get(tx, request.variant)?.available();
        let change = catalog::set_stock(tx, request.variant, request.on_hand, "counted", &call.author, call.now)?;
        let variant = catalog::get(tx, request.variant)?;
        let waits = before == 0 && variant.available() > 0 && waitlist::propose(tx, request.variant, &call.author, call.now)?;
        if variant.available() == 0 {
            waitlist::dismiss(tx, request.variant, call.now)?;
        }
        let waiting = waitlist::counts(tx)?.get(&request.variant).copied().unwrap_or(0);
        Ok(StockAnswer { change, variant, tell: waits.then_some(waiting), proposed: waits && call.author.role == Role::Staff })
    })
}

/// A counter sale.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StockSell {
    /// SKU, barcode or retailer id, typed or scanned.
    pub code: String,
    /// Sell although all that is left is kept for customers.
    #[serde(default)]
    pub even_if_held: bool,
}

fn stock_sell(call: &Call, request: StockSell) -> Result<StockAnswer> {
    call.shop.write(|tx| {
        let row = catalog::find(tx, &request.code)?;
        if row.on_hand == 0 {
            return Err(Error::new(Code::SoldOut).with("product", row.full_name()));
        }
        if row.available() == 0 && !request.even_if_held {
            return Err(Error::new(Code::AllHeld).with("product", row.full_name()).with("held", row.held));
        }
        let store = stores::main(tx)?.id;
        let change = catalog::take(tx, row.id, 1, store, "sold", &call.author, call.now)?;
        let variant = catalog::get(tx, row.id)?;
        if variant.available() == 0 {
            waitlist::dismiss(tx, row.id, call.now)?;
        }
        waitlist::follow(tx, call.now)?;
        Ok(StockAnswer { change, variant, tell: None, proposed: false })
    })
}

fn stock_undo(call: &Call, request: LedgerRef) -> Result<StockChange> {
    call.shop.write(|tx| {
        let change = catalog::undo_stock(tx, request.ledger, &call.author, call.now)?;
        if catalog::get(tx, change.variant)?.available() == 0 {
            waitlist::dismiss(tx, change.variant, call.now)?;
        }
        Ok(change)
    })
}

/// An edit of a cell.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CellChange {
    /// Which variant.
    pub variant: VariantId,
    /// title, price, sku or barcode.
    pub field: String,
    /// As typed.
    pub typed: String,
}

fn cell_edit(call: &Call, request: CellChange) -> Result<CellEdit> {
    let currency = call.currency()?;
    call.shop.write(|tx| catalog::edit(tx, request.variant, &request.field, &request.typed, &currency, &call.author, call.now))
}

fn cell_undo(call: &Call, request: EditRef) -> Result<Done> {
    let currency = call.currency()?;
    call.shop.write(|tx| catalog::undo_edit(tx, request.edit, &currency, call.now))?;
    Ok(DONE)
}

/// A product file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ImportFile {
    /// The file's name.
    pub name: String,
    /// Its bytes, base64.
    pub content: String,
}

fn import_preview(call: &Call, request: ImportFile) -> Result<ImportReport> {
    let file = import::shopify(&decode(&request.content)?, &call.currency()?)?;
    call.shop.read(|read| import::dry_run(read, &file))
}

fn import_apply(call: &Call, request: ImportFile) -> Result<ImportReport> {
    let file = import::shopify(&decode(&request.content)?, &call.currency()?)?;
    call.shop.write(|tx| import::apply(tx, &file, &request.name, &call.author, call.now))
}

fn import_undo(call: &Call, request: ImportRef) -> Result<Done> {
    call.shop.write(|tx| import::undo(tx, request.import, &call.author, call.now))?;
    Ok(DONE)
}

fn imports_list(call: &Call, _: Nothing) -> Result<Vec<ImportRow>> {
    call.shop.read(import::list)
}

/// A picture.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PictureRef {
    /// Its hash.
    pub hash: String,
    /// The small one.
    #[serde(default)]
    pub small: bool,
}

fn picture(call: &Call, request: PictureRef) -> Result<String> {
    let bytes = if request.small {
        call.shop.read(|read| media::thumbnail(read, &request.hash))?
    } else {
        media::bytes(&call.shop.dir, &request.hash)?
    };
    Ok(format!("data:image/jpeg;base64,{}", BASE64.encode(bytes)))
}

fn stores_list(call: &Call, _: Nothing) -> Result<Vec<Store>> {
    call.shop.read(stores::list)
}

/// A place to add.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreAdd {
    /// Its name.
    pub name: String,
    /// Street and town.
    #[serde(default)]
    pub address: String,
    /// OSM `opening_hours`.
    #[serde(default)]
    pub opening_hours: String,
}

fn store_add(call: &Call, request: StoreAdd) -> Result<StoreId> {
    call.owner_only()?;
    call.shop.write(|tx| {
        let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
        stores::add(tx, &request.name, &request.address, &zone, &request.opening_hours)
    })
}

/// A row of the customers' list.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerRow {
    /// The person.
    #[serde(flatten)]
    pub customer: Customer,
    /// Restock alerts: given, withdrawn or never.
    pub restock: String,
    /// Waits for so many variants.
    pub waits: i64,
    /// Open orders.
    pub orders: i64,
    /// She wrote and a person should look.
    pub unanswered: bool,
    /// End of her window.
    pub window_until: Option<Millis>,
    /// When she last wrote.
    pub last_inbound_at: Option<Millis>,
}

fn customers_list(call: &Call, _: Nothing) -> Result<Vec<CustomerRow>> {
    call.shop.read(|read| {
        customers::list(read)?
            .into_iter()
            .map(|customer| {
                let standing = match consent::standing(&consent::acts(read, customer.id)?, Purpose::Restock) {
                    consent::Standing::Given { .. } => "given",
                    consent::Standing::Withdrawn { .. } => "withdrawn",
                    consent::Standing::Never => "never",
                };
                let talk = conversations::state(read, customer.id)?;
                Ok(CustomerRow {
                    restock: standing.into(),
                    waits: waitlist::waits_of(read, customer.id)?.len() as i64,
                    orders: orders::of_customer(read, customer.id)?.iter().filter(|o| o.state == "kept").count() as i64,
                    unanswered: talk.as_ref().is_some_and(|t| !t.answered && t.window_until.is_some_and(|u| u > call.now)),
                    window_until: talk.as_ref().and_then(|t| t.window_until),
                    last_inbound_at: talk.and_then(|t| t.last_inbound_at),
                    customer,
                })
            })
            .collect()
    })
}

/// A customer to add; a number or a user id is needed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerAdd {
    /// Her name.
    #[serde(default)]
    pub name: Personal<String>,
    /// As typed; local numbers are read in the shop's country.
    #[serde(default)]
    pub phone: Option<Personal<String>>,
    /// Business-scoped user id.
    #[serde(default)]
    pub user_id: Option<Personal<String>>,
    /// Username.
    #[serde(default)]
    pub username: Option<Personal<String>>,
    /// Language code.
    #[serde(default)]
    pub language: Option<String>,
}

fn customer_add(call: &Call, new: CustomerAdd) -> Result<CustomerId> {
    call.shop.write(|tx| {
        let country: String = tx.setting("country", "FR".to_owned())?;
        let phone = new.phone.as_ref().filter(|p| !p.0.trim().is_empty()).map(|p| customers::parse_phone(&p.0, &country)).transpose()?;
        if phone.is_none() && new.user_id.is_none() {
            return Err(Error::new(Code::BadPhone));
        }
        let seen = customers::Seen {
            phone,
            user_id: new.user_id.map(|u| u.0),
            username: new.username.map(|u| u.0.trim_start_matches('@').to_owned()),
            name: Some(new.name.0),
        };
        let id = customers::identify(tx, &seen, call.now)?;
        if let Some(language) = &new.language {
            customers::set_language(tx, id, language)?;
        }
        Ok(id)
    })
}

/// Everything about one customer.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerCard {
    /// The person.
    pub customer: Customer,
    /// Her history of consent, newest first.
    pub receipts: Vec<Receipt>,
    /// What she waits for.
    pub waits: Vec<WaitsFor>,
    /// Her orders, newest first.
    pub orders: Vec<OrderRow>,
    /// The last messages, oldest first.
    pub thread: Vec<ThreadMessage>,
    /// End of her window.
    pub window_until: Option<Millis>,
}

/// A variant somebody waits for.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WaitsFor {
    /// Which.
    pub variant: VariantId,
    /// Its name.
    pub name: String,
    /// Since when.
    pub since: Millis,
    /// waiting or told.
    pub state: String,
}

fn customer_get(call: &Call, request: CustomerRef) -> Result<CustomerCard> {
    call.shop.read(|read| {
        Ok(CustomerCard {
            customer: customers::get(read, request.customer)?,
            receipts: consent::receipts(read, request.customer)?,
            waits: waitlist::waits_of(read, request.customer)?
                .into_iter()
                .map(|(variant, name, since, state)| WaitsFor { variant, name, since, state })
                .collect(),
            orders: orders::of_customer(read, request.customer)?,
            thread: conversations::thread(read, request.customer, 200)?,
            window_until: conversations::window_until(read, request.customer)?,
        })
    })
}

fn waitlist_line(call: &Call, request: VariantRef) -> Result<Vec<InLine>> {
    call.shop.read(|read| waitlist::line(read, request.variant))
}

/// How many wait for a variant.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WaitingCount {
    /// The variant.
    pub variant: VariantRow,
    /// People.
    pub waiting: i64,
}

fn waitlist_list(call: &Call, _: Nothing) -> Result<Vec<WaitingCount>> {
    call.shop.read(|read| {
        let mut rows = waitlist::counts(read)?
            .into_iter()
            .map(|(id, waiting)| Ok(WaitingCount { variant: catalog::get(read, id)?, waiting }))
            .collect::<Result<Vec<_>>>()?;
        rows.sort_by_key(|r| std::cmp::Reverse(r.waiting));
        Ok(rows)
    })
}

/// Putting somebody in line.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WaitlistJoin {
    /// SKU, barcode or retailer id.
    pub code: String,
    /// Our id, a phone number, a username or a user id.
    pub customer: Personal<String>,
    /// The words she used or agreed to; the shop's standard ones if left out.
    #[serde(default)]
    pub wording: Option<Personal<String>>,
    /// Where: counter, website …
    #[serde(default)]
    pub source: Option<String>,
}

fn waitlist_join(call: &Call, request: WaitlistJoin) -> Result<bool> {
    call.shop.write(|tx| {
        let country: String = tx.setting("country", "FR".to_owned())?;
        let row = catalog::find(tx, &request.code)?;
        let customer = customers::find(tx, &request.customer.0, &country)?;
        let wording = match &request.wording {
            Some(wording) => wording.0.clone(),
            None => words::say(
                outbox::language_of(tx, customer)?,
                "ask",
                &words::Args::from([("product".into(), words::Arg::Text(row.full_name()))]),
            )?,
        };
        let entry = Entry {
            purpose: "restock",
            act: "given",
            wording: &wording,
            source: request.source.as_deref().unwrap_or("counter"),
            author: &call.author.stamp(),
        };
        waitlist::join(tx, row.id, customer, &entry, call.now)
    })
}

fn alert_plan(call: &Call, request: VariantRef) -> Result<AlertPlan> {
    call.shop.read(|read| waitlist::plan(read, request.variant, call.now))
}

fn alert_start(call: &Call, request: VariantRef) -> Result<AlertId> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::start(tx, request.variant, &call.author, call.now))
}

fn alert_undo(call: &Call, request: AlertRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::undo(tx, request.alert, call.now))?;
    Ok(DONE)
}

fn alert_stop(call: &Call, request: AlertRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::stop(tx, request.alert, call.now))?;
    Ok(DONE)
}

fn alert_dismiss(call: &Call, request: VariantRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| waitlist::dismiss(tx, request.variant, call.now))?;
    Ok(DONE)
}

fn alerts_list(call: &Call, _: Nothing) -> Result<Vec<AlertRow>> {
    call.shop.read(waitlist::alerts)
}

fn alert_people(call: &Call, request: AlertRef) -> Result<Vec<AlertPerson>> {
    call.shop.read(|read| waitlist::people(read, request.alert))
}

fn orders_list(call: &Call, _: Nothing) -> Result<Vec<OrderRow>> {
    call.shop.read(orders::list)
}

/// A step of an order.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OrderChange {
    /// Which order.
    pub order: OrderId,
    /// What to do with it.
    pub step: OrderStep,
}

fn order_step(call: &Call, request: OrderChange) -> Result<OrderRow> {
    call.shop.write(|tx| orders::advance(tx, request.order, request.step, &call.author, call.now))
}

/// Which messages.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct OutboxQuery {
    /// Only in this state.
    pub state: Option<String>,
    /// At most so many; 500 if left out.
    pub limit: Option<u32>,
}

fn outbox_list(call: &Call, query: OutboxQuery) -> Result<Vec<PromiseRow>> {
    call.shop.read(|read| outbox::list(read, query.state.as_deref(), query.limit.unwrap_or(500)))
}

fn outbox_counts(call: &Call, _: Nothing) -> Result<BTreeMap<String, i64>> {
    call.shop.read(outbox::counts)
}

/// The owner's word on an uncertain message.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Resolve {
    /// Which promise.
    pub promise: PromiseId,
    /// Send it again, knowing that it may come twice; otherwise leave it.
    pub send_again: bool,
}

fn outbox_resolve(call: &Call, request: Resolve) -> Result<String> {
    call.owner_only()?;
    call.shop.write(|tx| Ok(outbox::resolve(tx, request.promise, request.send_again, call.now)?.name().to_owned()))
}

/// An answer typed by a person.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Reply {
    /// To whom.
    pub customer: CustomerId,
    /// The words.
    pub text: Personal<String>,
}

fn conversation_reply(call: &Call, request: Reply) -> Result<PromiseId> {
    let text = request.text.0.trim().to_owned();
    let limit = cloud_api::limits::TEXT_BODY;
    if text.is_empty() || text.chars().count() > limit {
        return Err(Error::new(Code::TooLong).with("part", "body").with("limit", limit as i64).with("length", text.chars().count() as i64));
    }
    call.shop.write(|tx| {
        if conversations::window_until(tx, request.customer)?.is_none_or(|until| until <= call.now) {
            return Err(Error::new(Code::WindowClosed));
        }
        let draft = Draft {
            purpose: Purpose::Service,
            words: None,
            text: Some(Personal(text)),
            image: None,
            buttons: Vec::new(),
            template: None,
            reply_to: None,
        };
        let promise = NewPromise {
            key: outbox::new_key()?,
            customer: request.customer,
            draft: &draft,
            wave: None,
            while_stock_of: None,
            not_before: call.now,
            author: &call.author,
        };
        let mut gatherer = Gatherer::new(tx, call.now)?;
        let (id, _) = outbox::enqueue(tx, &mut gatherer, &promise, call.now)?;
        conversations::answered(tx, request.customer)?;
        Ok(id)
    })
}

fn conversation_done(call: &Call, request: CustomerRef) -> Result<Done> {
    call.shop.write(|tx| conversations::answered(tx, request.customer))?;
    Ok(DONE)
}

/// What connecting needs; the secrets go to the keyring and nowhere else.
#[derive(Deserialize, TS)]
pub struct Connect {
    /// e.g. `https://graph.facebook.com`.
    pub graph_url: String,
    /// e.g. `v26.0`.
    pub graph_version: String,
    /// The app.
    pub app_id: String,
    /// The account.
    pub waba_id: String,
    /// The number's id.
    pub phone_number_id: String,
    /// The token.
    #[ts(type = "string")]
    pub token: Secret,
    /// The app secret, which signs webhooks.
    #[ts(type = "string")]
    pub app_secret: Secret,
}

async fn connection_set(call: Call, request: Connect) -> Result<Connection> {
    call.owner_only()?;
    let mut connection = Connection {
        graph_url: request.graph_url.trim().trim_end_matches('/').to_owned(),
        graph_version: request.graph_version,
        app_id: request.app_id,
        waba_id: request.waba_id,
        phone_number_id: request.phone_number_id,
        display_number: String::new(),
        tier: "TIER_250".into(),
        stopped: None,
        last_event_at: None,
    };
    let client = client_for(&connection, &request.token, Duration::from_secs(15))?;
    // A real call is the only proof that token and ids fit together.
    let number = client.phone_number().await.map_err(|e| meta_error(&e))?;
    connection.display_number = number.display_phone_number;
    if let Some(tier) = number.whatsapp_business_manager_messaging_limit {
        connection.tier = tier;
    }
    let shop = Arc::clone(&call.shop);
    tokio::task::spawn_blocking(move || {
        shop.secrets.set(cloud::TOKEN, &request.token)?;
        shop.secrets.set(cloud::APP_SECRET, &request.app_secret)?;
        shop.write(|tx| cloud::connect(tx, &connection))?;
        shop.reconnect();
        Ok(connection)
    })
    .await
    .map_err(Error::internal)?
}

async fn connection_sync(call: Call, _: Nothing) -> Result<Vec<TemplateState>> {
    let client = call.shop.client(Duration::from_secs(15))?;
    sync(&call.shop, &client).await?;
    call.shop.read(cloud::templates)
}

fn connection_resume(call: &Call, _: Nothing) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(cloud::resume)?;
    Ok(DONE)
}

fn templates_list(call: &Call, _: Nothing) -> Result<Vec<TemplateState>> {
    call.shop.read(cloud::templates)
}

async fn templates_submit(call: Call, request: Languages) -> Result<Vec<TemplateState>> {
    call.owner_only()?;
    let client = call.shop.client(Duration::from_secs(30))?;
    let sample = call
        .shop
        .read(|read| read.setting::<Option<String>>("fallback_picture", None))?
        .ok_or_else(|| Error::internal("no sample picture"))?;
    let bytes = media::bytes(&call.shop.dir, &sample)?;
    for language in request.languages.iter().filter(|l| words::languages().any(|known| known == l.as_str())) {
        let handle = client.upload_handle(bytes.clone(), "image/jpeg").await.map_err(|e| meta_error(&e))?;
        let template = waitlist::template(language, &handle)?;
        let (_, status) = client.create_template(&template).await.map_err(|e| meta_error(&e))?;
        call.shop
            .write(|tx| cloud::template_seen(tx, &template.name, language, Some(&status), Some(&template.category), None, call.now))?;
    }
    call.shop.read(cloud::templates)
}

/// A rate card.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RateCard {
    /// Where it is from: imported, or invented (a demo's).
    pub origin: String,
    /// Its lines.
    pub rates: Vec<RateLine>,
}

/// One rate.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RateLine {
    /// ISO currency.
    pub currency: String,
    /// First day, YYYY-MM-DD.
    pub effective: String,
    /// ISO country, or `*`.
    pub market: String,
    /// marketing, utility, service.
    pub category: String,
    /// Millionths of one unit, per delivered message.
    pub micros: i64,
}

fn rates_load(call: &Call, request: RateCard) -> Result<Done> {
    call.owner_only()?;
    let rates: Vec<pricing::Rate> = request
        .rates
        .into_iter()
        .map(|r| pricing::Rate { currency: r.currency, effective: r.effective, market: r.market, category: r.category, micros: r.micros })
        .collect();
    call.shop.write(|tx| pricing::load(tx, &rates, &request.origin))?;
    Ok(DONE)
}
