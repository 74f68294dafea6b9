//! Points from every kind of text.

use super::locate;
use crate::Point;

const TOWER: (f64, f64) = (48.8584, 2.2945);

fn found(text: &str) -> Result<(f64, f64, String), String> {
    locate(text, None).map(|found| (found.lat, found.lon, found.how)).map_err(|question| question.code)
}

#[test]
fn coordinates_in_every_writing() {
    let cases = [
        "48.8584, 2.2945",
        "48.8584,2.2945",
        "48.8584 2.2945",
        "48.8584;2.2945",
        "48.8584\t2.2945",
        "(48.8584, 2.2945)",
        "[48.8584, 2.2945]",
        "+48.8584, +2.2945",
        "48,8584; 2,2945",
        "48,8584 2,2945",
        "48,8584, 2,2945",
        "48,8584,2,2945",
        "48.8584° N, 2.2945° E",
        "48.8584°N 2.2945°E",
        "N 48.8584 E 2.2945",
        "N48.8584, E2.2945",
        "48.8584N 2.2945E",
        "2.2945 E, 48.8584 N",
        "E 2.2945 N 48.8584",
        "lat: 48.8584, lon: 2.2945",
        "Latitude: 48.8584 Longitude: 2.2945",
        "lat=48.8584 lng=2.2945",
        "48.8584 north, 2.2945 east",
        "48,8584° Nord, 2,2945° Ost",
        "48°51′30.24″N 2°17′40.2″E",
        "48° 51' 30.24\" N, 2° 17' 40.2\" E",
        "48°51'30.24''N 2°17'40.2''E",
        "48º51’30.24”N 2º17’40.2”E",
        "N 48° 51' 30.24\" E 2° 17' 40.2\"",
        "48°51'30.24\" 2°17'40.2\"",
        "48 51 30.24 N 2 17 40.2 E",
        "48 51 30.24, 2 17 40.2",
        "48:51:30.24N 2:17:40.2E",
        "48d51m30.24s N 2d17m40.2s E",
        "48°51.504' N 2°17.67' E",
        "N48 51.504 E2 17.67",
        "48° 51,504' N, 2° 17,67' E",
        "٤٨٫٨٥٨٤، ٢٫٢٩٤٥",
        "४८.८५८४, २.२९४५",
        "\u{200e}48.8584, 2.2945",
        "geo:48.8584,2.2945",
        "geo:48.8584,2.2945;u=35",
        "geo:48.8584,2.2945,35;crs=wgs84?z=17",
        "GEO:0,0?q=48.8584,2.2945(Tower)",
        "{\"type\":\"Point\",\"coordinates\":[2.2945,48.8584]}",
        "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[2.2945,48.8584,30]},\"properties\":{}}",
        "{\"lat\": 48.8584, \"lng\": \"2.2945\"}",
        "POINT(2.2945 48.8584)",
        "SRID=4326;POINT (2.2945 48.8584)",
        "point z (2.2945 48.8584 12)",
        "8FW4V75V+8Q",
        "8fw4v75v+8q",
    ];
    for text in cases {
        let (lat, lon, _) = found(text).unwrap_or_else(|code| panic!("{text} is a point, not a question about {code}"));
        assert!((lat - TOWER.0).abs() < 1e-4 && (lon - TOWER.1).abs() < 1e-4, "{text} is the tower, not {lat},{lon}");
    }
}

#[test]
fn which_of_the_two_is_said_by_words_and_signs() {
    let tower = [
        "Longitude: 2.2945, Latitude: 48.8584",
        "lon 2.2945 lat 48.8584",
        "lng=2.2945&lat=48.8584",
        "Lon/Lat: 2.2945, 48.8584",
        "2.2945 lon, 48.8584 lat",
        "latitude 48.8584 longitude 2.2945",
        "longitud 2,2945 latitud 48,8584",
        "Lat/Long 48.8584 / 2.2945",
        "lat: 48.8584 … lon: 2.2945",
        "{lat: 48.8584, lng: 2.2945}",
        "{\"lng\": 2.2945, \"lat\": 48.8584}",
        "{\"lat\": \"48,8584\", \"lng\": \"2,2945\"}",
        "{\"location\": {\"lat\": 48.8584, \"lng\": 2.2945}}",
        "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[2.2945,48.8584]}}]}",
        "خط العرض 48.8584 خط الطول 2.2945",
        "अक्षांश 48.8584, देशांतर 2.2945",
        "48°51'30.24\" nord et 2°17'40.2\" est",
        "48.8584, 2.2945 (our shop)",
        "Our shop: 48.8584, 2.2945",
        "📍 48.8584, 2.2945",
        "geo:1,1?q=48.8584,2.2945(Tower)",
        "https://wa.me/?text=https://maps.google.com/?q=48.8584,2.2945",
        "https://api.whatsapp.com/send?text=Here%20https%3A%2F%2Fmaps.google.com%2F%3Fq%3D48.8584%2C2.2945",
        "https://www.google.com/maps/place/V75V%2B8Q+Paris,+France/@48.85,2.29,17z",
        "https://wego.here.com/directions/mix//Tower:48.8584,2.2945",
        "https://yandex.com/maps/?mode=search&text=48.8584%2C2.2945&ll=1,1",
        "https://www.bing.com/maps/directions?rtp=~pos.48.8584_2.2945_Tower",
        "geo:48.8584,2.2945(Tower)",
        "Lat.: 48,8584 / Long.: 2,2945",
    ];
    for text in tower {
        let (lat, lon, _) = found(text).unwrap_or_else(|code| panic!("{text} is a point, not a question about {code}"));
        assert!((lat - TOWER.0).abs() < 2e-4 && (lon - TOWER.1).abs() < 2e-4, "{text} is the tower, not {lat},{lon}");
    }
    let (lat, lon, _) = found("40.4168 , - 3.7038").expect("a minus with a blank after it is a minus");
    assert!((lat - 40.4168).abs() < 1e-9 && (lon + 3.7038).abs() < 1e-9, "west of Greenwich, not {lat},{lon}");
    let asked = [
        ("40.4168 - 3.7038", "not_understood"),
        ("48.85842.2945", "not_understood"),
        ("2.2945, 48.8584", "swapped"),
        ("72.8777, 19.0760", "swapped"),
        ("-3.7038, 40.4168", "swapped"),
        ("{\"type\":\"Point\",\"coordinates\":[48.8584,2.2945]}", "swapped"),
        ("Lat - 33.8587, Lon 151.2140", "not_understood"),
        ("lat-33.8587 lon 151.2140", "not_understood"),
        ("lat 48.8584 lat 2.2945", "not_understood"),
        ("1e2, 3", "not_understood"),
        ("48.8584 lon 2.2945", "not_understood"),
        ("lat 2.2945 E lon 48.8584 N", "not_understood"),
        ("Shop W 48.8584, 2.2945", "not_understood"),
        ("from 48.8584, 2.2945 to 48.9, 2.4", "not_understood"),
        ("[{\"lat\":48.8,\"lng\":2.2}]", "not_understood"),
        ("{\"a\":{\"lat\":48.8,\"lng\":2.2},\"b\":{\"lat\":1.5,\"lng\":2.5}}", "which_point"),
        ("31U DQ 48251 11932", "grid_reference"),
        ("31UDQ4825111932", "grid_reference"),
        ("31N 448251 5411932", "grid_reference"),
        ("UTM 31U 448251 5411932", "grid_reference"),
        ("https://www.google.com/maps/place/V75V%2B8Q+Paris/@48.85,2.29,5z", "needs_reference"),
    ];
    for (text, code) in asked {
        match locate(text, None) {
            Ok(found) => panic!("{text} is no certain point, but became {found:?}"),
            Err(question) => assert_eq!(question.code, code, "{text}: {question}"),
        }
    }
}

#[test]
fn links_of_maps() {
    let cases = [
        ("https://www.google.com/maps/place/Tower/@48.85,2.29,17z/data=!3m1!4b1!4m6!3m5!1s0x0:0x0!8m2!3d48.8584!4d2.2945!16zx", "google"),
        ("https://www.google.com/maps/@48.8584,2.2945,17z", "google_view"),
        ("https://www.google.fr/maps/place/Tower/@48.8584,2.2945,17z", "google_view"),
        ("https://maps.google.com/?q=48.8584,2.2945", "google"),
        ("https://maps.google.com/maps?q=loc:48.8584+2.2945&z=15", "google"),
        ("https://www.google.com/maps?ll=48.8584,2.2945&z=12&q=Tower", "google_view"),
        ("https://www.google.com/maps/search/?api=1&query=48.8584%2C2.2945", "google"),
        ("https://www.google.com/maps/search/48.8584,+2.2945?entry=tts", "google"),
        ("https://www.google.com/maps/place/48%C2%B051'30.2%22N+2%C2%B017'40.2%22E/@48.85,2.29,17z", "google"),
        ("https://www.google.com/maps/dir/?api=1&destination=48.8584,2.2945&origin=1,1", "google"),
        ("https://www.google.com/maps/dir/48.8,2.2/48.8584,2.2945/@48.83,2.25,12z", "google"),
        (
            "https://www.google.com/maps/dir/Here/There/@48.7,2.1,12z/data=!4m14!1m5!1m1!1s0x0!2m2!1d2.1!2d48.1!1m5!1m1!1s0x1!2m2!1d2.2945!2d48.8584!3e0",
            "google",
        ),
        ("https://www.google.com/maps/embed?pb=!1m18!1m12!1m3!1d2624.9!2d2.2945!3d48.8584!2m3!1f0", "google_view"),
        ("https://consent.google.com/ml?continue=https%3A%2F%2Fwww.google.com%2Fmaps%2F%4048.8584%2C2.2945%2C17z", "google_view"),
        ("google.com/maps/@48.8584,2.2945,17z", "google_view"),
        ("google.navigation:q=48.8584,2.2945", "google"),
        ("Our shop: https://maps.google.com/?q=48.8584,2.2945.", "google"),
        ("https://maps.apple.com/?ll=48.8584,2.2945&q=Tower", "apple"),
        ("https://maps.apple.com/?q=48.8584,2.2945", "apple"),
        ("https://maps.apple.com/place?coordinate=48.8584%2C2.2945&name=Tower", "apple"),
        ("https://www.openstreetmap.org/#map=17/48.8584/2.2945", "osm_view"),
        ("https://www.openstreetmap.org/?mlat=48.8584&mlon=2.2945#map=5/1/1", "osm"),
        ("https://osm.org/?mlat=48.8584&mlon=2.2945", "osm"),
        ("https://www.openstreetmap.org/node/1#map=19/48.8584/2.2945", "osm_view"),
        ("https://www.openstreetmap.org/directions?route=1.0%2C1.0%3B48.8584%2C2.2945", "osm"),
        ("https://www.openstreetmap.org/directions?engine=fossgis_osrm_car&route=48.85,2.29;48.8584,2.2945", "osm"),
        ("https://www.bing.com/maps?cp=48.8584~2.2945&lvl=16", "bing_view"),
        ("https://www.bing.com/maps?sp=point.48.8584_2.2945_Tower&cp=1~1", "bing"),
        ("https://www.waze.com/ul?ll=48.8584%2C2.2945&navigate=yes", "waze"),
        ("https://www.waze.com/live-map/directions?to=ll.48.8584%2C2.2945", "waze"),
        ("waze://?ll=48.8584,2.2945", "waze"),
        ("https://yandex.com/maps/?ll=2.2945%2C48.8584&z=16", "yandex_view"),
        ("https://yandex.ru/maps/213/moscow/?ll=1%2C1&pt=2.2945,48.8584", "yandex"),
        ("https://yandex.ru/maps/?rtext=1,1~48.8584,2.2945", "yandex"),
        ("https://2gis.ru/moscow/geo/2.2945,48.8584", "2gis"),
        ("https://share.here.com/l/48.8584,2.2945,Tower?z=16", "here"),
        ("https://wego.here.com/?map=48.8584,2.2945,16,normal", "here_view"),
        ("https://mapy.cz/zakladni?x=2.2945&y=48.8584&z=17", "mapy_view"),
        ("https://geohack.toolforge.org/geohack.php?params=48_51_30.2_N_2_17_40.2_E_type:landmark", "geohack"),
        ("https://plus.codes/8FW4V75V+8Q", "plus_code"),
        ("https://example.org/map?lat=48.8584&lon=2.2945", "link"),
    ];
    for (text, how) in cases {
        let (lat, lon, found_how) = found(text).unwrap_or_else(|code| panic!("{text} is a point, not a question about {code}"));
        assert!((lat - TOWER.0).abs() < 1e-4 && (lon - TOWER.1).abs() < 1e-4, "{text} is the tower, not {lat},{lon}");
        assert_eq!(found_how, how, "{text}");
    }
}

#[test]
fn what_is_no_certain_point_is_asked() {
    let cases = [
        ("", "empty"),
        ("hello", "not_understood"),
        ("48.8584", "no_point"),
        ("1 2 3 4 5 6 7", "which_point"),
        ("1,2,3,4", "which_point"),
        ("48.8584, 2.2945, 48.8584, 2.2945", "which_point"),
        ("148.8584, 2.2945", "swapped"),
        ("200, 2", "out_of_range"),
        ("91, 181", "out_of_range"),
        ("0,0", "null_island"),
        ("0.00001, 0.00001", "null_island"),
        ("0.0001, 0.0001", "null_island"),
        ("48,2", "no_point"),
        ("77.2090, 28.6139", "swapped"),
        ("13.4050, 52.5200", "swapped"),
        ("48°75'00\"N 2°17'40\"E", "out_of_range"),
        ("48°51'75\"N 2°17'40\"E", "out_of_range"),
        ("48 75 00 N 2 17 40 E", "out_of_range"),
        ("48.5°30'N 2°17'E", "not_understood"),
        ("48.8 N, 2.3 N", "not_understood"),
        ("-74.0 W, 40.7 N", "not_understood"),
        ("48.85 N 2.29 O", "east_or_west"),
        ("48.8584, abc", "not_understood"),
        ("https://maps.app.goo.gl/AbCdEf123", "short_link_needs_network"),
        ("https://goo.gl/maps/AbCdEf", "short_link_needs_network"),
        ("https://g.page/some-shop", "short_link_needs_network"),
        ("https://osm.org/go/0BOdU-H--", "short_link_needs_network"),
        ("https://yandex.ru/maps/-/CCUabc", "short_link_needs_network"),
        ("https://maps.apple/p/abc", "short_link_needs_network"),
        ("https://map.baidu.com/@12957000,4826000,13z", "shifted_map"),
        ("https://www.amap.com/?lnglat=116.39,39.9", "shifted_map"),
        ("https://uri.amap.com/marker?position=116.4,39.9", "shifted_map"),
        ("https://what3words.com/filled.count.soap", "needs_network"),
        ("///filled.count.soap", "needs_network"),
        ("filled.count.soap", "needs_network"),
        ("https://www.google.com/maps/place/Some+Shop/", "needs_network"),
        ("https://maps.google.com/?cid=1234567", "needs_network"),
        ("https://www.google.com/maps/dir/Here/There/@48.7,2.1,12z", "needs_network"),
        ("https://www.openstreetmap.org/node/1", "needs_network"),
        ("https://maps.google.com/?q=0,0", "null_island"),
        ("https://maps.google.com/?q=148.1,2.1", "swapped"),
        ("https://example.org/", "no_point"),
        ("https://www.google.com/maps", "no_point"),
        ("geo:0,0", "null_island"),
        ("geo:0,0?q=1+Main+Street", "needs_network"),
        ("geo:abc", "no_point"),
        ("geo:3000,4000;crs=epsg:3857", "not_understood"),
        ("POINT(2.2945)", "no_point"),
        ("POINT(2.2945 148.8584)", "swapped"),
        ("SRID=3857;POINT(255000 6250000)", "not_understood"),
        ("{\"type\":\"LineString\"}", "no_point"),
        ("{broken", "not_understood"),
        ("V75V+8Q", "needs_reference"),
        ("V75V+8Q Paris", "needs_reference"),
        ("ZZZZ1111+22", "not_understood"),
        ("8FW4V75V+8", "not_understood"),
        ("XFW4V75V+8Q", "not_a_code"),
    ];
    for (text, code) in cases {
        match locate(text, None) {
            Ok(found) => panic!("{text} is no certain point, but became {found:?}"),
            Err(question) => assert_eq!(question.code, code, "{text}: {question}"),
        }
    }
    assert_eq!(
        locate("148.8584, 2.2945", None).expect_err("swapped").suggestion.as_deref(),
        Some("2.2945, 148.8584"),
        "the other way round is offered"
    );
    assert_eq!(locate(&"1".repeat(10_000), None).expect_err("long").code, "too_long", "a book is no point");
}

#[test]
fn a_short_plus_code_is_the_one_nearby() {
    let near = |lat, lon| Point::new(lat, lon);
    let cases = [
        ("V75V+8Q", near(48.8, 2.3), TOWER, "in town"),
        ("V75V+8Q Paris", near(48.95, 2.7), TOWER, "with the town's name"),
        ("4V75V+8Q", near(48.8, 2.3), TOWER, "an odd length is no code"),
        ("W8XR+9F", near(-41.3, 174.8), (-41.301, 174.841), "in the other hemisphere"),
    ];
    for (text, near, (lat, lon), why) in cases {
        match locate(text, near) {
            Ok(found) => {
                let exact = why != "in the other hemisphere";
                assert!(!exact || (found.lat - lat).abs() < 1e-3 && (found.lon - lon).abs() < 1e-3, "{text}: {why}: {found:?}");
                assert!((found.lat - lat).abs() < 1.0 && (found.lon - lon).abs() < 1.0, "{text} stays nearby");
            }
            Err(question) => assert_eq!(why, "an odd length is no code", "{text}: {question}"),
        }
    }
    let sydney = locate("V75V+8Q Paris", near(-33.8, 151.2)).expect_err("a code of Paris is not near Sydney");
    assert_eq!(sydney.code, "needs_reference", "the named town is not the reference's");
    // Across the antimeridian the nearest is on the other side.
    let fiji = locate("V2V2+22", near(-16.95, 179.999)).expect("a point");
    assert!(fiji.lon > 178.0 || fiji.lon < -178.0, "a code near the date line stays there: {fiji:?}");
}

#[test]
fn odd_input_does_no_harm() {
    for text in [
        "%",
        "http://",
        "https://%",
        "geo:",
        "POINT",
        "°",
        "'",
        "\"",
        "+",
        "8FW4V75V+",
        "00000000+",
        "https://maps.google.com/?q=%FF%FE",
        "!3d!4d",
        "https://google.com/maps/@",
        "https://google.com/maps/!3d1e999!4d1",
        "-",
        "--1,--2",
        "1..2,3..4",
        "1e5,2e5",
        "NaN,NaN",
        "inf,inf",
        "N",
        "N N N N",
        "48°°51",
        "https://waze.com/ul/hu09tunq0",
        "POINT(NaN NaN)",
        "geo:NaN,NaN",
    ] {
        if let Ok(found) = locate(text, Point::new(90.0, 180.0)) {
            assert!(found.lat.abs() <= 90.0 && found.lon.abs() <= 180.0, "{text} is on Earth");
        }
    }
}
