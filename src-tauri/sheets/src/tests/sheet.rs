//! Workbooks, made here part by part so that each oddity is in sight.

use super::*;
use std::io::{Cursor, Write};

/// A package of these parts.
fn package(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part begins");
        zip.write_all(content).expect("and is written");
    }
    zip.finish().expect("the package ends").into_inner()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="170" formatCode="00000"/></numFmts><cellXfs count="3"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/></cellXfs></styleSheet>"#;

/// A workbook of these sheets: name, state, content of `sheetData`, and what follows it.
fn workbook(sheets: &[(&str, &str, &str, &str)]) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let link = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package_link = "http://schemas.openxmlformats.org/package/2006/relationships";
    let mut list = String::new();
    let mut links = format!(r#"<Relationship Id="rStyles" Type="{link}/styles" Target="styles.xml"/>"#);
    let mut parts = vec![];
    for (place, (name, state, data, after)) in sheets.iter().enumerate() {
        list.push_str(&format!(r#"<sheet name="{name}" sheetId="{}" state="{state}" r:id="r{place}"/>"#, place + 1));
        links.push_str(&format!(r#"<Relationship Id="r{place}" Type="{link}/worksheet" Target="worksheets/sheet{place}.xml"/>"#));
        parts.push((
            format!("xl/worksheets/sheet{place}.xml"),
            format!(r#"<?xml version="1.0"?><worksheet xmlns="{main}"><sheetData>{data}</sheetData>{after}</worksheet>"#),
        ));
    }
    parts.push(("[Content_Types].xml".to_owned(), TYPES.to_owned()));
    parts.push(("_rels/.rels".to_owned(), format!(r#"<?xml version="1.0"?><Relationships xmlns="{package_link}"><Relationship Id="r" Type="{link}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#)));
    parts.push((
        "xl/workbook.xml".to_owned(),
        format!(r#"<?xml version="1.0"?><workbook xmlns="{main}" xmlns:r="{link}"><sheets>{list}</sheets></workbook>"#),
    ));
    parts.push((
        "xl/_rels/workbook.xml.rels".to_owned(),
        format!(r#"<?xml version="1.0"?><Relationships xmlns="{package_link}">{links}</Relationships>"#),
    ));
    parts.push(("xl/styles.xml".to_owned(), STYLES.to_owned()));
    let borrowed: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_bytes())).collect();
    package(&borrowed)
}

fn text(place: &str, value: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>"#)
}

fn row(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

fn number(place: &str, style: u8, value: &str) -> String {
    format!(r#"<c r="{place}" s="{style}"><v>{value}</v></c>"#)
}

#[test]
fn values_come_as_their_owner_sees_them() {
    let header = row(
        3,
        &["sku", "price", "barcode", "date", "active", "postcode", "formula", "error"]
            .iter()
            .zip('A'..)
            .map(|(name, letter)| text(&format!("{letter}3"), name))
            .collect::<Vec<_>>(),
    );
    let first = row(
        5,
        &[
            text("A5", "0012"),
            number("B5", 0, "0.30000000000000004"),
            number("C5", 0, "4.006381333931E12"),
            number("D5", 1, "46053"),
            r#"<c r="E5" t="b"><v>1</v></c>"#.to_owned(),
            number("F5", 2, "123"),
            r#"<c r="G5" t="str"><f>A5&amp;"x"</f><v>0012x</v></c>"#.to_owned(),
            r#"<c r="H5" t="e"><v>#REF!</v></c>"#.to_owned(),
        ],
    );
    let data = [row(1, &[text("A1", "Products of 2026")]), header, first].concat();
    let mut table = open(workbook(&[("Sheet1", "visible", &data, "")]));
    assert_eq!((table.facts().kind, table.facts().header_row), (Kind::Xlsx, 3), "the title is passed over");
    let rows = rows(&mut table);
    let cells: Vec<&str> = rows.iter().flat_map(|row| row.cells.iter().map(String::as_str)).collect();
    assert_eq!(
        cells,
        ["0012", "0.3", "4006381333931", "2026-01-31", "true", "00123", "0012x"],
        "no dust, no exponent, ISO dates, zeros kept"
    );
    assert_eq!(rows.first().map(|row| row.number), Some(5), "numbered as in the sheet");
    assert_eq!(table.blank_rows(), 1, "the gap is one blank row");
}

#[test]
fn the_sheet_with_the_goods_is_chosen() {
    let some = row(1, &[text("A1", "a"), text("B1", "b")]);
    for (sheets, wanted) in [
        (vec![("Info", "visible"), ("Tabelle1", "visible"), ("Artikel", "visible")], "Artikel"),
        (vec![("Info", "visible"), ("Tabelle1", "visible")], "Tabelle1"),
        (vec![("Products", "hidden"), ("Sheet1", "visible")], "Sheet1"),
        (vec![("Sheet1", "visible"), ("Sheet2", "visible")], "Sheet1"),
        (vec![("Only", "hidden")], "Only"),
    ] {
        let list: Vec<(&str, &str, &str, &str)> = sheets.iter().map(|(name, state)| (*name, *state, some.as_str(), "")).collect();
        assert_eq!(open(workbook(&list)).facts().sheet.as_deref(), Some(wanted), "among {sheets:?}");
    }
    let table = open(workbook(&[("Products", "visible", "", ""), ("Rest", "visible", &some, "")]));
    assert_eq!(table.facts().sheet.as_deref(), Some("Rest"), "an empty sheet is no choice");
    assert_eq!(code(workbook(&[("Products", "visible", "", "")])), "empty", "nothing anywhere");
}

#[test]
fn merged_cells_count_for_the_rows_they_span() {
    let data = [
        row(1, &[text("A1", "name"), text("B1", "size")]),
        row(2, &[text("A2", "Shirt"), text("B2", "S")]),
        row(3, &[text("B3", "M")]),
        row(4, &[text("A4", "Hat"), text("B4", "L")]),
    ]
    .concat();
    let book = workbook(&[("Sheet1", "visible", &data, r#"<mergeCells count="1"><mergeCell ref="A2:A3"/></mergeCells>"#)]);
    assert_eq!(shown(book), ["name|size", "Shirt|S", "Shirt|M", "Hat|L"], "the second size is a shirt too");
}

#[test]
fn a_far_cell_costs_nothing() {
    let data =
        [row(1, &[text("A1", "name"), text("B1", "price")]), row(2, &[text("A2", "Tea")]), row(1_048_576, &[text("XFD1048576", "far")])]
            .concat();
    let mut table = open(workbook(&[("Sheet1", "visible", &data, "")]));
    assert_eq!(rows(&mut table).len(), 1, "the corner is beyond any table");
    let late = [row(3, &[text("A3", "c")]), row(1, &[text("A1", "name")]), row(2, &[text("A2", "b")])].concat();
    assert_eq!(shown(workbook(&[("Sheet1", "visible", &late, "")])), ["name", "b", "c"], "rows out of order are put in order");
}

#[test]
fn what_unpacks_without_measure_is_refused() {
    let blank = vec![b' '; 300 << 20];
    let mut book = package(&[("[Content_Types].xml", TYPES.as_bytes()), ("xl/workbook.xml", b"<workbook/>"), ("xl/sheet.xml", &blank)]);
    assert!(book.len() < 1 << 20, "it is small while packed");
    assert_eq!(code(&book), "too_large", "declared truly");
    // The declared size stands in the directory at the end; a lie there must not help.
    let size = (300_u32 << 20).to_le_bytes();
    let places: Vec<usize> = book.windows(4).enumerate().filter(|(_, four)| *four == size).map(|(place, _)| place).collect();
    for place in places {
        book.splice(place..place + 4, 1000_u32.to_le_bytes());
    }
    assert!(matches!(code(&book), "too_large" | "damaged"), "declared falsely");
    assert!(matches!(code(book.get(..book.len() / 2).unwrap_or_default()), "damaged" | "too_large"), "torn");
}

/// An OpenDocument with this table.
fn open_document(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet><table:table table:name="Prodotti">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    package(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        (
            "META-INF/manifest.xml",
            br#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#,
        ),
    ])
}

fn ods_text(value: &str) -> String {
    format!(r#"<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>"#)
}

#[test]
fn open_documents_are_read_within_bounds() {
    let price = r#"<table:table-cell office:value-type="float" office:value="3.5"><text:p>3,50 €</text:p></table:table-cell>"#;
    let day = r#"<table:table-cell office:value-type="date" office:date-value="2026-01-31"><text:p>31.01.26</text:p></table:table-cell>"#;
    let rest = r#"<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#;
    let table = format!(
        "<table:table-row>{}{}{}</table:table-row><table:table-row>{}{price}{day}</table:table-row>{rest}",
        ods_text("TITOLO"),
        ods_text("Coste"),
        ods_text("Data"),
        ods_text("Tè")
    );
    assert_eq!(shown(open_document(&table)), ["TITOLO|Coste|Data", "Tè|3.5|2026-01-31"], "blank rows to the end of the sheet cost nothing");
    let flood = r#"<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>"#;
    assert_eq!(code(open_document(flood)), "too_large", "a billion cells from two tags");
}

/// A workbook of 1997: text cells of one sheet.
fn old_workbook(cells: &[(u16, u16, &str)], locked: bool) -> Vec<u8> {
    let record = |kind: u16, data: &[u8]| [&kind.to_le_bytes()[..], &(data.len() as u16).to_le_bytes(), data].concat();
    let begin = |sort: u16| record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &sort.to_le_bytes(), &[0; 12]].concat());
    let name = b"Artikel";
    let lock = if locked { record(0x002f, &[1, 0, 1, 0]) } else { Vec::new() };
    let sheet_at = begin(5).len() + lock.len() + 4 + 8 + name.len() + 4;
    let bound = record(0x0085, &[&(sheet_at as u32).to_le_bytes()[..], &[0, 0, name.len() as u8, 0], name].concat());
    let mut stream = [begin(5), lock, bound, record(0x000a, &[]), begin(0x10)].concat();
    for (row, column, value) in cells {
        let data =
            [&row.to_le_bytes()[..], &column.to_le_bytes(), &[0, 0], &(value.len() as u16).to_le_bytes(), &[0], value.as_bytes()].concat();
        stream.extend(record(0x0204, &data));
    }
    stream.extend(record(0x000a, &[]));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    file.create_stream("/Workbook").and_then(|mut part| part.write_all(&stream)).expect("a stream");
    file.flush().expect("written");
    file.into_inner().into_inner()
}

#[test]
fn old_workbooks_are_read_within_bounds() {
    let book = old_workbook(&[(0, 0, "sku"), (0, 1, "name"), (1, 0, "0012"), (1, 1, "Tee")], false);
    assert_eq!(shown(&book), ["sku|name", "0012|Tee"], "text stays text");
    assert_eq!(open(&book).facts().kind, Kind::Xls, "and the kind is told");
    assert_eq!(code(old_workbook(&[(0, 0, "sku"), (65_535, 255, "far")], false)), "too_large", "a far cell would be laid out flat");
    assert_eq!(code(old_workbook(&[(0, 0, "sku")], true)), "password", "locked");
    for cut in (0..book.len()).step_by(97) {
        let mut torn = book.clone();
        if let Some(byte) = torn.get_mut(cut) {
            *byte ^= 0xff;
        }
        let _ = Table::from_bytes(torn, None);
        let _ = Table::from_bytes(book.get(..cut).unwrap_or_default().to_vec(), None);
    }
}

#[test]
fn locked_and_foreign_packages_say_what_to_do() {
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a container");
    file.create_stream("/EncryptedPackage").and_then(|mut part| part.write_all(&[0; 64])).expect("a stream");
    file.flush().expect("written");
    assert_eq!(code(file.into_inner().into_inner()), "password", "a new workbook behind a password");
    assert_eq!(code(package(&[("Index/Document.iwa", b"x")])), "numbers_file", "Numbers");
    assert_eq!(code(package(&[("word/document.xml", b"x"), ("[Content_Types].xml", b"x")])), "not_a_table", "a letter");
    assert_eq!(code(package(&[("photo.jpg", b"x")])), "not_a_table", "photos");
    assert_eq!(code(package(&[("a.csv", b"a,b\n1,2\n"), ("b.csv", b"a,b\n")])), "several_files", "which one?");
    assert_eq!(
        shown(package(&[("export/products.csv", b"a;b\n1;2\n"), ("__MACOSX/export/._products.csv", b"x")])),
        ["a|b", "1|2"],
        "one table in an archive"
    );
    assert_eq!(code(package(&[("a.csv", &package(&[("b.csv", b"a,b\n1,2\n")]))])), "not_a_table", "archives in archives end");
}

#[test]
fn a_page_called_a_spreadsheet_is_read() {
    let page = "<html><head><title>x</title><style>td{a:b}</style></head><body><table><tr><td>menu</td></tr></table>\
        <!-- <table><tr><td>no</td></tr></table> --><TABLE border=1><tr><th>SKU<th>Name</th><th>Price &euro;</th></tr>\
        <tr><td>0012<td>Caf&eacute; &amp; Co<br>x</td><td>3,50</td></tr><tr><td title=\"a>b\">13</td><td>T&#233;</td><td>&nbsp;1</td></table></body></html>";
    assert_eq!(shown(page), ["SKU|Name|Price €", "0012|Café & Co\nx|3,50", "13|Té|1"], "unclosed cells and entities");
    let xml = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="Products"><Table><Row><Cell><Data ss:Type="String">sku</Data></Cell><Cell><Data ss:Type="String">name</Data></Cell><Cell><Data ss:Type="String">price</Data></Cell></Row><Row ss:Index="4"><Cell><Data ss:Type="Number">4006381333931</Data></Cell><Cell ss:Index="3"><Data ss:Type="Number">3.5</Data></Cell></Row></Table></Worksheet></Workbook>"#;
    assert_eq!(shown(xml), ["sku|name|price", "4006381333931||3.5"], "the XML of 2003");
}

#[test]
fn contents_are_passed_over_and_like_sheets_read_together() {
    let heads = |number: u32| {
        row(number, &[text(&format!("A{number}"), "name"), text(&format!("B{number}"), "sku"), text(&format!("C{number}"), "price")])
    };
    let goods = |from: u32| -> String {
        (2..6)
            .map(|line| {
                row(
                    line,
                    &[
                        text(&format!("A{line}"), &format!("Mug {}", from + line)),
                        text(&format!("B{line}"), "M"),
                        number(&format!("C{line}"), 0, "5"),
                    ],
                )
            })
            .collect()
    };
    let contents = row(1, &[text("A1", "Contents")]) + &row(2, &[text("A2", "Mugs")]) + &row(3, &[text("A3", "Cups")]);
    let book = workbook(&[
        ("Contents", "visible", &contents, ""),
        ("Mugs", "visible", &(heads(1) + &goods(0)), ""),
        ("Cups", "visible", &(heads(1) + &goods(10)), ""),
    ]);
    let mut table = Table::from_bytes(book, None).expect("opens");
    assert_eq!(table.facts().sheet.as_deref(), Some("Mugs"), "the contents are no goods");
    assert_eq!(table.facts().other_sheets, ["Contents"], "the other sheet of goods is none of the others");
    let rows = table.sample(50).expect("reads");
    let names: Vec<&str> = rows.iter().map(|row| row.cell(Some(0))).collect();
    assert_eq!(names, ["Mug 2", "Mug 3", "Mug 4", "Mug 5", "Mug 12", "Mug 13", "Mug 14", "Mug 15"], "both are read");
    assert!(rows.windows(2).all(|pair| pair[0].number < pair[1].number), "and no row is numbered twice");
}
