//! The WhatsApp Cloud API, typed: what a business sends, what Meta answers, what webhooks bring.
//!
//! This crate knows nothing of shops. It leaves pacing, retries and storage to its caller and
//! reports each attempt as one [`client::Outcome`], because the API has no idempotency key: only
//! the caller can decide what an unanswered request means. Meta's error codes are known in
//! [`error`] and nowhere else.
//!
//! - [`client`]: the calls; [`client::connect`] finds accounts and numbers from a token alone.
//! - [`message`]: every kind of message, with [`Message::check`] for what Meta would refuse.
//! - [`template`]: templates written, judged ([`template::lint`](fn@template::lint)), listed and filled from their own definition.
//! - [`webhook`]: every field and every kind of message; what is not understood stays as JSON.
//! - [`limits`]: the platform's numbers. [`signature`]: whether a webhook is Meta's.
//!
//! `§` in the documentation is a section of the fact sheet this crate was written from: Meta's public
//! documentation as of autumn 2026. Nothing that holds personal data shows it in `Debug`.

/// `Debug` that names the type and shows nothing of what is in it: names, numbers, words and wamids
/// (which contain the number) must not reach a log by an unthinking `{:?}`.
macro_rules! quiet {
    ($($type:ty),* $(,)?) => {$(
        impl std::fmt::Debug for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($type), "(…)"))
            }
        }
    )*};
}

pub mod client;
pub mod error;
pub mod limits;
pub mod message;
pub mod signature;
pub mod template;
mod tolerant;
pub mod webhook;

pub use client::{Client, Credentials, Outcome};
pub use error::ApiError;
pub use message::{Address, Message};
