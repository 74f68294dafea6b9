//! Things to read: PDF, the files of offices, plain text. What is in them is nobody's business here.

use std::io::{Read, Seek};

use super::DocumentFacts;
use crate::Trouble;
use crate::reading::at;

/// A text is looked at so far: what is no text shows it at once.
const TEXT: usize = 4_096;
/// The directory of an office file, which is a ZIP, stands at its end.
const TAIL: usize = 64 << 10;

pub(super) fn document(source: &mut (impl Read + Seek), head: &[u8], bytes: u64) -> Result<Option<DocumentFacts>, Trouble> {
    let of = |format: &str, mime: &str| Some(DocumentFacts { format: format.to_owned(), mime: mime.to_owned(), bytes });
    if head.starts_with(b"%PDF-") {
        return Ok(of("pdf", "application/pdf"));
    }
    if head.starts_with(b"PK\x03\x04") {
        let tail = at(source, bytes.saturating_sub(TAIL as u64), TAIL)?;
        let has = |name: &[u8]| tail.windows(name.len()).any(|w| w == name);
        let office = "application/vnd.openxmlformats-officedocument";
        return Ok(if has(b"word/document.xml") {
            of("docx", &format!("{office}.wordprocessingml.document"))
        } else if has(b"xl/workbook.") {
            of("xlsx", &format!("{office}.spreadsheetml.sheet"))
        } else if has(b"ppt/presentation.xml") {
            of("pptx", &format!("{office}.presentationml.presentation"))
        } else {
            None
        });
    }
    if head.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        // Its parts have names of two-byte letters.
        let start = at(source, 0, 1 << 20)?;
        let has = |name: &str| {
            let wide: Vec<u8> = name.bytes().flat_map(|letter| [letter, 0]).collect();
            start.windows(wide.len()).any(|w| w == wide)
        };
        return Ok(if has("WordDocument") {
            of("doc", "application/msword")
        } else if has("Workbook") {
            of("xls", "application/vnd.ms-excel")
        } else if has("PowerPoint Document") {
            of("ppt", "application/vnd.ms-powerpoint")
        } else {
            None
        });
    }
    let text = at(source, 0, TEXT)?;
    Ok(if is_text(&text) { of("text", "text/plain") } else { None })
}

/// Words in UTF-8, without what no text has; a page or a drawing in words is not meant to be read.
fn is_text(start: &[u8]) -> bool {
    let whole = match std::str::from_utf8(start) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(start.get(..error.valid_up_to()).unwrap_or_default()).unwrap_or("")
        }
        Err(_) => return false,
    };
    let marked = whole.trim_start_matches('\u{feff}').trim_start().starts_with('<');
    !whole.trim().is_empty() && !marked && whole.chars().all(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'))
}
