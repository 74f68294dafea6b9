//! Files that are more than delimited text: what they are, and the sheet in them.
//!
//! The bytes decide, never the name: a web page called ".xls" and a CSV called ".xlsx" are both
//! common. What cannot be a table is refused by a code that says what to do about it.

mod grid;
mod guard;
mod names;
mod page;
mod value;
mod workbook;
mod xml2003;

pub(crate) use grid::Sheet;

use crate::encoding;
use crate::{Facts, Kind, Source, Trouble};
use std::io::{BufReader, Read, SeekFrom};
use workbook::Chosen;
use zip::ZipArchive;

/// What the first bytes say.
pub(crate) enum Form {
    /// Delimited text, as far as can be told.
    Text(Box<dyn Source>),
    /// A sheet.
    Sheet(Box<Sheet>, Facts),
    /// One table within an archive, unpacked.
    Inner(Vec<u8>, String),
}

/// Web pages and XML are read whole; bytes.
const MOST_MARKUP: u64 = 64 << 20;
/// First bytes looked at.
const FIRST: u64 = 4096;

/// Tells what the source holds and reads it, unless it is delimited text.
pub(crate) fn recognise(mut source: Box<dyn Source>) -> Result<Form, Trouble> {
    source.rewind()?;
    let mut first = Vec::new();
    (&mut source).take(FIRST).read_to_end(&mut first)?;
    let length = source.seek(SeekFrom::End(0))?;
    source.rewind()?;
    if first.is_empty() {
        return Err(Trouble::new("empty", ""));
    }
    if first.starts_with(b"PK\x03\x04") || first.starts_with(b"PK\x05\x06") {
        return packed(source, length);
    }
    if first.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return old(source, length);
    }
    if let Some(name) = foreign(&first) {
        return Err(Trouble::new("binary", name));
    }
    match markup(&first) {
        Markup::None => Ok(Form::Text(source)),
        Markup::Page => page_or_xml(source, Kind::Html),
        Markup::SpreadsheetXml => page_or_xml(source, Kind::SpreadsheetXml),
        Markup::Other(name) => Err(Trouble::new("not_a_table", name)),
    }
}

/// Files with a signature that are no table.
fn foreign(first: &[u8]) -> Option<&'static str> {
    const SIGNS: &[(&[u8], &str)] = &[
        (b"%PDF", "PDF"),
        (b"\x89PNG", "PNG"),
        (b"\xff\xd8\xff", "JPEG"),
        (b"GIF8", "GIF"),
        (b"\x1f\x8b", "gzip"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"Rar!", "RAR"),
        (b"SQLite format 3\0", "SQLite"),
        (b"\x7fELF", "program"),
        (b"MZ\x90", "program"),
        (b"{\\rtf", "RTF"),
    ];
    SIGNS.iter().find(|(sign, _)| first.starts_with(sign)).map(|(_, name)| *name)
}

enum Markup {
    None,
    Page,
    SpreadsheetXml,
    Other(&'static str),
}

fn markup(first: &[u8]) -> Markup {
    // UTF-16 has a zero byte beside every letter of a tag.
    let text: String =
        first.iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(*byte).to_ascii_lowercase()).collect();
    let text = text.trim_start();
    if text.starts_with('{') && text.contains("\":") || text.starts_with("[{") || text.starts_with("[\n") {
        return Markup::Other("JSON");
    }
    if text.starts_with("begin:vcard") {
        return Markup::Other("vCard");
    }
    if text.starts_with("mime-version:") {
        return Markup::Other("MHTML");
    }
    if !text.starts_with('<') {
        return Markup::None;
    }
    if text.contains("urn:schemas-microsoft-com:office:spreadsheet") && !text.contains("<html") {
        return Markup::SpreadsheetXml;
    }
    let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "<script", "<div", "<center", "<title"];
    if tags.iter().any(|tag| text.contains(tag)) {
        return Markup::Page;
    }
    if text.starts_with("<?xml") || text.starts_with("<!") { Markup::Other("XML") } else { Markup::None }
}

fn page_or_xml(mut source: Box<dyn Source>, kind: Kind) -> Result<Form, Trouble> {
    let letters = encoding::detect(&mut *source)?;
    let mut bytes = Vec::new();
    (&mut source).take(MOST_MARKUP + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST_MARKUP {
        return Err(Trouble::new("too_large", ""));
    }
    let text = letters.decode(&bytes);
    let text = text.trim_start_matches('\u{feff}');
    drop(bytes);
    let (grid, name) = if kind == Kind::Html { (page::read(text)?, None) } else { xml2003::read(text)? };
    let mut form = sheet(Chosen { grid, name: name.clone().unwrap_or_default(), others: Vec::new() }, kind)?;
    if let Form::Sheet(_, facts) = &mut form {
        facts.encoding = letters.name().to_owned();
        facts.sheet = name;
    }
    Ok(form)
}

fn sheet(chosen: Chosen, kind: Kind) -> Result<Form, Trouble> {
    let sheet = Sheet::new(chosen.grid)?;
    let facts = Facts {
        kind,
        encoding: String::new(),
        separator: None,
        sheet: Some(chosen.name),
        other_sheets: chosen.others,
        header_row: sheet.header().number,
    };
    Ok(Form::Sheet(Box::new(sheet), facts))
}

fn packed(mut source: Box<dyn Source>, length: u64) -> Result<Form, Trouble> {
    if length > guard::MOST_PACKED {
        return Err(Trouble::new("too_large", ""));
    }
    let mut zip = ZipArchive::new(BufReader::new(&mut source)).map_err(|error| Trouble::new("damaged", error.to_string()))?;
    let names: Vec<String> = zip.file_names().flatten().map(|name| name.into_owned()).collect();
    let has = |name: &str| names.iter().any(|other| other.eq_ignore_ascii_case(name));
    let under = |folder: &str| names.iter().any(|name| name.starts_with(folder));
    let kind = if has("xl/workbook.bin") {
        Kind::Xlsb
    } else if has("content.xml") && (has("mimetype") || has("META-INF/manifest.xml")) {
        Kind::Ods
    } else if under("Index/") || has("Index.zip") {
        return Err(Trouble::new("numbers_file", ""));
    } else if under("word/") || under("ppt/") {
        return Err(Trouble::new("not_a_table", "document"));
    } else if has("[Content_Types].xml") {
        Kind::Xlsx
    } else {
        return inner(&mut zip, &names);
    };
    guard::unpacks(&mut zip)?;
    if kind == Kind::Ods {
        // An encrypted part cannot be looked over; the reader then says that a password is needed.
        if !is_encrypted(&mut zip) {
            guard::open_document(&mut zip)?;
        }
    }
    drop(zip);
    source.rewind()?;
    sheet(workbook::read(source, kind)?, kind)
}

fn is_encrypted<R: Read + std::io::Seek>(zip: &mut ZipArchive<R>) -> bool {
    let Ok(part) = zip.by_name("META-INF/manifest.xml") else { return false };
    let mut text = Vec::new();
    part.take(1 << 20).read_to_end(&mut text).is_ok() && memchr::memmem::find(&text, b"encryption-data").is_some()
}

/// The one table that an archive holds.
fn inner<R: Read + std::io::Seek>(zip: &mut ZipArchive<R>, names: &[String]) -> Result<Form, Trouble> {
    const ENDINGS: [&str; 8] = [".csv", ".tsv", ".tab", ".txt", ".xlsx", ".xls", ".ods", ".xlsb"];
    let is_table = |name: &&String| {
        let lower = name.to_lowercase();
        let file = lower.rsplit('/').next().unwrap_or_default();
        ENDINGS.iter().any(|ending| file.ends_with(ending))
            && !lower.starts_with("__macosx/")
            && !file.starts_with('.')
            && !file.starts_with("readme")
    };
    let tables: Vec<&String> = names.iter().filter(is_table).collect();
    let name = match tables.as_slice() {
        [] => return Err(Trouble::new("not_a_table", "zip")),
        [name] => (*name).clone(),
        many => {
            let shown: Vec<&str> = many.iter().take(10).map(|name| name.as_str()).collect();
            return Err(Trouble::new("several_files", shown.join(", ")));
        }
    };
    let part = zip.by_name(&name).map_err(|error| match error {
        zip::result::ZipError::UnsupportedArchive(zip::result::ZipError::PASSWORD_REQUIRED) => Trouble::new("password", name.clone()),
        other => Trouble::new("damaged", other.to_string()),
    })?;
    let mut bytes = Vec::new();
    part.take(guard::MOST_PACKED + 1).read_to_end(&mut bytes).map_err(|error| Trouble::new("damaged", error.to_string()))?;
    if bytes.len() as u64 > guard::MOST_PACKED {
        return Err(Trouble::new("too_large", name));
    }
    Ok(Form::Inner(bytes, name))
}

/// Excel up to 2003, or a newer workbook behind a password.
fn old(mut source: Box<dyn Source>, length: u64) -> Result<Form, Trouble> {
    if length > guard::MOST_PACKED {
        return Err(Trouble::new("too_large", ""));
    }
    let damaged = |error: std::io::Error| Trouble::new("damaged", error.to_string());
    let mut container = cfb::CompoundFile::open(BufReader::new(&mut source)).map_err(damaged)?;
    if container.exists("/EncryptedPackage") {
        return Err(Trouble::new("password", ""));
    }
    let path =
        ["/Workbook", "/Book"].into_iter().find(|path| container.is_stream(path)).ok_or_else(|| Trouble::new("not_a_table", "document"))?;
    let mut stream = Vec::new();
    container.open_stream(path).and_then(|part| part.take(length).read_to_end(&mut stream)).map_err(damaged)?;
    guard::old_workbook(&stream)?;
    drop((stream, container));
    source.rewind()?;
    sheet(workbook::read(source, Kind::Xls)?, Kind::Xls)
}
