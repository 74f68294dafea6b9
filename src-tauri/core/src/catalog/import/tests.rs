//! What a file is read as is tested where it is read; here, that rejected rows can be mended.

use super::*;

#[test]
fn a_file_of_nothing_but_bad_rows_is_counted_and_put_on_disk() {
    let dir = tempfile::tempdir().expect("temp dir");
    let path = dir.path().join("rejected.csv");
    let rows: String = (0..60_000).map(|n| format!("p{n},Product,S{n},cheap{n}")).collect::<Vec<_>>().join("\n");
    let bytes = format!("Handle,Title,Variant SKU,Variant Price\n{rows}\n");
    let reading = Reading { currency: "EUR", format: None, rejects: &path, progress: Progress::default() };
    let mut content = FileContent::open(Box::new(std::io::Cursor::new(bytes.into_bytes())), "export.csv", &reading, None).expect("opens");
    let mut report = ImportReport::default();
    content.each(&mut report, |_, _| Ok(())).expect("reads");
    assert_eq!(report.rejected_rows, 60_000, "all are counted");
    assert!(report.rejected.len() <= 2_000 && report.rejected_csv.len() <= 1 << 20, "the report stays small");
    let kept = std::fs::read_to_string(&path).expect("written");
    assert_eq!(kept.lines().count(), 60_001, "all of them can be mended, under the header");
    assert_eq!(report.rejected_file.as_deref(), path.to_str(), "and the report says where");
}
