//! What a person writes to one customer: looked at, sent, reacted with, said again.
//!
//! A draft is made in one place for looking at it and for sending it ([`draft_of`]), so that what leaves is what was
//! seen. The templates that can be filled in stand here as well: where her day is over they are all there is to write.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::conversations::quick::{self, QuickReply};
use crate::conversations::{care, thread};
use crate::moments::guides;
use crate::outbox::typed::{self, Special};
use crate::policy::{Outcome, Shape, Verdict};

/// A message a person writes.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Write {
    /// To whom.
    pub customer: CustomerId,
    /// The words; below a picture, above choices.
    #[serde(default)]
    pub text: Personal<String>,
    /// The message it answers.
    #[serde(default)]
    pub reply_to: Option<i64>,
    /// What she can tap: up to three are buttons, up to ten a list.
    #[serde(default)]
    pub choices: Vec<String>,
    /// A picture of the shop's above it.
    #[serde(default)]
    pub image: Option<String>,
    /// A file of the shop's library, by its hash; words stand below it where its kind has room for them.
    #[serde(default)]
    pub file: Option<String>,
    /// A place instead of words.
    #[serde(default)]
    pub place: Option<StoreId>,
    /// A template instead of words.
    #[serde(default)]
    pub template: Option<TemplateWrite>,
    /// One of the owner's guides instead of words.
    #[serde(default)]
    pub guide: Option<GuideWrite>,
}

/// A guide to tell.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct GuideWrite {
    /// Its name.
    pub guide_id: String,
    /// The language it is told in.
    pub language: String,
}

/// What a person speaks.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct VoiceWrite {
    /// To whom.
    pub customer: CustomerId,
    /// As it was recorded, or a file of sound, base64.
    pub data: String,
    /// The message it answers.
    #[serde(default)]
    pub reply_to: Option<i64>,
}

/// A template to fill in.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TemplateWrite {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// What fills its blanks, by number or name.
    #[serde(default)]
    pub blanks: BTreeMap<String, Personal<String>>,
}

fn too_long(part: &str, limit: usize, length: usize) -> Error {
    Error::new(Code::TooLong).with("part", part).with("limit", limit as i64).with("length", length as i64)
}

/// An empty draft, which answers one of her messages or none.
fn answering(read: &crate::db::Read<'_>, to: CustomerId, message: Option<i64>) -> Result<Draft> {
    let mut draft = Draft { words: None, ..Draft::answer("", words::Args::new(), None) };
    if let Some(message) = message {
        let missing = || Error::new(Code::NotFound).with("what", "message");
        let (customer, wamid) = thread::place_of(read, message)?.ok_or_else(missing)?;
        if customer != to {
            return Err(missing());
        }
        draft.reply_to = wamid.map(Personal);
    }
    Ok(draft)
}

/// The draft of what she writes; the same for looking at it and for sending it.
fn draft_of(read: &crate::db::Read<'_>, write: &Write) -> Result<Draft> {
    let text = write.text.0.trim().to_owned();
    let mut draft = answering(read, write.customer, write.reply_to)?;
    if let Some(template) = &write.template {
        return template_draft(read, template, draft);
    }
    if let Some(guide) = &write.guide {
        return guide_draft(read, guide, draft);
    }
    if let Some(store) = write.place {
        let store =
            stores::list(read)?.into_iter().find(|s| s.id == store).ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))?;
        match (store.lat, store.lon) {
            (Some(latitude), Some(longitude)) => {
                draft.special = Some(Special::Place { latitude, longitude, name: store.name, address: store.address });
            }
            // Without a pin its address is all there is to say.
            _ => draft.text = Some(Personal(format!("{}\n{}", store.name, store.address).trim().to_owned())),
        }
        return Ok(draft);
    }
    if let Some(hash) = &write.file {
        return file_draft(read, hash, text, draft);
    }
    let choices: Vec<&str> = write.choices.iter().map(|choice| choice.trim()).filter(|choice| !choice.is_empty()).collect();
    let limit = match (choices.len(), &write.image) {
        (0, None) => cloud_api::limits::TEXT_BODY,
        (0, Some(_)) => cloud_api::limits::CAPTION,
        (1..=cloud_api::limits::BUTTONS, _) => cloud_api::limits::INTERACTIVE_BODY,
        _ => cloud_api::limits::TEXT_BODY,
    };
    let length = cloud_api::limits::characters(&text);
    if length > limit || length == 0 && write.image.is_none() {
        return Err(too_long("body", limit, length));
    }
    if choices.len() > cloud_api::limits::LIST_ROWS {
        return Err(too_long("choices", cloud_api::limits::LIST_ROWS, choices.len()));
    }
    let title =
        if choices.len() > cloud_api::limits::BUTTONS { cloud_api::limits::ROW_DESCRIPTION } else { cloud_api::limits::BUTTON_TITLE };
    if let Some(long) = choices.iter().map(|choice| cloud_api::limits::characters(choice)).find(|length| *length > title) {
        return Err(too_long("choice", title, long));
    }
    draft.choices = choices.iter().enumerate().map(|(index, choice)| (format!("answer:{index}"), (*choice).to_owned())).collect();
    draft.text = Some(Personal(text));
    draft.image.clone_from(&write.image);
    Ok(draft)
}

/// A guide, exactly as the shop tells it by itself.
fn guide_draft(read: &crate::db::Read<'_>, wanted: &GuideWrite, draft: Draft) -> Result<Draft> {
    let language = words::pick(Some(&wanted.language), "en");
    let told = guides::picked(read, &wanted.guide_id, language)?;
    let (film, hashes) = (told.film(), told.hashes());
    let mut choices = Vec::new();
    if let Some((payload, key)) = told.button {
        // Written out: the button keeps the language of the steps, whatever hers is.
        choices.push((payload, words::say(language, key, &words::Args::new())?));
    }
    let image = hashes.first().cloned();
    let cards = if hashes.len() > 1 { hashes } else { Vec::new() };
    Ok(Draft { text: Some(Personal(told.text)), image, film, cards, choices, ..draft })
}

/// A file of the library; a picture of it goes as pictures do.
fn file_draft(read: &crate::db::Read<'_>, hash: &str, text: String, mut draft: Draft) -> Result<Draft> {
    let file = media::library::get(read, hash)?;
    let length = cloud_api::limits::characters(&text);
    let limit = if matches!(file.kind.as_str(), "image" | "video" | "document") { cloud_api::limits::CAPTION } else { 0 };
    if length > limit {
        return Err(too_long("body", limit, length));
    }
    draft.image = Some(hash.to_owned());
    if file.kind == "image" {
        draft.text = Some(Personal(text));
    } else {
        draft.special = Some(Special::File { kind: file.kind, hash: hash.to_owned(), name: file.name, caption: Personal(text) });
    }
    Ok(draft)
}

/// A template, filled in from its own definition.
fn template_draft(read: &crate::db::Read<'_>, wanted: &TemplateWrite, draft: Draft) -> Result<Draft> {
    let unknown = || Error::new(Code::NotFound).with("what", "template");
    let template = cloud::template_parts(read, &wanted.name, &wanted.language)?.ok_or_else(unknown)?;
    let body = wanted.blanks.iter().map(|(blank, value)| (blank.clone(), value.0.trim().to_owned())).collect();
    let values = cloud_api::template::Values { body, ..cloud_api::template::Values::default() };
    let send = cloud_api::template::TemplateSend::fill(&template, &values).map_err(|errors| {
        use cloud_api::template::fill::FillProblem;
        match errors.first().map(|e| &e.problem) {
            Some(FillProblem::TooLong { length, limit }) => too_long("body", *limit, *length),
            _ => Error::new(Code::BadRequest)
                .with("field", "blanks")
                .with("detail", errors.first().map(|e| e.part.clone()).unwrap_or_default()),
        }
    })?;
    let seen = TemplateView::of(&template);
    let text = cloud_api::template::component::filled(&seen.text, |blank| wanted.blanks.get(blank).map(|value| value.0.trim().to_owned()));
    // An offer by any other name: the gate asks for her yes.
    let purpose = if template.category == "MARKETING" { Purpose::Promotions } else { Purpose::Service };
    Ok(Draft { purpose, special: Some(Special::Template { send: Box::new(send), text: Personal(text), buttons: seen.buttons }), ..draft })
}

/// What leaves if it is sent now.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct WritePreview {
    /// As the thread will show it.
    #[ts(
        type = "Record<string, unknown> & { text?: string | null, image?: string, buttons?: string[], cards?: string[], own_file?: string }"
    )]
    pub content: Personal<Value>,
    /// Its kind.
    pub kind: String,
    /// What the gate says.
    pub verdict: Verdict,
    /// What it costs, in millionths of the billing currency; `null`: not known.
    pub micros: Option<i64>,
}

pub(super) fn conversation_preview(call: &Call, write: Write) -> Result<WritePreview> {
    call.shop.read(|read| {
        let draft = draft_of(read, &write)?;
        let mut gatherer = Gatherer::new(read, call.now)?;
        let template = draft.template_name().map(str::to_owned);
        let gathered = gatherer.facts(write.customer, draft.purpose, template.as_deref())?;
        let verdict = outbox::weigh(&gatherer, &gathered, &draft, false, call.now);
        let shape = if template.is_some() { Shape::Template } else { Shape::Ordinary };
        let rendered = outbox::render(&draft, shape, gathered.language, None, 0, &[])?;
        let micros = if template.is_some() { gathered.template_micros } else { gathered.ordinary_micros };
        Ok(WritePreview { content: Personal(rendered.shown), kind: rendered.kind.to_owned(), verdict, micros })
    })
}

/// Promises a message a person wrote, at the end of the road every message goes; refused where the gate refuses it.
fn promise_typed(tx: &crate::db::Tx<'_>, call: &Call, customer: CustomerId, draft: &Draft) -> Result<PromiseId> {
    let free = draft.template_name().is_none();
    if free && conversations::window_until(tx, customer)?.is_none_or(|until| until <= call.now) {
        return Err(Error::new(Code::WindowClosed));
    }
    let promise = NewPromise {
        key: outbox::new_key()?,
        customer,
        draft,
        wave: None,
        while_stock_of: None,
        not_before: call.now,
        author: &call.author,
        by_hand: false,
    };
    let mut gatherer = Gatherer::new(tx, call.now)?;
    let (id, verdict) = outbox::enqueue(tx, &mut gatherer, &promise, call.now)?;
    if matches!(verdict.outcome, Outcome::Suppress) && !free {
        return Err(outbox::hand::refusal(&verdict));
    }
    Ok(id)
}

pub(super) fn conversation_send(call: &Call, write: Write) -> Result<PromiseId> {
    call.shop.write(|tx| {
        let draft = draft_of(tx, &write)?;
        if draft.purpose != Purpose::Service {
            call.owner_only()?;
        }
        let id = promise_typed(tx, call, write.customer, &draft)?;
        care::hold(tx, write.customer, &call.author, call.now)?;
        if let Some(guide) = &write.guide {
            // Nobody asked, so nothing of hers names the telling: its own promise does.
            let language = words::pick(Some(&guide.language), "en");
            let told = guides::worked::Happened::Told { guide: guides::picked(tx, &guide.guide_id, language)?.guide };
            guides::worked::note(tx, told, write.customer, &format!("promise:{id}"), language, call.now)?;
        }
        // A place or a guide is sent beside what is being written, which stays.
        if write.place.is_none() && write.guide.is_none() {
            care::keep_draft(tx, write.customer, "")?;
        }
        conversations::answered(tx, write.customer)?;
        Ok(id)
    })
}

pub(super) fn conversation_voice(call: &Call, write: VoiceWrite) -> Result<PromiseId> {
    // Converting is slow: whether she can be answered at all is asked before, and once more where it counts.
    if call.shop.read(|read| conversations::window_until(read, write.customer))?.is_none_or(|until| until <= call.now) {
        return Err(Error::new(Code::WindowClosed));
    }
    let ready = media::spoken::ready(decode(&write.data)?, &call.shop.converting)?;
    call.shop.write(|tx| {
        let draft = answering(tx, write.customer, write.reply_to)?;
        let (hash, kind) = media::spoken::keep(tx, &call.shop.dir, &ready, write.customer, call.now)?;
        let image = Some(hash.clone());
        let special = Some(Special::File { kind: kind.to_owned(), hash, name: String::new(), caption: Personal(String::new()) });
        let id = promise_typed(tx, call, write.customer, &Draft { image, special, ..draft })?;
        care::hold(tx, write.customer, &call.author, call.now)?;
        conversations::answered(tx, write.customer)?;
        Ok(id)
    })
}

pub(super) fn conversation_reply(call: &Call, request: Reply) -> Result<PromiseId> {
    let none = (None, Vec::new(), None, None, None, None, None);
    let (reply_to, choices, image, file, place, template, guide) = none;
    conversation_send(
        call,
        Write { customer: request.customer, text: request.text, reply_to, choices, image, file, place, template, guide },
    )
}

/// An emoji on a message.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct React {
    /// Her message.
    pub message: i64,
    /// One; `null` takes it away.
    pub emoji: Option<String>,
}

pub(super) fn message_react(call: &Call, request: React) -> Result<PromiseId> {
    call.shop.write(|tx| {
        let place = thread::place_of(tx, request.message)?;
        let (customer, Some(wamid)) = place.ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))? else {
            return Err(Error::new(Code::NotFound).with("what", "message"));
        };
        let emoji = request.emoji.filter(|emoji| !emoji.is_empty());
        if emoji.as_ref().is_some_and(|emoji| emoji.chars().count() > 10 || emoji.chars().any(|c| c.is_ascii_alphanumeric())) {
            return Err(Error::new(Code::BadRequest).with("field", "emoji"));
        }
        let special = Some(Special::Reaction { to: Personal(wamid), emoji });
        let draft = Draft { words: None, special, ..Draft::answer("", words::Args::new(), None) };
        promise_typed(tx, call, customer, &draft)
    })
}

/// Says once more what could not be delivered: a new promise, judged anew.
pub(super) fn message_again(call: &Call, request: PromiseRef) -> Result<PromiseId> {
    call.shop.write(|tx| {
        let (customer, draft) = typed::failed(tx, request.promise)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))?;
        if draft.purpose != Purpose::Service {
            call.owner_only()?;
        }
        promise_typed(tx, call, customer, &draft)
    })
}

/// A template as it can be filled in.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TemplateView {
    /// Its name.
    pub name: String,
    /// Its language.
    pub language: String,
    /// MARKETING or UTILITY.
    pub category: String,
    /// Its words, with blanks as `{{1}}` or `{{name}}`.
    pub text: String,
    /// What stands below.
    pub footer: String,
    /// The labels of its buttons.
    pub buttons: Vec<String>,
    /// Its blanks, in order.
    pub blanks: Vec<String>,
    /// It has a part that cannot be filled here: a picture, an address.
    pub not_here: bool,
}

impl TemplateView {
    fn of(template: &cloud_api::template::Template) -> Self {
        use cloud_api::template::{Component, Header};
        let mut view = Self {
            name: template.name.clone(),
            language: template.language.clone(),
            category: template.category.clone(),
            text: String::new(),
            footer: String::new(),
            buttons: Vec::new(),
            blanks: Vec::new(),
            not_here: false,
        };
        for part in template.parts() {
            match &part {
                Component::Body { text, .. } => {
                    view.text = text.clone().unwrap_or_default();
                    view.blanks = part.blanks();
                }
                Component::Footer { text, .. } => view.footer = text.clone().unwrap_or_default(),
                Component::Buttons(buttons) => view.buttons = buttons.iter().filter_map(|b| b.label().map(str::to_owned)).collect(),
                Component::Header(Header::Text { .. }) => {}
                _ => view.not_here = true,
            }
        }
        // What filling it with its own blanks still misses cannot be given here.
        let body = view.blanks.iter().map(|blank| (blank.clone(), "x".to_owned())).collect();
        let values = cloud_api::template::Values { body, ..cloud_api::template::Values::default() };
        view.not_here |= cloud_api::template::TemplateSend::fill(template, &values).is_err();
        view
    }
}

pub(super) fn templates_usable(call: &Call, _: Nothing) -> Result<Vec<TemplateView>> {
    call.shop.read(|read| {
        let approved = cloud::templates(read)?.into_iter().filter(|t| t.status == "APPROVED");
        let parts = approved.map(|t| cloud::template_parts(read, &t.name, &t.language)).collect::<Result<Vec<_>>>()?;
        Ok(parts.into_iter().flatten().map(|template| TemplateView::of(&template)).collect())
    })
}

pub(super) fn quick_replies_list(call: &Call, _: Nothing) -> Result<Vec<QuickReply>> {
    call.shop.read(quick::list)
}

pub(super) fn quick_reply_save(call: &Call, reply: QuickReply) -> Result<Vec<QuickReply>> {
    call.shop.write(|tx| {
        quick::save(tx, &reply)?;
        quick::list(tx)
    })
}

/// A quick reply.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct QuickReplyRef {
    /// Which one.
    pub id: i64,
}

pub(super) fn quick_reply_remove(call: &Call, request: QuickReplyRef) -> Result<Vec<QuickReply>> {
    call.shop.write(|tx| {
        quick::remove(tx, request.id)?;
        quick::list(tx)
    })
}
