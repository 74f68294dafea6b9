//! Stores from files, and back into them.

use super::{Offer, OfferedStore, read_stores, to_csv, to_geojson};

fn read(text: &str) -> Offer {
    read_stores(text.as_bytes().to_vec(), None, None).unwrap_or_else(|trouble| panic!("{text} is a file of stores: {trouble}"))
}

fn codes(offer: &Offer) -> Vec<(usize, &str, &str, bool)> {
    offer.notes.iter().map(|note| (note.row, note.column.as_str(), note.code.as_str(), note.rejected)).collect()
}

#[test]
fn a_table_in_any_language() {
    let files = [
        "Name,Address,ZIP,City,Country,Latitude,Longitude,Phone,Opening hours\nCorner Shop,1 Mill Lane,12345,Springtown,United States,40.7128,-74.0060,555-0100,\"Mon-Fri 9am-5pm, Sat 10am-2pm\"\n",
        "Nom;Adresse;Code postal;Ville;Pays;Latitude;Longitude;Téléphone;Horaires\nCorner Shop;1 Mill Lane;12345;Springtown;États-Unis;40,7128;-74,0060;555-0100;lun-ven 9h-17h, sam 10h-14h\n",
        "Nombre;Dirección;Código postal;Ciudad;País;Latitud;Longitud;Teléfono;Horario\nCorner Shop;1 Mill Lane;12345;Springtown;EE. UU.;40.7128;-74.0060;555-0100;lun-vie 9:00-17:00, sáb 10:00-14:00\n",
        "Name\tStraße\tPLZ\tOrt\tLand\tBreitengrad\tLängengrad\tTelefon\tÖffnungszeiten\nCorner Shop\t1 Mill Lane\t12345\tSpringtown\tUSA\t40.7128\t-74.0060\t555-0100\tMo-Fr 9-17 Uhr, Sa 10-14 Uhr\n",
        "الاسم,العنوان,الرمز البريدي,المدينة,الدولة,خط العرض,خط الطول,الهاتف,ساعات العمل\nCorner Shop,1 Mill Lane,12345,Springtown,USA,40.7128,-74.0060,555-0100,من الاثنين إلى الجمعة 9:00 ص - 5:00 م\n",
        "नाम,पता,पिन कोड,शहर,देश,अक्षांश,देशांतर,फोन,समय\nCorner Shop,1 Mill Lane,12345,Springtown,USA,40.7128,-74.0060,555-0100,सोम-शुक्र 9:00 am - 5:00 pm\n",
    ];
    for file in files {
        let offer = read(file);
        let store = offer.stores.first().unwrap_or_else(|| panic!("a store in {file}"));
        assert_eq!(
            (store.name.as_str(), store.street.as_str(), store.postcode.as_str(), store.city.as_str()),
            ("Corner Shop", "1 Mill Lane", "12345", "Springtown"),
            "{file}"
        );
        assert_eq!(store.phone, "555-0100", "{file}");
        assert_eq!(store.time_zone.as_deref(), Some("America/New_York"), "the zone of the pin: {file}");
        assert!(store.opening_hours.starts_with("Mo-Fr 09:00-17:00"), "{}: {file}", store.opening_hours);
        assert!(offer.notes.is_empty(), "nothing to ask: {:?}", offer.notes);
    }
}

#[test]
fn hours_of_prestashop() {
    let header = "Store ID,active,name,address1,address2,postcode,state,city,country,latitude,longitude,phone,fax,email,note,hours,image\n";
    let cases = [
        (
            "09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;10:00 - 16:00;10:00 - 16:00",
            "Mo-Fr 09:00-19:00; Sa,Su 10:00-16:00",
        ),
        (
            "\"[[\"\"09:00AM - 07:00PM\"\"],[\"\"09:00AM - 07:00PM\"\"],[\"\"09:00AM - 07:00PM\"\"],[\"\"09:00AM - 07:00PM\"\"],[\"\"09:00AM - 07:00PM\"\"],[\"\"10:00AM - 04:00PM\"\"],[\"\"\"\"]]\"",
            "Mo-Fr 09:00-19:00; Sa 10:00-16:00",
        ),
        (
            "\"[\"\"9:00 - 12:00\"\",\"\"Closed\"\",\"\"9:00 - 12:00\"\",\"\"9:00 - 12:00\"\",\"\"9:00 - 12:00\"\",\"\"\"\",\"\"\"\"]\"",
            "Mo,We-Fr 09:00-12:00; Tu off",
        ),
        ("09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;09:00 - 19:00;closed;closed", "Mo-Fr 09:00-19:00; Sa,Su off"),
        ("\"Mo-Fr 09:00-18:00; Sa 10:00-14:00\"", "Mo-Fr 09:00-18:00; Sa 10:00-14:00"),
        (
            "\"a:7:{i:0;s:13:\"\"09:00 - 19:00\"\";i:1;s:13:\"\"09:00 - 19:00\"\";i:2;s:13:\"\"09:00 - 19:00\"\";i:3;s:13:\"\"09:00 - 19:00\"\";i:4;s:13:\"\"09:00 - 19:00\"\";i:5;s:13:\"\"10:00 - 16:00\"\";i:6;s:6:\"\"Closed\"\";}\"",
            "Mo-Fr 09:00-19:00; Sa 10:00-16:00; Su off",
        ),
    ];
    for (hours, osm) in cases {
        let offer = read(&format!(
            "{header}7,1,Main Store,12 High Street,Unit 3,33135,Florida,Miami,United States,25.765,-80.244,,,,,{hours},http://example.com/a.jpg\n"
        ));
        let store = offer.stores.first().expect("a store");
        assert_eq!(store.opening_hours, osm, "{hours}: {:?}", offer.notes);
        assert_eq!(
            (store.foreign_id.as_str(), store.street.as_str(), store.active),
            ("7", "12 High Street, Unit 3", true),
            "the other cells"
        );
        assert_eq!(store.pictures, ["http://example.com/a.jpg"], "the picture");
    }
}

#[test]
fn one_column_for_each_day() {
    let offer = read(
        "Store code,Business name,Address line 1,Sunday hours,Monday hours,Tuesday hours,Wednesday hours,Thursday hours,Friday hours,Saturday hours\nS1,Main Store,12 High Street,x,9:00AM-5:00PM,9:00AM-5:00PM,9:00AM-5:00PM,9:00AM-5:00PM,9:00AM-5:00PM,\n",
    );
    assert_eq!(offer.stores.first().map(|store| store.opening_hours.as_str()), Some("Mo-Fr 09:00-17:00; Su off"), "{:?}", offer.notes);
}

#[test]
fn odd_tables_are_understood_or_asked_about() {
    let week = "lundi;mardi;mercredi;jeudi;vendredi;samedi;dimanche";
    let cases = [
        (
            format!(
                "Nom;Adresse;Coordonnées GPS;{week}\nA;1 rue;48,8584, 2,2945;fermé;9h-12h / 14h-19h;9h-12h / 14h-19h;9h-12h / 14h-19h;9h-19h;9h-13h;Fermé\n"
            ),
            "Mo,Su off; Tu-Th 09:00-12:00,14:00-19:00; Fr 09:00-19:00; Sa 09:00-13:00",
        ),
        ("name,lat/lng,opening_hours\nA,\"48.8584, 2.2945\",\"Mo-Fr 9-18; Sa 9-13\"\n".to_owned(), "Mo-Fr 09:00-18:00; Sa 09:00-13:00"),
        ("name,lon/lat,hours\nA,\"2.2945, 48.8584\",\"Monday 9 AM–6 PM\nTuesday Closed\"\n".to_owned(), "Mo 09:00-18:00; Tu off"),
        (
            "Nombre;Latitud;Longitud;Horario\nA;48,8584;2,2945;\"L-V 10:00-14:00 y 17:00-20:00\nS 10:00-14:00\"\n".to_owned(),
            "Mo-Fr 10:00-14:00,17:00-20:00; Sa 10:00-14:00",
        ),
        (
            "Nome\tLocalização\tHorário\nA\thttps://maps.google.com/?q=48.8584,2.2945\tseg a sex das 9h às 18h\n".to_owned(),
            "Mo-Fr 09:00-18:00",
        ),
        ("name;latitude;longitude;hours\nA;\"48° 51' 30\"\" N\";\"2° 17' 40\"\" E\";24h/24, 7j/7\n".to_owned(), "24/7"),
    ];
    for (file, hours) in cases {
        let offer = read(&file);
        let store = offer.stores.first().unwrap_or_else(|| panic!("a store in {file}"));
        assert_eq!(store.opening_hours, hours, "{file}: {:?}", offer.notes);
        let point = store.point.unwrap_or_else(|| panic!("a pin in {file}: {:?}", offer.notes));
        assert!((point.lat - 48.8584).abs() < 2e-4 && (point.lon - 2.2945).abs() < 2e-4, "the tower, not {point:?}: {file}");
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let offer = read(
        "name,address,latitude,longitude,hours\nA,1 Street,148.2,2.3,Mon-Fri 9-5\n,,,,\nB,2 Street,0,0,whenever\n,3 Street,,,\n,,48.1,2.1,\nC,4 Street,48.1,2.1,Mo-Fr 09:00-18:00\n",
    );
    assert_eq!(
        codes(&offer),
        [
            (2, "latitude", "swapped", true),
            (2, "hours", "morning_or_evening", false),
            (4, "latitude", "null_island", true),
            (4, "hours", "open_end", true),
            (5, "name", "name_missing", false),
            (6, "name", "name_missing", true),
        ],
        "row, column and code of everything"
    );
    assert_eq!(offer.stores.first().map(|store| store.opening_hours.as_str()), Some("Mo-Fr 09:00-17:00"), "read as a day, and said");
    assert_eq!(offer.stores.len(), 4, "the stores themselves are offered");
    assert_eq!(read_stores(b"a,b\n1,2\n".to_vec(), None, None).expect_err("no stores").code, "not_stores", "a table of something else");
}

#[test]
fn geojson_of_osm_and_of_shops() {
    let offer = read(
        r#"{"type":"FeatureCollection","features":[
        {"type":"Feature","id":"node/1","geometry":{"type":"Point","coordinates":[2.2945,48.8584]},"properties":{"name":"Kiosk","addr:street":"Quai","addr:housenumber":"5","addr:city":"Paris","contact:phone":"+33 1 99 00 00 00","opening_hours":"Mo-Fr 9-18","shop":"kiosk"}},
        {"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[2.0,48.0],[2.2,48.0],[2.2,48.2],[2.0,48.2],[2.0,48.0]]]},"properties":{"name":"Hall","opening_hours":"Mo-Fr 10:00-18:00, Sa"}},
        {"type":"Feature","geometry":null,"properties":{"name":"Van"}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[48.8,148.1]},"properties":{"name":"Swapped"}},
        {"type":"Feature","geometry":{"type":"Point","coordinates":[1,1]},"properties":{}}
        ]}"#,
    );
    let names: Vec<&str> = offer.stores.iter().map(|store| store.name.as_str()).collect();
    assert_eq!(names, ["Kiosk", "Hall", "Van", "Swapped"], "those with a name");
    assert_eq!(
        (offer.stores[0].street.as_str(), offer.stores[0].opening_hours.as_str(), offer.stores[0].foreign_id.as_str()),
        ("Quai 5", "Mo-Fr 09:00-18:00", "node/1"),
        "the first"
    );
    assert!(
        offer.stores[1].point.is_some_and(|point| (point.lat - 48.1).abs() < 1e-9 && (point.lon - 2.1).abs() < 1e-9),
        "the middle of an area"
    );
    assert_eq!(
        codes(&offer),
        [(2, "opening_hours", "days_without_hours", true), (4, "geometry", "swapped", true), (5, "name", "name_missing", true)],
        "what was not taken"
    );
    assert_eq!(offer.unused, ["shop"], "what was not used");
    for (text, code) in
        [("{broken", "damaged"), ("{\"a\":1}", "not_stores"), ("[1,2]", "not_stores"), ("{\"features\":[{}]}", "not_stores")]
    {
        assert_eq!(read_stores(text.as_bytes().to_vec(), None, None).expect_err("no stores").code, code, "{text}");
    }
}

#[test]
fn what_is_written_is_read_again() {
    let mut store = OfferedStore {
        row: 2,
        foreign_id: "12".to_owned(),
        name: "Café \"Zur Post\", Eck".to_owned(),
        street: "Am Markt 1\nHinterhaus".to_owned(),
        postcode: "01067".to_owned(),
        city: "Dresden".to_owned(),
        country: "DE".to_owned(),
        phone: "+49 351 555 0100".to_owned(),
        opening_hours: "Mo-Fr 09:00-18:00; Sa \"by appointment\"; PH off".to_owned(),
        services: vec!["wifi".to_owned(), "gift wrapping".to_owned()],
        active: true,
        ..OfferedStore::default()
    };
    store.take_point(crate::Point { lat: 51.050_409, lon: 13.737_262 });
    let stores = [store];
    for text in [to_csv(&stores), to_geojson(&stores)] {
        let again = read(&text);
        let mut found = again.stores.first().cloned().expect("a store");
        found.row = 2;
        assert_eq!(found, stores[0], "there and back:\n{text}");
    }
    let formula = [OfferedStore { name: "=1+1".to_owned(), ..OfferedStore::default() }];
    assert!(to_csv(&formula).contains(",'=1+1,"), "no formula reaches a spreadsheet");
}
