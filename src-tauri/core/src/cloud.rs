//! This shop's connection to the Cloud API: ids, the templates as Meta has them, whether sending is
//! stopped, and whether a signed hello from the owner's own phone has arrived: until STOP can reach
//! us, nobody else is written to. Token and app secret are not here but with the shop's secrets.

pub mod catalogue;

use cloud_api::error::Stop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Millis, Personal, Result, Topic};

/// Names under which the secrets are kept.
pub const TOKEN: &str = "token";
/// See [`TOKEN`].
pub const APP_SECRET: &str = "app-secret";
/// See [`TOKEN`]; what Meta repeats when it asks whether an address is ours.
pub const VERIFY_TOKEN: &str = "verify-token";

/// The connection as the window shows it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Connection {
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
    /// The number as people see it.
    pub display_number: String,
    /// The name customers see, as Meta approved it.
    pub verified_name: String,
    /// Meta's limit of new people a day, by its name.
    pub tier: String,
    /// GREEN, YELLOW, RED, or empty while Meta has not said.
    pub quality: String,
    /// When the token ends; `null`: never, or not known.
    pub token_until: Option<Millis>,
    /// Where Meta was asked to deliver; empty: as the app says.
    pub callback_url: String,
    /// The owner's own number, whose hello proves that STOP can arrive.
    pub owner_phone: Option<Personal<String>>,
    /// The same proof for a phone whose number Meta hides: a hello with this in it.
    pub hello_code: String,
    /// When the hello came; `null`: nobody but the owner is written to.
    pub hello_at: Option<Millis>,
    /// Why sending is stopped, if it is.
    pub stopped: Option<String>,
    /// When Meta last reached us.
    pub last_event_at: Option<Millis>,
    /// Products that can be sent from the catalogue connected at Meta; `null`: none is connected.
    pub catalogue_items: Option<u32>,
}

/// A template as Meta has it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct TemplateState {
    /// Name.
    pub name: String,
    /// Language code.
    pub language: String,
    /// APPROVED, PENDING …
    pub status: String,
    /// MARKETING, UTILITY …
    pub category: String,
    /// Why it was rejected or paused, in Meta's word.
    pub reason: Option<String>,
    /// How customers take it: GREEN, YELLOW, RED; empty while Meta has not said.
    pub quality: String,
    /// When this was last heard from Meta.
    pub synced_at: Millis,
}

/// The connection, if there is one.
pub fn connection(read: &Read<'_>) -> Result<Option<Connection>> {
    read.one(
        "SELECT graph_url, graph_version, app_id, waba_id, phone_number_id, display_number, verified_name, tier, quality, token_until, callback_url,
                owner_phone, hello_code, hello_at, stopped, last_event_at,
                CASE WHEN catalogue IS NOT NULL THEN (SELECT count(*) FROM catalogue_item WHERE sendable = 1) END FROM connection",
        [],
        |row| {
            Ok(Connection {
                graph_url: row.get(0)?,
                graph_version: row.get(1)?,
                app_id: row.get(2)?,
                waba_id: row.get(3)?,
                phone_number_id: row.get(4)?,
                display_number: row.get(5)?,
                verified_name: row.get(6)?,
                tier: row.get(7)?,
                quality: row.get(8)?,
                token_until: row.get(9)?,
                callback_url: row.get(10)?,
                owner_phone: row.get(11)?,
                hello_code: row.get(12)?,
                hello_at: row.get(13)?,
                stopped: row.get(14)?,
                last_event_at: row.get(15)?,
                catalogue_items: row.get(16)?,
            })
        },
    )
}

/// Keeps a connection that real calls have proved. Another number, or another owner's phone, must say
/// hello again; the same one need not.
pub fn connect(tx: &Tx<'_>, c: &Connection) -> Result<()> {
    tx.execute(
        "INSERT INTO connection (id, graph_url, graph_version, app_id, waba_id, phone_number_id, display_number, verified_name, tier, quality, token_until, callback_url, owner_phone, hello_code)
         VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
         ON CONFLICT (id) DO UPDATE SET
             hello_at = CASE WHEN phone_number_id = excluded.phone_number_id AND (excluded.owner_phone IS NULL OR owner_phone IS excluded.owner_phone) THEN hello_at END,
             owner_phone = COALESCE(excluded.owner_phone, CASE WHEN phone_number_id = excluded.phone_number_id THEN owner_phone END),
             graph_url = excluded.graph_url, graph_version = excluded.graph_version, app_id = excluded.app_id, waba_id = excluded.waba_id,
             phone_number_id = excluded.phone_number_id, display_number = excluded.display_number, verified_name = excluded.verified_name,
             tier = excluded.tier, quality = excluded.quality, token_until = excluded.token_until, callback_url = excluded.callback_url, stopped = NULL, stopped_at = NULL,
             catalogue = CASE WHEN waba_id = excluded.waba_id THEN catalogue END",
        rusqlite::params![
            c.graph_url,
            c.graph_version,
            c.app_id,
            c.waba_id,
            c.phone_number_id,
            c.display_number,
            c.verified_name,
            c.tier,
            c.quality,
            c.token_until,
            c.callback_url,
            c.owner_phone.as_ref().map(|p| &p.0),
            c.hello_code
        ],
    )?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Whether this is the owner's hello: from her own number, or with the code only her screen shows.
pub fn is_hello(connection: &Connection, phones: &[String], text: &str) -> bool {
    let hers = connection.owner_phone.as_ref().is_some_and(|own| phones.contains(&own.0));
    let code = connection.hello_code.as_str();
    hers || (!code.is_empty() && text.split(|c: char| !c.is_ascii_digit()).any(|word| word == code))
}

/// Notes that the owner's hello came, signed: from now on others may be written to.
pub fn hello(tx: &Tx<'_>, now: Millis) -> Result<()> {
    tx.execute("UPDATE connection SET hello_at = ?1 WHERE hello_at IS NULL", [now])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Stops all sending until somebody has acted.
pub fn stop(tx: &Tx<'_>, why: Stop, now: Millis) -> Result<()> {
    let why = serde_json::to_value(why)?;
    tx.execute("UPDATE connection SET stopped = ?1, stopped_at = ?2 WHERE stopped IS NULL", (why.as_str(), now))?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Meta itself says that a reason is gone: restriction lifted, quality back.
pub fn cleared(tx: &Tx<'_>, why: Stop) -> Result<()> {
    let why = serde_json::to_value(why)?;
    tx.execute("UPDATE connection SET stopped = NULL, stopped_at = NULL WHERE stopped = ?1", [why.as_str()])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Notes what Meta says of the number's quality.
pub fn quality(tx: &Tx<'_>, rating: &str) -> Result<()> {
    tx.execute("UPDATE connection SET quality = ?1", [rating])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Takes over the name customers see.
pub fn named(tx: &Tx<'_>, name: Option<&str>) -> Result<()> {
    tx.execute("UPDATE connection SET verified_name = COALESCE(?1, verified_name)", [name])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Notes how customers take a template: GREEN, YELLOW, RED.
pub fn template_quality(tx: &Tx<'_>, name: &str, language: &str, score: &str) -> Result<()> {
    tx.execute("UPDATE template SET quality = ?3 WHERE name = ?1 AND language = ?2", (name, language, score))?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Whether a reason to stop leaves answers free: Meta then objects to what the shop starts, not to
/// what customers ask.
pub fn answers_go_on(why: &str) -> bool {
    matches!(why, "quality" | "spam")
}

/// Lets sending go on.
pub fn resume(tx: &Tx<'_>) -> Result<()> {
    tx.execute("UPDATE connection SET stopped = NULL, stopped_at = NULL", [])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Meta answered a question: token and permission are good (again), and this is the day's limit.
pub fn asked(tx: &Tx<'_>, tier: Option<&str>, quality: Option<&str>) -> Result<()> {
    tx.execute("UPDATE connection SET tier = COALESCE(?1, tier), quality = COALESCE(?2, quality), stopped = CASE WHEN stopped IN ('token', 'permission') THEN NULL ELSE stopped END", (tier, quality))?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Notes that Meta reached us.
pub fn heard(tx: &Tx<'_>, now: Millis) -> Result<()> {
    tx.execute("UPDATE connection SET last_event_at = ?1 WHERE id = 1", [now])?;
    Ok(())
}

/// Takes over what Meta says of a template; status and category are Meta's, never ours.
pub fn template_seen(
    tx: &Tx<'_>,
    name: &str,
    language: &str,
    status: Option<&str>,
    category: Option<&str>,
    reason: Option<&str>,
    now: Millis,
) -> Result<()> {
    tx.execute(
        "INSERT INTO template (name, language, status, category, reason, synced_at) VALUES (?1, ?2, COALESCE(?3, 'PENDING'), COALESCE(?4, 'MARKETING'), ?5, ?6)
         ON CONFLICT (name, language) DO UPDATE SET status = COALESCE(?3, status), category = COALESCE(?4, category), reason = ?5, synced_at = ?6",
        (name, language, status, category, reason, now),
    )?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Keeps a template as Meta lists it, so that it can be filled in.
pub fn template_defined(tx: &Tx<'_>, template: &cloud_api::template::Template) -> Result<()> {
    let definition = serde_json::to_string(template)?;
    tx.execute(
        "UPDATE template SET definition = ?3 WHERE name = ?1 AND language = ?2 AND definition IS NOT ?3",
        (&template.name, &template.language, definition),
    )?;
    Ok(())
}

/// A template as Meta lists it; nothing while it has not been asked for.
pub fn template_parts(read: &Read<'_>, name: &str, language: &str) -> Result<Option<cloud_api::template::Template>> {
    let definition: Option<String> =
        read.value::<Option<String>>("SELECT definition FROM template WHERE name = ?1 AND language = ?2", (name, language))?.flatten();
    Ok(definition.and_then(|text| serde_json::from_str(&text).ok()))
}

/// All templates known.
pub fn templates(read: &Read<'_>) -> Result<Vec<TemplateState>> {
    read.all("SELECT name, language, status, category, reason, synced_at, quality FROM template ORDER BY name, language", [], |row| {
        Ok(TemplateState {
            name: row.get(0)?,
            language: row.get(1)?,
            status: row.get(2)?,
            category: row.get(3)?,
            reason: row.get(4)?,
            synced_at: row.get(5)?,
            quality: row.get(6)?,
        })
    })
}

/// The template in the first of these languages that is approved, else the first there is.
pub fn template_in(read: &Read<'_>, name: &str, languages: &[&str]) -> Result<Option<TemplateState>> {
    let all: Vec<TemplateState> = templates(read)?.into_iter().filter(|t| t.name == name).collect();
    let pick =
        |approved: bool| languages.iter().find_map(|l| all.iter().find(|t| t.language == *l && (!approved || t.status == "APPROVED")));
    Ok(pick(true).or_else(|| all.iter().find(|t| t.status == "APPROVED")).or_else(|| pick(false)).or_else(|| all.first()).cloned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_owners_phone_or_her_code_is_a_hello() {
        let connection = Connection {
            graph_url: String::new(),
            graph_version: String::new(),
            app_id: String::new(),
            waba_id: String::new(),
            phone_number_id: String::new(),
            display_number: String::new(),
            verified_name: String::new(),
            tier: String::new(),
            quality: String::new(),
            token_until: None,
            callback_url: String::new(),
            owner_phone: Some(Personal("+33612345678".into())),
            hello_code: "48213".into(),
            hello_at: None,
            stopped: None,
            last_event_at: None,
            catalogue_items: None,
        };
        let is = |phone: &str, text: &str| is_hello(&connection, &[phone.to_owned()], text);
        assert!(is("+33612345678", "coucou"), "any word from her own number proves that words arrive");
        assert!(is("+99", "Hello 48213"), "so does her code from a phone whose number Meta hides");
        assert!(!is("+99", "Hello"), "a stranger's hello proves nothing of hers");
        assert!(!is("+99", "order 1482130"), "nor does a number that merely holds the code");
    }
}
