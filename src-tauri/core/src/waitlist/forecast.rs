//! What writing to people of a line would come to, before anything is promised: who is written to, who has to wait, who is
//! passed over and why, what it costs, and what the first of them will see. An alert and the question whether somebody
//! still wants it foresee the same way, because the gate that judges both is one.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::consent::Purpose;
use crate::db::Read;
use crate::kinds::{CustomerId, Millis, Personal, Result};
use crate::outbox::facts::{Gathered, Gatherer};
use crate::outbox::{self, Draft};
use crate::policy::{Outcome, Reason, Shape};
use crate::pricing::Quote;

/// What it would come to.
#[derive(Clone, Debug, Default, Deserialize, Serialize, TS)]
pub struct Forecast {
    /// People written to first.
    pub first: usize,
    /// Of these, held until later and why (night where they are, the day's limit).
    pub later: Vec<Skipped>,
    /// People passed over, and why.
    pub skipped: Vec<Skipped>,
    /// What it costs.
    pub quote: Quote,
    /// What the first customer will see.
    #[ts(type = "{ text?: string, image?: string, buttons?: string[] } | null")]
    pub preview: Option<Personal<Value>>,
    /// The first customer's name, for "as Ana sees it".
    pub preview_name: Personal<String>,
}

/// A person not written to now, and the reason that decided.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Skipped {
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// Why.
    pub reason: Reason,
}

/// A forecast in the making: one person after another.
pub(super) struct Foreseeing<'r, 'c> {
    gatherer: Gatherer<'r, 'c>,
    template: &'static str,
    by_hand: bool,
    now: Millis,
    prices: Vec<Option<i64>>,
    so_far: Forecast,
}

impl<'r, 'c> Foreseeing<'r, 'c> {
    /// Of messages that go by this template where no window is open.
    pub(super) fn new(read: &'r Read<'c>, template: &'static str, by_hand: bool, now: Millis) -> Result<Self> {
        let gatherer = Gatherer::new(read, now)?;
        Ok(Self { gatherer, template, by_hand, now, prices: Vec::new(), so_far: Forecast::default() })
    }

    /// People written to so far.
    pub(super) fn first(&self) -> usize {
        self.so_far.first
    }

    /// One more; `left` is what her message says is left.
    pub(super) fn add(
        &mut self,
        customer: CustomerId,
        name: &Personal<String>,
        left: i64,
        draft: impl FnOnce(&Gathered) -> Result<Draft>,
    ) -> Result<()> {
        let gathered = self.gatherer.facts(customer, Purpose::Restock, Some(self.template))?;
        let draft = draft(&gathered)?;
        let verdict = outbox::weigh(&self.gatherer, &gathered, &draft, self.by_hand, self.now);
        let reason = verdict.reasons.last().cloned().unwrap_or(Reason::NoConsent);
        let not_now = Skipped { customer, name: name.clone(), reason };
        let shape = match verdict.outcome {
            Outcome::Suppress => {
                self.so_far.skipped.push(not_now);
                return Ok(());
            }
            Outcome::Send { shape } => shape,
            Outcome::Hold { .. } => {
                self.so_far.later.push(not_now);
                if self.by_hand { Shape::ByHand } else { Shape::Template }
            }
        };
        self.prices.push(self.gatherer.claimed(&gathered, shape));
        if self.so_far.preview.is_none() {
            let rendered = outbox::render(&draft, shape, gathered.language, gathered.template_language.as_deref(), left, &[])?;
            self.so_far.preview = Some(Personal(rendered.shown));
            self.so_far.preview_name = name.clone();
        }
        self.so_far.first += 1;
        Ok(())
    }

    /// All of them, with what it costs.
    pub(super) fn done(self) -> Forecast {
        Forecast { quote: self.gatherer.card().quote(self.prices), ..self.so_far }
    }
}
