//! The platform's limits as data (fact sheet §2 and §5, autumn 2026). Lengths are in characters,
//! as Meta counts them; durations in milliseconds.

/// Longest body of an ordinary text message.
pub const TEXT_BODY: usize = 4096;
/// Longest body of an interactive message with buttons.
pub const INTERACTIVE_BODY: usize = 1024;
/// Longest footer of an interactive message or a template.
pub const FOOTER: usize = 60;
/// Longest title of a reply button.
pub const BUTTON_TITLE: usize = 20;
/// Longest id of a reply button, or payload of a template's quick reply.
pub const BUTTON_ID: usize = 256;
/// Most reply buttons on one interactive message.
pub const BUTTONS: usize = 3;
/// Longest label of a template's button.
pub const TEMPLATE_BUTTON: usize = 25;
/// Longest `biz_opaque_callback_data`.
pub const CALLBACK_DATA: usize = 512;
/// Largest image, in bytes.
pub const IMAGE_BYTES: u64 = 5 * 1024 * 1024;
/// How long an uploaded media id lasts.
pub const MEDIA_LIFE_MS: i64 = 30 * 24 * 3_600_000;
/// The customer service window, after the customer's last message.
pub const WINDOW_MS: i64 = 24 * 3_600_000;
/// One message to the same person every so often, in the long run.
pub const PAIR_EVERY_MS: i64 = 6_000;
/// How many messages to one person may borrow from the future.
pub const PAIR_BURST: i64 = 45;
/// Messages per second and number, sent and received together, at the usual level.
pub const THROUGHPUT: u32 = 80;
/// Largest webhook delivery, in bytes.
pub const WEBHOOK_BYTES: usize = 3 * 1024 * 1024;
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
