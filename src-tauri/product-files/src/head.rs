//! What a row says of the product as a whole, and its pictures.

use vitrine_sheets::Row;

use crate::lists;
use crate::offer::{OfferedProduct, Picture, Status};
use crate::reading::{Reader, Remarks};
use crate::recipe::{Format, Is};
use crate::text::plain_text;
use crate::values;

/// Where Wix keeps pictures that it names by number.
const WIX_PICTURES: &str = "https://static.wixstatic.com/media/";

impl Reader<'_> {
    /// The row's title as plain text.
    pub fn title(&self, row: &Row) -> String {
        let text = self.plan.cell(row, Is::Title);
        let first = text.lines().next().unwrap_or_default().trim();
        let title = if first.contains(['<', '&', '\u{a0}']) { plain_text(first, false).replace('\n', " ") } else { first.to_owned() };
        if self.plan.format == Format::Feed && !self.plan.cell(row, Is::Parent).is_empty() { self.common_title(row, title) } else { title }
    }

    /// A group's title without the variant's own values behind it: "Shirt - Black / S" is "Shirt".
    fn common_title(&self, row: &Row, title: String) -> String {
        let values: Vec<String> =
            self.plan.options.iter().map(|option| row.cell(Some(option.value)).to_lowercase()).filter(|value| !value.is_empty()).collect();
        let mut short = title.as_str();
        loop {
            let bare = short.trim_end_matches([' ', ')', ']']);
            let Some(value) = values.iter().find(|value| {
                let begin = bare.len().checked_sub(value.len());
                begin.and_then(|begin| bare.get(begin..)).is_some_and(|end| end.to_lowercase() == **value)
            }) else {
                break;
            };
            let before = bare.get(..bare.len() - value.len()).unwrap_or_default();
            let cut = before.trim_end_matches([' ', '-', '–', '—', '/', ',', '|', '(', '[', ':', '·']);
            if cut.is_empty() || cut.len() == before.len() {
                break;
            }
            short = cut;
        }
        short.to_owned()
    }

    /// Everything but variants and pictures.
    pub fn head(&self, row: &Row, key: &str, title: String, remarks: &mut Remarks) -> OfferedProduct {
        let plan = self.plan;
        let mut product = OfferedProduct { handle: key.to_owned(), title, ..OfferedProduct::default() };
        product.description = self.description(row);
        product.brand = plain_text(plan.cell(row, Is::Brand), false);
        self.categories(row, &mut product);
        product.tags = self.tags(row);
        let collections = plan.cell(row, Is::Collections);
        if !collections.is_empty() {
            product.collections.extend(lists::tags(collections));
        }
        product.status = self.status(row, remarks);
        product.link =
            Some(plan.cell(row, Is::Link)).filter(|link| link.starts_with("http://") || link.starts_with("https://")).map(str::to_owned);
        product.condition = plan.filled(row, Is::Condition).and_then(|(text, _)| values::condition(text));
        product.tax_class = self.tax_class(row);
        product.unit = self.unit(row);
        product.step = plan.filled(row, Is::Step).map(|(text, _)| text.replace(',', "."));
        for (name, place) in &plan.choices {
            if values::yes(row.cell(Some(*place))) == Some(true) {
                product.choices.push(name.clone());
            }
        }
        product
    }

    fn description(&self, row: &Row) -> String {
        let long = self.plan.cell(row, Is::Description);
        let text = if long.is_empty() { self.plan.cell(row, Is::ShortDescription) } else { long };
        if self.plan.format == Format::WooCommerce {
            // Its export writes line ends as two signs.
            return plain_text(&text.replace("\\r", "").replace("\\n", "\n"), true);
        }
        plain_text(text, false)
    }

    fn categories(&self, row: &Row, product: &mut OfferedProduct) {
        let plan = self.plan;
        let text = plan.cell(row, Is::Category);
        // Where categories stand by their numbers in the system, the file does not say what they are.
        let numbers = matches!(plan.format, Format::BigCommerce | Format::Shopware | Format::OpenCart)
            && text.bytes().all(|byte| byte.is_ascii_digit() || b";,| ".contains(&byte));
        if text.contains('&') {
            let decoded = plain_text(text, false);
            self.category_text(&decoded, product);
        } else if !numbers {
            self.category_text(text, product);
        }
        let google = plan.cell(row, Is::GoogleCategory);
        match google.parse() {
            Ok(number) => product.google_category = Some(number),
            Err(_) if product.category.is_empty() => product.category = lists::path(&plain_text(google, false)),
            Err(_) => {}
        }
    }

    fn category_text(&self, text: &str, product: &mut OfferedProduct) {
        match self.plan.format {
            Format::WooCommerce
            | Format::Magento
            | Format::PrestaShop
            | Format::Squarespace
            | Format::Square
            | Format::BigCommerce
            | Format::BigCartel => {
                (product.category, product.collections) = lists::paths(text, self.plan.roots, self.plan.format == Format::Magento);
            }
            Format::Feed => {
                let mut paths = text.lines().map(lists::path).filter(|path| !path.is_empty());
                product.category = paths.next().unwrap_or_default();
                product.collections = paths.collect();
            }
            Format::Table | Format::Odoo | Format::Shopware | Format::Ecwid | Format::OpenCart => {
                product.category = lists::path(text);
                for root in self.plan.roots {
                    if let Some(below) = product.category.strip_prefix(root).and_then(|rest| rest.strip_prefix(" > ")) {
                        product.category = below.to_owned();
                    }
                }
            }
            _ => product.category = if text.contains('>') { lists::path(text) } else { text.to_owned() },
        }
    }

    fn tags(&self, row: &Row) -> Vec<String> {
        let mut tags = lists::tags(self.plan.cell(row, Is::Tags));
        if self.plan.format == Format::Etsy {
            tags = tags.iter().map(|tag| tag.replace('_', " ")).collect();
        }
        tags
    }

    fn status(&self, row: &Row, remarks: &mut Remarks) -> Status {
        let plan = self.plan;
        if values::yes(plan.cell(row, Is::Archived)) == Some(true) {
            return Status::Archived;
        }
        let mut status = Status::Active;
        if let Some((text, place)) = plan.filled(row, Is::Status) {
            match values::status(text) {
                Some(said) => status = said,
                None => self.remark(remarks, row, Some(place), "unknown_status", text),
            }
        }
        if status == Status::Active {
            if let Some((text, _)) = plan.filled(row, Is::Published) {
                status = values::status(text).unwrap_or_default();
            }
        }
        let offered = plan.for_sale.iter().map(|place| values::yes(row.cell(Some(*place))));
        if status == Status::Active && offered.clone().next().is_some() && offered.clone().all(|yes| yes == Some(false)) {
            status = Status::Draft;
        }
        status
    }

    fn tax_class(&self, row: &Row) -> Option<String> {
        let named =
            self.plan.taxes.iter().find(|(_, place)| values::yes(row.cell(Some(*place))) == Some(true)).map(|(name, _)| name.clone());
        named.or_else(|| Some(self.plan.cell(row, Is::TaxClass).to_owned()).filter(|text| !text.is_empty()))
    }

    /// What the row's price and count are for.
    pub fn unit(&self, row: &Row) -> Option<String> {
        if values::yes(self.plan.cell(row, Is::ByWeight)) == Some(true) {
            return Some("kg".to_owned());
        }
        // Square writes the unit behind as many noughts as it counts decimals: ".000 kg".
        let unit = self.plan.cell(row, Is::Unit).trim_start_matches(['.', '0', ' ']);
        Some(unit).filter(|unit| !unit.is_empty()).or(self.plan.unit).or_else(|| self.unit_of_price(row)).map(str::to_owned)
    }

    /// "5,00/kg" says what the price is for.
    fn unit_of_price(&self, row: &Row) -> Option<&'static str> {
        if self.plan.format != Format::Table {
            return None;
        }
        let (_, per) = self.plan.cell(row, Is::Price).rsplit_once('/')?;
        match crate::words::fold(per).as_str() {
            "m" => Some("metre"),
            "l" => Some("litre"),
            word => crate::recipe::unit_word(word),
        }
    }

    /// The row's pictures; only the first has the alternative text, which is its own.
    pub fn pictures(&self, row: &Row) -> Vec<Picture> {
        let mut pictures: Vec<Picture> = Vec::new();
        let alt = self.plan.cell(row, Is::PictureAlt);
        for place in self.plan.all(Is::Picture) {
            let text = row.cell(Some(*place));
            if text.is_empty() {
                continue;
            }
            let found = if self.plan.format == Format::Wix { wix_pictures(text) } else { lists::addresses(text) };
            for url in found {
                let alt = if pictures.is_empty() { alt } else { "" };
                lists::add_picture(&mut pictures, url, alt);
            }
        }
        pictures
    }
}

/// Wix names its own pictures by number and others by address.
fn wix_pictures(text: &str) -> Vec<String> {
    let names = text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty());
    names
        .filter_map(|name| match name {
            name if name.starts_with("http") => Some(name.to_owned()),
            name if name.contains("~mv2") || name.rsplit_once('.').is_some_and(|(_, ending)| ending.len() <= 4) => {
                let name = name.strip_prefix("wix:image://v1/").map_or(name, |rest| rest.split('/').next().unwrap_or(rest));
                Some(format!("{WIX_PICTURES}{name}"))
            }
            _ => None,
        })
        .collect()
}
