//! What the shop answers by itself: asking it, the owner's own answers, and looking whether something is still there.

use super::*;
use crate::inbox::belated;
pub use crate::moments::answers::{Answer, AnswerExample, LineReject, LinesReport};
pub use crate::moments::corrections::Correction;
pub use crate::moments::guides::{Guide, GuideText, GuideThing};
pub use crate::moments::lost::{LostDemand, LostWhat};
pub use crate::moments::suggested::Suggested;
pub use crate::moments::unanswered::Unanswered;
use crate::moments::{self, Fact, Words, answers, corrections, guides, lost, suggested, unanswered};

/// What a customer might write.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Ask {
    /// Her words.
    pub text: Personal<String>,
    /// Who she is, for her language, her orders and what was said before.
    #[serde(default)]
    pub customer: Option<CustomerId>,
}

/// How it is understood and what would be said; nothing is sent.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Asked {
    /// know, go, make, buy, order_status, change_order, invoice, complaint, person, stop, start, greeting, thanks or other.
    pub moment: String,
    /// How sure, 0 to 1.
    pub confidence: f32,
    /// Of the six, or none of them.
    pub language: Option<String>,
    /// What is named in it.
    #[ts(type = "Record<string, unknown>")]
    pub entities: Value,
    /// The shop's products that are meant: those that would be ordered, else the one it is about, else those to choose from.
    pub products: Vec<ProductMeant>,
    /// The owner's answer that fits.
    pub answer_id: Option<String>,
    /// What would be said; nothing where a person would have to, or where nothing needs saying.
    pub reply: Option<String>,
    /// Buttons and choices below it.
    pub buttons: Vec<String>,
    /// Since when the oldest count it leans on stands.
    pub as_of: Option<Millis>,
    /// What it says, row by row.
    pub facts: Vec<Fact>,
    /// Why a person would have to look.
    pub person: Option<String>,
    /// The words that decided.
    #[ts(type = "{ moment: string, words: string, kind: string }[]")]
    pub because: Value,
}

/// A product that is meant.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ProductMeant {
    /// Which variant; its product's first where that is still asked.
    pub variant: VariantId,
    /// The product's title.
    pub title: String,
    /// The variant's options.
    pub label: String,
    /// Its SKU.
    pub sku: Option<String>,
    /// So much of it would be ordered, in its unit.
    pub quantity: Option<String>,
}

/// A file of answers.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AnswersFile {
    /// Lines of JSON: answer_id, text, and perhaps lang and reply.
    pub file: String,
}

/// Which answer.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct AnswerRef {
    /// Its name.
    pub answer_id: String,
}

/// Which messages need no answer of the owner's any more.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct UnansweredDismiss {
    /// The rows of one question.
    pub rows: Vec<i64>,
    /// Dismissed; else they are back.
    pub done: bool,
}

/// Who asked, and the answer they are told.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct UnansweredTell {
    /// The rows of one question.
    pub rows: Vec<i64>,
    /// The answer.
    pub answer_id: String,
}

/// The rows of one question.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct UnansweredRows {
    /// Which.
    pub rows: Vec<i64>,
}

/// How many people it concerned.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct UnansweredTold {
    /// So many.
    pub people: usize,
}

/// What of the lost demand is of no interest any more.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct LostDismiss {
    /// Which.
    pub what: LostWhat,
    /// Left out; else it is back.
    pub done: bool,
}

/// A file of guides.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct GuidesFile {
    /// Lines of JSON: guide_id, title, steps, and perhaps ways, lang and things.
    pub file: String,
}

/// Which guide.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct GuideRef {
    /// Its name.
    pub guide_id: String,
}

/// What the staff saw.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ShelfSeen {
    /// Of which variant.
    pub variant: VariantId,
    /// It is there.
    pub here: bool,
}

/// Counts that were found right.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CountsRight {
    /// So many.
    pub counts: usize,
}

/// Who was told.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ShelfTold {
    /// So many people.
    pub people: usize,
}

pub(super) fn ask(call: &Call, request: Ask) -> Result<Asked> {
    let customer = request.customer;
    call.shop.read(|read| {
        if let Some(customer) = customer {
            customers::get(read, customer)?;
        }
        let (understood, reply) = moments::reply(read, call.shop.desk(), customer, Words::Text(&request.text.0), call.now)?;
        let titles =
            reply.buttons.iter().map(|(_, key)| words::say(reply.language, key, &words::Args::new())).collect::<Result<Vec<_>>>()?;
        let link = reply.link.iter().map(|(key, _)| words::say(reply.language, key, &words::Args::new())).collect::<Result<Vec<_>>>()?;
        Ok(Asked {
            moment: understood.moment.code().to_owned(),
            confidence: understood.confidence,
            language: understood.language.map(|language| language.code().to_owned()),
            entities: serde_json::to_value(&understood.entities)?,
            products: products_meant(read, &reply)?,
            answer_id: reply.answer_id.clone(),
            reply: reply.text()?,
            buttons: titles.into_iter().chain(link).chain(reply.choices.iter().map(|(_, title)| title.clone())).collect(),
            as_of: reply.as_of(),
            person: reply.person.map(str::to_owned),
            facts: reply.facts,
            because: serde_json::to_value(&understood.because)?,
        })
    })
}

fn products_meant(read: &crate::db::Read<'_>, reply: &moments::Reply) -> Result<Vec<ProductMeant>> {
    let ordered = reply.buys.as_ref().map(|purchase| purchase.lines()).unwrap_or_default();
    let told = !reply.facts.is_empty() || reply.check.is_some();
    let meant: Vec<(VariantId, Option<String>)> = if !ordered.is_empty() {
        let much = |quantity: &str| if quantity.is_empty() { "1".to_owned() } else { quantity.to_owned() };
        ordered.iter().map(|line| (line.variant, Some(much(&line.quantity.0)))).collect()
    } else if let Some(about) = reply.talk.about.filter(|_| told) {
        vec![(about, None)]
    } else {
        reply.talk.offered.iter().map(|variant| (*variant, None)).collect()
    };
    let row = |(variant, quantity): (VariantId, Option<String>)| {
        let row = catalog::get(read, variant)?;
        Ok(ProductMeant { variant, title: row.title, label: row.label, sku: row.sku, quantity })
    };
    meant.into_iter().map(row).collect()
}

pub(super) fn answers_suggested(call: &Call, request: CustomerRef) -> Result<Vec<Suggested>> {
    call.shop.read(|read| suggested::suggested(read, call.shop.desk(), request.customer, call.now))
}

pub(super) fn answers_list(call: &Call, _: Nothing) -> Result<Vec<Answer>> {
    call.shop.read(answers::list)
}

pub(super) fn answers_import(call: &Call, request: AnswersFile) -> Result<LinesReport> {
    let report = call.shop.write(|tx| answers::import(tx, &request.file, &call.author, call.now))?;
    call.shop.read(|read| call.shop.mind.prepare(read))?;
    Ok(report)
}

pub(super) fn answer_set(call: &Call, answer: Answer) -> Result<Vec<Answer>> {
    call.shop.write(|tx| answers::set(tx, &answer, &call.author, call.now))?;
    call.shop.read(|read| {
        call.shop.mind.prepare(read)?;
        answers::list(read)
    })
}

pub(super) fn answer_remove(call: &Call, request: AnswerRef) -> Result<Vec<Answer>> {
    call.shop.write(|tx| answers::remove(tx, &request.answer_id))?;
    call.shop.read(|read| {
        call.shop.mind.prepare(read)?;
        answers::list(read)
    })
}

/// What a message was about.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MessageAbout {
    /// Which of a customer's messages.
    pub message: i64,
    /// know, go, make, buy, `order_status`, `change_order`, invoice, complaint, person or other; `null`: as it was taken.
    pub moment: Option<String>,
}

pub(super) fn message_about(call: &Call, request: MessageAbout) -> Result<Done> {
    call.shop.write(|tx| corrections::say(tx, request.message, request.moment.as_deref(), &call.author, call.now))?;
    Ok(DONE)
}

pub(super) fn corrections_list(call: &Call, _: Nothing) -> Result<Vec<Correction>> {
    call.shop.read(corrections::list)
}

pub(super) fn unanswered_list(call: &Call, _: Nothing) -> Result<Vec<Unanswered>> {
    call.shop.read(|read| unanswered::list(read, call.now))
}

/// What most people asked in vain within a week, where it is more than one.
pub(super) fn asked_by_several(read: &crate::db::Read<'_>, now: Millis) -> Result<Option<TodayRow>> {
    let first = unanswered::since(read, now - 7 * DAY, now)?.into_iter().next().filter(|first| first.people > 1);
    Ok(first.and_then(|first| {
        let question = Personal(first.texts.into_iter().next()?);
        Some(TodayRow::Unanswered { question, people: first.people })
    }))
}

pub(super) fn unanswered_dismiss(call: &Call, request: UnansweredDismiss) -> Result<Done> {
    call.shop.write(|tx| unanswered::dismiss(tx, &request.rows, request.done, call.now))?;
    Ok(DONE)
}

pub(super) fn unanswered_tell(call: &Call, request: UnansweredTell) -> Result<UnansweredTold> {
    let people = call.shop.write(|tx| belated::tell(tx, &request.rows, &request.answer_id, &call.author, call.now))?;
    Ok(UnansweredTold { people })
}

pub(super) fn unanswered_take_back(call: &Call, request: UnansweredRows) -> Result<UnansweredTold> {
    let people = call.shop.write(|tx| belated::take_back(tx, &request.rows, call.now))?;
    Ok(UnansweredTold { people })
}

pub(super) fn demand_lost(call: &Call, _: Nothing) -> Result<LostDemand> {
    call.shop.read(|read| lost::list(read, call.now))
}

pub(super) fn demand_dismiss(call: &Call, request: LostDismiss) -> Result<Done> {
    call.shop.write(|tx| lost::dismiss(tx, &request.what, request.done, call.now))?;
    Ok(DONE)
}

pub(super) fn guides_list(call: &Call, _: Nothing) -> Result<Vec<Guide>> {
    call.shop.read(guides::list)
}

pub(super) fn guides_import(call: &Call, request: GuidesFile) -> Result<LinesReport> {
    let report = call.shop.write(|tx| guides::import(tx, &request.file, &call.author, call.now))?;
    call.shop.read(|read| call.shop.mind.prepare(read))?;
    Ok(report)
}

pub(super) fn guide_set(call: &Call, guide: Guide) -> Result<Vec<Guide>> {
    call.shop.write(|tx| guides::set(tx, &guide, &call.author, call.now))?;
    call.shop.read(|read| {
        call.shop.mind.prepare(read)?;
        guides::list(read)
    })
}

pub(super) fn guide_remove(call: &Call, request: GuideRef) -> Result<Vec<Guide>> {
    call.shop.write(|tx| guides::remove(tx, &request.guide_id))?;
    call.shop.read(|read| {
        call.shop.mind.prepare(read)?;
        guides::list(read)
    })
}

pub(super) fn shelf_seen(call: &Call, request: ShelfSeen) -> Result<ShelfTold> {
    call.shop.write(|tx| {
        catalog::stock::seen_on_the_shelf(tx, request.variant, request.here, call.now)?;
        let people = inbox::shelf_seen(tx, request.variant, request.here, &call.author, call.now)?;
        waitlist::follow_moved(tx, call.now)?;
        Ok(ShelfTold { people })
    })
}

pub(super) fn counts_right(call: &Call, _: Nothing) -> Result<CountsRight> {
    Ok(CountsRight { counts: call.shop.write(|tx| catalog::stock::confirm(tx, call.now))? })
}

/// One row per product somebody asks for and whose count is old.
pub(super) fn look_on_shelf(read: &crate::db::Read<'_>) -> Result<Vec<TodayRow>> {
    let mut by_variant: BTreeMap<VariantId, (i64, Millis)> = BTreeMap::new();
    for check in moments::talk::open_checks(read)? {
        let entry = by_variant.entry(check.variant).or_insert((0, check.asked_at));
        entry.0 += 1;
    }
    by_variant
        .into_iter()
        .map(|(variant, (people, asked_at))| {
            let row = catalog::get(read, variant)?;
            Ok(TodayRow::LookOnShelf { variant, product: row.full_name(), image: row.image, people, asked_at })
        })
        .collect()
}
