//! What is a number, and which one.

use super::DecimalMark::{Comma, Point};
use super::*;

fn shown(text: &str, hint: Option<DecimalMark>) -> Option<String> {
    decimal(text, hint).map(|number| number.to_string())
}

#[test]
fn numbers_are_read_as_written() {
    for (text, wanted) in [
        ("0", "0"),
        ("12", "12"),
        ("0012", "12"),
        ("12.5", "12.5"),
        ("12,5", "12.5"),
        (".5", "0.5"),
        (",50", "0.5"),
        ("12.", "12"),
        ("1.234,50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("1 234,50", "1234.5"),
        ("1\u{a0}234,50", "1234.5"),
        ("1\u{202f}234,50 €", "1234.5"),
        ("1\u{2009}234.5", "1234.5"),
        ("1'234.50", "1234.5"),
        ("1’234.50", "1234.5"),
        ("12'50 €", "12.5"),
        ("1'234", "1234"),
        ("1,23,456.00", "123456"),
        ("1,23,456", "123456"),
        ("12,34,56,789", "123456789"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234", "1234"),
        ("1,234", "1234"),
        ("0.123", "0.123"),
        ("0,123", "0.123"),
        ("1234.567", "1234.567"),
        ("1 234,567", "1234.567"),
        ("1.2345", "1.2345"),
        ("12.900000", "12.9"),
        ("١٢٫٥", "12.5"),
        ("١٬٢٣٤٫٥٠", "1234.5"),
        ("۱۲۳", "123"),
        ("१२.५०", "12.5"),
        ("１２．５", "12.5"),
        ("€12.50", "12.5"),
        ("12,50€", "12.5"),
        ("12,50 EUR", "12.5"),
        ("EUR 12,50", "12.5"),
        ("eur 5", "5"),
        ("$12", "12"),
        ("US$ 12", "12"),
        ("-$12", "-12"),
        ("$-12", "-12"),
        ("($3.50)", "-3.5"),
        ("(3)", "-3"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("– 3", "-3"),
        ("+3", "3"),
        ("12,50-", "-12.5"),
        ("Rs. 450/-", "450"),
        ("Rs.450", "450"),
        ("₹1,23,456.00", "123456"),
        ("12.-", "12"),
        ("12,–", "12"),
        ("12,-- €", "12"),
        ("CHF 12.-", "12"),
        ("Fr. 1'200.–", "1200"),
        ("12€50", "12.5"),
        ("1 200 kr", "1200"),
        ("99 Kč", "99"),
        ("19,99 zł", "19.99"),
        ("R$ 1.234,56", "1234.56"),
        ("1.5E3", "1500"),
        ("1,5e-2", "0.015"),
        ("£1,000", "1000"),
        ("1 299,00 ₽", "1299"),
        ("12.3400", "12.34"),
        ("\u{200f}12 ر.س", "12"),
        ("\t12 ", "12"),
        ("S/ 12.50", "12.5"),
        ("¥1,200", "1200"),
        ("USD 1,234.5", "1234.5"),
        ("1.234,5 EUR €", "1234.5"),
        ("0.00", "0"),
        ("-0", "0"),
        ("5 000", "5000"),
        ("12·50", "12.5"),
    ] {
        assert_eq!(shown(text, None).as_deref(), Some(wanted), "{text:?} is {wanted}");
    }
}

#[test]
fn what_is_no_number_is_none() {
    for text in [
        "",
        " ",
        "-",
        "–",
        ".",
        ",",
        "€",
        "EUR",
        "free",
        "gratis",
        "kostenlos",
        "N/A",
        "10%",
        "10 %",
        "10-20",
        "10 - 20",
        "1/2",
        "01.02.2026",
        "2026-01-01",
        "12:50",
        "1.2.3",
        "12 50",
        "1 23",
        "12,34,5",
        "1.23.456,7.8",
        "12 kg",
        "3x4",
        "ab12",
        "12ab",
        "1,2,3",
        "--5",
        "-(5)",
        "5--",
        "1.234,567,890",
        "1'23'4",
        "E5",
        "5E",
        "1e999",
        "99999999999999999999999999999999",
        "12 apples",
        "à partir de 12",
        "1,234 567.00",
        "4006381333931 x",
        "٪٥",
    ] {
        assert_eq!(shown(text, None), None, "{text:?} is not a number");
    }
    assert_eq!(decimal(&"1".repeat(100_000), None), None, "a long text is not a number");
}

#[test]
fn the_column_decides_what_one_value_cannot() {
    for (text, hint, wanted) in [
        ("1.234", Some(Comma), "1234"),
        ("1.234", Some(Point), "1.234"),
        ("1,234", Some(Comma), "1.234"),
        ("1,234", Some(Point), "1234"),
        ("12.50", Some(Comma), "12.5"),
        ("12,5", Some(Point), "12.5"),
        ("1.234,5", Some(Point), "1234.5"),
        ("5.000", Some(Point), "5"),
    ] {
        assert_eq!(shown(text, hint).as_deref(), Some(wanted), "{text:?} under {hint:?}");
    }
    for (column, wanted) in [
        (vec!["12,50", "1.234"], Some(Comma)),
        (vec!["1.234", "2,5"], Some(Comma)),
        (vec!["1,234.00"], Some(Point)),
        (vec!["1.234.567"], Some(Comma)),
        (vec!["0.500", "5.000"], Some(Point)),
        (vec!["1.234", "1500"], Some(Point)),
        (vec!["1.234", "999"], None),
        (vec!["1.234"], None),
        (vec![], None),
        (vec!["12", "n/a"], None),
        (vec!["12.5", "12,5"], None),
        (vec!["1 234,5"], Some(Comma)),
        (vec!["12.900000"], Some(Point)),
        (vec!["01.02.2026", "3,5"], Some(Comma)),
        (vec!["12.-"], None),
        (vec!["€ 9,90", "€ 1.200"], Some(Comma)),
    ] {
        assert_eq!(column_mark(column.iter().copied()), wanted, "the mark of {column:?}");
    }
}

#[test]
fn a_bare_thousand_says_nothing_of_other_amounts() {
    for (column, wanted) in [
        (vec!["1,299", "2500"], None),
        (vec!["KSh 1,500", "2500"], None),
        (vec!["1.299 €", "2500 €"], None),
        (vec!["1,299", "2500.50"], Some(Point)),
        (vec!["1.299", "12,5"], Some(Comma)),
    ] {
        assert_eq!(column_mark_of_amounts(column.iter().copied()), wanted, "the mark of {column:?}");
    }
}

#[test]
fn money_is_exact_or_refused() {
    for (text, exponent, wanted) in [
        ("12.34", 2, Amount::Exact(1234)),
        ("12.3400", 2, Amount::Exact(1234)),
        ("12", 2, Amount::Exact(1200)),
        ("1.234", 2, Amount::Exact(123_400)),
        ("1.234", 3, Amount::Exact(1234)),
        ("1.234", 0, Amount::Exact(1234)),
        ("12.345 EUR", 2, Amount::Exact(1_234_500)),
        ("12.3456", 2, Amount::Inexact(Decimal { digits: 123_456, scale: 4 })),
        ("0.125", 2, Amount::Inexact(Decimal { digits: 125, scale: 3 })),
        ("12.5", 0, Amount::Inexact(Decimal { digits: 125, scale: 1 })),
        ("12.00", 0, Amount::Exact(12)),
        ("gratis", 2, Amount::Missing),
        ("-3", 2, Amount::Exact(-300)),
        ("999999999999999999999", 2, Amount::Inexact(Decimal { digits: 999_999_999_999_999_999_999, scale: 0 })),
    ] {
        assert_eq!(amount(text, None, exponent), wanted, "{text:?} with exponent {exponent}");
    }
    assert_eq!(
        amount("12.345", Some(Point), 2),
        Amount::Inexact(Decimal { digits: 12345, scale: 3 }),
        "a column of points makes it three decimals"
    );
    assert_eq!(minor_units(Decimal { digits: 12345, scale: 3 }, 2), None, "nothing is rounded");
    assert_eq!(minor_units(Decimal { digits: i128::MAX, scale: 0 }, 2), None, "nothing overflows");
    assert_eq!(Decimal { digits: 50, scale: 1 }.whole(), Some(5), "5.0 pieces are five");
}

#[test]
fn currencies_are_named_only_when_certain() {
    for (text, wanted) in [
        ("12 EUR", Some("EUR")),
        ("€12", Some("EUR")),
        ("12€50", Some("EUR")),
        ("Price (USD)", Some("USD")),
        ("Prix TTC (€)", Some("EUR")),
        ("price_gbp", Some("GBP")),
        ("Precio EUR", Some("EUR")),
        ("$12", None),
        ("US$12", Some("USD")),
        ("kr 5", None),
        ("19,99 zł", Some("PLN")),
        ("ALL products", None),
        ("Preis", None),
        ("EUR / USD", None),
        ("₹ 5", Some("INR")),
        ("", None),
        ("C$ 4", Some("CAD")),
        ("Try me", None),
        ("CHF 12.-", Some("CHF")),
        ("Price [try]", Some("TRY")),
    ] {
        assert_eq!(currency(text), wanted, "the currency of {text:?}");
    }
}

#[test]
fn codes_are_repaired_only_without_loss() {
    for (text, damaged) in [
        ("4,00638E+12", true),
        ("4.00638E+12", true),
        ("4.00638e+12", true),
        ("4E+12", true),
        ("4.00638E12", true),
        ("4.006381333931E12", false),
        ("4.006381333931E+12", false),
        ("4006381333931", false),
        ("12E5", false),
        ("1E5", false),
        ("ABC-1", false),
        ("", false),
        ("1.5E+01", false),
        ("E+12", false),
        ("5E+", false),
    ] {
        assert_eq!(damaged_code(text), damaged, "whether {text:?} lost digits");
    }
    for (text, wanted) in [
        ("4.006381333931E12", "4006381333931"),
        ("4,006381333931E+12", "4006381333931"),
        ("4006381333931.0", "4006381333931"),
        ("4006381333931,00", "4006381333931"),
        (" 0012 ", "0012"),
        ("12.0", "12.0"),
        ("4,00638E+12", "4,00638E+12"),
        ("AB.00", "AB.00"),
    ] {
        assert_eq!(plain_code(text), wanted, "{text:?} in full");
    }
}
