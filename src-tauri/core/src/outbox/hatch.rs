//! The hatch between understanding and sending: answers are claimed in the commit that thought of them, and passed
//! through when it stands. Without it every answer waited for a second commit, and for the sender to wake up.
//!
//! It is open while the sender runs. Whoever holds its lock passes what is claimed before the sender can close it, so
//! nothing is claimed that nobody will send.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::mpsc;

use super::traffic::Traffic;
use super::{Claims, claim};
use crate::db::{Db, Tx};
use crate::kinds::{Millis, Result};

/// More than are understood together.
const AT_ONCE: usize = 64;

/// Where answers pass.
#[derive(Debug, Default)]
pub struct Hatch(Mutex<Option<Open>>);

#[derive(Debug)]
struct Open {
    to: mpsc::UnboundedSender<Claims>,
    per_second: u32,
    boot: Arc<str>,
}

/// Open as long as this lives.
pub struct Opened<'h>(&'h Hatch);

impl Drop for Opened<'_> {
    fn drop(&mut self) {
        *self.0.lock() = None;
    }
}

impl Hatch {
    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Opens it: from now on what is claimed comes to `to`.
    pub fn open(&self, to: mpsc::UnboundedSender<Claims>, per_second: u32, boot: Arc<str>) -> Opened<'_> {
        *self.lock() = Some(Open { to, per_second, boot });
        Opened(self)
    }

    /// Runs `work` in one transaction and claims in it the answers that are due, as far as the rate has places.
    ///
    /// # Errors
    /// What `work` or the disk says; then nothing is claimed either.
    pub fn write(&self, db: &Db, traffic: &Traffic, now: Millis, work: impl FnOnce(&Tx<'_>) -> Result<()>) -> Result<()> {
        let open = self.lock();
        let Some(open) = open.as_ref() else { return db.write(work) };
        let places = traffic.take(open.per_second, AT_ONCE);
        let done = db.write(|tx| {
            work(tx)?;
            if places == 0 { Ok(Claims::default()) } else { claim(tx, places, true, &open.boot, now) }
        });
        traffic.give_back(places - done.as_ref().map_or(0, |claims| claims.claimed.len()));
        let claims = done?;
        if !claims.claimed.is_empty() || !claims.pictures.is_empty() {
            // The sender closes the hatch before it stops listening, and we hold the hatch.
            let _ = open.to.send(claims);
        }
        Ok(())
    }
}
