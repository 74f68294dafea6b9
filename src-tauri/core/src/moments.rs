//! Moments: what a customer wants when she writes. So far the one that fills the waitlist.

pub mod tell_me;
