//! A product's description as clean text: tags gone, paragraphs and lists kept as lines. It reads what
//! shops write into such fields, not web pages: a whole HTML parser costs a hundred times the row it is for.
//!
//! Text that was encoded twice on its way through some export is decoded twice; JSON in a cell is somebody's data and
//! stays as it is.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// Descriptions longer than this are cut: nobody reads them in a shop's list.
const LONGEST: usize = 20_000;
/// Markup beyond this is not looked at, in bytes.
const MOST_MARKUP: usize = 1 << 20;

/// Elements that begin and end a line.
const BLOCKS: [&str; 29] = [
    "p",
    "div",
    "br",
    "li",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "tr",
    "table",
    "thead",
    "tbody",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "section",
    "article",
    "header",
    "footer",
    "hr",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "center",
];
/// Elements within a line.
const INLINE: [&str; 21] = [
    "b", "i", "u", "s", "a", "em", "strong", "span", "font", "img", "small", "sup", "sub", "del", "ins", "td", "th", "iframe", "code",
    "meta", "video",
];
/// Elements whose content is no text.
const HIDDEN: [&str; 5] = ["script", "style", "head", "template", "noscript"];

/// The text of a piece of HTML. With `lines`, line ends are line breaks as in a text without tags; otherwise they are so only where no
/// element makes lines.
pub(crate) fn plain_text(html: &str, lines: bool) -> String {
    let html = html.trim();
    if !html.contains(['<', '&', '\r', '\u{a0}', '\u{200b}', '\u{feff}']) || is_json(html) {
        return cut(html).to_owned();
    }
    let mut html = Cow::Borrowed(html);
    for _ in 0..2 {
        if !is_encoded(&html) {
            break;
        }
        html = Cow::Owned(decoded(&html));
    }
    let lines = lines || !makes_lines(&html);
    let mut text = String::with_capacity(html.len().min(LONGEST));
    let mut rest: &str = html.get(..boundary(&html, MOST_MARKUP)).unwrap_or_default();
    while let Some(at) = rest.find(['<', '&']) {
        let (before, after) = rest.split_at(at);
        words(&mut text, before, lines);
        rest = after;
        if text.len() > LONGEST {
            break;
        }
        rest = if rest.starts_with('<') { tag(&mut text, rest) } else { entity(&mut text, rest) };
    }
    words(&mut text, rest.get(..boundary(rest, LONGEST)).unwrap_or_default(), lines);
    cut(text.trim_end()).to_owned()
}

fn boundary(text: &str, most: usize) -> usize {
    let mut end = text.len().min(most);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn cut(text: &str) -> &str {
    text.get(..boundary(text, LONGEST)).unwrap_or_default()
}

fn is_json(text: &str) -> bool {
    let closed = text.starts_with('{') && text.ends_with('}') || text.starts_with('[') && text.ends_with(']');
    closed && text.len() <= MOST_MARKUP && serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

/// Whether the tags themselves are written as entities.
fn is_encoded(html: &str) -> bool {
    let names = |begin: &str| {
        html.match_indices(begin).take(20).any(|(at, _)| {
            let inside = html.get(at + begin.len()..).unwrap_or_default().trim_start_matches('/');
            known(&name_of(inside))
        })
    };
    !html.contains('<') && (names("&lt;") || names("&amp;lt;") || names("&#60;"))
}

fn known(name: &str) -> bool {
    BLOCKS.contains(&name) || INLINE.contains(&name) || HIDDEN.contains(&name)
}

fn decoded(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('&') {
        let (before, after) = rest.split_at(at);
        text.push_str(before);
        match letters(after) {
            Some((letters, length)) => {
                text.push_str(&letters);
                rest = after.get(length..).unwrap_or_default();
            }
            None => {
                text.push('&');
                rest = after.get(1..).unwrap_or_default();
            }
        }
    }
    text.push_str(rest);
    text
}

fn makes_lines(html: &str) -> bool {
    html.match_indices('<').any(|(at, _)| {
        let inside = html.get(at + 1..).unwrap_or_default();
        BLOCKS.contains(&name_of(inside.trim_start_matches('/')).as_str())
    })
}

fn name_of(inside: &str) -> String {
    inside.chars().take_while(char::is_ascii_alphanumeric).take(12).collect::<String>().to_ascii_lowercase()
}

/// Appends words; any run of blanks is one, and none begins a line.
fn words(text: &mut String, part: &str, lines: bool) {
    for letter in part.chars() {
        if letter == '\n' && lines {
            end_line(text);
        } else if letter.is_whitespace() {
            if !text.is_empty() && !text.ends_with([' ', '\n']) {
                text.push(' ');
            }
        } else if !letter.is_control() && !matches!(letter, '\u{200b}' | '\u{feff}' | '\u{ad}') {
            text.push(letter);
        }
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if text.ends_with('•') {
        text.push(' ');
    } else if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Reads one tag at the start of `rest`; answers what follows it.
fn tag<'h>(text: &mut String, rest: &'h str) -> &'h str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    if let Some(data) = rest.strip_prefix("<![CDATA[") {
        return data;
    }
    let inside = rest.get(1..).unwrap_or_default();
    // "< 5 cm" is no tag.
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        text.push('<');
        return inside;
    }
    let name = name_of(inside.trim_start_matches('/'));
    let Some((_, after)) = inside.split_once('>') else {
        if known(&name) || inside.contains('=') {
            return "";
        }
        text.push('<');
        return inside;
    };
    let closes = inside.starts_with('/');
    if HIDDEN.contains(&name.as_str()) && !closes {
        return behind_close(after, &name);
    }
    if name == "li" && !closes {
        end_line(text);
        text.push_str("• ");
    } else if BLOCKS.contains(&name.as_str()) {
        end_line(text);
    } else if matches!(name.as_str(), "td" | "th") {
        words(text, " ", false);
    }
    after
}

/// What stands from the closing tag of this name on.
fn behind_close<'h>(after: &'h str, name: &str) -> &'h str {
    let close = format!("</{name}");
    let found = after.as_bytes().windows(close.len()).position(|part| part.eq_ignore_ascii_case(close.as_bytes()));
    found.and_then(|at| after.get(at..)).unwrap_or_default()
}

/// Reads one entity at the start of `rest`; what is none stays as it stands.
fn entity<'h>(text: &mut String, rest: &'h str) -> &'h str {
    let Some((letters_found, length)) = letters(rest) else {
        text.push('&');
        return rest.get(1..).unwrap_or_default();
    };
    let after = rest.get(length..).unwrap_or_default();
    if letters_found == "&" {
        // "&amp;eacute;" went through two encodings.
        if let Some((inner, inner_length)) = letters(&format!("&{}", after.get(..boundary(after, 12)).unwrap_or_default())) {
            words(text, &inner, false);
            return after.get(inner_length - 1..).unwrap_or_default();
        }
    }
    words(text, &letters_found, false);
    after
}

/// The letters that an entity at the start of the text stands for, and its length.
fn letters(rest: &str) -> Option<(Cow<'static, str>, usize)> {
    let inside = rest.strip_prefix('&')?;
    let name = inside.get(..boundary(inside, 32))?.split_once(';')?.0;
    let length = name.len() + 2;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let letter = char::from_u32(windows(code)).filter(|letter| !letter.is_control() || *letter == '\n')?;
        return Some((Cow::Owned(letter.to_string()), length));
    }
    resolve_html5_entity(name).map(|letters| (Cow::Borrowed(letters), length))
}

/// Numbers that mean the letters of windows-1252, as browsers read them.
fn windows(code: u32) -> u32 {
    match code {
        0x80 => 0x20ac,
        0x85 => 0x2026,
        0x91 => 0x2018,
        0x92 => 0x2019,
        0x93 => 0x201c,
        0x94 => 0x201d,
        0x95 => 0x2022,
        0x96 => 0x2013,
        0x97 => 0x2014,
        0x99 => 0x2122,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn descriptions_become_lines() {
        for (html, text) in [
            ("plain  words", "plain  words"),
            ("<p>Soft &amp; warm</p>", "Soft & warm"),
            ("<p>Light &amp; cool.<br>\nWash cold.</p>", "Light & cool.\nWash cold."),
            ("<ul><li>One</li>\n<li>Two</li></ul><p>After</p>", "• One\n• Two\nAfter"),
            ("<ul><li><p>One</p></li><li><p>Two</p></li></ul>", "• One\n• Two"),
            ("<style>p { x: y }</style><b>Bold</b> &#233;t&#xe9; &unknown; <!-- no --> 3 < 5 & so", "Bold été &unknown; 3 < 5 & so"),
            ("<p class=\"a\">cut in the mid", "cut in the mid"),
            ("open <span", "open"),
            ("for a<weight and more", "for a<weight and more"),
            ("&;<>&#x110000;&#0;", "&;<>&#x110000;&#0;"),
            ("&lt;p&gt;Fine &amp;amp; soft&lt;/p&gt;&lt;p&gt;Second&lt;/p&gt;", "Fine & soft\nSecond"),
            ("Caf&amp;eacute; d&amp;#039;or", "Café d'or"),
            ("<SCRIPT>alert(1)</SCRIPT>Safe", "Safe"),
            ("first\nsecond &amp; third", "first\nsecond & third"),
            ("{\"a\": \"<b>\"}", "{\"a\": \"<b>\"}"),
            ("&nbsp;<p>&nbsp;</p>Text", "Text"),
            ("<table><tr><td>Width</td><td>5 cm</td></tr><tr><td>Height</td><td>6 cm</td></tr></table>", "Width 5 cm\nHeight 6 cm"),
            ("a &#8217; &rsquo; &#146; b", "a ’ ’ ’ b"),
        ] {
            assert_eq!(plain_text(html, false), text, "{html}");
        }
        assert_eq!(plain_text("one\n<b>two</b>\n\n<p>three</p>", true), "one\ntwo\nthree", "line ends count where asked for");
    }

    #[test]
    fn long_and_hostile_markup_ends() {
        let long = "<b>é".repeat(200_000);
        assert!(plain_text(&long, false).len() <= LONGEST, "long text is cut");
        let open = "<script>".repeat(100_000);
        assert_eq!(plain_text(&open, false), "", "unclosed scripts take the rest");
        let deep = "&amp;".repeat(100_000);
        assert!(!plain_text(&deep, false).is_empty(), "endless entities end");
    }
}
