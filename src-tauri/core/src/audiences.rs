//! Who is meant: plain conditions on people, joined by "and", counted as they are typed. Reads only; whether a message
//! may go to any of them is the gate's to say, one by one.
//!
//! Conditions become SQL over the tables' own columns: people are looked at a hundred thousand at a time, and a rule
//! per row in the program would read them all.

pub mod attention;
pub mod story;

use jiff::Span;
use jiff::civil::Date;
use rusqlite::types::Value;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::Purpose;
use crate::db::{Read, Tx};
use crate::kinds::{Code, CustomerId, DAY, Error, Millis, ProductId, Result, StoreId, Topic, VariantId};
use crate::{customers, stores};

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
    /// Has her birthday today, this week or this month, where the shop is.
    BirthdayIn {
        /// today, week (Monday to Sunday), month.
        span: String,
    },
    /// She wrote, and nobody has answered yet.
    Unanswered,
    /// Has something to collect.
    OpenOrder,
    /// The shop met her in the last days.
    AddedWithin {
        /// Days back.
        days: u32,
    },
    /// Wrote in the last days.
    WroteWithin {
        /// Days back.
        days: u32,
    },
    /// Has collected more than so many orders.
    OrderedMoreThan {
        /// Orders.
        times: u32,
        /// Within so many days; `null`: ever.
        days: Option<u32>,
    },
    /// Has collected for more than so much.
    SpentMoreThan {
        /// Minor units of the shop's currency.
        amount: i64,
        /// Within so many days; `null`: ever.
        days: Option<u32>,
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

struct Query<'r, 'c> {
    read: &'r Read<'c>,
    now: Millis,
    today: Date,
    /// Somebody's rows are hers and those merged into it; without any merge, hers alone: the plain comparison is faster.
    merged: bool,
    sql: String,
    values: Vec<Value>,
}

impl<'r, 'c> Query<'r, 'c> {
    fn new(read: &'r Read<'c>, now: Millis) -> Result<Self> {
        let zone = stores::zone(&read.setting("time_zone", "UTC".to_owned())?)?;
        let today = jiff::Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(zone).date();
        let merged = read.count("SELECT EXISTS (SELECT 1 FROM customer WHERE merged_into IS NOT NULL)", [])? == 1;
        Ok(Self { read, now, today, merged, sql: String::new(), values: Vec::new() })
    }

    /// That a row's `customer_id` is hers.
    fn hers(&self, table: &str) -> String {
        if self.merged {
            format!("{table}.customer_id IN (SELECT c.id UNION ALL SELECT k.id FROM customer k WHERE k.merged_into = c.id)")
        } else {
            format!("{table}.customer_id = c.id")
        }
    }

    fn bind(&mut self, value: impl Into<Value>) -> String {
        self.values.push(value.into());
        format!("?{}", self.values.len())
    }

    fn since(&mut self, days: u32) -> String {
        let at = self.now - i64::from(days.min(36_500)) * DAY;
        self.bind(at)
    }

    fn condition(&mut self, condition: &Condition) -> Result<String> {
        Ok(match condition {
            Condition::Bought { .. }
            | Condition::BoughtNothing { .. }
            | Condition::OpenOrder
            | Condition::OrderedMoreThan { .. }
            | Condition::SpentMoreThan { .. } => self.by_orders(condition),
            Condition::SilentFor { .. } | Condition::WroteWithin { .. } | Condition::WindowOpen | Condition::Unanswered => {
                self.by_talk(condition)
            }
            Condition::WaitsFor { variant } => {
                let which = variant.map(|variant| format!(" AND w.variant_id = {}", self.bind(variant.0))).unwrap_or_default();
                format!("EXISTS (SELECT 1 FROM waiting w WHERE {} AND w.state = 'waiting'{which})", self.hers("w"))
            }
            Condition::AtStore { store } => {
                let store = self.bind(store.0);
                let (o, w, r) = (self.hers("o"), self.hers("w"), self.hers("r"));
                format!(
                    "(EXISTS (SELECT 1 FROM shop_order o WHERE {o} AND o.store_id = {store})
                      OR EXISTS (SELECT 1 FROM waiting w WHERE {w} AND w.store_id = {store})
                      OR EXISTS (SELECT 1 FROM consent_receipt r JOIN consent_evidence e ON e.receipt_id = r.id WHERE {r} AND e.store_id = {store}))"
                )
            }
            Condition::Tagged { tag } => {
                let spelled = serde_json::to_string(&customers::tags::spellings(self.read, tag)?)?;
                let spelled = self.bind(spelled);
                format!("EXISTS (SELECT 1 FROM json_each(c.tags) g WHERE g.value IN (SELECT value FROM json_each({spelled})))")
            }
            Condition::Speaks { language } => format!("c.language = {}", self.bind(language.clone())),
            Condition::From { country } => format!("c.country = {}", self.bind(country.to_uppercase())),
            Condition::AddedWithin { days } => format!("c.added_at >= {}", self.since(*days)),
            Condition::Agreed { purpose } => {
                let name = self.bind(purpose.name().to_owned());
                // Her last word on this purpose, where "stop everything" is a word on every purpose.
                format!(
                    "(SELECT r.act = 'given' AND r.purpose = {name} FROM consent_receipt r WHERE r.customer_id = c.id AND r.purpose IN ({name}, 'everything')
                      AND r.act IN ('given', 'withdrawn') ORDER BY r.id DESC LIMIT 1) = 1"
                )
            }
            Condition::Birthday { days } => self.birthday(birthdays(self.today, i64::from(*days)))?,
            Condition::BirthdayIn { span } => {
                let (first, last) = span_of(span, self.today)?;
                self.birthday(birthdays(first, i64::from((last - first).get_days())))?
            }
            Condition::Not { condition } => format!("NOT ({})", self.condition(condition)?),
        })
    }

    /// What she has collected or will.
    fn by_orders(&mut self, condition: &Condition) -> String {
        let hers = self.hers("o");
        let within =
            |query: &mut Self, days: Option<u32>| days.map(|d| format!(" AND o.changed_at >= {}", query.since(d))).unwrap_or_default();
        match condition {
            Condition::Bought { days, product: None } | Condition::BoughtNothing { days } => {
                let not = if matches!(condition, Condition::BoughtNothing { .. }) { "NOT " } else { "" };
                let since = within(self, Some(*days));
                format!("{not}EXISTS (SELECT 1 FROM shop_order o WHERE {hers} AND o.state = 'handed_over'{since})")
            }
            Condition::Bought { days, product: Some(product) } => {
                let (since, product) = (within(self, Some(*days)), self.bind(product.0));
                format!(
                    "EXISTS (SELECT 1 FROM shop_order o JOIN order_line l ON l.order_id = o.id JOIN variant v ON v.id = l.variant_id
                     WHERE {hers} AND o.state = 'handed_over'{since} AND v.product_id = {product})"
                )
            }
            Condition::OrderedMoreThan { times, days } => {
                let (since, times) = (within(self, *days), self.bind(i64::from(*times)));
                format!("(SELECT count(*) FROM shop_order o WHERE {hers} AND o.state = 'handed_over'{since}) > {times}")
            }
            Condition::SpentMoreThan { amount, days } => {
                let (since, amount) = (within(self, *days), self.bind(*amount));
                format!("(SELECT COALESCE(sum(o.total), 0) FROM shop_order o WHERE {hers} AND o.state = 'handed_over'{since}) > {amount}")
            }
            _ => format!("EXISTS (SELECT 1 FROM shop_order o WHERE {hers} AND o.state = 'kept')"),
        }
    }

    /// What her conversation says.
    fn by_talk(&mut self, condition: &Condition) -> String {
        let hers = self.hers("t");
        match condition {
            Condition::SilentFor { days } => {
                format!("NOT EXISTS (SELECT 1 FROM conversation t WHERE {hers} AND t.last_inbound_at >= {})", self.since(*days))
            }
            Condition::WroteWithin { days } => {
                format!("EXISTS (SELECT 1 FROM conversation t WHERE {hers} AND t.last_inbound_at >= {})", self.since(*days))
            }
            _ => {
                let now = self.bind(self.now);
                // Whose window has closed is answered no more; the list shows her pen as long as it can be.
                let more = if matches!(condition, Condition::Unanswered) { " AND t.answered = 0" } else { "" };
                format!("EXISTS (SELECT 1 FROM conversation t WHERE {hers} AND t.window_until > {now}{more})")
            }
        }
    }

    fn birthday(&mut self, days: Vec<String>) -> Result<String> {
        let list = self.bind(serde_json::to_string(&days)?);
        Ok(format!("substr(c.birthday, -5) IN (SELECT value FROM json_each({list}))"))
    }
}

/// First and last day of a span around today.
fn span_of(span: &str, today: Date) -> Result<(Date, Date)> {
    let back = |days: i8| today.saturating_sub(Span::new().days(days));
    Ok(match span {
        "today" => (today, today),
        "week" => {
            let monday = back(today.weekday().to_monday_zero_offset());
            (monday, monday.saturating_add(Span::new().days(6)))
        }
        "month" => (today.first_of_month(), today.last_of_month()),
        _ => return Err(Error::new(Code::BadRequest).with("field", "span")),
    })
}

/// The days of a span as birthdays are kept, MM-DD. Born on 29 February is born on the 28th of a year that has none.
fn birthdays(first: Date, more: i64) -> Vec<String> {
    let mut days = Vec::new();
    for ahead in 0..=more.clamp(0, 366) {
        let day = first.saturating_add(Span::new().days(ahead));
        days.push(format!("{:02}-{:02}", day.month(), day.day()));
        if day.month() == 2 && day.day() == 28 && !day.in_leap_year() {
            days.push("02-29".to_owned());
        }
    }
    days
}

fn query<'r, 'c>(read: &'r Read<'c>, audience: &Audience, now: Millis) -> Result<Query<'r, 'c>> {
    if audience.conditions.len() > 20 {
        return Err(Error::new(Code::TooLarge).with("limit", 20));
    }
    let mut query = Query::new(read, now)?;
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
        let sql = query.condition(condition)?;
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
    let query = query(read, audience, now)?;
    read.all(&format!("SELECT c.id {} ORDER BY {by} {direction}, c.id", query.sql), rusqlite::params_from_iter(query.values), |row| {
        row.get(0)
    })
}

/// How many are meant.
pub fn count(read: &Read<'_>, audience: &Audience, now: Millis) -> Result<i64> {
    let query = query(read, audience, now)?;
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
