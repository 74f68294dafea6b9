//! Who works here. Name tiles with a PIN: staff count, sell, prepare and answer; the owner also sends
//! to many, spends, connects, exports and decides who works here. A colleague who leaves is switched
//! off; what she did keeps her name.
//!
//! A PIN keeps honest people apart on one laptop; what keeps strangers out is the encrypted file and
//! its key. So an owner without a PIN is simply in, and wrong PINs only slow down.

use argon2::Argon2;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, ColleagueId, Error, Millis, Personal, Result, Role, Secret, Topic, random};

/// Wrong PINs that cost nothing.
const FREE_TRIES: i64 = 4;
/// Then each wrong one doubles the wait, from half a minute to half an hour.
const FIRST_WAIT: Millis = 30_000;
const LONGEST_WAIT: Millis = 30 * 60_000;
const COLOURS: [&str; 8] = ["#b5482a", "#2f5a8f", "#4c7a5a", "#7a3f66", "#8a6d1f", "#3a6f78", "#6b4a8a", "#5b606a"];

/// A colleague as tiles and settings show her.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Colleague {
    /// Ours.
    pub id: ColleagueId,
    /// What the shop calls her; empty for the owner on her own laptop.
    pub name: Personal<String>,
    /// What she may do.
    pub role: Role,
    /// Of her tile.
    pub colour: String,
    /// Her tile asks for a PIN.
    pub has_pin: bool,
    /// When she was switched off.
    pub left_at: Option<Millis>,
}

impl Colleague {
    /// As whom she acts.
    pub fn author(&self) -> Author {
        Author { name: self.name.0.clone(), role: self.role }
    }
}

/// Everybody, those who left last.
pub fn list(read: &Read<'_>) -> Result<Vec<Colleague>> {
    read.all(
        "SELECT id, name, role, colour, pin IS NOT NULL, left_at FROM colleague ORDER BY left_at IS NOT NULL, role <> 'owner', id",
        [],
        |row| {
            let role: String = row.get(2)?;
            Ok(Colleague {
                id: row.get(0)?,
                name: Personal(row.get(1)?),
                role: if role == "owner" { Role::Owner } else { Role::Staff },
                colour: row.get(3)?,
                has_pin: row.get(4)?,
                left_at: row.get(5)?,
            })
        },
    )
}

/// One colleague.
pub fn get(read: &Read<'_>, id: ColleagueId) -> Result<Colleague> {
    list(read)?.into_iter().find(|c| c.id == id).ok_or_else(|| Error::new(Code::NotFound).with("what", "colleague"))
}

/// The owner, if nobody has to say who she is: no owner has a PIN.
pub fn open_door(read: &Read<'_>) -> Result<Option<Colleague>> {
    let owners: Vec<Colleague> = list(read)?.into_iter().filter(|c| c.role == Role::Owner && c.left_at.is_none()).collect();
    Ok(if owners.iter().any(|c| c.has_pin) { None } else { owners.into_iter().next() })
}

/// Adds a colleague.
pub fn add(tx: &Tx<'_>, name: &str, role: Role, pin: Option<&str>, now: Millis) -> Result<ColleagueId> {
    let colour = COLOURS[tx.count("SELECT count(*) FROM colleague", [])? as usize % COLOURS.len()];
    let id = tx.insert(
        "INSERT INTO colleague (name, role, pin, colour, added_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        (name.trim(), role.name(), pin, colour, now),
    )?;
    tx.touch(Topic::Shop);
    Ok(ColleagueId(id))
}

/// Changes what is named; the last owner stays one.
pub fn change(tx: &Tx<'_>, id: ColleagueId, name: Option<&str>, role: Option<Role>, pin: Option<&str>) -> Result<()> {
    if role == Some(Role::Staff) {
        another_owner(tx, id)?;
    }
    tx.execute(
        "UPDATE colleague SET name = COALESCE(?2, name), role = COALESCE(?3, role), pin = COALESCE(?4, pin), wrong_pins = 0, locked_until = 0 WHERE id = ?1",
        (id, name.map(str::trim), role.map(Role::name), pin),
    )?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Takes a PIN away: the tile opens with a tap.
pub fn forget_pin(tx: &Tx<'_>, id: ColleagueId) -> Result<()> {
    tx.execute("UPDATE colleague SET pin = NULL, wrong_pins = 0, locked_until = 0 WHERE id = ?1", [id])?;
    tx.touch(Topic::Shop);
    Ok(())
}

/// Switches a colleague off, or on again; what she did stays.
pub fn switch(tx: &Tx<'_>, id: ColleagueId, off: bool, now: Millis) -> Result<()> {
    if off {
        another_owner(tx, id)?;
    }
    tx.execute("UPDATE colleague SET left_at = ?2 WHERE id = ?1", (id, off.then_some(now)))?;
    tx.touch(Topic::Shop);
    Ok(())
}

fn another_owner(read: &Read<'_>, than: ColleagueId) -> Result<()> {
    let others = read.count("SELECT count(*) FROM colleague WHERE role = 'owner' AND left_at IS NULL AND id <> ?1", [than])?;
    let is_owner = read.count("SELECT count(*) FROM colleague WHERE role = 'owner' AND id = ?1", [than])? > 0;
    if is_owner && others == 0 { Err(Error::new(Code::LastOwner)) } else { Ok(()) }
}

/// A PIN as it is kept: salt and hash. Slow on purpose: not to be called inside a transaction.
pub fn seal_pin(pin: &Secret) -> Result<String> {
    let digits = pin.reveal();
    if !(4..=12).contains(&digits.len()) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(Error::new(Code::BadPin));
    }
    let salt: [u8; 16] = random()?;
    Ok(format!("{}{}", HEXLOWER.encode(&salt), HEXLOWER.encode(&hash(digits, &salt)?)))
}

fn hash(digits: &str, salt: &[u8]) -> Result<[u8; 32]> {
    let mut out = [0; 32];
    Argon2::default().hash_password_into(digits.as_bytes(), salt, &mut out).map_err(|_| Error::internal("argon2"))?;
    Ok(out)
}

/// What signing in looks at.
pub struct Door {
    colleague: Colleague,
    pin: Option<String>,
    locked_until: Millis,
}

/// The door of one colleague.
pub fn door(read: &Read<'_>, id: ColleagueId) -> Result<Door> {
    let colleague = get(read, id)?;
    if colleague.left_at.is_some() {
        return Err(Error::new(Code::SwitchedOff));
    }
    let found = read.one("SELECT pin, locked_until FROM colleague WHERE id = ?1", [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (pin, locked_until) = found.ok_or_else(|| Error::new(Code::NotFound).with("what", "colleague"))?;
    Ok(Door { colleague, pin, locked_until })
}

impl Door {
    /// Whether this PIN opens it now. Slow on purpose: outside any transaction.
    ///
    /// # Errors
    /// `too_many_tries` while it is shut.
    pub fn opens(&self, pin: Option<&Secret>, now: Millis) -> Result<bool> {
        let Some(kept) = &self.pin else { return Ok(true) };
        if self.locked_until > now {
            return Err(Error::new(Code::TooManyTries).with("seconds", (self.locked_until - now + 999) / 1000));
        }
        let (Some(pin), Ok(bytes)) = (pin, HEXLOWER.decode(kept.as_bytes())) else { return Ok(false) };
        let (salt, expected) = bytes.split_at(bytes.len().min(16));
        let same = hash(pin.reveal(), salt)?.iter().zip(expected).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0;
        Ok(same && expected.len() == 32)
    }

    /// Notes a try; answers who is in.
    ///
    /// # Errors
    /// `wrong_pin`, with the seconds to wait if there are any.
    pub fn tried(&self, tx: &Tx<'_>, right: bool, now: Millis) -> Result<std::result::Result<Colleague, Error>> {
        if right {
            tx.execute("UPDATE colleague SET wrong_pins = 0, locked_until = 0 WHERE id = ?1", [self.colleague.id])?;
            return Ok(Ok(self.colleague.clone()));
        }
        let wrong = tx.count("SELECT wrong_pins FROM colleague WHERE id = ?1", [self.colleague.id])? + 1;
        let wait = wait_after(wrong);
        tx.execute("UPDATE colleague SET wrong_pins = ?2, locked_until = ?3 WHERE id = ?1", (self.colleague.id, wrong, now + wait))?;
        Ok(Err(Error::new(Code::WrongPin).with("seconds", wait / 1000)))
    }
}

fn wait_after(wrong: i64) -> Millis {
    if wrong <= FREE_TRIES { 0 } else { FIRST_WAIT.saturating_mul(1 << (wrong - FREE_TRIES - 1).clamp(0, 10)).min(LONGEST_WAIT) }
}

/// One thing somebody did.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Activity {
    /// Ours.
    pub id: i64,
    /// When.
    pub at: Millis,
    /// Who, with her role: `owner`, `staff:Lea`.
    pub author: String,
    /// The command's name.
    pub command: String,
    /// The ids it named.
    #[ts(type = "Record<string, number | string | boolean>")]
    pub about: serde_json::Value,
}

/// Notes that somebody changed something.
pub fn note(tx: &Tx<'_>, author: &Author, command: &str, about: &serde_json::Value, now: Millis) -> Result<()> {
    tx.execute(
        "INSERT INTO activity (at, author, command, about) VALUES (?1, ?2, ?3, ?4)",
        (now, author.stamp(), command, about.to_string()),
    )?;
    Ok(())
}

/// The latest, newest first.
pub fn activities(read: &Read<'_>, before: Option<i64>, limit: u32) -> Result<Vec<Activity>> {
    read.all(
        "SELECT id, at, author, command, about FROM activity WHERE ?1 IS NULL OR id < ?1 ORDER BY id DESC LIMIT ?2",
        (before, limit.min(500)),
        |row| {
            let about: String = row.get(4)?;
            Ok(Activity {
                id: row.get(0)?,
                at: row.get(1)?,
                author: row.get(2)?,
                command: row.get(3)?,
                about: serde_json::from_str(&about).unwrap_or_default(),
            })
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pin_opens_its_door_only_and_is_not_kept_in_the_open() {
        let kept = seal_pin(&Secret::new("2468")).expect("digits");
        let colleague = Colleague {
            id: ColleagueId(1),
            name: Personal("Lea".into()),
            role: Role::Staff,
            colour: COLOURS[0].into(),
            has_pin: true,
            left_at: None,
        };
        let door = Door { colleague, pin: Some(kept.clone()), locked_until: 0 };
        assert!(door.opens(Some(&Secret::new("2468")), 0).expect("looks"), "the right PIN opens");
        assert!(!door.opens(Some(&Secret::new("2469")), 0).expect("looks"), "another does not");
        assert!(!door.opens(None, 0).expect("looks"), "nor does none");
        assert!(!kept.contains("2468"), "only its hash is kept");
        for bad in ["", "12", "abcd", "1234567890123"] {
            assert_eq!(seal_pin(&Secret::new(bad)).err().map(|e| e.code), Some(Code::BadPin), "{bad:?} is no PIN");
        }
    }

    #[test]
    fn wrong_pins_slow_down_and_never_lock_for_good() {
        assert_eq!((wait_after(1), wait_after(4)), (0, 0), "four slips of the finger cost nothing");
        assert_eq!((wait_after(5), wait_after(6)), (30_000, 60_000), "then it doubles");
        assert_eq!(wait_after(1_000), LONGEST_WAIT, "but a shop is never locked out for a day");
    }
}
