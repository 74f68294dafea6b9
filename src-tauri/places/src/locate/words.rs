//! The words that stand beside coordinates: which of the two it is, which side of the equator or of
//! Greenwich, and what adds nothing.
//!
//! “lon” before “lat” turns the two round, so an unknown word is never skipped: it is asked about.

/// Latitude or longitude.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Axis {
    Latitude,
    Longitude,
}

impl Axis {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Latitude => Self::Longitude,
            Self::Longitude => Self::Latitude,
        }
    }
}

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Axis(Axis),
    /// N, S, E or W.
    Side(char),
    Nothing,
}

/// What a word in small letters says; none for a word that is not known.
pub(super) fn meaning(word: &str) -> Option<Meaning> {
    WORDS.iter().find(|(words, _)| words.contains(&word)).map(|(_, meaning)| *meaning)
}

const WORDS: &[(&[&str], Meaning)] = &[
    (
        &["lat", "latitude", "latitud", "latitudine", "breitengrad", "breite", "breedtegraad", "अक्षांश", "العرض", "عرض"],
        Meaning::Axis(Axis::Latitude),
    ),
    (
        &[
            "lon",
            "lng",
            "long",
            "longitude",
            "longitud",
            "longitudine",
            "längengrad",
            "länge",
            "lengtegraad",
            "देशांतर",
            "देशान्तर",
            "الطول",
            "طول",
        ],
        Meaning::Axis(Axis::Longitude),
    ),
    (&["north", "nord", "norte", "noord", "شمالا", "شمالاً", "شمال", "उत्तर"], Meaning::Side('N')),
    (&["south", "sud", "süd", "sur", "sul", "zuid", "جنوبا", "جنوباً", "جنوب", "दक्षिण"], Meaning::Side('S')),
    (&["east", "est", "ost", "este", "leste", "oost", "شرقا", "شرقاً", "شرق", "पूर्व"], Meaning::Side('E')),
    (&["west", "ouest", "oeste", "ovest", "غربا", "غرباً", "غرب", "पश्चिम"], Meaning::Side('W')),
    (
        &[
            "coordinates",
            "coords",
            "coordonnées",
            "coordenadas",
            "coordinate",
            "koordinaten",
            "coordinaten",
            "gps",
            "wgs84",
            "wgs",
            "degrees",
            "location",
            "position",
            "localisation",
            "emplacement",
            "ubicación",
            "posición",
            "localização",
            "posição",
            "posizione",
            "standort",
            "locatie",
            "point",
            "pin",
            "dd",
            "dms",
            "and",
            "et",
            "y",
            "und",
            "en",
            "الإحداثيات",
            "احداثيات",
            "إحداثيات",
            "الموقع",
            "موقع",
            "خط",
            "निर्देशांक",
            "स्थान",
        ],
        Meaning::Nothing,
    ),
];
