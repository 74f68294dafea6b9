//! What Meta will think of a template (fact sheet §2.4–2.5), before it is asked: a rejection costs a
//! day, and a name. Refusals are what Meta's form check turns down; warnings are what a reviewer or a
//! phone may take otherwise than meant.

use super::NewTemplate;
use super::component::{Button, Component, Example, Header, Otp, variables};
use crate::limits;
use crate::message::check::is_link;

/// One thing about a template.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Finding {
    /// Which part: `name`, `body`, `button 2`, `card 0 header` …
    pub part: String,
    /// What about it.
    pub problem: Problem,
}

/// What about it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Problem {
    /// Nothing is there.
    Empty,
    /// Too long, of characters or of pieces.
    TooLong {
        /// How long.
        length: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Too few pieces.
    TooFew {
        /// How many.
        count: usize,
        /// How many it must be.
        needed: usize,
    },
    /// Not of the form Meta takes: a name with capitals, an address without http, a blank in a footer.
    Form,
    /// Begins or ends with a blank (2388299).
    BlankAtEdge,
    /// Too many blanks for so few words (2388293).
    TooManyBlanks {
        /// How many blanks.
        blanks: usize,
        /// How many words.
        words: usize,
    },
    /// Blanks are not 1, 2, 3 … or mix numbers and names.
    BlankNames,
    /// A blank without an example.
    NoExample {
        /// The blank.
        blank: String,
    },
    /// An example without a blank.
    SurplusExample {
        /// The example.
        blank: String,
    },
    /// Quick replies and other buttons alternate.
    Interleaved,
    /// Not allowed beside what else is there.
    NotTogether,
    /// Needs something that is not there.
    Needs(&'static str),
    /// Needs another category.
    NeedsCategory(&'static str),
    /// Not the same on every card.
    CardsDiffer,
    /// Two of one name.
    Twice,
    /// Outside its range.
    Range {
        /// From.
        from: i64,
        /// To.
        to: i64,
    },
    /// A word of advertisements in a utility template: Meta will make it marketing.
    Promotional {
        /// The word.
        word: String,
    },
    /// Says nothing by itself: Meta will make it marketing or turn it down.
    Contentless,
    /// Not shown on desktops.
    NotOnDesktop,
    /// Two blanks side by side.
    BlanksTouch,
}

impl Problem {
    /// Whether Meta's form check turns it down; else it is a warning.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Promotional { .. } | Self::Contentless | Self::NotOnDesktop | Self::BlanksTouch)
    }
}

/// Words by which a reviewer knows an advertisement, in the languages shops here write in. They begin a
/// word of the text, so that endings do not matter.
const PROMOTIONAL: &[&str] = &[
    "% off",
    "discount",
    "sale",
    "special offer",
    "offer",
    "deal",
    "promo",
    "coupon",
    "voucher",
    "free gift",
    "buy now",
    "shop now",
    "order now",
    "limited time",
    "don't miss",
    "hurry",
    "best price",
    "cashback",
    "soldes",
    "remise",
    "offre",
    "réduction",
    "profitez",
    "bon d'achat",
    "cadeau",
    "descuento",
    "oferta",
    "rebaja",
    "aprovecha",
    "cupón",
    "regalo",
    "desconto",
    "promoção",
    "aproveite",
    "cupom",
    "brinde",
    "rabatt",
    "angebot",
    "gutschein",
    "sconto",
    "offerta",
    "saldi",
    "indirim",
    "kampanya",
    "diskon",
    "छूट",
    "ऑफर",
    "خصم",
    "عرض",
];

/// What Meta will think of a template.
pub fn lint(template: &NewTemplate) -> Vec<Finding> {
    let mut look = Look { template, found: Vec::new() };
    look.envelope();
    look.parts("", &template.components);
    look.whole();
    look.found
}

struct Look<'a> {
    template: &'a NewTemplate,
    found: Vec<Finding>,
}

impl Look<'_> {
    fn find(&mut self, part: impl Into<String>, problem: Problem) {
        self.found.push(Finding { part: part.into(), problem });
    }

    fn unless(&mut self, good: bool, part: impl Into<String>, problem: Problem) {
        if !good {
            self.find(part, problem);
        }
    }

    fn length(&mut self, part: &str, text: &str, limit: usize) {
        let length = limits::characters(text);
        self.unless(!text.trim().is_empty(), part, Problem::Empty);
        self.unless(length <= limit, part, Problem::TooLong { length, limit });
    }

    fn envelope(&mut self) {
        let NewTemplate { name, language, category, message_send_ttl_seconds, .. } = self.template;
        self.length("name", name, limits::TEMPLATE_NAME);
        self.unless(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'), "name", Problem::Form);
        let language = language.split_once('_').map_or((language.as_str(), None), |(language, region)| (language, Some(region)));
        let good = matches!(language.0.len(), 2..=3)
            && language.0.bytes().all(|b| b.is_ascii_lowercase())
            && language.1.is_none_or(|region| matches!(region.len(), 2..=3) && region.bytes().all(|b| b.is_ascii_uppercase()));
        self.unless(good, "language", Problem::Form);
        self.unless(matches!(category.as_str(), "MARKETING" | "UTILITY" | "AUTHENTICATION"), "category", Problem::Form);
        if let (Some(seconds), Some(range)) = (*message_send_ttl_seconds, limits::template_ttl_seconds(category)) {
            let thirty_days = seconds == -1 && category != "MARKETING";
            self.unless(
                thirty_days || range.contains(&seconds),
                "delivery time",
                Problem::Range { from: *range.start(), to: *range.end() },
            );
        }
    }

    /// The components of a template or of a card; `of` names the card.
    fn parts(&mut self, of: &str, parts: &[Component]) {
        let kinds: Vec<_> = parts.iter().map(std::mem::discriminant).collect();
        let twice = (1..kinds.len()).any(|at| kinds[..at].contains(&kinds[at]));
        self.unless(!twice, format!("{of}components"), Problem::Twice);
        for part in parts {
            match part {
                Component::Header(header) => self.header(&format!("{of}header"), header),
                Component::Body { text, examples, .. } => self.body(&format!("{of}body"), of, text.as_deref(), examples),
                Component::Footer { text, code_expiration_minutes } => {
                    self.unless(of.is_empty(), format!("{of}footer"), Problem::NotTogether);
                    self.footer(text.as_deref(), *code_expiration_minutes);
                }
                Component::Buttons(buttons) => self.buttons(of, buttons),
                Component::Carousel(cards) => self.carousel(cards),
                Component::LimitedTimeOffer { text, .. } => self.length("offer", text, limits::OFFER_TEXT),
                Component::CallPermissionRequest | Component::Unknown(_) => {}
            }
        }
    }

    fn header(&mut self, part: &str, header: &Header) {
        match header {
            Header::Text { text, example } => {
                self.length(part, text, limits::HEADER_TEXT);
                let blanks = variables(text);
                self.unless(blanks.len() <= 1, part, Problem::TooLong { length: blanks.len(), limit: 1 });
                self.examples(part, &blanks, example.as_slice());
                self.blank_names(part, &blanks);
                self.promotional(part, text);
            }
            Header::Image { example } | Header::Video { example } | Header::Document { example } | Header::Gif { example } => {
                self.unless(
                    example.as_deref().is_some_and(|handle| !handle.is_empty()),
                    part,
                    Problem::NoExample { blank: "header".into() },
                );
                if matches!(header, Header::Gif { .. }) {
                    self.unless(self.template.category == "MARKETING", part, Problem::NeedsCategory("MARKETING"));
                }
            }
            Header::Location | Header::Product | Header::Unknown(_) => {}
        }
    }

    fn body(&mut self, part: &str, of: &str, text: Option<&str>, examples: &[Example]) {
        if self.template.category == "AUTHENTICATION" {
            // Meta writes the words; ours would be refused.
            self.unless(text.is_none(), part, Problem::NotTogether);
            return;
        }
        let text = text.unwrap_or_default();
        let offer = self.template.components.iter().any(|c| matches!(c, Component::LimitedTimeOffer { .. }));
        let limit = match (of.is_empty(), offer) {
            (false, _) => limits::CARD_BODY,
            (true, true) => limits::OFFER_BODY,
            (true, false) => limits::TEMPLATE_BODY,
        };
        self.length(part, text, limit);
        let blanks = variables(text);
        self.examples(part, &blanks, examples);
        self.blank_names(part, &blanks);
        let bare = text.trim();
        self.unless(!bare.starts_with("{{") && !bare.ends_with("}}"), part, Problem::BlankAtEdge);
        let words = super::component::filled(text, |_| Some(" ".to_owned()));
        let words = words.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).count();
        // Meta gives no number; experience is two words a blank and one more.
        self.unless(blanks.is_empty() || words > 2 * blanks.len(), part, Problem::TooManyBlanks { blanks: blanks.len(), words });
        self.unless(!text.split("}}").skip(1).any(|rest| rest.trim_start().starts_with("{{")), part, Problem::BlanksTouch);
        self.unless(blanks.is_empty() || words > 0, part, Problem::Contentless);
        self.promotional(part, text);
    }

    fn examples(&mut self, part: &str, blanks: &[String], examples: &[Example]) {
        let given = |blank: &String| examples.iter().any(|e| e.name == *blank && !e.value.trim().is_empty());
        for blank in blanks.iter().filter(|blank| !given(blank)) {
            self.find(part, Problem::NoExample { blank: blank.clone() });
        }
        for example in examples.iter().filter(|e| !blanks.contains(&e.name)) {
            self.find(part, Problem::SurplusExample { blank: example.name.clone() });
        }
    }

    fn blank_names(&mut self, part: &str, blanks: &[String]) {
        let mut numbers: Vec<usize> = blanks.iter().filter_map(|name| name.parse().ok()).collect();
        numbers.sort_unstable();
        let good = if self.template.named {
            let plain =
                |name: &String| name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains(|c: char| c.is_ascii_uppercase());
            blanks.iter().all(plain)
        } else {
            numbers.len() == blanks.len() && numbers.iter().enumerate().all(|(index, number)| *number == index + 1)
        };
        self.unless(good, part, Problem::BlankNames);
    }

    fn promotional(&mut self, part: &str, text: &str) {
        if self.template.category != "UTILITY" {
            return;
        }
        let text = text.to_lowercase();
        let begins_a_word = |at: usize| !text[..at].ends_with(char::is_alphanumeric);
        for word in PROMOTIONAL {
            if text.match_indices(word).any(|(at, _)| begins_a_word(at) || word.starts_with('%')) {
                self.find(part, Problem::Promotional { word: (*word).to_owned() });
            }
        }
    }

    fn footer(&mut self, text: Option<&str>, minutes: Option<i64>) {
        if let Some(minutes) = minutes {
            self.unless(self.template.category == "AUTHENTICATION", "footer", Problem::NeedsCategory("AUTHENTICATION"));
            let range = limits::OTP_EXPIRY_MINUTES;
            self.unless(range.contains(&minutes), "footer", Problem::Range { from: *range.start(), to: *range.end() });
        }
        match text {
            Some(text) => {
                self.length("footer", text, limits::FOOTER);
                self.unless(!text.contains("{{"), "footer", Problem::Form);
                self.promotional("footer", text);
            }
            None => self.unless(minutes.is_some(), "footer", Problem::Empty),
        }
    }

    fn buttons(&mut self, of: &str, buttons: &[Button]) {
        let part = format!("{of}buttons");
        let limit = if of.is_empty() { limits::TEMPLATE_BUTTONS } else { limits::CARD_BUTTONS };
        self.unless(!buttons.is_empty(), part.as_str(), Problem::Empty);
        self.unless(buttons.len() <= limit, part.as_str(), Problem::TooLong { length: buttons.len(), limit });
        let quick: Vec<bool> = buttons.iter().map(|b| matches!(b, Button::QuickReply { .. })).collect();
        let changes = quick.windows(2).filter(|pair| pair[0] != pair[1]).count();
        self.unless(changes <= 1, part.as_str(), Problem::Interleaved);
        let count = |is: fn(&Button) -> bool| buttons.iter().filter(|b| is(b)).count();
        let limited: [(fn(&Button) -> bool, usize); 4] = [
            (|b| matches!(b, Button::Url { .. }), limits::TEMPLATE_URLS),
            (|b| matches!(b, Button::Phone { .. }), 1),
            (|b| matches!(b, Button::CopyCode { .. }), 1),
            (|b| matches!(b, Button::VoiceCall { .. }), 1),
        ];
        for (is, limit) in limited {
            let length = count(is);
            self.unless(length <= limit, part.as_str(), Problem::TooLong { length, limit });
        }
        let alone = |b: &Button| {
            matches!(
                b,
                Button::Catalog
                    | Button::MultiProduct
                    | Button::SingleProduct
                    | Button::Flow { .. }
                    | Button::Otp(_)
                    | Button::OrderDetails { .. }
            )
        };
        self.unless(!buttons.iter().any(alone) || buttons.len() == 1, part.as_str(), Problem::NotTogether);
        let labels: Vec<&str> = buttons.iter().filter_map(Button::label).collect();
        self.unless(!(1..labels.len()).any(|at| labels[..at].contains(&labels[at])), part.as_str(), Problem::Twice);
        let hidden = buttons.len() >= limits::TEMPLATE_BUTTONS_HIDDEN_ON_DESKTOP || changes > 0;
        self.unless(!hidden || !of.is_empty(), part, Problem::NotOnDesktop);
        for (index, button) in buttons.iter().enumerate() {
            self.button(&format!("{of}button {index}"), button);
        }
    }

    fn button(&mut self, part: &str, button: &Button) {
        if let Some(label) = button.label() {
            self.length(part, label, limits::TEMPLATE_BUTTON);
            self.unless(!label.contains("{{") && !label.contains('\n'), part, Problem::Form);
            self.promotional(part, label);
        }
        let category = self.template.category.as_str();
        match button {
            Button::Url { url, example, .. } => {
                self.length(part, url, limits::TEMPLATE_URL);
                let blanks = variables(url);
                let at_end = blanks.is_empty() || url.trim_end().ends_with("}}");
                self.unless(is_link(url) && blanks.len() <= 1 && at_end, part, Problem::Form);
                if blanks.len() == 1 {
                    self.unless(example.as_deref().is_some_and(is_link), part, Problem::NoExample { blank: blanks[0].clone() });
                }
                // A link into WhatsApp is turned down: the customer is there already.
                self.unless(!["wa.me/", "api.whatsapp.com/"].iter().any(|host| url.contains(host)), part, Problem::Form);
            }
            Button::Phone { phone_number, .. } => {
                self.length(part, phone_number, limits::TEMPLATE_PHONE);
                let digits = |c: char| c.is_ascii_digit() || matches!(c, '+' | ' ' | '-' | '(' | ')');
                self.unless(phone_number.chars().all(digits), part, Problem::Form);
            }
            Button::CopyCode { example } => {
                self.unless(category == "MARKETING", part, Problem::NeedsCategory("MARKETING"));
                match example {
                    Some(code) => self.length(part, code, limits::COUPON),
                    None => self.find(part, Problem::NoExample { blank: "coupon".into() }),
                }
            }
            Button::Catalog | Button::MultiProduct | Button::SingleProduct => {
                self.unless(category == "MARKETING", part, Problem::NeedsCategory("MARKETING"));
            }
            Button::Flow { flow: (by, which), .. } => {
                self.unless(matches!(by.as_str(), "flow_id" | "flow_name" | "flow_json") && !which.is_empty(), part, Problem::Empty);
            }
            Button::Otp(otp) => self.otp(part, otp),
            Button::VoiceCall { ttl_minutes, .. } => {
                let range = limits::CALL_TTL_MINUTES;
                let good = ttl_minutes.is_none_or(|minutes| range.contains(&minutes));
                self.unless(good, part, Problem::Range { from: *range.start(), to: *range.end() });
            }
            Button::QuickReply { .. } | Button::OrderDetails { .. } | Button::RequestContactInfo { .. } | Button::Unknown(_) => {}
        }
    }

    fn otp(&mut self, part: &str, otp: &Otp) {
        self.unless(self.template.category == "AUTHENTICATION", part, Problem::NeedsCategory("AUTHENTICATION"));
        self.unless(matches!(otp.kind.as_str(), "COPY_CODE" | "ONE_TAP" | "ZERO_TAP"), part, Problem::Form);
        self.unless(otp.apps.len() <= limits::OTP_APPS, part, Problem::TooLong { length: otp.apps.len(), limit: limits::OTP_APPS });
        self.unless(otp.kind == "COPY_CODE" || !otp.apps.is_empty(), part, Problem::Needs("apps"));
        self.unless(otp.apps.iter().all(|(_, hash)| hash.len() == limits::OTP_SIGNATURE), part, Problem::Form);
        self.unless(otp.kind != "ZERO_TAP" || otp.zero_tap_terms_accepted == Some(true), part, Problem::Needs("zero_tap_terms_accepted"));
    }

    fn carousel(&mut self, cards: &[Vec<Component>]) {
        self.unless(self.template.category == "MARKETING", "cards", Problem::NeedsCategory("MARKETING"));
        let (count, range) = (cards.len(), limits::CARDS);
        self.unless(count >= *range.start(), "cards", Problem::TooFew { count, needed: *range.start() });
        self.unless(count <= *range.end(), "cards", Problem::TooLong { length: count, limit: *range.end() });
        let shape = |card: &Vec<Component>| card.iter().map(shape_of).collect::<Vec<_>>();
        self.unless(cards.windows(2).all(|pair| shape(&pair[0]) == shape(&pair[1])), "cards", Problem::CardsDiffer);
        for (index, card) in cards.iter().enumerate() {
            let has = |is: fn(&Component) -> bool| card.iter().any(is);
            let of = format!("card {index} ");
            self.unless(has(|c| matches!(c, Component::Header(_))), of.trim(), Problem::Needs("header"));
            self.unless(has(|c| matches!(c, Component::Buttons(_))), of.trim(), Problem::Needs("buttons"));
            self.unless(!has(|c| matches!(c, Component::Carousel(_))), of.trim(), Problem::NotTogether);
            let flat: Vec<Component> = card.iter().filter(|c| !matches!(c, Component::Carousel(_))).cloned().collect();
            self.parts(&of, &flat);
        }
    }

    fn whole(&mut self) {
        let parts = &self.template.components;
        let has = |is: fn(&Component) -> bool| parts.iter().any(is);
        self.unless(has(|c| matches!(c, Component::Body { .. })), "body", Problem::Needs("body"));
        let buttons: &[Button] =
            parts.iter().find_map(|c| if let Component::Buttons(list) = c { Some(list.as_slice()) } else { None }).unwrap_or_default();
        if has(|c| matches!(c, Component::LimitedTimeOffer { .. })) {
            self.unless(self.template.category == "MARKETING", "offer", Problem::NeedsCategory("MARKETING"));
            self.unless(!has(|c| matches!(c, Component::Footer { .. })), "footer", Problem::NotTogether);
            let order = matches!(buttons, [Button::CopyCode { .. }, Button::Url { .. }] | [Button::Url { .. }]);
            self.unless(order, "buttons", Problem::Needs("a coupon first, then a link"));
        }
        if has(|c| matches!(c, Component::Carousel(_))) {
            self.unless(
                !has(|c| matches!(c, Component::Header(_) | Component::Footer { .. } | Component::Buttons(_))),
                "cards",
                Problem::NotTogether,
            );
        }
        let product = has(|c| matches!(c, Component::Header(Header::Product)));
        self.unless(
            product == buttons.iter().any(|b| matches!(b, Button::SingleProduct)),
            "header",
            Problem::Needs("a product header and its button"),
        );
        if self.template.category == "AUTHENTICATION" {
            self.unless(buttons.iter().any(|b| matches!(b, Button::Otp(_))), "buttons", Problem::Needs("a code button"));
            self.unless(!has(|c| matches!(c, Component::Header(_))), "header", Problem::NotTogether);
        }
        if buttons.iter().any(|b| matches!(b, Button::OrderDetails { .. })) {
            self.unless(self.template.display_format.as_deref() == Some("ORDER_DETAILS"), "buttons", Problem::Needs("display_format"));
        }
    }
}

/// What must be the same on every card.
fn shape_of(component: &Component) -> (std::mem::Discriminant<Component>, String) {
    let kinds = match component {
        Component::Header(header) => format!("{:?}", std::mem::discriminant(header)),
        Component::Buttons(buttons) => buttons.iter().map(|b| format!("{:?}", std::mem::discriminant(b))).collect::<Vec<_>>().join(","),
        _ => String::new(),
    };
    (std::mem::discriminant(component), kinds)
}

#[cfg(test)]
mod tests;
