//! Several pictures in one message: cards to swipe through, below the words. Sent one by one they would arrive in any
//! order, and each would be billed.
//!
//! A card always has a button (fact sheet, carousel), the same on each. That Meta minds one payload standing on two cards
//! is not known, so each says which card it stands on, and that is taken off again when she taps it.

use cloud_api::message::{Action, Button, Card, Content, Header, Interactive, MediaRef};
use serde_json::json;

use super::{Draft, Rendered};
use crate::kinds::Result;
use crate::words::{self, Args};

/// Parts a payload from the number of its card; it stands in none of the shop's payloads.
const ON_CARD: char = '~';

/// A payload without the card it stood on.
pub fn without_card(payload: &str) -> &str {
    payload.split_once(ON_CARD).map_or(payload, |(own, _)| own)
}

/// `uploads`: Meta's ids of the pictures, in their order; none in a preview.
pub(super) fn render(draft: &Draft, language: &str, text: &str, uploads: &[String]) -> Result<Rendered> {
    let mut buttons = Vec::new();
    for (payload, key) in &draft.buttons {
        buttons.push((payload, words::say(language, key, &Args::new())?));
    }
    buttons.extend(draft.choices.iter().map(|(payload, title)| (payload, title.clone())));
    buttons.truncate(cloud_api::limits::BUTTONS);
    let text = words::cut(text, cloud_api::limits::INTERACTIVE_BODY);
    let on_card = |at: usize| {
        let button = |(payload, title): &(&String, String)| Button {
            id: format!("{payload}{ON_CARD}{at}"),
            title: words::cut(title, cloud_api::limits::BUTTON_TITLE),
        };
        buttons.iter().map(button).collect()
    };
    let card = |(at, _): (usize, &String)| Card::Buttons {
        header: Header::Image { media: MediaRef::Id(uploads.get(at).cloned().unwrap_or_default()) },
        body: None,
        buttons: on_card(at),
    };
    let cards: Vec<Card> = draft.cards.iter().enumerate().map(card).collect();
    let titles: Vec<&str> = buttons.iter().map(|(_, title)| title.as_str()).collect();
    let shown = json!({ "text": text, "cards": draft.cards, "buttons": titles });
    let content = Interactive { header: None, body: Some(text), footer: None, action: Action::Carousel { cards } };
    Ok(Rendered { content: Content::Interactive(Box::new(content)), shown, kind: "cards" })
}
