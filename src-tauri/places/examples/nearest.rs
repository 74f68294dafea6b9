//! How long it takes to find the nearest of 100,000 places: `cargo run --release --example nearest`.
#![allow(clippy::print_stdout)]

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::sync::Arc;
use std::time::Instant;
use vitrine_places::Point;
use vitrine_places::hours::Timetable;
use vitrine_places::nearest::{Place, Places, Wanted};

const PLACES: u64 = 100_000;
const QUESTIONS: usize = 400;

fn main() {
    let mut random = StdRng::seed_from_u64(1);
    let zones = ["Europe/Paris", "America/New_York", "Asia/Kolkata", "Africa/Cairo", "America/Sao_Paulo"];
    let places = (0..PLACES)
        .map(|id| {
            let point = anywhere(&mut random);
            let (open, close) = (random.random_range(6..12), random.random_range(14..24));
            let closed = ["Su off", "Mo off", "PH off", "Dec 25 off"][random.random_range(0..4)];
            let osm =
                format!("Mo-Su {open:02}:{:02}-13:00,{close:02}:00-{:02}:30; {closed}", random.random_range(0..4) * 15, (close + 1) % 24);
            let zone = TimeZone::get(zones[random.random_range(0..zones.len())]).unwrap_or(TimeZone::UTC);
            Place { id, point, hours: Timetable::read(&osm, zone, Some("FR"), None).ok().map(Arc::new) }
        })
        .collect();
    let places = Places::new(places);
    let at: Timestamp = Timestamp::from_second(1_795_690_800).unwrap_or(Timestamp::UNIX_EPOCH);
    let in_stock = |id: u64| id.is_multiple_of(50);
    let nobody = |_: u64| false;
    let kinds = [
        ("ten nearest", Wanted { count: 10, ..Wanted::default() }),
        ("ten open now", Wanted { count: 10, open_at: Some(at), ..Wanted::default() }),
        ("ten opening soonest", Wanted { count: 10, opens_soonest: Some(at), ..Wanted::default() }),
        ("ten open now with stock", Wanted { count: 10, open_at: Some(at), having: Some(&in_stock), ..Wanted::default() }),
        ("none has it", Wanted { count: 10, having: Some(&nobody), ..Wanted::default() }),
    ];
    for (name, wanted) in kinds {
        let mut times: Vec<u128> = (0..QUESTIONS)
            .map(|_| {
                let from = anywhere(&mut random);
                let start = Instant::now();
                std::hint::black_box(places.nearest(from, &wanted));
                start.elapsed().as_micros()
            })
            .collect();
        times.sort_unstable();
        println!("{name:26} p50 {:>6} µs  p99 {:>6} µs", times[QUESTIONS / 2], times[QUESTIONS * 99 / 100]);
    }
}

fn anywhere(random: &mut StdRng) -> Point {
    let z: f64 = random.random_range(-1.0..=1.0);
    Point { lat: z.asin().to_degrees(), lon: random.random_range(-180.0..=180.0) }
}
