//! What can be picked with a product, and orders a person takes with it.

// One vocabulary: the list of commands and its parts share their imports.
use super::*;
use crate::catalog::choices::{self, ChoiceGroup, ChoiceOption, Picked};
use crate::orders::taking::{self, LineWanted, OrderCost};

/// The choices of a product, all of them.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ChoicesSet {
    /// Any of its variants.
    pub variant: VariantId,
    /// In order; none takes all away.
    pub groups: Vec<GroupTyped>,
}

/// A group as it is typed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct GroupTyped {
    /// What is asked.
    pub name: String,
    /// So many must be picked.
    pub least: u32,
    /// So many may be picked.
    pub most: u32,
    /// In order.
    pub options: Vec<OptionTyped>,
}

/// An option as it is typed.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OptionTyped {
    /// What it is.
    pub name: String,
    /// What it adds, as typed; empty: nothing.
    #[serde(default)]
    pub extra: String,
    /// Not to be had before; `null`: it is there.
    #[serde(default)]
    pub sold_out_until: Option<Millis>,
}

pub(super) fn product_choices(call: &Call, request: ChoicesSet) -> Result<ProductCard> {
    let currency = call.currency()?;
    let option = |typed: OptionTyped| -> Result<ChoiceOption> {
        let extra = catalog::parse_price(&typed.extra, &currency)?.unwrap_or(0);
        Ok(ChoiceOption { name: typed.name.trim().to_owned(), extra, sold_out_until: typed.sold_out_until })
    };
    let group = |typed: GroupTyped| -> Result<ChoiceGroup> {
        let options = typed.options.into_iter().map(option).collect::<Result<_>>()?;
        Ok(ChoiceGroup { name: typed.name.trim().to_owned(), least: typed.least, most: typed.most, options })
    };
    let groups = request.groups.into_iter().map(group).collect::<Result<Vec<_>>>()?;
    call.shop.write(|tx| {
        choices::set(tx, catalog::get(tx, request.variant)?.product_id, &groups)?;
        catalog::product::card(tx, request.variant, call.now)
    })
}

/// Whether an option is there today.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct ChoiceToday {
    /// Any variant of the product.
    pub variant: VariantId,
    /// Which option.
    pub choice: Picked,
    /// Sold out until the shop's day ends; otherwise it is there again.
    pub sold_out: bool,
}

pub(super) fn choice_today(call: &Call, request: ChoiceToday) -> Result<ProductCard> {
    call.shop.write(|tx| {
        let zone: String = tx.setting("time_zone", "UTC".to_owned())?;
        let until = if request.sold_out { Some(end_of_day(call.now, &zone)?) } else { None };
        choices::sold_out(tx, catalog::get(tx, request.variant)?.product_id, &request.choice, until)?;
        catalog::product::card(tx, request.variant, call.now)
    })
}

/// When the shop's day ends.
fn end_of_day(now: Millis, zone: &str) -> Result<Millis> {
    let there = jiff::Timestamp::from_millisecond(now).map_err(Error::internal)?.to_zoned(stores::zone(zone)?);
    Ok(there.tomorrow().and_then(|day| day.start_of_day()).map_err(Error::internal)?.timestamp().as_millisecond())
}

/// An order as a person takes it.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OrderTake {
    /// Whose.
    pub customer: CustomerId,
    /// At least one.
    pub lines: Vec<LineWanted>,
}

pub(super) fn order_take(call: &Call, request: OrderTake) -> Result<OrderRow> {
    call.shop.write(|tx| {
        let order = taking::take(tx, request.customer, &request.lines, &call.author, call.now)?;
        for line in &request.lines {
            if catalog::get(tx, line.variant)?.portions() == 0 {
                waitlist::dismiss(tx, line.variant, call.now)?;
            }
        }
        waitlist::follow(tx, call.now)?;
        Ok(order)
    })
}

/// Lines to price.
#[derive(Debug, Deserialize, Serialize, TS)]
pub struct OrderLines {
    /// As they would be taken.
    pub lines: Vec<LineWanted>,
}

pub(super) fn order_cost(call: &Call, request: OrderLines) -> Result<OrderCost> {
    call.shop.read(|read| taking::cost(read, &request.lines, call.now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sold_out_today_ends_with_the_shops_own_day() {
        let now = "2026-11-24T23:30:00Z".parse::<jiff::Timestamp>().expect("a moment").as_millisecond();
        let ends = |zone: &str| jiff::Timestamp::from_millisecond(end_of_day(now, zone).expect("ends")).expect("a moment").to_string();
        assert_eq!(ends("UTC"), "2026-11-25T00:00:00Z", "half an hour to go in Greenwich");
        assert_eq!(ends("Europe/Paris"), "2026-11-25T23:00:00Z", "in Paris the next day has begun");
    }
}
