//! The words everything else is written in: ids, money, time, people's data, secrets, errors.
//!
//! Errors cross every border as `{code, about}`: a code exists only if somebody acts on it, and the
//! sentence is made where the reader's language is known (the window, or the CLI's English table).

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

/// One hour, in milliseconds.
pub const HOUR: Millis = 3_600_000;
/// One day, in milliseconds.
pub const DAY: Millis = 24 * HOUR;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, TS)]
        #[serde(transparent)]
        pub struct $name(pub i64);
        impl rusqlite::types::FromSql for $name {
            fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> { i64::column_result(value).map(Self) }
        }
        impl rusqlite::ToSql for $name {
            fn to_sql(&self) -> rusqlite::Result<rusqlite::types::ToSqlOutput<'_>> { self.0.to_sql() }
        }
        impl fmt::Display for $name { fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) } }
    )+ };
}
ids!(
    /// A product.
    ProductId,
    /// A variant: what is counted, priced and sold.
    VariantId,
    /// A customer; ours, whatever her number or user id.
    CustomerId,
    /// A place.
    StoreId,
    /// A promise to send.
    PromiseId,
    /// An order.
    OrderId,
    /// A back-in-stock alert.
    AlertId,
    /// A round of asking who still wants what.
    AskingId,
    /// A stock-taking.
    CountId,
    /// One change of stock.
    LedgerId,
    /// One import.
    ImportId,
    /// A hold on stock.
    HoldId,
    /// Somebody who works here.
    ColleagueId
);

/// An amount: minor units and ISO 4217 code.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Money {
    /// In the currency's minor unit (cents; yen have none).
    pub minor: i64,
    /// ISO 4217.
    pub currency: String,
}

/// Digits behind the decimal point of a currency (ISO 4217), 2 unless listed.
pub fn currency_exponent(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "UYI" | "VND" | "VUV" | "XAF" | "XOF"
        | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

/// A person's data: can be stored and shown to the shop, never printed or logged.
#[derive(Clone, Default, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, TS)]
#[serde(transparent)]
pub struct Personal<T>(pub T);

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

impl<T: rusqlite::types::FromSql> rusqlite::types::FromSql for Personal<T> {
    fn column_result(value: rusqlite::types::ValueRef<'_>) -> rusqlite::types::FromSqlResult<Self> {
        T::column_result(value).map(Self)
    }
}

/// A secret: cannot be printed, logged or serialised; wiped nowhere but kept short-lived.
#[derive(Clone, Deserialize, TS)]
#[serde(transparent)]
pub struct Secret(String);

impl Secret {
    /// Wraps a secret.
    pub fn new(secret: impl Into<String>) -> Self {
        Self(secret.into())
    }

    /// The secret itself, at the one place it is used.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

/// Where the shop reads the time.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's clock.
    System,
    /// The machine's clock plus the offset in a file: a shop wired to the simulator shares its time.
    File(Arc<PathBuf>),
    /// A given time, for tests.
    Given(Arc<AtomicI64>),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> Millis {
        let wall = || std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |d| d.as_millis() as i64);
        match self {
            Self::System => wall(),
            Self::File(path) => {
                wall() + std::fs::read_to_string(path.as_ref()).ok().and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(0)
            }
            Self::Given(at) => at.load(Ordering::SeqCst),
        }
    }
}

/// Who may do what on this laptop.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Everything.
    #[default]
    Owner,
    /// Products, stock, orders, answers; no bulk sends.
    Staff,
}

impl Role {
    /// As stored and as written into history.
    pub fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Staff => "staff",
        }
    }
}

/// Who did it: every change carries one.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct Author {
    /// What the shop calls this person; empty for the owner on her own laptop.
    #[serde(default)]
    pub name: String,
    /// Her role.
    #[serde(default)]
    pub role: Role,
}

impl Author {
    /// The shop acting by itself.
    pub fn shop() -> Self {
        Self { name: "shop".into(), role: Role::Owner }
    }

    /// As written into history.
    pub fn stamp(&self) -> String {
        let role = self.role.name();
        if self.name.is_empty() { role.to_owned() } else { format!("{role}:{}", self.name) }
    }
}

/// What changed, for the window: batched and lossy, the window can always reload.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Products, prices, stock, imports.
    Catalog,
    /// People and their consents.
    Customers,
    /// Who waits, and alerts.
    Waitlist,
    /// Messages on their way.
    Outbox,
    /// Threads.
    Conversations,
    /// Orders.
    Orders,
    /// The connection, templates, settings, people.
    Shop,
    /// What is under way with the stock: imports, counts, the watched folder.
    Stock,
}

impl Topic {
    /// Every topic: what a window that missed some has to ask about again.
    pub const ALL: [Self; 8] =
        [Self::Catalog, Self::Customers, Self::Waitlist, Self::Outbox, Self::Conversations, Self::Orders, Self::Shop, Self::Stock];
}

/// What a column of a table is taken for.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct ColumnTaken {
    /// Its head.
    pub header: String,
    /// The field; `null`: left out.
    pub field: Option<String>,
    /// 0 to 100; below 60 it is a guess to be looked at.
    pub confidence: u8,
}

impl ColumnTaken {
    /// The columns of a table, in its order.
    pub fn all(mapping: &vitrine_sheets::Mapping) -> Vec<Self> {
        let taken = |c: &vitrine_sheets::Column| Self { header: c.header.clone(), field: c.field.clone(), confidence: c.confidence };
        mapping.columns.iter().map(taken).collect()
    }
}

/// A row of a file that could not be used, or was used with a remark.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
pub struct RowNote {
    /// The file's rows as a spreadsheet numbers them, the header being row 1.
    pub row: usize,
    /// Column's name, if one is to blame.
    pub column: String,
    /// What is wrong, as a code: see docs/imports.md.
    pub code: String,
    /// What stood there.
    pub text: String,
}

/// Why something did not work; each has a sentence and a remedy in every language of the window.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// A fault of the program; `about.detail` is for a report.
    Internal,
    /// Not there (any more).
    NotFound,
    /// The request is not well-formed.
    BadRequest,
    /// Only the owner may do this.
    OwnerOnly,
    /// There is no shop in this folder.
    NotAShop,
    /// There is already a shop in this folder.
    ShopExists,
    /// The shop is open in another window or program.
    ShopOpen,
    /// No keyring, and no passphrase given.
    KeyringMissing,
    /// The keyring is there but locked or refuses.
    KeyringLocked,
    /// The key does not open this shop.
    WrongKey,
    /// The database was written by a newer version.
    NewerDatabase,
    /// The file is damaged.
    Damaged,
    /// The disk is full.
    DiskFull,
    /// The disk cannot be read or written.
    Disk,
    /// No product with this SKU or barcode.
    SkuUnknown,
    /// More than one variant has this SKU or barcode.
    SkuAmbiguous,
    /// A count below zero.
    NegativeStock,
    /// The count is already zero.
    SoldOut,
    /// All that is left is held for customers.
    AllHeld,
    /// Not a number, or not a price.
    BadNumber,
    /// The quantity falls between two steps of the product; `about.step` is one of them, in units.
    BetweenSteps,
    /// Something else is called `about.name`.
    NameTaken,
    /// A group of choices (`about.group`) that cannot be asked so.
    BadChoices,
    /// Of `about.group`, at least `about.least` must be picked.
    ChoiceMissing,
    /// Of `about.group`, at most `about.most` can be picked, each once.
    ChoiceTooMany,
    /// `about.option` of `about.group` is not there, or not today.
    ChoiceGone,
    /// Something counted (`about.quantity`) does not fit the step asked for (`about.step`).
    StepUnfit,
    /// The file is not one the import reads; `about.why` says what it is.
    WrongFile,
    /// No column is known to hold what is needed (`about.wanted`); `about.columns` is what they are taken for.
    WhichColumn,
    /// A typed text that has more than one meaning, or none; `about.part` is the part in question.
    Unclear,
    /// Something still refers to it.
    InUse,
    /// Nothing (more) to undo.
    NothingToUndo,
    /// The change was followed by others and cannot be undone alone.
    TooLateToUndo,
    /// Nobody waits for this variant.
    NobodyWaits,
    /// Nothing left that is not held.
    NothingToTell,
    /// It can be had after all, or is sold no more: nobody is asked whether she still waits for it.
    NothingToAsk,
    /// An alert for this variant is already running.
    AlertRunning,
    /// No connection to `WhatsApp` yet.
    NotConnected,
    /// Meta refused; `about.meta_code` says what.
    MetaRefused,
    /// Meta could not be reached.
    MetaUnreachable,
    /// A forged or unsigned webhook.
    BadSignature,
    /// Larger than Meta ever sends.
    TooLarge,
    /// The customer service window is closed.
    WindowClosed,
    /// Not a phone number; `about.text` holds what was typed.
    BadPhone,
    /// A model cannot be asked there; `about.why` is `empty`, `not_an_address`, `not_encrypted`, secrets.
    BadAddress,
    /// The picture cannot be used.
    BadPicture,
    /// A file cannot be sent as it is; `about.why`, `about.found`, `about.wanted`, what it `about.becomes` if converted.
    BadMedia,
    /// A message is too long; `about.part`, `about.limit`.
    TooLong,
    /// Nobody has said who she is: choose a name, type the PIN.
    SignInFirst,
    /// Not her PIN; `about.seconds` to wait, if any.
    WrongPin,
    /// A PIN is 4 to 12 digits.
    BadPin,
    /// Too many wrong PINs; `about.seconds` to wait.
    TooManyTries,
    /// This colleague has been switched off.
    SwitchedOff,
    /// A shop needs one owner.
    LastOwner,
    /// What was pasted is not a token.
    NotAToken,
    /// The token has ended, or ends within days; `about.at`.
    TokenEnds,
    /// The token lacks a permission; `about.permission`.
    TokenPermission,
    /// What was pasted is not an app secret.
    NotASecret,
    /// The app secret is not this token's app's.
    OtherAppsSecret,
    /// The number is not among those the token sees.
    NumberNotSeen,
    /// Meta did not find us at the address given.
    CallbackUnverified,
    /// The rules do not allow writing to her; `about.reason`.
    MayNotWrite,
    /// Not a spare key, or a letter is wrong.
    BadSpareKey,
    /// No font to write with: install one.
    NoFont,
    /// The rate card cannot be read; `about.row`.
    BadRates,
    /// Long work was told to stop; nothing of it is left.
    Cancelled,
    /// An import, or the taking back of one, is under way; one at a time.
    ImportRunning,
    /// The file names a place the shop does not know; `about.place`.
    WhichPlace,
}

/// A failure with its code and what it is about.
#[derive(Clone, Debug, Deserialize, Serialize, TS)]
pub struct Error {
    /// What to say.
    pub code: Code,
    /// What it is about: values for the sentence. Never a person's data or a secret.
    #[ts(type = "Record<string, string | number>")]
    pub about: BTreeMap<String, Value>,
}

/// The usual result.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A failure with nothing more to say.
    pub fn new(code: Code) -> Self {
        Self { code, about: BTreeMap::new() }
    }

    /// Adds a value for the sentence.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.about.insert(name.to_owned(), value.into());
        self
    }

    /// A fault of the program: `detail` must not hold personal data.
    pub fn internal(detail: impl fmt::Display) -> Self {
        Self::new(Code::Internal).with("detail", detail.to_string())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.code)?;
        if !self.about.is_empty() {
            write!(f, " {}", serde_json::to_string(&self.about).unwrap_or_default())?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode as Sqlite;
        let code = match error.sqlite_error_code() {
            Some(Sqlite::DiskFull) => Code::DiskFull,
            Some(Sqlite::SystemIoFailure | Sqlite::CannotOpen | Sqlite::ReadOnly) => Code::Disk,
            Some(Sqlite::NotADatabase) => Code::WrongKey,
            Some(Sqlite::DatabaseCorrupt) => Code::Damaged,
            _ => return Self::internal(strip_values(&error)),
        };
        Self::new(code)
    }
}

/// `SQLite`'s own words may quote a value; only the kind of failure leaves.
fn strip_values(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(inner, message) => {
            let constraint = message.as_deref().filter(|m| m.contains("constraint failed") || m.starts_with("no such")).unwrap_or_default();
            format!("database: {:?} {constraint}", inner.code)
        }
        rusqlite::Error::InvalidColumnType(index, name, kind) => {
            format!("database: column {index} {name} is {kind}")
        }
        rusqlite::Error::QueryReturnedNoRows => "database: no row".into(),
        _ => "database".into(),
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::new(Code::DiskFull),
            _ => Self::new(Code::Disk).with("detail", error.kind().to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        // The position, not the text: the text may be a customer's.
        Self::internal(format!("json at {}:{}", error.line(), error.column()))
    }
}

/// `bytes` random bytes from the system.
///
/// # Errors
/// When the system has none to give.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(Error::internal)?;
    Ok(bytes)
}
