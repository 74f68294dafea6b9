//! The shop at a glance: the frame's numbers, settings, and Today.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::shop::tiles;
use crate::stores::holidays::{self, Holiday};
use crate::waitlist::asking;

/// The shop as the window's frame needs it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ShopView {
    /// Its name.
    pub name: String,
    /// ISO country.
    pub country: String,
    /// ISO currency.
    pub currency: String,
    /// Digits behind the point.
    pub currency_digits: u32,
    /// IANA zone.
    pub time_zone: String,
    /// Language.
    pub language: String,
    /// The shop's time; a demo's can run ahead of the machine's.
    pub now: Millis,
    /// Connection to Meta, if any.
    pub connection: Option<Connection>,
    /// Free replies used this month.
    pub free_used: u32,
    /// Of so many.
    pub free_limit: u32,
    /// Spent this month, millionths of the billing currency.
    pub spent_micros: i64,
    /// ISO currency Meta bills in.
    pub billing_currency: Option<String>,
    /// The owner's rules.
    pub rules: Rules,
    /// Minutes of opening time a piece is kept.
    pub hold_minutes: i64,
    /// What is sent to whose order is accepted, with `{order}` and `{amount}` in it; empty: nothing.
    pub pay_link: String,
    /// Whether the shop brings what is ordered.
    pub delivery: Offer,
    /// Minutes until the next people are told.
    pub wave_interval_minutes: i64,
    /// People told per piece.
    pub people_per_piece: i64,
    /// People waiting now, all variants.
    pub waiting: i64,
    /// Deliveries of Meta's stored and not yet understood.
    pub to_understand: i64,
    /// Deliveries that could not be understood at all.
    pub not_understood: i64,
    /// Orders nobody has looked at yet.
    pub ringing: i64,
    /// They make no sound.
    pub quiet: bool,
    /// The shop answers by itself what its rows say.
    pub answering: bool,
    /// Customers see that they were read.
    pub read_receipts: bool,
    /// Customers see that somebody types.
    pub typing_shown: bool,
    /// Minutes without a touch after which the window locks; 0: never.
    pub lock_after_minutes: i64,
    /// Where the owner's map gets its streets from.
    pub map_tiles: String,
    /// The number customers write to, for cards and links: the connected one, or the shop's own.
    pub write_to: Option<String>,
    /// Messages waiting for a person's hand.
    pub by_hand: i64,
}

/// Settings to change.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct ShopUpdate {
    /// Its name.
    pub name: Option<String>,
    /// Language.
    pub language: Option<String>,
    /// ISO currency Meta bills in.
    pub billing_currency: Option<String>,
    /// The owner's rules.
    pub rules: Option<Rules>,
    /// Minutes of opening time a piece is kept.
    pub hold_minutes: Option<i64>,
    /// What is sent to whose order is accepted: one line with `{order}` and `{amount}` in it; empty: nothing.
    pub pay_link: Option<String>,
    /// Whether the shop brings what is ordered.
    pub delivery: Option<Offer>,
    /// Minutes until the next people are told.
    pub wave_interval_minutes: Option<i64>,
    /// People told per piece.
    pub people_per_piece: Option<i64>,
    /// Milliseconds between two messages of an alert.
    pub alert_spacing_ms: Option<i64>,
    /// Opening hours of the main store, OSM notation.
    pub opening_hours: Option<String>,
    /// Address of the main store.
    pub address: Option<String>,
    /// Orders make no sound.
    pub quiet: Option<bool>,
    /// The shop answers by itself what its rows say.
    pub answering: Option<bool>,
    /// Customers see that they were read.
    pub read_receipts: Option<bool>,
    /// Customers see that somebody types.
    pub typing_shown: Option<bool>,
    /// Minutes without a touch after which the window locks; 0: never.
    pub lock_after_minutes: Option<i64>,
    /// The shop's own WhatsApp number, for cards while it is not connected; empty takes it away.
    pub own_number: Option<Personal<String>>,
    /// Where the owner's map gets its streets from: an address with `{z}`, `{x}` and `{y}`; empty: the usual one.
    pub map_tiles: Option<String>,
}

pub(super) fn shop_get(call: &Call, _: Nothing) -> Result<ShopView> {
    call.shop.read(|read| {
        let zone_name: String = read.setting("time_zone", "UTC".to_owned())?;
        let month = pricing::month_start(call.now, &stores::zone(&zone_name)?);
        let this_month = pricing::month(read, month)?;
        let currency: String = read.setting("currency", "EUR".to_owned())?;
        Ok(ShopView {
            name: read.setting("name", String::new())?,
            country: read.setting("country", String::new())?,
            currency_digits: crate::kinds::currency_exponent(&currency),
            currency,
            time_zone: zone_name,
            language: read.setting("language", "en".to_owned())?,
            now: call.now,
            connection: cloud::connection(read)?,
            free_used: this_month.free_replies as u32,
            free_limit: cloud_api::limits::FREE_SERVICE_MESSAGES,
            spent_micros: this_month.micros,
            billing_currency: read.setting("billing_currency", None)?,
            rules: read.setting("rules", Rules::default())?,
            hold_minutes: read.setting("hold_minutes", 60)?,
            pay_link: read.setting("pay_link", String::new())?,
            delivery: orders::delivery::offer(read)?,
            wave_interval_minutes: read.setting("wave_interval_minutes", 120)?,
            people_per_piece: read.setting("people_per_piece", 2)?,
            waiting: waitlist::counts(read)?.values().sum(),
            to_understand: inbox::waiting(read)?,
            not_understood: inbox::rejected(read)?,
            ringing: orders::ringing(read)?,
            quiet: read.setting("quiet", false)?,
            answering: read.setting("answering", true)?,
            read_receipts: read.setting("read_receipts", true)?,
            typing_shown: read.setting("typing_shown", true)?,
            lock_after_minutes: read.setting("lock_after_minutes", 15)?,
            map_tiles: read.setting(tiles::ADDRESS, tiles::USUAL.to_owned())?,
            write_to: people::write_to(read)?,
            by_hand: outbox::hand::waiting(read)?,
        })
    })
}

/// A line, not a letter.
const LONGEST_PAY_LINK: usize = 300;

pub(super) fn shop_update(call: &Call, update: ShopUpdate) -> Result<ShopView> {
    call.owner_only()?;
    let positive = |name: &str, value: Option<i64>, least: i64| match value {
        Some(v) if v < least => Err(Error::new(Code::BadNumber).with("field", name)),
        v => Ok(v),
    };
    positive("hold_minutes", update.hold_minutes, 1)?;
    positive("wave_interval_minutes", update.wave_interval_minutes, 1)?;
    positive("people_per_piece", update.people_per_piece, 1)?;
    positive("lock_after_minutes", update.lock_after_minutes, 0)?;
    let pay_link = update.pay_link.as_ref().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    if pay_link.as_ref().is_some_and(|line| line.chars().count() > LONGEST_PAY_LINK) {
        return Err(Error::new(Code::TooLong).with("part", "pay_link").with("limit", LONGEST_PAY_LINK as i64));
    }
    if update.rules.as_ref().is_some_and(|r| r.quiet_from > 23 || r.quiet_until > 23) {
        return Err(Error::new(Code::BadNumber).with("field", "quiet_hours"));
    }
    let map_tiles = update.map_tiles.as_ref().map(|typed| if typed.trim().is_empty() { tiles::USUAL } else { typed.trim() });
    if map_tiles.is_some_and(|address| !tiles::is_address(address)) {
        return Err(Error::new(Code::BadRequest).with("field", "map_tiles"));
    }
    call.shop.write(|tx| {
        let set = |name: &str, value: Option<Value>| value.map_or(Ok(()), |v| tx.set_setting(name, &v));
        let json = |value: &Option<String>| value.as_ref().map(|v| Value::from(v.as_str()));
        set("name", json(&update.name))?;
        set("language", json(&update.language))?;
        set("billing_currency", json(&update.billing_currency))?;
        set("rules", update.rules.as_ref().map(serde_json::to_value).transpose()?)?;
        set("hold_minutes", update.hold_minutes.map(Value::from))?;
        set("pay_link", json(&pay_link))?;
        update.delivery.as_ref().map_or(Ok(()), |offer| orders::delivery::set_offer(tx, offer))?;
        set("wave_interval_minutes", update.wave_interval_minutes.map(Value::from))?;
        set("people_per_piece", update.people_per_piece.map(Value::from))?;
        set("alert_spacing_ms", update.alert_spacing_ms.map(Value::from))?;
        set(tiles::ADDRESS, map_tiles.map(Value::from))?;
        set("quiet", update.quiet.map(Value::from))?;
        set("answering", update.answering.map(Value::from))?;
        set("read_receipts", update.read_receipts.map(Value::from))?;
        set("typing_shown", update.typing_shown.map(Value::from))?;
        set("lock_after_minutes", update.lock_after_minutes.map(Value::from))?;
        if let Some(typed) = &update.own_number {
            let country: String = tx.setting("country", "FR".to_owned())?;
            let number = if typed.0.trim().is_empty() { None } else { Some(customers::parse_phone(&typed.0, &country)?) };
            tx.set_setting("own_number", &number)?;
        }
        if update.rules.is_some() {
            // A limit that was raised, hours that were changed: what they held is looked at again.
            outbox::look_again(tx, call.now)?;
        }
        stores::update_main(tx, update.address.as_deref(), update.opening_hours.as_deref())
    })?;
    shop_get(call, Nothing {})
}

/// Today: things to do, and what the shop did by itself.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Today {
    /// Each row one action, most urgent first.
    pub rows: Vec<TodayRow>,
    /// People told in the last day.
    pub told: i64,
    /// Of these, kept one.
    pub kept: i64,
    /// Orders handed over in the last day.
    pub handed_over: i64,
}

/// One thing to do.
#[derive(Debug, Deserialize, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum TodayRow {
    /// Sending is stopped.
    Stopped {
        /// Why.
        why: String,
    },
    /// The template is not usable.
    Template {
        /// Which.
        name: String,
        /// Meta's word for its state.
        status: String,
    },
    /// Customers wrote something only a person can answer.
    Answer {
        /// Who wrote first.
        customer: CustomerId,
        /// Her name.
        name: Personal<String>,
        /// How many people wait for an answer.
        people: i64,
        /// When the first window closes.
        closes_at: Millis,
    },
    /// Customers wrote while the shop was not open, and still wait.
    WhileAway {
        /// How many people.
        people: i64,
        /// When the first window closes; in the past: none is open any more.
        closes_at: Millis,
        /// When it was last open.
        from: Millis,
        /// Since when it is again.
        until: Millis,
    },
    /// Somebody asks for it, and its count is old.
    LookOnShelf {
        /// Which.
        variant: VariantId,
        /// Its name.
        product: String,
        /// Hash of its picture.
        image: Option<String>,
        /// So many people ask.
        people: i64,
        /// Since when the first waits.
        asked_at: Millis,
    },
    /// Several people asked the same, and nothing here answers it.
    Unanswered {
        /// How one of them asked.
        question: Personal<String>,
        /// How many people.
        people: usize,
    },
    /// Orders to prepare.
    Orders {
        /// How many.
        orders: i64,
        /// Until when the first is held.
        first_until: Millis,
    },
    /// Back in stock: tell them?
    Restocked {
        /// Which alert.
        alert: AlertRow,
    },
    /// An alert is going out.
    Telling {
        /// Which alert.
        alert: AlertRow,
    },
    /// Some have waited very long for what is not back: ask whether they still want it?
    LongInLine {
        /// So many people.
        people: i64,
        /// For so many products.
        products: i64,
    },
    /// They are being asked.
    Asking {
        /// Which round.
        asking: AskingRow,
    },
    /// Nobody knows whether these arrived.
    Uncertain {
        /// The messages.
        messages: Vec<PromiseRow>,
    },
    /// People who could not be reached: call them.
    Call {
        /// Who.
        people: Vec<Unreached>,
    },
    /// No connection yet.
    NotConnected {},
    /// Connected, but the owner's hello has not arrived.
    SayHello {
        /// Where to send it.
        number: String,
        /// What to write if her own number is hidden.
        code: String,
        /// Opens WhatsApp with it.
        url: String,
    },
    /// The token ends soon.
    TokenEnds {
        /// When.
        at: Millis,
    },
    /// Meta says customers complain.
    Quality {
        /// YELLOW or RED.
        rating: String,
    },
    /// The month's money is used up, or a price is not known while it is limited.
    Limit {
        /// Messages that wait for it.
        waiting: i64,
        /// It is because prices are not known.
        unknown: bool,
    },
    /// Messages to be sent by hand.
    ByHand {
        /// How many.
        messages: i64,
    },
    /// A file came into the watched folder.
    Watched {
        /// Which.
        file: WatchedFile,
    },
    /// The watched folder is not there.
    FolderGone {
        /// Which.
        folder: String,
    },
    /// A public holiday comes, and the hours don't say whether the shop is open.
    Holiday {
        /// Which, and where.
        holiday: Holiday,
    },
    /// Never asked: a spare key.
    SpareKey {},
}

/// Somebody to call.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Unreached {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Her number.
    pub phone: Option<Personal<String>>,
    /// What she waits for.
    pub product: String,
    /// What Meta said.
    pub code: i64,
    /// What that means.
    #[ts(type = "string")]
    pub advice: cloud_api::error::Advice,
}

pub(super) fn today_list(call: &Call, _: Nothing) -> Result<Today> {
    call.shop.read(|read| {
        let mut rows = Vec::new();
        match cloud::connection(read)? {
            None => rows.push(TodayRow::NotConnected {}),
            Some(connection) => {
                if connection.hello_at.is_none() && connection.stopped.is_none() {
                    rows.push(say_hello(&connection));
                }
                let ends = connection.token_until.filter(|at| *at < call.now + 7 * DAY && connection.stopped.is_none());
                rows.extend(ends.map(|at| TodayRow::TokenEnds { at }));
                if connection.stopped.is_none() && matches!(connection.quality.as_str(), "YELLOW" | "RED") {
                    rows.push(TodayRow::Quality { rating: connection.quality.clone() });
                }
                rows.extend(connection.stopped.map(|why| TodayRow::Stopped { why }));
                // What the question lacks is said where it is asked: no alert waits for it.
                let needed = |t: &TemplateState| t.name != asking::TEMPLATE && !matches!(t.status.as_str(), "APPROVED" | "PENDING");
                let bad = cloud::templates(read)?.into_iter().find(needed);
                rows.extend(bad.map(|t| TodayRow::Template { name: t.name, status: t.status }));
            }
        }
        rows.extend(while_away(read, call)?);
        rows.extend(answering::look_on_shelf(read)?);
        let open: Vec<_> = conversations::unanswered(read, call.now)?.into_iter().filter(|c| c.2 > call.now).collect();
        if let Some((customer, _, closes_at)) = open.first().copied() {
            rows.push(TodayRow::Answer { customer, name: customers::get(read, customer)?.name, people: open.len() as i64, closes_at });
        }
        let orders: Vec<OrderRow> = orders::list(read)?.into_iter().filter(|o| o.state == "kept").collect();
        if let Some(first) = orders.first() {
            rows.push(TodayRow::Orders { orders: orders.len() as i64, first_until: first.hold_until });
        }
        for alert in waitlist::alerts(read)? {
            match alert.state.as_str() {
                "proposed" if alert.pieces > 0 && alert.waiting > 0 => rows.push(TodayRow::Restocked { alert }),
                "running" => rows.push(TodayRow::Telling { alert }),
                _ => {}
            }
        }
        // By hand it stands with all there is to send by hand.
        rows.extend(
            asking::rounds(read)?.into_iter().filter(|a| a.state == "running" && !a.by_hand).map(|asking| TodayRow::Asking { asking }),
        );
        rows.extend(asking::offered(read, call.now)?.map(|long| TodayRow::LongInLine { people: long.people, products: long.products }));
        rows.extend(watched::today(call, read)?);
        if call.author.role == Role::Owner {
            rows.extend(answering::asked_by_several(read, call.now)?);
        }
        if call.author.role == Role::Owner {
            rows.extend(holidays::ahead(read, call.now)?.map(|holiday| TodayRow::Holiday { holiday }));
        }
        let (limited, unknown) = outbox::waiting_for_money(read)?;
        if limited + unknown > 0 {
            rows.push(TodayRow::Limit { waiting: limited + unknown, unknown: unknown > 0 });
        }
        let messages = outbox::hand::waiting(read)?;
        if messages > 0 {
            rows.push(TodayRow::ByHand { messages });
        }
        if outbox::uncertain(read)? > 0 {
            rows.push(TodayRow::Uncertain { messages: outbox::list(read, Some("uncertain"), 200)? });
        }
        let people = waitlist::unreached(read)?
            .into_iter()
            .map(|(person, product)| Unreached {
                customer: person.customer,
                name: person.name,
                phone: person.phone,
                product,
                code: person.unreachable.unwrap_or(0),
                advice: cloud_api::error::advise(person.unreachable.unwrap_or(0)),
            })
            .collect::<Vec<_>>();
        if !people.is_empty() {
            rows.push(TodayRow::Call { people });
        }
        if call.shop.spare.is_some() && call.author.role == Role::Owner && !read.setting("spare_key_asked", false)? {
            rows.push(TodayRow::SpareKey {});
        }
        let (told, kept) = waitlist::told_since(read, call.now - DAY)?;
        let handed_over = orders::list(read)?.iter().filter(|o| o.state == "handed_over" && o.changed_at > call.now - DAY).count() as i64;
        Ok(Today { rows, told, kept, handed_over })
    })
}

/// What happened while nobody was there, as long as somebody still waits because of it.
fn while_away(read: &crate::db::Read<'_>, call: &Call) -> Result<Option<TodayRow>> {
    use crate::conversations::list::{ABSENCE, Absence, Which, view};
    let Some(absence) = read.setting::<Option<Absence>>(ABSENCE, None)? else { return Ok(None) };
    let people = view(read, Which::Away, "", call.now)?;
    let Some(first) = people.first() else { return Ok(None) };
    let closes_at = conversations::window_until(read, *first)?.unwrap_or_default();
    Ok(Some(TodayRow::WhileAway { people: people.len() as i64, closes_at, from: absence.from, until: absence.until }))
}

fn say_hello(connection: &Connection) -> TodayRow {
    let text = format!("Hello {}", connection.hello_code);
    TodayRow::SayHello {
        url: outbox::hand::link(&connection.display_number, &text),
        number: connection.display_number.clone(),
        code: connection.hello_code.clone(),
    }
}
