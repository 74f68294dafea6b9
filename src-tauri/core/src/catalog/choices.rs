//! Choices of a product: milk, sugar, engraving; each group with how many of it may be picked, each option with what it
//! adds to the price and whether it is there today. An order's line keeps what was picked by name and price, so that a
//! menu changed tomorrow does not rewrite yesterday's order.
//!
//! They lie in one column as JSON and not in tables: they are read and written whole, and nothing else refers to them.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Code, Error, Millis, ProductId, Result, Topic};

/// A question with its answers: "Milk".
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct ChoiceGroup {
    /// What is asked.
    pub name: String,
    /// So many must be picked; 0: none need be.
    pub least: u32,
    /// So many may be picked.
    pub most: u32,
    /// What can be picked, in order.
    pub options: Vec<ChoiceOption>,
}

/// One answer: "oat milk".
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct ChoiceOption {
    /// What it is.
    pub name: String,
    /// What it adds to the price of one; minor units, 0: nothing.
    pub extra: i64,
    /// Not to be had before this moment; `null`: it is there.
    #[serde(default)]
    pub sold_out_until: Option<Millis>,
}

/// What was picked.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Picked {
    /// The group's name.
    pub group: String,
    /// The option's.
    pub option: String,
}

/// What was picked, as an order keeps it.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Chosen {
    /// The group's name.
    pub group: String,
    /// The option's.
    pub option: String,
    /// What it added to the price of one, then; minor units.
    pub extra: i64,
}

/// A menu longer than this is not read to its end.
const MOST_GROUPS: usize = 20;
const MOST_OPTIONS: usize = 60;
const NAME_LETTERS: usize = 60;

impl ChoiceGroup {
    /// Whether it can be asked as it stands: names that differ, and as many to pick as there are.
    fn sound(&self) -> bool {
        let name = |text: &str| !text.trim().is_empty() && text.chars().count() <= NAME_LETTERS;
        let once = self.options.iter().enumerate().all(|(at, one)| self.options[..at].iter().all(|other| other.name != one.name));
        let (least, most, there) = (self.least as usize, self.most as usize, self.options.len());
        name(&self.name)
            && (1..=MOST_OPTIONS).contains(&there)
            && once
            && self.options.iter().all(|one| name(&one.name) && one.extra >= 0)
            && (1..=there).contains(&most)
            && least <= most
    }
}

impl ChoiceOption {
    fn there(&self, now: Millis) -> bool {
        self.sold_out_until.is_none_or(|until| until <= now)
    }
}

/// The choices of a product, in order.
pub fn of(read: &Read<'_>, product: ProductId) -> Result<Vec<ChoiceGroup>> {
    let json: Option<String> = read.value("SELECT choices FROM product WHERE id = ?1", [product])?;
    Ok(json.map(|json| serde_json::from_str(&json)).transpose()?.unwrap_or_default())
}

/// Puts these choices in place of those there were.
///
/// # Errors
/// `bad_request` with the `group` that cannot be asked so: no name, no options, the same twice, more to pick than there are.
pub fn set(tx: &Tx<'_>, product: ProductId, groups: &[ChoiceGroup]) -> Result<()> {
    let twice = groups.iter().enumerate().find(|(at, group)| groups[..*at].iter().any(|other| other.name == group.name));
    let bad = groups.iter().find(|group| !group.sound()).or(twice.map(|(_, group)| group));
    if let Some(group) = bad {
        return Err(Error::new(Code::BadChoices).with("group", group.name.chars().take(NAME_LETTERS).collect::<String>()));
    }
    if groups.len() > MOST_GROUPS {
        return Err(Error::new(Code::TooLarge).with("limit", MOST_GROUPS as i64));
    }
    tx.execute("UPDATE product SET choices = ?2 WHERE id = ?1", (product, serde_json::to_string(groups)?))?;
    tx.touch(Topic::Catalog);
    Ok(())
}

/// Says that an option is not to be had until a moment, or is there again.
///
/// # Errors
/// `not_found` when the product has no such option.
pub fn sold_out(tx: &Tx<'_>, product: ProductId, picked: &Picked, until: Option<Millis>) -> Result<()> {
    let mut groups = of(tx, product)?;
    let option = groups
        .iter_mut()
        .filter(|group| group.name == picked.group)
        .flat_map(|group| &mut group.options)
        .find(|option| option.name == picked.option)
        .ok_or_else(|| Error::new(Code::NotFound).with("what", "choice"))?;
    option.sold_out_until = until;
    set(tx, product, &groups)
}

/// What was picked as the order keeps it, in the order of the groups.
///
/// # Errors
/// `choice_missing` with `group` and `least`; `choice_too_many` with `group` and `most`; `choice_gone` with `group` and
/// `option` for what is not there, or not today.
pub fn choose(groups: &[ChoiceGroup], picked: &[Picked], now: Millis) -> Result<Vec<Chosen>> {
    let about = |code: Code, group: &str| Error::new(code).with("group", group);
    let unknown = picked.iter().find(|one| !groups.iter().any(|group| group.name == one.group));
    if let Some(one) = unknown {
        return Err(about(Code::ChoiceGone, &one.group).with("option", one.option.as_str()));
    }
    let mut chosen = Vec::new();
    for group in groups {
        let wanted: Vec<&Picked> = picked.iter().filter(|one| one.group == group.name).collect();
        if wanted.len() < group.least as usize {
            return Err(about(Code::ChoiceMissing, &group.name).with("least", i64::from(group.least)));
        }
        if wanted.len() > group.most as usize {
            return Err(about(Code::ChoiceTooMany, &group.name).with("most", i64::from(group.most)));
        }
        for one in &wanted {
            let gone = || about(Code::ChoiceGone, &group.name).with("option", one.option.as_str());
            let option = group.options.iter().find(|option| option.name == one.option && option.there(now)).ok_or_else(gone)?;
            if chosen.iter().any(|already: &Chosen| already.group == group.name && already.option == option.name) {
                return Err(about(Code::ChoiceTooMany, &group.name).with("most", i64::from(group.most)));
            }
            chosen.push(Chosen { group: group.name.clone(), option: option.name.clone(), extra: option.extra });
        }
    }
    Ok(chosen)
}

/// A price of one with what was picked.
pub fn with_extras(price: i64, chosen: &[Chosen]) -> Option<i64> {
    chosen.iter().try_fold(price, |sum, one| sum.checked_add(one.extra))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn latte() -> Vec<ChoiceGroup> {
        let option = |name: &str, extra| ChoiceOption { name: name.into(), extra, sold_out_until: None };
        let oat = ChoiceOption { sold_out_until: Some(2_000), ..option("oat", 50) };
        vec![
            ChoiceGroup { name: "Milk".into(), least: 1, most: 1, options: vec![option("cow", 0), oat] },
            ChoiceGroup {
                name: "Extras".into(),
                least: 0,
                most: 2,
                options: vec![option("sugar", 0), option("shot", 80), option("cream", 60)],
            },
        ]
    }

    fn pick(names: &[(&str, &str)], now: Millis) -> std::result::Result<i64, Code> {
        let picked: Vec<Picked> = names.iter().map(|(group, option)| Picked { group: (*group).into(), option: (*option).into() }).collect();
        choose(&latte(), &picked, now).map(|chosen| with_extras(350, &chosen).unwrap_or(-1)).map_err(|error| error.code)
    }

    #[test]
    fn a_latte_is_asked_what_must_be_asked_and_costs_what_was_picked() {
        for (picked, now, wanted, why) in [
            (&[("Milk", "cow")][..], 0, Ok(350), "a plain one"),
            (&[("Milk", "oat"), ("Extras", "shot")], 3_000, Ok(480), "oat milk and a shot"),
            (&[("Milk", "oat")], 1_000, Err(Code::ChoiceGone), "no oat milk today"),
            (&[("Extras", "sugar")], 0, Err(Code::ChoiceMissing), "milk must be chosen"),
            (&[("Milk", "cow"), ("Milk", "oat")], 3_000, Err(Code::ChoiceTooMany), "one milk"),
            (&[("Milk", "cow"), ("Extras", "shot"), ("Extras", "shot")], 0, Err(Code::ChoiceTooMany), "each once"),
            (&[("Milk", "goat")], 0, Err(Code::ChoiceGone), "there is no goat"),
            (&[("Milk", "cow"), ("Cup", "large")], 0, Err(Code::ChoiceGone), "nobody asked for a cup"),
        ] {
            assert_eq!(pick(picked, now), wanted, "{why}");
        }
    }

    #[test]
    fn a_question_that_cannot_be_answered_is_not_kept() {
        let [milk, extras] = latte().try_into().expect("two groups");
        assert!(milk.sound() && extras.sound(), "these can be asked");
        assert!(!ChoiceGroup { least: 3, ..extras.clone() }.sound(), "three of at most two");
        assert!(!ChoiceGroup { most: 4, ..extras.clone() }.sound(), "four of three");
        assert!(!ChoiceGroup { options: Vec::new(), ..extras }.sound(), "nothing to pick");
        assert!(!ChoiceGroup { name: "  ".into(), ..milk }.sound(), "and it has a name");
    }
}
