//! Every promise to send. Nothing reaches the Cloud API except a row of this room, and no row is made
//! without a verdict of the gate, stored with its reasons.
//!
//! The API has no idempotency key, so sending is *effectively* once: a promise is claimed in a fully
//! synchronous transaction before any byte may leave ([`claim`]), each hand-over to the HTTP client is
//! marked in the wire journal, and an attempt whose end is not known is never repeated blindly: a
//! status webhook carrying its key ends it, otherwise it is shown to the owner as uncertain.
//! [`state`] holds the decisions, [`facts`] gathers for the gate, [`sender`] does the sending at [`traffic`]'s rate, [`hatch`] lets answers
//! through to it, [`native`] is for products of a connected catalogue, [`hand`] is
//! for messages a person sends from her own WhatsApp.

pub mod automatic;
pub mod cards;
pub mod facts;
pub mod forget;
pub mod hand;
pub mod hatch;
pub mod journal;
pub mod native;
pub mod sender;
pub mod state;
pub mod traffic;
pub mod typed;

use cloud_api::Message;
use cloud_api::message::{Action, Button, Choice, Content, Header, Interactive, MediaRef};
use cloud_api::template::TemplateSend;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use ts_rs::TS;

use crate::consent::{self, Purpose};
use crate::conversations;
use crate::db::{Read, Tx};
use crate::kinds::{Author, Code, CustomerId, DAY, Error, Millis, Personal, PromiseId, Result, Topic, VariantId, random};
use crate::policy::{Ask, Outcome, Shape, Verdict, judge};
use crate::words::{self, Arg, Args};
use crate::{catalog, cloud, customers, media};
use facts::{Gathered, Gatherer};
use state::{Event, State, settle};

/// Not proved either way after this long: the owner decides.
pub const UNKNOWN_FOR: Millis = 30 * 60_000;

/// What will be said, kept with the promise and filled in only when it leaves: price, pieces left
/// and the shape (ordinary or template) are facts of that moment.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Draft {
    pub purpose: Purpose,
    /// The ordinary message: key of the words and their values.
    pub words: Option<(String, Args)>,
    /// Free text a person typed, instead of words.
    pub text: Option<Personal<String>>,
    /// Hash of the picture above it.
    pub image: Option<String>,
    /// What stands above it is a film.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub film: bool,
    /// Hashes of several pictures to swipe through, instead of the one above it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<String>,
    /// Payload and key of each button's words.
    pub buttons: Vec<(String, String)>,
    /// Payload and text of things to choose from: buttons for three, a list for more.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<(String, String)>,
    /// The template for a closed window, if there is one.
    pub template: Option<TemplateDraft>,
    /// The message this answers.
    pub reply_to: Option<Personal<String>>,
    /// A reaction, a place, a template of the shop's own: instead of words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub special: Option<typed::Special>,
    /// The shop says it by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub automatic: Option<automatic::Automatic>,
    /// Asks whether she still waits for this: leaves only while it cannot be had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub while_gone: Option<VariantId>,
}

#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct TemplateDraft {
    pub name: String,
    /// Key of the words the template was made from, for showing it in the thread.
    pub words: String,
    pub body: Vec<Blank>,
}

/// What fills a template's blank.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Blank {
    /// Her name, or the template language's word for nobody in particular.
    Name(Personal<String>),
    /// Text as it is.
    Text(String),
    /// Pieces left at the moment of sending.
    Left,
}

impl Draft {
    /// An answer in words to something she did.
    pub fn answer(key: &str, args: Args, reply_to: Option<&str>) -> Self {
        Self {
            purpose: Purpose::Service,
            words: Some((key.to_owned(), args)),
            text: None,
            image: None,
            film: false,
            cards: Vec::new(),
            buttons: Vec::new(),
            choices: Vec::new(),
            template: None,
            reply_to: reply_to.map(|w| Personal(w.to_owned())),
            special: None,
            automatic: None,
            while_gone: None,
        }
    }

    /// Somebody's own words.
    pub fn own(text: String, reply_to: Option<&str>) -> Self {
        Self { words: None, text: Some(Personal(text)), ..Self::answer("", Args::new(), reply_to) }
    }

    /// The shop's files it carries, in their order.
    fn files(&self) -> &[String] {
        if self.cards.is_empty() { self.image.as_slice() } else { &self.cards }
    }

    fn ask(&self, by_hand: bool) -> Ask {
        let has_free_form = self.words.is_some() || self.text.is_some() || self.special.as_ref().is_some_and(typed::Special::is_free_form);
        Ask { purpose: self.purpose, has_free_form, has_template: self.template_name().is_some(), by_hand }
    }

    /// What asks whether she still waits for something has nothing to ask once that can be had, or is sold no more.
    fn can_be_asked(&self, read: &Read<'_>) -> Result<bool> {
        let Some(variant) = self.while_gone else { return Ok(true) };
        let row = catalog::get(read, variant)?;
        Ok(row.status == "active" && row.portions() == 0)
    }

    pub(crate) fn template_name(&self) -> Option<&str> {
        self.template.as_ref().map(|t| t.name.as_str()).or_else(|| self.special.as_ref().and_then(typed::Special::template))
    }
}

/// A new promise.
pub struct NewPromise<'a> {
    pub key: [u8; 16],
    pub customer: CustomerId,
    pub draft: &'a Draft,
    pub wave: Option<i64>,
    pub while_stock_of: Option<VariantId>,
    pub not_before: Millis,
    pub author: &'a Author,
    /// A person sends it.
    pub by_hand: bool,
}

/// A key for a promise nobody asked for before.
pub fn new_key() -> Result<[u8; 16]> {
    random()
}

/// The key of an answer: the same tap and rule always give the same key, so a redelivered webhook
/// cannot answer twice.
pub fn answer_key(inbound: &str, rule: &str) -> [u8; 16] {
    let digest = Sha256::new().chain_update(inbound).chain_update([0]).chain_update(rule).finalize();
    let mut key = [0; 16];
    key.copy_from_slice(&digest[..16]);
    key
}

/// A promise's key as it stands behind buttons and in callback data.
pub fn key_text(key: &[u8]) -> String {
    data_encoding::BASE32_NOPAD.encode(key).to_ascii_lowercase()
}

/// Reads [`key_text`] back.
pub fn key_from_text(text: &str) -> Option<Vec<u8>> {
    data_encoding::BASE32_NOPAD.decode(text.to_ascii_uppercase().as_bytes()).ok().filter(|k| k.len() == 16)
}

fn callback_data(key: &[u8], number: i64) -> String {
    format!("o1:{}:{number}", key_text(key))
}

fn parse_callback(data: &str) -> Option<(Vec<u8>, i64)> {
    let (key, number) = data.strip_prefix("o1:")?.split_once(':')?;
    Some((key_from_text(key)?, number.parse().ok()?))
}

/// Judges a draft for a person now, without promising anything.
pub fn weigh(gatherer: &Gatherer<'_, '_>, gathered: &Gathered, draft: &Draft, by_hand: bool, now: Millis) -> Verdict {
    judge(draft.ask(by_hand), &gathered.facts(), gatherer.rules(), now)
}

/// Makes a promise with its verdict. The same key twice is one promise. Answers its id and verdict.
pub fn enqueue(tx: &Tx<'_>, gatherer: &mut Gatherer<'_, '_>, new: &NewPromise<'_>, now: Millis) -> Result<(PromiseId, Verdict)> {
    let gathered = gatherer.facts(new.customer, new.draft.purpose, new.draft.template_name())?;
    enqueue_gathered(tx, gatherer, &gathered, new, now)
}

/// As [`enqueue`], for somebody whose facts were gathered a moment ago.
pub fn enqueue_gathered(
    tx: &Tx<'_>,
    gatherer: &Gatherer<'_, '_>,
    gathered: &Gathered,
    new: &NewPromise<'_>,
    now: Millis,
) -> Result<(PromiseId, Verdict)> {
    let verdict = weigh(gatherer, gathered, new.draft, new.by_hand, now.max(new.not_before));
    let (state, not_before) = match verdict.outcome {
        Outcome::Send { .. } => (State::Queued, new.not_before),
        Outcome::Hold { until } => (State::Held, until.max(new.not_before)),
        Outcome::Suppress => (State::Suppressed, new.not_before),
    };
    let inserted = tx.insert_unless(
        "INSERT INTO promise (key, customer_id, purpose, wave_id, while_stock_of, state, verdict, not_before, expires_at, author, created_at, changed_at, by_hand)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?11, ?12) ON CONFLICT (key) DO NOTHING",
        (
            new.key.as_slice(),
            new.customer,
            new.draft.purpose.name(),
            new.wave,
            new.while_stock_of,
            state.name(),
            serde_json::to_string(&verdict)?,
            not_before,
            // What was worth saying today is not said tomorrow afternoon; what a person sends has the week.
            new.not_before + if new.by_hand { 7 * DAY } else { DAY },
            new.author.stamp(),
            now,
            new.by_hand,
        ),
    )?;
    let id = match inserted {
        Some(id) => {
            tx.execute("INSERT INTO promise_draft (promise_id, draft) VALUES (?1, ?2)", (id, serde_json::to_string(new.draft)?))?;
            tx.touch(Topic::Outbox);
            Some(PromiseId(id))
        }
        None => tx.value("SELECT id FROM promise WHERE key = ?1", [new.key.as_slice()])?,
    };
    Ok((id.ok_or_else(|| Error::internal("promise vanished"))?, verdict))
}

/// What a draft says to one person at one moment: the message for Meta, and what the thread shows.
pub struct Rendered {
    pub content: Content,
    pub shown: Value,
    pub kind: &'static str,
}

/// Fills a draft in. `left` is what can still be promised of the variant it is about; `uploads` are
/// Meta's ids of its files ([`Draft::files`]), none in a preview.
pub fn render(
    draft: &Draft,
    shape: Shape,
    language: &str,
    template_language: Option<&str>,
    left: i64,
    uploads: &[String],
) -> Result<Rendered> {
    let language = draft.automatic.as_ref().map_or(language, |automatic| automatic.language.as_str());
    let mut rendered = fill_in(draft, shape, language, template_language, left, uploads)?;
    if let Some(automatic) = &draft.automatic {
        automatic.sign(&mut rendered.shown, draft.words.as_ref());
    }
    Ok(rendered)
}

fn fill_in(
    draft: &Draft,
    shape: Shape,
    language: &str,
    template_language: Option<&str>,
    left: i64,
    uploads: &[String],
) -> Result<Rendered> {
    let picture = uploads.first().cloned();
    if let Some(special) = &draft.special {
        return Ok(special.render(picture));
    }
    match (shape, &draft.template) {
        (Shape::Template, Some(template)) => {
            let language = template_language.unwrap_or(language);
            let say = |key: &str| words::say(words::pick(Some(language), "en"), key, &Args::new());
            let mut body = Vec::new();
            for blank in &template.body {
                body.push(match blank {
                    Blank::Name(name) if name.0.is_empty() => say("restock-hello")?,
                    Blank::Name(name) => name.0.clone(),
                    Blank::Text(text) => text.clone(),
                    Blank::Left => left.to_string(),
                });
            }
            let mut text = say(&template.words)?;
            for (index, value) in body.iter().enumerate() {
                text = text.replace(&format!("{{{{{}}}}}", index + 1), value);
            }
            let titles = draft.buttons.iter().map(|(_, key)| say(key)).collect::<Result<Vec<_>>>()?;
            let shown = json!({ "text": text, "image": draft.image, "buttons": titles });
            let payloads: Vec<String> = draft.buttons.iter().map(|(payload, _)| payload.clone()).collect();
            let content = Content::Template(TemplateSend::plain(&template.name, language, picture, &body, &payloads));
            Ok(Rendered { content, shown, kind: "template" })
        }
        _ => {
            let worded = draft.automatic.as_ref().and_then(automatic::Automatic::worded);
            let text = match (&draft.words, &draft.text) {
                (Some(_), _) if worded.is_some() => worded.unwrap_or_default().to_owned(),
                (Some((key, args)), _) => {
                    let mut args = args.clone();
                    args.insert("left".into(), Arg::Number(left));
                    let text = words::say(language, key, &args)?;
                    // Without buttons to tap, a message sent by hand says what to answer.
                    if shape == Shape::ByHand && !draft.buttons.is_empty() {
                        let how = if draft.while_gone.is_some() { "by-hand-yes-or-no" } else { "by-hand-answer" };
                        format!("{text} {}", words::say(language, how, &Args::new())?)
                    } else {
                        text
                    }
                }
                (None, Some(text)) => text.0.clone(),
                (None, None) => return Err(Error::internal("a draft without words")),
            };
            if let Some(automatic) = &draft.automatic {
                if let Some(with_button) = automatic.with_button(&text, draft.image.as_deref(), picture.clone())? {
                    return Ok(with_button);
                }
            }
            if !draft.cards.is_empty() && shape != Shape::ByHand {
                return cards::render(draft, language, &text, uploads);
            }
            if !draft.choices.is_empty() && shape != Shape::ByHand {
                return render_choices(draft, language, &text, picture);
            }
            if let Some(image) = draft.image.as_ref().filter(|_| draft.buttons.is_empty() && shape != Shape::ByHand) {
                let text = words::cut(&text, cloud_api::limits::CAPTION);
                let media = MediaRef::Id(picture.unwrap_or_default());
                let caption = Some(text.clone()).filter(|t| !t.is_empty());
                return Ok(match draft.film {
                    true => Rendered {
                        content: Content::Video { media, caption },
                        shown: json!({ "text": text, "own_file": image }),
                        kind: "video",
                    },
                    false => Rendered {
                        content: Content::Image { media, caption },
                        shown: json!({ "text": text, "image": image }),
                        kind: "text",
                    },
                });
            }
            if draft.buttons.is_empty() || shape == Shape::ByHand {
                let text = words::cut(&text, cloud_api::limits::TEXT_BODY);
                return Ok(Rendered { shown: json!({ "text": text }), content: Content::Text { body: text }, kind: "text" });
            }
            let text = words::cut(&text, cloud_api::limits::INTERACTIVE_BODY);
            let buttons = draft
                .buttons
                .iter()
                .map(|(payload, key)| {
                    Ok(Button {
                        id: payload.clone(),
                        title: words::cut(&words::say(language, key, &Args::new())?, cloud_api::limits::BUTTON_TITLE),
                    })
                })
                .collect::<Result<Vec<_>>>()?;
            let titles: Vec<&str> = buttons.iter().map(|b| b.title.as_str()).collect();
            if draft.film {
                return Ok(below_film(draft, text, buttons, picture));
            }
            let shown = json!({ "text": text, "image": draft.image, "buttons": titles });
            Ok(Rendered { content: Content::Buttons { header_image: picture, body: text, buttons }, shown, kind: "buttons" })
        }
    }
}

/// Words and buttons below a film.
fn below_film(draft: &Draft, text: String, buttons: Vec<Button>, film: Option<String>) -> Rendered {
    let titles: Vec<&str> = buttons.iter().map(|button| button.title.as_str()).collect();
    let shown = json!({ "text": text, "own_file": draft.image, "buttons": titles });
    let header = Header::Video { media: MediaRef::Id(film.unwrap_or_default()) };
    let content = Interactive { header: Some(header), body: Some(text), footer: None, action: Action::Buttons { buttons } };
    Rendered { content: Content::Interactive(Box::new(content)), shown, kind: "video" }
}

/// Things to choose from: buttons while they fit, else a list.
fn render_choices(draft: &Draft, language: &str, text: &str, picture: Option<String>) -> Result<Rendered> {
    let say = |key: &str| words::say(language, key, &Args::new());
    let titles: Vec<&str> = draft.choices.iter().map(|(_, title)| title.as_str()).collect();
    // A name too long for a row stands whole below it.
    let choice = |(id, title): &(String, String)| Choice {
        id: id.clone(),
        title: words::cut(title, cloud_api::limits::ROW_TITLE),
        description: (title.chars().count() > cloud_api::limits::ROW_TITLE).then(|| words::cut(title, cloud_api::limits::ROW_DESCRIPTION)),
    };
    let choices: Vec<Choice> = draft.choices.iter().map(choice).collect();
    let mut content = Content::choices(text, &say("choose")?, &choices).map_err(|flaw| Error::internal(format!("choices: {flaw:?}")))?;
    if let (Content::Buttons { body, buttons, .. }, true) = (&mut content, draft.film) {
        return Ok(below_film(draft, std::mem::take(body), std::mem::take(buttons), picture));
    }
    let mut shown = json!({ "text": text, "buttons": titles });
    // A list has no picture above it.
    if let (Content::Buttons { header_image, .. }, Some(image)) = (&mut content, &draft.image) {
        *header_image = picture;
        shown["image"] = json!(image);
    }
    let kind = if matches!(content, Content::Buttons { .. }) { "buttons" } else { "list" };
    Ok(Rendered { content, shown, kind })
}

/// What one tick takes.
#[derive(Debug, Default)]
pub struct Claims {
    pub claimed: Vec<Claimed>,
    /// Pictures Meta has no copy of; what carries them is left as it was.
    pub pictures: std::collections::BTreeSet<String>,
}

/// An attempt whose row is committed: the only thing from which bytes may leave.
#[derive(Debug)]
pub struct Claimed {
    pub attempt: i64,
    pub promise: PromiseId,
    pub message: Message,
    /// Products of the connected catalogue it carries.
    pub products: Vec<String>,
}

struct Ready {
    id: PromiseId,
    key: Vec<u8>,
    customer: CustomerId,
    draft: Draft,
    while_stock_of: Option<VariantId>,
    tries: i64,
    expires_at: Millis,
}

/// Claims up to `limit` ready promises: looks at the moving facts once more (consent, window, limits,
/// stock), fills the words in, and writes the attempts. What may not leave is held, suppressed,
/// expired or cancelled here, each with its verdict.
///
/// With `answers_only` nothing the shop starts is taken: what has come in is being understood, and a
/// STOP may be in it.
pub fn claim(tx: &Tx<'_>, limit: usize, answers_only: bool, boot: &str, now: Millis) -> Result<Claims> {
    let ready = tx.all(
        // Answers before alerts: somebody is looking at her phone.
        "SELECT id, key, customer_id, (SELECT draft FROM promise_draft WHERE promise_id = promise.id), while_stock_of, tries, expires_at FROM promise
         WHERE (state = 'queued' OR state = 'held' OR state = 'retry_at') AND by_hand = 0 AND (purpose <> 'service') <= ?3 AND not_before <= ?1
         ORDER BY (purpose <> 'service'), not_before, id LIMIT ?2",
        (now, limit as i64, !answers_only),
        |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get::<_, String>(3)?, row.get(4)?, row.get(5)?, row.get(6)?)),
    )?;
    let mut claims = Claims::default();
    if ready.is_empty() {
        return Ok(claims);
    }
    let mut gatherer = Gatherer::new(tx, now)?;
    let mut shelf = Shelf::default();
    for (id, key, customer, draft, while_stock_of, tries, expires_at) in ready {
        let row = Ready { id, key, customer, draft: serde_json::from_str(&draft)?, while_stock_of, tries, expires_at };
        let one = claim_one(tx, &mut gatherer, &mut shelf, row, boot, now, &mut claims.pictures)?;
        claims.claimed.extend(one);
    }
    tx.touch(Topic::Outbox);
    Ok(claims)
}

/// What a claim's messages have in common and no claim changes: asked once, not for every message.
#[derive(Default)]
struct Shelf {
    left: std::collections::BTreeMap<VariantId, i64>,
    uploads: std::collections::BTreeMap<String, Option<String>>,
}

impl Shelf {
    /// Pieces of an active variant that can still be promised.
    fn left(&mut self, read: &Read<'_>, variant: VariantId) -> Result<i64> {
        if let Some(left) = self.left.get(&variant) {
            return Ok(*left);
        }
        let row = catalog::get(read, variant)?;
        let left = if row.status == "active" { row.portions() } else { 0 };
        self.left.insert(variant, left);
        Ok(left)
    }

    /// Meta's id of a picture.
    fn upload(&mut self, read: &Read<'_>, hash: &str, now: Millis) -> Result<Option<String>> {
        if let Some(id) = self.uploads.get(hash) {
            return Ok(id.clone());
        }
        let id = media::upload_id(read, hash, now)?;
        self.uploads.insert(hash.to_owned(), id.clone());
        Ok(id)
    }
}

fn claim_one(
    tx: &Tx<'_>,
    gatherer: &mut Gatherer<'_, '_>,
    shelf: &mut Shelf,
    row: Ready,
    boot: &str,
    now: Millis,
    pictures: &mut std::collections::BTreeSet<String>,
) -> Result<Option<Claimed>> {
    if row.expires_at <= now {
        set_state(tx, row.id, State::Expired, None, now)?;
        return Ok(None);
    }
    let left = match row.while_stock_of {
        None => 0,
        Some(variant) => shelf.left(tx, variant)?,
    };
    if row.while_stock_of.is_some() && left <= 0 {
        // Gone: nobody is told of what is not there; she keeps her place.
        set_state(tx, row.id, State::Cancelled, None, now)?;
        return Ok(None);
    }
    if !row.draft.can_be_asked(tx)? {
        // Back meanwhile, or sold no more: whoever could have it is not asked whether she still waits.
        set_state(tx, row.id, State::Cancelled, None, now)?;
        return Ok(None);
    }
    let gathered = gatherer.facts(row.customer, row.draft.purpose, row.draft.template_name())?;
    let verdict = weigh(gatherer, &gathered, &row.draft, false, now);
    let shape = match verdict.outcome {
        Outcome::Send { shape } => shape,
        Outcome::Hold { until } => {
            set_state(tx, row.id, State::Held, Some(until), now)?;
            keep_verdict(tx, row.id, &verdict)?;
            return Ok(None);
        }
        Outcome::Suppress => {
            set_state(tx, row.id, State::Suppressed, None, now)?;
            keep_verdict(tx, row.id, &verdict)?;
            return Ok(None);
        }
    };
    if gathered.pair_is_full() {
        set_state(tx, row.id, State::RetryAt, Some(now + cloud_api::limits::PAIR_EVERY_MS), now)?;
        return Ok(None);
    }
    let native = native::render(tx, &row.draft, shape, gathered.language)?;
    let mut uploads = Vec::new();
    let mut missing = false;
    for hash in row.draft.files().iter().filter(|_| native.is_none()) {
        match shelf.upload(tx, hash, now)? {
            Some(id) => uploads.push(id),
            // Not at Meta yet: the sender uploads it and claims again at once.
            None => {
                pictures.insert(hash.clone());
                missing = true;
            }
        }
    }
    if missing {
        return Ok(None);
    }
    let Some(to) = gathered.customer.address() else {
        return Err(Error::internal("judged without an address"));
    };
    let (rendered, products) = match native {
        Some(native) => (native.rendered, native.products),
        None => (render(&row.draft, shape, gathered.language, gathered.template_language.as_deref(), left, &uploads)?, Vec::new()),
    };
    let number = row.tries + 1;
    let message = Message {
        to,
        content: rendered.content,
        reply_to: row.draft.reply_to.as_ref().map(|w| w.0.clone()),
        callback_data: callback_data(&row.key, number),
    };
    if let Err(too_long) = message.check() {
        tracing::warn!(part = too_long.part, "a message is too long for Meta");
        set_state(tx, row.id, State::Refused, None, now)?;
        return Ok(None);
    }
    let attempt =
        tx.insert("INSERT INTO attempt (promise_id, number, boot, claimed_at) VALUES (?1, ?2, ?3, ?4)", (row.id, number, boot, now))?;
    let opened = (shape == Shape::Template && !gathered.window_open(now)).then_some(now);
    let micros = gatherer.claimed(&gathered, shape);
    tx.execute(
        "UPDATE promise SET state = 'claimed', tries = ?2, opened_window_for = COALESCE(?3, opened_window_for), in_flight_micros = ?4, verdict = ?5, changed_at = ?6 WHERE id = ?1",
        (row.id, number, opened, micros, serde_json::to_string(&verdict)?, now),
    )?;
    conversations::outbound(tx, row.customer, row.id.0, rendered.kind, &rendered.shown, now)?;
    if let Some(about) =
        row.draft.reply_to.as_ref().map(|w| w.0.as_str()).or_else(|| row.draft.special.as_ref().and_then(typed::Special::about))
    {
        conversations::quotes(tx, row.id.0, about)?;
    }
    Ok(Some(Claimed { attempt, promise: row.id, message, products }))
}

fn keep_verdict(tx: &Tx<'_>, id: PromiseId, verdict: &Verdict) -> Result<()> {
    tx.execute("UPDATE promise SET verdict = ?2 WHERE id = ?1", (id, serde_json::to_string(verdict)?))?;
    Ok(())
}

fn set_state(tx: &Tx<'_>, id: PromiseId, state: State, not_before: Option<Millis>, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE promise SET state = ?2, not_before = COALESCE(?3, not_before), changed_at = ?4, in_flight_micros = CASE WHEN ?5 THEN in_flight_micros END WHERE id = ?1",
        (id, state.name(), not_before, now, state.may_cost()),
    )?;
    if tx.count("SELECT wave_id IS NOT NULL FROM promise WHERE id = ?1", [id])? == 1 {
        moved(tx, id)?;
    }
    tx.touch(Topic::Outbox);
    Ok(())
}

/// Tells the rooms above that a promise of a wave has moved.
fn moved(tx: &Tx<'_>, id: PromiseId) -> Result<()> {
    let event = tx.insert("INSERT INTO promise_event (promise_id) VALUES (?1)", [id])?;
    // Nobody looks back further; a room that was away longer than this would have met its alerts' end.
    if event % 1_000 == 0 {
        tx.execute("DELETE FROM promise_event WHERE id <= ?1", [event - 200_000])?;
    }
    Ok(())
}

/// The place reached in what has moved (`promise_moved`, published).
pub fn last_moved(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT COALESCE(max(at), 0) FROM promise_moved", [])
}

/// Moves a promise by an event; every change of state after the claim goes through here.
pub fn happen(tx: &Tx<'_>, id: PromiseId, event: &Event, now: Millis) -> Result<State> {
    let found = tx.one("SELECT state, customer_id FROM promise WHERE id = ?1", [id], |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, CustomerId>(1)?))
    })?;
    let (name, customer) = found.ok_or_else(|| Error::new(Code::NotFound).with("what", "promise"))?;
    let before = State::from_name(&name).ok_or_else(|| Error::internal("unknown state"))?;
    let after = settle(before, event);
    if after != before {
        set_state(tx, id, after, event.not_before(), now)?;
    }
    if let Some(code) = event.error_code().filter(|_| matches!(after, State::Failed | State::Refused)) {
        tx.execute("UPDATE promise SET error_code = ?2 WHERE id = ?1", (id, code))?;
    }
    if event.error_code() == Some(131_050) {
        // Meta says she has stopped promotions there, however late we learn it.
        let entry = consent::Entry {
            purpose: "promotions",
            act: "barred_at_meta",
            wording: "131050",
            source: "Meta",
            author: "customer",
            language: "",
            store: None,
        };
        consent::record(tx, customer, &entry, now)?;
    }
    if let Some(status) = after.tick() {
        conversations::tick(tx, id.0, status, event.error_code())?;
    }
    Ok(after)
}

/// Records what an attempt came to. A status webhook may have ended it already; then this changes nothing.
pub fn attempt_ended(tx: &Tx<'_>, attempt: i64, promise: PromiseId, event: &Event, wamid: Option<&str>, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE attempt SET outcome = ?2, evidence = ?3 WHERE id = ?1 AND outcome IS NULL",
        (attempt, event.name(), event.evidence()),
    )?;
    if let Some(wamid) = wamid {
        if matches!(event, Event::Accepted) && accepted_first(tx, promise, wamid, now)? {
            return Ok(());
        }
        own_wamid(tx, promise, wamid, now)?;
    }
    happen(tx, promise, event, now)?;
    Ok(())
}

/// What nearly every answer is: the first word on a claimed message, before any status of it. The same
/// end as [`own_wamid`] and [`happen`], in half the statements; false when it is anything else.
///
/// The questions are asked apart from the changes: a change whose condition asks another table makes SQLite collect
/// its rows in a temporary one first, which costs more than all the rest.
fn accepted_first(tx: &Tx<'_>, promise: PromiseId, wamid: &str, now: Millis) -> Result<bool> {
    let of_wave = tx.one(
        "SELECT wave_id IS NOT NULL FROM promise WHERE id = ?1 AND state = 'claimed' AND NOT EXISTS (SELECT 1 FROM status_seen WHERE wamid = ?2)",
        (promise, wamid),
        |row| row.get::<_, bool>(0),
    )?;
    let Some(of_wave) = of_wave else {
        return Ok(false);
    };
    if !conversations::accepted(tx, promise.0, wamid)? {
        return Ok(false);
    }
    tx.execute("UPDATE promise SET state = 'accepted', changed_at = ?2 WHERE id = ?1", (promise, now))?;
    if of_wave {
        moved(tx, promise)?;
    }
    tx.touch(Topic::Outbox);
    Ok(true)
}

/// Ties Meta's id to the promise and catches up on statuses that came before it was known.
fn own_wamid(tx: &Tx<'_>, promise: PromiseId, wamid: &str, now: Millis) -> Result<()> {
    conversations::known_as(tx, promise.0, wamid)?;
    for (status, code) in tx.all("SELECT status, code FROM status_seen WHERE wamid = ?1", [wamid], |row| Ok((row.get(0)?, row.get(1)?)))? {
        happen(tx, promise, &Event::Status { status, code }, now)?;
    }
    Ok(())
}

/// A status webhook: kept once, then applied to the promise it belongs to, by its key or by Meta's id.
/// Answers the promise and her customer when it is ours and new.
pub fn status(tx: &Tx<'_>, status: &cloud_api::webhook::Status, now: Millis) -> Result<Option<(PromiseId, CustomerId)>> {
    let at = status.at_ms().unwrap_or(now);
    let code = status.errors.first().map(|e| e.code);
    let fresh = tx.execute(
        "INSERT INTO status_seen (wamid, status, at, code) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING",
        (&status.id, &status.status, at, code),
    )? == 1;
    let by_key = status.biz_opaque_callback_data.as_deref().and_then(parse_callback);
    let promise: Option<PromiseId> = match &by_key {
        Some((key, _)) => tx.value("SELECT id FROM promise WHERE key = ?1", [key.as_slice()])?,
        None => conversations::promise_of(tx, &status.id)?.map(PromiseId),
    };
    let Some(promise) = promise else {
        return Ok(None);
    };
    if !fresh {
        return Ok(None);
    }
    if let Some(cloud_api::error::Class::Stop(why)) = code.map(|code| cloud_api::error::classify(code, 400)) {
        // Payment, restriction, permission: as with an answer, only later.
        cloud::stop(tx, why, now)?;
    }
    if let Some((_, number)) = by_key {
        tx.execute("UPDATE attempt SET outcome = 'accepted', evidence = 'status' WHERE promise_id = ?1 AND number = ?2 AND (outcome IS NULL OR outcome = 'unknown')", (promise, number))?;
    }
    own_wamid(tx, promise, &status.id, now)?;
    happen(tx, promise, &Event::Status { status: status.status.clone(), code }, now)?;
    let customer = tx.value("SELECT customer_id FROM promise WHERE id = ?1", [promise])?;
    Ok(customer.map(|c| (promise, c)))
}

/// Unknowns that nothing has proved in half an hour become uncertain: shown, never re-sent by itself.
pub fn give_up_on_unknowns(tx: &Tx<'_>, now: Millis) -> Result<usize> {
    let old = tx.all("SELECT id FROM promise WHERE state = 'unknown' AND changed_at <= ?1", [now - UNKNOWN_FOR], |row| {
        row.get::<_, PromiseId>(0)
    })?;
    for id in &old {
        happen(tx, *id, &Event::HalfAnHour, now)?;
    }
    Ok(old.len())
}

/// Withdraws promises that have not left: undo, stop, or a consent that ended.
pub fn withdraw(tx: &Tx<'_>, promises: &[PromiseId], now: Millis) -> Result<usize> {
    let mut withdrawn = 0;
    for id in promises {
        withdrawn += usize::from(happen(tx, *id, &Event::Withdrawn, now)? == State::Cancelled);
    }
    Ok(withdrawn)
}

/// What a promise that has not left will say, and to whom; nothing once it has left, or will not.
pub fn waiting_draft(read: &Read<'_>, promise: PromiseId) -> Result<Option<(CustomerId, Draft)>> {
    let found = read.one(
        "SELECT p.customer_id, d.draft FROM promise p JOIN promise_draft d ON d.promise_id = p.id WHERE p.id = ?1 AND p.state = 'queued'",
        [promise],
        |row| Ok((row.get::<_, CustomerId>(0)?, row.get::<_, String>(1)?)),
    )?;
    found.map(|(customer, draft)| Ok((customer, serde_json::from_str(&draft)?))).transpose()
}

/// Says this instead of what a promise would have said, as long as it has not left; answers whether it had not.
pub fn say_instead(tx: &Tx<'_>, promise: PromiseId, draft: &Draft) -> Result<bool> {
    if waiting_draft(tx, promise)?.is_none() {
        return Ok(false);
    }
    tx.execute("UPDATE promise_draft SET draft = ?2 WHERE promise_id = ?1", (promise, serde_json::to_string(draft)?))?;
    Ok(true)
}

/// What waited for something may leave now.
pub fn hurry(tx: &Tx<'_>, promise: PromiseId, now: Millis) -> Result<()> {
    tx.execute("UPDATE promise SET not_before = ?2 WHERE id = ?1 AND state = 'queued' AND not_before > ?2", (promise, now))?;
    tx.touch(Topic::Outbox);
    Ok(())
}

/// Open promises to one person for a purpose, for withdrawing them when she says stop.
pub fn open_for(read: &Read<'_>, customer: CustomerId, purpose: Option<&str>) -> Result<Vec<PromiseId>> {
    read.all(
        "SELECT id FROM promise WHERE customer_id = ?1 AND state IN ('held', 'queued', 'retry_at') AND purpose <> 'service' AND (?2 IS NULL OR purpose = ?2)",
        (customer, purpose),
        |row| row.get(0),
    )
}

/// Erases what promises to a person say, and the ids at Meta that hold her number; that they were made stays.
pub fn erase(tx: &Tx<'_>, customer: CustomerId) -> Result<()> {
    let hers = "(SELECT id FROM promise WHERE customer_id = ?1)";
    tx.execute(&format!("DELETE FROM promise_draft WHERE promise_id IN {hers}"), [customer])?;
    tx.execute(&format!("UPDATE attempt SET evidence = NULL WHERE promise_id IN {hers}"), [customer])?;
    tx.execute("DELETE FROM status_seen WHERE wamid IN (SELECT wamid FROM message WHERE customer_id = ?1)", [customer])?;
    Ok(())
}

/// Meta has billed it: what it costs stands there from now on.
pub fn billed(tx: &Tx<'_>, promise: PromiseId) -> Result<()> {
    tx.execute("UPDATE promise SET in_flight_micros = NULL WHERE id = ?1", [promise])?;
    Ok(())
}

/// What held everything is gone (connection, hello, a stop, a limit): held promises are looked at now.
pub fn look_again(tx: &Tx<'_>, now: Millis) -> Result<()> {
    tx.execute(
        "UPDATE promise SET not_before = ?1 WHERE state = 'held' AND by_hand = 0 AND not_before > ?1
         AND verdict ->> '$.reasons[#-1].is' IN ('stopped', 'not_connected', 'hello_first', 'template_not_approved', 'spend_limit', 'price_unknown')",
        [now],
    )?;
    tx.touch(Topic::Outbox);
    Ok(())
}

/// Puts off what carries a picture Meta did not take just now, so that it does not stand in others' way.
pub fn put_off(tx: &Tx<'_>, picture: &str, until: Millis) -> Result<()> {
    tx.execute(
        "UPDATE promise SET not_before = ?2 WHERE (state = 'queued' OR state = 'held' OR state = 'retry_at') AND by_hand = 0 AND not_before < ?2
         AND (SELECT draft ->> '$.image' FROM promise_draft WHERE promise_id = promise.id) = ?1",
        (picture, until),
    )?;
    Ok(())
}

/// When the next promise may be looked at, if any waits.
pub fn next_due(read: &Read<'_>) -> Result<Option<Millis>> {
    Ok(read
        .value::<Option<Millis>>(
            // Of each side of the order of claiming its first.
            "SELECT min(at) FROM (SELECT min(not_before) AS at FROM promise WHERE (state = 'queued' OR state = 'held' OR state = 'retry_at') AND by_hand = 0 AND (purpose <> 'service') = 0
             UNION ALL SELECT min(not_before) FROM promise WHERE (state = 'queued' OR state = 'held' OR state = 'retry_at') AND by_hand = 0 AND (purpose <> 'service') = 1)",
            [],
        )?
        .flatten())
}

/// When the oldest unknown has waited long enough.
pub fn next_unknown(read: &Read<'_>) -> Result<Option<Millis>> {
    let oldest: Option<Millis> = read.value::<Option<Millis>>("SELECT min(changed_at) FROM promise WHERE state = 'unknown'", [])?.flatten();
    Ok(oldest.map(|at| at + UNKNOWN_FOR))
}

/// A promise as the window lists it.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct PromiseRow {
    /// Ours.
    pub id: PromiseId,
    /// What stands for it at Meta; opaque.
    pub key: String,
    /// Who.
    pub customer: CustomerId,
    /// Her name.
    pub name: Personal<String>,
    /// restock, promotions, service.
    pub purpose: String,
    /// held, queued, claimed, accepted, sent, delivered, read, failed, refused, `retry_at`, unknown, uncertain, expired, cancelled, suppressed.
    pub state: String,
    /// The gate's judgement.
    pub verdict: Verdict,
    /// Not before.
    pub not_before: Millis,
    /// Last change.
    pub changed_at: Millis,
    /// Meta's code, when it failed.
    pub error_code: Option<i64>,
    /// What to do about it.
    #[ts(type = "string | null")]
    pub advice: Option<cloud_api::error::Advice>,
}

/// How many promises are in each state.
pub fn counts(read: &Read<'_>) -> Result<std::collections::BTreeMap<String, i64>> {
    Ok(read.all("SELECT state, count(*) FROM promise GROUP BY state", [], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect())
}

/// The latest promises, newest first; of one state, if it is named.
pub fn list(read: &Read<'_>, state: Option<&str>, limit: u32) -> Result<Vec<PromiseRow>> {
    read.all(
        "SELECT p.id, p.customer_id, c.name, p.purpose, p.state, p.verdict, p.not_before, p.changed_at, p.error_code, p.key FROM promise p JOIN customer c ON c.id = p.customer_id
         WHERE ?1 IS NULL OR p.state = ?1 ORDER BY p.id DESC LIMIT ?2",
        (state, limit),
        |row| {
            let verdict: String = row.get(5)?;
            let error_code: Option<i64> = row.get(8)?;
            Ok(PromiseRow {
                id: row.get(0)?,
                key: key_text(&row.get::<_, Vec<u8>>(9)?),
                customer: row.get(1)?,
                name: row.get(2)?,
                purpose: row.get(3)?,
                state: row.get(4)?,
                verdict: serde_json::from_str(&verdict).unwrap_or(Verdict { outcome: Outcome::Suppress, reasons: Vec::new() }),
                not_before: row.get(6)?,
                changed_at: row.get(7)?,
                error_code,
                advice: error_code.map(cloud_api::error::advise),
            })
        },
    )
}

/// The owner's word on an uncertain message: leave it, or send it again knowing it may come twice.
pub fn resolve(tx: &Tx<'_>, promise: PromiseId, send_again: bool, now: Millis) -> Result<State> {
    let event = if send_again { Event::SendAgain } else { Event::LeaveIt };
    let after = happen(tx, promise, &event, now)?;
    if after == State::Queued {
        tx.execute("UPDATE promise SET not_before = ?2, expires_at = ?2 + ?3 WHERE id = ?1", (promise, now, DAY))?;
    }
    Ok(after)
}

/// Promises the month's limit holds, and those whose price nobody knows while there is one.
pub fn waiting_for_money(read: &Read<'_>) -> Result<(i64, i64)> {
    let found = read.one(
        "SELECT SUM(verdict ->> '$.reasons[#-1].is' = 'spend_limit'), SUM(verdict ->> '$.reasons[#-1].is' = 'price_unknown') FROM promise WHERE state = 'held' AND by_hand = 0",
        [],
        |row| Ok((row.get::<_, Option<i64>>(0)?.unwrap_or(0), row.get::<_, Option<i64>>(1)?.unwrap_or(0))),
    )?;
    Ok(found.unwrap_or_default())
}

/// Promises whose fate nobody knows, for Today.
pub fn uncertain(read: &Read<'_>) -> Result<i64> {
    read.count("SELECT count(*) FROM promise WHERE state = 'uncertain'", [])
}

/// Whom a promise (by its key) was made to, and about which variant.
pub fn by_key(read: &Read<'_>, key: &[u8]) -> Result<Option<(PromiseId, CustomerId, Option<VariantId>)>> {
    read.one("SELECT id, customer_id, while_stock_of FROM promise WHERE key = ?1", [key], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
}

/// What stands behind the buttons of a promise.
pub fn key_of(read: &Read<'_>, promise: PromiseId) -> Result<Vec<u8>> {
    read.value("SELECT key FROM promise WHERE id = ?1", [promise])?.ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))
}

/// The variant a message to her was about, by Meta's id of it.
pub fn about(read: &Read<'_>, customer: CustomerId, wamid: &str) -> Result<Option<VariantId>> {
    let Some(promise) = conversations::promise_of(read, wamid)? else {
        return Ok(None);
    };
    let found: Option<Option<VariantId>> =
        read.value("SELECT while_stock_of FROM promise WHERE id = ?1 AND customer_id = ?2", (promise, customer))?;
    Ok(found.flatten())
}

/// Whom a message sent by hand was for, about which variant, and its key.
pub fn of_hand(read: &Read<'_>, promise: PromiseId) -> Result<(CustomerId, Option<VariantId>, Vec<u8>)> {
    read.one("SELECT customer_id, while_stock_of, key FROM promise WHERE id = ?1 AND by_hand = 1", [promise], |row| {
        Ok((row.get(0)?, row.get(1)?, row.get(2)?))
    })?
    .ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))
}

/// The language a customer is written to in.
pub fn language_of(read: &Read<'_>, customer: CustomerId) -> Result<&'static str> {
    let shop: String = read.setting("language", "en".to_owned())?;
    Ok(words::pick(customers::get(read, customer)?.language.as_deref(), &shop))
}
