//! Moving committed pages from the log into the database file, beside the commits instead of within them: a
//! thousand pages written in place and synced take as long as a hundred commits, and whichever commit came to
//! the thousandth page would wait for it, with a customer's webhook behind it.
//!
//! The log itself starts anew only when it is empty at the moment somebody writes; under a load without a pause
//! that moment does not come by itself, so a very long log is still emptied by the writer.

use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;

use rusqlite::Connection;

use crate::kinds::{Error, Result};

/// From so many pages on the log is moved beside the commits; as many as SQLite's own limit.
const MOVE_PAGES: i32 = 1_000;
/// From so many on the writer empties it, 64 MiB.
const EMPTY_PAGES: i32 = 16_000;

#[derive(Default)]
struct Wanted {
    asked: bool,
    over: bool,
}

#[derive(Default)]
struct Bell {
    wanted: Mutex<Wanted>,
    rung: Condvar,
}

impl Bell {
    fn ring(&self, change: impl FnOnce(&mut Wanted)) {
        change(&mut self.wanted.lock().unwrap_or_else(PoisonError::into_inner));
        self.rung.notify_one();
    }

    /// Waits to be asked; false when it is over.
    fn waits(&self) -> bool {
        let mut wanted = self.wanted.lock().unwrap_or_else(PoisonError::into_inner);
        while !wanted.asked && !wanted.over {
            wanted = self.rung.wait(wanted).unwrap_or_else(PoisonError::into_inner);
        }
        wanted.asked = false;
        !wanted.over
    }
}

/// The thread that moves pages, for as long as this lives.
pub(super) struct Checkpoints {
    bell: Arc<Bell>,
    thread: Option<JoinHandle<()>>,
}

impl Checkpoints {
    /// Takes the place of the writer's own automatic checkpoint; `connect` opens a connection when it is first needed.
    pub(super) fn of(writer: &mut Connection, connect: impl Fn() -> Result<Connection> + Send + 'static) -> Result<Self> {
        let bell = Arc::new(Bell::default());
        let rings = Arc::clone(&bell);
        writer.wal_hook(Some(move |log: &mut rusqlite::hooks::Wal, pages| {
            if pages >= EMPTY_PAGES {
                // The commit stands whether or not this works; the next one tries again.
                let _ = log.checkpoint();
            } else if pages >= MOVE_PAGES {
                rings.ring(|wanted| wanted.asked = true);
            }
            Ok(())
        }))?;
        let waits = Arc::clone(&bell);
        let thread = std::thread::Builder::new().name("checkpoint".into()).spawn(move || run(&waits, connect)).map_err(Error::internal)?;
        Ok(Self { bell, thread: Some(thread) })
    }
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.bell.ring(|wanted| wanted.over = true);
        if let Some(thread) = self.thread.take() {
            // It ended by itself or by a panic; there is nothing left to do in either case.
            let _ = thread.join();
        }
    }
}

fn run(bell: &Bell, connect: impl Fn() -> Result<Connection>) {
    let mut connection = None;
    while bell.waits() {
        if connection.is_none() {
            connection = connect().ok();
        }
        if let Some(open) = &connection {
            let moved = open.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
            if let Err(error) = moved {
                tracing::warn!(%error, "the log could not be moved; the next commit asks again");
            }
        }
    }
}
