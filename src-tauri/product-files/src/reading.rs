//! One row as what it adds to a product: the product's head, a variant, pictures.
//!
//! A row refuses as a whole ([`Refusal`]) when what cannot be left out is wrong (title, price, quantity); everything
//! else that is wrong is left out with a note. Whether a variant fits the others is left to the assembling.

use vitrine_sheets::Row;

use crate::assembling::Building;
use crate::codes::{Barcode, Sku, barcode, sku};
use crate::keys::{Ties, sku_of};
use crate::lists;
use crate::money::{self, Pieces, Price};
use crate::offer::{Availability, OfferedProduct, OfferedVariant, Picture, thousandths};
use crate::options::{default_variant, variant_options};
use crate::recipe::{Format, Is, Plan};
use crate::trouble::RowNote;
use crate::values;

/// What a row is to its product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Product and variant at once.
    Whole,
    /// The product; a variant only if no other row is one.
    Lead,
    /// A variant.
    Member,
    /// Pictures only.
    Extra,
    /// Nothing of ours: a translation, a rule.
    Skip,
}

/// Why a row cannot be used.
pub(crate) struct Refusal {
    pub column: String,
    pub code: &'static str,
    pub text: String,
}

/// What a row adds.
pub(crate) struct Piece {
    pub part: Part,
    pub head: Option<Box<OfferedProduct>>,
    pub variants: Vec<OfferedVariant>,
    pub pictures: Vec<Picture>,
    /// What tells the variant from the others, should its options not.
    pub otherwise: String,
}

/// What is the same for every row.
pub(crate) struct Reader<'p> {
    pub plan: &'p Plan,
    pub ties: &'p Ties,
    pub currency: &'p str,
    pub exponent: u32,
}

/// The row's notes as they come.
pub(crate) type Remarks = Vec<RowNote>;

impl Reader<'_> {
    fn column(&self, place: Option<usize>) -> &str {
        place.and_then(|place| self.plan.header.get(place)).map_or("", String::as_str)
    }

    pub fn remark(&self, remarks: &mut Remarks, row: &Row, place: Option<usize>, code: &str, text: &str) {
        remarks.push(RowNote::new(row.number, self.column(place), code, text, true));
    }

    /// What the row is; `known` is its product as far as it has been read.
    pub fn part(&self, row: &Row, known: Option<&Building>) -> Part {
        let plan = self.plan;
        let kind = plan.cell(row, Is::Kind).to_ascii_lowercase();
        let empty = |fields: &[Is]| fields.iter().all(|field| plan.cell(row, *field).is_empty());
        let optionless = || plan.options.iter().all(|option| row.cell(Some(option.value)).is_empty());
        match plan.format {
            // What a hidden variant is, nobody can order.
            Format::Wix | Format::WooCommerce if kind.contains("varia") && !kind.contains("variable") && self.is_hidden(row) => Part::Skip,
            // The further lines of a set only say what is in it.
            Format::Loyverse if known.is_some() && empty(&[Is::Title, Is::Sku, Is::Price]) && optionless() => Part::Skip,
            Format::SumUp if empty(&[Is::Title]) => Part::Member,
            Format::SumUp if empty(&[Is::VariantTitle, Is::Price]) && optionless() => Part::Lead,
            Format::Ebay if kind.contains("variation") => Part::Member,
            Format::Ebay if plan.has(Is::Kind) && plan.cell(row, Is::VariantTitle).contains('=') => Part::Lead,
            Format::Ebay if plan.has(Is::VariantTitle) && empty(&[Is::VariantTitle]) => Part::Lead,
            Format::Shopify => {
                let bare = [Is::Price, Is::Sku].iter().all(|field| plan.cell(row, *field).is_empty());
                let options = plan.options.iter().any(|option| !row.cell(Some(option.value)).is_empty());
                if known.is_some() && bare && !options { Part::Extra } else { Part::Whole }
            }
            Format::WooCommerce if kind.contains("variation") => Part::Member,
            Format::WooCommerce if kind.contains("variable") || kind.contains("grouped") => Part::Lead,
            Format::Wix | Format::BigCommerce | Format::Ecwid => match kind.trim().replace('_', " ").as_str() {
                "product" => Part::Lead,
                "variant" | "sku" | "product variation" => Part::Member,
                "media" | "image" => Part::Extra,
                "" => Part::Whole,
                _ => Part::Skip,
            },
            Format::Magento => {
                let view = plan.cell(row, Is::StoreView);
                if !matches!(view, "" | "default" | "admin" | "all") {
                    return Part::Skip;
                }
                match (sku_of(plan, row), kind.as_str()) {
                    (None, _) => Part::Extra,
                    (Some(sku), _) if self.ties.child(Some(&sku)).is_some() => Part::Member,
                    (_, "configurable" | "grouped" | "bundle") => Part::Lead,
                    _ => Part::Whole,
                }
            }
            Format::Amazon if kind == "parent" => Part::Lead,
            Format::Amazon if kind == "child" => Part::Member,
            Format::Shopware if plan.has(Is::Parent) => {
                if plan.cell(row, Is::Parent).is_empty() {
                    Part::Lead
                } else {
                    Part::Member
                }
            }
            _ => Part::Whole,
        }
    }

    fn is_hidden(&self, row: &Row) -> bool {
        let shown = self.plan.cell(row, Is::Published);
        shown == "-1" || values::yes(shown) == Some(false)
    }

    /// Reads the row; nothing is kept of one that is refused.
    pub fn read(&self, row: &Row, key: &str, known: Option<&Building>, remarks: &mut Remarks) -> Result<Piece, Refusal> {
        let part = self.part(row, known);
        let mut piece = Piece { part, head: None, variants: Vec::new(), pictures: Vec::new(), otherwise: String::new() };
        if part == Part::Skip {
            return Ok(piece);
        }
        let needs_head = match known {
            None => true,
            Some(known) => part == Part::Lead && !known.led,
        };
        if needs_head {
            let title = self.title(row);
            if title.is_empty() {
                return Err(Refusal { column: self.plan.name(Is::Title).to_owned(), code: "no_title", text: key.to_owned() });
            }
            piece.head = Some(Box::new(self.head(row, key, title, remarks)));
        }
        piece.pictures = self.pictures(row);
        if part != Part::Extra {
            let variant = self.variant(row, part, known, remarks)?;
            piece.otherwise = self.otherwise(row, known);
            piece.variants = self.several(row, part, variant, remarks)?;
        }
        if part == Part::Member && matches!(self.plan.format, Format::WooCommerce | Format::Amazon | Format::Magento) {
            if let (Some(variant), Some(first)) = (piece.variants.first_mut(), piece.pictures.first()) {
                variant.picture.get_or_insert_with(|| first.url.clone());
            }
            piece.pictures.clear();
        }
        if self.plan.format == Format::Feed && !self.plan.cell(row, Is::Parent).is_empty() {
            if let (Some(variant), Some(first)) = (piece.variants.first_mut(), piece.pictures.first()) {
                variant.picture.get_or_insert_with(|| first.url.clone());
            }
        }
        Ok(piece)
    }

    /// What would tell this variant from others of the same options.
    fn otherwise(&self, row: &Row, known: Option<&Building>) -> String {
        let grouped = self.plan.format == Format::Feed && !self.plan.cell(row, Is::Parent).is_empty();
        let Some(known) = known.filter(|_| grouped || self.plan.format == Format::Table) else { return String::new() };
        let title = self.title(row);
        let same = known.product.title == title || known.product.variants.iter().any(|variant| variant.label.ends_with(&title));
        match (same || title.is_empty(), grouped) {
            (false, _) => title,
            (true, true) => self.plan.cell(row, Is::Key).to_owned(),
            (true, false) => String::new(),
        }
    }

    fn variant(&self, row: &Row, part: Part, known: Option<&Building>, remarks: &mut Remarks) -> Result<OfferedVariant, Refusal> {
        let mut variant = OfferedVariant { row: row.number, ..OfferedVariant::default() };
        variant.options = variant_options(self, row, part, known);
        variant.label = OfferedVariant::label_of(&variant.options);
        self.prices(row, part, known, &mut variant, remarks)?;
        self.stock(row, part, known, &mut variant, remarks)?;
        self.codes(row, &mut variant, remarks);
        let picture = self.plan.cell(row, Is::VariantPicture);
        variant.picture = lists::addresses(picture).into_iter().next();
        variant.weight_grams = self.weight(row);
        Ok(variant)
    }

    fn weight(&self, row: &Row) -> Option<i64> {
        let (text, place) = self.plan.filled(row, Is::Weight)?;
        let per = money::grams_per(self.plan.cell(row, Is::WeightUnit)).unwrap_or(self.plan.grams);
        money::grams(text, self.plan.mark(place), per)
    }

    fn codes(&self, row: &Row, variant: &mut OfferedVariant, remarks: &mut Remarks) {
        if let Some((text, place)) = self.plan.filled(row, Is::Sku) {
            match sku(text) {
                Sku::Code(code) => variant.sku = Some(code.into_owned()),
                Sku::Damaged => self.remark(remarks, row, Some(place), "damaged_sku", text),
                Sku::Nothing => {}
            }
        }
        if let Some((text, place)) = self.plan.filled(row, Is::Barcode).filter(|(text, _)| !self.is_asin(text)) {
            match barcode(text) {
                Barcode::Code(code) => variant.barcode = Some(code),
                Barcode::Unchecked(code) => {
                    self.remark(remarks, row, Some(place), "barcode_check_digit", text);
                    variant.barcode = Some(code);
                }
                Barcode::Damaged => self.remark(remarks, row, Some(place), "damaged_barcode", text),
                Barcode::Nothing => {}
            }
        }
    }

    /// Amazon's own number of a thing stands where its bar code may stand; no scanner reads it.
    fn is_asin(&self, text: &str) -> bool {
        self.plan.format == Format::Amazon && text.len() == 10 && text.starts_with(['B', 'b'])
    }

    fn prices(
        &self,
        row: &Row,
        part: Part,
        known: Option<&Building>,
        variant: &mut OfferedVariant,
        remarks: &mut Remarks,
    ) -> Result<(), Refusal> {
        let stores = || self.plan.store_prices.iter().map(|(_, place)| (row.cell(Some(*place)), *place)).find(|(text, _)| !text.is_empty());
        let found = self.plan.filled(row, Is::Price).or_else(stores);
        let (text, place) = found.unwrap_or(("", self.plan.at(Is::Price).unwrap_or(usize::MAX)));
        let named = money::currency_in(text).or_else(|| values_currency(self.plan.cell(row, Is::Currency))).or(self.plan.currency);
        let foreign = named.or_else(|| money::foreign_dollar(text, self.currency));
        let foreign = foreign.filter(|named| !named.eq_ignore_ascii_case(self.currency));
        let exponent = foreign.map_or(self.exponent, money::exponent_of);
        let (plain, at_least) = money::undressed(text);
        if at_least {
            self.remark(remarks, row, Some(place), "price_from", text);
        }
        let price = match money::price(plain, self.plan.mark(place), exponent) {
            Price::Amount { minor, rounded } => {
                if rounded {
                    self.remark(remarks, row, Some(place), "rounded_price", text);
                }
                Some(minor)
            }
            Price::OnRequest => None,
            Price::Bad => return Err(Refusal { column: self.column(Some(place)).to_owned(), code: "bad_price", text: text.to_owned() }),
        };
        // A price of nothing is one that nobody has filled in.
        let zero = price == Some(0);
        variant.price = price.filter(|price| *price > 0);
        variant.cost = self.amount(row, Is::Cost, exponent, remarks);
        self.reduced(row, exponent, known, variant, remarks);
        let surcharge = self.amount(row, Is::Surcharge, exponent, remarks).unwrap_or(0);
        if part == Part::Member {
            inherits(known, surcharge, exponent, variant);
        }
        if variant.sale_price.is_some() {
            self.sale_days(row, variant, remarks);
        }
        match variant.price {
            None if zero && part != Part::Lead => self.remark(remarks, row, Some(place), "zero_price", text),
            None if part != Part::Lead && self.has_prices() => self.remark(remarks, row, Some(place), "price_on_request", text),
            _ => {}
        }
        let priced = variant.price.is_some() || variant.cost.is_some();
        if let (Some(code), true) = (foreign, priced) {
            variant.currency = Some(code.to_owned());
            self.remark(remarks, row, Some(place), "foreign_currency", code);
        }
        self.differing_prices(row, text, remarks);
        Ok(())
    }

    pub fn has_prices(&self) -> bool {
        self.plan.has(Is::Price) || !self.plan.store_prices.is_empty()
    }

    fn differing_prices(&self, row: &Row, price: &str, remarks: &mut Remarks) {
        for (store, place) in &self.plan.store_prices {
            let text = row.cell(Some(*place));
            if !text.is_empty() && text != price {
                self.remark(remarks, row, Some(*place), "price_by_store", store);
                return;
            }
        }
    }

    /// A further amount of the row; one that is none is remarked and left out.
    fn amount(&self, row: &Row, field: Is, exponent: u32, remarks: &mut Remarks) -> Option<i64> {
        let (text, place) = self.plan.filled(row, field)?;
        match money::price(money::undressed(text).0, self.plan.mark(place), exponent) {
            Price::Amount { minor, .. } => Some(minor),
            Price::OnRequest => None,
            Price::Bad => {
                let code = if field == Is::Cost { "bad_cost" } else { "bad_sale_price" };
                self.remark(remarks, row, Some(place), code, text);
                None
            }
        }
    }

    /// Which of the row's prices is the regular one, and the reduction.
    fn reduced(&self, row: &Row, exponent: u32, known: Option<&Building>, variant: &mut OfferedVariant, remarks: &mut Remarks) {
        if let Some(compare) = self.amount(row, Is::Compare, exponent, remarks).filter(|compare| *compare > 0) {
            if variant.price.is_some_and(|price| compare > price) {
                variant.sale_price = variant.price.replace(compare);
            } else if variant.price.is_none() && self.plan.format == Format::Table {
                // In a list of "before" and "now", what is not reduced has nothing under "now".
                variant.price = Some(compare);
            }
        }
        let on_sale = values::yes(self.plan.cell(row, Is::OnSale)).unwrap_or(true);
        if let Some(sale) = self.amount(row, Is::SalePrice, exponent, remarks).filter(|sale| on_sale && *sale > 0) {
            match variant.price {
                None => variant.price = Some(sale),
                Some(price) if sale < price => variant.sale_price = Some(sale),
                Some(price) if sale > price => {
                    self.remark(remarks, row, self.plan.at(Is::SalePrice), "sale_not_lower", self.plan.cell(row, Is::SalePrice));
                }
                Some(_) => {}
            }
        }
        let own = self.discount(row);
        discounted(own.or_else(|| known.and_then(|known| known.discount)), exponent, variant);
    }

    /// A reduction that is told as such.
    pub fn discount(&self, row: &Row) -> Option<Discount> {
        let number = |field: Is| {
            let (text, place) = self.plan.filled(row, field)?;
            let number = vitrine_sheets::number::decimal(text.trim_end_matches('%'), self.plan.mark(place))?;
            let number = number.digits as f64 / 10_f64.powi(number.scale as i32);
            (number > 0.0).then_some(number)
        };
        if let Some(value) = number(Is::DiscountValue) {
            let percent = self.plan.cell(row, Is::DiscountMode).eq_ignore_ascii_case("percent");
            return Some(if percent { Discount::Percent(value) } else { Discount::Amount(value) });
        }
        number(Is::DiscountPercent).map(Discount::Percent).or_else(|| number(Is::DiscountAmount).map(Discount::Amount))
    }

    fn sale_days(&self, row: &Row, variant: &mut OfferedVariant, remarks: &mut Remarks) {
        let month_first = self.plan.format == Format::Magento || self.currency == "USD";
        for field in [Is::SaleFrom, Is::SaleUntil] {
            let Some((text, place)) = self.plan.filled(row, field) else { continue };
            let day = values::day(text, month_first);
            if day.is_none() && text.bytes().any(|byte| matches!(byte, b'1'..=b'9')) {
                self.remark(remarks, row, Some(place), "bad_date", text);
            }
            if field == Is::SaleFrom { variant.sale_from = day } else { variant.sale_until = day }
        }
        if let Some((text, _)) = self.plan.filled(row, Is::SalePeriod) {
            (variant.sale_from, variant.sale_until) = values::period(text);
        }
    }

    /// Whether the row's product is sold by weight or length, by its own word or by an earlier row's.
    fn is_measured(&self, row: &Row, known: Option<&Building>) -> bool {
        let unit = self.unit(row).or_else(|| known.and_then(|known| known.product.unit.clone()));
        unit.is_some_and(|unit| money::is_measure(&unit))
    }

    fn stock(
        &self,
        row: &Row,
        part: Part,
        known: Option<&Building>,
        variant: &mut OfferedVariant,
        remarks: &mut Remarks,
    ) -> Result<(), Refusal> {
        let plan = self.plan;
        let measured = self.is_measured(row, known);
        variant.availability = plan.filled(row, Is::Availability).and_then(|(text, _)| values::availability(text));
        if let Some((text, place)) = plan.filled(row, Is::Quantity) {
            if let Some((pieces, rest)) = self.pieces(row, (text, place), measured, variant, remarks)? {
                (variant.on_hand, variant.rest) = (Some(pieces), rest);
            }
        }
        for (store, place) in &plan.stores {
            let text = row.cell(Some(*place));
            if let Some((pieces, rest)) = self.pieces(row, (text, *place), measured, variant, remarks)? {
                variant.stock_by_store.push((store.clone(), thousandths(pieces, rest)));
            }
        }
        if plan.at(Is::Quantity).is_none() && !variant.stock_by_store.is_empty() {
            variant.count_stores();
        }
        let location = plan.cell(row, Is::Location);
        match (location.is_empty(), variant.on_hand) {
            (false, Some(pieces)) => variant.stock_by_store.push((location.to_owned(), thousandths(pieces, variant.rest))),
            // Where all other rows name their place, a count without one belongs nowhere.
            (true, Some(pieces)) if plan.format == Format::Table && plan.has(Is::Location) => {
                return Err(Refusal { column: plan.name(Is::Location).to_owned(), code: "no_place", text: pieces.to_string() });
            }
            _ => {}
        }
        if !self.counts(row, variant.on_hand) {
            (variant.on_hand, variant.rest) = (None, 0);
            variant.stock_by_store.clear();
        }
        // What a parent says of its stock is the sum of its variants, or nothing.
        if part == Part::Lead && plan.format == Format::WooCommerce && variant.on_hand == Some(0) {
            variant.on_hand = None;
        }
        let policy = plan.cell(row, Is::Policy);
        let goes_on = matches!(policy.to_ascii_lowercase().as_str(), "continue" | "notify") || values::yes(policy) == Some(true);
        if goes_on && variant.on_hand.is_some_and(|pieces| pieces <= 0) {
            variant.availability = Some(Availability::Backorder);
        }
        Ok(())
    }

    /// Whether the stock of this row is counted at all.
    fn counts(&self, row: &Row, on_hand: Option<i64>) -> bool {
        if !self.plan.has(Is::Tracker) {
            return true;
        }
        let tracker = self.plan.cell(row, Is::Tracker);
        match self.plan.format {
            Format::Shopify => !tracker.is_empty() || !self.plan.tracked || on_hand.is_some_and(|pieces| pieces > 0),
            _ => values::yes(tracker) != Some(false) && !tracker.eq_ignore_ascii_case("none"),
        }
    }

    pub fn pieces(
        &self,
        row: &Row,
        (text, place): (&str, usize),
        measured: bool,
        variant: &mut OfferedVariant,
        remarks: &mut Remarks,
    ) -> Result<Option<(i64, i64)>, Refusal> {
        let mark = self.plan.mark(place);
        let read = if measured { money::measured(text, mark, self.currency) } else { money::pieces(text, mark) };
        match read {
            Pieces::Whole { pieces, rest } => {
                if pieces < 0 {
                    self.remark(remarks, row, Some(place), "negative_stock", text);
                    return Ok(Some((0, 0)));
                }
                Ok(Some((pieces, rest)))
            }
            Pieces::Uncounted => Ok(None),
            Pieces::Bad => match values::availability(text) {
                Some(availability) => {
                    variant.availability.get_or_insert(availability);
                    Ok(None)
                }
                None => Err(Refusal { column: self.column(Some(place)).to_owned(), code: "bad_quantity", text: text.to_owned() }),
            },
        }
    }

    /// Whether a row of a plain list is none: it adds the others up, or says the page or the day of a printed list.
    pub fn is_passed_over(&self, row: &Row) -> bool {
        let filled: Vec<&str> = row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let (Some(first), Format::Table) = (filled.first(), self.plan.format) else { return false };
        if filled.len() == 1 && values::is_page_or_day(first) {
            return true;
        }
        let sums = |text: &str| values::is_total(text);
        let title = self.plan.cell(row, Is::Title);
        let codes = [Is::Sku, Is::Barcode].iter().all(|field| {
            let code = self.plan.cell(row, *field);
            code.is_empty() || sums(code)
        });
        let others = || filled.iter().filter(|cell| !sums(cell));
        filled.iter().any(|cell| sums(cell))
            && (title.is_empty() || sums(title))
            && codes
            && others().all(|cell| vitrine_sheets::number::decimal(cell, None).is_some())
            && (filled.len() > 1 || self.plan.header.len() > 1)
    }

    /// Whether a row of a plain list only heads a section of it.
    pub fn heads_section(&self, row: &Row) -> bool {
        self.plan.format == Format::Table
            && self.plan.has(Is::Price)
            && self.plan.header.len() > 3
            && row.cells.iter().filter(|cell| !cell.trim().is_empty()).count() == 1
            && !default_variant(row.cell(Some(0)))
    }
}

/// A reduction off the regular price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Discount {
    /// Hundredths of the price.
    Percent(f64),
    /// In major units.
    Amount(f64),
}

impl Discount {
    fn from(self, price: i64, exponent: u32) -> Option<i64> {
        let off = match self {
            Self::Percent(percent) if percent < 100.0 => price as f64 * percent / 100.0,
            Self::Percent(_) => return None,
            Self::Amount(amount) => amount * 10_f64.powi(exponent as i32),
        };
        Some((price as f64 - off).round() as i64)
    }
}

/// The reduced price that a discount makes, unless there is one.
fn discounted(discount: Option<Discount>, exponent: u32, variant: &mut OfferedVariant) {
    if let (Some(price), Some(discount), None) = (variant.price, discount, variant.sale_price) {
        variant.sale_price = discount.from(price, exponent).filter(|sale| *sale < price && *sale > 0);
    }
}

/// A variant without a price of its own has its product's, the reduction and all; what it costs more comes on top.
fn inherits(known: Option<&Building>, surcharge: i64, exponent: u32, variant: &mut OfferedVariant) {
    let add = |price: Option<i64>| price.map(|price| price.saturating_add(surcharge));
    if variant.price.is_some() {
        (variant.price, variant.sale_price) = (add(variant.price), add(variant.sale_price));
        return;
    }
    let Some(known) = known else { return };
    variant.price = add(known.base_price).or((surcharge > 0).then_some(surcharge));
    match known.discount {
        Some(discount) => discounted(Some(discount), exponent, variant),
        None if known.base_price.is_some() => variant.sale_price = add(known.base_sale),
        None => {}
    }
}

fn values_currency(text: &str) -> Option<&'static str> {
    if text.is_empty() { None } else { vitrine_sheets::number::currency(text) }
}
