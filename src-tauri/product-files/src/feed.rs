//! Products in XML, one after another: RSS 2.0 and Atom feeds with Google's or Meta's fields, and the plain lists of
//! products that other systems write.
//!
//! An item becomes a row and its elements' names become columns, so that everything behind it is the same as for
//! tables. The names are gathered in a first reading. A tree of the whole document would be shorter and cost its
//! size many times over. Entities that a document declares itself are not expanded: they could grow without end.

use std::collections::HashMap;
use std::io::{self, BufReader, Read};

use encoding_rs::{Decoder, Encoding, UTF_8};
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::{Reader, escape};
use vitrine_sheets::{Row, Source};

use crate::Trouble;

/// The elements that hold one product.
const ITEMS: [&str; 12] =
    ["item", "entry", "product", "offer", "shopitem", "row", "record", "produkt", "artikel", "article", "producto", "prodotto"];
/// Columns beyond these are left unread: real feeds have below a hundred.
const MOST_COLUMNS: usize = 400;
/// Text kept of one element, in bytes.
const MOST_TEXT: usize = 256 << 10;
/// Bytes between two marks of the document: longer ones are no product's.
const MOST_PIECE: usize = 8 << 20;
/// Elements within elements.
const DEEPEST: usize = 64;

type Xml = Reader<BufReader<Transcoded>>;

/// A document of items.
pub(crate) struct Feed {
    xml: Option<Xml>,
    header: Vec<String>,
    places: HashMap<String, usize>,
    buffer: Vec<u8>,
    depth: usize,
    number: usize,
    ended: bool,
    encoding: &'static Encoding,
}

/// Whether these first bytes begin a document that may hold items; web pages and spreadsheets in XML are not meant.
pub(crate) fn is_feed(first: &[u8]) -> bool {
    let text: String =
        first.iter().filter(|byte| byte.is_ascii() && **byte != 0).map(|byte| char::from(byte.to_ascii_lowercase())).collect();
    let text = text.trim_start();
    if !text.starts_with('<') || text.contains("<html") || text.contains("<!doctype html") || text.contains(":office:spreadsheet") {
        return false;
    }
    text.starts_with("<?xml") || ["<rss", "<feed", "<products", "<channel", "<yml_catalog", "<shop"].iter().any(|root| text.contains(root))
}

impl Feed {
    /// Reads all items once, for the names of their elements.
    pub fn open(mut source: Box<dyn Source>) -> Result<Self, Trouble> {
        source.rewind()?;
        let mut first = Vec::new();
        (&mut source).take(1024).read_to_end(&mut first)?;
        let encoding = declared(&first);
        let mut feed =
            Self { xml: None, header: Vec::new(), places: HashMap::new(), buffer: Vec::new(), depth: 0, number: 0, ended: false, encoding };
        feed.begin(source)?;
        let mut row = Row::default();
        while feed.next_row(&mut row)? {}
        if feed.number == 0 {
            return Err(Trouble::new("not_a_table", "XML"));
        }
        feed.rewind()?;
        Ok(feed)
    }

    fn begin(&mut self, mut source: Box<dyn Source>) -> Result<(), Trouble> {
        source.rewind()?;
        let letters = Transcoded::new(source, self.encoding);
        let mut xml = Reader::from_reader(BufReader::with_capacity(64 << 10, letters));
        let config = xml.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        self.xml = Some(xml);
        (self.depth, self.number, self.ended) = (0, 0, false);
        Ok(())
    }

    /// Back before the first item.
    pub fn rewind(&mut self) -> Result<(), Trouble> {
        match self.xml.take() {
            Some(xml) => self.begin(xml.into_inner().into_inner().source),
            None => Err(Trouble::new("unreadable", "")),
        }
    }

    /// The elements' names, in the order in which they come up.
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// The encoding's name.
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// The next item; `false` at the end. What breaks off is a truncated row.
    pub fn next_row(&mut self, row: &mut Row) -> Result<bool, Trouble> {
        let Some(mut xml) = self.xml.take() else { return Ok(false) };
        let mut buffer = std::mem::take(&mut self.buffer);
        let found = self.item(&mut xml, &mut buffer, row);
        (self.xml, self.buffer) = (Some(xml), buffer);
        found
    }

    fn item(&mut self, xml: &mut Xml, buffer: &mut Vec<u8>, row: &mut Row) -> Result<bool, Trouble> {
        row.cells.clear();
        row.truncated = false;
        while !self.ended {
            match event(xml, buffer) {
                Ok(Event::Start(start)) => {
                    let name = local(&start).to_lowercase();
                    self.depth += 1;
                    if self.depth > 1 && ITEMS.contains(&name.as_str()) {
                        self.number += 1;
                        row.number = self.number + 1;
                        self.attributes(&start, row);
                        return self.elements(xml, buffer, row).map(|()| true);
                    }
                    if self.depth > DEEPEST {
                        return Err(Trouble::new("damaged", "XML"));
                    }
                }
                Ok(Event::End(_)) => self.depth = self.depth.saturating_sub(1),
                Ok(Event::Eof) => self.ended = true,
                Ok(_) => {}
                Err(error) if self.number == 0 => return Err(Trouble::new("damaged", error.to_string())),
                Err(_) => {
                    // Something after the last whole item: the row says that the file does not end as it should.
                    self.ended = true;
                    row.number = self.number + 2;
                    row.truncated = true;
                    row.cells.push(String::new());
                    return Ok(true);
                }
            }
        }
        Ok(false)
    }

    /// Everything up to the item's end.
    fn elements(&mut self, xml: &mut Xml, buffer: &mut Vec<u8>, row: &mut Row) -> Result<(), Trouble> {
        let mut path: Vec<(String, String)> = Vec::new();
        let mut texts: Vec<String> = vec![String::new()];
        let mut prefixes: HashMap<String, String> = HashMap::new();
        loop {
            match event(xml, buffer) {
                Ok(Event::Start(start)) => {
                    if path.len() > DEEPEST {
                        return Err(Trouble::new("damaged", "XML"));
                    }
                    let prefix = start.name().prefix().map_or(String::new(), |prefix| prefix.as_ref().to_owned());
                    let address = attribute(&start, "href").or_else(|| attribute(&start, "url"));
                    path.push((local(&start), prefix));
                    texts.push(address.unwrap_or_default());
                }
                Ok(Event::Text(text)) => push(texts.last_mut(), &text.into_inner()),
                Ok(Event::CData(text)) => push(texts.last_mut(), &text.into_inner()),
                Ok(Event::GeneralRef(reference)) => push_reference(texts.last_mut(), &reference),
                Ok(Event::End(_)) => {
                    let text = texts.pop().unwrap_or_default();
                    let Some((name, prefix)) = path.last() else {
                        self.depth = self.depth.saturating_sub(1);
                        return Ok(());
                    };
                    let mut full = String::new();
                    for (name, _) in path.iter().take(path.len() - 1) {
                        full.push_str(name);
                        full.push('/');
                    }
                    full.push_str(name);
                    // "title" and "g:title" in one item: the first one counts.
                    let known = prefixes.entry(full.clone()).or_insert_with(|| prefix.clone());
                    if known == prefix {
                        self.put(row, &full, text.trim());
                    }
                    path.pop();
                }
                Ok(Event::Eof) => {
                    self.ended = true;
                    row.truncated = true;
                    return Ok(());
                }
                Ok(_) => {}
                Err(_) => {
                    self.ended = true;
                    row.truncated = true;
                    return Ok(());
                }
            }
        }
    }

    fn attributes(&mut self, start: &BytesStart<'_>, row: &mut Row) {
        for attribute in start.attributes().flatten() {
            let name = attribute.key.local_name().as_ref().to_owned();
            let value = plain(&attribute.value);
            self.put(row, &name, value.trim());
        }
    }

    fn put(&mut self, row: &mut Row, name: &str, text: &str) {
        if text.is_empty() {
            return;
        }
        let place = match self.places.get(name) {
            Some(&place) => place,
            None if self.header.len() < MOST_COLUMNS => {
                self.header.push(name.to_owned());
                self.places.insert(name.to_owned(), self.header.len() - 1);
                self.header.len() - 1
            }
            None => return,
        };
        if row.cells.len() < self.header.len() {
            row.cells.resize(self.header.len(), String::new());
        }
        if let Some(cell) = row.cells.get_mut(place) {
            if cell.len() + text.len() > MOST_TEXT {
                return;
            }
            if !cell.is_empty() {
                cell.push('\n');
            }
            cell.push_str(text);
        }
    }
}

fn event<'b>(xml: &mut Xml, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, quick_xml::Error> {
    buffer.clear();
    xml.get_mut().get_mut().budget = MOST_PIECE;
    xml.read_event_into(buffer)
}

fn local(start: &BytesStart<'_>) -> String {
    start.local_name().as_ref().to_owned()
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    start.attributes().flatten().find(|attribute| attribute.key.local_name().as_ref() == name).map(|attribute| plain(&attribute.value))
}

fn plain(raw: &str) -> String {
    escape::unescape(raw).map_or_else(|_| raw.to_owned(), |text| text.into_owned())
}

fn push(text: Option<&mut String>, more: &str) {
    if let Some(text) = text {
        let room = MOST_TEXT.saturating_sub(text.len());
        let mut end = more.len().min(room);
        while !more.is_char_boundary(end) {
            end -= 1;
        }
        text.push_str(more.get(..end).unwrap_or_default());
    }
}

fn push_reference(text: Option<&mut String>, reference: &BytesRef<'_>) {
    if let Ok(Some(letter)) = reference.resolve_char_ref() {
        push(text, letter.encode_utf8(&mut [0; 4]));
        return;
    }
    let name = reference.xml10_content();
    match escape::resolve_html5_entity(&name) {
        Some(letters) => push(text, letters),
        None => push(text, &format!("&{name};")),
    }
}

/// The encoding that the document says it is in.
fn declared(first: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(first) {
        return encoding;
    }
    match first {
        [b'<', 0, ..] => return encoding_rs::UTF_16LE,
        [0, b'<', ..] => return encoding_rs::UTF_16BE,
        _ => {}
    }
    let text: String = first.iter().map(|&byte| char::from(byte)).collect();
    let declaration = text.split_once("?>").map_or("", |(declaration, _)| declaration);
    let label = declaration.split_once("encoding").map(|(_, rest)| rest.trim_start_matches([' ', '=', '"', '\'']));
    let label = label.and_then(|rest| rest.split(['"', '\'', ' ']).next());
    // A document that is read this far as single bytes is not in UTF-16, whatever it says.
    label.and_then(|label| Encoding::for_label(label.as_bytes())).filter(|found| found.is_ascii_compatible()).unwrap_or(UTF_8)
}

/// A source read as UTF-8.
struct Transcoded {
    source: Box<dyn Source>,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    begin: usize,
    ended: bool,
    /// Bytes that may still be read before the next mark.
    budget: usize,
}

impl Transcoded {
    fn new(source: Box<dyn Source>, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        Self { source, decoder, raw: vec![0; 32 << 10], ready: Vec::new(), begin: 0, ended: false, budget: MOST_PIECE }
    }
}

impl Read for Transcoded {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.begin == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            let read = self.source.read(&mut self.raw)?;
            self.ended = read == 0;
            let room = self.decoder.max_utf8_buffer_length(read).unwrap_or(read * 3).max(16);
            self.ready.resize(room, 0);
            let piece = self.raw.get(..read).unwrap_or_default();
            let (_, _, written, _) = self.decoder.decode_to_utf8(piece, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.begin = 0;
        }
        let rest = self.ready.get(self.begin..).unwrap_or_default();
        let length = rest.len().min(into.len());
        if length > self.budget {
            return Err(io::Error::other("no end of an element"));
        }
        self.budget -= length;
        if let (Some(target), Some(piece)) = (into.get_mut(..length), rest.get(..length)) {
            target.copy_from_slice(piece);
        }
        self.begin += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> (Vec<String>, Vec<Row>) {
        let mut feed = Feed::open(Box::new(std::io::Cursor::new(text.as_bytes().to_vec()))).expect("opens");
        let (mut found, mut row) = (Vec::new(), Row::default());
        while feed.next_row(&mut row).expect("reads") {
            found.push(row.clone());
        }
        (feed.header().to_vec(), found)
    }

    #[test]
    fn items_become_rows() {
        let (header, found) = rows(
            r#"<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0"><channel><title>Shop</title>
            <item><g:id>A&amp;1</g:id><title><![CDATA[Cup <b>big</b>]]></title><g:title>other</g:title><g:shipping><g:price>4 EUR</g:price></g:shipping>
            <g:price>9 EUR</g:price><g:additional_image_link>http://x/1</g:additional_image_link><g:additional_image_link>http://x/2</g:additional_image_link></item>
            <item id="7"><link href="http://x/p"/><title>Fish &eacute; &unknown; &lt;i&gt;</title></item></channel></rss>"#,
        );
        assert_eq!(header, ["id", "title", "shipping/price", "price", "additional_image_link", "link"], "the elements' names in order");
        assert_eq!(
            found[0].cells,
            ["A&1", "Cup <b>big</b>", "4 EUR", "9 EUR", "http://x/1\nhttp://x/2", ""],
            "a shipping price is no price"
        );
        assert_eq!(found[1].cell(Some(5)), "http://x/p", "an address may stand in an attribute");
        assert_eq!(found[1].cell(Some(1)), "Fish é &unknown; <i>", "entities are read, unknown ones stay");
        assert_eq!((found[0].number, found[1].number), (2, 3), "the header would be row 1");
    }

    #[test]
    fn broken_documents_end_in_a_truncated_row() {
        let (_, found) = rows("<rss><channel><item><id>1</id></item><item><id>2</id><title>Cu");
        assert_eq!(found.iter().map(|row| row.truncated).collect::<Vec<_>>(), [false, true], "the last item is cut");
        let long = format!("<a><item><id>1</id></item><item><id>{}</id></item></a>", "x".repeat(MOST_PIECE * 2));
        assert!(rows(&long).1.last().is_some_and(|row| row.truncated), "no element may be endless");
        let bomb = "<!DOCTYPE a [<!ENTITY b \"&c;&c;\">]><a><item><id>&b;</id></item></a>";
        assert_eq!(rows(bomb).1[0].cells, ["&b;"], "entities of the document's own are not expanded");
    }

    #[test]
    fn other_encodings_are_read_as_declared() {
        let mut bytes = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><products><product><name>Caf".to_vec();
        bytes.extend(b"\xe9</name></product></products>");
        let mut feed = Feed::open(Box::new(std::io::Cursor::new(bytes))).expect("opens");
        let mut row = Row::default();
        assert!(feed.next_row(&mut row).expect("reads") && row.cells == ["Café"], "latin letters are read");
        assert_eq!(feed.encoding(), "windows-1252", "and the encoding is named as the web does");
    }
}
