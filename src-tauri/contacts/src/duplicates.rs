//! Who may be one person, with what speaks for it. A suspicion, never a merge: that is the owner's to say.
//!
//! People are compared only within blocks that share something rare (a number in any spelling, an address, a name and
//! a birthday, the last digits of a number), so the time grows with the people, not with their pairs. A block that is
//! too large is a switchboard or a shop's own address, and then everybody is compared with its first only.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::Birthday;
use crate::phone;

/// What is known of a person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// The caller's id, unique among the people given.
    pub id: i64,
    /// As shown; may be empty.
    pub name: String,
    /// Numbers in E.164.
    pub phones: Vec<String>,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Birthday, maybe without year.
    pub birthday: Option<Birthday>,
}

/// Two people who may be one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suspicion {
    /// The smaller id.
    pub a: i64,
    /// The larger id.
    pub b: i64,
    /// What speaks for it, strongest first, never empty.
    pub evidence: Vec<Evidence>,
    /// 0 to 100.
    pub confidence: u8,
}

/// Something that speaks for two people being one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// The very same number.
    SameNumber {
        /// In E.164.
        number: String,
    },
    /// One line in two national spellings, as with Brazil's ninth digit.
    NumberVariant {
        /// Of the first person.
        a: String,
        /// Of the second.
        b: String,
    },
    /// The same e-mail address.
    SameEmail {
        /// In lower case, as the first person has it.
        email: String,
    },
    /// The same name, in whatever order and accents, and the same birthday.
    SameNameAndBirthday,
    /// Names that differ by little, and numbers that end alike.
    AlikeNameAndLastDigits {
        /// The digits both end with.
        digits: String,
    },
}

/// Largest block in which everybody is compared with everybody.
const SMALL: usize = 20;
/// Digits two numbers must end with in common.
const LAST: usize = 6;
/// How alike two names must be, of 1 (Jaro-Winkler).
const ALIKE: f64 = 0.92;
/// Below this two names are two people's.
const DIFFERENT: f64 = 0.6;

/// A person, prepared for comparing.
struct Prepared<'a> {
    facts: &'a PersonFacts,
    /// The words of her name without accents, in order of the alphabet.
    name: String,
}

/// Suspicions, the surest first, then by id; the same for the same people in any order.
pub fn duplicates(people: &[PersonFacts]) -> Vec<Suspicion> {
    let mut prepared: Vec<Prepared<'_>> = people.iter().map(|facts| Prepared { facts, name: sorted_words(&facts.name) }).collect();
    prepared.sort_by_key(|person| person.facts.id);
    let mut found: BTreeMap<(usize, usize), Vec<(u8, Evidence)>> = BTreeMap::new();
    by_number(&prepared, &mut found);
    by_email(&prepared, &mut found);
    by_birthday(&prepared, &mut found);
    by_last_digits(&prepared, &mut found);
    let mut all: Vec<Suspicion> =
        found.into_iter().filter_map(|((a, b), evidence)| weigh(prepared.get(a)?, prepared.get(b)?, evidence)).collect();
    all.sort_by_key(|suspicion| (std::cmp::Reverse(suspicion.confidence), suspicion.a, suspicion.b));
    all
}

type Found = BTreeMap<(usize, usize), Vec<(u8, Evidence)>>;

fn weigh(a: &Prepared<'_>, b: &Prepared<'_>, mut evidence: Vec<(u8, Evidence)>) -> Option<Suspicion> {
    evidence.sort_by(|one, other| other.0.cmp(&one.0).then_with(|| one.1.cmp(&other.1)));
    evidence.dedup_by(|one, other| one.1 == other.1);
    let best = evidence.first()?.0;
    let more = u8::try_from(evidence.len().saturating_sub(1)).unwrap_or(u8::MAX).min(3) * 5;
    let named = !a.name.is_empty() && !b.name.is_empty();
    let likeness = if named { strsim::jaro_winkler(&a.name, &b.name) } else { 0.8 };
    // A number or an address may be a household's: other names speak against one person.
    let sure = match likeness {
        like if like < DIFFERENT => best.saturating_sub(35),
        like if like >= ALIKE && named => best.saturating_add(5),
        _ => best,
    };
    let confidence = sure.saturating_add(more).min(99);
    Some(Suspicion { a: a.facts.id, b: b.facts.id, evidence: evidence.into_iter().map(|(_, evidence)| evidence).collect(), confidence })
}

fn sorted_words(name: &str) -> String {
    let plain = phone::plain(name);
    let mut words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(12).collect();
    words.sort_unstable();
    words.join(" ")
}

/// Pairs within a block, by place among the people.
fn pairs(block: &[usize], mut on: impl FnMut(usize, usize)) {
    let Some(&first) = block.first() else { return };
    if block.len() > SMALL {
        block.iter().skip(1).for_each(|&other| on(first, other));
        return;
    }
    for (at, &one) in block.iter().enumerate() {
        for &other in block.iter().skip(at + 1) {
            on(one, other);
        }
    }
}

/// Blocks of people under one key, each person once, in order.
fn blocks<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = (K, usize)>) -> impl Iterator<Item = (K, Vec<usize>)> {
    let mut blocks: HashMap<K, Vec<usize>> = HashMap::new();
    for (key, person) in keys {
        let block = blocks.entry(key).or_default();
        if block.last() != Some(&person) {
            block.push(person);
        }
    }
    blocks.into_iter().filter(|(_, block)| block.len() > 1)
}

fn note(found: &mut Found, one: usize, other: usize, points: u8, evidence: Evidence) {
    if one != other {
        found.entry((one.min(other), one.max(other))).or_default().push((points, evidence));
    }
}

/// The spelling all spellings of a line share.
fn line(number: &str) -> String {
    phone::variants(number).into_iter().min().unwrap_or_default()
}

fn by_number(people: &[Prepared<'_>], found: &mut Found) {
    let keys = people.iter().enumerate().flat_map(|(place, person)| person.facts.phones.iter().map(move |number| (line(number), place)));
    for (key, block) in blocks(keys) {
        let of = |place: usize| {
            people.get(place).and_then(|person| person.facts.phones.iter().find(|number| line(number) == key)).cloned().unwrap_or_default()
        };
        pairs(&block, |one, other| {
            let (a, b) = (of(one), of(other));
            if a == b {
                note(found, one, other, 90, Evidence::SameNumber { number: a });
            } else {
                note(found, one, other, 88, Evidence::NumberVariant { a, b });
            }
        });
    }
}

/// Addresses of a role rather than a person.
const ROLES: [&str; 14] = [
    "info", "contact", "contacto", "contato", "kontakt", "hello", "office", "sales", "admin", "mail", "shop", "noreply", "no-reply",
    "accounts",
];

/// One mailbox in whatever spelling its host takes for it.
fn mailbox(email: &str) -> Option<String> {
    let lower = email.trim().to_lowercase();
    let (user, host) = lower.split_once('@').filter(|(user, host)| !user.is_empty() && !host.is_empty())?;
    let google = matches!(host, "gmail.com" | "googlemail.com");
    let user = if google { user.split('+').next().unwrap_or(user).replace('.', "") } else { user.to_owned() };
    Some(format!("{user}@{}", if google { "gmail.com" } else { host }))
}

fn by_email(people: &[Prepared<'_>], found: &mut Found) {
    let keys = people
        .iter()
        .enumerate()
        .flat_map(|(place, person)| person.facts.emails.iter().filter_map(move |email| Some((mailbox(email)?, place))));
    for (email, block) in blocks(keys) {
        let role = email.split('@').next().is_some_and(|user| ROLES.contains(&user));
        pairs(&block, |one, other| note(found, one, other, if role { 45 } else { 80 }, Evidence::SameEmail { email: email.clone() }));
    }
}

fn by_birthday(people: &[Prepared<'_>], found: &mut Found) {
    let keys = people.iter().enumerate().filter_map(|(place, person)| {
        let birthday = person.facts.birthday?;
        person.name.contains(' ').then_some(((person.name.as_str(), birthday.month, birthday.day), place))
    });
    for (_, block) in blocks(keys) {
        pairs(&block, |one, other| {
            let year = |place: usize| people.get(place).and_then(|person| person.facts.birthday).and_then(|birthday| birthday.year);
            match (year(one), year(other)) {
                (Some(one), Some(other)) if one != other => {}
                (Some(_), Some(_)) => note(found, one, other, 85, Evidence::SameNameAndBirthday),
                _ => note(found, one, other, 75, Evidence::SameNameAndBirthday),
            }
        });
    }
}

fn by_last_digits(people: &[Prepared<'_>], found: &mut Found) {
    let last = |number: &String| {
        let at = number.len().checked_sub(LAST)?;
        number.get(at..).filter(|digits| digits.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned)
    };
    let named = people.iter().enumerate().filter(|(_, person)| person.name.len() >= 4);
    let keys = named.flat_map(|(place, person)| person.facts.phones.iter().filter_map(move |number| Some((last(number)?, place))));
    for (digits, block) in blocks(keys) {
        pairs(&block, |one, other| {
            let (Some(a), Some(b)) = (people.get(one), people.get(other)) else { return };
            let same_line = found.get(&(one.min(other), one.max(other))).is_some_and(|known| {
                known.iter().any(|(_, evidence)| matches!(evidence, Evidence::SameNumber { .. } | Evidence::NumberVariant { .. }))
            });
            if !same_line && strsim::jaro_winkler(&a.name, &b.name) >= ALIKE {
                note(found, one, other, 60, Evidence::AlikeNameAndLastDigits { digits: digits.clone() });
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn person(id: i64, name: &str, phone: &str, email: &str, birthday: Option<(Option<u16>, u8, u8)>) -> PersonFacts {
        let list = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
        let birthday = birthday.map(|(year, month, day)| Birthday { month, day, year });
        PersonFacts { id, name: name.to_owned(), phones: list(phone), emails: list(email), birthday }
    }

    #[test]
    fn what_speaks_for_one_person_is_told() {
        let people = [
            person(7, "Bia Souza", "+5511987654321", "", None),
            person(3, "Beatriz Souza", "+551187654321", "", None),
            person(4, "Ana Sól", "+33612345678", "ana.sol@gmail.com", Some((Some(1985), 4, 12))),
            person(5, "Sol, Ana", "+34612345679", "Ana.Sol+shop@Gmail.com", Some((None, 4, 12))),
            person(6, "Ana Sol", "+34612345679", "", Some((Some(1990), 4, 12))),
            person(8, "Jean Dupond", "+33612340099", "", None),
            person(9, "Jean Dupont", "+33712340099", "", None),
            person(10, "Marc Petit", "+33712340099", "", None),
            person(11, "Zoé Roux", "+33123456789", "info@example.com", None),
            person(12, "Éric Blanc", "+33123456780", "info@example.com", None),
        ];
        let found = duplicates(&people);
        let pair = |a: i64, b: i64| found.iter().find(|suspicion| (suspicion.a, suspicion.b) == (a, b));
        let bia = pair(3, 7).expect("the ninth digit");
        assert_eq!(
            bia.evidence,
            [Evidence::NumberVariant { a: "+551187654321".into(), b: "+5511987654321".into() }],
            "two spellings of a line"
        );
        let ana = pair(4, 5).expect("the same mailbox");
        assert_eq!(ana.evidence.len(), 2, "mailbox, and name with birthday: {:?}", ana.evidence);
        assert!(ana.confidence > 85, "two reasons are surer than one: {}", ana.confidence);
        assert!(pair(4, 6).is_none(), "another year is another birthday");
        assert!(
            matches!(pair(8, 9).map(|s| s.evidence.as_slice()), Some([Evidence::AlikeNameAndLastDigits { digits }]) if digits == "340099"),
            "a slip of the pen"
        );
        let household = pair(9, 10).expect("a shared number");
        assert!(household.confidence < 70, "other names on one number are a household: {}", household.confidence);
        assert!(pair(11, 12).is_some_and(|role| role.confidence < 50), "a role's address says little");
        let mut shuffled = people.to_vec();
        shuffled.reverse();
        assert_eq!(duplicates(&shuffled), found, "the order given plays no part");
    }

    #[test]
    fn many_people_are_compared_in_little_time() {
        let people: Vec<PersonFacts> = (0..100_000_i64)
            .map(|id| {
                person(
                    id,
                    &format!("Person {} {}", id % 7919, id % 1013),
                    &format!("+336{:08}", (id * 7_919) % 50_000_000),
                    &format!("p{}@example.com", id % 90_000),
                    None,
                )
            })
            .collect();
        let begun = std::time::Instant::now();
        let found = duplicates(&people);
        assert!(found.len() >= 10_000, "shared mailboxes are found: {}", found.len());
        // Two seconds in a release build; unoptimised code on a busy machine gets more.
        let allowed = if cfg!(debug_assertions) { 20 } else { 2 };
        assert!(begun.elapsed().as_secs() < allowed, "time grows with the people: {:?}", begun.elapsed());
        let shared: Vec<PersonFacts> = (0..20_000_i64).map(|id| person(id, "Ana", "+33123456789", "", None)).collect();
        assert_eq!(duplicates(&shared).len(), 19_999, "a switchboard does not make every pair");
    }
}
