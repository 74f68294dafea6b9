//! Customers as a table: who is meant by plain conditions, what is written down about each, two rows that are one
//! person, and one person's file to hand over or to erase.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::audiences::{self, Audience, Segment};
use crate::customers::{alike, card, import as people_import, tags};

/// People.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct People {
    /// Which ones, up to 500.
    pub customers: Vec<CustomerId>,
}

pub(super) fn customers_view(call: &Call, request: Audience) -> Result<Vec<CustomerId>> {
    call.shop.read(|read| audiences::people(read, &request, call.now))
}

pub(super) fn customers_count(call: &Call, request: Audience) -> Result<i64> {
    call.shop.read(|read| audiences::count(read, &request, call.now))
}

pub(super) fn customers_rows(call: &Call, request: People) -> Result<Vec<CustomerRow>> {
    if request.customers.len() > 500 {
        return Err(Error::new(Code::TooLarge).with("limit", 500));
    }
    call.shop.read(|read| request.customers.iter().map(|id| people::row(read, customers::get(read, *id)?, call.now)).collect())
}

/// A field of a customer.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerChange {
    /// Whose.
    pub customer: CustomerId,
    /// name, language, company, email, birthday, tags.
    pub field: String,
    /// As typed.
    pub typed: Personal<String>,
}

/// What stood there before, for undo.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerChanged {
    /// As it would be typed.
    pub before: Personal<String>,
}

pub(super) fn customer_change(call: &Call, request: CustomerChange) -> Result<CustomerChanged> {
    let before = call.shop.write(|tx| card::change(tx, request.customer, &request.field, &request.typed.0))?;
    Ok(CustomerChanged { before: Personal(before) })
}

/// A note to write.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct NoteAdd {
    /// About whom.
    pub customer: CustomerId,
    /// The words.
    pub note: Personal<String>,
}

pub(super) fn customer_note(call: &Call, request: NoteAdd) -> Result<Done> {
    call.shop.write(|tx| card::note(tx, request.customer, &request.note.0, &call.author, call.now))?;
    Ok(DONE)
}

pub(super) fn customer_note_drop(call: &Call, request: NoteRef) -> Result<Done> {
    call.shop.write(|tx| card::drop_note(tx, request.note))?;
    Ok(DONE)
}

pub(super) fn segments_list(call: &Call, _: Nothing) -> Result<Vec<Segment>> {
    call.shop.read(audiences::segments)
}

/// Conditions to keep.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct SegmentSave {
    /// Their name.
    pub name: String,
    /// Who is meant.
    pub audience: Audience,
}

pub(super) fn segment_save(call: &Call, request: SegmentSave) -> Result<Vec<Segment>> {
    call.shop.write(|tx| {
        audiences::save(tx, &request.name, &request.audience)?;
        audiences::segments(tx)
    })
}

pub(super) fn segment_forget(call: &Call, request: SegmentRef) -> Result<Vec<Segment>> {
    call.shop.write(|tx| {
        audiences::forget(tx, request.segment)?;
        audiences::segments(tx)
    })
}

/// Two rows that are one person.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Merge {
    /// Who stays.
    pub keep: CustomerId,
    /// Who becomes part of her.
    pub other: CustomerId,
}

/// A merge, for undo.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Merged {
    /// Its number.
    pub merge: i64,
}

pub(super) fn customers_merge(call: &Call, request: Merge) -> Result<Merged> {
    call.owner_only()?;
    call.shop.write(|tx| Ok(Merged { merge: inbox::joined::join(tx, request.keep, request.other, &call.author, call.now)? }))
}

pub(super) fn merge_undo(call: &Call, request: Merged) -> Result<Done> {
    call.owner_only()?;
    call.shop.write(|tx| inbox::joined::part(tx, request.merge, &call.author, call.now))?;
    Ok(DONE)
}

/// Two rows that are two people.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Apart {
    /// One.
    pub keep: CustomerId,
    /// The other.
    pub other: CustomerId,
    /// They may be one after all: ask again.
    #[serde(default)]
    pub ask_again: bool,
}

pub(super) fn customers_apart(call: &Call, request: Apart) -> Result<Done> {
    call.shop.write(|tx| {
        if request.ask_again {
            return alike::ask_again(tx, request.keep, request.other);
        }
        alike::keep_apart(tx, request.keep, request.other, &call.author, call.now)
    })?;
    Ok(DONE)
}

pub(super) fn tags_list(call: &Call, _: Nothing) -> Result<Vec<tags::Tag>> {
    call.shop.read(tags::list)
}

/// A tag to rename on everybody.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TagRename {
    /// As it stands, in any case.
    pub from: String,
    /// As it shall stand; another tag's name makes the two one, empty takes it away.
    pub to: String,
}

/// A renaming, for undo.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TagRenamed {
    /// Its number.
    pub change: i64,
    /// People it was about.
    pub people: i64,
}

pub(super) fn tag_rename(call: &Call, request: TagRename) -> Result<TagRenamed> {
    call.shop.write(|tx| {
        let (change, people) = tags::rename(tx, &request.from, &request.to, &call.author, call.now)?;
        Ok(TagRenamed { change, people })
    })
}

/// A renaming to take back.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct TagChangeRef {
    /// Its number.
    pub change: i64,
}

pub(super) fn tag_rename_undo(call: &Call, request: TagChangeRef) -> Result<Done> {
    call.shop.write(|tx| tags::undo(tx, request.change, call.now))?;
    Ok(DONE)
}

/// A person's file.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PersonFile {
    /// What to call it.
    pub file_name: String,
    /// Everything the shop knows of her, JSON.
    pub content: Personal<String>,
}

pub(super) fn customer_export(call: &Call, request: CustomerRef) -> Result<PersonFile> {
    call.owner_only()?;
    let card = people::customer_get(call, CustomerRef { customer: request.customer })?;
    let notes = call.shop.read(|read| card::notes(read, request.customer))?;
    let whole = serde_json::json!({ "as_of": call.now, "person": card, "notes": notes });
    Ok(PersonFile { file_name: format!("customer-{}.json", request.customer.0), content: Personal(serde_json::to_string_pretty(&whole)?) })
}

/// What erasing a person came to: the receipt for her.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct Erased {
    /// When.
    pub at: Millis,
    /// Messages whose words and files are gone.
    pub messages: i64,
    /// Files that are gone.
    pub files: i64,
    /// Orders kept, without her name, because the law asks for them.
    pub orders_kept: i64,
    /// Receipts of consent kept as hashes, without her words: the proof that nothing was rewritten.
    pub receipts_kept: i64,
}

pub(super) fn customer_erase(call: &Call, request: CustomerRef) -> Result<Erased> {
    call.owner_only()?;
    let customer = request.customer;
    let (erased, files) = call.shop.write(|tx| {
        let mut erased = Erased { at: call.now, messages: 0, files: 0, orders_kept: 0, receipts_kept: 0 };
        let mut files = Vec::new();
        for person in customers::rows_of(tx, customer)? {
            outbox::withdraw(tx, &outbox::open_for(tx, person, None)?, call.now)?;
            waitlist::leave_all(tx, person)?;
            outbox::erase(tx, person)?;
            crate::moments::talk::forget(tx, person)?;
            crate::moments::guides::worked::forget(tx, person)?;
            crate::moments::unanswered::forget(tx, person)?;
            crate::moments::lost::forget(tx, person)?;
            orders::delivery::forget(tx, person)?;
            crate::moments::model::forget(tx, person)?;
            crate::moments::automations::forget(tx, person)?;
            inbox::erase(tx, person)?;
            let (messages, sealed) = conversations::erase(tx, person)?;
            files.extend(sealed);
            files.extend(media::spoken::forget_of(tx, person)?);
            erased.messages += messages;
            erased.orders_kept += orders::of_customer(tx, person)?.len() as i64;
            erased.receipts_kept += consent::erase(tx, person)?;
            customers::erase(tx, person, call.now)?;
        }
        Ok((erased, files))
    })?;
    for file in &files {
        media::drop_sealed(&call.shop.dir, file)?;
    }
    // What was deleted is overwritten in the file; in the log it would still stand.
    call.shop.db.clear_log()?;
    Ok(Erased { files: files.len() as i64, ..erased })
}

/// A file of people.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct PeopleFile {
    /// The file's name.
    pub name: String,
    /// Its bytes, base64; empty when there is a path.
    #[serde(default)]
    pub content: Personal<String>,
    /// Where it is on this machine. Owner only, because the report shows parts of what is read.
    #[serde(default)]
    pub path: Option<String>,
    /// Whose file it is, where the content does not say it: vcard, google, outlook, csv …
    #[serde(default)]
    pub format: Option<String>,
    /// What the columns are, in their order, where the owner has said so; `null` leaves one out.
    #[serde(default)]
    pub columns: Option<Vec<Option<String>>>,
}

/// What the owner said of the columns of such a table is remembered under this name.
pub(super) fn remembered_columns(header: &[String]) -> String {
    format!("people_columns:{}", header.join("\u{1f}"))
}

/// Opens a file of people; `reading` stands between the file and its reader.
pub(super) fn people_file(call: &Call, request: &PeopleFile, reading: &Opened<'_>) -> Result<vitrine_contacts::ContactFile> {
    use vitrine_contacts::{ContactFile, Format, Mapping};
    let country: String = call.shop.read(|read| read.setting("country", "FR".to_owned()))?;
    let format = match &request.format {
        Some(name) => Some(name.parse::<Format>().map_err(|trouble| people_import::refused(&trouble))?),
        None => None,
    };
    let source = || -> Result<Box<dyn vitrine_sheets::Source>> { reading(request.path.as_deref(), &request.content.0) };
    let open = |mapping: Option<Mapping>| {
        ContactFile::open(source()?, Some(&request.name), format, Some(&country), mapping).map_err(|t| people_import::refused(&t))
    };
    if let Some(columns) = &request.columns {
        let header: Vec<String> =
            vitrine_sheets::Table::open(source()?, Some(&request.name)).map(|t| t.header().to_vec()).unwrap_or_default();
        return open(Some(said(&header, columns)));
    }
    let first = ContactFile::open(source()?, Some(&request.name), format, Some(&country), None);
    let header = match &first {
        Ok(file) => file.header().to_vec(),
        Err(trouble) => trouble.proposal.as_ref().map(|m| m.columns.iter().map(|c| c.header.clone()).collect()).unwrap_or_default(),
    };
    let kept: Option<Vec<Option<String>>> =
        if header.is_empty() { None } else { call.shop.read(|read| read.setting(&remembered_columns(&header), None))? };
    match kept {
        Some(columns) => open(Some(said(&header, &columns))),
        None => first.map_err(|trouble| people_import::refused(&trouble)),
    }
}

/// The columns as the owner has named them.
pub(super) fn said(header: &[String], columns: &[Option<String>]) -> vitrine_sheets::Mapping {
    let column = |(at, header): (usize, &String)| vitrine_sheets::Column {
        header: header.clone(),
        field: columns.get(at).cloned().flatten(),
        confidence: 100,
        why: "remembered".to_owned(),
        alternatives: Vec::new(),
    };
    vitrine_sheets::Mapping { columns: header.iter().enumerate().map(column).collect() }
}

pub(super) fn customers_imports(call: &Call, _: Nothing) -> Result<Vec<people_import::PeopleImport>> {
    call.shop.read(people_import::list)
}

pub(super) fn customers_alike(call: &Call, _: Nothing) -> Result<Vec<alike::Alike>> {
    call.shop.read(alike::alike)
}
