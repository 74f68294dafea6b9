//! Hours as people write them in their language, one line for days that are alike.
//!
//! What is said here is understood again by `understand` with the same language, and means the same;
//! a test holds that for weeks of every kind. Rules that everyday words have no form for are shown
//! as the OSM they are.

use super::plan::{Block, Content, DAY, DatePoint, DateSpan, Hours, On, Plan, Span, groups, runs};
use super::sentence::BY_APPOINTMENT;
use super::understand::plan_of;
use serde::{Deserialize, Serialize};

/// One line of hours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The days or dates, such as `lun.–ven.`; empty where the line is about no days.
    pub days: String,
    /// The times, or what stands for them.
    pub hours: String,
    /// Both, as one line.
    pub text: String,
    /// Everyday words have no form for it: this is OSM.
    pub osm: bool,
}

/// In which language, and whether the clock has twelve hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Manner {
    words: &'static Words,
    twelve: bool,
}

#[derive(Debug, PartialEq, Eq)]
struct Words {
    tag: &'static str,
    days: [&'static str; 7],
    months: [&'static str; 12],
    every_day: &'static str,
    closed: &'static str,
    all_day: &'static str,
    appointment: &'static str,
    or: &'static str,
    public: &'static str,
    school: &'static str,
    /// Between a day and its month.
    of: &'static str,
}

impl Manner {
    /// From a language tag such as `fr` or `en-US`; English where the language is not spoken here.
    /// The United States, India and their like count to twelve.
    pub fn of(tag: &str) -> Self {
        let tag = tag.replace('_', "-").to_ascii_lowercase();
        let (language, region) = tag.split_once('-').unwrap_or((&tag, ""));
        let words = WORDS.iter().find(|words| words.tag == language).unwrap_or(&WORDS[0]);
        let twelve = words.tag == "hi" || (words.tag == "en" && matches!(region, "us" | "in" | "ca" | "au" | "nz" | "ph" | "pk"));
        Self { words, twelve }
    }

    /// The same language with the other clock.
    pub fn with_twelve_hours(self, twelve: bool) -> Self {
        Self { twelve, ..self }
    }
}

/// The hours as lines. `language` is a tag; see [`Manner::of`].
pub fn say(osm: &str, language: &str) -> Vec<Line> {
    say_in(osm, Manner::of(language))
}

/// The hours as lines, in a manner.
pub fn say_in(osm: &str, manner: Manner) -> Vec<Line> {
    if osm.trim().is_empty() || osm.len() > super::LONGEST {
        return Vec::new();
    }
    match plan_of(osm).filter(speakable) {
        Some(plan) => lines(&plan, manner),
        None => osm
            .split(';')
            .map(|rule| Line { days: String::new(), hours: rule.trim().to_owned(), text: rule.trim().to_owned(), osm: true })
            .filter(|line| !line.text.is_empty())
            .collect(),
    }
}

/// Whether everyday words have a form for it.
fn speakable(plan: &Plan) -> bool {
    let easter = |point: &DatePoint| matches!(point.on, On::Easter(_));
    plan.blocks.iter().all(|block| block.dates.iter().all(|span| !easter(&span.from) && !easter(&span.to)))
}

fn lines(plan: &Plan, manner: Manner) -> Vec<Line> {
    let mut lines = Vec::new();
    let words = manner.words;
    let mut blocks: Vec<&Block> = plan.blocks.iter().collect();
    blocks.sort_by_key(|block| (!block.dates.is_empty(), !block.dates.iter().any(DateSpan::is_wide)));
    for block in &blocks {
        let mut week = block.week.clone();
        let usual = block.dates.is_empty();
        if usual && plan.otherwise.is_none() && week.iter().any(Option::is_some) {
            // People want to read that it is closed, not to conclude it.
            for day in &mut week {
                day.get_or_insert_with(Content::closed);
            }
        }
        let dates = dates(&block.dates, words);
        for (mask, content) in groups(&week) {
            let days = match (mask, usual) {
                (0x7f, false) if !block.dates.iter().any(DateSpan::is_wide) => String::new(),
                (0x7f, _) => words.every_day.to_owned(),
                _ => days(mask, words),
            };
            lines.push(line(&[&dates, &days], content, manner));
        }
        for (name, content) in [(words.public, &block.public), (words.school, &block.school)] {
            if let Some(content) = content {
                lines.push(line(&[&dates, name], content, manner));
            }
        }
    }
    if let Some(comment) = &plan.otherwise {
        let said = if comment == BY_APPOINTMENT { words.appointment.to_owned() } else { format!("“{comment}”") };
        let text = if lines.is_empty() { said } else { format!("{} {said}", words.or) };
        lines.push(Line { days: String::new(), hours: text.clone(), text, osm: false });
    }
    lines
}

fn line(names: &[&str], content: &Content, manner: Manner) -> Line {
    let days = names.iter().filter(|name| !name.is_empty()).copied().collect::<Vec<_>>().join(" ");
    let mut hours = match &content.hours {
        Hours::Closed => manner.words.closed.to_owned(),
        Hours::Unknown => String::new(),
        // Only ever read from OSM by the strict parser, which shows it as it is.
        Hours::Daylight { .. } => "☀".to_owned(),
        Hours::Open(spans) if *spans == [Span { from: 0, to: DAY, open_end: false }] => manner.words.all_day.to_owned(),
        Hours::Open(spans) => spans.iter().map(|span| self::span(span, manner)).collect::<Vec<_>>().join(", "),
    };
    if let Some(comment) = &content.comment {
        if !hours.is_empty() {
            hours.push(' ');
        }
        hours.push_str(&if comment == BY_APPOINTMENT { manner.words.appointment.to_owned() } else { format!("“{comment}”") });
    }
    let text = format!("{days} {hours}").trim().to_owned();
    Line { days, hours, text, osm: false }
}

fn days(mask: u8, words: &Words) -> String {
    let name = |day: usize| words.days.get(day).copied().unwrap_or_default();
    let runs = runs(mask).into_iter().map(|(first, last)| match last - first {
        0 => name(first).to_owned(),
        1 => format!("{}, {}", name(first), name(last)),
        _ => format!("{}–{}", name(first), name(last)),
    });
    runs.collect::<Vec<_>>().join(", ")
}

fn dates(spans: &[DateSpan], words: &Words) -> String {
    let span = |span: &DateSpan| {
        if span.from == span.to { date(&span.from, words) } else { format!("{}–{}", date(&span.from, words), date(&span.to, words)) }
    };
    spans.iter().map(span).collect::<Vec<_>>().join(", ")
}

fn date(point: &DatePoint, words: &Words) -> String {
    let month = |month: u8| words.months.get(usize::from(month).saturating_sub(1)).copied().unwrap_or_default();
    let year = point.year.map_or_else(String::new, |year| format!(" {year}"));
    match point.on {
        On::Month(m) => format!("{}{year}", month(m)),
        On::Day(m, day) => format!("{day}{}{}{year}", words.of, month(m)),
        On::Easter(_) => String::new(),
    }
}

fn span(span: &Span, manner: Manner) -> String {
    let plus = if span.open_end { "+" } else { "" };
    if span.open_end && span.to == DAY {
        return format!("{}+", time(span.from, manner));
    }
    let to = if span.to > DAY && manner.twelve { span.to - DAY } else { span.end() };
    format!("{}–{}{plus}", time(span.from, manner), time(to, manner))
}

fn time(minutes: u16, manner: Manner) -> String {
    let (hour, minute) = (minutes / 60, minutes % 60);
    if !manner.twelve {
        return format!("{hour:02}:{minute:02}");
    }
    let hour = hour % 24;
    let twelve = if hour.is_multiple_of(12) { 12 } else { hour % 12 };
    if manner.words.tag == "hi" {
        let part = match hour {
            4..=11 => "सुबह",
            12..=15 => "दोपहर",
            16..=19 => "शाम",
            _ => "रात",
        };
        return format!("{part} {twelve}:{minute:02}");
    }
    format!("{twelve}:{minute:02} {}", if hour < 12 { "AM" } else { "PM" })
}

const WORDS: [Words; 6] = [
    Words {
        tag: "en",
        days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
        months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
        every_day: "every day",
        closed: "closed",
        all_day: "open 24 hours",
        appointment: "by appointment",
        or: "or",
        public: "public holidays",
        school: "school holidays",
        of: " ",
    },
    Words {
        tag: "fr",
        days: ["lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim."],
        months: ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"],
        every_day: "tous les jours",
        closed: "fermé",
        all_day: "24h/24",
        appointment: "sur rendez-vous",
        or: "ou",
        public: "jours fériés",
        school: "vacances scolaires",
        of: " ",
    },
    Words {
        tag: "es",
        days: ["lun.", "mar.", "mié.", "jue.", "vie.", "sáb.", "dom."],
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        every_day: "todos los días",
        closed: "cerrado",
        all_day: "24 horas",
        appointment: "con cita previa",
        or: "o",
        public: "festivos",
        school: "vacaciones escolares",
        of: " de ",
    },
    Words {
        tag: "pt",
        days: ["seg.", "ter.", "qua.", "qui.", "sex.", "sáb.", "dom."],
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        every_day: "todos os dias",
        closed: "fechado",
        all_day: "24 horas",
        appointment: "com hora marcada",
        or: "ou",
        public: "feriados",
        school: "férias escolares",
        of: " de ",
    },
    Words {
        tag: "hi",
        days: ["सोम", "मंगल", "बुध", "गुरु", "शुक्र", "शनि", "रवि"],
        months: ["जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"],
        every_day: "रोज़",
        closed: "बंद",
        all_day: "24 घंटे",
        appointment: "अपॉइंटमेंट से",
        or: "या",
        public: "सार्वजनिक अवकाश",
        school: "स्कूल की छुट्टियाँ",
        of: " ",
    },
    Words {
        tag: "ar",
        days: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
        months: ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
        every_day: "كل يوم",
        closed: "مغلق",
        all_day: "24 ساعة",
        appointment: "بموعد مسبق",
        or: "أو",
        public: "العطل الرسمية",
        school: "العطل المدرسية",
        of: " ",
    },
];
