//! Asks the model of the owner's choice about answers that wait for it, beside everything else: no transaction is open
//! meanwhile, and an answer that is not in time has left by itself.
//!
//! A few are asked at once; what comes beyond that goes as it is, because a model on a laptop takes one after the other and
//! whoever stood in line would wait two seconds for nothing. The key is asked of the keyring once.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use serde_json::Value;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use vitrine_phrasing::{Endpoint, request, scrubbed};

use super::Shop;
use crate::db::Read;
use crate::inbox::{self, ModelSaid};
use crate::kinds::{Code, Error, PromiseId, Result, Secret};
use crate::moments::model::{self, KEY, Outcome, PATIENCE, Task};
use crate::outbox::automatic::ByModel;
use crate::{conversations, customers, outbox};

/// Asked at once.
const AT_ONCE: usize = 4;
/// No answer of a few sentences is larger.
const LARGEST: usize = 64 * 1024;
/// So long a try may take.
pub(crate) const TRY: Duration = Duration::from_secs(20);
/// A failure of the disk is not tried again at once.
const AFTER_TROUBLE: Duration = Duration::from_secs(2);

/// An endpoint ready to be asked.
pub(crate) struct Line {
    client: reqwest::Client,
    endpoint: Endpoint,
    key: Option<Secret>,
}

/// What came of one request.
pub(crate) enum Heard {
    /// One text.
    Text(String),
    /// None, and why not.
    Nothing(Outcome),
}

struct NearOnly(Endpoint);

impl Resolve for NearOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let endpoint = self.0.clone();
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fine: Vec<SocketAddr> = found.filter(|at| endpoint.may_be(at.ip())).collect();
            if fine.is_empty() {
                return Err("not on this network".into());
            }
            Ok(Box::new(fine.into_iter()) as Addrs)
        })
    }
}

impl Line {
    /// To the endpoint that is chosen, with its key.
    ///
    /// # Errors
    /// `bad_address`, or what the keyring says.
    pub(crate) fn to(shop: &Shop, address: &str) -> Result<Self> {
        let endpoint = Endpoint::read(address).map_err(|why| Error::new(Code::BadAddress).with("why", why.name()))?;
        let mut builder = reqwest::Client::builder()
            // What another place says is not what the owner chose.
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION")))
            .dns_resolver(Arc::new(NearOnly(endpoint.clone())));
        if endpoint.is_near {
            builder = builder.no_proxy();
        }
        let key = shop.secrets.get(KEY)?.filter(|key| !key.reveal().is_empty());
        Ok(Self { client: builder.build().map_err(Error::internal)?, endpoint, key })
    }

    /// Asks, for so long at most.
    pub(crate) async fn ask(&self, body: &Value, at_most: Duration) -> Heard {
        match tokio::time::timeout(at_most, self.asked(body)).await {
            Ok(heard) => heard,
            Err(_) => Heard::Nothing(Outcome::Late),
        }
    }

    async fn asked(&self, body: &Value) -> Heard {
        let mut call = self.client.post(self.endpoint.url.clone()).json(body);
        if let Some(key) = &self.key {
            call = call.bearer_auth(key.reveal());
        }
        let mut answer = match call.send().await {
            Ok(answer) if answer.status().is_success() => answer,
            _ => return Heard::Nothing(Outcome::Unreachable),
        };
        let mut bytes = Vec::new();
        loop {
            match answer.chunk().await {
                Ok(Some(part)) if bytes.len() + part.len() > LARGEST => return Heard::Nothing(Outcome::Unreadable),
                Ok(Some(part)) => bytes.extend_from_slice(&part),
                Ok(None) => break,
                Err(_) => return Heard::Nothing(Outcome::Unreachable),
            }
        }
        request::answer(&bytes).map_or(Heard::Nothing(Outcome::Unreadable), Heard::Text)
    }
}

/// Runs until stopped.
pub(super) async fn run(shop: Arc<Shop>, stop: CancellationToken) {
    let first = on(&shop, |shop| {
        if shop.read(model::open)?.is_empty() {
            return Ok(());
        }
        let now = shop.now();
        shop.write(|tx| model::left_over(tx, now))
    });
    if let Err(error) = first.await {
        tracing::warn!(%error, "what a model was asked before could not be put aside");
    }
    let mut line: Option<(u64, Arc<Line>)> = None;
    let mut asking: JoinSet<i64> = JoinSet::new();
    let mut asked: BTreeSet<i64> = BTreeSet::new();
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = shop.wanted.notified() => {}
            Some(done) = asking.join_next(), if !asking.is_empty() => {
                if let Ok(id) = done {
                    asked.remove(&id);
                }
                continue;
            }
        }
        if let Err(error) = take_up(&shop, &mut line, &mut asking, &mut asked).await {
            tracing::warn!(%error, "a model cannot be asked; answers go as they are");
            tokio::select! { () = stop.cancelled() => break, () = tokio::time::sleep(AFTER_TROUBLE) => {} }
        }
    }
    // Whoever is still asked is left alone: the answers go by themselves.
    asking.shutdown().await;
}

async fn take_up(
    shop: &Arc<Shop>,
    line: &mut Option<(u64, Arc<Line>)>,
    asking: &mut JoinSet<i64>,
    asked: &mut BTreeSet<i64>,
) -> Result<()> {
    let open = on(shop, |shop| shop.read(model::open)).await?;
    let new: Vec<model::Open> = open.into_iter().filter(|one| !asked.contains(&one.id)).collect();
    if new.is_empty() {
        return Ok(());
    }
    let revision = shop.model.revision();
    if line.as_ref().is_none_or(|(of, _)| *of != revision) {
        let made = on(shop, |shop| Line::to(shop, &shop.model.chosen().address)).await;
        match made {
            Ok(made) => *line = Some((revision, Arc::new(made))),
            Err(error) => {
                for one in new {
                    end(shop, one, ModelSaid::Nothing(Outcome::Unreachable)).await?;
                }
                return Err(error);
            }
        }
    }
    let Some((_, line)) = line else { return Ok(()) };
    for one in new {
        if asking.len() >= AT_ONCE {
            end(shop, one, ModelSaid::Nothing(Outcome::Busy)).await?;
            continue;
        }
        asked.insert(one.id);
        let (shop, line) = (Arc::clone(shop), Arc::clone(line));
        asking.spawn(async move {
            let id = one.id;
            let done = async {
                let said = consult(&shop, &line, &one).await?;
                end(&shop, one, said).await
            };
            if let Err(error) = done.await {
                tracing::warn!(%error, "what a model said could not be kept; the answer goes as it is");
            }
            id
        });
    }
    Ok(())
}

/// What is sent about one open question, and how what comes back is read.
async fn consult(shop: &Arc<Shop>, line: &Line, open: &model::Open) -> Result<ModelSaid> {
    let name = shop.model.chosen().name.clone();
    let left = |shop: &Shop| Duration::from_millis((open.until - shop.now()).clamp(0, PATIENCE) as u64);
    match open.task {
        Task::Word => {
            let promise = open.promise;
            let rule = on(shop, move |shop| shop.read(|read| waiting_rule(read, promise))).await?;
            let Some((about, rule)) = rule else { return Ok(ModelSaid::Nothing(Outcome::Late)) };
            Ok(match line.ask(&request::wording(&name, about, &rule), left(shop)).await {
                Heard::Nothing(outcome) => ModelSaid::Nothing(outcome),
                Heard::Text(text) => match rule.judge(&text) {
                    Ok(words) => ModelSaid::Words(ByModel { name, words: Some(words) }),
                    Err(why) => ModelSaid::Nothing(Outcome::Refused(why)),
                },
            })
        }
        Task::Sort => {
            let (promise, wamid) = (open.promise, open.wamid.clone());
            let asked = on(shop, move |shop| shop.read(|read| sorting(read, promise, &wamid))).await?;
            let Some((text, meanings)) = asked else { return Ok(ModelSaid::Nothing(Outcome::Late)) };
            Ok(match line.ask(&meanings.request(&name, &text), left(shop)).await {
                Heard::Nothing(outcome) => ModelSaid::Nothing(outcome),
                Heard::Text(text) => match meanings.read(&text) {
                    Some((_, meant)) => ModelSaid::Meant(meant.clone(), name),
                    None => ModelSaid::Nothing(Outcome::Undecided),
                },
            })
        }
    }
}

fn waiting_rule(read: &Read<'_>, promise: PromiseId) -> Result<Option<(&'static str, vitrine_phrasing::Rule)>> {
    let Some((_, draft)) = outbox::waiting_draft(read, promise)? else { return Ok(None) };
    let (Some((key, args)), Some(automatic)) = (&draft.words, &draft.automatic) else { return Ok(None) };
    Ok(model::rule(&automatic.language, key, args)?.map(|rule| (model::moment_of(key), rule)))
}

/// Her words without what tells who she is, and what they may be about.
fn sorting(read: &Read<'_>, promise: PromiseId, wamid: &str) -> Result<Option<(String, model::Meanings)>> {
    let Some((customer, _)) = outbox::waiting_draft(read, promise)? else { return Ok(None) };
    let Some(text) = conversations::words_of(read, wamid)? else { return Ok(None) };
    let who = customers::get(read, customer)?;
    let names = [who.name.0.as_str(), who.username.as_ref().map_or("", |name| name.0.as_str())];
    Ok(Some((scrubbed(&text, &names), model::Meanings::of(read)?)))
}

/// Keeps what came of it and lets the answer leave, in one commit.
async fn end(shop: &Arc<Shop>, open: model::Open, said: ModelSaid) -> Result<()> {
    on(shop, move |shop| {
        let now = shop.now();
        // Too late is too late by the shop's clock, whatever the network thinks.
        let said = if now >= open.until && !matches!(said, ModelSaid::Nothing(_)) { ModelSaid::Nothing(Outcome::Late) } else { said };
        let mut outcome = Outcome::Late;
        shop.hatch.write(&shop.db, &shop.traffic, now, |tx| {
            outcome = inbox::model_said(tx, shop.desk(), &open, said, now)?;
            Ok(())
        })?;
        shop.model.went(outcome, now);
        Ok(())
    })
    .await
}

async fn on<T: Send + 'static>(shop: &Arc<Shop>, work: impl FnOnce(&Shop) -> Result<T> + Send + 'static) -> Result<T> {
    let shop = Arc::clone(shop);
    tokio::task::spawn_blocking(move || work(&shop)).await.map_err(Error::internal)?
}
