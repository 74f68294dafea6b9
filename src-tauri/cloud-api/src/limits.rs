//! The platform's limits as data (fact sheet §2 and §5, autumn 2026). Lengths are in characters as
//! [`characters`] counts them; durations in milliseconds unless the name says seconds.
//!
//! Where Meta's pages contradict each other the narrower number is here (§11), so that what passes
//! [`crate::Message::check`] passes everywhere.

/// How Meta counts a text: in code points, so that an accented letter is one and many an emoji is
/// several. Nothing says that it counts otherwise.
pub fn characters(text: &str) -> usize {
    text.chars().count()
}

// ---- Messages (§2.1–2.3) ----

/// Longest body of an ordinary text message.
pub const TEXT_BODY: usize = 4096;
/// Longest caption under an image, a video or a document.
pub const CAPTION: usize = 1024;
/// Longest body of an interactive message with buttons.
pub const INTERACTIVE_BODY: usize = 1024;
/// Longest body of an interactive list.
pub const LIST_BODY: usize = 4096;
/// Longest text header of an interactive message or a template.
pub const HEADER_TEXT: usize = 60;
/// Longest footer of an interactive message or a template.
pub const FOOTER: usize = 60;
/// Longest title of a reply button.
pub const BUTTON_TITLE: usize = 20;
/// Longest id of a reply button, or payload of a template's quick reply.
pub const BUTTON_ID: usize = 256;
/// Most reply buttons on one interactive message.
pub const BUTTONS: usize = 3;
/// Longest label of the button that opens a list.
pub const LIST_BUTTON: usize = 20;
/// Most sections of a list, a product list or a multi-product template.
pub const SECTIONS: usize = 10;
/// Most rows of a list, over all its sections.
pub const LIST_ROWS: usize = 10;
/// Longest id of a list's row.
pub const ROW_ID: usize = 200;
/// Longest title of a list's row, and of a section.
pub const ROW_TITLE: usize = 24;
/// Longest title of a section.
pub const SECTION_TITLE: usize = 24;
/// Longest description of a list's row.
pub const ROW_DESCRIPTION: usize = 72;
/// Longest label of a link button, a call button or a Flow's button (OAS has 30 for Flows; §11).
pub const ACTION_LABEL: usize = 20;
/// Most products in a product list or a multi-product template, over all sections.
pub const PRODUCTS: usize = 30;
/// Fewest and most cards of a carousel.
pub const CARDS: std::ops::RangeInclusive<usize> = 2..=10;
/// Longest text of a carousel's card.
pub const CARD_BODY: usize = 160;
/// Most line breaks in the text of a carousel's card.
pub const CARD_LINE_BREAKS: usize = 2;
/// Most people in one message of contacts.
pub const CONTACTS: usize = 257;
/// How long a call button works, in minutes.
pub const CALL_TTL_MINUTES: std::ops::RangeInclusive<i64> = 1..=43_200;
/// Longest `biz_opaque_callback_data`.
pub const CALLBACK_DATA: usize = 512;
/// How long a free utility message without a template may be on its way, in seconds (§2.7).
pub const DIRECT_SEND_TTL_SECONDS: std::ops::RangeInclusive<i64> = 30..=43_200;

// ---- Orders (§2.6) ----

/// Longest reference of an order in Brazil.
pub const REFERENCE_BR: usize = 60;
/// Longest reference of an order in India.
pub const REFERENCE_IN: usize = 35;
/// Longest name of an order's item.
pub const ORDER_ITEM_NAME: usize = 60;
/// Longest text beside tax, shipping or discount.
pub const ORDER_AMOUNT_TEXT: usize = 60;
/// Longest text of an order's expiry or status.
pub const ORDER_DESCRIPTION: usize = 120;
/// An order expires no sooner than so many seconds from now.
pub const ORDER_EXPIRY_SECONDS: i64 = 300;
/// Every amount is in hundredths.
pub const AMOUNT_OFFSET: i64 = 100;
/// Most items with a picture of their own in an Indian order.
pub const ORDER_ITEMS_WITH_IMAGE: usize = 10;

// ---- Templates (§2.4) ----

/// Longest name of a template.
pub const TEMPLATE_NAME: usize = 512;
/// Longest body of a template.
pub const TEMPLATE_BODY: usize = 1024;
/// Longest body of a limited-time offer.
pub const OFFER_BODY: usize = 600;
/// Longest text of a limited-time offer.
pub const OFFER_TEXT: usize = 16;
/// Longest label of a template's button.
pub const TEMPLATE_BUTTON: usize = 25;
/// Most buttons of a template.
pub const TEMPLATE_BUTTONS: usize = 10;
/// Most buttons of a template's card.
pub const CARD_BUTTONS: usize = 2;
/// Most link buttons of a template.
pub const TEMPLATE_URLS: usize = 2;
/// Longest address behind a template's link button.
pub const TEMPLATE_URL: usize = 2000;
/// Longest phone number behind a template's call button.
pub const TEMPLATE_PHONE: usize = 20;
/// Longest coupon code (15 before December 2025; §11).
pub const COUPON: usize = 20;
/// Longest one-time code.
pub const OTP_CODE: usize = 15;
/// After how many minutes a one-time code may be said to expire.
pub const OTP_EXPIRY_MINUTES: std::ops::RangeInclusive<i64> = 1..=90;
/// Most apps a one-time code can be filled into.
pub const OTP_APPS: usize = 5;
/// Length of an Android app's signature hash.
pub const OTP_SIGNATURE: usize = 11;
/// From so many buttons on, a template is not shown on desktops.
pub const TEMPLATE_BUTTONS_HIDDEN_ON_DESKTOP: usize = 4;
/// Templates created an hour and account.
pub const TEMPLATES_AN_HOUR: u32 = 100;
/// Templates of an account whose business is not verified, and of one that is.
pub const TEMPLATES: (u32, u32) = (250, 6_000);
/// How often an approved template may be edited in 30 days; once a day.
pub const TEMPLATE_EDITS: u32 = 10;
/// How long the name of a deleted template is locked.
pub const TEMPLATE_NAME_LOCK_MS: i64 = 30 * 24 * 3_600_000;

/// How long Meta may try to deliver a template, in seconds, by its category; -1 besides, for thirty
/// days, except for marketing.
pub fn template_ttl_seconds(category: &str) -> Option<std::ops::RangeInclusive<i64>> {
    match category {
        "AUTHENTICATION" => Some(30..=900),
        "UTILITY" => Some(30..=43_200),
        "MARKETING" => Some(43_200..=2_592_000),
        _ => None,
    }
}

// ---- Profile, links, webhooks (§1.3) ----

/// Longest line under the name.
pub const PROFILE_ABOUT: usize = 139;
/// Longest postal address.
pub const PROFILE_ADDRESS: usize = 256;
/// Longest description (older pages: 512; §11).
pub const PROFILE_DESCRIPTION: usize = 256;
/// Longest e-mail address.
pub const PROFILE_EMAIL: usize = 128;
/// Most websites.
pub const PROFILE_WEBSITES: usize = 2;
/// Longest words of a link that opens a chat.
pub const PREFILLED_MESSAGE: usize = 140;
/// Most such links of a number.
pub const MESSAGE_LINKS: u32 = 2_000;
/// Most blocked people of a number.
pub const BLOCKED: u32 = 64_000;
/// Longest address for one account's or number's webhooks.
pub const CALLBACK_URI: usize = 200;
/// Largest webhook delivery, in bytes.
pub const WEBHOOK_BYTES: usize = 3 * 1024 * 1024;
/// Most updates in one webhook delivery.
pub const WEBHOOK_UPDATES: usize = 1_000;

/// Whether Meta would take this as a number's username (§3.6).
pub fn is_username(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || matches!(c, '.' | '_');
    // Names that look like addresses are not given out; these endings stand for all of them.
    let address = name.starts_with("www") || [".com", ".org", ".net", ".in", ".br"].iter().any(|end| name.ends_with(end));
    (3..=35).contains(&name.len())
        && name.chars().all(plain)
        && name.chars().any(|c| c.is_ascii_lowercase())
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && !address
}

// ---- Media (§1.3, §2.2) ----

/// Largest image, in bytes.
pub const IMAGE_BYTES: u64 = 5 * 1024 * 1024;
/// Largest sound or video.
pub const AUDIO_BYTES: u64 = 16 * 1024 * 1024;
/// Largest document, and largest file of any kind coming in.
pub const DOCUMENT_BYTES: u64 = 100 * 1024 * 1024;
/// A sound up to this size shows a play button, a larger one a download button.
pub const VOICE_PLAYS_AT_ONCE_BYTES: u64 = 512 * 1024;
/// How long an uploaded media id lasts.
pub const MEDIA_LIFE_MS: i64 = 30 * 24 * 3_600_000;
/// How long the media id of a webhook lasts.
pub const INBOUND_MEDIA_LIFE_MS: i64 = 7 * 24 * 3_600_000;
/// How long a file's address lasts.
pub const MEDIA_URL_LIFE_MS: i64 = 5 * 60_000;
/// How long Meta keeps its copy of a file given by link.
pub const LINK_CACHE_MS: i64 = 10 * 60_000;

/// What may be sent as a kind of media.
#[derive(Clone, Copy, Debug)]
pub struct MediaLimit {
    /// image, video, audio, document, sticker.
    pub kind: &'static str,
    /// The type.
    pub mime: &'static str,
    /// The usual ending of its file names.
    pub extension: &'static str,
    /// Largest size in bytes; of a sticker that moves (one that does not: 100 KB).
    pub bytes: u64,
}

const fn media(kind: &'static str, mime: &'static str, extension: &'static str, bytes: u64) -> MediaLimit {
    MediaLimit { kind, mime, extension, bytes }
}

/// Largest sticker that does not move.
pub const STILL_STICKER_BYTES: u64 = 100 * 1024;
/// Largest GIF header of a marketing template (an mp4).
pub const GIF_BYTES: u64 = 3_500 * 1024;

/// Types and sizes Meta takes. Sound in ogg must be Opus, mono; video H.264 with AAC.
pub const MEDIA: &[MediaLimit] = &[
    media("image", "image/jpeg", "jpg", IMAGE_BYTES),
    media("image", "image/png", "png", IMAGE_BYTES),
    media("video", "video/mp4", "mp4", AUDIO_BYTES),
    media("video", "video/3gpp", "3gp", AUDIO_BYTES),
    media("audio", "audio/aac", "aac", AUDIO_BYTES),
    media("audio", "audio/amr", "amr", AUDIO_BYTES),
    media("audio", "audio/mpeg", "mp3", AUDIO_BYTES),
    media("audio", "audio/mp4", "m4a", AUDIO_BYTES),
    media("audio", "audio/ogg", "ogg", AUDIO_BYTES),
    media("sticker", "image/webp", "webp", 500 * 1024),
    media("document", "text/plain", "txt", DOCUMENT_BYTES),
    media("document", "application/pdf", "pdf", DOCUMENT_BYTES),
    media("document", "application/msword", "doc", DOCUMENT_BYTES),
    media("document", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx", DOCUMENT_BYTES),
    media("document", "application/vnd.ms-excel", "xls", DOCUMENT_BYTES),
    media("document", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", DOCUMENT_BYTES),
    media("document", "application/vnd.ms-powerpoint", "ppt", DOCUMENT_BYTES),
    media("document", "application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx", DOCUMENT_BYTES),
];

/// What may be sent of a type (`image/jpeg; charset=…` is `image/jpeg`); `None` for one Meta refuses.
pub fn media_limit(mime: &str) -> Option<&'static MediaLimit> {
    let plain = mime.split(';').next().unwrap_or_default().trim();
    MEDIA.iter().find(|limit| limit.mime.eq_ignore_ascii_case(plain))
}

/// The ending of a file name for a type.
pub fn extension(mime: &str) -> &'static str {
    media_limit(mime).map_or("bin", |limit| limit.extension)
}

// ---- Pace (§5) ----

/// The customer service window, after the customer's last message or call.
pub const WINDOW_MS: i64 = 24 * 3_600_000;
/// The free entry point, after the answer to somebody who came from an advertisement (§6, §11).
pub const FREE_ENTRY_MS: i64 = 72 * 3_600_000;
/// One message to the same person every so often, in the long run.
pub const PAIR_EVERY_MS: i64 = 6_000;
/// How many messages to one person may borrow from the future.
pub const PAIR_BURST: i64 = 45;
/// Messages per second and number, sent and received together, at the usual level.
pub const THROUGHPUT: u32 = 80;
/// The same at the level Meta raises a busy number to by itself.
pub const THROUGHPUT_HIGH: u32 = 1_000;
/// The same for a number that the WhatsApp Business app uses as well (another source: 20; §11).
pub const THROUGHPUT_COEXISTENCE: u32 = 5;
/// A promotion Meta withheld is not tried again sooner (131049).
pub const MARKETING_REST_MS: i64 = 24 * 3_600_000;
/// How long Meta tries to deliver a message unless told otherwise.
pub const DELIVERY_MS: i64 = 30 * 24 * 3_600_000;
/// How long Meta repeats a webhook that was not taken (another page: 36 hours; §11).
pub const WEBHOOK_RETRY_MS: i64 = 7 * 24 * 3_600_000;
/// How long the sign that somebody is typing shows, at most.
pub const TYPING_MS: i64 = 25_000;
/// Management calls an hour for an app and an account with an active number.
pub const CALLS_AN_HOUR: u32 = 5_000;
/// Service messages delivered free of charge per number and calendar month (from 2026-10-01).
pub const FREE_SERVICE_MESSAGES: u32 = 1_000;

/// Unique people a portfolio may open outside a window in 24 h; `None` is unlimited.
/// Takes `TIER_250` … `TIER_UNLIMITED`; an unknown name is read as the lowest tier.
pub fn tier(name: &str) -> Option<u32> {
    match name {
        "TIER_2K" => Some(2_000),
        "TIER_10K" => Some(10_000),
        "TIER_100K" => Some(100_000),
        "TIER_UNLIMITED" => None,
        _ => Some(250),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_found_with_their_parameters_and_unknown_ones_admitted() {
        assert_eq!(media_limit("audio/ogg; codecs=opus").map(|limit| limit.kind), Some("audio"), "Meta itself writes the codec behind");
        assert_eq!(extension("image/JPEG"), "jpg", "types have no case");
        assert!(media_limit("image/gif").is_none(), "a GIF is not an image to Meta");
        assert_eq!(extension("application/x-odd"), "bin", "an unknown type has no ending of its own");
    }

    #[test]
    fn usernames_follow_metas_rules() {
        for good in ["abc", "shop.lyon", "a_1", &"a".repeat(35)] {
            assert!(is_username(good), "{good} is taken");
        }
        for bad in ["ab", ".abc", "abc.", "a..b", "123", "Shop", "www.shop", "shop.com", "a b", &"a".repeat(36)] {
            assert!(!is_username(bad), "{bad} is refused by Meta");
        }
    }
}
