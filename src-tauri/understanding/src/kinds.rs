//! What can be understood of a message: the languages and the moments. Used while building as well, where the models are
//! learned; the shape of what is handed back is in `understood.rs`.
//!
//! A moment is what the customer is about, not what the shop does about it. The shop's room for conversations decides
//! that; here is only the vocabulary. Service has its parts as moments of their own, because each is answered from
//! another table, while a measure over shops wants one word for all: that is [`Group`].

use serde::{Deserialize, Serialize};

/// A language that messages are understood in.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
pub enum Language {
    /// English.
    #[serde(rename = "en")]
    English,
    /// French.
    #[serde(rename = "fr")]
    French,
    /// Spanish.
    #[serde(rename = "es")]
    Spanish,
    /// Portuguese.
    #[serde(rename = "pt")]
    Portuguese,
    /// Hindi, in Devanagari or in Latin letters.
    #[serde(rename = "hi")]
    Hindi,
    /// Arabic and its dialects, in Arabic or in Latin letters.
    #[serde(rename = "ar")]
    Arabic,
}

impl Language {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 6] = [Self::English, Self::French, Self::Spanish, Self::Portuguese, Self::Hindi, Self::Arabic];

    /// Its code in BCP 47.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
            Self::Spanish => "es",
            Self::Portuguese => "pt",
            Self::Hindi => "hi",
            Self::Arabic => "ar",
        }
    }

    /// The language of a BCP 47 tag, whatever its region or script: "pt-BR" is Portuguese.
    pub fn of_code(tag: &str) -> Option<Self> {
        let first = tag.split(['-', '_']).next()?;
        Self::ALL.into_iter().find(|language| first.eq_ignore_ascii_case(language.code()))
    }
}

/// What a message is about.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// Wants to know: price, availability, sizes, ingredients, delivery, ways to pay, the rules for returns.
    Know,
    /// Wants to come: where the shop is, its hours, whether it is open, which branch has it, a table or a visit.
    Go,
    /// Wants to do something with a product: use, wash, assemble, cook, combine.
    Make,
    /// Wants to have it: orders, takes, adds to the basket, asks for the link to pay.
    Buy,
    /// Where an order is, when it comes.
    OrderStatus,
    /// Change, cancel, return, exchange or get the money back.
    ChangeOrder,
    /// An invoice or a receipt.
    Invoice,
    /// Something is wrong: broken, late, not what was ordered, charged twice, cannot log in.
    Complaint,
    /// Wants a human being.
    Person,
    /// Wants no more messages.
    Stop,
    /// Wants messages again.
    Start,
    /// Says hello or goodbye.
    Greeting,
    /// Says thanks, or that all is well.
    Thanks,
    /// Anything else, and whatever is not sure enough.
    Other,
}

impl Moment {
    /// All of them, in the order of their numbers.
    pub const ALL: [Self; 14] = [
        Self::Know,
        Self::Go,
        Self::Make,
        Self::Buy,
        Self::OrderStatus,
        Self::ChangeOrder,
        Self::Invoice,
        Self::Complaint,
        Self::Person,
        Self::Stop,
        Self::Start,
        Self::Greeting,
        Self::Thanks,
        Self::Other,
    ];

    /// Its word in files and on the wire.
    pub fn code(self) -> &'static str {
        match self {
            Self::Know => "know",
            Self::Go => "go",
            Self::Make => "make",
            Self::Buy => "buy",
            Self::OrderStatus => "order_status",
            Self::ChangeOrder => "change_order",
            Self::Invoice => "invoice",
            Self::Complaint => "complaint",
            Self::Person => "person",
            Self::Stop => "stop",
            Self::Start => "start",
            Self::Greeting => "greeting",
            Self::Thanks => "thanks",
            Self::Other => "other",
        }
    }

    /// The moment of a word in a file.
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|moment| moment.code() == code)
    }

    /// Which of the broad kinds it is.
    pub fn group(self) -> Group {
        match self {
            Self::Know => Group::Know,
            Self::Go => Group::Go,
            Self::Make => Group::Make,
            Self::Buy => Group::Buy,
            Self::OrderStatus | Self::ChangeOrder | Self::Invoice | Self::Complaint | Self::Person | Self::Stop | Self::Start => {
                Group::Service
            }
            Self::Greeting | Self::Thanks | Self::Other => Group::Rest,
        }
    }
}

/// The moments, broadly.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Wants to know.
    Know,
    /// Wants to come.
    Go,
    /// Wants to do something with it.
    Make,
    /// Wants to have it.
    Buy,
    /// About an order, a bill, a person, or the messages themselves.
    Service,
    /// Courtesy, and what is not the shop's business.
    Rest,
}
