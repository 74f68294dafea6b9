//! The greeting that a sentence begins with, which says nothing about what follows.

use crate::text::Token;

/// Words of greetings and of address.
#[rustfmt::skip]
const GREETINGS: &[&str] = &[
    "hi", "hello", "hey", "hii", "good", "morning", "evening", "afternoon", "dear", "sir", "madam",
    "hola", "holaa", "buenas", "buenos", "dias", "tardes", "noches", "que", "tal",
    "bonjour", "bjr", "bonsoir", "salut", "slt", "coucou", "cc",
    "ola", "oi", "oie", "bom", "boa", "dia", "tarde", "noite", "tudo", "bem",
    "namaste", "नमस्ते", "bhai", "bhaiya", "مرحبا", "اهلا", "هلا", "السلام", "عليكم", "سلام", "salam",
];
/// Those of them that open a sentence which is no greeting.
const NEVER_FIRST: &[&str] = &["que", "tudo", "dia", "sir"];

/// A sentence without the greeting it begins with, unless it is nothing else.
pub fn without_greeting(sentence: &[Token]) -> &[Token] {
    let said = |at: usize| sentence.get(at).map_or("", |token| token.text.as_str());
    let skipped = (0..sentence.len()).take_while(|&at| GREETINGS.contains(&said(at))).count();
    // "Que" opens many a question, so the last of a greeting is given back with it.
    let start = if skipped > 0 && said(skipped - 1) == "que" { skipped - 1 } else { skipped };
    let words = sentence.iter().skip(skipped).filter(|token| token.text.chars().any(char::is_alphanumeric)).count();
    if words >= 2 && !NEVER_FIRST.contains(&said(0)) { sentence.get(start..).unwrap_or(sentence) } else { sentence }
}
