//! The rule of a collection: plain conditions, all of which must hold, or any. Here they become SQL over a product `p`,
//! with every value bound and none written into the text.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::kinds::{DAY, Millis};

/// Which products belong into a collection.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(default)]
pub struct Rule {
    /// One condition is enough; otherwise all must hold.
    pub any: bool,
    /// None: no product.
    pub conditions: Vec<Holds>,
}

/// A condition a product meets or does not.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum Holds {
    /// One of its tags.
    Tagged {
        /// Which.
        tag: String,
    },
    /// Its brand.
    Brand {
        /// Which.
        brand: String,
    },
    /// Its category, or one within it.
    Category {
        /// Which.
        category: String,
    },
    /// What is asked for one of its variants today is below this.
    PriceBelow {
        /// Minor units.
        amount: i64,
    },
    /// Or above.
    PriceAbove {
        /// Minor units.
        amount: i64,
    },
    /// It was added in the last so many days.
    AddedWithin {
        /// Days.
        days: u32,
    },
    /// One of its variants can be had.
    InStock,
    /// One of its variants is on sale today.
    OnSale,
}

/// More conditions than this are no rule anybody understands.
const MOST: usize = 20;

impl Rule {
    /// The condition as SQL, and what stands in its blanks; `blank` is the parameter they are bound to as a JSON list.
    pub(super) fn condition(&self, blank: usize, now: Millis) -> (String, Vec<Value>) {
        let mut blanks = Vec::new();
        let parts: Vec<String> = self.conditions.iter().take(MOST).map(|holds| holds.sql(blank, &mut blanks, now)).collect();
        if parts.is_empty() {
            return ("0".to_owned(), blanks);
        }
        (format!("({})", parts.join(if self.any { " OR " } else { " AND " })), blanks)
    }
}

impl Holds {
    fn sql(&self, blank: usize, blanks: &mut Vec<Value>, now: Millis) -> String {
        let mut put = |value: Value| {
            blanks.push(value);
            format!("json_extract(?{blank}, '$[{}]')", blanks.len() - 1)
        };
        let variant = |holds: &str| format!("EXISTS (SELECT 1 FROM variant x WHERE x.product_id = p.id AND {holds})");
        match self {
            Self::Tagged { tag } => {
                let tag = put(tag.trim().into());
                format!("instr(',' || lower(replace(p.tags, ', ', ',')) || ',', ',' || lower({tag}) || ',') > 0")
            }
            Self::Brand { brand } => format!("p.vendor = {} COLLATE NOCASE", put(brand.trim().into())),
            Self::Category { category } => {
                let (is, within) = (put(category.trim().into()), put(format!("{} > ", category.trim()).into()));
                format!("(p.category = {is} COLLATE NOCASE OR substr(p.category, 1, length({within})) = {within} COLLATE NOCASE)")
            }
            Self::PriceBelow { amount } | Self::PriceAbove { amount } => {
                let (amount, now) = (put((*amount).into()), put(now.into()));
                let sign = if matches!(self, Self::PriceBelow { .. }) { "<" } else { ">" };
                variant(&format!("CASE WHEN {} THEN x.sale_price ELSE x.price END {sign} {amount}", on_sale(&now)))
            }
            Self::AddedWithin { days } => format!("p.added_at > {}", put((now - i64::from(*days) * DAY).into())),
            Self::InStock => {
                "EXISTS (SELECT 1 FROM variant x JOIN availability y ON y.variant_id = x.id WHERE x.product_id = p.id AND y.on_hand > y.held)"
                    .to_owned()
            }
            Self::OnSale => {
                let now = put(now.into());
                variant(&on_sale(&now))
            }
        }
    }
}

fn on_sale(now: &str) -> String {
    format!("(x.sale_price IS NOT NULL AND COALESCE(x.sale_from, {now}) <= {now} AND (x.sale_until IS NULL OR x.sale_until > {now}))")
}
