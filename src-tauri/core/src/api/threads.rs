//! Conversations as a person works through them: lists, threads, search, and whose they are. What she writes in them
//! is decided in `writing`.
//!
//! What is done while she only looks (reading, typing, an unfinished draft) is kept without a line in the history of
//! who did what: that history is for what changes something for a customer.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::conversations::care::{self, Before};
use crate::conversations::list::{self, ConversationRow, Which};
use crate::conversations::search::{self, FoundMessage};
use crate::conversations::thread::{self, Part};
use crate::outbox::typed::{self, Pending};
use crate::policy::Verdict;

/// Which conversations.
#[derive(Debug, Default, Deserialize, Serialize, TS)]
pub struct InboxView {
    /// Which.
    #[serde(default)]
    pub which: Which,
}

pub(super) fn inbox_view(call: &Call, request: InboxView) -> Result<Vec<CustomerId>> {
    call.shop.read(|read| list::view(read, request.which, &call.author.stamp(), call.now))
}

/// Most rows read at once.
const MOST_ROWS: usize = 200;

/// People whose conversations are looked at.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Conversations {
    /// Up to 200 of them.
    pub customers: Vec<CustomerId>,
}

pub(super) fn inbox_rows(call: &Call, request: Conversations) -> Result<Vec<ConversationRow>> {
    call.shop.read(|read| {
        let rows = request.customers.iter().take(MOST_ROWS).map(|id| list::row(read, *id)).collect::<Result<Vec<_>>>()?;
        Ok(rows.into_iter().flatten().collect())
    })
}

/// What waits in the inbox.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct InboxCounts {
    /// Conversations a person should look at.
    pub waiting: i64,
    /// Given to whoever asks.
    pub mine: i64,
    /// That wrote while nobody was there and still wait.
    pub away: i64,
}

pub(super) fn inbox_counts(call: &Call, _: Nothing) -> Result<InboxCounts> {
    let (stamp, now) = (call.author.stamp(), call.now);
    call.shop.read(|read| {
        Ok(InboxCounts {
            waiting: list::waiting(read, now)?,
            mine: list::view(read, Which::Mine, &stamp, now)?.len() as i64,
            away: list::view(read, Which::Away, &stamp, now)?.len() as i64,
        })
    })
}

/// A conversation as its thread's head and its composer need it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ConversationView {
    /// As in the list.
    pub row: ConversationRow,
    /// The language she is written to in.
    pub language: String,
    /// What the gate says of plain words to her now.
    pub verdict: Verdict,
    /// What plain words cost now, in millionths; `null`: not known.
    pub micros: Option<i64>,
    /// What a person had begun to write, as the window keeps it.
    pub draft: Personal<String>,
    /// The person whose conversation it is may answer freely; `null`: nobody holds it.
    pub held_by: Option<String>,
    /// Erased: nothing can be written.
    pub erased: bool,
}

pub(super) fn conversation_get(call: &Call, request: CustomerRef) -> Result<ConversationView> {
    call.shop.read(|read| {
        let row = list::row(read, request.customer)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "customer"))?;
        let mut gatherer = Gatherer::new(read, call.now)?;
        let gathered = gatherer.facts(request.customer, Purpose::Service, None)?;
        let plain = Draft::own(String::new(), None);
        let held = row.state.quiet_until.is_some_and(|until| until > call.now);
        Ok(ConversationView {
            language: gathered.language.to_owned(),
            verdict: outbox::weigh(&gatherer, &gathered, &plain, false, call.now),
            micros: gathered.ordinary_micros,
            draft: Personal(care::draft(read, request.customer)?),
            held_by: row.state.held_by.clone().filter(|_| held),
            erased: read.count("SELECT erased_at IS NOT NULL FROM customer WHERE id = ?1", [request.customer])? == 1,
            row,
        })
    })
}

/// Which part of a thread.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ThreadPart {
    /// Whose.
    pub customer: CustomerId,
    /// What came before this message.
    #[serde(default)]
    pub before: Option<i64>,
    /// What came after this message.
    #[serde(default)]
    pub after: Option<i64>,
    /// What stands around this message.
    #[serde(default)]
    pub around: Option<i64>,
}

/// Messages of one page.
const PAGE: u32 = 60;

/// A part of a thread.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ThreadPage {
    /// Oldest first.
    pub messages: Vec<ThreadMessage>,
    /// There is more before these.
    pub earlier: bool,
    /// There is more after these.
    pub later: bool,
    /// What was written to her and has not left.
    pub pending: Vec<Pending>,
}

pub(super) fn conversation_thread(call: &Call, part: ThreadPart) -> Result<ThreadPage> {
    call.shop.read(|read| {
        let page = |which| thread::page(read, part.customer, which, PAGE);
        let mut found = match (part.before, part.after, part.around) {
            (Some(id), _, _) => {
                let (messages, earlier) = page(Part::Before(id))?;
                ThreadPage { messages, earlier, later: true, pending: Vec::new() }
            }
            (_, Some(id), _) => {
                let (messages, later) = page(Part::After(id))?;
                ThreadPage { messages, earlier: true, later, pending: Vec::new() }
            }
            (_, _, Some(id)) => {
                let (mut messages, earlier) = thread::page(read, part.customer, Part::Before(id), PAGE / 2)?;
                let here = thread::one(read, id)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "message"))?;
                let (after, later) = thread::page(read, part.customer, Part::After(id), PAGE / 2)?;
                messages.push(here);
                messages.extend(after);
                ThreadPage { messages, earlier, later, pending: Vec::new() }
            }
            _ => {
                let (messages, earlier) = page(Part::Latest)?;
                ThreadPage { messages, earlier, later: false, pending: Vec::new() }
            }
        };
        for message in &mut found.messages {
            if let Some((by, state)) = message.promise.map(|promise| typed::author_and_state(read, promise)).transpose()?.flatten() {
                (message.by, message.state) = (Some(by), Some(state));
            }
        }
        if !found.later {
            found.pending = typed::pending(read, part.customer, outbox::language_of(read, part.customer)?, call.now)?;
        }
        Ok(found)
    })
}

/// What is looked for.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct MessageSearch {
    /// Words, as typed.
    pub words: Personal<String>,
    /// Only in this conversation.
    #[serde(default)]
    pub customer: Option<CustomerId>,
}

pub(super) fn messages_search(call: &Call, request: MessageSearch) -> Result<Vec<FoundMessage>> {
    // What came in a moment ago is found too; a long history is taken in by the worker beside it.
    call.shop.index_words(2_000)?;
    call.shop.read(|read| search::find(read, &request.words.0, request.customer, search::MOST_FOUND))
}

/// Tells Meta that she was read, or that somebody writes; what does not work is not worth a word.
async fn tell_meta(call: &Call, customer: CustomerId, typing: bool) -> Result<()> {
    let shop = Arc::clone(&call.shop);
    let now = call.now;
    let last = tokio::task::spawn_blocking(move || {
        shop.read(|read| {
            let wanted = read.setting("read_receipts", true)? && (!typing || read.setting("typing_shown", true)?);
            let connected = cloud::connection(read)?.is_some_and(|c| c.stopped.is_none() && c.hello_at.is_some());
            let open = conversations::window_until(read, customer)?.is_some_and(|until| until > now);
            if wanted && connected && open { thread::last_from_her(read, customer) } else { Ok(None) }
        })
    })
    .await
    .map_err(Error::internal)??;
    if let Some((_, wamid)) = last {
        let client = call.shop.client(Duration::from_secs(10))?;
        if let Err(error) = client.mark_read(&wamid, typing).await {
            tracing::debug!(code = error.code(), "Meta was not told that a message was read");
        }
    }
    Ok(())
}

pub(super) async fn conversation_read(call: Call, request: CustomerRef) -> Result<Done> {
    let (shop, customer) = (Arc::clone(&call.shop), request.customer);
    let unread = tokio::task::spawn_blocking(move || {
        let unread = shop.read(|read| care::before(read, customer))?.is_some_and(|b| b.unread > 0);
        if unread {
            shop.write(|tx| care::looked(tx, customer))?;
        }
        Ok::<_, Error>(unread)
    })
    .await
    .map_err(Error::internal)??;
    if unread {
        tell_meta(&call, customer, false).await?;
    }
    Ok(DONE)
}

pub(super) async fn conversation_typing(call: Call, request: CustomerRef) -> Result<Done> {
    let (shop, customer, author, now) = (Arc::clone(&call.shop), request.customer, call.author.clone(), call.now);
    tokio::task::spawn_blocking(move || shop.write(|tx| care::hold(tx, customer, &author, now))).await.map_err(Error::internal)??;
    tell_meta(&call, customer, true).await?;
    Ok(DONE)
}

pub(super) fn conversation_let_go(call: &Call, request: CustomerRef) -> Result<Done> {
    call.shop.write(|tx| care::let_go(tx, request.customer))?;
    Ok(DONE)
}

pub(super) fn conversation_unread(call: &Call, request: CustomerRef) -> Result<Done> {
    call.shop.write(|tx| care::unlooked(tx, request.customer))?;
    Ok(DONE)
}

/// Whose task a conversation is.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Assign {
    /// Which conversation.
    pub customer: CustomerId,
    /// A colleague; `null`: nobody's, unless it is to be mine.
    #[serde(default)]
    pub to: Option<ColleagueId>,
    /// Whoever asks takes it.
    #[serde(default)]
    pub mine: bool,
}

pub(super) fn conversation_assign(call: &Call, request: Assign) -> Result<Before> {
    call.shop.write(|tx| {
        let was = care::before(tx, request.customer)?.unwrap_or_default();
        let stamp = match request.to {
            Some(colleague) => Some(crate::team::get(tx, colleague)?.author().stamp()),
            None => request.mine.then(|| call.author.stamp()),
        };
        care::assign(tx, request.customer, stamp.as_deref())?;
        Ok(was)
    })
}

/// A conversation put off.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Snooze {
    /// Which conversation.
    pub customer: CustomerId,
    /// Until when.
    pub until: Millis,
}

pub(super) fn conversation_snooze(call: &Call, request: Snooze) -> Result<Before> {
    if request.until <= call.now {
        return Err(Error::new(Code::BadNumber).with("field", "until"));
    }
    call.shop.write(|tx| {
        let was = care::before(tx, request.customer)?.unwrap_or_default();
        care::snooze(tx, request.customer, request.until, call.now)?;
        Ok(was)
    })
}

pub(super) fn conversation_close(call: &Call, request: CustomerRef) -> Result<Before> {
    call.shop.write(|tx| {
        let was = care::before(tx, request.customer)?.unwrap_or_default();
        care::close(tx, request.customer, call.now)?;
        Ok(was)
    })
}

/// A conversation to put back as it was.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PutBack {
    /// Which conversation.
    pub customer: CustomerId,
    /// How it was.
    pub was: Before,
}

pub(super) fn conversation_put_back(call: &Call, request: PutBack) -> Result<Done> {
    call.shop.write(|tx| care::put_back(tx, request.customer, &request.was))?;
    Ok(DONE)
}

pub(super) fn conversation_done(call: &Call, request: CustomerRef) -> Result<Done> {
    call.shop.write(|tx| conversations::answered(tx, request.customer))?;
    Ok(DONE)
}

/// Words among the shop's people.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StaffNote {
    /// In whose conversation.
    pub customer: CustomerId,
    /// The words.
    pub text: Personal<String>,
}

pub(super) fn conversation_note(call: &Call, request: StaffNote) -> Result<i64> {
    let text = selling::words_to_send(&request.text)?;
    call.shop.write(|tx| care::note(tx, request.customer, &text, &call.author, call.now))
}

pub(super) fn conversation_note_drop(call: &Call, request: MessageRef) -> Result<Done> {
    call.shop.write(|tx| care::unnote(tx, request.message))?;
    Ok(DONE)
}

/// What she has begun to write, as the window keeps it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct KeptDraft {
    /// To whom.
    pub customer: CustomerId,
    /// The draft; empty: nothing.
    pub draft: Personal<String>,
}

/// Longer ones are none a person types.
const LONGEST_DRAFT: usize = 64 * 1024;

pub(super) fn conversation_draft(call: &Call, request: KeptDraft) -> Result<Done> {
    if request.draft.0.len() > LONGEST_DRAFT {
        return Err(Error::new(Code::TooLarge));
    }
    call.shop.write(|tx| care::keep_draft(tx, request.customer, &request.draft.0))?;
    Ok(DONE)
}
