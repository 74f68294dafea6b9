//! Who is meant: plain conditions on people, joined by "and", counted as they are typed. Reads only; whether a message
//! may go to any of them is the gate's to say, one by one.
//!
//! Conditions become SQL over the tables' own columns: people are looked at a hundred thousand at a time, and a rule
//! per row in the program would read them all.

use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::Purpose;
use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, DAY, Error, Millis, ProductId, Result, StoreId, Topic, VariantId};

/// One plain condition.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Condition {
    /// Bought something in the last days.
    Bought {
        /// Days back.
        days: u32,
        /// Only this product; `null`: anything.
        product: Option<ProductId>,
    },
    /// Has bought nothing in the last days.
    BoughtNothing {
        /// Days back.
        days: u32,
    },
    /// Waits for a variant, or for anything.
    WaitsFor {
        /// Which; `null`: anything.
        variant: Option<VariantId>,
    },
    /// Signed up or bought at a store.
    AtStore {
        /// Which.
        store: StoreId,
    },
    /// Has not written in the last days, or never.
    SilentFor {
        /// Days back.
        days: u32,
    },
    /// Carries a tag.
    Tagged {
        /// The word, in any case.
        tag: String,
    },
    /// Is written to in a language.
    Speaks {
        /// Language code.
        language: String,
    },
    /// Her number is from a country.
    From {
        /// ISO, two letters.
        country: String,
    },
    /// Said yes to a purpose, and that stands.
    Agreed {
        /// To what.
        purpose: Purpose,
    },
    /// Can be answered now: she wrote within a day.
    WindowOpen,
    /// Has her birthday within the next days.
    Birthday {
        /// Days ahead.
        days: u32,
    },
    /// Not the condition.
    Not {
        /// Which.
        condition: Box<Self>,
    },
}

/// Who is wanted, and in which order.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct Audience {
    /// Part of a name, number, username, company or e-mail.
    pub text: String,
    /// All of these.
    pub conditions: Vec<Condition>,
    /// name, added, wrote; empty: by name.
    pub sort: String,
    /// The other way round.
    pub descending: bool,
}

/// Conditions with a name.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Segment {
    /// Ours.
    pub id: i64,
    /// The owner's.
    pub name: String,
    /// Who is in it.
    pub audience: Audience,
}

struct Query {
    sql: String,
    values: Vec<Value>,
}

impl Query {
    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn condition(&mut self, condition: &Condition, now: Millis) -> Result<String> {
        let since = |days: u32| now - i64::from(days.min(36_500)) * DAY;
        Ok(match condition {
            Condition::Bought { days, product } => {
                let at = self.bind(since(*days));
                let which = match product {
                    Some(product) => format!(" AND v.product_id = {}", self.bind(product.0)),
                    None => String::new(),
                };
                format!(
                    "EXISTS (SELECT 1 FROM shop_order o JOIN order_line l ON l.order_id = o.id JOIN variant v ON v.id = l.variant_id
                     WHERE o.customer_id = c.id AND o.state = 'handed_over' AND o.changed_at >= {at}{which})"
                )
            }
            Condition::BoughtNothing { days } => {
                let bought = self.condition(&Condition::Bought { days: *days, product: None }, now)?;
                format!("NOT {bought}")
            }
            Condition::WaitsFor { variant } => {
                let which = match variant {
                    Some(variant) => format!(" AND w.variant_id = {}", self.bind(variant.0)),
                    None => String::new(),
                };
                format!("EXISTS (SELECT 1 FROM waiting w WHERE w.customer_id = c.id AND w.state = 'waiting'{which})")
            }
            Condition::AtStore { store } => {
                let store = self.bind(store.0);
                format!(
                    "(EXISTS (SELECT 1 FROM shop_order o WHERE o.customer_id = c.id AND o.store_id = {store})
                      OR EXISTS (SELECT 1 FROM waiting w WHERE w.customer_id = c.id AND w.store_id = {store})
                      OR EXISTS (SELECT 1 FROM consent_receipt r JOIN consent_evidence e ON e.receipt_id = r.id WHERE r.customer_id = c.id AND e.store_id = {store}))"
                )
            }
            Condition::SilentFor { days } => {
                let at = self.bind(since(*days));
                format!("NOT EXISTS (SELECT 1 FROM conversation t WHERE t.customer_id = c.id AND t.last_inbound_at >= {at})")
            }
            Condition::Tagged { tag } => {
                let tag = self.bind(tag.trim().to_lowercase());
                format!("EXISTS (SELECT 1 FROM json_each(c.tags) g WHERE lower(g.value) = {tag})")
            }
            Condition::Speaks { language } => format!("c.language = {}", self.bind(language.clone())),
            Condition::From { country } => format!("c.country = {}", self.bind(country.to_uppercase())),
            Condition::Agreed { purpose } => {
                let name = self.bind(purpose.name().to_owned());
                // Her last word on this purpose, where "stop everything" is a word on every purpose.
                format!(
                    "(SELECT r.act = 'given' AND r.purpose = {name} FROM consent_receipt r WHERE r.customer_id = c.id AND r.purpose IN ({name}, 'everything')
                      AND r.act IN ('given', 'withdrawn') ORDER BY r.id DESC LIMIT 1) = 1"
                )
            }
            Condition::WindowOpen => {
                let now = self.bind(now);
                format!("EXISTS (SELECT 1 FROM conversation t WHERE t.customer_id = c.id AND t.window_until > {now})")
            }
            Condition::Birthday { days } => self.birthday(*days, now)?,
            Condition::Not { condition } => format!("NOT ({})", self.condition(condition, now)?),
        })
    }

    fn birthday(&mut self, days: u32, now: Millis) -> Result<String> {
        let today = jiff::Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(jiff::tz::TimeZone::UTC).date();
        let next = (0..=i64::from(days.min(365))).map(|ahead| today.saturating_add(jiff::Span::new().days(ahead)));
        let list: Vec<String> = next.map(|day| format!("{:02}-{:02}", day.month(), day.day())).collect();
        let list = self.bind(serde_json::to_string(&list)?);
        Ok(format!("substr(c.birthday, -5) IN (SELECT value FROM json_each({list}))"))
    }
}

fn query(audience: &Audience, now: Millis) -> Result<Query> {
    if audience.conditions.len() > 20 {
        return Err(Error::new(Code::TooLarge).with("limit", 20));
    }
    let mut query = Query { sql: String::new(), values: Vec::new() };
    let mut all = vec!["c.merged_into IS NULL".to_owned(), "c.erased_at IS NULL".to_owned()];
    let text = audience.text.trim();
    if !text.is_empty() {
        let plain = query.bind(format!("%{}%", text.replace(['%', '_'], "")));
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        // A local number is looked for without its first zero, which the international form has not.
        let number = query.bind(format!("%{}%", digits.trim_start_matches('0')));
        let by_number = if digits.len() > 2 { format!(" OR a.kind = 'phone' AND a.value LIKE {number}") } else { String::new() };
        all.push(format!(
            "(c.name LIKE {plain} OR c.company LIKE {plain} OR c.email LIKE {plain}
              OR EXISTS (SELECT 1 FROM customer_alias a WHERE a.customer_id = c.id AND (a.kind = 'username' AND a.value LIKE {plain}{by_number})))"
        ));
        if by_number.is_empty() {
            // Bound all the same, so that the places of what follows are right.
            all.push(format!("{number} IS NOT NULL"));
        }
    }
    for condition in &audience.conditions {
        let sql = query.condition(condition, now)?;
        all.push(sql);
    }
    query.sql = format!("FROM customer c WHERE {}", all.join(" AND "));
    Ok(query)
}

/// Everybody who is meant, in order.
pub fn people(read: &Read<'_>, audience: &Audience, now: Millis) -> Result<Vec<CustomerId>> {
    let by = match audience.sort.as_str() {
        "" | "name" => "c.name = '', c.name COLLATE NOCASE",
        "added" => "c.added_at",
        "wrote" => "(SELECT COALESCE(t.last_inbound_at, 0) FROM conversation t WHERE t.customer_id = c.id)",
        other => return Err(Error::new(Code::BadRequest).with("field", other)),
    };
    let direction = if audience.descending { "DESC" } else { "ASC" };
    let query = query(audience, now)?;
    read.all(&format!("SELECT c.id {} ORDER BY {by} {direction}, c.id", query.sql), rusqlite::params_from_iter(query.values), |row| {
        row.get(0)
    })
}

/// How many are meant.
pub fn count(read: &Read<'_>, audience: &Audience, now: Millis) -> Result<i64> {
    let query = query(audience, now)?;
    read.count(&format!("SELECT count(*) {}", query.sql), rusqlite::params_from_iter(query.values))
}

/// Keeps conditions under a name, in place of those that have it.
pub fn save(tx: &Tx<'_>, name: &str, audience: &Audience) -> Result<()> {
    let name = name.trim();
    if name.is_empty() || name.chars().count() > 60 {
        return Err(Error::new(Code::BadRequest).with("field", "name"));
    }
    tx.execute(
        "INSERT INTO segment (name, audience) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET audience = excluded.audience",
        (name, serde_json::to_string(audience)?),
    )?;
    tx.touch(Topic::Customers);
    Ok(())
}

/// Forgets a segment; the people stay.
pub fn forget(tx: &Tx<'_>, segment: i64) -> Result<()> {
    tx.execute("DELETE FROM segment WHERE id = ?1", [segment])?;
    tx.touch(Topic::Customers);
    Ok(())
}

/// The segments kept, by name.
pub fn segments(read: &Read<'_>) -> Result<Vec<Segment>> {
    read.all("SELECT id, name, audience FROM segment ORDER BY name COLLATE NOCASE", [], |row| {
        let audience: String = row.get(2)?;
        Ok(Segment { id: row.get(0)?, name: row.get(1)?, audience: serde_json::from_str(&audience).unwrap_or_default() })
    })
}
