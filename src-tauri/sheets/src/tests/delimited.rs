//! Delimited text: separators, quotes, headers, ends.

use super::*;

#[test]
fn separators_and_line_ends_are_found() {
    for (text, separator) in [
        ("sku,name,price\n1,Tea,3\n2,Salt,4\n", Some(',')),
        ("sku;name;price\n1;Tea;3,50\n2;Salt;4,20\n", Some(';')),
        ("sku\tname\tprice\n1\tTea\t3\n2\tSalt\t4\n", Some('\t')),
        ("sku|name|price\n1|Tea|3\n2|Salt|4\n", Some('|')),
        ("sku^name^price\n1^Tea^3\n2^Salt^4\n", Some('^')),
        ("sku,name,price\r\n1,Tea,3\r\n2,Salt,4\r\n", Some(',')),
        ("sku,name,price\r1,Tea,3\r2,Salt,4\r", Some(',')),
        ("sku,name,price\r\r\n1,Tea,3\r\r\n2,Salt,4\r\r\n", Some(',')),
        ("sku,name,price\n1,Tea,3\r\n2,Salt,4\r", Some(',')),
        ("\u{feff}sku;name;price\n1;Tea;3\n2;Salt;4", Some(';')),
        ("\u{feff}\u{feff}\"sku\";\"name\";\"price\"\n1;Tea;3\n2;Salt;4", Some(';')),
        ("sep=;\nsku;name;price\n1;Tea;3\n2;Salt;4\n", Some(';')),
        ("\"sep=;\"\r\nsku;name;price\r\n1;Tea;3\r\n2;Salt;4\r\n", Some(';')),
        ("SEP=,\r\nsku,name,price\r\n1,Tea,3\r\n2,Salt,4\r\n", Some(',')),
        ("sep=\t\nsku\tname\tprice\n1\tTea\t3\n2\tSalt\t4\n", Some('\t')),
        ("sep=|\nsku|name|price\n1|Tea|3\n2|Salt|4\n", Some('|')),
        ("  sku , name ,price  \n1,Tea,3\n2,Salt,4\n", Some(',')),
        ("sku,name,price,,\n1,Tea,3,,\n2,Salt,4,,\n", Some(',')),
        ("\n\n,,\nsku,name,price\n1,Tea,3\n\n2,Salt,4\n\n", Some(',')),
        ("Products export 2026-01-01\nsku,name,price\n1,Tea,3\n2,Salt,4\n", Some(',')),
        ("# made by hand\n# twice, really\nsku,name,price\n1,Tea,3\n2,Salt,4\n", Some(',')),
        ("sku,name,price\n1,Tea,3\n2,Salt,4\n\u{1a}", Some(',')),
        ("\"sku,name,price\";;;\n\"1,Tea,3\";;;\n\"2,\"\"Salt\"\",4\";;;\n", Some(',')),
        ("#sku,name,price\n1,Tea,3\n2,Salt,4\n", Some(',')),
        ("\"sku,name,price\"\n\"1,Tea,3\"\n\"2,Salt,4\"\n", Some(',')),
        ("\"sku,name,price\"\n1,Tea,3\n\"2,\"\"Salt\"\",4\"\n", Some(',')),
        ("'sku','name','price'\n'1','Tea','3'\n'2','Salt','4'\n", Some(',')),
    ] {
        let mut table = open(text);
        assert_eq!(table.header(), ["sku", "name", "price"], "the header of {text:?}");
        assert_eq!(table.facts().separator, separator, "the separator of {text:?}");
        let found: Vec<(String, String)> =
            rows(&mut table).iter().map(|row| (row.cell(Some(0)).to_owned(), row.cell(Some(1)).to_owned())).collect();
        let wanted = [("1".to_owned(), "Tea".to_owned()), ("2".to_owned(), "Salt".to_owned())];
        assert_eq!(found, wanted, "the rows of {text:?}");
    }
}

#[test]
fn quotes_are_followed_or_mended() {
    for (text, wanted) in [
        ("a,b,c\n1,\"x, y\",3\n", vec!["a|b|c", "1|x, y|3"]),
        ("a,b,c\n1,\"x \"\"y\"\"\",3\n", vec!["a|b|c", "1|x \"y\"|3"]),
        ("a,b,c\n1,\"two\nlines\",3\n", vec!["a|b|c", "1|two\nlines|3"]),
        ("a,b,c\r\n1,\"two\r\nlines\",3\r\n", vec!["a|b|c", "1|two\nlines|3"]),
        ("a,b,c\n1,\"\",3\n", vec!["a|b|c", "1||3"]),
        ("a,b,c\n1, \"x, y\" ,3\n", vec!["a|b|c", "1|x, y|3"]),
        ("a,b,c\n1,12\" pizza,3\n2,x,4\n", vec!["a|b|c", "1|12\" pizza|3", "2|x|4"]),
        ("a,b,c\n1,\"12\" pizza\",3\n2,x,4\n", vec!["a|b|c", "1|12\" pizza|3", "2|x|4"]),
        ("a,b,c\n1,\"12\" pizza, large\",3\n2,x,4\n", vec!["a|b|c", "1|12\" pizza, large|3", "2|x|4"]),
        ("a,b,c\n1,\"pizza,3\n2,x,4\n3,y,5\n", vec!["a|b|c", "1|\"pizza|3", "2|x|4", "3|y|5"]),
        ("a,b,c\n1,\"pizza,3\n2,\"x\",4\n3,\"y\",5\n", vec!["a|b|c", "1|\"pizza|3", "2|x|4", "3|y|5"]),
        ("a,b,c\n1,\"pizza 12\"\",3\n2,\"x\",4\n3,\"y\",5\n", vec!["a|b|c", "1|pizza 12\"|3", "2|x|4", "3|y|5"]),
        ("a,b,c\n1,\"x \\\"y\\\" z\",3\n2,\"v\",4\n", vec!["a|b|c", "1|x \"y\" z|3", "2|v|4"]),
        ("a,b,c\n1,\"C:\\path\\\",3\n2,\"v\",4\n", vec!["a|b|c", "1|C:\\path\\|3", "2|v|4"]),
        ("a\tb\n1\t\\N\n2\tx\n", vec!["a|b", "1|", "2|x"]),
        ("a,b,c\n1,'it''s',3\n2,x,4\n", vec!["a|b|c", "1|'it''s'|3", "2|x|4"]),
        ("a,b\n1,\"=\"\"0012\"\"\"\n2,=\"0013\"\n", vec!["a|b", "1|0012", "2|0013"]),
        ("a;b;c\n1;\"one\n\ntwo, three\nfour\";3\n", vec!["a|b|c", "1|one\n\ntwo, three\nfour|3"]),
    ] {
        assert_eq!(shown(text), wanted, "{text:?}");
    }
}

#[test]
fn a_text_of_one_column_is_a_table() {
    assert_eq!(shown("email\na@example.com\nb@example.com\n"), ["email", "a@example.com", "b@example.com"]);
    assert_eq!(shown("name\n\"Doe, Jane\"\nRoe\nPoe\n"), ["name", "Doe, Jane", "Roe", "Poe"]);
    let mut table = open("a@example.com\nb@example.com\n");
    assert_eq!((table.header().to_vec(), table.facts().header_row), (vec!["A".to_owned()], 0), "a list without a header");
    assert_eq!(rows(&mut table).len(), 2, "none of its lines is taken for the header");
}

#[test]
fn a_file_without_header_loses_no_row() {
    let mut table = open("4006381333931;Tea;3,50\n4006381333948;Salt;1,20\n");
    assert_eq!(table.header(), ["A", "B", "C"], "columns are lettered");
    assert_eq!(rows(&mut table).iter().map(|row| row.number).collect::<Vec<_>>(), [1, 2], "the first line is a row");
    let table = open("Name;36;38;40\nShirt;1;2;3\n");
    assert_eq!(table.header(), ["Name", "36", "38", "40"], "sizes may head columns");
}

#[test]
fn odd_headers_are_kept_as_they_are() {
    assert_eq!(open("name,name,price\na,b,1\n").header(), ["name", "name", "price"], "duplicates stay");
    assert_eq!(open("name,,price\na,b,1\n").header(), ["name", "", "price"], "an empty name within stays");
    assert_eq!(open("name,price,\na,1,x\n").header(), ["name", "price", ""], "an empty name above values stays");
    assert_eq!(open("\"Product\nname\",price\na,1\n").header(), ["Product name", "price"], "a header of two lines is one");
    assert_eq!(open("name,price\n").header(), ["name", "price"], "a header alone is a table");
    assert_eq!(open("name;price").header(), ["name", "price"], "even without a line end");
    assert_eq!(
        open("Report;;;\nFrom;2026-01-01;;\n;;;\nsku;name;price;stock\n1;Tea;3;4\n2;Salt;1;9\n").header(),
        ["sku", "name", "price", "stock"],
        "titles above do not count"
    );
    for gap in ["", "\n"] {
        let text = format!("Export, of 2026, all\n{gap}sku,name,price,stock,vendor\n1,Tea,3,4,x\n2,Salt,1,9,y\n");
        assert_eq!(open(text).header(), ["sku", "name", "price", "stock", "vendor"], "not even with commas");
    }
    assert_eq!(open("sku,name,price\n1,Tea,3,50\n2,Salt,4,20\n").header(), ["sku", "name", "price"], "rows wider than the header");
}

#[test]
fn a_second_header_for_programs_is_preferred() {
    let text = "TemplateType=x\tVersion=1\nSeller SKU\tProduct Name\tStandard Price\tQuantity\nitem_sku\titem_name\tstandard_price\tquantity\nA1\tTea\t3\t4\n";
    let mut table = open(text);
    assert_eq!(table.header(), ["item_sku", "item_name", "standard_price", "quantity"], "its names are the same in every language");
    assert_eq!(rows(&mut table).len(), 1, "neither header is a row");
}

#[test]
fn the_header_decides_with_the_rows() {
    let text = "Name;Preis;Text\nTee;1,50;gut, frisch\nSalz;2,20;fein, weiß\nMehl;0,90;grob, braun\n";
    assert_eq!(open(text).facts().separator, Some(';'), "every row has two commas, but the header has none");
    let text = "sku,description\n1,a; b; c\n2,d\n3,e; f\n";
    assert_eq!(open(text).facts().separator, Some(','), "semicolons in prose");
}

#[test]
fn rows_are_numbered_as_a_spreadsheet_does() {
    let mut table = open("\nsku,name\n1,\"two\nlines\"\n\n , \n2,Salt\n");
    assert_eq!(table.facts().header_row, 2, "the blank line counts");
    let numbers: Vec<usize> = rows(&mut table).iter().map(|row| row.number).collect();
    assert_eq!(numbers, [3, 6], "a cell of two lines is one row, blank rows count");
    assert_eq!(table.blank_rows(), 2, "and are told");
    table.rewind().expect("can go back");
    assert_eq!(rows(&mut table).len(), 2, "reading again gives the same");
    assert_eq!(table.sample(1).expect("a sample").len(), 1, "a sample is as long as asked for");
}

#[test]
fn a_file_that_breaks_off_says_so() {
    for (text, truncated) in [
        ("a,b,c\n1,2,3\n4,5", true),
        ("a,b,c\n1,2,3\n4,\"fi", true),
        ("a,b,c\n1,2,3\n4,5,\"six\nsev", true),
        ("a,b,c\n1,2,3\n4,5\n", false),
        ("a,b,c\n1,2,3\n4,5,6", false),
        ("a,b,c\n1,2,3\n4,5,\"6\"", false),
        ("a,b,c\n1\n2\n3", false),
        ("a,b,c\n1,2,3\n4", true),
    ] {
        let mut table = open(text);
        let rows = rows(&mut table);
        let found: Vec<bool> = rows.iter().map(|row| row.truncated).collect();
        assert_eq!(found.last(), Some(&truncated), "the last row of {text:?}");
        assert!(found.iter().rev().skip(1).all(|truncated| !truncated), "only the last row may be: {text:?}");
    }
}

#[test]
fn short_and_long_rows_come_as_they_are() {
    let mut table = open("a,b,c\n1\n1,2,3,4\n1,2,3\n");
    let rows = rows(&mut table);
    assert_eq!(rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 4, 3], "no cell is invented or lost");
    assert_eq!(rows.first().map(|row| row.cell(Some(2))), Some(""), "a missing cell is empty");
    assert_eq!(rows.first().map(|row| row.cell(None)), Some(""), "no column is empty");
}

#[test]
fn what_is_no_table_is_refused() {
    for (bytes, wanted) in [
        (&b""[..], "empty"),
        (b" \n\n", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\xff\xfe", "empty"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "binary"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"PK\x03\x04 torn", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 torn", "damaged"),
        (b"<!DOCTYPE html><html><body><form>Sign in</form></body></html>", "html_page"),
        (b"{\"products\": []}", "not_a_table"),
        (b"<?xml version=\"1.0\"?><feed/>", "not_a_table"),
    ] {
        assert_eq!(code(bytes), wanted, "{:?}", String::from_utf8_lossy(bytes));
    }
}

#[test]
fn a_quote_that_never_closes_is_bounded() {
    let mut text = b"a,b,c\n1,\"open,3\n".to_vec();
    for number in 0..400_000 {
        text.extend_from_slice(format!("{number},plain,text\n").as_bytes());
    }
    let mut table = open(&text);
    assert_eq!(rows(&mut table).len(), 400_001, "every row is found after the stray quote");
    assert_eq!(table.mended_rows(), 1, "and the quote is told");
    for line in ["1,\"open,3\n", "1,\"open\n", "\"\n", "1,\"a\"b\n"] {
        let text = ["a,b,c\n1,2,3\n", &line.repeat(200_000)].concat();
        let begun = std::time::Instant::now();
        let mut table = open(&text);
        let mut row = Row::default();
        while table.next_row(&mut row).is_ok_and(|more| more) {}
        assert!(begun.elapsed().as_secs() < 30, "{line:?} over and over took {:?}", begun.elapsed());
    }
    let line = vec![b'x'; 6 << 20];
    let endless = [b"a,b\n".as_slice(), &b"1,2\n".repeat(100), b"1,", &line].concat();
    let mut table = open(&endless);
    let mut row = Row::default();
    let refusal = std::iter::from_fn(|| Some(table.next_row(&mut row))).take(200).find_map(Result::err);
    assert_eq!(refusal.map(|trouble| trouble.code), Some("too_large"), "an endless row is refused");
}

#[test]
fn sixteen_bits_and_old_pages_read_the_same() {
    let text = "Größe;Preis\nsüß;3,50\nhübsch;4,20\n";
    let wide: Vec<u8> = text.encode_utf16().flat_map(|unit| unit.to_le_bytes()).collect();
    let marked: Vec<u8> = [0xff, 0xfe].into_iter().chain(wide.iter().copied()).collect();
    let big: Vec<u8> = text.encode_utf16().flat_map(|unit| unit.to_be_bytes()).collect();
    let western: Vec<u8> = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let apple: Vec<u8> = encoding_rs::MACINTOSH.encode(text).0.into_owned();
    for bytes in [text.as_bytes().to_vec(), wide, marked, big, western, apple] {
        assert_eq!(shown(&bytes), ["Größe|Preis", "süß|3,50", "hübsch|4,20"], "{bytes:?}");
    }
    let mixed = [text.as_bytes(), b"f\xfcr;1\n"].concat();
    assert_eq!(shown(&mixed).last().map(String::as_str), Some("für|1"), "a foreign line in UTF-8 keeps its letter");
}

#[test]
fn no_bytes_make_it_fall_over() {
    let mut state = 12_345_u32;
    let pieces = [
        &b","[..],
        b"\"",
        b"\n",
        b"\r",
        b";",
        b"a",
        b"\\",
        b"\xe9",
        b"\xff\xfe",
        b"\0",
        b"sep=",
        b"#",
        b"'",
        b"\t",
        b" ",
        b"\xef\xbb\xbf",
        b"1.5",
        b"<",
        b"PK",
    ];
    for _ in 0..4000 {
        let mut text = Vec::new();
        for _ in 0..state % 40 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            text.extend_from_slice(pieces.get((state >> 16) as usize % pieces.len()).copied().unwrap_or_default());
        }
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        if let Ok(mut table) = Table::from_bytes(text, None) {
            let mut row = Row::default();
            let mut count = 0;
            while let Ok(true) = table.next_row(&mut row) {
                count += 1;
                assert!(count < 100, "more rows than bytes");
            }
        }
    }
}
