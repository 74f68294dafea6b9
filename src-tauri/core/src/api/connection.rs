//! The connection to Meta, templates, rate cards.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;

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

pub(super) async fn connection_set(call: Call, request: Connect) -> Result<Connection> {
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

pub(super) async fn connection_sync(call: Call, _: Nothing) -> Result<Vec<TemplateState>> {
    let client = call.shop.client(Duration::from_secs(15))?;
    sync(&call.shop, &client).await?;
    call.shop.read(cloud::templates)
}

pub(super) fn connection_resume(call: &Call, _: Nothing) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(cloud::resume)?;
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
