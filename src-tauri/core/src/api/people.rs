//! Customers and who waits for what.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::audiences::{attention, story};

/// A row of the customers' list.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerRow {
    /// The person.
    #[serde(flatten)]
    pub customer: Customer,
    /// Restock alerts: given, withdrawn or never.
    pub restock: String,
    /// Offers and news: given, withdrawn or never.
    pub promotions: String,
    /// Words of the shop.
    pub tags: Vec<String>,
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

pub(super) fn customers_list(call: &Call, _: Nothing) -> Result<Vec<CustomerRow>> {
    call.shop.read(|read| customers::list(read)?.into_iter().map(|customer| row(read, customer, call.now)).collect())
}

/// One row of the table.
pub(super) fn row(read: &crate::db::Read<'_>, customer: Customer, now: Millis) -> Result<CustomerRow> {
    let acts = consent::acts(read, customer.id)?;
    let standing = |purpose: Purpose| match consent::standing(&acts, purpose) {
        consent::Standing::Given { .. } => "given".to_owned(),
        consent::Standing::Withdrawn { .. } => "withdrawn".to_owned(),
        consent::Standing::Never => "never".to_owned(),
    };
    let talk = conversations::state(read, customer.id)?;
    Ok(CustomerRow {
        restock: standing(Purpose::Restock),
        promotions: standing(Purpose::Promotions),
        tags: customers::card::written(read, customer.id)?.tags,
        waits: waitlist::waits_of(read, customer.id)?.len() as i64,
        orders: orders::of_customer(read, customer.id)?.iter().filter(|o| o.state == "kept").count() as i64,
        unanswered: talk.as_ref().is_some_and(|t| !t.answered && t.window_until.is_some_and(|u| u > now)),
        window_until: talk.as_ref().and_then(|t| t.window_until),
        last_inbound_at: talk.and_then(|t| t.last_inbound_at),
        customer,
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

pub(super) fn customer_add(call: &Call, new: CustomerAdd) -> Result<CustomerId> {
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
    /// What else is written down.
    pub written: crate::customers::card::Written,
    /// Notes of the shop's people, newest first.
    pub notes: Vec<crate::customers::card::Note>,
    /// Every name, number and id she came with, newest first: kind, value, when last seen.
    pub aliases: Vec<Alias>,
    /// The latest merge into her, for undo.
    pub merge: Option<i64>,
    /// Where she stands, purpose by purpose.
    pub standing: Vec<StandsFor>,
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
    /// How many offers she may still get, and why none.
    pub attention: Attention,
}

pub(super) fn customer_get(call: &Call, request: CustomerRef) -> Result<CustomerCard> {
    call.shop.read(|read| {
        Ok(CustomerCard {
            customer: customers::get(read, request.customer)?,
            written: customers::card::written(read, request.customer)?,
            notes: customers::card::notes(read, request.customer)?,
            aliases: customers::aliases_of(read, request.customer)?,
            merge: customers::merge::of(read, request.customer)?,
            standing: consents::stands(read, request.customer)?.standing,
            receipts: consent::receipts(read, request.customer)?,
            waits: waitlist::waits_of(read, request.customer)?,
            orders: orders::of_customer(read, request.customer)?,
            thread: conversations::thread(read, request.customer, 200)?,
            window_until: conversations::window_until(read, request.customer)?,
            attention: attention::attention(read, request.customer, call.now)?,
        })
    })
}

/// Whose story, and from where on.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoryOf {
    /// Whose.
    pub customer: CustomerId,
    /// So many newer moments have been seen.
    #[serde(default)]
    pub skip: u32,
}

pub(super) fn customer_story(call: &Call, request: StoryOf) -> Result<Story> {
    call.shop.read(|read| story::story(read, request.customer, request.skip))
}

/// A file a customer sent.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MessageFile {
    /// Its type, as Meta said it.
    pub mime: String,
    /// Its bytes, base64.
    pub content: String,
}

pub(super) fn message_file(call: &Call, request: MessageRef) -> Result<MessageFile> {
    let (found, key) = call.shop.read(|read| Ok((conversations::media_of(read, request.message)?, media::seal_key(read)?)))?;
    let (mime, name) = found.ok_or_else(|| Error::new(Code::NotFound).with("what", "file"))?;
    Ok(MessageFile { mime, content: BASE64.encode(media::open_sealed(&call.shop.dir, &key, &name)?) })
}

pub(super) fn waitlist_line(call: &Call, request: VariantRef) -> Result<Vec<InLine>> {
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

pub(super) fn waitlist_list(call: &Call, _: Nothing) -> Result<Vec<WaitingCount>> {
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

pub(super) fn waitlist_join(call: &Call, request: WaitlistJoin) -> Result<bool> {
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
            language: outbox::language_of(tx, customer)?,
            store: None,
        };
        waitlist::join(tx, row.id, None, customer, &entry, call.now)
    })
}

/// The number customers write to: the connected one, else the shop's own.
pub(super) fn write_to(read: &crate::db::Read<'_>) -> Result<Option<String>> {
    match cloud::connection(read)? {
        Some(connection) => Ok(Some(connection.display_number)),
        None => read.setting("own_number", None),
    }
}

/// A card to make.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CardFor {
    /// Of which variant.
    pub variant: VariantId,
    /// Of which store; the main one if left out.
    #[serde(default)]
    pub store: Option<StoreId>,
    /// shelf, poster or receipt.
    pub kind: SheetKind,
}

/// A card that fills a variant's line.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Card {
    /// The link behind the QR code.
    pub url: String,
    /// What is typed in for her.
    pub text: String,
    /// The drawing, SVG.
    pub svg: String,
    /// The page to print.
    pub pdf: Pdf,
}

pub(super) fn waitlist_card(call: &Call, request: CardFor) -> Result<Card> {
    let (sheet, text, name) = call.shop.read(|read| {
        let number = write_to(read)?.ok_or_else(|| Error::new(Code::NotConnected))?;
        let variant = catalog::get(read, request.variant)?;
        let stores = stores::list(read)?;
        let store = match request.store {
            Some(id) => stores.into_iter().find(|s| s.id == id).ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))?,
            None => stores::main(read)?,
        };
        let (language, shop): (String, String) = (read.setting("language", "en".to_owned())?, read.setting("name", String::new())?);
        let language = words::pick(Some(&language), "en");
        let text = waitlist::card::text(language, &variant, store.id)?;
        let sheet = waitlist::card::sheet(request.kind, &number, language, &shop, &variant, store.id, &store.name)?;
        Ok((sheet, text, variant.retailer_id))
    })?;
    let kind = serde_json::to_value(request.kind)?.as_str().unwrap_or_default().to_owned();
    Ok(Card { url: sheet.link.clone(), text, svg: sheet.svg()?, pdf: Pdf::new(format!("{name}-{kind}.pdf"), &sheet.pdf()?) })
}
