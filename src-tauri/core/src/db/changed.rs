//! Which rows of a few tables have changed since somebody last asked, so that what is kept in memory of them
//! (the search) can follow row by row. Counted by the writer's own hook: no statement has to remember to say so, and
//! a table that nobody watches costs a comparison.
//!
//! Triggers that write a table of changes would survive a restart, which nothing in memory needs, and cost a
//! second insert for every row of an import.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::Connection;

use crate::kinds::Result;

/// Tables that are watched.
const WATCHED: [&str; 2] = ["product", "variant"];
/// Beyond so many it is quicker to read the table anew.
const MOST: usize = 20_000;

/// What has changed.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum Changed {
    /// Nothing.
    #[default]
    Nothing,
    /// These rows: the table and the row's number.
    Rows(BTreeSet<(&'static str, i64)>),
    /// So much that all should be read again.
    Much,
}

impl Changed {
    fn add(&mut self, table: &'static str, row: i64) {
        match self {
            Self::Nothing => *self = Self::Rows(BTreeSet::from([(table, row)])),
            Self::Rows(rows) if rows.len() >= MOST => *self = Self::Much,
            Self::Rows(rows) => drop(rows.insert((table, row))),
            Self::Much => {}
        }
    }

    fn take_in(&mut self, other: Self) {
        match other {
            Self::Nothing => {}
            Self::Much => *self = Self::Much,
            Self::Rows(rows) => rows.into_iter().for_each(|(table, row)| self.add(table, row)),
        }
    }
}

#[derive(Debug, Default)]
struct Kept {
    /// Of the transaction that is open.
    pending: Changed,
    /// Committed, not yet asked for.
    committed: Changed,
    /// A store has changed in the transaction that is open.
    store_pending: bool,
    /// Committed transactions that changed a store.
    stores: u64,
}

/// Keeps count beside the writer.
#[derive(Clone, Debug, Default)]
pub(super) struct Watch(Arc<Mutex<Kept>>);

impl Watch {
    pub(super) fn over(writer: &mut Connection) -> Result<Self> {
        let watch = Self::default();
        let counting = watch.clone();
        writer.update_hook(Some(move |_, _: &str, table: &str, row: i64| {
            if let Some(table) = WATCHED.into_iter().find(|watched| *watched == table) {
                counting.with(|kept| kept.pending.add(table, row));
            } else if table == "store" {
                counting.with(|kept| kept.store_pending = true);
            }
        }))?;
        Ok(watch)
    }

    fn with<T>(&self, change: impl FnOnce(&mut Kept) -> T) -> T {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn committed(&self) {
        self.with(|kept| {
            let pending = std::mem::take(&mut kept.pending);
            kept.committed.take_in(pending);
            kept.stores += u64::from(std::mem::take(&mut kept.store_pending));
        });
    }

    pub(super) fn rolled_back(&self) {
        self.with(|kept| {
            kept.pending = Changed::Nothing;
            kept.store_pending = false;
        });
    }

    pub(super) fn stores(&self) -> u64 {
        self.with(|kept| kept.stores)
    }

    pub(super) fn take(&self) -> Changed {
        self.with(|kept| std::mem::take(&mut kept.committed))
    }
}
