//! This shop's connection to the Cloud API: ids, the templates as Meta has them, and whether sending
//! is stopped. Token and app secret are not here but with the shop's secrets.

use cloud_api::error::Stop;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Millis, Result, Topic};

/// Names under which the secrets are kept.
pub const TOKEN: &str = "token";
/// See [`TOKEN`].
pub const APP_SECRET: &str = "app-secret";

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
    /// Meta's limit of new people a day, by its name.
    pub tier: String,
    /// Why sending is stopped, if it is.
    pub stopped: Option<String>,
    /// When Meta last reached us.
    pub last_event_at: Option<Millis>,
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
    /// When this was last heard from Meta.
    pub synced_at: Millis,
}

/// The connection, if there is one.
pub fn connection(read: &Read<'_>) -> Result<Option<Connection>> {
    read.one(
        "SELECT graph_url, graph_version, app_id, waba_id, phone_number_id, display_number, tier, stopped, last_event_at FROM connection",
        [],
        |row| {
            Ok(Connection {
                graph_url: row.get(0)?,
                graph_version: row.get(1)?,
                app_id: row.get(2)?,
                waba_id: row.get(3)?,
                phone_number_id: row.get(4)?,
                display_number: row.get(5)?,
                tier: row.get(6)?,
                stopped: row.get(7)?,
                last_event_at: row.get(8)?,
            })
        },
    )
}

/// Keeps a connection that a real call has proved.
pub fn connect(tx: &Tx<'_>, c: &Connection) -> Result<()> {
    tx.execute(
        "INSERT INTO connection (id, graph_url, graph_version, app_id, waba_id, phone_number_id, display_number, tier) VALUES (1, ?1, ?2, ?3, ?4, ?5, ?6, ?7)
         ON CONFLICT (id) DO UPDATE SET graph_url = excluded.graph_url, graph_version = excluded.graph_version, app_id = excluded.app_id,
             waba_id = excluded.waba_id, phone_number_id = excluded.phone_number_id, display_number = excluded.display_number, tier = excluded.tier, stopped = NULL",
        (&c.graph_url, &c.graph_version, &c.app_id, &c.waba_id, &c.phone_number_id, &c.display_number, &c.tier),
    )?;
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

/// Lets sending go on.
pub fn resume(tx: &Tx<'_>) -> Result<()> {
    tx.execute("UPDATE connection SET stopped = NULL, stopped_at = NULL", [])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Meta answered a question: token and permission are good (again), and this is the day's limit.
pub fn asked(tx: &Tx<'_>, tier: Option<&str>) -> Result<()> {
    tx.execute("UPDATE connection SET tier = COALESCE(?1, tier), stopped = CASE WHEN stopped IN ('token', 'permission') THEN NULL ELSE stopped END", [tier])?;
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

/// All templates known.
pub fn templates(read: &Read<'_>) -> Result<Vec<TemplateState>> {
    read.all("SELECT name, language, status, category, reason, synced_at FROM template ORDER BY name, language", [], |row| {
        Ok(TemplateState {
            name: row.get(0)?,
            language: row.get(1)?,
            status: row.get(2)?,
            category: row.get(3)?,
            reason: row.get(4)?,
            synced_at: row.get(5)?,
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
