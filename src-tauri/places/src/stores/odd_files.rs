//! Files as other programs and people leave them: more columns than expected, fewer, and odd ones.

use super::{Offer, OfferedStore, read_stores};

fn read(text: &str) -> Offer {
    read_stores(text.as_bytes().to_vec(), None, None).unwrap_or_else(|trouble| panic!("{text} is a file of stores: {trouble}"))
}

fn only(offer: &Offer) -> &OfferedStore {
    match offer.stores.as_slice() {
        [store] => store,
        stores => panic!("one store and not {}: {:?}", stores.len(), offer.notes),
    }
}

#[test]
fn a_day_in_two_columns_and_pictures_in_three() {
    let offer = read(
        "Nom;Rue;Lundi matin;Lundi après-midi;Mardi;Image 1;Image 2;Image 3\nA;1 rue;9h-12h;14h-19h;fermé;https://a.example/1.jpg;;https://a.example/3.jpg\n",
    );
    let store = only(&offer);
    assert_eq!(store.opening_hours, "Mo 09:00-12:00,14:00-19:00; Tu off", "no half day is lost: {offer:?}");
    assert_eq!(store.pictures, ["https://a.example/1.jpg", "https://a.example/3.jpg"], "every picture");
}

#[test]
fn opening_and_closing_in_columns_of_their_own_are_asked_about() {
    let offer = read("name,street,Monday open,Monday close\nA,1 Street,9:00,17:00\n");
    let asked = offer.notes.iter().any(|note| note.rejected);
    assert!(only(&offer).opening_hours.is_empty() && asked, "not silently something else: {offer:?}");
    let offer = read("Nom;Rue;Lundi;L-am;Mardi\nA;1 rue;9h-12h;14h-19h;fermé\nB;1 rue;9h-12h;14h-19h;fermé\n");
    let asked = offer.notes.iter().any(|note| note.rejected) || offer.unused.iter().any(|column| column == "L-am");
    assert!(asked, "what belongs to no day is said: {offer:?}");
}

#[test]
fn a_week_whose_wednesday_is_a_week_end_in_french_is_read_day_by_day() {
    let week = "9h-12h30, 14h-19h;9h-12h30, 14h-19h;9h-12h30;9h-12h30, 14h-19h;9h-19h;9h-13h;fermé";
    let offer = read(&format!("Magasin;Rue;lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche\nA;1 rue;{week}\n"));
    assert_eq!(
        only(&offer).opening_hours,
        "Mo,Tu,Th 09:00-12:30,14:00-19:00; We 09:00-12:30; Fr 09:00-19:00; Sa 09:00-13:00; Su off",
        "{:?}",
        offer.notes
    );
    let lines = "\"9h-12h30\n14h-19h\"";
    let offer = read(&format!("Magasin;Rue;lundi;mardi;mercredi\nA;1 rue;{lines};{lines};sur rendez-vous\n"));
    assert_eq!(only(&offer).opening_hours, "Mo,Tu 09:00-12:30,14:00-19:00; We \"by appointment\"", "{:?}", offer.notes);
}

#[test]
fn many_rows_of_weeks_without_a_colon_are_weeks() {
    let row = "9h-12h;fermé;9 h - 12 h;Fermé;9h à 19h;9-13;";
    let offer =
        read(&format!("Magasin;Rue;lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche\nA;1 rue;{row}\nB;2 rue;{row}\nC;3 rue;{row}\n"));
    assert_eq!((offer.stores.len(), offer.unused.len()), (3, 0), "every column is used: {:?}", offer.unused);
    for store in &offer.stores {
        assert_eq!(store.opening_hours, "Mo,We 09:00-12:00; Tu,Th off; Fr 09:00-19:00; Sa 09:00-13:00", "{:?}", offer.notes);
    }
    let text = "lun-ven 9h-18h, sam 9h-12h";
    let offer = read(&format!("Magasin;Rue;Horaires\nA;1 rue;{text}\nB;2 rue;{text}\nC;3 rue;{text}\n"));
    assert!(offer.stores.iter().all(|store| store.opening_hours == "Mo-Fr 09:00-18:00; Sa 09:00-12:00"), "{offer:?}");
}

#[test]
fn days_in_hindi_and_arabic_columns() {
    let hindi = read("नाम,पता,सोमवार,मंगलवार,रविवार\nA,1 Road,10:00-20:00,10:00-20:00,बंद\n");
    assert_eq!(only(&hindi).opening_hours, "Mo,Tu 10:00-20:00; Su off", "{:?}", hindi.notes);
    let arabic = read("الاسم,العنوان,الاثنين,الجمعة\nA,1 Road,9:00 ص - 5:00 م,مغلق\n");
    assert_eq!(only(&arabic).opening_hours, "Mo 09:00-17:00; Fr off", "{:?}", arabic.notes);
}

#[test]
fn damaged_lists_of_php_are_asked_about() {
    for hours in
        ["a:7:{i:0;s:99:\"\"09:00 - 19:00\"\";}", "a:2:{i:0;s:3:\"\"9-5\"\";i:1;s:3:\"\"9-5\"\";}", "a:7:{a:7:{a:7:{a:7:{a:7:{", "a:"]
    {
        let offer = read(&format!("name,street,hours\nA,1 Street,\"{hours}\"\n"));
        assert_eq!(only(&offer).opening_hours, "", "{hours}");
        assert!(offer.notes.iter().any(|note| note.rejected), "{hours} is asked about");
    }
}

#[test]
fn coordinates_that_a_spreadsheet_spoilt_are_asked_about() {
    for (lat, lon) in [("48.856.614", "2.352.222"), ("48856614", "2352222"), ("0", "0"), ("48.8566", ""), ("N/A", "N/A")] {
        let offer = read(&format!("name;street;latitude;longitude\nA;1 Street;{lat};{lon}\n"));
        assert_eq!(only(&offer).point, None, "{lat} {lon}");
        assert!(offer.notes.iter().any(|note| note.rejected), "{lat} {lon} is asked about");
    }
}

#[test]
fn a_store_that_is_not_in_use_says_so_in_any_language() {
    for word in ["0", "no", "Nein", "inactif", "NÃO", "inactivo", "नहीं", "لا"] {
        assert!(!only(&read(&format!("name,street,active\nA,1 Street,{word}\n"))).active, "{word}");
    }
    for word in ["1", "yes", "oui", "sí", ""] {
        assert!(only(&read(&format!("name,street,active\nA,1 Street,{word}\n"))).active, "{word:?}");
    }
}

#[test]
fn json_without_geometry_and_elements_of_osm() {
    let plain = read(r#"[{"name":"A","lat":48.8584,"lng":2.2945,"hours":["Monday: 9:00 AM – 5:00 PM","Tuesday: Closed"]}]"#);
    let store = only(&plain);
    assert!(store.point.is_some_and(|point| (point.lat - 48.8584).abs() < 1e-9), "the two numbers: {plain:?}");
    assert_eq!((store.opening_hours.as_str(), plain.unused.len()), ("Mo 09:00-17:00; Tu off", 0), "{:?}", plain.notes);
    let elements = read(
        r#"{"version":0.6,"elements":[
        {"type":"node","id":1,"lat":48.8584,"lon":2.2945,"tags":{"name":"A","opening_hours":"Mo-Fr 09:00-18:00"}},
        {"type":"way","id":2,"center":{"lat":48.8584,"lon":2.2945},"tags":{"name":"B"}}]}"#,
    );
    let found: Vec<_> = elements.stores.iter().map(|store| (store.foreign_id.as_str(), store.point.is_some())).collect();
    assert_eq!(found, [("1", true), ("2", true)], "a node and the middle of a way: {elements:?}");
    let swapped = read(r#"[{"name":"A","latitude":"148,5","longitude":"2,1"}]"#);
    assert!(only(&swapped).point.is_none() && !swapped.notes.is_empty(), "no such point: {swapped:?}");
}
