//! Who works here, who did what, and the spare key.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::print::SpareKeySheet;
use crate::team;

pub(super) fn team_list(call: &Call, _: Nothing) -> Result<Vec<Colleague>> {
    call.shop.read(team::list)
}

/// A colleague to add.
#[derive(Deserialize, TS)]
pub struct TeamAdd {
    /// What the shop calls her.
    pub name: Personal<String>,
    /// What she may do.
    pub role: Role,
    /// 4 to 12 digits; without one her tile opens with a tap.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub pin: Option<Secret>,
}

pub(super) fn team_add(call: &Call, request: TeamAdd) -> Result<ColleagueId> {
    call.owner_only()?;
    if request.name.0.trim().is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "name"));
    }
    let pin = request.pin.as_ref().map(team::seal_pin).transpose()?;
    call.shop.write(|tx| team::add(tx, &request.name.0, request.role, pin.as_deref(), call.now))
}

/// A colleague to change; what is left out stays.
#[derive(Deserialize, TS)]
pub struct TeamChange {
    /// Whom.
    pub colleague: ColleagueId,
    /// Her name.
    #[serde(default)]
    pub name: Option<Personal<String>>,
    /// What she may do.
    #[serde(default)]
    pub role: Option<Role>,
    /// A new PIN; empty takes it away.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub pin: Option<Secret>,
}

pub(super) fn team_change(call: &Call, request: TeamChange) -> Result<Vec<Colleague>> {
    call.owner_only()?;
    let takes_away = request.pin.as_ref().is_some_and(|pin| pin.reveal().is_empty());
    let pin = request.pin.as_ref().filter(|_| !takes_away).map(team::seal_pin).transpose()?;
    call.shop.write(|tx| {
        team::get(tx, request.colleague)?;
        team::change(tx, request.colleague, request.name.as_ref().map(|n| n.0.as_str()), request.role, pin.as_deref())?;
        if takes_away {
            team::forget_pin(tx, request.colleague)?;
        }
        team::list(tx)
    })
}

/// A colleague who leaves, or comes back.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TeamSwitch {
    /// Whom.
    pub colleague: ColleagueId,
    /// Off: her tile goes, what she did stays.
    pub off: bool,
}

pub(super) fn team_switch(call: &Call, request: TeamSwitch) -> Result<Vec<Colleague>> {
    call.owner_only()?;
    call.shop.write(|tx| {
        team::switch(tx, request.colleague, request.off, call.now)?;
        team::list(tx)
    })
}

/// Which part of the history.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct ActivityQuery {
    /// Older than this one.
    pub before: Option<i64>,
    /// At most so many; 100 if left out.
    pub limit: Option<u32>,
}

pub(super) fn activity_list(call: &Call, query: ActivityQuery) -> Result<Vec<Activity>> {
    call.owner_only()?;
    call.shop.read(|read| team::activities(read, query.before, query.limit.unwrap_or(100)))
}

/// A page to print.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Pdf {
    /// A name for the file.
    pub name: String,
    /// Its bytes, base64.
    pub content: String,
}

impl Pdf {
    pub(super) fn new(name: String, bytes: &[u8]) -> Self {
        Self { name, content: BASE64.encode(bytes) }
    }
}

pub(super) fn spare_key_print(call: &Call, _: Nothing) -> Result<Pdf> {
    call.owner_only()?;
    let key = call.shop.spare.as_ref().ok_or_else(|| Error::new(Code::NotFound).with("what", "spare key"))?;
    let (name, language, zone): (String, String, String) = call.shop.read(|read| {
        Ok((read.setting("name", String::new())?, read.setting("language", "en".to_owned())?, read.setting("time_zone", "UTC".to_owned())?))
    })?;
    let language = words::pick(Some(&language), "en");
    let say = |key: &str| words::say(language, key, &words::Args::from([("shop".into(), words::Arg::Text(name.clone()))]));
    let day = jiff::Timestamp::from_millisecond(call.now).map_err(Error::internal)?.to_zoned(stores::zone(&zone)?).date();
    let sheet = SpareKeySheet {
        title: say("spare-title")?,
        paragraphs: vec![say("spare-what")?, say("spare-where")?, say("spare-how")?],
        words: key.words()?,
        foot: format!("Vitrine · {name} · {day}"),
        right_to_left: language == "ar",
    };
    let pdf = sheet.pdf()?;
    call.shop.write(|tx| tx.set_setting("spare_key_asked", &true))?;
    Ok(Pdf::new(format!("vitrine-{day}.pdf"), &pdf))
}

pub(super) fn spare_key_later(call: &Call, _: Nothing) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| tx.set_setting("spare_key_asked", &true))?;
    Ok(DONE)
}
