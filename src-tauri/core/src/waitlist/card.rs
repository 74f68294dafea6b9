//! Cards and links that fill the line: a QR code opens WhatsApp with "Tell me when … is back" typed in;
//! sending it is consent in her own words, the store named, the window opened, in one act.
//!
//! A short reference at the end of the text says which variant and whose card, because names are
//! edited and translated and customers add words of their own. It carries a check letter, so that a
//! mistyped one is nobody's.

use crate::catalog::VariantRow;
use crate::consent::Purpose;
use crate::kinds::{Result, StoreId, VariantId};
use crate::outbox::hand::link;
use crate::print::{Sheet, SheetKind};
use crate::words::{self, Arg, Args};

/// Without the letters that are taken for one another (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The reference of a variant on one store's card: `#1A.2F`.
pub fn reference(variant: VariantId, store: StoreId) -> String {
    let (v, s) = (letters(variant.0), letters(store.0));
    format!("#{v}.{s}{}", check(&v, &s))
}

fn letters(number: i64) -> String {
    let mut left = number.unsigned_abs();
    let mut found = Vec::new();
    loop {
        found.push(char::from(LETTERS[(left % 32) as usize]));
        left /= 32;
        if left == 0 {
            return found.into_iter().rev().collect();
        }
    }
}

fn check(variant: &str, store: &str) -> char {
    // Weights differ for neighbours, so that two letters changing places are noticed.
    let sum: usize = format!("{variant}.{store}").bytes().enumerate().map(|(at, letter)| (at % 29 + 1) * usize::from(letter)).sum();
    char::from(LETTERS[sum % 31])
}

fn number(text: &str) -> Option<i64> {
    let mut digits = text.bytes().map(|b| LETTERS.iter().position(|l| *l == b));
    digits.try_fold(0_i64, |sum, digit| sum.checked_mul(32)?.checked_add(digit? as i64)).filter(|_| !text.is_empty())
}

/// The variant and store a text refers to, if it ends in, or holds, a whole reference.
pub fn read_reference(text: &str) -> Option<(VariantId, StoreId)> {
    text.split('#').skip(1).find_map(|part| {
        let token: String = part.to_uppercase().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let (variant, rest) = token.trim_end_matches('.').split_once('.')?;
        let (store, given) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        given.starts_with(check(variant, store)).then_some(())?;
        Some((VariantId(number(variant)?), StoreId(number(store)?)))
    })
}

/// Marks a reference to a purpose; no variant's begins with it.
const OF_PURPOSE: char = 'U';

/// The reference of a purpose on one store's card: `#U1.2F`.
pub fn purpose_reference(purpose: Purpose, store: StoreId) -> String {
    let place = Purpose::ASKED.iter().position(|p| *p == purpose).unwrap_or_default();
    let (p, s) = (format!("{OF_PURPOSE}{}", letters(place as i64)), letters(store.0));
    format!("#{p}.{s}{}", check(&p, &s))
}

/// The purpose and store a text says yes to, if it holds a whole reference.
pub fn read_purpose(text: &str) -> Option<(Purpose, StoreId)> {
    text.split('#').skip(1).find_map(|part| {
        let token: String = part.to_uppercase().chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '.').collect();
        let (purpose, rest) = token.trim_end_matches('.').split_once('.')?;
        let (store, given) = rest.split_at_checked(rest.len().checked_sub(1)?)?;
        given.starts_with(check(purpose, store)).then_some(())?;
        let place = number(purpose.strip_prefix(OF_PURPOSE)?)?;
        Some((*Purpose::ASKED.get(usize::try_from(place).ok()?)?, StoreId(number(store)?)))
    })
}

fn purpose_word(kind: &str, purpose: Purpose) -> String {
    format!("yes-{kind}-{}", purpose.name().replace('_', "-"))
}

/// A card on which a customer says yes to one purpose.
pub fn purpose_sheet(
    kind: SheetKind,
    number: &str,
    language: &str,
    shop: &str,
    purpose: Purpose,
    store: StoreId,
    store_name: &str,
) -> Result<Sheet> {
    let say = |key: &str| words::say(language, key, &Args::new());
    let reference = purpose_reference(purpose, store);
    let typed = format!("{} {reference}", say(&purpose_word("ask", purpose))?);
    Ok(Sheet {
        kind,
        title: say(&purpose_word("title", purpose))?,
        subject: shop.to_owned(),
        lead: say("yes-lead")?,
        small: say("yes-small")?,
        foot: if store_name.is_empty() || store_name == shop { shop.to_owned() } else { format!("{shop} · {store_name}") },
        link: link(number, &typed),
        reference,
        right_to_left: language == "ar",
    })
}

/// What is typed in for her, in the shop's language.
pub fn text(language: &str, variant: &VariantRow, store: StoreId) -> Result<String> {
    let ask = words::say(language, "ask", &Args::from([("product".into(), Arg::Text(words::cut(&variant.full_name(), 90)))]))?;
    Ok(format!("{ask} {}", reference(variant.id, store)))
}

/// The link behind the QR code, to the shop's number.
pub fn url(number: &str, language: &str, variant: &VariantRow, store: StoreId) -> Result<String> {
    Ok(link(number, &text(language, variant, store)?))
}

/// A card, poster or strip to print.
pub fn sheet(
    kind: SheetKind,
    number: &str,
    language: &str,
    shop: &str,
    variant: &VariantRow,
    store: StoreId,
    store_name: &str,
) -> Result<Sheet> {
    let say = |key: &str| words::say(language, key, &Args::from([("product".into(), Arg::Text(variant.full_name()))]));
    Ok(Sheet {
        kind,
        title: say("card-title")?,
        subject: variant.full_name(),
        lead: say("card-lead")?,
        small: say("card-small")?,
        foot: if store_name.is_empty() || store_name == shop { shop.to_owned() } else { format!("{shop} · {store_name}") },
        link: url(number, language, variant, store)?,
        reference: reference(variant.id, store),
        right_to_left: language == "ar",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reference_is_read_back_and_a_mistyped_one_is_nobodys() {
        for (variant, store) in [(1, 1), (42, 3), (31, 32), (1_000_000, 7)] {
            let text = format!("Tell me when Runner 42 · black is back {}", reference(VariantId(variant), StoreId(store)));
            assert_eq!(read_reference(&text), Some((VariantId(variant), StoreId(store))), "{text}");
            assert_eq!(read_reference(&text.to_lowercase()), Some((VariantId(variant), StoreId(store))), "typed small it is the same");
            assert_eq!(
                read_reference(&format!("{text}. Thank you!")),
                Some((VariantId(variant), StoreId(store))),
                "with words behind it too"
            );
        }
        for purpose in [Purpose::Promotions, Purpose::FollowUp, Purpose::Reminders] {
            let yes = format!("Yes {}", purpose_reference(purpose, StoreId(7)));
            assert_eq!(read_purpose(&yes), Some((purpose, StoreId(7))), "a yes says to what");
            assert_eq!(read_reference(&yes), None, "and is no product");
        }
        let good = reference(VariantId(42), StoreId(3));
        for wrong in [good.replace('A', "B"), good[..good.len() - 1].to_owned(), "#".into(), "#1.".into(), "#..".into(), "order #12".into()]
        {
            assert_eq!(read_reference(&wrong), None, "{wrong} is nobody's");
        }
    }
}
