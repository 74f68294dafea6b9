//! What Meta would refuse (fact sheet §2.2–2.8), found before sending. Every flaw is found, not the
//! first alone: whoever mends a message mends it once.

use super::interactive::{Action, Card, Header, Interactive};
use super::{Content, MediaRef};
use crate::limits;

/// What is wrong with a part.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Fault {
    /// More than allowed, of characters or of pieces; or nothing where something is needed (length 0).
    Length,
    /// Twice the same where each must differ.
    Twice,
    /// Not of the form Meta takes.
    Form,
    /// Not allowed here.
    Surplus,
}

/// A part of a message that Meta would refuse.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
#[error("{part}: {}", self.why())]
pub struct Flaw {
    /// Which part of the message.
    pub part: &'static str,
    /// What is wrong with it.
    pub fault: Fault,
    /// How long it is (characters, or pieces).
    pub length: usize,
    /// How long it may be.
    pub limit: usize,
}

/// The name of [`Flaw`] from when lengths were all that was looked at.
pub type TooLong = Flaw;

impl Flaw {
    pub(crate) fn too_long(part: &'static str, length: usize, limit: usize) -> Self {
        Self { part, fault: Fault::Length, length, limit }
    }

    pub(crate) fn bad_form(part: &'static str) -> Self {
        Self { part, fault: Fault::Form, length: 0, limit: 0 }
    }

    fn why(&self) -> String {
        match self.fault {
            Fault::Length if self.length == 0 => "empty".to_owned(),
            Fault::Length => format!("{} where {} are allowed", self.length, self.limit),
            Fault::Twice => "twice the same".to_owned(),
            Fault::Form => "not of the form Meta takes".to_owned(),
            Fault::Surplus => "not allowed here".to_owned(),
        }
    }
}

/// Collects flaws.
#[derive(Default)]
pub(crate) struct Checks(Vec<Flaw>);

impl Checks {
    /// What was found.
    pub(crate) fn into_flaws(self) -> Vec<Flaw> {
        self.0
    }

    /// Needed, and no longer than that.
    pub(crate) fn text(&mut self, part: &'static str, text: &str, limit: usize) {
        let length = limits::characters(text);
        if length == 0 || length > limit {
            self.0.push(Flaw::too_long(part, length, limit));
        }
    }

    /// If there, not empty and no longer than that.
    pub(crate) fn optional(&mut self, part: &'static str, text: Option<&str>, limit: usize) {
        if let Some(text) = text {
            self.text(part, text, limit);
        }
    }

    /// So many pieces and not one more; at least one.
    fn pieces(&mut self, part: &'static str, length: usize, limit: usize) {
        if length == 0 || length > limit {
            self.0.push(Flaw::too_long(part, length, limit));
        }
    }

    /// So many pieces and not one more; none is fine.
    pub(crate) fn at_most(&mut self, part: &'static str, length: usize, limit: usize) {
        if length > limit {
            self.0.push(Flaw::too_long(part, length, limit));
        }
    }

    pub(crate) fn form(&mut self, part: &'static str, good: bool) {
        if !good {
            self.0.push(Flaw::bad_form(part));
        }
    }

    fn absent(&mut self, part: &'static str, there: bool) {
        if there {
            self.0.push(Flaw { part, fault: Fault::Surplus, length: 0, limit: 0 });
        }
    }

    fn unique<'a>(&mut self, part: &'static str, all: impl IntoIterator<Item = &'a str>) {
        let mut seen = std::collections::BTreeSet::new();
        if !all.into_iter().all(|one| seen.insert(one)) {
            self.0.push(Flaw { part, fault: Fault::Twice, length: 0, limit: 0 });
        }
    }

    fn media(&mut self, part: &'static str, media: &MediaRef) {
        match media {
            MediaRef::Id(id) => self.form(part, !id.is_empty()),
            MediaRef::Link(link) => self.form(part, is_link(link)),
        }
    }
}

/// Whether Meta would take it for an address.
pub(crate) fn is_link(link: &str) -> bool {
    let rest = link.strip_prefix("https://").or_else(|| link.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !link.contains(char::is_whitespace))
}

/// One emoji, as far as that can be told without tables: something short without letters or blanks.
fn is_emoji(text: &str) -> bool {
    // The longest emoji are families and flags of code points and joiners; '#', '*' and digits begin keycaps.
    let plain = |c: char| c.is_alphabetic() || c.is_whitespace() || c.is_control();
    (1..=15).contains(&limits::characters(text)) && !text.chars().any(plain) && !text.is_ascii()
}

/// Everything about a content that Meta would refuse.
pub(crate) fn content(content: &Content) -> Vec<Flaw> {
    let mut checks = Checks::default();
    match content {
        Content::Text { body } | Content::TextWithPreview { body } => checks.text("body", body, limits::TEXT_BODY),
        Content::Buttons { body, buttons, header_image } => {
            checks.text("body", body, limits::INTERACTIVE_BODY);
            checks.form("header", header_image.as_deref() != Some(""));
            reply_buttons(&mut checks, buttons);
        }
        Content::Template(template) => template.check(&mut checks),
        Content::MarketingTemplate(marketing) => marketing.template.check(&mut checks),
        Content::Image { media, caption } | Content::Video { media, caption } | Content::Document { media, caption, .. } => {
            checks.media("media", media);
            checks.optional("caption", caption.as_deref(), limits::CAPTION);
        }
        Content::Audio { media, .. } | Content::Sticker { media } => checks.media("media", media),
        Content::Location { latitude, longitude, .. } => {
            // Not-a-number fails both.
            checks.form("location", latitude.abs() <= 90.0 && longitude.abs() <= 180.0);
        }
        Content::Contacts { contacts } => {
            checks.pieces("contacts", contacts.len(), limits::CONTACTS);
            for card in contacts {
                checks.form("contact name", card.name.is_complete());
                checks.form("birthday", card.birthday.as_deref().is_none_or(is_date));
            }
        }
        Content::Reaction { message_id, emoji } => {
            checks.form("reaction", !message_id.is_empty());
            checks.form("emoji", emoji.as_deref().is_none_or(is_emoji));
        }
        Content::Interactive(message) => interactive(&mut checks, message),
        Content::Direct(direct) => direct_send(&mut checks, direct),
    }
    checks.0
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let digits = |part: &str, length| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
}

fn reply_buttons(checks: &mut Checks, buttons: &[super::Button]) {
    checks.pieces("buttons", buttons.len(), limits::BUTTONS);
    for button in buttons {
        checks.text("button", &button.title, limits::BUTTON_TITLE);
        checks.text("button id", &button.id, limits::BUTTON_ID);
    }
    checks.unique("button id", buttons.iter().map(|b| b.id.as_str()));
    checks.unique("button", buttons.iter().map(|b| b.title.as_str()));
}

fn header(checks: &mut Checks, header: &Header) {
    match header {
        Header::Text { text } => checks.text("header", text, limits::HEADER_TEXT),
        Header::Image { media } | Header::Video { media } | Header::Document { media, .. } => checks.media("header", media),
    }
}

fn interactive(checks: &mut Checks, message: &Interactive) {
    let longest = if matches!(message.action, Action::List { .. }) { limits::LIST_BODY } else { limits::INTERACTIVE_BODY };
    match &message.body {
        Some(body) => checks.text("body", body, longest),
        // Only a product speaks for itself.
        None => checks.text("body", if matches!(message.action, Action::Product { .. }) { "-" } else { "" }, longest),
    }
    checks.optional("footer", message.footer.as_deref(), limits::FOOTER);
    if let Some(found) = &message.header {
        header(checks, found);
    }
    let text_header = matches!(message.header, Some(Header::Text { .. }));
    match &message.action {
        Action::List { .. } => checks.absent("header", message.header.is_some() && !text_header),
        Action::ProductList { .. } => checks.form("header", text_header),
        Action::AddressRequest { .. } | Action::ContactInfoRequest => checks.absent("header", message.header.is_some() && !text_header),
        Action::Product { .. } | Action::Catalog { .. } | Action::OrderStatus(_) => checks.absent("header", message.header.is_some()),
        Action::Carousel { .. } | Action::LocationRequest | Action::CallPermissionRequest => {
            checks.absent("header", message.header.is_some());
            checks.absent("footer", message.footer.is_some());
        }
        _ => {}
    }
    action(checks, &message.action);
}

fn action(checks: &mut Checks, action: &Action) {
    match action {
        Action::Buttons { buttons } => reply_buttons(checks, buttons),
        Action::List { button, sections } => list(checks, button, sections),
        Action::Link { label, url } => link(checks, label, url),
        Action::Flow(flow) => {
            checks.text("button", &flow.label, limits::ACTION_LABEL);
            checks.form("button", !flow.label.chars().any(|c| is_emoji(c.encode_utf8(&mut [0; 4])) && c > '\u{2190}'));
            checks.form("screen", !flow.data_exchange || (flow.screen.is_none() && flow.data.is_none()));
        }
        Action::Product { catalog_id, product_retailer_id } => {
            checks.form("product", !catalog_id.is_empty() && !product_retailer_id.is_empty());
        }
        Action::ProductList { sections, .. } => {
            product_sections(checks, sections);
        }
        Action::AddressRequest { country, .. } => checks.form("country", country == "IN"),
        Action::OrderDetails(details) => details.check(checks),
        Action::OrderStatus(status) => status.check(checks),
        Action::Carousel { cards } => carousel(checks, cards),
        Action::VoiceCall { label, ttl_minutes, .. } => {
            checks.text("button", label, limits::ACTION_LABEL);
            checks.form("call time", ttl_minutes.is_none_or(|minutes| limits::CALL_TTL_MINUTES.contains(&minutes)));
        }
        Action::Catalog { .. } | Action::LocationRequest | Action::CallPermissionRequest | Action::ContactInfoRequest => {}
    }
}

fn list(checks: &mut Checks, button: &str, sections: &[super::Section]) {
    checks.text("list button", button, limits::LIST_BUTTON);
    checks.pieces("sections", sections.len(), limits::SECTIONS);
    let rows: Vec<_> = sections.iter().flat_map(|section| &section.rows).collect();
    checks.pieces("rows", rows.len(), limits::LIST_ROWS);
    for section in sections {
        match &section.title {
            Some(title) => checks.text("section", title, limits::SECTION_TITLE),
            None if sections.len() > 1 => checks.text("section", "", limits::SECTION_TITLE),
            None => {}
        }
        checks.form("section", !section.rows.is_empty());
    }
    for row in &rows {
        checks.text("row", &row.title, limits::ROW_TITLE);
        checks.text("row id", &row.id, limits::ROW_ID);
        checks.optional("row description", row.description.as_deref(), limits::ROW_DESCRIPTION);
    }
    checks.unique("row id", rows.iter().map(|row| row.id.as_str()));
}

/// Shared with the templates that show several products.
pub(crate) fn product_sections(checks: &mut Checks, sections: &[super::ProductSection]) {
    checks.pieces("sections", sections.len(), limits::SECTIONS);
    checks.pieces("products", sections.iter().map(|section| section.products.len()).sum(), limits::PRODUCTS);
    for section in sections {
        checks.text("section", &section.title, limits::SECTION_TITLE);
        checks.form("section", !section.products.is_empty());
    }
}

fn link(checks: &mut Checks, label: &str, url: &str) {
    checks.text("button", label, limits::ACTION_LABEL);
    checks.form("link", is_link(url));
}

fn carousel(checks: &mut Checks, cards: &[Card]) {
    if !limits::CARDS.contains(&cards.len()) {
        checks.0.push(Flaw::too_long("cards", cards.len(), *limits::CARDS.end()));
    }
    for card in cards {
        if let Card::Link { header: picture, body, .. } | Card::Buttons { header: picture, body, .. } = card {
            checks.form("card header", matches!(picture, Header::Image { .. } | Header::Video { .. }));
            header(checks, picture);
            checks.optional("card body", body.as_deref(), limits::CARD_BODY);
            let breaks = body.as_deref().map_or(0, |text| text.matches('\n').count());
            checks.at_most("card line breaks", breaks, limits::CARD_LINE_BREAKS);
        }
        match card {
            Card::Link { label, url, .. } => link(checks, label, url),
            Card::Buttons { buttons, .. } => reply_buttons(checks, buttons),
            Card::Product { product_retailer_id, .. } => checks.form("card product", !product_retailer_id.is_empty()),
        }
    }
    let shapes: Vec<_> = cards.iter().map(shape).collect();
    checks.form("cards", shapes.windows(2).all(|pair| pair[0] == pair[1]));
}

/// What must be the same on every card: its kind, its header's kind, whether it has a text, how many
/// buttons, which catalogue.
fn shape(card: &Card) -> (u8, Option<std::mem::Discriminant<Header>>, bool, usize, &str) {
    match card {
        Card::Link { header, body, .. } => (0, Some(std::mem::discriminant(header)), body.is_some(), 1, ""),
        Card::Buttons { header, body, buttons } => (1, Some(std::mem::discriminant(header)), body.is_some(), buttons.len(), ""),
        Card::Product { catalog_id, .. } => (2, None, false, 0, catalog_id),
    }
}

fn direct_send(checks: &mut Checks, direct: &super::DirectSend) {
    let body = match &direct.content {
        Content::Text { body } | Content::TextWithPreview { body } | Content::Buttons { body, .. } => Some(body.as_str()),
        Content::Interactive(message) => message.body.as_deref(),
        // Templates need no leave, and nothing else may go this way.
        _ => {
            checks.absent("content", true);
            None
        }
    };
    checks.optional("body", body, limits::INTERACTIVE_BODY);
    checks.form("delivery time", direct.ttl_seconds.is_none_or(|seconds| limits::DIRECT_SEND_TTL_SECONDS.contains(&seconds)));
    checks.0.extend(content(&direct.content));
}
