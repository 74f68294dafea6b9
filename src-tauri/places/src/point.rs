//! A point on Earth and the distance between two of them.
//!
//! Distances are geodesics on the WGS84 ellipsoid by the well-known algorithm of Karney, exact to
//! some nanometres, at the poles and across the antimeridian too. A sphere would have been faster
//! and wrong by half a percent, which is a wrong order of two shops in the same street.

use geographiclib_rs::{Geodesic, InverseGeodesic};
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

static EARTH: LazyLock<Geodesic> = LazyLock::new(Geodesic::wgs84);
/// Half the longer axis and the flattening of WGS84, in metres and without unit.
const AXIS: f64 = 6_378_137.0;
const FLATTENING: f64 = 1.0 / 298.257_223_563;

/// A point on WGS84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Point {
    /// Degrees north, −90 to 90.
    pub lat: f64,
    /// Degrees east, −180 to 180.
    pub lon: f64,
}

impl Point {
    /// The point, if there is one on Earth with these degrees.
    pub fn new(lat: f64, lon: f64) -> Option<Self> {
        if !lat.is_finite() || !lon.is_finite() || lat.abs() > 90.0 || lon.abs() > 180.0 {
            return None;
        }
        Some(Self { lat: lat + 0.0, lon: lon + 0.0 })
    }

    /// Metres along the ground to another point.
    pub fn metres_to(&self, other: &Self) -> f64 {
        EARTH.inverse(self.lat, self.lon, other.lat, other.lon)
    }

    /// The point in space, in metres from the middle of the Earth: east of Greenwich on the
    /// equator, 90° east of that, north.
    pub(crate) fn in_space(&self) -> [f64; 3] {
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        let squeeze = FLATTENING * (2.0 - FLATTENING);
        let normal = AXIS / (1.0 - squeeze * lat.sin().powi(2)).sqrt();
        [normal * lat.cos() * lon.cos(), normal * lat.cos() * lon.sin(), normal * (1.0 - squeeze) * lat.sin()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_ellipsoid() {
        // Well-known lengths of WGS84: a degree of the equator, a quarter meridian, half of it.
        let cases = [
            ((0.0, 0.0), (0.0, 1.0), 111_319.490_793, "a degree along the equator"),
            ((0.0, 0.0), (90.0, 0.0), 10_001_965.729_3, "from the equator to the pole"),
            ((0.0, 179.5), (0.0, -179.5), 111_319.490_793, "a degree across the antimeridian"),
            ((90.0, 0.0), (90.0, 123.0), 0.0, "the pole has every longitude"),
            ((89.5, 0.0), (89.5, 180.0), 111_693.950_9, "across the pole, not around it"),
            ((0.0, 0.0), (0.0, 180.0), 20_003_931.458_6, "opposite points go over the pole"),
            ((-90.0, 0.0), (90.0, 0.0), 20_003_931.458_6, "pole to pole"),
            ((48.0, 180.0), (48.0, -180.0), 0.0, "the same meridian by two names"),
        ];
        for (from, to, metres, why) in cases {
            let (from, to) = (Point::new(from.0, from.1).expect("on Earth"), Point::new(to.0, to.1).expect("on Earth"));
            assert!((from.metres_to(&to) - metres).abs() < 0.01, "{why}: {} is not {metres}", from.metres_to(&to));
            assert!((from.metres_to(&to) - to.metres_to(&from)).abs() < 1e-6, "{why}: both ways are as long");
        }
    }

    #[test]
    fn off_the_earth_there_is_no_point() {
        for (lat, lon) in [(90.1, 0.0), (-91.0, 0.0), (0.0, 181.0), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(Point::new(lat, lon).is_none(), "{lat},{lon} is nowhere");
        }
    }

    #[test]
    fn in_space_the_chord_is_never_longer_than_the_way() {
        for (a, b) in [((10.0, 20.0), (10.001, 20.001)), ((89.0, 0.0), (89.0, 170.0)), ((-45.0, 179.0), (45.0, -3.0))] {
            let (a, b) = (Point { lat: a.0, lon: a.1 }, Point { lat: b.0, lon: b.1 });
            let chord: f64 = a.in_space().iter().zip(b.in_space()).map(|(x, y)| (x - y).powi(2)).sum::<f64>().sqrt();
            assert!(chord <= a.metres_to(&b) + 1e-6, "a chord cuts the corner");
        }
    }
}
