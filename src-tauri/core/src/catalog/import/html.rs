//! A product's description as clean text: tags gone, paragraphs and lists kept as lines. It reads what
//! shops write into such fields, not web pages: a whole HTML parser costs a hundred times the row it is for.

/// Descriptions longer than this are cut: nobody reads them in a shop's list.
const LONGEST: usize = 20_000;

/// The text of a piece of HTML.
pub fn plain_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return html.trim().to_owned();
    }
    let mut text = String::with_capacity(html.len().min(LONGEST));
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        words(&mut text, &rest[..at]);
        rest = &rest[at..];
        if text.len() > LONGEST {
            break;
        }
        rest = if rest.starts_with('<') { tag(&mut text, rest) } else { entity(&mut text, rest) };
    }
    words(&mut text, rest);
    text.trim_end().to_owned()
}

/// Appends words; any run of blanks is one, and none begins a line.
fn words(text: &mut String, part: &str) {
    for letter in part.chars() {
        if !letter.is_whitespace() || letter == '\u{a0}' {
            text.push(letter);
        } else if !text.is_empty() && !text.ends_with([' ', '\n']) {
            text.push(' ');
        }
    }
}

fn end_line(text: &mut String) {
    text.truncate(text.trim_end_matches(' ').len());
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
}

/// Reads one tag at the start of `rest`; answers what follows it.
fn tag<'h>(text: &mut String, rest: &'h str) -> &'h str {
    if let Some(comment) = rest.strip_prefix("<!--") {
        return comment.find("-->").map_or("", |end| &comment[end + 3..]);
    }
    let inside = &rest[1..];
    // "< 5 cm" is no tag.
    if !inside.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        text.push('<');
        return inside;
    }
    let Some(end) = inside.find('>') else {
        return "";
    };
    let name: String =
        inside[..end].trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
    let after = &inside[end + 1..];
    let closes = inside.starts_with('/');
    match name.as_str() {
        "script" | "style" if !closes => {
            let close = format!("</{name}");
            let at = after.to_ascii_lowercase().find(&close);
            return at.map_or("", |at| &after[at..]);
        }
        "li" if !closes => {
            end_line(text);
            text.push_str("- ");
        }
        "p" | "div" | "br" | "li" | "ul" | "ol" | "tr" | "table" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section" | "article"
        | "hr" => {
            end_line(text);
        }
        "td" | "th" => words(text, " "),
        _ => {}
    }
    after
}

/// Reads one entity at the start of `rest`; what is none stays as it stands.
fn entity<'h>(text: &mut String, rest: &'h str) -> &'h str {
    let name = rest[1..].split(';').next().filter(|n| n.len() <= 8 && n.len() + 1 < rest.len());
    let letter = name.and_then(|name| match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" | "rsquo" => Some('\''),
        "nbsp" => Some('\u{a0}'),
        "eacute" => Some('é'),
        "egrave" => Some('è'),
        "agrave" => Some('à'),
        "ccedil" => Some('ç'),
        "euro" => Some('€'),
        "ndash" => Some('–'),
        "mdash" => Some('—'),
        "hellip" => Some('…'),
        "middot" => Some('·'),
        "times" => Some('×'),
        "deg" => Some('°'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok(),
                None => number.parse().ok(),
            };
            code.and_then(char::from_u32).filter(|c| !c.is_control())
        }
    });
    match (letter, name) {
        (Some(letter), Some(name)) => {
            text.push(letter);
            &rest[name.len() + 2..]
        }
        _ => {
            text.push('&');
            &rest[1..]
        }
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
            ("<ul><li>One</li>\n<li>Two</li></ul><p>After</p>", "- One\n- Two\nAfter"),
            ("<style>p { x: y }</style><b>Bold</b> &#233;t&#xe9; &unknown; <!-- no --> 3 < 5 & so", "Bold été &unknown; 3 < 5 & so"),
            ("<p class=\"a\">cut in the mid", "cut in the mid"),
            ("open <tag", "open"),
            ("&;<>&#x110000;&#0;", "&;<>&#x110000;&#0;"),
        ] {
            assert_eq!(plain_text(html), text, "{html}");
        }
    }
}
