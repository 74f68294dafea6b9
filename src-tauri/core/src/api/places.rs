//! The places of the shop.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::media::library;
use crate::moments::{self, Pin, services};
use crate::stores::holidays::{self, HoursBefore};
use crate::stores::{import as store_import, place};
use vitrine_places::hours::{self, week::Week};

pub(super) fn stores_list(call: &Call, _: Nothing) -> Result<Vec<Store>> {
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

pub(super) fn store_add(call: &Call, request: StoreAdd) -> Result<StoreId> {
    call.owner_only()?;
    call.shop.write(|tx| {
        let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
        stores::add(tx, &request.name, &request.address, &zone, &request.opening_hours)
    })
}

fn language(read: &crate::db::Read<'_>) -> Result<String> {
    read.setting("language", "en".to_owned())
}

pub(super) fn stores_now(call: &Call, _: Nothing) -> Result<Vec<place::StoreNow>> {
    call.shop.read(|read| {
        let language = language(read)?;
        stores::list(read)?.into_iter().map(|store| place::now(store, call.now, &language, None)).collect()
    })
}

/// A field of a store.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreChange {
    /// Which.
    pub store: StoreId,
    /// name, address, phone, country, `time_zone`, `opening_hours`, services, pin.
    pub field: String,
    /// As typed: hours in the owner's words, a pin as a link, a plus code or coordinates.
    pub typed: String,
}

/// What stood there before, as it would be typed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreChanged {
    /// Before.
    pub before: String,
    /// As it is now.
    pub store: place::StoreNow,
}

pub(super) fn store_change(call: &Call, request: StoreChange) -> Result<StoreChanged> {
    call.owner_only()?;
    // A service everybody knows is kept by its code, whatever language it is typed in.
    let typed = if request.field == "services" { services::typed(&request.typed)? } else { request.typed };
    call.shop.write(|tx| {
        let language = language(tx)?;
        let before = place::change(tx, request.store, &request.field, &typed, &language)?;
        Ok(StoreChanged { before, store: place::now(stores::get(tx, request.store)?, call.now, &language, None)? })
    })
}

/// A store.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreRef {
    /// Which.
    pub store: StoreId,
}

pub(super) fn store_remove(call: &Call, request: StoreRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| place::remove(tx, request.store))?;
    Ok(DONE)
}

pub(super) fn stores_nearest(call: &Call, request: place::NearestWanted) -> Result<Vec<place::StoreNow>> {
    call.shop.read(|read| call.shop.near.nearest(&call.shop.db, read, &request, call.now, &language(read)?))
}

/// Which store, in which language.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreAsk {
    /// Which.
    pub store: StoreId,
    /// Of the six; the shop's if left out.
    #[serde(default)]
    pub language: Option<String>,
}

/// What somebody who asks for a store gets.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoreTold {
    /// The language it is said in.
    pub language: String,
    /// The message.
    pub text: String,
    /// Hash of the picture above it.
    pub image: Option<String>,
    /// The button below it, and where it leads.
    pub way: Option<(String, String)>,
    /// The place that follows.
    pub pin: Option<Pin>,
}

pub(super) fn store_told(call: &Call, request: StoreAsk) -> Result<StoreTold> {
    call.shop.read(|read| {
        let language = request.language.map_or_else(|| language(read), Ok)?;
        let reply = moments::of_store(read, call.shop.desk(), request.store, &language, call.now)?;
        let label = |(key, url): &(String, String)| Ok::<_, Error>((words::say(reply.language, key, &words::Args::new())?, url.clone()));
        Ok(StoreTold {
            language: reply.language.to_owned(),
            text: reply.text()?.unwrap_or_default(),
            image: reply.image.clone(),
            way: reply.link.as_ref().map(label).transpose()?,
            pin: reply.pin.clone(),
        })
    })
}

/// The pictures of a store, in order.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StorePicturesSet {
    /// Which.
    pub store: StoreId,
    /// Files of the library; the first is the store's face.
    pub hashes: Vec<String>,
}

fn pictures_of(read: &crate::db::Read<'_>, store: StoreId) -> Result<Vec<MediaFile>> {
    stores::get(read, store)?.pictures.iter().map(|hash| library::get(read, hash)).collect()
}

pub(super) fn store_pictures(call: &Call, request: StoreRef) -> Result<Vec<MediaFile>> {
    call.shop.read(|read| pictures_of(read, request.store))
}

pub(super) fn store_pictures_set(call: &Call, request: StorePicturesSet) -> Result<Vec<MediaFile>> {
    call.owner_only()?;
    call.shop.write(|tx| {
        for hash in &request.hashes {
            if library::get(tx, hash)?.kind != "image" {
                return Err(Error::new(Code::BadMedia).with("why", "wrong_kind"));
            }
        }
        place::set_pictures(tx, request.store, &request.hashes)?;
        pictures_of(tx, request.store)
    })
}

/// A piece of a street map.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MapTile {
    /// How near.
    pub zoom: u8,
    /// Which column.
    pub x: u32,
    /// Which row.
    pub y: u32,
}

/// As a data URL.
pub(super) async fn map_tile(call: Call, request: MapTile) -> Result<String> {
    let (bytes, kind) = crate::shop::tiles::tile(&call.shop, request.zoom, request.x, request.y).await?;
    Ok(format!("data:{kind};base64,{}", BASE64.encode(bytes)))
}

/// Hours as typed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HoursTyped {
    /// In anybody's words.
    pub typed: String,
}

/// Hours as they are understood.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HoursRead {
    /// OSM `opening_hours`.
    pub osm: String,
    /// As people write them, line by line.
    pub lines: Vec<String>,
    /// What was decided without asking and is worth a look.
    pub notes: Vec<String>,
    /// Day by day, for an editor; `null` where they say more than a week can show.
    pub week: Option<Week>,
}

/// Hours as an editor has them.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WeekSet {
    /// Day by day.
    pub week: Week,
}

pub(super) fn hours_of_week(call: &Call, request: WeekSet) -> Result<HoursRead> {
    let language = call.shop.read(language)?;
    let osm = hours::week::osm(&request.week).map_err(|question| place::asked("opening_hours", &question))?;
    let lines = hours::say(&osm, &language).into_iter().map(|line| line.text).collect();
    Ok(HoursRead { osm, lines, notes: Vec::new(), week: Some(request.week) })
}

/// The public holidays of a store's country in the coming year, as `2026-12-25`; none where they are not known.
pub(super) fn store_holidays(call: &Call, request: StoreRef) -> Result<Vec<String>> {
    let store = call.shop.read(|read| stores::get(read, request.store))?;
    let today = jiff::Timestamp::from_millisecond(call.now).map_err(Error::internal)?.to_zoned(stores::zone(&store.time_zone)?).date();
    Ok(hours::holidays(&store.country, today, 365).into_iter().map(|date| date.to_string()).collect())
}

/// What the owner says of a public holiday.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HolidaySaid {
    /// `2026-12-25`.
    pub date: String,
    /// For which stores.
    pub stores: Vec<StoreId>,
    /// Open as on any such weekday; else closed.
    pub open: bool,
}

pub(super) fn holiday_say(call: &Call, request: HolidaySaid) -> Result<Vec<HoursBefore>> {
    call.owner_only()?;
    call.shop.write(|tx| holidays::say(tx, &request.date, &request.stores, request.open))
}

/// Hours as they were before.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct HoursBack {
    /// Of each store.
    pub before: Vec<HoursBefore>,
}

pub(super) fn holiday_take_back(call: &Call, request: HoursBack) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| holidays::take_back(tx, &request.before))?;
    Ok(DONE)
}

pub(super) fn hours_read(call: &Call, request: HoursTyped) -> Result<HoursRead> {
    let language = call.shop.read(language)?;
    let understood =
        vitrine_places::hours::understand(&request.typed, Some(&language)).map_err(|question| place::asked("opening_hours", &question))?;
    let lines = vitrine_places::hours::say(&understood.osm, &language).into_iter().map(|line| line.text).collect();
    let week = hours::week::week(&understood.osm);
    Ok(HoursRead { week, osm: understood.osm, lines, notes: understood.notes.into_iter().map(|note| note.code).collect() })
}

/// A file of stores.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoresFile {
    /// The file's name.
    pub name: String,
    /// Its bytes, base64; empty when there is a path.
    #[serde(default)]
    pub content: String,
    /// Where it is on this machine. Owner only, because the report shows parts of what is read.
    #[serde(default)]
    pub path: Option<String>,
}

pub(super) fn offer(call: &Call, request: &StoresFile) -> Result<vitrine_places::stores::Offer> {
    call.owner_only()?;
    let bytes = match &request.path {
        Some(path) => std::fs::read(path)?,
        None => products::decode(&request.content)?,
    };
    let language = call.shop.read(language)?;
    let mut offer = vitrine_places::stores::read_stores(bytes, Some(&request.name), Some(&language))
        .map_err(|trouble| store_import::refused(&trouble))?;
    for store in &mut offer.stores {
        store.services = services::kept(&store.services)?;
    }
    Ok(offer)
}

pub(super) fn stores_import_undo(call: &Call, request: StoresImportRef) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| store_import::undo(tx, request.import, call.now))?;
    Ok(DONE)
}

/// An import of stores.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoresImportRef {
    /// Which.
    pub import: i64,
}

/// Which file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StoresWanted {
    /// csv or geojson.
    pub kind: String,
}

pub(super) fn stores_export(call: &Call, request: StoresWanted) -> Result<FileMade> {
    let (all, language) = call.shop.read(|read| Ok((stores::list(read)?, language(read)?)))?;
    let mut all = store_import::as_offered(all);
    // A file is read by people: its services are words, which come back as what they are.
    for store in &mut all {
        store.services = store.services.iter().map(|service| services::said(&language, service)).collect::<Result<_>>()?;
    }
    let (file_name, text) = match request.kind.as_str() {
        "geojson" => ("stores.geojson", vitrine_places::stores::to_geojson(&all)),
        "csv" => ("stores.csv", vitrine_places::stores::to_csv(&all)),
        _ => return Err(Error::new(Code::BadRequest).with("field", "kind")),
    };
    Ok(FileMade { file_name: file_name.to_owned(), rows: all.len(), content: BASE64.encode(text) })
}
