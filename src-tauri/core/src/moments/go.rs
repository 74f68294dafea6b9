//! "Where are you, are you open?" The shop's place and today's hours with the way to it; where there are several, the one
//! she names or the nearest to where she is, which is asked once.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use vitrine_understanding::{Day, Part, Side, When};

use super::lost::{self, Lost};
use super::{Asker, Fact, Pin, Reply, Say, asks, buy, services, tell_me, text_args};
use crate::kinds::{Error, Result, StoreId};
use crate::stores::place::{NearestWanted, StoreNow};
use crate::stores::{self, Store, holidays};
use crate::words::{self, Args};

/// Hours of so many stores are read in one message; more are for asking which.
const MOST_STORES: usize = 4;

/// The store she means; `place` is one she names, be it a store's or not.
pub(super) fn reply(asker: &Asker<'_>, text: &str, when: Option<When>, place: Option<&str>) -> Result<Reply> {
    let all = stores::list(asker.read)?;
    let meant = match all.as_slice() {
        [only] => Some(only),
        _ => named(asker, &all, text),
    };
    // Which of several she means is not asked for hours: a few are said one below the other.
    let asked: Vec<&Store> = meant.map_or_else(|| all.iter().take(MOST_STORES).collect(), |store| vec![store]);
    if let Some(reply) = when.map_or(Ok(None), |when| at_an_hour(asker, &asked, when, text))? {
        return Ok(reply);
    }
    if let Some(day) = when.and_then(|when| when.day) {
        if let Some(reply) = on_another_day(asker, &asked, day)? {
            return Ok(reply);
        }
    }
    if let Some(store) = meant {
        return of(asker, stores::place::now(store.clone(), asker.now, asker.language, None)?, when.is_none());
    }
    if let Some((lat, lon)) = asker.talk.place {
        return from(asker, lat, lon);
    }
    let hours = buy::phrases::holds(text, &asks::asks().hours) && !buy::phrases::holds(text, &asks::asks().way);
    // Elsewhere than she hoped: where there is one is said, not asked.
    if all.len() <= MOST_STORES && (hours || place.is_some()) {
        return of_all(asker, &all, !hours);
    }
    if all.iter().all(|store| store.lat.is_none()) {
        // Without pins there is no nearest: the main one it is.
        return of(asker, stores::place::now(stores::main(asker.read)?, asker.now, asker.language, None)?, when.is_none());
    }
    Ok(Reply { asks_place: true, talk: asker.talk.now_about(asker.talk.about), ..Reply::words("go-where", Args::new()) })
}

/// How each of a few stores stands, a line each; with where it is, where that was asked.
fn of_all(asker: &Asker<'_>, all: &[Store], addresses: bool) -> Result<Reply> {
    let (mut lines, mut facts) = (Vec::new(), Vec::new());
    for store in all {
        let now = stores::place::now(store.clone(), asker.now, asker.language, None)?;
        let hours = now.hours.join("\n");
        facts.extend((!hours.is_empty()).then(|| Fact::new("hours", &store.name, hours, None)));
        let mut called = store.name.clone();
        if addresses && !store.address.is_empty() {
            facts.push(Fact::new("place", &store.name, &store.address, None));
            called = format!("{called}, {}", store.address);
        }
        let (key, args) = state(asker, &now, called)?;
        lines.push(words::say(asker.language, key, &args)?);
        let zone = stores::zone(&store.time_zone)?;
        if holidays::forgotten(store, Timestamp::from_millisecond(asker.now).map_err(Error::internal)?.to_zoned(zone).date()) {
            lines.push(words::say(asker.language, "go-holiday", &Args::new())?);
        }
    }
    // Names alone answer nobody.
    if facts.is_empty() {
        return super::service::person(asker, "place_unknown");
    }
    Ok(Reply { say: Say::Own(lines.join("\n")), facts, talk: asker.talk.now_about(asker.talk.about), ..Reply::default() })
}

/// The hour and minute that are meant; nothing where none is named, or it may be in the morning as well as in the evening.
fn clock(language: &str, text: &str, when: When) -> Option<(i8, i8)> {
    /// Before this hour of the morning nobody who says no more asks for a shop.
    const EARLIEST: i8 = 8;
    let hour = i8::try_from(when.hour?).ok()?;
    if !matches!(when.side, None | Some(Side::At)) {
        return None;
    }
    let minute = when.minute.and_then(|minute| i8::try_from(minute).ok());
    // "One at night" is one.
    let night = when.part == Some(Part::Night) && hour >= 6;
    let later = matches!(when.part, Some(Part::Afternoon | Part::Evening)) || night;
    let exact = when.part.is_some()
        || hour >= EARLIEST
        || buy::phrases::holds(&text.replace(|c: char| c.is_ascii_digit(), " "), &["am".to_owned(), "a m".to_owned()]);
    Some(match (exact, language) {
        _ if later && hour < 12 => (hour + 12, minute.unwrap_or_default()),
        (true, _) => (hour, minute.unwrap_or_default()),
        // "At seven": half of the world's shops are not open yet then.
        (false, "en") if minute.is_none() => (hour + 12, 0),
        // "Ouvert à 7h": French counts to twenty-four.
        (false, "fr") => (hour, minute.unwrap_or_default()),
        _ => return None,
    })
}

/// "Are you open tonight at seven?": whether, and that day's hours; nothing where she names no hour or hours are not known.
fn at_an_hour(asker: &Asker<'_>, asked: &[&Store], when: When, text: &str) -> Result<Option<Reply>> {
    let Some((hour, minute)) = clock(asker.language, text, when) else { return Ok(None) };
    let (mut lines, mut facts) = (Vec::new(), Vec::new());
    for store in asked {
        let zone = stores::zone(&store.time_zone)?;
        let today = Timestamp::from_millisecond(asker.now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
        let days = when.day.map_or(0, |day| days_until(today, day));
        let Ok(at) = today.saturating_add(days.days()).at(hour, minute, 0, 0).to_zoned(zone.clone()) else { return Ok(None) };
        let at = at.timestamp().as_millisecond();
        let state = stores::place::now((*store).clone(), at, asker.language, None)?;
        let (Some(open), None) = (state.open, &state.comment) else { return Ok(None) };
        let moment = |at| words::moment(asker.language, at, asker.now, &zone);
        let mut args = text_args([("store", store.name.clone()), ("at", moment(at))]);
        let key = match (open, state.next_change) {
            (true, Some(until)) => {
                args.extend(text_args([("until", moment(until))]));
                "go-then-open-until"
            }
            (true, None) => "go-then-open",
            (false, Some(opens)) => {
                args.extend(text_args([("opens", moment(opens))]));
                "go-then-closed-opens"
            }
            (false, None) => "go-then-closed",
        };
        lines.push(words::say(asker.language, key, &args)?);
        if holidays::forgotten(store, today.saturating_add(days.days())) {
            lines.push(words::say(asker.language, "go-holiday", &Args::new())?);
        }
        facts.push(Fact::new("hours", &store.name, &store.opening_hours, None));
    }
    let link = asked.first().filter(|_| asked.len() == 1).and_then(|store| way(store)).map(|url| ("button-way".to_owned(), url));
    Ok(Some(Reply { say: Say::Own(lines.join("\n")), facts, link, talk: asker.talk.now_about(asker.talk.about), ..Reply::default() }))
}

/// The one store she means: the one she names, the nearest to where she is, else the main one.
pub(super) fn meant(asker: &Asker<'_>, text: &str) -> Result<Store> {
    let all = stores::list(asker.read)?;
    if let Some(named) = named(asker, &all, text).filter(|_| all.len() > 1) {
        return Ok(named.clone());
    }
    if let Some((lat, lon)) = asker.talk.place {
        let wanted = NearestWanted { lat, lon, count: Some(1), open_at: None, opens_soonest: None, having: asker.talk.about };
        if let Some(near) = asker.desk.near.nearest(asker.desk.db, asker.read, &wanted, asker.now, asker.language)?.into_iter().next() {
            return Ok(near.store);
        }
    }
    stores::main(asker.read)
}

/// How many days lie between today and the day that is meant, the next of its name; a weekend begins on Saturday.
pub(super) fn days_until(today: Date, day: Day) -> i64 {
    let next = |weekday: i8| i64::from((weekday - today.weekday().to_monday_one_offset()).rem_euclid(7));
    match day {
        Day::Today => 0,
        Day::Tomorrow => 1,
        Day::AfterTomorrow => 2,
        Day::Monday => next(1),
        Day::Tuesday => next(2),
        Day::Wednesday => next(3),
        Day::Thursday => next(4),
        Day::Friday => next(5),
        Day::Saturday | Day::Weekend => next(6),
        Day::Sunday => next(7),
        Day::Date { month, day } => date_after(today, month, day).map_or(0, |date| (date - today).get_days().into()),
    }
}

/// The next day of this date, today included; none where there is no such day within the year.
fn date_after(today: Date, month: u8, day: u8) -> Option<Date> {
    let (month, day) = (i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    (0..2).filter_map(|years| Date::new(today.year() + years, month, day).ok()).find(|date| *date >= today)
}

/// "Are you open on Sunday?": that day's hours; nothing where it is today or the hours are not known.
fn on_another_day(asker: &Asker<'_>, asked: &[&Store], day: Day) -> Result<Option<Reply>> {
    let Some(first) = asked.first() else { return Ok(None) };
    let zone = stores::zone(&first.time_zone)?;
    let today = Timestamp::from_millisecond(asker.now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
    let ahead = match day {
        Day::Weekend => vec![days_until(today, Day::Saturday), days_until(today, Day::Sunday)],
        day => vec![days_until(today, day)],
    };
    if ahead == [0] {
        return Ok(None);
    }
    let mut lines = Vec::new();
    let mut facts = Vec::new();
    let mut doubtful = false;
    for store in asked {
        facts.push(Fact::new("hours", &store.name, &store.opening_hours, None));
        for days in &ahead {
            let date = today.saturating_add(days.days());
            let Some(open) = open_on(store, date, &stores::zone(&store.time_zone)?)? else { return Ok(None) };
            let weekday = words::say(asker.language, &format!("day-{}", date.weekday().to_monday_one_offset()), &Args::new())?;
            // A weekday alone is the next of its name.
            let name = if *days < 7 { weekday } else { format!("{weekday} ({}/{})", date.day(), date.month()) };
            doubtful |= holidays::forgotten(store, date);
            let key = if open.is_empty() { "go-day-closed" } else { "go-day" };
            lines.push((key, text_args([("store", store.name.clone()), ("day", name), ("hours", open.join(", "))])));
        }
    }
    let said = match lines.as_slice() {
        [(key, args)] if !doubtful => Reply::words(key, args.clone()),
        several => {
            let holiday = doubtful.then_some(("go-holiday", Args::new()));
            let texts =
                several.iter().chain(&holiday).map(|(key, args)| words::say(asker.language, key, args)).collect::<Result<Vec<_>>>()?;
            Reply { say: Say::Own(texts.join("\n")), ..Reply::default() }
        }
    };
    let link = way(first).filter(|_| asked.len() == 1).map(|url| ("button-way".to_owned(), url));
    Ok(Some(Reply { facts, talk: asker.talk.now_about(asker.talk.about), link, ..said }))
}

/// When a store is open on a day: "9:30–12:30"; nothing where its hours are not known or say something else.
fn open_on(store: &Store, date: Date, zone: &TimeZone) -> Result<Option<Vec<String>>> {
    /// A day of more pieces has none that anybody could remember.
    const PIECES: usize = 6;
    let midnight = |date: Date| date.to_zoned(zone.clone()).map(|at| at.timestamp().as_millisecond()).map_err(Error::internal);
    let (mut at, end) = (midnight(date)?, midnight(date.saturating_add(1.days()))?);
    let clock = |at: i64| -> Result<String> {
        let time = Timestamp::from_millisecond(at).map_err(Error::internal)?.to_zoned(zone.clone());
        Ok(format!("{}:{:02}", time.hour(), time.minute()))
    };
    let mut open = Vec::new();
    for _ in 0..PIECES {
        let state = stores::place::now(store.clone(), at, "en", None)?;
        let Some(is_open) = state.open.filter(|_| state.comment.is_none()) else { return Ok(None) };
        let until = state.next_change.filter(|next| *next > at);
        if is_open {
            open.push(match until {
                Some(until) => format!("{}–{}", clock(at)?, clock(until)?),
                None => format!("{}–24:00", clock(at)?),
            });
        }
        match until {
            Some(next) if next < end => at = next,
            _ => break,
        }
    }
    Ok(Some(open))
}

/// The nearest store to a place: an open one that has what the talk is about, if there is one; else the nearest.
pub(super) fn from(asker: &Asker<'_>, lat: f64, lon: f64) -> Result<Reply> {
    let wanted = NearestWanted { lat, lon, count: Some(1), open_at: Some(asker.now), opens_soonest: None, having: asker.talk.about };
    let nearest = |wanted: &NearestWanted| -> Result<Option<StoreNow>> {
        Ok(asker.desk.near.nearest(asker.desk.db, asker.read, wanted, asker.now, asker.language)?.into_iter().next())
    };
    let found = match nearest(&wanted)? {
        Some(open) => Some(open),
        None => nearest(&NearestWanted { open_at: None, opens_soonest: Some(asker.now), ..wanted.clone() })?,
    };
    let found = match found {
        Some(store) => Some(store),
        None => nearest(&NearestWanted { open_at: None, having: None, ..wanted })?,
    };
    let far = match found.as_ref().and_then(|near| near.metres.map(|metres| (near.store.id, metres))) {
        Some((store, metres)) if lost::far(asker.read, metres)? => Some(Lost::TooFar(store, metres)),
        _ => None,
    };
    let mut reply = match found {
        Some(store) => of(asker, store, true)?,
        None => reply_without_pin(asker)?,
    };
    reply.talk.place = Some((lat, lon));
    reply.lost = far;
    Ok(reply)
}

fn reply_without_pin(asker: &Asker<'_>) -> Result<Reply> {
    of(asker, stores::place::now(stores::main(asker.read)?, asker.now, asker.language, None)?, true)
}

/// The store she names: all of its name stands in the text, or most of the words that tell places apart. "Boutique" and
/// "open" are in what people say anyway, whatever a store is called.
pub(super) fn named<'s>(asker: &Asker<'_>, all: &'s [Store], text: &str) -> Option<&'s Store> {
    let telling: String = text
        .split(|c: char| !(c.is_alphanumeric() || tell_me::is_mark(c)))
        .filter(|word| word.chars().count() > 2 && word.chars().any(char::is_alphabetic) && !asker.desk.mind.is_everyday(word))
        .collect::<Vec<_>>()
        .join(" ");
    let shared = |store: &Store| {
        let name = vitrine_search::words_shared(&store.name, &store.name);
        let whole = name > 0 && vitrine_search::words_shared(text, &store.name) >= name;
        (whole, vitrine_search::words_shared(&telling, &format!("{} {}", store.name, store.address)))
    };
    let shared: Vec<_> = all.iter().map(|store| (shared(store), store)).filter(|(much, _)| *much > (false, 0)).collect();
    let most = shared.iter().map(|(much, _)| *much).max()?;
    let mut best = shared.into_iter().filter(|(much, _)| *much == most);
    // Two that share as much are not told apart by it.
    best.next().filter(|_| best.next().is_none()).map(|(_, store)| store)
}

/// A text that is nothing but a store's name or town: "Nantes", "la Bastille ?"
pub(super) fn only_named(asker: &Asker<'_>, text: &str) -> Result<Option<Reply>> {
    let all = stores::list(asker.read)?;
    let Some(store) = named(asker, &all, text) else { return Ok(None) };
    let of_it = format!("{} {}", store.name, store.address);
    let words = text.split(|c: char| !(c.is_alphanumeric() || tell_me::is_mark(c))).filter(|word| !word.is_empty());
    let other = |word: &str| vitrine_search::words_shared(word, &of_it) == 0 && !tell_me::is_article(&tell_me::plain(word));
    if words.into_iter().any(other) || buy::titled(asker, text)?.is_some() {
        return Ok(None);
    }
    of_one(asker, store.id).map(Some)
}

/// The main store, whatever was asked.
pub(super) fn of_main(asker: &Asker<'_>) -> Result<Reply> {
    of(asker, stores::place::now(stores::main(asker.read)?, asker.now, asker.language, None)?, true)
}

/// One store, whatever was asked.
pub(super) fn of_one(asker: &Asker<'_>, store: StoreId) -> Result<Reply> {
    of(asker, stores::place::now(stores::get(asker.read, store)?, asker.now, asker.language, None)?, true)
}

/// Today's hours, and what the store offers besides its goods: a line each, where they are known.
fn below(asker: &Asker<'_>, store: &Store, zone: &TimeZone) -> Result<Vec<String>> {
    let today = Timestamp::from_millisecond(asker.now).map_err(Error::internal)?.to_zoned(zone.clone()).date();
    let mut lines = Vec::new();
    // Round the clock is said already.
    if let Some(open) = open_on(store, today, zone)?.filter(|open| !open.is_empty() && *open != ["0:00–0:00"] && *open != ["0:00–24:00"])
    {
        lines.push(words::say(asker.language, "go-today", &text_args([("hours", open.join(", "))]))?);
    }
    if holidays::forgotten(store, today) {
        lines.push(words::say(asker.language, "go-holiday", &Args::new())?);
    }
    if !store.services.is_empty() {
        let said = store.services.iter().map(|service| services::said(asker.language, service)).collect::<Result<Vec<_>>>()?;
        lines.push(said.join(" · "));
    }
    Ok(lines)
}

/// The words of how a store stands: open until then, closed, by appointment; `called` is how it is named there.
pub(super) fn state(asker: &Asker<'_>, now: &StoreNow, called: String) -> Result<(&'static str, Args)> {
    let zone = stores::zone(&now.store.time_zone)?;
    let moment = |at| words::moment(asker.language, at, asker.now, &zone);
    let mut args = text_args([("store", called)]);
    let key = match (now.open, now.next_change, &now.comment) {
        (_, _, Some(comment)) => {
            args.extend(text_args([("hours", comment.clone())]));
            "go-appointment"
        }
        (Some(true), Some(until), None) => {
            args.extend(text_args([("until", moment(until))]));
            "go-open"
        }
        (Some(true), None, None) => "go-always",
        (Some(false), Some(opens), None) => {
            args.extend(text_args([("opens", moment(opens))]));
            "go-closed"
        }
        (Some(false), None, None) => "go-closed-long",
        (None, ..) => "go-unknown",
    };
    Ok((key, args))
}

/// How a store stands; with its picture and its pin where she asks for the place, and does not have them already.
fn of(asker: &Asker<'_>, now: StoreNow, shows: bool) -> Result<Reply> {
    // Its name alone answers nobody who asks where it is or when it is open.
    if now.open.is_none() && now.comment.is_none() && now.store.address.is_empty() && now.store.lat.is_none() {
        return super::service::person(asker, "place_unknown");
    }
    let far = now.metres.map(|metres| words::distance(asker.language, metres));
    let place = [Some(now.store.name.clone()), Some(now.store.address.clone()).filter(|a| !a.is_empty()), far];
    let (key, args) = state(asker, &now, place.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    let hours = now.hours.join("\n");
    let below = below(asker, &now.store, &stores::zone(&now.store.time_zone)?)?;
    let mut reply = match below.as_slice() {
        [] => Reply::words(key, args),
        lines => Reply { say: Say::Own(format!("{}\n{}", words::say(asker.language, key, &args)?, lines.join("\n"))), ..Reply::default() },
    };
    reply.facts.push(Fact::new("place", &now.store.name, &now.store.address, None));
    reply.facts.extend((!hours.is_empty()).then(|| Fact::new("hours", &now.store.name, hours, None)));
    reply
        .facts
        .extend((!now.store.services.is_empty()).then(|| Fact::new("service", &now.store.name, now.store.services.join(", "), None)));
    reply.link = way(&now.store).map(|url| ("button-way".to_owned(), url));
    reply.talk = asker.talk.now_about(asker.talk.about);
    if shows && asker.talk.shown != Some(now.store.id) {
        // A picture needs the button it stands above.
        reply.image = now.store.pictures.first().filter(|_| reply.link.is_some()).cloned();
        reply.pin = pin(&now.store);
        reply.talk.shown = Some(now.store.id);
    }
    Ok(reply)
}

/// Its pin, where it has one.
fn pin(store: &Store) -> Option<Pin> {
    let (lat, lon) = store.lat.zip(store.lon)?;
    Some(Pin { lat, lon, name: store.name.clone(), address: store.address.clone() })
}

/// The way to a store, on any map: to its pin, else to its address.
pub(super) fn way(store: &Store) -> Option<String> {
    let to = match (store.lat, store.lon) {
        (Some(lat), Some(lon)) => format!("{lat:.6},{lon:.6}"),
        _ if store.address.is_empty() => return None,
        _ => format!("{} {}", store.name, store.address),
    };
    url::Url::parse_with_params("https://www.google.com/maps/dir/", [("api", "1"), ("destination", &to)]).ok().map(Into::into)
}
