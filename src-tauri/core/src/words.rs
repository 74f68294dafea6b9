//! What customers read, from `assets/words/<language>.ftl` (Fluent), rendered for one person: her
//! language, right plurals, cut on grapheme borders where Meta limits the length. The shop's own
//! language is the fallback, English the last one.

use std::collections::BTreeMap;

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use crate::kinds::{Error, Result, currency_exponent};

const FILES: &[(&str, &str)] = &[
    ("en", include_str!("../../../assets/words/en.ftl")),
    ("fr", include_str!("../../../assets/words/fr.ftl")),
    ("es", include_str!("../../../assets/words/es.ftl")),
    ("pt", include_str!("../../../assets/words/pt.ftl")),
    ("hi", include_str!("../../../assets/words/hi.ftl")),
    ("ar", include_str!("../../../assets/words/ar.ftl")),
];

/// The languages customers can be written to in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(language, _)| *language)
}

/// A value in a sentence.
#[derive(Clone, Debug, serde::Serialize)]
#[serde(untagged)]
pub enum Arg {
    /// A number, with its plural.
    Number(i64),
    /// Text as it is.
    Text(String),
}

impl<'de> serde::Deserialize<'de> for Arg {
    /// By hand: what serde derives tries one after the other and makes an error's sentence for each that does not fit.
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
        struct Either;
        impl serde::de::Visitor<'_> for Either {
            type Value = Arg;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a number or a text")
            }
            fn visit_i64<E: serde::de::Error>(self, number: i64) -> std::result::Result<Arg, E> {
                Ok(Arg::Number(number))
            }
            fn visit_u64<E: serde::de::Error>(self, number: u64) -> std::result::Result<Arg, E> {
                i64::try_from(number).map(Arg::Number).map_err(E::custom)
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> std::result::Result<Arg, E> {
                Ok(Arg::Text(text.to_owned()))
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// Values by name.
pub type Args = BTreeMap<String, Arg>;

fn bundles() -> &'static BTreeMap<&'static str, FluentBundle<FluentResource>> {
    static BUNDLES: std::sync::OnceLock<BTreeMap<&'static str, FluentBundle<FluentResource>>> = std::sync::OnceLock::new();
    BUNDLES.get_or_init(|| {
        FILES
            .iter()
            .map(|(language, text)| {
                let id: LanguageIdentifier = language.parse().unwrap_or_default();
                let mut bundle = FluentBundle::new_concurrent(vec![id]);
                // Isolation marks would reach the customer's phone as invisible letters.
                bundle.set_use_isolating(false);
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
                // A message defined twice keeps its first wording; a test finds it.
                let _ = bundle.add_resource(resource);
                (*language, bundle)
            })
            .collect()
    })
}

/// The language a person is written to in: hers if we have it, else the shop's, else English.
pub fn pick<'a>(wanted: Option<&'a str>, shop: &'a str) -> &'static str {
    let have = |code: &str| FILES.iter().map(|f| f.0).find(|l| code.split(['-', '_']).next() == Some(l));
    wanted.and_then(have).or_else(|| have(shop)).unwrap_or("en")
}

/// One sentence in one language.
pub fn say(language: &str, key: &str, args: &Args) -> Result<String> {
    let bundle = bundles().get(language).or_else(|| bundles().get("en")).ok_or_else(|| Error::internal("no words"))?;
    let pattern =
        bundle.get_message(key).and_then(|m| m.value()).ok_or_else(|| Error::internal(format!("no words for {key} in {language}")))?;
    let mut values = FluentArgs::new();
    for (name, value) in args {
        values.set(
            name.as_str(),
            match value {
                Arg::Number(number) => FluentValue::from(*number),
                Arg::Text(text) => FluentValue::from(text.as_str()),
            },
        );
    }
    let mut errors = Vec::new();
    let text = bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned();
    if errors.is_empty() { Ok(text) } else { Err(Error::internal(format!("words for {key} in {language} lack a value"))) }
}

/// An amount as this language writes it.
pub fn amount(language: &str, minor: i64, currency: &str) -> String {
    let exponent = currency_exponent(currency) as usize;
    let digits = format!("{:0width$}", minor.abs(), width = exponent + 1);
    let (whole, fraction) = digits.split_at(digits.len() - exponent);
    let comma = matches!(language, "fr" | "es" | "pt");
    let number = if exponent == 0 { whole.to_owned() } else { format!("{whole}{}{fraction}", if comma { "," } else { "." }) };
    let sign = if minor < 0 { "-" } else { "" };
    let symbol = match currency {
        "EUR" => "€",
        "USD" => "$",
        "GBP" => "£",
        "INR" => "₹",
        "BRL" => "R$",
        other => other,
    };
    if comma {
        format!("{sign}{number}\u{a0}{symbol}")
    } else {
        format!("{sign}{symbol}{}{number}", if symbol.len() == 3 && symbol.is_ascii() { " " } else { "" })
    }
}

/// A distance as people say it: "350 m", "1.2 km".
pub fn distance(language: &str, metres: f64) -> String {
    // Nobody's phone knows where it is to the metre.
    let rounded = (metres / 50.0).round() * 50.0;
    if rounded < 1_000.0 {
        return format!("{} m", rounded.max(50.0));
    }
    let kilometres = if metres < 10_000.0 { format!("{:.1}", metres / 1_000.0) } else { format!("{:.0}", metres / 1_000.0) };
    let comma = matches!(language, "fr" | "es" | "pt");
    format!("{} km", if comma { kilometres.replace('.', ",") } else { kilometres })
}

/// A moment as this language writes it, short: today's times bare, others with the weekday.
pub fn moment(language: &str, at: crate::kinds::Millis, now: crate::kinds::Millis, zone: &jiff::tz::TimeZone) -> String {
    let local = |ms| jiff::Timestamp::from_millisecond(ms).map(|t| t.to_zoned(zone.clone()));
    let (Ok(then), Ok(today)) = (local(at), local(now)) else {
        return String::new();
    };
    let time =
        if language == "fr" { format!("{}h{:02}", then.hour(), then.minute()) } else { format!("{}:{:02}", then.hour(), then.minute()) };
    if then.date() == today.date() {
        return time;
    }
    let day = say(language, &format!("day-{}", then.weekday().to_monday_one_offset()), &Args::new()).unwrap_or_default();
    format!("{day} {time}")
}

/// Cuts to Meta's limit, counted in characters, never inside a letter with its marks.
pub fn cut(text: &str, limit: usize) -> String {
    if text.chars().count() <= limit {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().take(limit.saturating_sub(1)).collect();
    let next = text.chars().nth(kept.len());
    let joins = |c: char| {
        ('\u{300}'..='\u{36f}').contains(&c)
            || ('\u{1f3fb}'..='\u{1f3ff}').contains(&c)
            || c == '\u{200d}'
            || c == '\u{fe0f}'
            || ('\u{900}'..='\u{903}').contains(&c)
            || ('\u{93a}'..='\u{94f}').contains(&c)
            || ('\u{64b}'..='\u{65f}').contains(&c)
    };
    if next.is_some_and(joins) {
        while kept.pop().is_some_and(joins) {}
    }
    kept.into_iter().collect::<String>().trim_end().to_owned() + "…"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_says_everything_within_metas_limits() {
        let keys: Vec<&str> =
            FILES[0].1.lines().filter_map(|l| l.split_once(" = ").map(|(k, _)| k).filter(|k| !k.starts_with([' ', '#', '.']))).collect();
        assert!(keys.len() > 15, "the English file is the list of keys");
        for (language, _) in FILES {
            for key in &keys {
                let mut args = Args::new();
                for name in [
                    "name",
                    "product",
                    "price",
                    "shop",
                    "until",
                    "alternative",
                    "order",
                    "total",
                    "items",
                    "store",
                    "asof",
                    "options",
                    "wanted",
                    "hours",
                    "opens",
                    "day",
                    "before",
                    "code",
                    "count",
                    "link",
                    "fee",
                    "address",
                    "area",
                    "from",
                    "service",
                    "limit",
                    "details",
                    "named",
                    "at",
                ] {
                    args.insert(name.into(), Arg::Text("x".into()));
                }
                for n in [0, 1, 2, 5, 11] {
                    args.insert("left".into(), Arg::Number(n));
                    let text = say(language, key, &args).unwrap_or_else(|e| panic!("{language} {key}: {e}"));
                    assert!(
                        ["restock-body", "still-body"].contains(key) || !text.contains('{'),
                        "{language} {key} has a blank left open: {text}"
                    );
                    if key.starts_with("button-") {
                        assert!(
                            text.chars().count() <= cloud_api::limits::BUTTON_TITLE,
                            "{language} {key} is too long for a button: {text}"
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn amounts_and_cuts_read_well() {
        assert_eq!(amount("en", 5900, "EUR"), "€59.00", "English puts the sign first");
        assert_eq!(amount("fr", 5900, "EUR"), "59,00\u{a0}€", "French puts it last, with a comma");
        assert_eq!(amount("en", 1200, "JPY"), "JPY 1200", "yen have no cents");
        assert_eq!(amount("en", 5, "KWD"), "KWD 0.005", "dinars have three digits");
        assert_eq!(cut("abcdef", 4), "abc…", "what is too long is cut to the limit");
        assert_eq!(cut("abe\u{301}def", 4).chars().last(), Some('…'), "never between a letter and its accent");
        assert!(!cut("abe\u{301}def", 4).contains('e'), "the letter goes with its accent");
    }
}
