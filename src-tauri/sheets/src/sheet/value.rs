//! Cells of a workbook as the text their owner sees, or better.
//!
//! Numbers come without exponent and without the dust of binary fractions, dates in ISO order. A
//! number that its format pads with zeros keeps them: that is how bar codes and postal codes are
//! usually rescued in a spreadsheet.

use calamine::{DataRef, ExcelDateTime};
use std::fmt::Write;

/// Writes a cell's text; errors such as `#REF!` are no values and give none.
pub(super) fn write(cell: &DataRef<'_>, format: Option<&str>, text: &mut String) {
    text.clear();
    match cell {
        DataRef::Int(number) => {
            let _ = write!(text, "{number}");
            pad(text, format);
        }
        DataRef::Float(number) => {
            write_number(*number, text);
            pad(text, format);
        }
        DataRef::String(value) => text.push_str(value),
        DataRef::SharedString(value) => text.push_str(value),
        DataRef::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
        DataRef::DateTime(moment) => write_moment(*moment, text),
        DataRef::DateTimeIso(moment) => text.push_str(moment.strip_suffix("T00:00:00").unwrap_or(moment)),
        DataRef::DurationIso(duration) => text.push_str(duration),
        DataRef::Error(_) | DataRef::Empty => {}
    }
}

/// The shortest decimal that a spreadsheet, with its fifteen digits, would show.
pub(super) fn write_number(number: f64, text: &mut String) {
    if !number.is_finite() {
        return;
    }
    if number == number.trunc() && number.abs() < 9.007e15 {
        let _ = write!(text, "{}", number as i64);
        return;
    }
    let begin = text.len();
    let _ = write!(text, "{number}");
    let digits = text.get(begin..).unwrap_or_default().trim_start_matches(['-', '0', '.']).bytes().filter(u8::is_ascii_digit).count();
    if digits > 15 && number.abs() < 1e15 {
        let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
        text.truncate(begin);
        let _ = write!(text, "{rounded}");
    }
}

/// Puts back the zeros of a format like "0000000000000".
fn pad(text: &mut String, format: Option<&str>) {
    let Some(format) = format else { return };
    let zeros = format.len();
    let plain = (2..=20).contains(&zeros) && format.bytes().all(|byte| byte == b'0');
    if plain && text.len() < zeros && text.bytes().all(|byte| byte.is_ascii_digit()) {
        text.insert_str(0, &"0".repeat(zeros - text.len()));
    }
}

fn write_moment(moment: ExcelDateTime, text: &mut String) {
    let value = moment.as_f64();
    if !value.is_finite() || !(0.0..2_958_466.0).contains(&value) || moment.is_duration() {
        write_number(value, text);
        return;
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    if value >= 1.0 {
        let _ = write!(text, "{year:04}-{month:02}-{day:02}");
    }
    if value.fract() > 1e-9 || value < 1.0 {
        let joint = if value >= 1.0 { "T" } else { "" };
        let _ = write!(text, "{joint}{hour:02}:{minute:02}:{second:02}");
    }
}
