//! Who is at which window. A session is a word given for a PIN; it ends when she steps away, after
//! minutes without a command, or with the shop. While no owner has a PIN there is nothing to keep apart
//! and whoever opens the laptop is the owner.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use vitrine_core::api::Colleague;
use vitrine_core::kinds::{ColleagueId, random};
use vitrine_core::{Error, Result, Secret, Shop};

use crate::house::SignedIn;

struct Session {
    colleague: ColleagueId,
    last: Instant,
}

/// The sessions of the open shop.
#[derive(Default)]
pub(crate) struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    /// Who acts with this session: the colleague as she is now, or the owner through an open door.
    pub(crate) async fn who(&self, shop: &Arc<Shop>, session: Option<&str>) -> Result<Option<Colleague>> {
        let found = session.and_then(|key| {
            let sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            sessions.get(key).map(|s| (key.to_owned(), s.colleague, s.last.elapsed()))
        });
        let (shop, known) = (Arc::clone(shop), found.clone());
        let me = tokio::task::spawn_blocking(move || match known {
            None => shop.open_door(),
            Some((_, colleague, idle)) => {
                let minutes = shop.lock_after_minutes()?;
                let expired = minutes > 0 && idle > Duration::from_secs(minutes.unsigned_abs() * 60);
                let colleague = if expired { None } else { shop.team()?.into_iter().find(|c| c.id == colleague && c.left_at.is_none()) };
                // Without a PIN in the house the door is open to everybody again.
                colleague.map_or_else(|| shop.open_door(), |c| Ok(Some(c)))
            }
        })
        .await
        .map_err(Error::internal)??;
        if let Some((key, colleague, _)) = found {
            let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if me.as_ref().is_some_and(|m| m.id == colleague) {
                if let Some(session) = sessions.get_mut(&key) {
                    session.last = Instant::now();
                }
            } else {
                sessions.remove(&key);
            }
        }
        Ok(me)
    }

    /// A PIN for a session.
    pub(crate) async fn sign_in(&self, shop: &Arc<Shop>, colleague: ColleagueId, pin: Option<Secret>) -> Result<SignedIn> {
        let shop = Arc::clone(shop);
        let me = tokio::task::spawn_blocking(move || shop.sign_in(colleague, pin.as_ref())).await.map_err(Error::internal)??;
        let session = data_encoding::BASE64URL_NOPAD.encode(&random::<24>()?);
        let mut sessions = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sessions.insert(session.clone(), Session { colleague, last: Instant::now() });
        Ok(SignedIn { session, me })
    }

    /// She steps away.
    pub(crate) fn end(&self, session: Option<&str>) {
        if let Some(key) = session {
            self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(key);
        }
    }

    /// The shop closes.
    pub(crate) fn end_all(&self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}
