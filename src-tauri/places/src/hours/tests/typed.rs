use super::super::understand;
#[test]
fn smoke() {
    for text in ["Mo-Fr 09:00-18:00", "lun-ven 9h-12h30, 14h-19h"] {
        println!("{text} => {:?}", understand(text, None));
    }
}
