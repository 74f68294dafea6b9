//! Taking stock: what is on the shelves of one store, counted by one person or several, with a scanner or by hand, in
//! one go or over days. Counting changes nothing; applying writes what was found into the ledger, and is undone as one.
//!
//! The shop goes on selling meanwhile. Beside what was counted of a variant stands what the store had on paper at the
//! last scan of it; what was sold or came in after that is taken off or added when the count is applied. A piece sold
//! between two scans of one variant is the one case nobody can tell: the last scan is believed, and the line says when
//! it was.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::measure::{self, Quantity};
use super::stock::{set_in_store, undo_stock};
use super::{VariantRow, find, get};
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CountId, Error, LedgerId, Millis, Result, StoreId, Topic, VariantId};

/// So many lines are shown of each kind.
const SHOWN: i64 = 500;
/// Nobody has more of one thing on a shelf; a slip that scans a code where a number was meant is caught.
const MOST: i64 = 1_000_000;

/// What is counted of a store. It says what is missing at the end; whatever is scanned beside it counts as well.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CountWhat {
    /// All the store has on paper.
    #[default]
    Everything,
    /// What is in a collection.
    Collection,
    /// What a search finds.
    Search,
    /// Only what somebody scans: nothing is ever missing.
    Scanned,
}

impl CountWhat {
    fn name(self) -> &'static str {
        match self {
            Self::Everything => "everything",
            Self::Collection => "collection",
            Self::Search => "search",
            Self::Scanned => "scanned",
        }
    }
}

/// A count under way, or one that has ended.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CountRow {
    /// Ours.
    pub id: CountId,
    /// Where.
    pub store: StoreId,
    /// Its name.
    pub store_name: String,
    /// everything, collection, search or scanned.
    pub what: String,
    /// The collection's name, or what was searched for.
    pub words: String,
    /// When it began.
    pub begun_at: Millis,
    /// open, applied or dropped.
    pub state: String,
    /// When it was applied or dropped.
    pub ended_at: Option<Millis>,
    /// Variants counted.
    pub variants: i64,
    /// Pieces counted.
    pub pieces: i64,
    /// Variants of which the count differs.
    pub differing: i64,
}

/// One variant of a count.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CountLine {
    /// Which.
    pub variant: VariantId,
    /// Name and options.
    pub name: String,
    /// SKU, else barcode, else our own code.
    pub code: String,
    /// Hash of its picture.
    pub image: Option<String>,
    /// piece, pair, kg … or a word of the shop's own.
    pub unit: String,
    /// What one of its counts is, in thousandths of the unit.
    pub step: i64,
    /// Steps found; `null` where it has not been counted.
    pub counted: Option<i64>,
    /// Steps the store had on paper at the last scan; where it has not been counted, now.
    pub expected: i64,
    /// Steps the store has on paper now.
    pub on_hand: i64,
    /// What the store will have once this is applied.
    pub will_be: i64,
    /// When it was last scanned.
    pub at: Millis,
    /// By whom.
    pub author: String,
}

/// A count with its lines: the first 500 of each kind.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CountView {
    /// The count.
    pub count: CountRow,
    /// The last ones scanned, newest first.
    pub lines: Vec<CountLine>,
    /// Those that differ, the largest difference first.
    pub differing: Vec<CountLine>,
    /// Those the store has on paper that nobody has scanned, by name.
    pub missing: Vec<CountLine>,
    /// How many those are.
    pub missing_variants: i64,
}

/// What applying came to.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct CountApplied {
    /// Which count.
    pub count: CountId,
    /// Variants whose stock has changed.
    pub changed: i64,
    /// Variants that were right.
    pub right: i64,
    /// Variants that can be had again although people wait for them: tell them.
    pub tell: i64,
}

/// "12*4006381333931" is twelve of it, "1.5*BRIE" one and a half; a code alone says no number.
pub fn typed(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    let Some((number, code)) = text.split_once(['*', '×']) else { return (None, text) };
    let plausible = measure::thousandths(number).is_ok_and(|much| (0..=MOST * measure::WHOLE).contains(&much));
    if plausible && !code.trim().is_empty() { (Some(number.trim()), code.trim()) } else { (None, text) }
}

const ROW: &str = "SELECT c.id, c.store_id, s.name, c.begun_at, c.state, c.ended_at,
        (SELECT count(*) FROM stock_count_line l WHERE l.count_id = c.id AND NOT l.missing),
        (SELECT COALESCE(sum(l.counted), 0) FROM stock_count_line l WHERE l.count_id = c.id),
        (SELECT count(*) FROM stock_count_line l WHERE l.count_id = c.id AND l.counted <> l.expected),
        c.what, c.words
    FROM stock_count c JOIN store s ON s.id = c.store_id";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<CountRow> {
    Ok(CountRow {
        id: row.get(0)?,
        store: row.get(1)?,
        store_name: row.get(2)?,
        begun_at: row.get(3)?,
        state: row.get(4)?,
        ended_at: row.get(5)?,
        variants: row.get(6)?,
        pieces: row.get(7)?,
        differing: row.get(8)?,
        what: row.get(9)?,
        words: row.get(10)?,
    })
}

/// Counts under way and the last that ended, newest first.
pub fn list(read: &Read<'_>) -> Result<Vec<CountRow>> {
    read.all(&format!("{ROW} ORDER BY c.state = 'open' DESC, c.id DESC LIMIT 20"), [], read_row)
}

fn row(read: &Read<'_>, count: CountId) -> Result<CountRow> {
    let found = read.one(&format!("{ROW} WHERE c.id = ?1"), [count], read_row)?;
    found.ok_or_else(|| Error::new(Code::NotFound).with("what", "count"))
}

fn open(read: &Read<'_>, count: CountId) -> Result<CountRow> {
    let row = row(read, count)?;
    if row.state == "open" { Ok(row) } else { Err(Error::new(Code::NotFound).with("what", "count")) }
}

/// Begins to count a store, or goes on where it was left: a store is counted once at a time. `of` are the variants of a
/// collection or a search.
pub fn start(
    tx: &Tx<'_>,
    store: StoreId,
    (what, words, of): (CountWhat, &str, &[VariantId]),
    author: &Author,
    now: Millis,
) -> Result<CountId> {
    crate::stores::get(tx, store)?;
    if let Some(there) = tx.value("SELECT id FROM stock_count WHERE store_id = ?1 AND state = 'open'", [store])? {
        return Ok(there);
    }
    let sql = "INSERT INTO stock_count (store_id, begun_at, author, what, words) VALUES (?1, ?2, ?3, ?4, ?5)";
    let id = CountId(tx.insert(sql, (store, now, author.stamp(), what.name(), words))?);
    for variant in of {
        tx.execute("INSERT OR IGNORE INTO stock_count_of (count_id, variant_id) VALUES (?1, ?2)", (id, variant))?;
    }
    tx.touch(Topic::Stock);
    Ok(id)
}

const LINE: &str = "SELECT v.id, trim(p.title || ' ' || v.label), COALESCE(v.sku, v.barcode, v.retailer_id), p.image, l.counted, l.expected,
        max(0, l.counted + COALESCE(s.on_hand, 0) - l.expected), l.at, l.author, p.unit, p.step, COALESCE(s.on_hand, 0)
    FROM stock_count_line l JOIN stock_count c ON c.id = l.count_id JOIN variant v ON v.id = l.variant_id JOIN product p ON p.id = v.product_id
        LEFT JOIN stock s ON s.variant_id = v.id AND s.store_id = c.store_id
    WHERE l.count_id = ?1 AND NOT l.missing";

fn read_line(row: &rusqlite::Row<'_>) -> rusqlite::Result<CountLine> {
    Ok(CountLine {
        variant: row.get(0)?,
        name: row.get(1)?,
        code: row.get(2)?,
        image: row.get(3)?,
        counted: row.get(4)?,
        expected: row.get(5)?,
        will_be: row.get(6)?,
        at: row.get(7)?,
        author: row.get(8)?,
        unit: row.get(9)?,
        step: row.get(10)?,
        on_hand: row.get(11)?,
    })
}

fn line(read: &Read<'_>, count: CountId, variant: VariantId) -> Result<CountLine> {
    let found = read.one(&format!("{LINE} AND l.variant_id = ?2"), (count, variant), read_line)?;
    found.ok_or_else(|| Error::new(Code::NotFound).with("what", "line"))
}

const MISSING: &str = "FROM stock s JOIN variant v ON v.id = s.variant_id JOIN product p ON p.id = v.product_id
    WHERE s.store_id = ?2 AND s.on_hand > 0 AND v.uncounted IS NULL AND p.status <> 'archived'
        AND NOT EXISTS (SELECT 1 FROM stock_count_line l WHERE l.count_id = ?1 AND l.variant_id = s.variant_id)
        AND EXISTS (SELECT 1 FROM stock_count c WHERE c.id = ?1 AND (c.what = 'everything'
            OR c.what <> 'scanned' AND EXISTS (SELECT 1 FROM stock_count_of o WHERE o.count_id = ?1 AND o.variant_id = s.variant_id)))";

/// A count with its lines.
pub fn view(read: &Read<'_>, count: CountId) -> Result<CountView> {
    let row = row(read, count)?;
    let missing = if row.state == "open" {
        read.all(
            &format!(
                "SELECT v.id, trim(p.title || ' ' || v.label), COALESCE(v.sku, v.barcode, v.retailer_id), p.image, NULL, s.on_hand, s.on_hand, s.as_of, '', p.unit, p.step, s.on_hand
                 {MISSING} ORDER BY p.title COLLATE NOCASE, v.position LIMIT {SHOWN}"
            ),
            (count, row.store),
            read_line,
        )?
    } else {
        Vec::new()
    };
    Ok(CountView {
        lines: read.all(&format!("{LINE} ORDER BY l.at DESC, v.id LIMIT {SHOWN}"), [count], read_line)?,
        differing: read.all(
            &format!("{LINE} AND l.counted <> l.expected ORDER BY abs(l.counted - l.expected) DESC, v.id LIMIT {SHOWN}"),
            [count],
            read_line,
        )?,
        missing_variants: if row.state == "open" { read.count(&format!("SELECT count(*) {MISSING}"), (count, row.store))? } else { 0 },
        missing,
        count: row,
    })
}

fn write(tx: &Tx<'_>, row: &CountRow, variant: VariantId, counted: i64, author: &Author, now: Millis) -> Result<CountLine> {
    if !(0..=MOST).contains(&counted) {
        return Err(Error::new(Code::NegativeStock).with("typed", counted));
    }
    let there = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, row.store))?;
    tx.execute(
        "INSERT INTO stock_count_line (count_id, variant_id, counted, expected, author, at, undoable) VALUES (?1, ?2, ?3, ?4, ?5, ?6, 1)
         ON CONFLICT (count_id, variant_id) DO UPDATE SET was_counted = counted, was_expected = expected, was_at = at, undoable = 1,
            counted = excluded.counted, expected = excluded.expected, author = excluded.author, at = excluded.at",
        (row.id, variant, counted, there, author.stamp(), now),
    )?;
    tx.touch(Topic::Stock);
    line(tx, row.id, variant)
}

/// What has this code: as it is scanned, else as people type it.
fn coded(read: &Read<'_>, code: &str) -> Result<VariantRow> {
    let exactly = |code: &str| -> Result<Option<VariantId>> {
        let found: Vec<VariantId> = read.all(
            "SELECT id FROM variant WHERE barcode = ?1 UNION SELECT id FROM variant WHERE sku = ?1 UNION SELECT id FROM variant WHERE retailer_id = ?1 LIMIT 2",
            [code],
            |row| row.get(0),
        )?;
        Ok(if let [only] = found.as_slice() { Some(*only) } else { None })
    };
    let mut id = exactly(code)?;
    if id.is_none() && code.bytes().all(|byte| byte.is_ascii_digit()) {
        // Twelve digits are thirteen with a nought before them; scanners and files do not agree on which to say.
        id = match code.strip_prefix('0') {
            Some(short) if code.len() == 13 => exactly(short)?,
            _ if code.len() == 12 => exactly(&format!("0{code}"))?,
            _ => None,
        };
    }
    match id {
        Some(id) => {
            let row = get(read, id)?;
            if row.status == "archived" { find(read, code) } else { Ok(row) }
        }
        None => find(read, code),
    }
}

/// One more, or so many more, of what has this code. A number that is nobody's code is how many there are of `last`, which
/// was scanned just before.
pub fn scan(tx: &Tx<'_>, count: CountId, text: &str, last: Option<VariantId>, author: &Author, now: Millis) -> Result<CountLine> {
    let row = open(tx, count)?;
    let (much, code) = typed(text);
    let variant = match (coded(tx, code), last, much) {
        // Nobody types more digits for a number; a longer one is a code that is not known.
        (Err(unknown), Some(last), None) if unknown.code == Code::SkuUnknown && code.len() <= 7 && measure::thousandths(code).is_ok() => {
            let counted = measure::read(code, get(tx, last)?.step)?;
            return write(tx, &row, last, counted, author, now);
        }
        (found, ..) => found?,
    };
    let more = Quantity(much.unwrap_or_default().to_owned()).steps_or_one(variant.step)?;
    let before = tx.count("SELECT counted FROM stock_count_line WHERE count_id = ?1 AND variant_id = ?2", (count, variant.id))?;
    write(tx, &row, variant.id, before.saturating_add(more), author, now)
}

/// Takes the last scan of this person back, whatever it was of: each line remembers what it was before. Answers the line
/// as it is again; `None`: it is not counted any more.
pub fn unscan(tx: &Tx<'_>, count: CountId, author: &Author) -> Result<Option<CountLine>> {
    open(tx, count)?;
    let sql = "SELECT variant_id, was_counted IS NOT NULL FROM stock_count_line
        WHERE count_id = ?1 AND undoable AND author = ?2 ORDER BY at DESC, variant_id LIMIT 1";
    let last = tx.one(sql, (count, author.stamp()), |row| Ok((row.get::<_, VariantId>(0)?, row.get::<_, bool>(1)?)))?;
    let (variant, counted) = last.ok_or_else(|| Error::new(Code::NothingToUndo))?;
    tx.touch(Topic::Stock);
    if counted {
        let sql = "UPDATE stock_count_line SET counted = was_counted, expected = was_expected, at = was_at, undoable = 0
            WHERE count_id = ?1 AND variant_id = ?2";
        tx.execute(sql, (count, variant))?;
        return line(tx, count, variant).map(Some);
    }
    tx.execute("DELETE FROM stock_count_line WHERE count_id = ?1 AND variant_id = ?2", (count, variant))?;
    Ok(None)
}

/// So many of it were found, whatever was scanned before; `None` takes the line away, as if it had not been counted.
pub fn set(tx: &Tx<'_>, count: CountId, variant: VariantId, counted: Option<&Quantity>, author: &Author, now: Millis) -> Result<()> {
    let row = open(tx, count)?;
    let step = get(tx, variant)?.step;
    match counted {
        Some(counted) => drop(write(tx, &row, variant, measure::read(&counted.0, step)?, author, now)?),
        None => {
            tx.execute("DELETE FROM stock_count_line WHERE count_id = ?1 AND variant_id = ?2", (count, variant))?;
            tx.touch(Topic::Stock);
        }
    }
    Ok(())
}

/// Writes what was found into the ledger. With `missing_to_zero` what nobody scanned is not there; without, it is left
/// as it is. Answers each variant with what could be promised of it before.
pub fn apply(
    tx: &Tx<'_>,
    count: CountId,
    missing_to_zero: bool,
    author: &Author,
    now: Millis,
) -> Result<(CountApplied, Vec<(VariantId, i64)>)> {
    let row = open(tx, count)?;
    if missing_to_zero {
        tx.execute(
            &format!("INSERT INTO stock_count_line (count_id, variant_id, counted, expected, author, at, missing) SELECT ?1, v.id, 0, s.on_hand, ?3, ?4, 1 {MISSING}"),
            (count, row.store, author.stamp(), now),
        )?;
    }
    let lines =
        tx.all("SELECT variant_id, counted, expected FROM stock_count_line WHERE count_id = ?1 ORDER BY variant_id", [count], |row| {
            Ok((row.get::<_, VariantId>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
        })?;
    if lines.is_empty() {
        return Err(Error::new(Code::BadRequest).with("field", "count"));
    }
    let mut applied = CountApplied { count, changed: 0, right: 0, tell: 0 };
    let mut before = Vec::new();
    for (variant, counted, expected) in lines {
        let could = get(tx, variant)?.available();
        let there = tx.count("SELECT on_hand FROM stock WHERE variant_id = ?1 AND store_id = ?2", (variant, row.store))?;
        let change = set_in_store(tx, variant, row.store, (counted + there - expected).max(0), "counted", author, now)?;
        let sql = "UPDATE stock_count_line SET ledger_id = ?3 WHERE count_id = ?1 AND variant_id = ?2";
        tx.execute(sql, (count, variant, change.ledger))?;
        if change.ledger.is_some() {
            applied.changed += 1;
            before.push((variant, could));
        } else {
            applied.right += 1;
        }
    }
    tx.execute("UPDATE stock_count SET state = 'applied', ended_at = ?2 WHERE id = ?1", (count, now))?;
    tx.touch(Topic::Stock);
    tx.touch(Topic::Catalog);
    Ok((applied, before))
}

/// Takes an applied count back, all of it, by opposite changes; answers the variants. The count is open again, to be
/// mended, unless the store is already being counted anew.
pub fn undo(tx: &Tx<'_>, count: CountId, author: &Author, now: Millis) -> Result<Vec<VariantId>> {
    let row = row(tx, count)?;
    if row.state != "applied" {
        return Err(Error::new(Code::NothingToUndo));
    }
    let ledgers: Vec<LedgerId> = tx.all(
        "SELECT ledger_id FROM stock_count_line WHERE count_id = ?1 AND ledger_id IS NOT NULL ORDER BY variant_id",
        [count],
        |row| row.get(0),
    )?;
    let mut back = Vec::new();
    for ledger in ledgers {
        match undo_stock(tx, ledger, author, now) {
            Ok(change) => back.push(change.variant),
            // This one line was already undone by itself.
            Err(error) if error.code == Code::NothingToUndo => {}
            Err(error) => return Err(error),
        }
    }
    tx.execute("DELETE FROM stock_count_line WHERE count_id = ?1 AND missing", [count])?;
    // What the store has is as it was before applying: the lines are measured by that again.
    tx.execute("UPDATE stock_count_line SET ledger_id = NULL WHERE count_id = ?1", [count])?;
    let anew = tx.count("SELECT count(*) FROM stock_count WHERE store_id = ?1 AND state = 'open'", [row.store])? > 0;
    let (state, ended) = if anew { ("dropped", Some(now)) } else { ("open", None) };
    tx.execute("UPDATE stock_count SET state = ?2, ended_at = ?3 WHERE id = ?1", (count, state, ended))?;
    tx.touch(Topic::Stock);
    tx.touch(Topic::Catalog);
    Ok(back)
}

/// Gives a count up: nothing of it is written. It can be taken up again.
pub fn drop_it(tx: &Tx<'_>, count: CountId, now: Millis) -> Result<()> {
    open(tx, count)?;
    tx.execute("UPDATE stock_count SET state = 'dropped', ended_at = ?2 WHERE id = ?1", (count, now))?;
    tx.touch(Topic::Stock);
    Ok(())
}

/// Takes a count up again that was given up.
pub fn take_up(tx: &Tx<'_>, count: CountId) -> Result<()> {
    let row = row(tx, count)?;
    let anew = tx.count("SELECT count(*) FROM stock_count WHERE store_id = ?1 AND state = 'open'", [row.store])? > 0;
    if row.state != "dropped" || anew {
        return Err(Error::new(Code::NothingToUndo));
    }
    tx.execute("UPDATE stock_count SET state = 'open', ended_at = NULL WHERE id = ?1", [count])?;
    tx.touch(Topic::Stock);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_before_the_code_is_how_many() {
        assert_eq!(typed("4006381333931"), (None, "4006381333931"), "a scan is one");
        assert_eq!(typed(" 12 * RUN-42 "), (Some("12"), "RUN-42"), "a number and a star are so many");
        assert_eq!(typed("3×RUN-42"), (Some("3"), "RUN-42"), "the printed sign too");
        assert_eq!(typed("1,5*BRIE"), (Some("1,5"), "BRIE"), "and one and a half of what is weighed");
        assert_eq!(typed("A*B"), (None, "A*B"), "a code may have a star in it");
        assert_eq!(typed("99999999999999*A"), (None, "99999999999999*A"), "and a scan in place of a number is no number");
        assert_eq!(typed("5*"), (None, "5*"), "nothing is not five times anything");
    }
}
