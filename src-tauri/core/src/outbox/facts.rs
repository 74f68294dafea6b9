//! Gathers what the gate looks at: what is the same for everybody once, what is a person's own per
//! person. Within one transaction, claims made a moment ago count against the limits.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;

use crate::cloud::{self, Connection, TemplateState};
use crate::consent::{self, Purpose, Standing};
use crate::conversations;
use crate::customers::{self, Customer};
use crate::db::Read;
use crate::kinds::{CustomerId, DAY, Millis, Result};
use crate::policy::{Facts, Rules, Shape, TemplateFact};
use crate::pricing::{self, Card};
use crate::{stores, words};

/// One gathering, at one moment, in one transaction.
pub struct Gatherer<'r, 'c> {
    read: &'r Read<'c>,
    now: Millis,
    rules: Rules,
    connection: Option<Connection>,
    shop_language: String,
    shop_zone: TimeZone,
    card: Card,
    spent: i64,
    free_replies_left: i64,
    /// Opened outside a window in the last day, before this gathering …
    opened_before: i64,
    /// … and by it.
    opened: BTreeSet<CustomerId>,
    tier: Option<u32>,
    tier_frees_at: Millis,
    templates: BTreeMap<(String, &'static str), Option<TemplateState>>,
    zones: BTreeMap<String, TimeZone>,
}

/// What was gathered about one person; owns what [`Facts`] borrows.
pub struct Gathered {
    pub customer: Customer,
    pub language: &'static str,
    pub template_language: Option<String>,
    pub template_micros: Option<i64>,
    pub ordinary_micros: Option<i64>,
    standing: Standing,
    barred_at_meta: bool,
    window_until: Option<Millis>,
    template: Option<TemplateFact>,
    zone: TimeZone,
    promotions_at: Vec<Millis>,
    tier_left: Option<u32>,
    tier_frees_at: Millis,
    spent: i64,
    meta_limit_until: Option<Millis>,
    on_the_way: i64,
    stopped: Option<String>,
    connected: bool,
    hello: bool,
    is_owner: bool,
}

/// One person's last day.
#[derive(Default)]
struct Lately {
    /// A template has opened a conversation with her: she is counted already.
    opened: bool,
    /// When Meta did not deliver a promotion to her: trying again within a day only fails again (131049, 130472).
    not_delivered: Option<Millis>,
    /// Messages of the last minutes.
    on_the_way: i64,
}

impl Gathered {
    pub fn facts(&self) -> Facts<'_> {
        Facts {
            standing: self.standing,
            barred_at_meta: self.barred_at_meta,
            has_address: self.customer.phone.is_some() || self.customer.user_id.is_some(),
            has_phone: self.customer.phone.is_some(),
            is_owner: self.is_owner,
            hello: self.hello,
            window_until: self.window_until,
            template: self.template.clone(),
            country: self.customer.country.as_deref(),
            zone: &self.zone,
            promotions_at: &self.promotions_at,
            tier_left: self.tier_left,
            tier_frees_at: self.tier_frees_at,
            spent_micros: self.spent,
            meta_limit_until: self.meta_limit_until,
            template_micros: self.template_micros,
            ordinary_micros: self.ordinary_micros,
            stopped: self.stopped.as_deref(),
            stops_answers: self.stopped.as_deref().is_none_or(|why| !cloud::answers_go_on(why)),
            connected: self.connected,
        }
    }

    /// One more would break Meta's pair limit (one in 6 s, 45 ahead).
    pub fn pair_is_full(&self) -> bool {
        self.on_the_way >= cloud_api::limits::PAIR_BURST
    }

    pub fn window_open(&self, now: Millis) -> bool {
        self.window_until.is_some_and(|until| until > now)
    }
}

impl<'r, 'c> Gatherer<'r, 'c> {
    pub fn new(read: &'r Read<'c>, now: Millis) -> Result<Self> {
        let connection = cloud::connection(read)?;
        let zone_name: String = read.setting("time_zone", "UTC".to_owned())?;
        let shop_zone = stores::zone(&zone_name)?;
        let tier = connection.as_ref().and_then(|c| cloud_api::limits::tier(&c.tier));
        // Without a limit nobody needs counting.
        let (opened_before, first) = match tier {
            None => (0, None),
            Some(_) => read
                .one(
                    "SELECT count(DISTINCT customer_id), min(opened_window_for) FROM promise WHERE opened_window_for > ?1",
                    [now - DAY],
                    |row| Ok((row.get::<_, i64>(0)?, row.get::<_, Option<Millis>>(1)?)),
                )?
                .unwrap_or_default(),
        };
        let month = pricing::month(read, pricing::month_start(now, &shop_zone))?;
        let rules = read.setting("rules", Rules::default())?;
        let spent = month.micros + in_flight(read, &rules, now)?;
        let free_left = i64::from(cloud_api::limits::FREE_SERVICE_MESSAGES) - month.free_replies;
        Ok(Self {
            read,
            now,
            rules,
            tier,
            connection,
            shop_language: read.setting("language", "en".to_owned())?,
            card: Card::at(read, now)?,
            spent,
            free_replies_left: free_left - free_in_flight(read, free_left, now)?,
            shop_zone,
            opened_before,
            opened: BTreeSet::new(),
            tier_frees_at: first.map_or(now, |at| at + DAY),
            templates: BTreeMap::new(),
            zones: BTreeMap::new(),
        })
    }

    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    pub fn card(&self) -> &Card {
        &self.card
    }

    /// Everything about one person for one purpose.
    pub fn facts(&mut self, customer: CustomerId, purpose: Purpose, template: Option<&str>) -> Result<Gathered> {
        let customer = customers::get(self.read, customer)?;
        let language = words::pick(customer.language.as_deref(), &self.shop_language);
        let template = match template {
            Some(name) => self.template(name, language)?,
            None => None,
        };
        let acts = if purpose == Purpose::Service { Vec::new() } else { consent::acts(self.read, customer.id)? };
        let promotions_at = match purpose {
            Purpose::Promotions => {
                let since = self.now - i64::from(self.rules.promotions_days) * DAY;
                self.read.all(
                    "SELECT changed_at FROM promise WHERE customer_id = ?1 AND purpose = 'promotions' AND state IN ('claimed', 'accepted', 'sent', 'delivered', 'read', 'unknown', 'uncertain') AND created_at > ?3 AND changed_at > ?2 ORDER BY changed_at",
                    (customer.id, since, since - MOVES_FOR),
                    |row| row.get(0),
                )?
            }
            _ => Vec::new(),
        };
        let zone = self.zone(customer.country.as_deref());
        let owner_phone = self.connection.as_ref().and_then(|c| c.owner_phone.as_ref());
        let is_owner =
            owner_phone.zip(customer.phone.as_ref()).is_some_and(|(own, hers)| customers::phone_variants(&hers.0).contains(&own.0));
        let lately = self.lately(customer.id)?;
        let counted_today = lately.opened || self.opened.contains(&customer.id);
        let marketing = template.as_ref().is_some_and(|template| template.category == "MARKETING");
        Ok(Gathered {
            language,
            template_language: template.as_ref().map(|t| t.language.clone()),
            template_micros: template.as_ref().and_then(|t| self.card.price(customer.country.as_deref(), &t.category.to_lowercase())),
            ordinary_micros: if self.free_replies_left > 0 { Some(0) } else { self.card.price(customer.country.as_deref(), "service") },
            standing: consent::standing(&acts, purpose),
            barred_at_meta: consent::barred_at_meta(&acts),
            window_until: conversations::window_until(self.read, customer.id)?,
            template: template.map(|t| TemplateFact {
                approved: t.status == "APPROVED",
                marketing: t.category == "MARKETING",
                status: t.status,
            }),
            zone,
            promotions_at,
            // Somebody opened today already does not take another place.
            tier_left: self
                .tier
                .filter(|_| !counted_today)
                .map(|limit| limit.saturating_sub(self.opened_before as u32 + self.opened.len() as u32)),
            tier_frees_at: self.tier_frees_at,
            spent: self.spent,
            meta_limit_until: lately.not_delivered.filter(|_| marketing).map(|at| at + DAY),
            on_the_way: lately.on_the_way,
            stopped: self.connection.as_ref().and_then(|c| c.stopped.clone()),
            connected: self.connection.is_some(),
            hello: self.connection.as_ref().is_some_and(|c| c.hello_at.is_some()),
            is_owner,
            customer,
        })
    }

    /// What of the last day counts against her, in one look.
    fn lately(&self, customer: CustomerId) -> Result<Lately> {
        let span = cloud_api::limits::PAIR_EVERY_MS * cloud_api::limits::PAIR_BURST;
        let found = self.read.one(
            "SELECT max(opened_window_for > ?2), max(changed_at) FILTER (WHERE error_code IN (131049, 130472)),
                    count(*) FILTER (WHERE tries > 0 AND changed_at > ?3)
             FROM promise WHERE customer_id = ?1 AND created_at > ?4 AND changed_at > ?2",
            (customer, self.now - DAY, self.now - span, self.now - DAY - MOVES_FOR),
            |row| {
                Ok(Lately { opened: row.get::<_, Option<bool>>(0)?.unwrap_or(false), not_delivered: row.get(1)?, on_the_way: row.get(2)? })
            },
        )?;
        Ok(found.unwrap_or_default())
    }

    fn template(&mut self, name: &str, language: &'static str) -> Result<Option<TemplateState>> {
        let key = (name.to_owned(), language);
        if !self.templates.contains_key(&key) {
            let found = cloud::template_in(self.read, name, &[language, &self.shop_language, "en"])?;
            self.templates.insert(key.clone(), found);
        }
        Ok(self.templates.get(&key).cloned().flatten())
    }

    fn zone(&mut self, country: Option<&str>) -> TimeZone {
        let Some(name) = country.and_then(customers::time_zone_of) else {
            return self.shop_zone.clone();
        };
        let shop = self.shop_zone.clone();
        self.zones.entry(name.to_owned()).or_insert_with(|| stores::zone(name).unwrap_or(shop)).clone()
    }

    /// Counts a claim against the limits for the rest of this transaction; answers what it will cost.
    pub fn claimed(&mut self, gathered: &Gathered, shape: Shape) -> Option<i64> {
        let micros = match shape {
            Shape::Template => {
                if !gathered.window_open(self.now) {
                    self.opened.insert(gathered.customer.id);
                }
                gathered.template_micros
            }
            Shape::Ordinary => {
                self.free_replies_left -= 1;
                gathered.ordinary_micros
            }
            Shape::ByHand => Some(0),
        };
        self.spent += micros.unwrap_or(0);
        micros
    }
}

/// A promise still moves so long after it was made: it may wait some days, and Meta reports on a message for thirty.
const MOVES_FOR: Millis = 35 * DAY;
/// What Meta has not billed so long after it was promised it will not bill.
const BILLED_WITHIN: Millis = 14 * DAY;

/// What is claimed and not yet billed, in millionths. Only a limit asks for it: the sum runs over everything on
/// its way.
fn in_flight(read: &Read<'_>, rules: &Rules, now: Millis) -> Result<i64> {
    if rules.monthly_spend_micros.is_none() {
        return Ok(0);
    }
    read.count(
        "SELECT COALESCE(SUM(in_flight_micros), 0) FROM promise WHERE in_flight_micros IS NOT NULL AND created_at > ?1",
        [now - BILLED_WITHIN],
    )
}

/// Free replies claimed and not yet billed, counted no further than there are any left.
fn free_in_flight(read: &Read<'_>, left: i64, now: Millis) -> Result<i64> {
    read.count(
        "SELECT count(*) FROM (SELECT 1 FROM promise WHERE in_flight_micros = 0 AND created_at > ?1 LIMIT ?2)",
        (now - BILLED_WITHIN, left.max(0)),
    )
}
