//! Signs and words for money.
//!
//! It names a currency only where the sign leaves no choice: "$", "kr", "¥" and "Rs" each serve
//! several countries, so they are passed over when reading a number and name none. Guessing the
//! dollar of the United States would turn a Canadian shop's own prices into a foreign currency.

/// Signs and words in lower case, with the one currency each stands for.
const WORDS: &[(&str, Option<&str>)] = &[
    ("€", Some("EUR")),
    ("euro", Some("EUR")),
    ("euros", Some("EUR")),
    ("ευρώ", Some("EUR")),
    ("евро", Some("EUR")),
    ("£", Some("GBP")),
    ("₤", Some("GBP")),
    ("$", None),
    ("¢", None),
    ("dollar", None),
    ("dollars", None),
    ("us$", Some("USD")),
    ("u$s", Some("USD")),
    ("$us", Some("USD")),
    ("a$", Some("AUD")),
    ("au$", Some("AUD")),
    ("c$", Some("CAD")),
    ("ca$", Some("CAD")),
    ("can$", Some("CAD")),
    ("$ca", Some("CAD")),
    ("nz$", Some("NZD")),
    ("hk$", Some("HKD")),
    ("s$", Some("SGD")),
    ("sg$", Some("SGD")),
    ("nt$", Some("TWD")),
    ("mx$", Some("MXN")),
    ("mex$", Some("MXN")),
    ("r$", Some("BRL")),
    ("ar$", Some("ARS")),
    ("clp$", Some("CLP")),
    ("col$", Some("COP")),
    ("¥", None),
    ("￥", None),
    ("円", Some("JPY")),
    ("元", Some("CNY")),
    ("₩", Some("KRW")),
    ("원", Some("KRW")),
    ("₹", Some("INR")),
    ("rs", None),
    ("rs.", None),
    ("re", None),
    ("रु", None),
    ("रु.", None),
    ("₨", None),
    ("৳", Some("BDT")),
    ("₽", Some("RUB")),
    ("руб", Some("RUB")),
    ("руб.", Some("RUB")),
    ("р.", None),
    ("₴", Some("UAH")),
    ("грн", Some("UAH")),
    ("грн.", Some("UAH")),
    ("₺", Some("TRY")),
    ("tl", Some("TRY")),
    ("₪", Some("ILS")),
    ("ש\"ח", Some("ILS")),
    ("₫", Some("VND")),
    ("đ", Some("VND")),
    ("฿", Some("THB")),
    ("บาท", Some("THB")),
    ("₱", Some("PHP")),
    ("₦", Some("NGN")),
    ("₡", Some("CRC")),
    ("₲", Some("PYG")),
    ("gs.", Some("PYG")),
    ("₵", Some("GHS")),
    ("₸", Some("KZT")),
    ("₼", Some("AZN")),
    ("₾", Some("GEL")),
    ("₮", Some("MNT")),
    ("֏", Some("AMD")),
    ("؋", Some("AFN")),
    ("﷼", None),
    ("zł", Some("PLN")),
    ("zl", Some("PLN")),
    ("kč", Some("CZK")),
    ("kc", Some("CZK")),
    ("ft", Some("HUF")),
    ("lei", None),
    ("leu", None),
    ("лв", Some("BGN")),
    ("лв.", Some("BGN")),
    ("kn", Some("HRK")),
    ("дин", Some("RSD")),
    ("din", None),
    ("din.", None),
    ("ден", Some("MKD")),
    ("kr", None),
    ("kr.", None),
    ("fr", None),
    ("fr.", Some("CHF")),
    ("sfr", Some("CHF")),
    ("sfr.", Some("CHF")),
    ("s/", Some("PEN")),
    ("s/.", Some("PEN")),
    ("bs", None),
    ("bs.", None),
    ("q", None),
    ("rm", Some("MYR")),
    ("rp", Some("IDR")),
    ("rp.", Some("IDR")),
    ("ksh", Some("KES")),
    ("ksh.", Some("KES")),
    ("tsh", Some("TZS")),
    ("ush", Some("UGX")),
    ("r", None),
    ("f", None),
    ("n", None),
    ("kd", Some("KWD")),
    ("kd.", Some("KWD")),
    ("جنيه", None),
    ("جنيه مصري", Some("EGP")),
    ("دينار", None),
    ("fcfa", None),
    ("f.cfa", None),
    ("cfa", None),
    ("dh", None),
    ("dhs", Some("AED")),
    ("dhs.", Some("AED")),
    ("د.إ", Some("AED")),
    ("درهم", None),
    ("ر.س", Some("SAR")),
    ("ريال", None),
    ("sr", Some("SAR")),
    ("ج.م", Some("EGP")),
    ("د.ك", Some("KWD")),
    ("د.ب", Some("BHD")),
    ("ر.ع", Some("OMR")),
    ("د.ت", Some("TND")),
    ("د.م", Some("MAD")),
    ("le", None),
    ("tomans", None),
    ("p.", None),
    ("usd$", Some("USD")),
];

/// The active codes of ISO 4217, and those of the last years' exports.
const CODES: &str = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

/// Codes that are no English word in capitals, so that a header may hold them without brackets.
const UNMISTAKABLE: &[&str] = &[
    "EUR", "USD", "GBP", "CHF", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "RON", "BGN", "CAD", "AUD", "NZD", "JPY", "CNY", "INR", "BRL",
    "MXN", "ARS", "CLP", "COP", "ZAR", "AED", "SAR", "KWD", "TND", "MAD", "ILS", "RSD", "UAH", "RUB", "SGD", "HKD", "KRW", "THB", "IDR",
];

fn code(text: &str) -> Option<&'static str> {
    if text.len() != 3 || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    CODES.split(' ').find(|code| code.eq_ignore_ascii_case(text))
}

/// The entry for a sign or word.
fn word(text: &str) -> Option<&'static (&'static str, Option<&'static str>)> {
    let lower = text.to_lowercase();
    WORDS.iter().find(|(word, _)| *word == lower)
}

/// Whether the text is nothing, a currency, or a currency said twice ("EUR €").
pub(super) fn is_money_word(text: &str) -> bool {
    text.is_empty()
        || code(text).is_some()
        || word(text).is_some()
        || text.split(' ').filter(|part| !part.is_empty()).all(|part| code(part).is_some() || word(part).is_some())
        || text.strip_prefix(['$', '€', '£', '¥']).is_some_and(|rest| code(rest.trim()).is_some())
        || text.strip_suffix(['$', '€', '£', '¥']).is_some_and(|rest| code(rest.trim()).is_some())
}

/// "12€50" with its sign as a mark.
pub(super) fn between(core: &str) -> String {
    match core.split_once(['€', '£', '$']) {
        Some((whole, cents)) if cents.trim().len() == 2 && !whole.contains(['.', ',']) => format!("{}.{}", whole.trim(), cents.trim()),
        _ => core.to_owned(),
    }
}

/// The currency that a price or a header names for certain: "12 EUR", "€ 5", "Price (USD)", "price_gbp".
pub fn currency(text: &str) -> Option<&'static str> {
    if text.len() > 200 {
        return None;
    }
    let around = text.trim().trim_matches(|letter: char| letter.is_ascii_digit() || " .,-+'()[]\u{a0}\u{202f}".contains(letter));
    if let Some(found) = code(around).or_else(|| word(around).and_then(|(_, code)| *code)) {
        return Some(found);
    }
    if let Some(found) = bracketed(text) {
        return Some(found);
    }
    let parts =
        || text.split(|letter: char| letter.is_whitespace() || "_-()[]:,;/.0123456789".contains(letter)).filter(|part| !part.is_empty());
    let mut named = parts().filter_map(|part| {
        let known = code(part).filter(|code| UNMISTAKABLE.contains(code));
        known.or_else(|| {
            if part.chars().all(|letter| !letter.is_alphabetic() || letter == '$') || part.contains('$') {
                word(part).and_then(|(_, code)| *code)
            } else {
                None
            }
        })
    });
    if let Some(found) = named.next() {
        return named.all(|other| other == found).then_some(found);
    }
    WORDS
        .iter()
        .filter(|(sign, _)| sign.chars().all(|letter| !letter.is_alphanumeric() && !letter.is_ascii()))
        .find(|(sign, _)| text.contains(sign))
        .and_then(|(_, code)| *code)
}

fn bracketed(text: &str) -> Option<&'static str> {
    let begin = text.find(['(', '['])? + 1;
    let inner = text.get(begin..)?;
    let inner = inner.get(..inner.find([')', ']'])?)?.trim();
    code(inner).or_else(|| word(inner).and_then(|(_, code)| *code))
}
