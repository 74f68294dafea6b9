//! Every code of the fact sheet (§4), with what it means for a message and for a person.
//!
//! `http` is what Meta answers with when the code is synchronous; nothing is decided by it. `None` is
//! for codes that come only in webhooks, or for which no status is known.

use std::ops::RangeInclusive;

use super::{Advice, Class, Stop};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A code, or a run of codes with one meaning.
#[derive(Clone, Debug)]
pub struct Code {
    /// The codes.
    pub codes: RangeInclusive<i64>,
    /// The status of the HTTP answer.
    pub http: Option<u16>,
    /// What it means for the message.
    pub class: Class,
    /// What a person can do.
    pub advice: Advice,
    /// What it says, for developers.
    pub says: &'static str,
}

const fn code(from: i64, to: i64, http: Option<u16>, class: Class, advice: Advice, says: &'static str) -> Code {
    Code { codes: from..=to, http, class, advice, says }
}

/// What is known of a code.
pub fn find(code: i64) -> Option<&'static Code> {
    TABLE.iter().find(|known| known.codes.contains(&code))
}

/// Every code known.
pub static TABLE: &[Code] = &[
    code(0, 0, Some(401), Class::Stop(Stop::Token), Advice::Connection, "the token is invalid"),
    code(190, 190, Some(401), Class::Stop(Stop::Token), Advice::Connection, "the token has expired"),
    code(3, 3, Some(500), Class::Stop(Stop::Permission), Advice::Connection, "the app lacks a capability"),
    code(10, 10, Some(403), Class::Stop(Stop::Permission), Advice::Connection, "a permission is missing"),
    code(200, 299, Some(403), Class::Stop(Stop::Permission), Advice::Connection, "a permission is missing"),
    code(131_005, 131_005, Some(403), Class::Stop(Stop::Permission), Advice::Connection, "a permission is missing"),
    code(368, 368, Some(403), Class::Stop(Stop::Restricted), Advice::Connection, "the account is restricted for policy"),
    code(131_031, 131_031, Some(403), Class::Stop(Stop::Restricted), Advice::Connection, "the account is locked"),
    code(130_497, 130_497, Some(403), Class::Refused, Advice::Country, "this category may not go to that country"),
    code(1, 1, Some(400), Class::Unknown, Advice::Busy, "unknown"),
    code(2, 2, Some(503), Class::Unknown, Advice::Busy, "down for a moment"),
    code(4, 4, Some(400), Class::Retry { after_ms: MINUTE }, Advice::Busy, "the app calls too often"),
    code(80_007, 80_008, Some(400), Class::Retry { after_ms: MINUTE }, Advice::Busy, "the account is called too often"),
    code(130_429, 130_429, Some(400), Class::Retry { after_ms: 1_000 }, Advice::Busy, "more messages a second than the number may send"),
    code(131_048, 131_048, Some(400), Class::Stop(Stop::Spam), Advice::Spam, "too many people blocked or reported the number"),
    code(131_056, 131_056, Some(400), Class::RetryPair, Advice::Busy, "too many messages to one person"),
    code(131_064, 131_064, Some(400), Class::Stop(Stop::Spam), Advice::TemplateRules, "limited for templates in the wrong category"),
    code(133_016, 133_016, Some(400), Class::Retry { after_ms: 72 * HOUR }, Advice::Registration, "registered and deregistered too often"),
    code(33, 33, Some(400), Class::Stop(Stop::Number), Advice::Connection, "the number has been deleted"),
    code(100, 100, Some(400), Class::Refused, Advice::Malformed, "a parameter is wrong, or the account not eligible"),
    code(130_403, 130_403, None, Class::Refused, Advice::BlockedByShop, "the business has blocked this person"),
    code(130_472, 130_472, Some(400), Class::Refused, Advice::Experiment, "withheld to measure promotions; works in an open window"),
    code(131_000, 131_000, Some(500), Class::Unknown, Advice::Busy, "unknown"),
    code(131_008, 131_009, Some(400), Class::Refused, Advice::Malformed, "a parameter is missing or bad"),
    code(131_016, 131_016, Some(500), Class::Unknown, Advice::Busy, "unavailable"),
    code(131_021, 131_021, Some(400), Class::Refused, Advice::OwnNumber, "sender and recipient are the same"),
    code(
        131_026,
        131_026,
        Some(400),
        Class::Refused,
        Advice::Unreachable,
        "not on WhatsApp, an old app, terms not accepted, or blocked: Meta does not say which",
    ),
    code(131_030, 131_030, Some(400), Class::Refused, Advice::TestNumber, "a test number writes to five listed people only"),
    code(131_036, 131_036, None, Class::Refused, Advice::Expired, "the message is no longer kept"),
    code(
        131_037,
        131_037,
        Some(400),
        Class::Stop(Stop::Number),
        Advice::DisplayName,
        "the display name of a 555 number is not approved: nothing can be sent",
    ),
    code(131_042, 131_042, Some(400), Class::Stop(Stop::Payment), Advice::Payment, "something is wrong with the payment method"),
    code(131_044, 131_044, Some(400), Class::Stop(Stop::Payment), Advice::Payment, "something is wrong with the payment method"),
    code(131_045, 131_045, Some(500), Class::Stop(Stop::Number), Advice::Registration, "the number's registration is broken"),
    code(131_047, 131_047, Some(400), Class::Refused, Advice::WindowClosed, "24 hours since the person's last message"),
    code(
        131_049,
        131_049,
        Some(400),
        Class::Refused,
        Advice::MetaLimit,
        "withheld: enough promotions for this person, or she is in the US",
    ),
    code(131_050, 131_050, Some(400), Class::Refused, Advice::StoppedMarketing, "the person stopped promotions"),
    code(131_051, 131_051, Some(400), Class::Refused, Advice::Unsupported, "this kind of message is not supported"),
    code(131_060, 131_060, Some(400), Class::Refused, Advice::Unsupported, "this message is not available"),
    code(131_052, 131_052, Some(400), Class::Refused, Advice::InboundMedia, "what the person sent could not be fetched"),
    code(131_053, 131_053, Some(400), Class::Refused, Advice::Media, "the file could not be used"),
    code(131_055, 131_055, Some(400), Class::Refused, Advice::MarketingRoute, "the marketing interface takes only promotions"),
    code(134_100, 134_100, Some(400), Class::Refused, Advice::MarketingRoute, "the marketing interface takes only promotions"),
    code(131_057, 131_057, Some(500), Class::Retry { after_ms: 10_000 }, Advice::Busy, "maintenance, e.g. the number is being made faster"),
    code(
        131_059,
        131_059,
        Some(400),
        Class::Retry { after_ms: 0 },
        Advice::Busy,
        "a list's cursor is no longer known: begin the list again",
    ),
    code(131_062, 131_062, Some(400), Class::Refused, Advice::NeedsPhone, "this message cannot go to a user id"),
    code(
        131_063,
        131_063,
        Some(400),
        Class::Refused,
        Advice::MarketingRoute,
        "this account sends promotions by the marketing interface only",
    ),
    code(132_000, 132_000, Some(400), Class::Refused, Advice::TemplateFilling, "another number of values than blanks"),
    code(132_001, 132_001, Some(404), Class::Refused, Advice::Template, "no such template in this language, or not approved"),
    code(132_005, 132_005, Some(400), Class::Refused, Advice::TemplateFilling, "too long once filled"),
    code(132_007, 132_007, Some(400), Class::Refused, Advice::TemplateRules, "against format or policy"),
    code(132_008, 132_008, Some(400), Class::Refused, Advice::TemplateFilling, "a value of another form than its blank"),
    code(132_012, 132_012, Some(400), Class::Refused, Advice::TemplateFilling, "a value of another form than its blank"),
    code(132_015, 132_015, Some(400), Class::Refused, Advice::TemplatePaused, "paused, or dropped while held for assessment"),
    code(132_016, 132_016, Some(400), Class::Refused, Advice::TemplateDisabled, "disabled for good"),
    code(132_018, 132_018, Some(400), Class::Refused, Advice::TemplateFilling, "a value is not allowed"),
    code(132_068, 132_068, Some(400), Class::Refused, Advice::Flow, "the form is blocked"),
    code(132_069, 132_069, Some(400), Class::Retry { after_ms: HOUR }, Advice::Flow, "the form is throttled: ten messages an hour"),
    code(133_000, 133_000, Some(500), Class::Refused, Advice::Registration, "a deregistration did not finish"),
    code(133_004, 133_004, Some(503), Class::Retry { after_ms: MINUTE }, Advice::Registration, "registration is down for a moment"),
    code(133_005, 133_005, Some(400), Class::Refused, Advice::Registration, "the PIN is wrong"),
    code(133_006, 133_006, Some(400), Class::Refused, Advice::Registration, "the number must be verified again"),
    code(133_008, 133_008, Some(400), Class::Refused, Advice::Registration, "too many wrong PINs"),
    code(133_009, 133_009, Some(400), Class::Retry { after_ms: MINUTE }, Advice::Registration, "PINs tried too fast"),
    code(133_010, 133_010, Some(400), Class::Stop(Stop::Number), Advice::Registration, "the number is not registered"),
    code(133_015, 133_015, Some(400), Class::Retry { after_ms: 5 * MINUTE }, Advice::Registration, "the number was deleted a moment ago"),
    code(134_011, 134_011, Some(400), Class::Refused, Advice::Terms, "the terms of payments are not accepted"),
    code(
        134_101,
        134_101,
        Some(400),
        Class::Retry { after_ms: 10 * MINUTE },
        Advice::Busy,
        "a new template is on its way to the marketing interface",
    ),
    code(134_102, 134_102, Some(400), Class::Refused, Advice::MarketingRoute, "the marketing interface is not set up"),
    code(134_103, 134_103, Some(400), Class::Refused, Advice::MarketingRoute, "the marketing interface refuses"),
    code(135_000, 135_000, Some(400), Class::Refused, Advice::Malformed, "something in the request, unsaid what"),
    code(137_000, 137_000, Some(400), Class::Refused, Advice::IdentityChanged, "the person's identity is not the one expected"),
    code(138_000, 138_018, Some(400), Class::Refused, Advice::Calling, "calls"),
    code(
        139_000,
        139_004,
        Some(400),
        Class::Refused,
        Advice::Flow,
        "a form is blocked, or cannot be changed, published, deprecated or deleted",
    ),
    code(139_100, 139_100, Some(400), Class::Refused, Advice::BlockList, "some could not be blocked or unblocked"),
    code(139_101, 139_101, Some(400), Class::Refused, Advice::BlockList, "64,000 are blocked already"),
    code(139_102, 139_102, Some(400), Class::Retry { after_ms: 1_000 }, Advice::BlockList, "the list was being changed"),
    code(139_103, 139_103, Some(400), Class::Unknown, Advice::BlockList, "unknown"),
    code(
        139_200,
        139_200,
        None,
        Class::Refused,
        Advice::TemplateRules,
        "free text instead of templates is no longer allowed for this account",
    ),
    code(131_020, 131_020, None, Class::Refused, Advice::Group, "groups"),
    code(131_041, 131_041, None, Class::Refused, Advice::Group, "groups"),
    code(131_201, 131_201, Some(206), Class::Refused, Advice::Group, "groups: done in part"),
    code(131_202, 131_202, None, Class::Refused, Advice::Group, "groups"),
    code(131_204, 131_204, None, Class::Refused, Advice::Group, "groups"),
    code(131_207, 131_207, Some(403), Class::Refused, Advice::Group, "groups"),
    code(131_208, 131_208, Some(429), Class::Retry { after_ms: MINUTE }, Advice::Group, "groups: too often"),
    code(131_209, 131_215, None, Class::Refused, Advice::Group, "groups"),
    code(147_001, 147_005, Some(400), Class::Refused, Advice::Username, "usernames"),
    code(2_388_019, 2_388_019, Some(400), Class::Refused, Advice::TemplateRules, "no room for more templates"),
    code(2_388_023, 2_388_023, Some(400), Class::Refused, Advice::TemplateRules, "its name is still locked"),
    code(2_388_039, 2_388_039, Some(400), Class::Refused, Advice::TemplateRules, "length or form of a part"),
    code(2_388_040, 2_388_040, Some(400), Class::Refused, Advice::TemplateRules, "length or form of a part"),
    code(2_388_047, 2_388_047, Some(400), Class::Refused, Advice::TemplateRules, "length or form of a part"),
    code(2_388_072, 2_388_072, Some(400), Class::Refused, Advice::TemplateRules, "length or form of a part"),
    code(2_388_073, 2_388_073, Some(400), Class::Refused, Advice::TemplateRules, "length or form of a part"),
    code(2_388_293, 2_388_293, Some(400), Class::Refused, Advice::TemplateRules, "too many blanks for so few words"),
    code(2_388_299, 2_388_299, Some(400), Class::Refused, Advice::TemplateRules, "a blank opens or closes the body"),
    code(2_388_318, 2_388_318, Some(400), Class::Refused, Advice::TemplateRules, "made by Meta, not to be changed"),
    code(2_388_330, 2_388_330, Some(400), Class::Refused, Advice::TemplateRules, "made by Meta, not to be changed"),
    code(2_040, 2_040, None, Class::Refused, Advice::Order, "the person's app cannot show orders"),
    code(2_046, 2_046, None, Class::Refused, Advice::Order, "an order cannot go from that state to this"),
    code(2_047, 2_047, None, Class::Refused, Advice::Order, "a paid order cannot be cancelled"),
    code(
        2_593_107,
        2_593_109,
        Some(400),
        Class::Refused,
        Advice::Coexistence,
        "history of the app beside: asked twice, too late, or refused",
    ),
    code(2_593_079, 2_593_079, Some(400), Class::Refused, Advice::Coexistence, "migration"),
    code(2_593_085, 2_593_085, Some(400), Class::Refused, Advice::Coexistence, "migration"),
    code(2_494_100, 2_494_100, Some(400), Class::Retry { after_ms: MINUTE }, Advice::Coexistence, "maintenance"),
    code(2_494_164, 2_494_179, Some(400), Class::Refused, Advice::Coexistence, "sign-up links"),
];

#[cfg(test)]
mod tests {
    use super::*;

    /// The codes as the fact sheet lists them, with the status of the HTTP answer (0: none given).
    const SHEET: &[(u16, &[RangeInclusive<i64>])] = &[
        (401, &[0..=0, 190..=190]),
        (500, &[3..=3, 131_000..=131_000, 131_016..=131_016, 131_045..=131_045, 131_057..=131_057, 133_000..=133_000]),
        (503, &[2..=2, 133_004..=133_004]),
        (403, &[10..=10, 200..=299, 131_005..=131_005, 368..=368, 131_031..=131_031, 130_497..=130_497, 131_207..=131_207]),
        (404, &[132_001..=132_001]),
        (429, &[131_208..=131_208]),
        (206, &[131_201..=131_201]),
        (
            400,
            &[
                1..=1,
                4..=4,
                33..=33,
                100..=100,
                80_007..=80_008,
                130_429..=130_429,
                131_048..=131_048,
                131_056..=131_056,
                131_064..=131_064,
                133_016..=133_016,
                130_472..=130_472,
                131_008..=131_009,
                131_021..=131_021,
                131_026..=131_026,
                131_030..=131_030,
                131_037..=131_037,
                131_042..=131_042,
                131_044..=131_044,
                131_047..=131_047,
                131_049..=131_053,
                131_055..=131_055,
                131_059..=131_060,
                131_062..=131_063,
                132_000..=132_000,
                132_005..=132_005,
                132_007..=132_008,
                132_012..=132_012,
                132_015..=132_016,
                132_018..=132_018,
                132_068..=132_069,
                133_005..=133_006,
                133_008..=133_010,
                133_015..=133_015,
                134_011..=134_011,
                134_100..=134_103,
                135_000..=135_000,
                137_000..=137_000,
                138_000..=138_018,
                139_000..=139_004,
                139_100..=139_103,
                147_001..=147_005,
                2_388_019..=2_388_019,
                2_388_023..=2_388_023,
                2_388_039..=2_388_040,
                2_388_047..=2_388_047,
                2_388_072..=2_388_073,
                2_388_293..=2_388_293,
                2_388_299..=2_388_299,
                2_388_318..=2_388_318,
                2_388_330..=2_388_330,
                2_593_107..=2_593_109,
                2_593_079..=2_593_079,
                2_593_085..=2_593_085,
                2_494_100..=2_494_100,
                2_494_164..=2_494_179,
            ],
        ),
        (
            0,
            &[
                130_403..=130_403,
                131_036..=131_036,
                139_200..=139_200,
                131_020..=131_020,
                131_041..=131_041,
                131_202..=131_202,
                131_204..=131_204,
                131_209..=131_215,
                2040..=2040,
                2046..=2047,
            ],
        ),
    ];

    #[test]
    fn every_code_of_the_sheet_has_its_status_its_meaning_and_a_next_step() {
        let mut listed = 0;
        for (http, ranges) in SHEET {
            for number in ranges.iter().cloned().flatten() {
                let found: Vec<&Code> = TABLE.iter().filter(|known| known.codes.contains(&number)).collect();
                let [known] = found.as_slice() else { panic!("{number} is in the table {} times", found.len()) };
                assert_eq!(known.http.unwrap_or(0), *http, "{number}: the status Meta's page gives");
                assert_ne!(known.advice, Advice::Other, "{number}: whoever meets a known code is told what to do");
                listed += 1;
            }
        }
        let held: usize = TABLE.iter().map(|known| known.codes.clone().count()).sum();
        assert_eq!(held, listed, "and the table holds nothing that the sheet does not");
    }

    #[test]
    fn the_sheets_retry_column_is_kept() {
        type Case = (&'static [i64], fn(Class) -> bool, &'static str);
        let cases: &[Case] = &[
            (
                &[0, 190, 3, 10, 200, 299, 131_005, 368, 131_031, 33, 131_042, 131_044, 131_045, 131_048, 131_064, 131_037, 133_010],
                |c| matches!(c, Class::Stop(_)),
                "needs a person: everything else would fail as well",
            ),
            (
                &[4, 80_007, 80_008, 130_429, 131_057, 134_101, 133_016, 132_069],
                |c| matches!(c, Class::Retry { .. }),
                "back off, then come back",
            ),
            (&[1, 2, 131_000, 131_016], |c| c == Class::Unknown, "may have been taken: never again blindly"),
            (
                &[
                    100, 130_403, 130_472, 130_497, 131_008, 131_009, 131_021, 131_026, 131_030, 131_036, 131_047, 131_049, 131_050,
                    131_051, 131_053, 131_060, 131_062, 131_063, 132_000, 132_001, 132_005, 132_007, 132_008, 132_012, 132_015, 132_016,
                    132_018, 132_068, 134_011, 134_100, 134_102, 135_000, 137_000, 2_388_299, 2040,
                ],
                |c| c == Class::Refused,
                "the same again would be refused again",
            ),
        ];
        for (codes, is, why) in cases {
            for number in *codes {
                let class = find(*number).expect("known").class;
                assert!(is(class), "{number} is {class:?}: {why}");
            }
        }
    }

    #[test]
    fn what_a_person_can_do_differs_where_the_next_step_differs() {
        let steps = [
            (130_472, Advice::Experiment),
            (131_049, Advice::MetaLimit),
            (131_030, Advice::TestNumber),
            (137_000, Advice::IdentityChanged),
            (130_497, Advice::Country),
            (131_026, Advice::Unreachable),
            (131_050, Advice::StoppedMarketing),
            (131_047, Advice::WindowClosed),
            (131_052, Advice::InboundMedia),
            (131_053, Advice::Media),
            (132_015, Advice::TemplatePaused),
            (132_016, Advice::TemplateDisabled),
            (131_042, Advice::Payment),
            (131_062, Advice::NeedsPhone),
            (132_099, Advice::Template),
            (2_388_043, Advice::TemplateRules),
            (999_999, Advice::Other),
        ];
        for (number, step) in steps {
            assert_eq!(crate::error::advise(number), step, "{number} has its own next step");
        }
    }
}
