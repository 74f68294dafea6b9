//! Address books and lists of people, in. How a file is read is `vitrine_contacts`' business; here it is who they are
//! among those the shop knows, what is new about each, and taking all of it back.
//!
//! An import fills what is empty and never writes over what the shop has written itself. It proves no consent: whoever
//! comes in this way is answered, and is asked before anything else is sent to her.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use vitrine_contacts::{Contact, ContactFile};

use super::phone_variants;
use crate::db::pieces::{Going, Pieces};
use crate::db::{Db, Read, Tx};
use crate::kinds::{Author, Code, ColumnTaken, CustomerId, Error, Millis, Personal, Result, RowNote, Topic};

/// A report names so many rows and counts the others.
const NAMED: usize = 2_000;

/// What an import of people did or would do.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct PeopleReport {
    /// Set once it has been done.
    pub import: Option<i64>,
    /// Whose file it is: vcard, `google_csv`, `outlook_csv` …
    pub format: String,
    /// People in the file.
    pub people: usize,
    /// People who are new.
    pub added: usize,
    /// People about whom something is new.
    pub changed: usize,
    /// People of whom nothing is new.
    pub unchanged: usize,
    /// Rows not used; the first of them, if they are many.
    pub rejected: Vec<RowNote>,
    /// How many rows were not used.
    pub rejected_rows: usize,
    /// Rows used, with a remark; the first of them.
    pub notes: Vec<RowNote>,
    /// How many remarks there were.
    pub noted_rows: usize,
    /// The rows not used and why, as a table.
    pub rejected_csv: Personal<String>,
    /// The first people, for the eye.
    pub examples: Vec<PersonExample>,
    /// What each column is taken for, for a table.
    pub columns: Vec<ColumnTaken>,
}

/// One line of the preview.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PersonExample {
    /// Her name.
    pub name: Personal<String>,
    /// As it stands in the file.
    pub typed: Personal<String>,
    /// As it is read.
    pub phone: Personal<String>,
    /// added, changed, unchanged.
    pub what: String,
}

/// What an import may change of a person.
#[derive(Clone, Debug, Default, Deserialize, PartialEq, Serialize)]
struct Fields {
    name: String,
    company: String,
    email: String,
    birthday: String,
    language: Option<String>,
    tags: Vec<String>,
}

/// What it did, for undo.
#[derive(Deserialize, Serialize)]
struct Done {
    fields: Fields,
    phones: Vec<String>,
    note: Option<i64>,
}

/// A file that cannot be read, as an error the owner can act on.
pub fn refused(trouble: &vitrine_contacts::Trouble) -> Error {
    match &trouble.proposal {
        Some(mapping) => {
            let columns = serde_json::to_value(ColumnTaken::all(mapping)).unwrap_or_default();
            Error::new(Code::WhichColumn).with("wanted", "phone").with("columns", columns)
        }
        None => Error::new(Code::WrongFile).with("why", trouble.code),
    }
}

/// What importing the file would do; nothing is written.
pub fn dry_run(read: &Read<'_>, file: &mut ContactFile, now: Millis) -> Result<PeopleReport> {
    let looking = Importing { read, tx: None, author: "", now };
    not_empty(run(file, |contact, report| looking.take(&contact, report))?)
}

/// Imports the file in short pieces. Told to stop, or unable to go on, it leaves nobody behind; when the shop closes
/// meanwhile, what it did is taken back at the next start.
///
/// # Errors
/// `cancelled`, and what reading and the disk say.
pub fn apply(db: &Db, file: &mut ContactFile, file_name: &str, author: &Author, now: Millis, going: &Going) -> Result<PeopleReport> {
    going.check()?;
    let stamp = author.stamp();
    let import = db.write(|tx| {
        let sql = "INSERT INTO customer_import (file_name, at, author, state) VALUES (?1, ?2, ?3, 'running')";
        tx.insert(sql, (file_name, now, &stamp))
    })?;
    match apply_all(db, file, import, &stamp, now, going) {
        Ok(report) => Ok(report),
        Err(error) => {
            if !going.left() {
                going.go_on();
                take_back(db, import, true, going)?;
            }
            Err(error)
        }
    }
}

fn apply_all(db: &Db, file: &mut ContactFile, import: i64, stamp: &str, now: Millis, going: &Going) -> Result<PeopleReport> {
    let mut pieces = Pieces::new(db, going);
    let write = |tx: &Tx<'_>, contact: &Contact, report: &mut PeopleReport| {
        Importing { read: tx, tx: Some((tx, import)), author: stamp, now }.take(contact, report)
    };
    let mut report = run(file, |contact, report| pieces.push(contact, &mut |tx, contact| write(tx, contact, report)))?;
    pieces.flush(&mut |tx, contact| write(tx, contact, &mut report))?;
    let mut report = not_empty(report)?;
    db.write(|tx| {
        tx.execute(
            "UPDATE customer_import SET added = ?2, changed = ?3, unchanged = ?4, rejected = ?5, state = 'done' WHERE id = ?1",
            (import, report.added as i64, report.changed as i64, report.unchanged as i64, report.rejected_rows as i64),
        )?;
        tx.touch(Topic::Customers);
        tx.touch(Topic::Stock);
        Ok(())
    })?;
    report.import = Some(import);
    Ok(report)
}

/// Reads it all, and hands each person over once.
fn run(file: &mut ContactFile, mut take: impl FnMut(Contact, &mut PeopleReport) -> Result<()>) -> Result<PeopleReport> {
    let mut report = PeopleReport { format: file.format().name().to_owned(), ..PeopleReport::default() };
    report.columns = file.mapping().map(ColumnTaken::all).unwrap_or_default();
    let mut refused = csv::Writer::from_writer(Vec::new());
    refused.write_record(["row", "column", "why", "text"]).map_err(Error::internal)?;
    let rejected = std::cell::RefCell::new((Vec::new(), 0_usize, refused));
    let mut failed = None;
    let outcome = file.each(
        |contact| {
            if failed.is_none() {
                failed = take(contact, &mut report).err();
            }
        },
        |row| {
            let mut kept = rejected.borrow_mut();
            kept.1 += 1;
            let _ = kept.2.write_record([row.row.to_string().as_str(), &row.column, row.code, &row.text]);
            if kept.0.len() < NAMED {
                kept.0.push(RowNote { row: row.row, column: row.column, code: row.code.to_owned(), text: row.text });
            }
        },
    );
    if let Some(error) = failed {
        return Err(error);
    }
    outcome.map_err(|trouble| self::refused(&trouble))?;
    let (rows, count, csv) = rejected.into_inner();
    (report.rejected, report.rejected_rows) = (rows, count);
    if count > 0 {
        let bytes = csv.into_inner().map_err(Error::internal)?;
        report.rejected_csv = Personal(String::from_utf8(bytes).map_err(Error::internal)?);
    }
    Ok(report)
}

fn not_empty(report: PeopleReport) -> Result<PeopleReport> {
    if report.people == 0 && report.rejected_rows == 0 {
        return Err(Error::new(Code::WrongFile).with("why", "empty"));
    }
    Ok(report)
}

struct Importing<'i> {
    read: &'i Read<'i>,
    tx: Option<(&'i Tx<'i>, i64)>,
    author: &'i str,
    now: Millis,
}

impl Importing<'_> {
    fn take(&self, contact: &Contact, report: &mut PeopleReport) -> Result<()> {
        report.people += 1;
        for remark in &contact.remarks {
            report.noted_rows += 1;
            if report.notes.len() < NAMED {
                let (column, text) = (remark.column.clone(), remark.text.clone());
                report.notes.push(RowNote { row: contact.source_row, column, code: remark.code.to_owned(), text });
            }
        }
        let what = match self.known(contact)? {
            Some(id) => self.known_person(id, contact)?,
            None if contact.same_number_as_row.is_some() && self.tx.is_none() => "unchanged",
            None => {
                self.new_person(contact)?;
                "added"
            }
        };
        match what {
            "added" => report.added += 1,
            "changed" => report.changed += 1,
            _ => report.unchanged += 1,
        }
        if report.examples.len() < 8 {
            let phone = contact.phones.first();
            report.examples.push(PersonExample {
                name: Personal(contact.name.clone()),
                typed: Personal(phone.map(|p| p.typed.clone()).unwrap_or_default()),
                phone: Personal(phone.and_then(|p| p.e164.first().cloned()).unwrap_or_default()),
                what: what.to_owned(),
            });
        }
        Ok(())
    }

    /// Whoever has one of her numbers, in any spelling.
    fn known(&self, contact: &Contact) -> Result<Option<CustomerId>> {
        for phone in &contact.phones {
            let Some(best) = phone.e164.first() else { continue };
            for candidate in phone.e164.iter().cloned().chain(phone_variants(best)) {
                let found = self.read.value(
                    "SELECT COALESCE(c.merged_into, c.id) FROM customer_alias a JOIN customer c ON c.id = a.customer_id WHERE a.kind = 'phone' AND a.value = ?1 AND a.left_at IS NULL",
                    [candidate],
                )?;
                if found.is_some() {
                    return Ok(found);
                }
            }
        }
        Ok(None)
    }

    fn known_person(&self, id: CustomerId, contact: &Contact) -> Result<&'static str> {
        let before = fields(self.read, id)?;
        let after = filled(&before, contact);
        let new_phones = self.new_phones(contact)?;
        let note = contact.notes.trim();
        let new_note = !note.is_empty()
            && self.read.count("SELECT count(*) FROM customer_note WHERE customer_id = ?1 AND note = ?2", (id, note))? == 0;
        if before == after && new_phones.is_empty() && !new_note {
            return Ok("unchanged");
        }
        if let Some((tx, import)) = self.tx {
            write(tx, id, &after)?;
            let note = self.keep_rest(tx, id, &new_phones, note, new_note)?;
            let after = Done { fields: after, phones: new_phones, note };
            // The same person twice in one file: what stood before the first time is what goes back.
            tx.execute(
                "INSERT INTO customer_import_change (import_id, customer_id, before, after) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (import_id, customer_id) DO UPDATE SET after = excluded.after",
                (import, id, serde_json::to_string(&before)?, serde_json::to_string(&after)?),
            )?;
        }
        Ok("changed")
    }

    fn new_person(&self, contact: &Contact) -> Result<()> {
        let Some((tx, import)) = self.tx else { return Ok(()) };
        let id = CustomerId(tx.insert("INSERT INTO customer (name, added_at) VALUES ('', ?1)", [self.now])?);
        let after = filled(&Fields::default(), contact);
        write(tx, id, &after)?;
        let phones = self.new_phones(contact)?;
        let country = phones.first().and_then(|phone| vitrine_contacts::phone::country_of(phone));
        tx.execute("UPDATE customer SET country = ?2 WHERE id = ?1", (id, country))?;
        let note = contact.notes.trim();
        let note = self.keep_rest(tx, id, &phones, note, !note.is_empty())?;
        let after = Done { fields: after, phones, note };
        tx.execute(
            "INSERT INTO customer_import_change (import_id, customer_id, before, after) VALUES (?1, ?2, NULL, ?3)",
            (import, id, serde_json::to_string(&after)?),
        )?;
        Ok(())
    }

    /// The numbers of the file that nobody has yet, in the spelling that is likeliest on WhatsApp.
    fn new_phones(&self, contact: &Contact) -> Result<Vec<String>> {
        let mut new = Vec::new();
        for phone in &contact.phones {
            let Some(best) = phone.e164.first() else { continue };
            let spelled: Vec<String> = phone.e164.iter().cloned().chain(phone_variants(best)).collect();
            let list = serde_json::to_string(&spelled)?;
            let taken = self
                .read
                .count("SELECT count(*) FROM customer_alias WHERE kind = 'phone' AND value IN (SELECT value FROM json_each(?1)) AND left_at IS NULL", [list])?;
            if taken == 0 && !new.contains(best) {
                new.push(best.clone());
            }
        }
        Ok(new)
    }

    fn keep_rest(&self, tx: &Tx<'_>, id: CustomerId, phones: &[String], note: &str, new_note: bool) -> Result<Option<i64>> {
        for (place, phone) in phones.iter().enumerate() {
            // The first is the one she is written to: seen a moment later than the others.
            tx.execute(
                "INSERT INTO customer_alias (customer_id, kind, value, seen_at) VALUES (?1, 'phone', ?2, ?3)
                 ON CONFLICT (kind, value) DO UPDATE SET customer_id = excluded.customer_id, seen_at = excluded.seen_at, left_at = NULL WHERE left_at IS NOT NULL",
                (id, phone, self.now - place as i64),
            )?;
        }
        if !new_note {
            return Ok(None);
        }
        let note: String = note.chars().take(4_000).collect();
        let sql = "INSERT INTO customer_note (customer_id, note, author, at) VALUES (?1, ?2, ?3, ?4)";
        Ok(Some(tx.insert(sql, (id, note, self.author, self.now))?))
    }
}

/// What is empty is filled; tags come together.
fn filled(before: &Fields, contact: &Contact) -> Fields {
    let fill = |here: &str, there: &str| if here.is_empty() { there.trim().chars().take(200).collect() } else { here.to_owned() };
    let birthday = contact.birthday.map(|b| match b.year {
        Some(year) => format!("{year:04}-{:02}-{:02}", b.month, b.day),
        None => format!("--{:02}-{:02}", b.month, b.day),
    });
    let tags = before.tags.iter().chain(&contact.tags).cloned().collect::<Vec<_>>().join(",");
    Fields {
        name: fill(&before.name, &contact.name),
        company: fill(&before.company, &contact.company),
        email: fill(&before.email, contact.emails.first().map(String::as_str).unwrap_or_default()),
        birthday: fill(&before.birthday, &birthday.unwrap_or_default()),
        language: before.language.clone().or_else(|| contact.language.clone()),
        tags: super::card::tags_of(&tags),
    }
}

fn fields(read: &Read<'_>, id: CustomerId) -> Result<Fields> {
    let found = read.one("SELECT name, company, email, birthday, language, tags FROM customer WHERE id = ?1", [id], |row| {
        let tags: String = row.get(5)?;
        Ok(Fields {
            name: row.get(0)?,
            company: row.get(1)?,
            email: row.get(2)?,
            birthday: row.get(3)?,
            language: row.get(4)?,
            tags: serde_json::from_str(&tags).unwrap_or_default(),
        })
    })?;
    found.ok_or_else(|| Error::new(Code::NotFound).with("what", "customer"))
}

fn write(tx: &Tx<'_>, id: CustomerId, f: &Fields) -> Result<()> {
    tx.execute(
        "UPDATE customer SET name = ?2, company = ?3, email = ?4, birthday = ?5, language = ?6, tags = ?7 WHERE id = ?1",
        (id, &f.name, &f.company, &f.email, &f.birthday, &f.language, serde_json::to_string(&f.tags)?),
    )?;
    Ok(())
}

/// Takes an import back: whom it added goes, unless she has been in touch since; what it filled in goes, unless it has
/// been changed since.
///
/// # Errors
/// `nothing_to_undo`, and what the disk says.
pub fn undo(db: &Db, import: i64, now: Millis, going: &Going) -> Result<()> {
    let open = db.write(|tx| {
        let sql = "UPDATE customer_import SET undone_at = ?2, state = 'returning' WHERE id = ?1 AND undone_at IS NULL AND state = 'done'";
        tx.execute(sql, (import, now))
    })?;
    if open == 0 {
        return Err(Error::new(Code::NothingToUndo));
    }
    take_back(db, import, false, going)
}

/// Imports that were interrupted, and whether each leaves nothing behind.
pub fn interrupted(read: &Read<'_>) -> Result<Vec<(i64, String, bool)>> {
    read.all("SELECT id, file_name, state = 'running' FROM customer_import WHERE state <> 'done' ORDER BY id DESC", [], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })
}

/// A change as it is kept: who, what stood before, what was written.
type Change = (CustomerId, Option<String>, String);

fn each(db: &Db, import: i64, going: &Going, mut take_back: impl FnMut(&Tx<'_>, &Change) -> Result<()>) -> Result<()> {
    let mut below = i64::MAX;
    loop {
        if going.left() {
            return Err(Error::new(Code::Cancelled));
        }
        let sql = "SELECT customer_id, before, after FROM customer_import_change WHERE import_id = ?1 AND customer_id < ?2 ORDER BY customer_id DESC LIMIT 500";
        let changes: Vec<Change> = db.read(|read| read.all(sql, (import, below), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))))?;
        let mut at = 0;
        while at < changes.len() {
            let (end, _) = db.piece(|tx, begun| {
                let mut end = at;
                for change in changes.iter().skip(at) {
                    take_back(tx, change)?;
                    end += 1;
                    if db.enough(begun) {
                        break;
                    }
                }
                Ok(end)
            })?;
            going.add(db, end - at);
            at = end;
        }
        let Some((last, _, _)) = changes.last() else { return Ok(()) };
        below = last.0;
    }
}

/// Takes back what an import did, in short pieces and however often it is begun.
///
/// # Errors
/// `cancelled` when the shop closes: the rest follows at the next start.
pub fn take_back(db: &Db, import: i64, without_trace: bool, going: &Going) -> Result<()> {
    each(db, import, going, person_back)?;
    if without_trace {
        each(db, import, going, |tx, (id, _, _)| {
            tx.execute("DELETE FROM customer_import_change WHERE import_id = ?1 AND customer_id = ?2", (import, id)).map(drop)
        })?;
    }
    db.write(|tx| {
        if without_trace {
            tx.execute("DELETE FROM customer_import WHERE id = ?1", [import])?;
        } else {
            tx.execute("UPDATE customer_import SET state = 'done' WHERE id = ?1", [import])?;
        }
        tx.touch(Topic::Customers);
        tx.touch(Topic::Stock);
        Ok(())
    })
}

fn person_back(tx: &Tx<'_>, (id, before, after): &Change) -> Result<()> {
    let id = *id;
    let done: Done = serde_json::from_str(after)?;
    let touched = tx.count(
        "SELECT (SELECT count(*) FROM message WHERE customer_id = ?1) + (SELECT count(*) FROM shop_order WHERE customer_id = ?1)
              + (SELECT count(*) FROM waiting WHERE customer_id = ?1) + (SELECT count(*) FROM consent_receipt WHERE customer_id = ?1)
              + (SELECT count(*) FROM promise WHERE customer_id = ?1) + (SELECT count(*) FROM customer WHERE merged_into = ?1)
              + (SELECT count(*) FROM customer_merge WHERE ?1 IN (kept_id, other_id)) + (SELECT count(*) FROM conversation WHERE customer_id = ?1)",
        [id],
    )? > 0;
    let same = fields(tx, id).is_ok_and(|now| now == done.fields);
    match before {
        None if touched => {}
        None => {
            tx.execute("DELETE FROM customer_note WHERE customer_id = ?1", [id])?;
            tx.execute("DELETE FROM customer_alias WHERE customer_id = ?1", [id])?;
            tx.execute("DELETE FROM customer WHERE id = ?1", [id])?;
        }
        Some(before) => {
            if same {
                write(tx, id, &serde_json::from_str(before)?)?;
            }
            for phone in done.phones {
                tx.execute("DELETE FROM customer_alias WHERE customer_id = ?1 AND kind = 'phone' AND value = ?2", (id, phone))?;
            }
            tx.execute("DELETE FROM customer_note WHERE id = ?1", [done.note])?;
        }
    }
    Ok(())
}

/// A past import of people.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PeopleImport {
    /// Ours.
    pub id: i64,
    /// The file's name.
    pub file_name: String,
    /// When.
    pub at: Millis,
    /// Who.
    pub author: String,
    /// People added.
    pub added: i64,
    /// People changed.
    pub changed: i64,
    /// Rows rejected.
    pub rejected: i64,
    /// When it was undone.
    pub undone_at: Option<Millis>,
}

/// Past imports, newest first.
pub fn list(read: &Read<'_>) -> Result<Vec<PeopleImport>> {
    let sql = "SELECT id, file_name, at, author, added, changed, rejected, undone_at FROM customer_import WHERE state <> 'running' ORDER BY id DESC LIMIT 50";
    read.all(sql, [], |row| {
        Ok(PeopleImport {
            id: row.get(0)?,
            file_name: row.get(1)?,
            at: row.get(2)?,
            author: row.get(3)?,
            added: row.get(4)?,
            changed: row.get(5)?,
            rejected: row.get(6)?,
            undone_at: row.get(7)?,
        })
    })
}
