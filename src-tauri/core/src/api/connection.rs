//! The connection to Meta, templates, rate cards.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use cloud_api::Client;
use cloud_api::client::PhoneNumber;
use cloud_api::client::connect::{Authority, Callback, TokenFacts};

/// Meta's own address.
const GRAPH: &str = "https://graph.facebook.com";
/// The Graph version this program was made for (fact sheet §1.1).
const GRAPH_VERSION: &str = "v26.0";
/// A token that ends sooner is one for trying out: a shop would stand still in the middle of the week.
const SHORTEST_TOKEN: Millis = 3 * DAY;

/// A token to look through.
#[derive(Deserialize, TS)]
pub struct TokenLook {
    /// As pasted.
    #[ts(type = "string")]
    pub token: Secret,
    /// As pasted; looked at if given.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub app_secret: Option<Secret>,
    /// Meta's address; its own if left out.
    #[serde(default)]
    pub graph_url: Option<String>,
    /// Graph version; this program's if left out.
    #[serde(default)]
    pub graph_version: Option<String>,
}

/// What a token can see.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TokenView {
    /// The app it belongs to.
    pub app_id: String,
    /// When it ends; `null`: never.
    pub ends_at: Option<Millis>,
    /// The accounts it reaches, with their numbers.
    pub accounts: Vec<AccountView>,
}

/// A business account.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AccountView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its numbers.
    pub numbers: Vec<NumberView>,
}

/// A number.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct NumberView {
    /// Its id.
    pub id: String,
    /// As people see it.
    pub display: String,
    /// The name customers see.
    pub name: String,
    /// CONNECTED, PENDING … as Meta says it.
    pub status: String,
}

/// What connecting needs; the secrets go to the keyring and nowhere else.
#[derive(Deserialize, TS)]
pub struct Connect {
    /// The token.
    #[ts(type = "string")]
    pub token: Secret,
    /// The app secret, which signs webhooks.
    #[ts(type = "string")]
    pub app_secret: Secret,
    /// The account; the only one the token sees, if left out.
    #[serde(default)]
    pub waba_id: Option<String>,
    /// The number's id; the account's only one, if left out.
    #[serde(default)]
    pub phone_number_id: Option<String>,
    /// The owner's own phone, as typed: until its hello arrives nobody else is written to.
    #[serde(default)]
    pub owner_phone: Option<Personal<String>>,
    /// The public address webhooks reach us at; left out, they go where the app says.
    #[serde(default)]
    pub callback_url: Option<String>,
    /// Meta's address; its own if left out.
    #[serde(default)]
    pub graph_url: Option<String>,
    /// Graph version; this program's if left out.
    #[serde(default)]
    pub graph_version: Option<String>,
    /// The app; found from the token if left out.
    #[serde(default)]
    pub app_id: Option<String>,
}

struct Door {
    graph_url: String,
    graph_version: String,
    client: Client,
}

fn door(url: Option<&str>, version: Option<&str>, token: &Secret) -> Result<Door> {
    let graph_url = url.map(str::trim).filter(|u| !u.is_empty()).unwrap_or(GRAPH).trim_end_matches('/').to_owned();
    let graph_version = version.map(str::trim).filter(|v| !v.is_empty()).unwrap_or(GRAPH_VERSION).to_owned();
    let client = Client::with_token(&graph_url, &graph_version, token.reveal().trim()).map_err(Error::internal)?;
    Ok(Door { graph_url, graph_version, client })
}

/// What is plainly something else, before anybody is asked: the number in the box for the token is the
/// mistake everybody makes.
fn looks_like_a_token(token: &Secret) -> Result<()> {
    let text = token.reveal().trim();
    let what = if text.starts_with("EAA") && text.len() > 30 && text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Ok(());
    } else if text.is_empty() {
        "empty"
    } else if text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'+' | b' ' | b'-' | b'(' | b')')) {
        "number"
    } else if is_a_secret(text) {
        "secret"
    } else {
        "other"
    };
    Err(Error::new(Code::NotAToken).with("found", what))
}

fn is_a_secret(text: &str) -> bool {
    text.len() == 32 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The token proves itself: valid, lasting, with the permissions a shop needs.
async fn proven_token(door: &Door, token: &Secret, now: Millis) -> Result<TokenFacts> {
    looks_like_a_token(token)?;
    let facts = door.client.debug_token(token.reveal().trim(), Authority::Itself).await.map_err(|error| match error.code() {
        Some(0 | 190) => Error::new(Code::TokenEnds).with("at", 0),
        _ => meta_error(&error),
    })?;
    if !facts.valid {
        return Err(Error::new(Code::TokenEnds).with("at", facts.expires_at.unwrap_or(0)));
    }
    if let Some(at) = facts.expires_at.filter(|at| *at < now + SHORTEST_TOKEN) {
        return Err(Error::new(Code::TokenEnds).with("at", at));
    }
    match facts.lacks().first() {
        Some(permission) => Err(Error::new(Code::TokenPermission).with("permission", *permission)),
        None => Ok(facts),
    }
}

/// The secret proves itself: only the token's own app can look at the token with it.
async fn proven_secret(door: &Door, token: &Secret, secret: &Secret, app_id: &str) -> Result<()> {
    let text = secret.reveal().trim();
    if !is_a_secret(text) {
        let found = if text.starts_with("EAA") {
            "token"
        } else if text.is_empty() {
            "empty"
        } else {
            "other"
        };
        return Err(Error::new(Code::NotASecret).with("found", found));
    }
    let looked = door.client.debug_token(token.reveal().trim(), Authority::App { id: app_id, secret: text }).await;
    match looked {
        Ok(facts) if facts.app_id == app_id => Ok(()),
        Ok(_) => Err(Error::new(Code::OtherAppsSecret)),
        Err(error) if error.code().is_some() => Err(Error::new(Code::OtherAppsSecret)),
        Err(error) => Err(meta_error(&error)),
    }
}

pub(super) async fn connection_look(call: Call, request: TokenLook) -> Result<TokenView> {
    call.owner_only()?;
    let door = door(request.graph_url.as_deref(), request.graph_version.as_deref(), &request.token)?;
    let facts = proven_token(&door, &request.token, call.now).await?;
    if let Some(secret) = request.app_secret.as_ref().filter(|s| !s.reveal().trim().is_empty()) {
        proven_secret(&door, &request.token, secret, &facts.app_id).await?;
    }
    let mut accounts = Vec::new();
    for id in &facts.accounts {
        let account = door.client.account(id).await.map_err(|e| meta_error(&e))?;
        let numbers = door.client.phone_numbers(id).await.map_err(|e| meta_error(&e))?;
        let view = |n: PhoneNumber| NumberView {
            id: n.id,
            display: n.display_phone_number,
            name: n.verified_name,
            status: n.status.unwrap_or_default(),
        };
        accounts.push(AccountView { id: id.clone(), name: account.name, numbers: numbers.into_iter().map(view).collect() });
    }
    Ok(TokenView { app_id: facts.app_id, ends_at: facts.expires_at, accounts })
}

/// The account and number that were chosen, or the only ones there are.
async fn chosen(door: &Door, facts: &TokenFacts, request: &Connect) -> Result<(String, PhoneNumber)> {
    let given = |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let waba = match (given(&request.waba_id), facts.accounts.as_slice()) {
        (Some(id), _) => id,
        (None, [only]) => only.clone(),
        (None, found) => return Err(Error::new(Code::NumberNotSeen).with("accounts", found.len() as i64)),
    };
    let numbers = door.client.phone_numbers(&waba).await.map_err(|e| meta_error(&e))?;
    let wanted = given(&request.phone_number_id);
    let number = match (&wanted, numbers.len()) {
        (Some(id), _) => numbers.into_iter().find(|n| n.id == *id),
        (None, 1) => numbers.into_iter().next(),
        (None, _) => None,
    };
    // A phone number typed where its id belongs is not among the ids.
    number.map(|n| (waba, n)).ok_or_else(|| Error::new(Code::NumberNotSeen).with("typed", wanted.map_or(0, |w| w.len() as i64)))
}

pub(super) async fn connection_set(call: Call, request: Connect) -> Result<Connection> {
    call.owner_only()?;
    let door = door(request.graph_url.as_deref(), request.graph_version.as_deref(), &request.token)?;
    let facts = proven_token(&door, &request.token, call.now).await?;
    let app_id = request.app_id.clone().filter(|id| !id.trim().is_empty()).unwrap_or_else(|| facts.app_id.clone());
    proven_secret(&door, &request.token, &request.app_secret, &app_id).await?;
    let (waba_id, number) = chosen(&door, &facts, &request).await?;
    let owner_phone = match request.owner_phone.as_ref().filter(|p| !p.0.trim().is_empty()) {
        None => None,
        Some(typed) => {
            let country: String = call.shop.read(|read| read.setting("country", "FR".to_owned()))?;
            Some(Personal(customers::parse_phone(&typed.0, &country)?))
        }
    };
    let callback_url = request.callback_url.as_deref().map(str::trim).unwrap_or_default().to_owned();
    let connection = Connection {
        graph_url: door.graph_url.clone(),
        graph_version: door.graph_version.clone(),
        app_id,
        waba_id,
        phone_number_id: number.id,
        display_number: number.display_phone_number,
        verified_name: number.verified_name,
        tier: number.whatsapp_business_manager_messaging_limit.unwrap_or_else(|| "TIER_250".into()),
        quality: number.quality_rating,
        token_until: facts.expires_at,
        callback_url: callback_url.clone(),
        owner_phone,
        hello_code: hello_code()?,
        hello_at: None,
        stopped: None,
        last_event_at: None,
        catalogue_items: None,
    };
    let verify_token = data_encoding::BASE64URL_NOPAD.encode(&crate::kinds::random::<24>()?);
    let (shop, kept) = (Arc::clone(&call.shop), connection.clone());
    let (token, secret, verify) = (trimmed(&request.token), trimmed(&request.app_secret), Secret::new(verify_token.clone()));
    tokio::task::spawn_blocking(move || {
        shop.secrets.set(cloud::TOKEN, &token)?;
        shop.secrets.set(cloud::APP_SECRET, &secret)?;
        shop.secrets.set(cloud::VERIFY_TOKEN, &verify)?;
        shop.write(|tx| {
            cloud::connect(tx, &kept)?;
            outbox::look_again(tx, call.now)
        })?;
        shop.reconnect();
        Ok::<_, Error>(())
    })
    .await
    .map_err(Error::internal)??;
    // Last, because Meta asks back at once whether the address is ours.
    let callback = (!callback_url.is_empty()).then_some(Callback { uri: &callback_url, verify_token: &verify_token });
    let asked = callback.is_some();
    door.client.subscribe(&connection.waba_id, callback).await.map_err(|error| match error.code() {
        Some(_) if asked => Error::new(Code::CallbackUnverified),
        _ => meta_error(&error),
    })?;
    call.shop.read(cloud::connection)?.ok_or_else(|| Error::internal("the connection vanished"))
}

fn trimmed(secret: &Secret) -> Secret {
    Secret::new(secret.reveal().trim())
}

/// Five digits only the owner's screen shows.
fn hello_code() -> Result<String> {
    let bytes: [u8; 4] = crate::kinds::random()?;
    Ok(format!("{}", 10_000 + u32::from_le_bytes(bytes) % 90_000))
}

pub(super) async fn connection_sync(call: Call, _: Nothing) -> Result<Vec<TemplateState>> {
    let client = call.shop.client(Duration::from_secs(15))?;
    sync(&call.shop, &client).await?;
    call.shop.read(cloud::templates)
}

pub(super) fn connection_resume(call: &Call, _: Nothing) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| {
        cloud::resume(tx)?;
        outbox::look_again(tx, call.now)
    })?;
    Ok(DONE)
}

pub(super) fn templates_list(call: &Call, _: Nothing) -> Result<Vec<TemplateState>> {
    call.shop.read(cloud::templates)
}

pub(super) async fn templates_submit(call: Call, request: Languages) -> Result<Vec<TemplateState>> {
    call.owner_only()?;
    let client = call.shop.client(Duration::from_secs(30))?;
    let sample = call
        .shop
        .read(|read| read.setting::<Option<String>>("fallback_picture", None))?
        .ok_or_else(|| Error::internal("no sample picture"))?;
    let bytes = media::bytes(&call.shop.dir, &sample)?;
    // A shop that has told people for years may lack the question alone.
    let here = call.shop.read(cloud::templates)?;
    let lacks = |name: &str, language: &str| !here.iter().any(|t| t.name == name && t.language == language);
    for language in request.languages.iter().filter(|l| words::languages().any(|known| known == l.as_str())) {
        let mut new = Vec::new();
        if lacks(waitlist::TEMPLATE, language) {
            let handle = client.upload_handle(bytes.clone(), "image/jpeg").await.map_err(|e| meta_error(&e))?;
            new.push(waitlist::template(language, &handle)?);
        }
        if lacks(waitlist::asking::TEMPLATE, language) {
            new.push(waitlist::asking::template(language)?);
        }
        for template in new {
            let (_, status) = client.create_template(&template).await.map_err(|e| meta_error(&e))?;
            call.shop
                .write(|tx| cloud::template_seen(tx, &template.name, language, Some(&status), Some(&template.category), None, call.now))?;
        }
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

pub(super) fn rates_load(call: &Call, request: RateCard) -> Result<Done> {
    call.owner_only()?;
    let rates: Vec<pricing::Rate> = request
        .rates
        .into_iter()
        .map(|r| pricing::Rate { currency: r.currency, effective: r.effective, market: r.market, category: r.category, micros: r.micros })
        .collect();
    call.shop.write(|tx| pricing::load(tx, &rates, &request.origin))?;
    Ok(DONE)
}

/// A rate card as a file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RateFile {
    /// Its bytes, base64.
    pub content: String,
    /// First day it is in force, YYYY-MM-DD; taken from the file if it says one.
    #[serde(default)]
    pub effective: Option<String>,
    /// Only says what is in it.
    #[serde(default)]
    pub dry_run: bool,
}

/// What a rate card holds.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct RateReport {
    /// ISO currency.
    pub currency: String,
    /// First day in force.
    pub effective: String,
    /// Markets with at least one price.
    pub markets: usize,
    /// Prices read.
    pub prices: usize,
    /// Rows that could not be read, with the reason.
    pub rejected: Vec<crate::pricing::card_file::BadRow>,
}

pub(super) fn rates_import(call: &Call, request: RateFile) -> Result<RateReport> {
    call.owner_only()?;
    let bytes = products::decode(&request.content)?;
    let today = jiff::Timestamp::from_millisecond(call.now).map_err(Error::internal)?.to_zoned(jiff::tz::TimeZone::UTC).date().to_string();
    let card = pricing::card_file::read(&bytes, request.effective.as_deref(), &today)?;
    let markets: std::collections::BTreeSet<&str> = card.rates.iter().map(|r| r.market.as_str()).collect();
    let report = RateReport {
        currency: card.currency.clone(),
        effective: card.effective.clone(),
        markets: markets.len(),
        prices: card.rates.len(),
        rejected: card.rejected,
    };
    if !request.dry_run {
        call.shop.write(|tx| {
            pricing::load(tx, &card.rates, "imported")?;
            tx.set_setting("billing_currency", &card.currency)?;
            outbox::look_again(tx, call.now)
        })?;
    }
    Ok(report)
}

/// What Meta billed, and what is known of prices.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Spending {
    /// This month began.
    pub since: Millis,
    /// By category and kind.
    pub lines: Vec<BilledLine>,
    /// Millionths of the billing currency in all.
    pub micros: i64,
    /// Delivered messages in all.
    pub messages: i64,
    /// Messages whose rate was not known.
    pub unknown: i64,
    /// ISO currency Meta bills in.
    pub currency: Option<String>,
    /// First day of the card in force; `null`: no card for this currency.
    pub card: Option<String>,
    /// The card is a demo's.
    pub invented: bool,
    /// Markets the card has prices for.
    pub markets: Vec<String>,
}

pub(super) fn spending_get(call: &Call, _: Nothing) -> Result<Spending> {
    call.owner_only()?;
    call.shop.read(|read| {
        let zone: String = read.setting("time_zone", "UTC".to_owned())?;
        let since = pricing::month_start(call.now, &stores::zone(&zone)?);
        let card = pricing::Card::at(read, call.now)?;
        let month = pricing::month(read, since)?;
        Ok(Spending {
            since,
            lines: pricing::billed(read, since)?,
            micros: month.micros,
            messages: month.messages,
            unknown: month.unknown,
            markets: card.markets(),
            currency: card.currency,
            card: card.effective,
            invented: card.invented,
        })
    })
}
