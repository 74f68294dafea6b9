//! The gate. One pure function decides whether, how and when the shop may write to a person; it
//! knows no SQL and no clock. Every verdict carries its reasons, also the good ones, and is stored
//! with the promise, so that "why was she (not) written to?" always has an answer.

use jiff::{Timestamp, tz::TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::consent::{Purpose, Standing};
use crate::kinds::{DAY, Millis};

/// The owner's rules and Meta's, as data.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
#[serde(default)]
pub struct Rules {
    /// Quiet hours begin, local hour of the customer (0–23).
    pub quiet_from: u8,
    /// Quiet hours end.
    pub quiet_until: u8,
    /// Promotions a person may get …
    pub promotions: u32,
    /// … within so many days.
    pub promotions_days: u32,
    /// Millionths of the billing currency a month; `None` is no limit.
    pub monthly_spend_micros: Option<i64>,
    /// Countries Meta delivers no marketing to.
    pub no_marketing_in: Vec<String>,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            quiet_from: 21,
            quiet_until: 8,
            promotions: 2,
            promotions_days: 7,
            monthly_spend_micros: None,
            no_marketing_in: vec!["US".into()],
        }
    }
}

/// What the shop wants to say, as far as the gate cares.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    /// What for.
    pub purpose: Purpose,
    /// Whether there is wording for an open window.
    pub has_free_form: bool,
    /// Whether a template goes with it.
    pub has_template: bool,
    /// A person sends it from her own WhatsApp: Meta's windows, templates and prices are not met,
    /// consent, stops, quiet hours and the limit of promotions are.
    pub by_hand: bool,
}

/// The template as Meta has it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TemplateFact {
    /// Approved and usable.
    pub approved: bool,
    /// Meta's word for its state.
    pub status: String,
    /// Meta counts it as marketing.
    pub marketing: bool,
}

/// Everything the gate looks at; gathered in sets by the outbox.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    /// Consent for the purpose.
    pub standing: Standing,
    /// She has stopped marketing at Meta.
    pub barred_at_meta: bool,
    /// A number or user id is known.
    pub has_address: bool,
    /// A number is known: what writing by hand needs.
    pub has_phone: bool,
    /// She is the owner, whose own phone proves the connection.
    pub is_owner: bool,
    /// The owner's signed hello has arrived.
    pub hello: bool,
    /// End of her customer service window.
    pub window_until: Option<Millis>,
    /// The template in her language, if there is one.
    pub template: Option<TemplateFact>,
    /// ISO country.
    pub country: Option<&'a str>,
    /// Her time zone.
    pub zone: &'a TimeZone,
    /// When the promotions she got lately were sent, oldest first.
    pub promotions_at: &'a [Millis],
    /// People who may still be opened outside a window today; `None` is no limit.
    pub tier_left: Option<u32>,
    /// When the next place in that limit frees up.
    pub tier_frees_at: Millis,
    /// Spent this month, millionths, with what is on its way.
    pub spent_micros: i64,
    /// Meta did not deliver marketing to her lately; until then it would only fail again.
    pub meta_limit_until: Option<Millis>,
    /// What this message would cost as a template; `None` is not known.
    pub template_micros: Option<i64>,
    /// What it would cost as an ordinary message, after the month's free ones.
    pub ordinary_micros: Option<i64>,
    /// Sending is stopped, and why.
    pub stopped: Option<&'a str>,
    /// What stops it stops answers too.
    pub stops_answers: bool,
    /// There is a connection at all.
    pub connected: bool,
}

/// How a message goes out.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Ordinary message inside the window.
    Ordinary,
    /// Approved template.
    Template,
    /// From the shop's own `WhatsApp`, by a person.
    ByHand,
}

/// The judgement.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Outcome {
    /// It may leave, like this.
    Send {
        /// How.
        shape: Shape,
    },
    /// Not now, but then.
    Hold {
        /// When to look again.
        until: Millis,
    },
    /// Not at all.
    Suppress,
}

/// One reason, for or against.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Reason {
    /// She answered or asked: an answer needs no consent.
    SheWroteFirst,
    /// She said yes.
    ConsentGiven {
        /// When.
        at: Millis,
    },
    /// She never said yes.
    NoConsent,
    /// She said no.
    ConsentWithdrawn {
        /// When.
        at: Millis,
    },
    /// She stopped promotions at Meta, and Meta calls this one.
    StoppedAtMeta,
    /// Neither number nor user id.
    NoAddress,
    /// Her window is open.
    WindowOpen {
        /// Until when.
        until: Millis,
    },
    /// Her window is closed.
    WindowClosed,
    /// No template for this.
    NoTemplate,
    /// The template is not usable now.
    TemplateNotApproved {
        /// Meta's word for its state.
        status: String,
    },
    /// The approved template serves.
    TemplateApproved,
    /// Meta delivers no marketing there.
    CountryWithoutMarketing {
        /// ISO country.
        country: String,
    },
    /// It is night where she is.
    QuietHours {
        /// Until when.
        until: Millis,
    },
    /// She has had enough promotions for now.
    EnoughPromotions {
        /// Until when.
        until: Millis,
    },
    /// Asked for: does not count as a promotion.
    AskedFor,
    /// Meta's limit of new people a day is reached.
    DayLimit {
        /// Until when.
        until: Millis,
    },
    /// Meta limits promotions to her for now.
    MetaLimit {
        /// Until when.
        until: Millis,
    },
    /// The month's spend limit is reached.
    SpendLimit,
    /// Sending is stopped.
    Stopped {
        /// Why.
        why: String,
    },
    /// A price is not known, and the month's spend is limited.
    PriceUnknown,
    /// No connection yet.
    NotConnected,
    /// The owner's hello has not arrived: STOP might not either.
    HelloFirst,
    /// A person sends it.
    ByHand,
}

/// The judgement with its reasons.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Verdict {
    /// What was decided.
    #[serde(flatten)]
    pub outcome: Outcome,
    /// Why.
    pub reasons: Vec<Reason>,
}

impl Verdict {
    fn suppress(mut reasons: Vec<Reason>, reason: Reason) -> Self {
        reasons.push(reason);
        Self { outcome: Outcome::Suppress, reasons }
    }

    fn hold(mut reasons: Vec<Reason>, reason: Reason, until: Millis) -> Self {
        reasons.push(reason);
        Self { outcome: Outcome::Hold { until }, reasons }
    }
}

/// How long a promise waits before looking again when nothing says when to.
const LOOK_AGAIN: Millis = 15 * 60_000;

/// Judges one message to one person. What can never be mended by waiting is judged first, so that
/// nobody is held until morning for a message that may not go at all.
pub fn judge(ask: Ask, facts: &Facts<'_>, rules: &Rules, now: Millis) -> Verdict {
    let mut reasons = Vec::with_capacity(4);
    match (ask.purpose, facts.standing) {
        (Purpose::Service, _) => reasons.push(Reason::SheWroteFirst),
        (_, Standing::Given { at }) => reasons.push(Reason::ConsentGiven { at }),
        (_, Standing::Withdrawn { at }) => {
            return Verdict::suppress(reasons, Reason::ConsentWithdrawn { at });
        }
        (_, Standing::Never) => return Verdict::suppress(reasons, Reason::NoConsent),
    }
    if ask.by_hand {
        return judge_by_hand(ask, facts, rules, reasons, now);
    }
    if !facts.has_address {
        return Verdict::suppress(reasons, Reason::NoAddress);
    }
    let window_open = facts.window_until.filter(|until| *until > now && ask.has_free_form);
    let shape = match window_open {
        Some(until) => {
            reasons.push(Reason::WindowOpen { until });
            Shape::Ordinary
        }
        None => {
            reasons.push(Reason::WindowClosed);
            match judge_template(ask, facts, rules, &mut reasons, now) {
                Ok(()) => Shape::Template,
                Err(verdict) => return verdict,
            }
        }
    };
    if !facts.connected {
        return Verdict::hold(reasons, Reason::NotConnected, now + LOOK_AGAIN);
    }
    if let Some(why) = facts.stopped.filter(|_| facts.stops_answers || ask.purpose != Purpose::Service) {
        return Verdict::hold(reasons, Reason::Stopped { why: why.to_owned() }, now + LOOK_AGAIN);
    }
    if !facts.hello && !facts.is_owner {
        return Verdict::hold(reasons, Reason::HelloFirst, now + LOOK_AGAIN);
    }
    if ask.purpose != Purpose::Service {
        if let Err(verdict) = judge_moment(ask, facts, rules, &mut reasons, now) {
            return verdict;
        }
    }
    if shape == Shape::Template && facts.tier_left == Some(0) {
        let until = facts.tier_frees_at.max(now + 60_000);
        return Verdict::hold(reasons, Reason::DayLimit { until }, until);
    }
    if let Err(reason) = judge_spend(shape, facts, rules) {
        return Verdict::hold(reasons, reason, now + DAY);
    }
    Verdict { outcome: Outcome::Send { shape }, reasons }
}

/// A limit that really stops: what it would cost counts before it leaves, and what nobody can price is
/// not slipped past it. Free replies stay free.
fn judge_spend(shape: Shape, facts: &Facts<'_>, rules: &Rules) -> Result<(), Reason> {
    let Some(limit) = rules.monthly_spend_micros else { return Ok(()) };
    let price = if shape == Shape::Template { facts.template_micros } else { facts.ordinary_micros };
    match price {
        None => Err(Reason::PriceUnknown),
        Some(0) => Ok(()),
        Some(micros) if facts.spent_micros + micros > limit => Err(Reason::SpendLimit),
        Some(_) => Ok(()),
    }
}

/// By hand, Meta's side is not met; the shop's own rules are.
fn judge_by_hand(ask: Ask, facts: &Facts<'_>, rules: &Rules, mut reasons: Vec<Reason>, now: Millis) -> Verdict {
    if facts.barred_at_meta && ask.purpose != Purpose::Service {
        return Verdict::suppress(reasons, Reason::StoppedAtMeta);
    }
    if !facts.has_phone {
        return Verdict::suppress(reasons, Reason::NoAddress);
    }
    if ask.purpose != Purpose::Service {
        if let Err(verdict) = judge_moment(ask, facts, rules, &mut reasons, now) {
            return verdict;
        }
    }
    reasons.push(Reason::ByHand);
    Verdict { outcome: Outcome::Send { shape: Shape::ByHand }, reasons }
}

fn judge_template(ask: Ask, facts: &Facts<'_>, rules: &Rules, reasons: &mut Vec<Reason>, now: Millis) -> Result<(), Verdict> {
    let template = match &facts.template {
        Some(template) if ask.has_template => template,
        _ => {
            return Err(Verdict::suppress(std::mem::take(reasons), Reason::NoTemplate));
        }
    };
    if template.marketing {
        if facts.barred_at_meta {
            return Err(Verdict::suppress(std::mem::take(reasons), Reason::StoppedAtMeta));
        }
        if let Some(country) = facts.country.filter(|c| rules.no_marketing_in.iter().any(|barred| barred == c)) {
            return Err(Verdict::suppress(std::mem::take(reasons), Reason::CountryWithoutMarketing { country: country.to_owned() }));
        }
    }
    if let Some(until) = facts.meta_limit_until.filter(|until| template.marketing && *until > now) {
        return Err(Verdict::hold(std::mem::take(reasons), Reason::MetaLimit { until }, until));
    }
    if !template.approved {
        return Err(Verdict::hold(
            std::mem::take(reasons),
            Reason::TemplateNotApproved { status: template.status.clone() },
            now + LOOK_AGAIN,
        ));
    }
    reasons.push(Reason::TemplateApproved);
    Ok(())
}

fn judge_moment(ask: Ask, facts: &Facts<'_>, rules: &Rules, reasons: &mut Vec<Reason>, now: Millis) -> Result<(), Verdict> {
    if ask.purpose == Purpose::Restock {
        reasons.push(Reason::AskedFor);
    } else {
        if let (_, Some(until)) = promotions_so_far(facts.promotions_at, rules, now) {
            return Err(Verdict::hold(std::mem::take(reasons), Reason::EnoughPromotions { until }, until));
        }
    }
    if let Some(until) = quiet_until(now, facts.zone, rules) {
        return Err(Verdict::hold(std::mem::take(reasons), Reason::QuietHours { until }, until));
    }
    Ok(())
}

/// How many promotions somebody has had within the rule's days, and, if that is all she may have, when the next may come.
pub fn promotions_so_far(promotions_at: &[Millis], rules: &Rules, now: Millis) -> (u32, Option<Millis>) {
    let span = i64::from(rules.promotions_days) * DAY;
    let recent: Vec<Millis> = promotions_at.iter().copied().filter(|at| *at > now - span).collect();
    let got = u32::try_from(recent.len()).unwrap_or(u32::MAX);
    if got < rules.promotions {
        return (got, None);
    }
    let frees = recent.len() - (rules.promotions as usize).max(1).min(recent.len());
    (got, Some(recent.get(frees).map_or(now + span, |at| at + span)))
}

/// When quiet hours end, if it is quiet now where she is.
pub fn quiet_until(now: Millis, zone: &TimeZone, rules: &Rules) -> Option<Millis> {
    if rules.quiet_from == rules.quiet_until {
        return None;
    }
    let local = Timestamp::from_millisecond(now).ok()?.to_zoned(zone.clone());
    let hour = local.hour() as u8;
    let quiet = if rules.quiet_from < rules.quiet_until {
        (rules.quiet_from..rules.quiet_until).contains(&hour)
    } else {
        hour >= rules.quiet_from || hour < rules.quiet_until
    };
    if !quiet {
        return None;
    }
    let date = if hour < rules.quiet_until { local.date() } else { local.date().tomorrow().ok()? };
    date.at(rules.quiet_until as i8, 0, 0, 0).to_zoned(zone.clone()).ok().map(|end| end.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Millis = 1_795_348_800_000; // 2026-11-22T12:00Z

    fn facts(zone: &TimeZone) -> Facts<'_> {
        Facts {
            standing: Standing::Given { at: 1 },
            barred_at_meta: false,
            has_address: true,
            has_phone: true,
            is_owner: false,
            hello: true,
            window_until: None,
            template: Some(TemplateFact { approved: true, status: "APPROVED".into(), marketing: true }),
            country: Some("FR"),
            zone,
            promotions_at: &[],
            tier_left: Some(250),
            tier_frees_at: 0,
            spent_micros: 0,
            meta_limit_until: None,
            template_micros: Some(60_000),
            ordinary_micros: Some(0),
            stopped: None,
            stops_answers: true,
            connected: true,
        }
    }

    const ALERT: Ask = Ask { purpose: Purpose::Restock, has_free_form: true, has_template: true, by_hand: false };
    const OFFER: Ask = Ask { purpose: Purpose::Promotions, has_free_form: true, has_template: true, by_hand: false };
    const HAND: Ask = Ask { purpose: Purpose::Restock, has_free_form: true, has_template: false, by_hand: true };
    const ANSWER: Ask = Ask { purpose: Purpose::Service, has_free_form: true, has_template: false, by_hand: false };

    #[test]
    fn each_rule_of_the_gate() {
        let paris = TimeZone::get("Europe/Paris").expect("zone");
        let tokyo = TimeZone::get("Asia/Tokyo").expect("zone");
        let base = || facts(&paris);
        let rules = Rules::default();
        let send = |shape| Outcome::Send { shape };
        let night = {
            let mut f = base();
            f.zone = &tokyo;
            f
        };
        let two_offers = [NOON - DAY, NOON - 2 * DAY + DAY];
        type Case<'a> = (&'a str, Ask, Facts<'a>, Rules, Box<dyn Fn(&Outcome) -> bool>);
        let is = |o: Outcome| -> Box<dyn Fn(&Outcome) -> bool> { Box::new(move |x| *x == o) };
        let held = || -> Box<dyn Fn(&Outcome) -> bool> { Box::new(|x| matches!(x, Outcome::Hold { .. })) };
        let cases: Vec<Case<'_>> = vec![
            ("asked for, window closed: the template", ALERT, base(), rules.clone(), is(send(Shape::Template))),
            (
                "window open: an ordinary message",
                ALERT,
                Facts { window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            (
                "the window's last moment has passed",
                ALERT,
                Facts { window_until: Some(NOON), ..base() },
                rules.clone(),
                is(send(Shape::Template)),
            ),
            ("never asked", ALERT, Facts { standing: Standing::Never, ..base() }, rules.clone(), is(Outcome::Suppress)),
            (
                "stopped",
                ALERT,
                Facts { standing: Standing::Withdrawn { at: 5 }, window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(Outcome::Suppress),
            ),
            (
                "stopped at Meta bars what Meta calls marketing",
                ALERT,
                Facts { barred_at_meta: true, ..base() },
                rules.clone(),
                is(Outcome::Suppress),
            ),
            (
                "stopped at Meta does not bar a message she can be sent inside her window",
                ALERT,
                Facts { barred_at_meta: true, window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            ("no marketing to the US", ALERT, Facts { country: Some("US"), ..base() }, rules.clone(), is(Outcome::Suppress)),
            (
                "the US inside her window",
                ALERT,
                Facts { country: Some("US"), window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            ("no address", ALERT, Facts { has_address: false, ..base() }, rules.clone(), is(Outcome::Suppress)),
            ("no template and no window", ALERT, Facts { template: None, ..base() }, rules.clone(), is(Outcome::Suppress)),
            (
                "a paused template waits",
                ALERT,
                Facts { template: Some(TemplateFact { approved: false, status: "PAUSED".into(), marketing: true }), ..base() },
                rules.clone(),
                held(),
            ),
            (
                "what Meta would not deliver today is not tried again today",
                ALERT,
                Facts { meta_limit_until: Some(NOON + DAY), ..base() },
                rules.clone(),
                is(Outcome::Hold { until: NOON + DAY }),
            ),
            ("21:00 in Tokyo", ALERT, night.clone(), rules.clone(), held()),
            (
                "an answer goes out at night",
                ANSWER,
                Facts { window_until: Some(NOON + 1), ..night.clone() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            ("an answer outside the window cannot go", ANSWER, base(), rules.clone(), is(Outcome::Suppress)),
            ("two offers in a week are enough", OFFER, Facts { promotions_at: &two_offers, ..base() }, rules.clone(), held()),
            (
                "a requested alert does not count as an offer",
                ALERT,
                Facts { promotions_at: &two_offers, ..base() },
                rules.clone(),
                is(send(Shape::Template)),
            ),
            (
                "the day's limit of new people",
                ALERT,
                Facts { tier_left: Some(0), tier_frees_at: NOON + DAY, ..base() },
                rules.clone(),
                is(Outcome::Hold { until: NOON + DAY }),
            ),
            (
                "the day's limit does not touch open windows",
                ALERT,
                Facts { tier_left: Some(0), window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            (
                "the month's money",
                ALERT,
                Facts { spent_micros: 950_000, ..base() },
                Rules { monthly_spend_micros: Some(1_000_000), ..rules.clone() },
                held(),
            ),
            (
                "a stopped connection holds everything",
                ANSWER,
                Facts { stopped: Some("token"), window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                held(),
            ),
            (
                "bad quality holds what the shop starts",
                ALERT,
                Facts { stopped: Some("quality"), stops_answers: false, ..base() },
                rules.clone(),
                held(),
            ),
            (
                "and lets answers go",
                ANSWER,
                Facts { stopped: Some("quality"), stops_answers: false, window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            (
                "before the owner's hello nobody is written to",
                ANSWER,
                Facts { hello: false, window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                held(),
            ),
            (
                "but the owner",
                ANSWER,
                Facts { hello: false, is_owner: true, window_until: Some(NOON + 1), ..base() },
                rules.clone(),
                is(send(Shape::Ordinary)),
            ),
            (
                "with a limit, what nobody can price waits",
                ALERT,
                Facts { template_micros: None, ..base() },
                Rules { monthly_spend_micros: Some(1_000_000), ..rules.clone() },
                held(),
            ),
            ("without one it goes", ALERT, Facts { template_micros: None, ..base() }, rules.clone(), is(send(Shape::Template))),
            (
                "a free reply goes whatever was spent",
                ANSWER,
                Facts { spent_micros: 2_000_000, window_until: Some(NOON + 1), ..base() },
                Rules { monthly_spend_micros: Some(1_000_000), ..rules.clone() },
                is(send(Shape::Ordinary)),
            ),
            (
                "a paid one counts",
                ANSWER,
                Facts { spent_micros: 990_000, ordinary_micros: Some(30_000), window_until: Some(NOON + 1), ..base() },
                Rules { monthly_spend_micros: Some(1_000_000), ..rules.clone() },
                held(),
            ),
            (
                "by hand nothing of Meta's is met",
                HAND,
                Facts { template: None, connected: false, hello: false, tier_left: Some(0), ..base() },
                rules.clone(),
                is(send(Shape::ByHand)),
            ),
            ("by hand at night waits too", HAND, night, rules.clone(), held()),
            (
                "by hand a stop is a stop",
                HAND,
                Facts { standing: Standing::Withdrawn { at: 5 }, ..base() },
                rules.clone(),
                is(Outcome::Suppress),
            ),
            (
                "by hand Meta's own stop counts as well",
                HAND,
                Facts { barred_at_meta: true, ..base() },
                rules.clone(),
                is(Outcome::Suppress),
            ),
            ("by hand a number is needed", HAND, Facts { has_phone: false, ..base() }, rules.clone(), is(Outcome::Suppress)),
        ];
        for (why, ask, facts, rules, holds) in cases {
            let verdict = judge(ask, &facts, &rules, NOON);
            assert!(holds(&verdict.outcome), "{why}: got {verdict:?}");
            assert!(!verdict.reasons.is_empty(), "{why}: a verdict always says why");
        }
    }

    #[test]
    fn quiet_hours_end_on_the_clock_she_lives_by() {
        let zone = TimeZone::get("Europe/Paris").expect("zone");
        let at = |text: &str| text.parse::<jiff::Zoned>().expect("time").timestamp().as_millisecond();
        let rules = Rules::default();
        assert_eq!(
            quiet_until(at("2026-11-22T22:30[Europe/Paris]"), &zone, &rules),
            Some(at("2026-11-23T08:00[Europe/Paris]")),
            "late evening waits for morning"
        );
        assert_eq!(
            quiet_until(at("2026-11-22T07:59[Europe/Paris]"), &zone, &rules),
            Some(at("2026-11-22T08:00[Europe/Paris]")),
            "early morning waits a minute"
        );
        assert_eq!(quiet_until(at("2026-11-22T08:00[Europe/Paris]"), &zone, &rules), None, "eight is day");
        assert_eq!(
            quiet_until(at("2026-11-22T03:00[Europe/Paris]"), &zone, &Rules { quiet_from: 0, quiet_until: 0, ..rules }),
            None,
            "equal hours switch it off"
        );
    }
}
