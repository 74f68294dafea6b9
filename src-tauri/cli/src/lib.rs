//! `vitrine`: every capability without a window. A command goes to the process that has the shop open,
//! if there is one (`open.json` beside the lock), otherwise it opens the shop itself. Sentences are
//! English here; the codes behind them are the same everywhere.

mod arguments;
mod asking;
mod automating;
mod files;
mod importing;
mod modelling;
mod people;
mod places;
mod sentences;

use std::io::Write;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use clap::Parser;
use serde_json::{Value, json};
use vitrine_core::api::NewShop;
use vitrine_core::shop::{Kind, WorkerOptions};
use vitrine_core::{Author, Code, Error, Result, Secret, Shop, api};
use vitrine_server::demo::DemoKind;
use vitrine_server::house::HouseOptions;
use vitrine_server::{Addresses, House};

use arguments::{
    Answers, Arguments, Automations, Catalogue, Collections, Command, Customers, Demo, Guides, Hand, Model, Orders, Outbox, Products,
    Rates, Say, Team, Templates, ToMany, Waitlist, Webhook,
};

/// Runs the program; answers its exit code.
pub async fn main() -> u8 {
    vitrine_server::install_tls();
    let arguments = Arguments::parse();
    let as_json = arguments.json;
    match run(arguments).await {
        Ok(()) => 0,
        // The answer itself has said it.
        Err(error) if error.about.contains_key("said") => 1,
        Err(error) => {
            let mut err = std::io::stderr();
            let text = if as_json { serde_json::to_string(&error).unwrap_or_default() } else { sentences::error(&error) };
            // A closed stderr leaves nobody to tell.
            let _ = writeln!(err, "{text}");
            1
        }
    }
}

/// Where commands go: to the process that has the shop open, or to the shop itself.
enum Way {
    Forward { addresses: Addresses, session: Option<String> },
    Here { shop: Arc<Shop>, author: Author },
}

impl Way {
    async fn call(&self, command: &str, payload: Value) -> Result<Value> {
        match self {
            Self::Here { shop, author } => api::dispatch(shop, author.clone(), command, payload).await,
            Self::Forward { addresses, session } => {
                let request = reqwest::Client::new().post(format!("{}/{command}", addresses.rpc_url)).bearer_auth(&addresses.token);
                let answer = request
                    .json(&json!({ "session": session, "payload": payload }))
                    .send()
                    .await
                    .map_err(|_| Error::new(Code::ShopOpen))?;
                let good = answer.status().is_success();
                let value: Value = answer.json().await.map_err(|_| Error::new(Code::ShopOpen))?;
                if good { Ok(value) } else { Err(serde_json::from_value(value)?) }
            }
        }
    }
}

fn passphrase(arguments: &Arguments) -> Result<Option<Secret>> {
    let Some(path) = &arguments.passphrase_file else {
        return Ok(None);
    };
    Ok(Some(read_secret(path)?))
}

fn read_secret(path: &Path) -> Result<Secret> {
    Ok(Secret::new(read_file(path).map(|b| String::from_utf8_lossy(&b).trim().to_owned())?))
}

fn read_file(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|_| Error::new(Code::NotFound).with("what", "file").with("path", path.to_string_lossy().into_owned()))
}

async fn way(arguments: &Arguments) -> Result<Way> {
    let (dir, passphrase) = (arguments.shop.clone(), passphrase(arguments)?);
    let opened = tokio::task::spawn_blocking(move || Shop::open(&dir, passphrase.as_ref())).await.map_err(Error::internal)?;
    match opened {
        Ok(shop) => {
            let author = who(arguments, &shop)?;
            Ok(Way::Here { shop, author })
        }
        Err(error) if error.code == Code::ShopOpen => {
            let bytes = std::fs::read(arguments.shop.join("open.json")).map_err(|_| error)?;
            let open = Way::Forward { addresses: serde_json::from_slice(&bytes)?, session: None };
            let Some(name) = &arguments.r#as else { return Ok(open) };
            let state = open.call("house_state", json!({})).await?;
            let team: Vec<api::Colleague> = serde_json::from_value(state["team"].clone())?;
            let me = named(&team, name)?;
            let request = json!({ "colleague": me.id, "pin": pin(me)?.map(|p| p.reveal().to_owned()) });
            let session = open.call("house_sign_in", request).await?["session"].as_str().map(str::to_owned);
            let Way::Forward { addresses, .. } = open else { return Ok(open) };
            Ok(Way::Forward { addresses, session })
        }
        Err(error) => Err(error),
    }
}

/// As whom the shop is opened here: through its open door, or by name and PIN.
fn who(arguments: &Arguments, shop: &Shop) -> Result<Author> {
    let Some(name) = &arguments.r#as else {
        return shop.open_door()?.map(|owner| owner.author()).ok_or_else(|| Error::new(Code::SignInFirst));
    };
    let team = shop.team()?;
    let me = named(&team, name)?;
    Ok(shop.sign_in(me.id, pin(me)?.as_ref())?.author())
}

fn named<'a>(team: &'a [api::Colleague], name: &str) -> Result<&'a api::Colleague> {
    let role = |c: &api::Colleague| c.role.name() == name;
    let by_name = team.iter().find(|c| c.left_at.is_none() && c.name.0.eq_ignore_ascii_case(name));
    // A lone owner has no name; "owner" finds her.
    by_name
        .or_else(|| team.iter().find(|c| c.left_at.is_none() && role(c)))
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "colleague"))
}

fn pin(of: &api::Colleague) -> Result<Option<Secret>> {
    if !of.has_pin {
        return Ok(None);
    }
    if let Ok(pin) = std::env::var("VITRINE_PIN") {
        return Ok(Some(Secret::new(pin)));
    }
    let mut err = std::io::stderr();
    // A closed stderr leaves nobody to ask.
    let _ = write!(err, "PIN: ");
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    Ok(Some(Secret::new(typed.trim())))
}

fn print(text: &str) -> Result<()> {
    Ok(writeln!(std::io::stdout(), "{text}")?)
}

fn show(as_json: bool, value: &Value, human: impl FnOnce(&Value) -> String) -> Result<()> {
    print(&if as_json { value.to_string() } else { human(value) })
}

async fn run(a: Arguments) -> Result<()> {
    match &a.command {
        Command::Typescript => return print(&vitrine_server::typescript()),
        Command::Init { demo, .. } => return init(&a, *demo).await,
        Command::Serve { listen, ui } => return serve(&a, *listen, ui.clone()).await,
        Command::Webhook(Webhook::Apply { files }) => return apply(&a, files).await,
        Command::Alert { sku, how } => {
            return alert(&a, &way(&a).await?, sku, how).await;
        }
        Command::Waitlist(Waitlist::Ask(how)) => {
            return ask_who_waits(&a, &way(&a).await?, how).await;
        }
        Command::OpenWithSpareKey { words_file } => return open_with_spare_key(&a, words_file).await,
        Command::SpareKey { out } => {
            let page = way(&a).await?.call("spare_key_print", json!({})).await?;
            write_pdf(out, &page)?;
            return show(a.json, &json!({ "written": out }), |_| {
                "The spare key is written. Print it, put it away, delete the file.".into()
            });
        }
        Command::Waitlist(Waitlist::Card { sku, kind, store, out }) => {
            let way = way(&a).await?;
            let variant = way.call("product_find", json!({ "code": sku })).await?["id"].clone();
            let card = way.call("waitlist_card", json!({ "variant": variant, "kind": kind, "store": store })).await?;
            if let Some(out) = out {
                write_pdf(out, &card["pdf"])?;
            }
            return show(a.json, &json!({ "url": card["url"], "text": card["text"], "written": out }), |v| {
                v["url"].as_str().unwrap_or_default().to_owned()
            });
        }
        Command::Stores(stores) => {
            if let Some((answer, fine)) = places::alone(stores) {
                show(a.json, &answer, pretty)?;
                return if fine { Ok(()) } else { Err(Error::new(Code::Unclear).with("said", true)) };
            }
        }
        Command::Media(media) => {
            let (answer, fine) = files::media(media);
            show(a.json, &answer, pretty)?;
            return if fine { Ok(()) } else { Err(Error::new(Code::BadPicture).with("said", true)) };
        }
        Command::Customers(Customers::Phone { text, country }) => {
            return show(a.json, &people::phone(text, country.as_deref()), pretty);
        }
        Command::Products(Products::Import { file, dry_run, format, columns, rejected, places, progress }) => {
            let way = way(&a).await?;
            let places = importing::places(&way, places).await?;
            let said = json!({ "format": format, "columns": people::columns(columns.as_deref()), "places": places });
            let (rejected, progress) = (rejected.as_deref(), *progress);
            let import = importing::Import { kind: "products", file, dry_run: *dry_run, progress, said, rejected };
            return show(a.json, &importing::run(&way, import).await?, sentences::import);
        }
        _ => {}
    }
    let way = way(&a).await?;
    let id_of = async |sku: &str| way.call("product_find", json!({ "code": sku })).await.map(|v| v["id"].clone());
    let (value, human): (Value, fn(&Value) -> String) = match &a.command {
        Command::Connect {
            graph_url,
            graph_version,
            app_id,
            waba_id,
            phone_number_id,
            token_file,
            app_secret_file,
            owner_phone,
            callback_url,
            look,
        } => {
            let (token, secret) = (read_secret(token_file)?, read_secret(app_secret_file)?);
            if *look {
                let request = json!({ "graph_url": graph_url, "graph_version": graph_version, "token": token.reveal(), "app_secret": secret.reveal() });
                (way.call("connection_look", request).await?, pretty)
            } else {
                let request = json!({ "graph_url": graph_url, "graph_version": graph_version, "app_id": app_id, "waba_id": waba_id, "phone_number_id": phone_number_id,
                    "token": token.reveal(), "app_secret": secret.reveal(), "owner_phone": owner_phone, "callback_url": callback_url });
                (way.call("connection_set", request).await?, sentences::connected)
            }
        }
        Command::Ask { batch: Some(file), customer, .. } => return asking::batch(&way, file, *customer).await,
        Command::Ask { text, customer, .. } => (way.call("ask", json!({ "text": text, "customer": customer })).await?, asking::asked),
        Command::Automations(Automations::List) => (way.call("automations_list", json!({})).await?, automating::list),
        Command::Automations(Automations::Set { file }) => (way.call("automation_set", automating::read(file)?).await?, automating::kept),
        Command::Automations(Automations::Try { file }) => (way.call("automation_try", automating::read(file)?).await?, automating::tried),
        Command::Automations(Automations::On { automation }) => {
            (way.call("automation_switch", json!({ "automation": automation, "on": true })).await?, sentences::done)
        }
        Command::Automations(Automations::Off { automation }) => {
            (way.call("automation_switch", json!({ "automation": automation, "on": false })).await?, sentences::done)
        }
        Command::Automations(Automations::History { automation }) => {
            (way.call("automation_history", json!({ "automation": automation })).await?, automating::history)
        }
        Command::Automations(Automations::Remove { automation }) => {
            (way.call("automation_remove", json!({ "automation": automation })).await?, sentences::done)
        }
        Command::Model(Model::Show) => (way.call("model_get", json!({})).await?, modelling::shown),
        Command::Model(Model::Set { address, model, key_file, words, sorts }) => {
            let key = key_file.as_deref().map(read_secret).transpose()?;
            let set = json!({ "on": true, "address": address, "model": model, "key": key.as_ref().map(Secret::reveal), "words": words, "sorts": sorts });
            (way.call("model_set", set).await?, modelling::shown)
        }
        Command::Model(Model::Off) => (way.call("model_set", json!({ "on": false })).await?, modelling::shown),
        Command::Model(Model::Try { text }) => (way.call("model_try", json!({ "text": text })).await?, modelling::tried),
        Command::Answers(Answers::List) => (way.call("answers_list", json!({})).await?, asking::answers),
        Command::Answers(Answers::Import { file }) => {
            (way.call("answers_import", json!({ "file": asking::read(file)? })).await?, asking::imported)
        }
        Command::Answers(Answers::Remove { answer_id }) => {
            (way.call("answer_remove", json!({ "answer_id": answer_id })).await?, asking::answers)
        }
        Command::Guides(Guides::List) => (way.call("guides_list", json!({})).await?, asking::guides),
        Command::Guides(Guides::Import { file }) => {
            (way.call("guides_import", json!({ "file": asking::read(file)? })).await?, asking::imported)
        }
        Command::Guides(Guides::Remove { guide_id }) => (way.call("guide_remove", json!({ "guide_id": guide_id })).await?, asking::guides),
        Command::Demand => (way.call("demand_lost", json!({})).await?, asking::demand),
        Command::Products(Products::List) => {
            let shop = way.call("shop_get", json!({})).await?;
            let (currency, digits) =
                (shop["currency"].as_str().unwrap_or_default().to_owned(), shop["currency_digits"].as_u64().unwrap_or(2) as u32);
            let mut rows = way.call("products_list", json!({})).await?;
            for row in rows.as_array_mut().into_iter().flatten() {
                row["price_text"] = json!(row["price"].as_i64().map(|p| sentences::amount(p, digits, &currency)));
            }
            (rows, sentences::products)
        }
        Command::Products(Products::Search { text, limit }) => {
            (way.call("products_search", json!({ "text": text, "limit": limit })).await?, sentences::found)
        }
        Command::Products(Products::Show { sku }) => (way.call("product_get", json!({ "variant": id_of(sku).await? })).await?, pretty),
        Command::Products(Products::Set { sku, field, value }) => {
            (way.call("cell_edit", json!({ "variant": id_of(sku).await?, "field": field, "typed": value })).await?, pretty)
        }
        Command::Products(Products::Say { sku, state }) => {
            let state = match state {
                Say::Available => Some("available"),
                Say::SoldOut => Some("sold_out"),
                Say::Count => None,
            };
            (way.call("stock_say", json!({ "variant": id_of(sku).await?, "state": state })).await?, sentences::stock)
        }
        Command::Products(Products::Export { out, format }) => (export(&way, out, *format).await?, pretty),
        Command::TakeAway { folder } => (way.call("take_away", json!({ "folder": std::path::absolute(folder)? })).await?, pretty),
        Command::Products(Products::Collections { what: None | Some(Collections::List) }) => {
            (way.call("collections_list", json!({})).await?, sentences::collections)
        }
        Command::Products(Products::Collections { what: Some(Collections::Show { name }) }) => {
            let all = way.call("collections_list", json!({})).await?;
            let named = |one: &&Value| one["name"].as_str().is_some_and(|known| known.eq_ignore_ascii_case(name));
            let found = all.as_array().and_then(|all| all.iter().find(named)).map(|one| one["id"].clone());
            let found = found.ok_or_else(|| Error::new(Code::NotFound).with("what", "collection"))?;
            (way.call("collection_get", json!({ "collection": found })).await?["products"].take(), sentences::found)
        }
        Command::Products(Products::Watch { show: true, .. }) => (way.call("watched_get", json!({})).await?, pretty),
        Command::Products(Products::Watch { folder, by_itself, .. }) => {
            // Without a folder none is watched.
            let folder = folder.as_deref().map(std::fs::canonicalize).transpose()?.unwrap_or_default();
            (way.call("watched_set", json!({ "folder": folder, "by_itself": by_itself })).await?, pretty)
        }
        Command::Products(Products::Imports) => (way.call("imports_list", json!({})).await?, sentences::imports),
        Command::Products(Products::UndoImport { import }) => {
            (way.call("import_undo", json!({ "import": import })).await?, sentences::done)
        }
        Command::Products(Products::SetStock { sku, count }) => {
            (way.call("stock_set", json!({ "variant": id_of(sku).await?, "on_hand": count })).await?, sentences::stock)
        }
        Command::Products(Products::Sold { sku, quantity, even_if_held }) => (
            way.call(
                "stock_sell",
                json!({ "code": sku, "quantity": quantity.as_deref().unwrap_or_default(), "even_if_held": even_if_held }),
            )
            .await?,
            sentences::stock,
        ),
        Command::Customers(customers) => people::customers(&way, customers).await?,
        Command::Stores(stores) => places::stores(&way, stores).await?,
        Command::Waitlist(Waitlist::List) => (way.call("waitlist_list", json!({})).await?, sentences::waitlist),
        Command::Waitlist(Waitlist::Join { sku, customer, wording }) => (
            way.call("waitlist_join", json!({ "code": sku, "customer": customer, "wording": wording, "source": "counter" })).await?,
            sentences::joined,
        ),
        Command::Waitlist(Waitlist::Asked { round: None }) => (way.call("askings_list", json!({})).await?, sentences::rounds),
        Command::Waitlist(Waitlist::Asked { round }) => (way.call("asking_people", json!({ "asking": round })).await?, sentences::asked),
        Command::Waitlist(Waitlist::StopAsking { round }) => {
            (way.call("asking_stop", json!({ "asking": round })).await?, sentences::stopped)
        }
        Command::Orders(Orders::List) => (way.call("orders_list", json!({})).await?, sentences::orders),
        Command::Orders(Orders::Accept { order }) => {
            (way.call("order_step", json!({ "order": order, "step": "accept" })).await?, sentences::order)
        }
        Command::Hand(hand) => (self::hand(&way, hand).await?, pretty),
        Command::Team(team) => (self::team(&way, team).await?, pretty),
        Command::Rates(Rates::Show) => (way.call("spending_get", json!({})).await?, pretty),
        Command::Rates(Rates::Import { file, dry_run, effective }) => {
            let content = base64::engine::general_purpose::STANDARD.encode(read_file(file)?);
            (way.call("rates_import", json!({ "content": content, "dry_run": dry_run, "effective": effective })).await?, pretty)
        }
        Command::Orders(Orders::HandOver { order }) => {
            (way.call("order_step", json!({ "order": order, "step": "hand_over" })).await?, sentences::order)
        }
        Command::Orders(Orders::Cancel { order }) => {
            (way.call("order_step", json!({ "order": order, "step": "cancel" })).await?, sentences::order)
        }
        Command::Orders(Orders::Undo { order }) => {
            (way.call("order_step", json!({ "order": order, "step": "undo" })).await?, sentences::order)
        }
        Command::Outbox(Outbox::List) => (way.call("outbox_list", json!({})).await?, sentences::outbox),
        Command::Outbox(Outbox::Resolve { promise, send_again }) => {
            (way.call("outbox_resolve", json!({ "promise": promise, "send_again": send_again })).await?, sentences::word)
        }
        Command::Templates(Templates::List) => (way.call("templates_list", json!({})).await?, sentences::templates),
        Command::Templates(Templates::Submit { languages }) => {
            (way.call("templates_submit", json!({ "languages": languages })).await?, sentences::templates)
        }
        Command::Templates(Templates::Sync) => (way.call("connection_sync", json!({})).await?, sentences::templates),
        Command::Call { command, payload } => {
            let payload: Value = serde_json::from_str(payload).map_err(|_| Error::new(Code::BadRequest).with("field", "payload"))?;
            (way.call(command, payload).await?, pretty)
        }
        _ => return Err(Error::internal("a command without a way")),
    };
    show(a.json, &value, human)
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default()
}

async fn hand(way: &Way, hand: &Hand) -> Result<Value> {
    let tick = |promise: &i64, tap: &str| json!({ "promise": promise, "tap": tap });
    match hand {
        Hand::List => way.call("hand_list", json!({})).await,
        Hand::Open { promise } => way.call("hand_open", json!({ "promise": promise })).await,
        Hand::Sent { promise } => way.call("hand_tick", tick(promise, "sent")).await,
        Hand::Skip { promise } => way.call("hand_tick", tick(promise, "skip")).await,
        Hand::Undo { promise } => way.call("hand_tick", tick(promise, "undo")).await,
        Hand::Answer { promise, answer } => way.call("hand_answer", tick(promise, answer)).await,
        Hand::Write { customer, text, offer } => {
            let purpose = if *offer { "promotions" } else { "service" };
            way.call("hand_write", json!({ "customer": customer, "purpose": purpose, "text": text })).await
        }
    }
}

async fn team(way: &Way, team: &Team) -> Result<Value> {
    let new_pin = || std::env::var("VITRINE_NEW_PIN").ok();
    match team {
        Team::List => way.call("team_list", json!({})).await,
        Team::Add { name, role } => way.call("team_add", json!({ "name": name, "role": role, "pin": new_pin() })).await,
        Team::Pin { colleague } => {
            let pin = new_pin().ok_or_else(|| Error::new(Code::BadPin))?;
            way.call("team_change", json!({ "colleague": colleague, "pin": pin })).await
        }
        Team::Off { colleague } => way.call("team_switch", json!({ "colleague": colleague, "off": true })).await,
        Team::On { colleague } => way.call("team_switch", json!({ "colleague": colleague, "off": false })).await,
        Team::History => way.call("activity_list", json!({})).await,
    }
}

async fn init(a: &Arguments, demo: Option<Demo>) -> Result<()> {
    let Command::Init { name, country, currency, time_zone, language, owner, .. } = &a.command else {
        return Err(Error::internal("init"));
    };
    if a.shop.join("shop.json").exists() {
        return Err(Error::new(Code::ShopExists));
    }
    if let Some(demo) = demo {
        let kind = match demo {
            Demo::Shoes => DemoKind::Shoes,
            Demo::Cafe => DemoKind::Cafe,
            Demo::Hardware => DemoKind::Hardware,
        };
        let occupied = std::fs::read_dir(&a.shop).is_ok_and(|mut entries| entries.next().is_some());
        if occupied {
            return Err(Error::new(Code::BadRequest).with("field", "folder").with("text", "not empty"));
        }
        vitrine_server::demo::create(&a.shop, kind, language).await?;
        return show(a.json, &json!({ "demo": kind }), |_| {
            "A demo shop is ready. Next: vitrine --shop DIR serve, or products list.".into()
        });
    }
    let new = NewShop {
        name: name.clone(),
        country: country.clone(),
        currency: currency.clone(),
        time_zone: time_zone.clone(),
        language: language.clone(),
        owner: owner.clone(),
    };
    let (dir, passphrase) = (a.shop.clone(), passphrase(a)?);
    let kind = if passphrase.is_some() { Kind::Passphrase } else { Kind::Real };
    tokio::task::spawn_blocking(move || Shop::create(&dir, &new, kind, passphrase.as_ref())).await.map_err(Error::internal)??;
    show(a.json, &json!({ "created": true }), |_| "The shop is ready. Next: vitrine --shop DIR products import FILE.".into())
}

async fn serve(a: &Arguments, listen: SocketAddr, ui: Option<PathBuf>) -> Result<()> {
    let filter =
        tracing_subscriber::EnvFilter::try_from_default_env().unwrap_or_else(|_| "warn,vitrine_core=info,vitrine_server=info".into());
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    let house = House::new(a.shop.join(".house"), HouseOptions { listen, pages: ui, workers: WorkerOptions::default() });
    house.listen().await?;
    // Without a shop in the folder the pages offer the first start.
    if a.shop.join("shop.json").exists() {
        house.open(&a.shop, passphrase(a)?).await?;
    }
    let addresses = house.addresses().ok_or_else(|| Error::internal("not listening"))?;
    print(&serde_json::to_string(&addresses)?)?;
    std::io::stdout().flush()?;
    stopped().await;
    house.shut().await;
    Ok(())
}

async fn stopped() {
    #[cfg(unix)]
    if let Ok(mut terminate) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
        tokio::select! { _ = tokio::signal::ctrl_c() => {}, _ = terminate.recv() => {} }
        return;
    }
    // Without signals it runs until it is ended.
    let _ = tokio::signal::ctrl_c().await;
}

async fn apply(a: &Arguments, files: &[PathBuf]) -> Result<()> {
    let Way::Here { shop, .. } = way(a).await? else {
        return Err(Error::new(Code::ShopOpen));
    };
    for file in files {
        let name = file.to_string_lossy().into_owned();
        let (shop, bytes) = (Arc::clone(&shop), read_file(file));
        let applied = match bytes {
            Ok(bytes) => tokio::task::spawn_blocking(move || shop.apply_webhook(&bytes)).await.map_err(Error::internal)?,
            Err(error) => Err(error),
        };
        let value = match applied {
            Ok(applied) => {
                json!({ "file": name, "result": applied.result, "reason": applied.reason })
            }
            // One bad file does not stop the others.
            Err(error) => {
                json!({ "file": name, "result": "rejected", "reason": sentences::error(&error) })
            }
        };
        show(a.json, &value, |v| {
            format!(
                "{}: {}{}",
                name,
                v["result"].as_str().unwrap_or_default(),
                v["reason"].as_str().map(|r| format!(" ({r})")).unwrap_or_default()
            )
        })?;
    }
    Ok(())
}

async fn export(way: &Way, out: &Path, format: Option<Catalogue>) -> Result<Value> {
    let workbook = out.extension().is_some_and(|end| end.eq_ignore_ascii_case("xlsx"));
    let kind = match format.unwrap_or(if workbook { Catalogue::Xlsx } else { Catalogue::Csv }) {
        Catalogue::Feed => "feed",
        Catalogue::Csv => "csv",
        Catalogue::Xlsx => "xlsx",
    };
    write_made(out, &way.call("catalogue_export", json!({ "kind": kind })).await?)
}

/// Writes a file the shop has made.
pub(crate) fn write_made(out: &Path, file: &Value) -> Result<Value> {
    let content = file["content"].as_str().unwrap_or_default();
    std::fs::write(out, base64::engine::general_purpose::STANDARD.decode(content).map_err(Error::internal)?)?;
    Ok(json!({ "written": out, "rows": file["rows"] }))
}

fn write_pdf(out: &Path, page: &Value) -> Result<()> {
    let content = page["content"].as_str().unwrap_or_default();
    let bytes = base64::engine::general_purpose::STANDARD.decode(content).map_err(Error::internal)?;
    // A spare key is for its owner's eyes.
    vitrine_core::shop::write_private(out, &bytes)
}

async fn open_with_spare_key(a: &Arguments, words: &Path) -> Result<()> {
    let (dir, words, passphrase) = (a.shop.clone(), read_secret(words)?, passphrase(a)?);
    let opened = tokio::task::spawn_blocking(move || Shop::open_with_spare_key(&dir, &words, passphrase.as_ref()).map(drop));
    opened.await.map_err(Error::internal)??;
    show(a.json, &json!({ "opened": true }), |_| "The shop opens here from now on. Connect it again: vitrine connect --help.".into())
}

/// Asks at the keyboard; only "yes" is yes.
fn ask_yes(question: &str) -> Result<bool> {
    print(question)?;
    let mut answer = String::new();
    std::io::stdin().read_line(&mut answer)?;
    Ok(answer.trim() == "yes")
}

async fn alert(a: &Arguments, way: &Way, sku: &str, how: &ToMany) -> Result<()> {
    let variant = way.call("product_find", json!({ "code": sku })).await?["id"].clone();
    let plan = way.call("alert_plan", json!({ "variant": variant, "by_hand": how.by_hand })).await?;
    if !go_ahead(a, how, &plan, sentences::plan, "Tell them? Type yes and Enter.")? {
        return Ok(());
    }
    let alert = way.call("alert_start", json!({ "variant": variant, "by_hand": how.by_hand })).await?;
    show(a.json, &json!({ "alert": alert, "plan": plan }), |_| under_way(way, how, &plan, "told"))
}

async fn ask_who_waits(a: &Arguments, way: &Way, how: &ToMany) -> Result<()> {
    let plan = way.call("asking_plan", json!({ "by_hand": how.by_hand })).await?;
    if !go_ahead(a, how, &plan, sentences::asking_plan, "Ask them? Type yes and Enter.")? {
        return Ok(());
    }
    let asking = way.call("asking_start", json!({ "by_hand": how.by_hand })).await?["asking"].clone();
    show(a.json, &json!({ "asking": asking, "plan": plan }), |_| under_way(way, how, &plan, "asked"))
}

/// Whether many are written to now: not where only the plan is wanted, and not before whoever sits there has said yes to it.
fn go_ahead(a: &Arguments, how: &ToMany, plan: &Value, shown: fn(&Value) -> String, question: &str) -> Result<bool> {
    if how.dry_run {
        show(a.json, plan, shown)?;
        return Ok(false);
    }
    if how.yes {
        return Ok(true);
    }
    print(&shown(plan))?;
    let yes = ask_yes(question)?;
    if !yes {
        print("Nothing was sent.")?;
    }
    Ok(yes)
}

/// What happens next, once it has begun.
fn under_way(way: &Way, how: &ToMany, plan: &Value, what: &str) -> String {
    if how.by_hand {
        return "They wait for your hand: vitrine hand list.".into();
    }
    let first = plan["first"].as_u64().unwrap_or(0);
    let open = if matches!(way, Way::Here { .. }) { " They leave while the shop is open (vitrine serve, or the window)." } else { "" };
    format!("{first} people will be {what}, starting in ten seconds.{open}")
}
