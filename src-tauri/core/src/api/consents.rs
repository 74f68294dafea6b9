//! The ledger of consent: what each person agreed to, recorded at the counter or taken back, and whether the chain of
//! receipts is whole.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::consent::{Chain, Standing};

/// Where a person stands for one purpose.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct StandsFor {
    /// The purpose.
    pub purpose: Purpose,
    /// Her last word.
    pub standing: Standing,
}

/// A person's consent.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ConsentOf {
    /// Whose.
    pub customer: CustomerId,
    /// Purpose by purpose.
    pub standing: Vec<StandsFor>,
    /// Meta bars promotions to her.
    pub barred_at_meta: bool,
    /// Her receipts, newest first.
    pub receipts: Vec<Receipt>,
}

/// Whose consent.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct CustomerNamed {
    /// Our id, a phone number, a username or a user id.
    pub customer: Personal<String>,
}

fn found(read: &crate::db::Read<'_>, typed: &Personal<String>) -> Result<CustomerId> {
    let country: String = read.setting("country", "FR".to_owned())?;
    customers::find(read, &typed.0, &country)
}

pub(super) fn stands(read: &crate::db::Read<'_>, customer: CustomerId) -> Result<ConsentOf> {
    let acts = consent::acts(read, customer)?;
    Ok(ConsentOf {
        customer,
        standing: Purpose::ASKED.into_iter().map(|purpose| StandsFor { purpose, standing: consent::standing(&acts, purpose) }).collect(),
        barred_at_meta: consent::barred_at_meta(&acts),
        receipts: consent::receipts(read, customer)?,
    })
}

pub(super) fn consent_get(call: &Call, request: CustomerNamed) -> Result<ConsentOf> {
    call.shop.read(|read| stands(read, found(read, &request.customer)?))
}

/// A yes, with its proof.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ConsentGive {
    /// Our id, a phone number, a username or a user id.
    pub customer: Personal<String>,
    /// To what.
    pub purpose: Purpose,
    /// The words she agreed to, exactly.
    pub wording: Personal<String>,
    /// Language of the words; hers if left out.
    #[serde(default)]
    pub language: Option<String>,
    /// counter, phone, website, paper …
    #[serde(default)]
    pub channel: Option<String>,
    /// In which store.
    #[serde(default)]
    pub store: Option<StoreId>,
}

pub(super) fn consent_give(call: &Call, request: ConsentGive) -> Result<ConsentOf> {
    let wording = request.wording.0.trim();
    if wording.is_empty() || request.purpose == Purpose::Service {
        // A yes without the words it was a yes to proves nothing.
        return Err(Error::new(Code::BadRequest).with("field", if wording.is_empty() { "wording" } else { "purpose" }));
    }
    call.shop.write(|tx| {
        let customer = found(tx, &request.customer)?;
        let store = match request.store {
            Some(store) => Some(stores::known(tx, store)?.ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))?),
            None => None,
        };
        let language = match &request.language {
            Some(language) => language.clone(),
            None => outbox::language_of(tx, customer)?.to_owned(),
        };
        let author = call.author.stamp();
        let source = request.channel.as_deref().unwrap_or("counter");
        let entry = Entry { purpose: request.purpose.name(), act: "given", wording, source, author: &author, language: &language, store };
        consent::record(tx, customer, &entry, call.now)?;
        stands(tx, customer)
    })
}

/// A no.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ConsentTake {
    /// Our id, a phone number, a username or a user id.
    pub customer: Personal<String>,
    /// To what; everything if left out.
    #[serde(default)]
    pub purpose: Option<Purpose>,
    /// Her words, if there were any.
    #[serde(default)]
    pub wording: Option<Personal<String>>,
    /// counter, phone, letter …
    #[serde(default)]
    pub channel: Option<String>,
}

pub(super) fn consent_take(call: &Call, request: ConsentTake) -> Result<ConsentOf> {
    call.shop.write(|tx| {
        let customer = found(tx, &request.customer)?;
        let purpose = request.purpose.map_or("everything", Purpose::name);
        let author = call.author.stamp();
        let wording = request.wording.as_ref().map(|w| w.0.trim()).unwrap_or_default();
        let source = request.channel.as_deref().unwrap_or("counter");
        let entry = Entry { purpose, act: "withdrawn", wording, source, author: &author, language: "", store: None };
        consent::record(tx, customer, &entry, call.now)?;
        // At once: what is about to go does not go.
        outbox::withdraw(tx, &outbox::open_for(tx, customer, request.purpose.map(Purpose::name))?, call.now)?;
        if request.purpose.is_none_or(|p| p == Purpose::Restock) {
            waitlist::leave_all(tx, customer)?;
        }
        stands(tx, customer)
    })
}

/// A card for a purpose.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct YesCardFor {
    /// To what it is a yes: promotions, reminders, `follow_up`.
    pub purpose: Purpose,
    /// Of which store; the main one if left out.
    #[serde(default)]
    pub store: Option<StoreId>,
    /// shelf, poster or receipt.
    pub kind: SheetKind,
}

pub(super) fn consent_card(call: &Call, request: YesCardFor) -> Result<Card> {
    if matches!(request.purpose, Purpose::Service | Purpose::Restock) {
        // A yes to a restock alert is about a product: its card is the product's.
        return Err(Error::new(Code::BadRequest).with("field", "purpose"));
    }
    let sheet = call.shop.read(|read| {
        let number = people::write_to(read)?.ok_or_else(|| Error::new(Code::NotConnected))?;
        let store = match request.store {
            Some(id) => {
                stores::list(read)?.into_iter().find(|s| s.id == id).ok_or_else(|| Error::new(Code::NotFound).with("what", "store"))?
            }
            None => stores::main(read)?,
        };
        let (language, shop): (String, String) = (read.setting("language", "en".to_owned())?, read.setting("name", String::new())?);
        let language = words::pick(Some(&language), "en");
        waitlist::card::purpose_sheet(request.kind, &number, language, &shop, request.purpose, store.id, &store.name)
    })?;
    let kind = serde_json::to_value(request.kind)?.as_str().unwrap_or_default().to_owned();
    let pdf = Pdf::new(format!("{}-{kind}.pdf", request.purpose.name()), &sheet.pdf()?);
    Ok(Card { url: sheet.link.clone(), text: sheet.reference.clone(), svg: sheet.svg()?, pdf })
}

pub(super) fn consent_print(call: &Call, request: CustomerNamed) -> Result<Pdf> {
    let (sheet, customer) = call.shop.read(|read| {
        let customer = found(read, &request.customer)?;
        Ok((receipt_sheet(call, read, customer)?, customer))
    })?;
    Ok(Pdf::new(format!("consent-{}.pdf", customer.0), &sheet.pdf()?))
}

/// One page for her: where she stands, and every act with its words. Dates and codes, few words: it is read in six languages.
fn receipt_sheet(call: &Call, read: &crate::db::Read<'_>, customer: CustomerId) -> Result<crate::print::FactSheet> {
    let (shop, zone): (String, String) = (read.setting("name", String::new())?, read.setting("time_zone", "UTC".to_owned())?);
    let zone = stores::zone(&zone)?;
    let day = |at: Millis| -> Result<String> {
        let zoned = jiff::Timestamp::from_millisecond(at).map_err(Error::internal)?.to_zoned(zone.clone());
        Ok(zoned.strftime("%Y-%m-%d %H:%M").to_string())
    };
    let person = customers::get(read, customer)?;
    let of = stands(read, customer)?;
    let language = words::pick(Some(&read.setting("language", "en".to_owned())?), "en");
    let say = |key: &str| words::say(language, key, &words::Args::new());
    let standing = of
        .standing
        .iter()
        .map(|one| {
            let purpose = say(&format!("purpose-{}", one.purpose.name().replace('_', "-")))?;
            Ok(match one.standing {
                Standing::Given { at } => format!("✓ {purpose} · {}", day(at)?),
                Standing::Withdrawn { at } => format!("✕ {purpose} · {}", day(at)?),
                Standing::Never => format!("– {purpose}"),
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let acts = of
        .receipts
        .iter()
        .map(|r| {
            let purpose = say(&format!("purpose-{}", r.purpose.replace('_', "-")))?;
            let sign = if r.act == "given" || r.act == "unbarred_at_meta" { "✓" } else { "✕" };
            let words = if r.wording.0.is_empty() { String::new() } else { format!(" “{}”", r.wording.0) };
            Ok(format!("{} · {sign} {purpose}{words} · {} · {}", day(r.at)?, r.source, r.author))
        })
        .collect::<Result<Vec<_>>>()?;
    let number = person.phone.as_ref().or(person.user_id.as_ref()).map(|p| p.0.clone()).unwrap_or_default();
    Ok(crate::print::FactSheet {
        title: format!("{} {number}", person.name.0).trim().to_owned(),
        blocks: vec![(say("consent-now")?, standing), (say("consent-acts")?, acts)],
        foot: format!("{shop} · {}", day(call.now)?),
        right_to_left: language == "ar",
    })
}

pub(super) fn consent_check(call: &Call, _: Nothing) -> Result<Chain> {
    call.shop.read(consent::check)
}
