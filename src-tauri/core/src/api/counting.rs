//! Taking stock of a store: scanned by one person or several, applied and undone as one.

use super::*;
use crate::catalog::cells::Cell;
use crate::catalog::counting;
pub use crate::catalog::counting::{CountApplied, CountLine, CountRow, CountView, CountWhat};
use crate::catalog::measure::Quantity;
use crate::kinds::CountId;

/// Where to count.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountWhere {
    /// Which store; `null`: the main one.
    #[serde(default)]
    pub store: Option<StoreId>,
    /// What of it.
    #[serde(default)]
    pub what: CountWhat,
    /// The collection's name, or what is searched for.
    #[serde(default)]
    pub words: String,
}

/// Which count.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountRef {
    /// Ours.
    pub count: CountId,
}

/// Something scanned, or typed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountScan {
    /// Which count.
    pub count: CountId,
    /// Barcode, SKU or our own code; "12*code" is twelve of it.
    pub code: String,
    /// What was scanned just before: a number alone is how many there are of it.
    #[serde(default)]
    pub last: Option<VariantId>,
}

/// A number of one variant.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountSet {
    /// Which count.
    pub count: CountId,
    /// Which variant.
    pub variant: VariantId,
    /// Found in all, in units; `null`: it has not been counted.
    pub counted: Option<Quantity>,
}

/// A code nobody has, and the variant it is now of.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountAssign {
    /// Which count.
    pub count: CountId,
    /// As it was scanned; "12*code" is twelve of it.
    pub code: String,
    /// Which variant gets it as its barcode.
    pub variant: VariantId,
}

/// How to end it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountApply {
    /// Which count.
    pub count: CountId,
    /// What nobody scanned is not there: its count becomes 0.
    #[serde(default)]
    pub missing_to_zero: bool,
}

pub(super) fn counts_list(call: &Call, _: Nothing) -> Result<Vec<CountRow>> {
    call.shop.read(counting::list)
}

pub(super) fn count_start(call: &Call, request: CountWhere) -> Result<CountView> {
    let words = request.words.trim();
    let of = match request.what {
        CountWhat::Everything | CountWhat::Scanned => Vec::new(),
        CountWhat::Collection | CountWhat::Search if words.is_empty() => return Err(Error::new(Code::BadRequest).with("field", "words")),
        CountWhat::Collection => grid::products_view(call, View { collection: words.to_owned(), ..View::default() })?,
        CountWhat::Search => grid::products_view(call, View { text: words.to_owned(), ..View::default() })?,
    };
    call.shop.write(|tx| {
        let store = request.store.map_or_else(|| stores::main(tx).map(|main| main.id), Ok)?;
        let count = counting::start(tx, store, (request.what, words, &of), &call.author, call.now)?;
        counting::view(tx, count)
    })
}

pub(super) fn count_get(call: &Call, request: CountRef) -> Result<CountView> {
    call.shop.read(|read| counting::view(read, request.count))
}

pub(super) fn count_scan(call: &Call, request: CountScan) -> Result<CountLine> {
    call.shop.write(|tx| counting::scan(tx, request.count, &request.code, request.last, &call.author, call.now))
}

pub(super) fn count_unscan(call: &Call, request: CountRef) -> Result<Option<CountLine>> {
    call.shop.write(|tx| counting::unscan(tx, request.count, &call.author))
}

pub(super) fn count_set(call: &Call, request: CountSet) -> Result<Done> {
    call.shop.write(|tx| counting::set(tx, request.count, request.variant, request.counted.as_ref(), &call.author, call.now))?;
    Ok(DONE)
}

pub(super) fn count_assign(call: &Call, request: CountAssign) -> Result<CountLine> {
    let currency = call.currency()?;
    call.shop.write(|tx| {
        let (_, code) = counting::typed(&request.code);
        let cell = Cell { variant: request.variant, field: "barcode".to_owned(), typed: code.to_owned() };
        catalog::cells::edit(tx, &cell, &call.typing(&currency))?;
        counting::scan(tx, request.count, &request.code, None, &call.author, call.now)
    })
}

/// People who wait can be told of what is there again, and no longer of what is not.
fn follow(tx: &crate::db::Tx<'_>, call: &Call, variant: VariantId, before: i64) -> Result<bool> {
    let now = catalog::get(tx, variant)?.available();
    if now == 0 {
        waitlist::dismiss(tx, variant, call.now)?;
    }
    Ok(before == 0 && now > 0 && waitlist::propose(tx, variant, &call.author, call.now)?)
}

pub(super) fn count_apply(call: &Call, request: CountApply) -> Result<CountApplied> {
    call.shop.write(|tx| {
        let (mut applied, before) = counting::apply(tx, request.count, request.missing_to_zero, &call.author, call.now)?;
        for (variant, before) in before {
            applied.tell += i64::from(follow(tx, call, variant, before)?);
        }
        Ok(applied)
    })
}

pub(super) fn count_undo(call: &Call, request: CountRef) -> Result<Done> {
    call.shop.write(|tx| {
        for variant in counting::undo(tx, request.count, &call.author, call.now)? {
            // Nobody is told because a count was taken back.
            follow(tx, call, variant, 1)?;
        }
        Ok(DONE)
    })
}

pub(super) fn count_drop(call: &Call, request: CountRef) -> Result<Done> {
    call.shop.write(|tx| counting::drop_it(tx, request.count, call.now))?;
    Ok(DONE)
}

pub(super) fn count_take_up(call: &Call, request: CountRef) -> Result<Done> {
    call.shop.write(|tx| counting::take_up(tx, request.count))?;
    Ok(DONE)
}
