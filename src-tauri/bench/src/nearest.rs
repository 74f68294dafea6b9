//! The nearest stores of a hundred thousand, through `stores_nearest` as the window and an answer in chat ask: all of
//! them, those open now, those that have a product. The places are spread over the whole Earth, both sides of the
//! antimeridian and the poles included; the hours are those a chain keeps, a dozen of them.

use std::time::Instant;

use anyhow::Result;
use serde_json::json;
use vitrine_core::Shop;

use crate::report::Report;
use crate::{Run, measure, seed};

const HOURS: [&str; 12] = [
    "Mo-Fr 09:00-18:00; Sa 10:00-17:00",
    "Mo-Sa 08:30-12:30,14:00-19:30",
    "Mo-Su 00:00-24:00",
    "Tu-Su 11:00-23:30",
    "Mo-Th 07:00-15:00; Fr 07:00-13:00",
    "We-Mo 18:00-02:00",
    "Mo-Fr 10:00-20:00; PH off",
    "Sa-Su 09:00-13:00",
    "Mo-Sa 06:00-22:00",
    "Apr-Sep: Mo-Su 09:00-21:00; Oct-Mar: Mo-Sa 10:00-18:00",
    "Th[1] 14:00-18:00",
    "",
];
const ZONES: [&str; 6] =
    ["Europe/Paris", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Auckland", "Africa/Casablanca", "America/Los_Angeles"];
const QUESTIONS: usize = 1_500;

/// Runs the bench.
pub fn run(run: &Run, report: &mut Report) -> Result<()> {
    let places = run.size(100_000, 5_000);
    let base = tempfile::tempdir_in(&run.scratch)?;
    let dir = seed::shop(base.path())?;
    seed::waiting_people(&dir, 1)?;
    let mut db = seed::sealed(&dir)?;
    let tx = db.transaction()?;
    for n in 0..places {
        // The golden angle spreads them evenly over a sphere.
        let lat = (1.0 - 2.0 * (n as f64 + 0.5) / places as f64).asin().to_degrees();
        let lon = (n as f64 * 137.507_764_050_037_85).rem_euclid(360.0) - 180.0;
        tx.prepare_cached("INSERT INTO store (name, time_zone, opening_hours, country, lat, lon) VALUES (?1, ?2, ?3, 'FR', ?4, ?5)")?
            .execute((format!("Store {n}"), ZONES[n % ZONES.len()], HOURS[n % HOURS.len()], lat, lon))?;
        if n % 50 == 0 {
            tx.prepare_cached("INSERT INTO stock (variant_id, store_id, on_hand, as_of) VALUES (1, last_insert_rowid(), 3, 0)")?
                .execute([])?;
        }
    }
    tx.commit()?;
    drop(db);
    let runtime = tokio::runtime::Runtime::new()?;
    let shop = Shop::open(&dir, None)?;
    let now = shop.now();
    let ask = |n: usize| {
        let lat = (n as f64 * 97.31).rem_euclid(180.0) - 90.0;
        let lon = (n as f64 * 211.7).rem_euclid(360.0) - 180.0;
        let asked = match n % 4 {
            0 => json!({ "lat": lat, "lon": lon }),
            1 => json!({ "lat": lat, "lon": lon, "open_at": now }),
            2 => json!({ "lat": lat, "lon": lon, "having": seed::VARIANT, "open_at": now }),
            _ => json!({ "lat": lat, "lon": lon, "opens_soonest": now }),
        };
        seed::ask(&runtime, &shop, "stores_nearest", asked)
    };
    let (first, _) = measure::timed(|| ask(0))?;
    let mut took = Vec::with_capacity(QUESTIONS);
    for n in 0..run.size(QUESTIONS, 200) {
        let start = Instant::now();
        let found = ask(n)?;
        took.push(start.elapsed().as_secs_f64() * 1e3);
        anyhow::ensure!(found.as_array().is_some_and(|all| !all.is_empty()), "nothing was found for question {n}");
    }
    let p99 = measure::percentile(took.iter().copied(), 0.99);
    let detail = format!(
        "{places} places, p50 {:.2} ms; the first question, which reads them all, {first:.2} s",
        measure::percentile(took.iter().copied(), 0.5)
    );
    report.at_most("nearest store, p99", p99, 5.0, "ms", &detail);
    Ok(())
}
