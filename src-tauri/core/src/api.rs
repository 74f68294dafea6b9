//! Every command of the shop, declared once: name, request, answer. The window, the browser, the
//! command line and the tests all come through [`dispatch`]; TypeScript is generated from the same list.
//!
//! A handler either works in the database (`now`) or talks to Meta (`later`, async); it never does both
//! at once, so no transaction is ever open while the network is waited for.

mod connection;
mod overview;
mod people;
mod products;
mod selling;

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
pub use connection::*;
pub use overview::*;
pub use people::*;
pub use products::*;
pub use selling::*;

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
    shop_get(Nothing) -> ShopView = now overview::shop_get;
    /// Changes settings; what is left out stays.
    shop_update(ShopUpdate) -> ShopView = now overview::shop_update;
    /// What there is to do now.
    today_list(Nothing) -> Today = now overview::today_list;
    /// Every variant with stock, holds and how many wait.
    products_list(Nothing) -> Vec<ProductRow> = now products::products_list;
    /// Adds a product by hand.
    product_add(ProductAdd) -> Vec<VariantId> = now products::product_add;
    /// A variant's stock history.
    product_history(VariantRef) -> Vec<LedgerRow> = now products::product_history;
    /// Finds a variant by SKU, barcode or retailer id.
    product_find(CodeRef) -> VariantRow = now products::product_find;
    /// Sets a count; answers how many people wait if there is something to tell them.
    stock_set(StockSet) -> StockAnswer = now products::stock_set;
    /// Sold one at the counter.
    stock_sell(StockSell) -> StockAnswer = now products::stock_sell;
    /// Undoes one change of stock.
    stock_undo(LedgerRef) -> StockChange = now products::stock_undo;
    /// Edits a cell: title, price, sku or barcode.
    cell_edit(CellChange) -> CellEdit = now products::cell_edit;
    /// Undoes an edit.
    cell_undo(EditRef) -> Done = now products::cell_undo;
    /// Reads a product file and says what importing it would do.
    import_preview(ImportFile) -> ImportReport = now products::import_preview;
    /// Imports a product file.
    import_apply(ImportFile) -> ImportReport = now products::import_apply;
    /// Undoes a whole import.
    import_undo(ImportRef) -> Done = now products::import_undo;
    /// Past imports.
    imports_list(Nothing) -> Vec<ImportRow> = now products::imports_list;
    /// A picture as a data URL: the small one for lists, or the whole.
    picture(PictureRef) -> String = now products::picture;
    /// The places of the shop.
    stores_list(Nothing) -> Vec<Store> = now products::stores_list;
    /// Adds a place.
    store_add(StoreAdd) -> StoreId = now products::store_add;
    /// Every customer.
    customers_list(Nothing) -> Vec<CustomerRow> = now people::customers_list;
    /// Adds a customer, or finds her if she is known.
    customer_add(CustomerAdd) -> CustomerId = now people::customer_add;
    /// Everything about one customer.
    customer_get(CustomerRef) -> CustomerCard = now people::customer_get;
    /// Who waits for a variant.
    waitlist_line(VariantRef) -> Vec<InLine> = now people::waitlist_line;
    /// How many wait, variant by variant.
    waitlist_list(Nothing) -> Vec<WaitingCount> = now people::waitlist_list;
    /// Puts a customer in line, with her consent.
    waitlist_join(WaitlistJoin) -> bool = now people::waitlist_join;
    /// What telling them would come to.
    alert_plan(VariantRef) -> AlertPlan = now selling::alert_plan;
    /// Tells them, after ten seconds in which it can be undone.
    alert_start(VariantRef) -> AlertId = now selling::alert_start;
    /// Takes an alert back within its ten seconds.
    alert_undo(AlertRef) -> Done = now selling::alert_undo;
    /// Stops a running alert.
    alert_stop(AlertRef) -> Done = now selling::alert_stop;
    /// Not this time: takes the proposal out of Today.
    alert_dismiss(VariantRef) -> Done = now selling::alert_dismiss;
    /// Alerts, current ones first.
    alerts_list(Nothing) -> Vec<AlertRow> = now selling::alerts_list;
    /// The people of an alert and what became of each.
    alert_people(AlertRef) -> Vec<AlertPerson> = now selling::alert_people;
    /// Orders, open ones first.
    orders_list(Nothing) -> Vec<OrderRow> = now selling::orders_list;
    /// Hands an order over, cancels it, or takes the last step back.
    order_step(OrderChange) -> OrderRow = now selling::order_step;
    /// The latest messages on their way, or those in one state.
    outbox_list(OutboxQuery) -> Vec<PromiseRow> = now selling::outbox_list;
    /// How many messages are in each state.
    outbox_counts(Nothing) -> BTreeMap<String, i64> = now selling::outbox_counts;
    /// Leaves an uncertain message, or sends it again.
    outbox_resolve(Resolve) -> String = now selling::outbox_resolve;
    /// Answers a customer in her open window.
    conversation_reply(Reply) -> PromiseId = now selling::conversation_reply;
    /// Nothing to answer here.
    conversation_done(CustomerRef) -> Done = now selling::conversation_done;
    /// Connects the shop after proving token and ids by a real call.
    connection_set(Connect) -> Connection = later connection::connection_set;
    /// Asks Meta again for templates and limits.
    connection_sync(Nothing) -> Vec<TemplateState> = later connection::connection_sync;
    /// Lets sending go on after it was stopped.
    connection_resume(Nothing) -> Done = now connection::connection_resume;
    /// The templates as Meta has them.
    templates_list(Nothing) -> Vec<TemplateState> = now connection::templates_list;
    /// Submits the back-in-stock template to Meta in these languages.
    templates_submit(Languages) -> Vec<TemplateState> = later connection::templates_submit;
    /// Loads a rate card.
    rates_load(RateCard) -> Done = now connection::rates_load;
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
