//! CHANGELOG.md as other changelogs want it. It is the only place where changes are written; its headings
//! are `## Unreleased` or `## VERSION - YYYY-MM-DD`, its sections `### …`, its lines `- …`.

use anyhow::Result;

/// One heading of CHANGELOG.md.
#[derive(Debug, Eq, PartialEq)]
pub struct Release {
    /// The version, or `None` while it has none yet.
    pub version: Option<String>,
    /// The day it came out.
    pub day: Option<String>,
    /// Section, and the changes under it.
    pub sections: Vec<(String, Vec<String>)>,
}

/// Reads CHANGELOG.md.
pub fn read(text: &str) -> Vec<Release> {
    let mut releases: Vec<Release> = Vec::new();
    for line in text.lines() {
        if let Some(heading) = line.strip_prefix("## ") {
            let (version, day) = heading.split_once(" - ").map_or((heading, None), |(v, d)| (v, Some(d.trim().to_owned())));
            let version = Some(version.trim().trim_matches(['[', ']']).to_owned()).filter(|v| v != "Unreleased");
            releases.push(Release { version, day, sections: Vec::new() });
        }
        let Some(release) = releases.last_mut() else {
            continue;
        };
        if let Some(section) = line.strip_prefix("### ") {
            release.sections.push((section.trim().to_owned(), Vec::new()));
        } else if let Some(change) = line.strip_prefix("- ") {
            if release.sections.is_empty() {
                release.sections.push((String::new(), Vec::new()));
            }
            if let Some((_, changes)) = release.sections.last_mut() {
                changes.push(change.trim().to_owned());
            }
        } else if let Some(more) = line.strip_prefix("  ") {
            if let Some(change) = release.sections.last_mut().and_then(|(_, changes)| changes.last_mut()) {
                change.push(' ');
                change.push_str(more.trim());
            }
        }
    }
    releases
}

/// Debian's changelog. `current` is the version of what has none yet; `moment` writes a day, or the
/// source's own for `None`, the way RFC 5322 does.
pub fn debian(releases: &[Release], current: &str, maintainer: &str, moment: impl Fn(Option<&str>) -> Result<String>) -> Result<String> {
    let mut text = String::new();
    for release in releases {
        let version = release.version.as_deref().unwrap_or(current);
        text.push_str(&format!("vitrine ({version}) unstable; urgency=medium\n"));
        for (section, changes) in &release.sections {
            text.push('\n');
            if !section.is_empty() {
                text.push_str(&format!("  [ {section} ]\n"));
            }
            for change in changes {
                text.push_str(&format!("  * {}\n", fold(change, 76).join("\n    ")));
            }
        }
        text.push_str(&format!("\n -- {maintainer}  {}\n\n", moment(release.day.as_deref())?));
    }
    Ok(text)
}

/// The releases as AppStream lists them; `today` is the day of what has none yet.
pub fn appstream(releases: &[Release], current: &str, today: &str) -> String {
    let line = |release: &Release| {
        let (version, day) = (release.version.as_deref().unwrap_or(current), release.day.as_deref().unwrap_or(today));
        format!(r#"<release version="{version}" date="{day}"/>"#)
    };
    releases.iter().map(line).collect::<Vec<_>>().join("\n    ")
}

/// Lines of at most `width` characters, broken between words. Markdown's stars and backquotes go.
fn fold(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.replace(['*', '`'], "").split_whitespace() {
        let line = lines.last().map_or(0, |l| l.chars().count());
        if line > 0 && line + 1 + word.chars().count() > width {
            lines.push(String::new());
        }
        if let Some(last) = lines.last_mut() {
            if !last.is_empty() {
                last.push(' ');
            }
            last.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Changes\n\n## Unreleased\n\n### Fixed\n- One `thing`\n  on two lines.\n\n## 0.1.0 - 2026-12-01\n\n### Added\n- The shop.\n- The *window*.\n";

    #[test]
    fn a_release_has_its_version_day_and_changes() {
        let releases = read(TEXT);
        assert_eq!(releases.len(), 2, "each heading is a release");
        assert_eq!(releases[0].version, None, "what is not released has no version");
        assert_eq!(
            releases[0].sections,
            [("Fixed".to_owned(), vec!["One `thing` on two lines.".to_owned()])],
            "a broken line is one change"
        );
        assert_eq!(
            (releases[1].version.as_deref(), releases[1].day.as_deref()),
            (Some("0.1.0"), Some("2026-12-01")),
            "the heading says both"
        );
    }

    #[test]
    fn debian_reads_the_same_changes() -> Result<()> {
        let text = debian(&read(TEXT), "0.2.0", "A <a@b.example>", |day| Ok(day.unwrap_or("today").to_owned()))?;
        assert!(
            text.starts_with(
                "vitrine (0.2.0) unstable; urgency=medium\n\n  [ Fixed ]\n  * One thing on two lines.\n\n -- A <a@b.example>  today\n"
            ),
            "{text}"
        );
        assert!(text.contains("  * The window.\n\n -- A <a@b.example>  2026-12-01\n"), "an old release keeps its day: {text}");
        Ok(())
    }

    #[test]
    fn a_long_change_is_folded_between_words() {
        let lines = fold(&"word ".repeat(40), 76);
        assert!(lines.len() > 1 && lines.iter().all(|l| l.len() <= 76), "no line is longer than Debian's tools like: {lines:?}");
    }
}
