//! Wordings in six languages: those that say what the rule says, and those that do not, each with what it would have cost.

use super::*;

fn value(name: &str, text: &str) -> Value {
    let kind = if matches!(name, "price" | "asof" | "until" | "opens" | "hours") { Kind::Figure } else { Kind::Thing };
    Value { name: name.to_owned(), text: text.to_owned(), kind, hidden: name == "store" }
}

fn rule(language: &str, text: &str, values: &[(&str, &str)]) -> Rule {
    Rule { language: language.to_owned(), text: text.to_owned(), values: values.iter().map(|(name, text)| value(name, text)).collect() }
}

const BOOT: [(&str, &str); 3] = [("product", "Boot Arve 42"), ("price", "€59.00"), ("asof", "10:40")];
const BOTTE: [(&str, &str); 3] = [("product", "Botte Arve 42"), ("price", "59,00\u{a0}€"), ("asof", "10h40")];

fn here(language: &str) -> Rule {
    match language {
        "fr" => rule("fr", "Botte Arve 42 : 59,00\u{a0}€. Nous l’avons, compté 10h40.", &BOTTE),
        "es" => rule(
            "es",
            "Bota Arve 42: 59,00\u{a0}€. Lo tenemos, contado 10:40.",
            &[("product", "Bota Arve 42"), ("price", "59,00\u{a0}€"), ("asof", "10:40")],
        ),
        "pt" => rule(
            "pt",
            "Bota Arve 42: 59,00\u{a0}€. Temos, contado 10:40.",
            &[("product", "Bota Arve 42"), ("price", "59,00\u{a0}€"), ("asof", "10:40")],
        ),
        "hi" => rule("hi", "Boot Arve 42: €59.00। हमारे पास है, 10:40 गिना गया।", &BOOT),
        "ar" => rule("ar", "Boot Arve 42: €59.00. متوفر عندنا، عُدّ 10:40.", &BOOT),
        _ => rule("en", "Boot Arve 42: €59.00. We have it, counted 10:40.", &BOOT),
    }
}

fn sold_out(language: &str) -> Rule {
    let boot = [("product", "Boot Arve 41")];
    match language {
        "fr" => rule("fr", "Boot Arve 41 est épuisé. Voulez-vous être prévenu quand il revient ?", &boot),
        "es" => rule("es", "Boot Arve 41 está agotado. ¿Le avisamos cuando vuelva?", &boot),
        "pt" => rule("pt", "Boot Arve 41 está esgotado. Quer que avisemos quando voltar?", &boot),
        "hi" => rule("hi", "Boot Arve 41 खत्म हो गया है। वापस आने पर बताएँ?", &boot),
        "ar" => rule("ar", "Boot Arve 41 نفد. هل نخبرك عندما يعود؟", &boot),
        _ => rule("en", "Boot Arve 41 is sold out. Shall we tell you when it is back?", &boot),
    }
}

fn nearest() -> Rule {
    rule(
        "en",
        "Boot Arve 41 is sold out. Nearest to it, and here: Boot Arve 42 (€59.00). Shall we tell you when yours is back?",
        &[("product", "Boot Arve 41"), ("alternative", "Boot Arve 42 (€59.00)")],
    )
}

fn options() -> Rule {
    rule(
        "en",
        "Boot Arve: from €59.00. Here now: 41, 42, black. Counted 10:40.",
        &[("product", "Boot Arve"), ("price", "from €59.00"), ("option", "41"), ("option", "42"), ("option", "black"), ("asof", "10:40")],
    )
}

fn open() -> Rule {
    rule("en", "Chez Nadia, 12 rue des Martyrs: open now, until 19:00.", &[("store", "Chez Nadia, 12 rue des Martyrs"), ("until", "19:00")])
}

fn closed(language: &str) -> Rule {
    match language {
        "fr" => rule(
            "fr",
            "Chez Nadia, Paris : fermé maintenant. Ouvre lundi 9h30.",
            &[("store", "Chez Nadia, Paris"), ("opens", "lundi 9h30")],
        ),
        _ => {
            rule("en", "Chez Nadia, Paris: closed now. It opens Monday 9:30.", &[("store", "Chez Nadia, Paris"), ("opens", "Monday 9:30")])
        }
    }
}

#[track_caller]
fn said(rule: &Rule, wording: &str) {
    assert!(rule.judge(wording).is_ok(), "it says the same and may be said: {wording:?}, but {:?}", rule.judge(wording));
}

#[track_caller]
fn refused(rule: &Rule, wording: &str, why: Refusal) {
    assert_eq!(rule.judge(wording), Err(why), "{wording:?}");
}

#[test]
fn friendly_words_that_say_the_same_are_said() {
    let en = here("en");
    said(&en, "Good news! We have the Boot Arve 42 here for €59.00, counted at 10:40.");
    said(&en, "Yes, the Boot Arve 42 is available at €59.00. We counted it at 10:40.");
    said(&en, "Of course, the boot arve 42 is in stock: €59.00 (counted 10:40). 😊");
    said(&here("fr"), "Bonjour ! Oui, nous avons la Botte Arve 42 au prix de 59,00 €, comptée à 10h40.");
    said(&here("es"), "¡Buenas noticias! Tenemos la Bota Arve 42 por 59,00 €, contada a las 10:40.");
    said(&here("pt"), "Sim, claro! Temos a Bota Arve 42 por 59,00 €, contada às 10:40.");
    said(&here("hi"), "जी हाँ, Boot Arve 42 हमारे पास है, कीमत €59.00 है, 10:40 पर गिना गया।");
    said(&here("ar"), "نعم بالطبع، Boot Arve 42 متوفر لدينا بسعر €59.00، عُدّ في 10:40.");
    said(&sold_out("en"), "Sorry, the Boot Arve 41 is sold out. Would you like us to let you know when it is back?");
    said(&sold_out("fr"), "Désolés, Boot Arve 41 est épuisé. Souhaitez-vous être prévenue quand il revient ?");
    said(&sold_out("es"), "Lo sentimos, Boot Arve 41 está agotado. ¿Quiere que le avisemos cuando vuelva?");
    said(&sold_out("pt"), "Infelizmente, Boot Arve 41 está esgotado. Gostaria que avisemos quando voltar?");
    said(&sold_out("hi"), "माफ़ कीजिए, Boot Arve 41 खत्म हो गया है। क्या वापस आने पर आपको बताएँ?");
    said(&sold_out("ar"), "للأسف نفد Boot Arve 41. هل تريد أن نخبرك عندما يعود؟");
    said(
        &nearest(),
        "Sorry, Boot Arve 41 is sold out. The closest one we have is Boot Arve 42 (€59.00). Shall we let you know when yours is back?",
    );
    said(&options(), "The Boot Arve costs from €59.00 and is here in 41, 42 and black (counted 10:40).");
    said(&open(), "Yes, we are open until 19:00 at [[1]].");
    said(&closed("en"), "Sorry, [[1]] is closed right now. It opens Monday 9:30.");
    said(&closed("fr"), "Désolés, [[1]] est fermé pour le moment. La boutique ouvre lundi 9h30.");
}

#[test]
fn an_invented_figure_is_not_said() {
    let en = here("en");
    refused(&en, "We have the Boot Arve 42 here for €49.00, counted 10:40.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €59.00, counted 10:40. Only 3 are here.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €59.00, counted 10:40, with 20% off.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €159.00, counted 10:40.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €59.005, counted 10:40.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €59.00–69.00, counted 10:40.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 421 here for €59.00, counted 10:40.", Refusal::Figure);
    refused(&en, "We have the Boot Arve 42 here for €59.00, counted 10:40. Call 0639981900.", Refusal::Figure);
    refused(&here("hi"), "Boot Arve 42 हमारे पास है, कीमत €59.00, 10:40 गिना गया, ५ बजे तक।", Refusal::Figure);
    refused(&here("ar"), "Boot Arve 42 متوفر لدينا بسعر €59.00، عُدّ 10:40، بقي ٣.", Refusal::Figure);
    refused(&here("fr"), "Nous avons la Botte Arve 42 à 59,00 €, comptée 10h40, ½ prix.", Refusal::Figure);
}

#[test]
fn nothing_of_the_rule_is_left_out() {
    let en = here("en");
    refused(&en, "We have it here for €59.00, counted 10:40.", Refusal::ValueMissing);
    refused(&en, "We have the Boot Arve 42 here, counted 10:40.", Refusal::ValueMissing);
    refused(&en, "We have the Boot Arve 42 here for €59.00, counted today.", Refusal::ValueMissing);
    refused(&options(), "The Boot Arve costs from €59.00 and is here in 41 and 42 (counted 10:40).", Refusal::ValueMissing);
    refused(&open(), "Yes, we are open until 19:00.", Refusal::ValueMissing);
    refused(&here("es"), "Tenemos la bota, 59,00 €, contada a las 10:40.", Refusal::ValueMissing);
    refused(&en, "The Boot Arve 42 costs €59.00 (10:40).", Refusal::Meaning);
    refused(&sold_out("en"), "Sorry about the Boot Arve 41. Shall we tell you when it is back?", Refusal::Meaning);
    refused(&en, "Boot Arve 42 Boot Arve 42 Boot Arve 42: here, €59.00, counted 10:40.", Refusal::ValueMissing);
}

#[test]
fn a_promise_or_a_claim_nobody_made_is_not_said() {
    let en = here("en");
    let with = |more: &str| format!("We have the Boot Arve 42 here for €59.00, counted 10:40. {more}");
    for more in [
        "Delivery is free!",
        "We reserve it for you.",
        "We keep one for you.",
        "It is waterproof.",
        "Handmade in Italy.",
        "Only a few left!",
        "Best price in town.",
        "You get a discount.",
        "Your order has shipped.",
        "Refunds are possible within a week.",
        "Two of them are here.",
        "It comes in all sizes.",
        "A great price!",
        "Ignore the rest.",
        "Call us.",
        "It will be cheaper tomorrow.",
    ] {
        refused(&en, &with(more), Refusal::Word);
    }
    refused(&here("fr"), "Nous avons la Botte Arve 42 à 59,00 €, comptée à 10h40, livraison gratuite.", Refusal::Word);
    refused(&here("fr"), "Nous avons la Botte Arve 42 à 59,00 €, comptée à 10h40. Nous vous la gardons.", Refusal::Word);
    refused(&here("es"), "Tenemos la Bota Arve 42 por 59,00 €, contada a las 10:40. El envío es gratis.", Refusal::Word);
    refused(&here("pt"), "Temos a Bota Arve 42 por 59,00 €, contada às 10:40, com desconto.", Refusal::Word);
    refused(&here("hi"), "Boot Arve 42 हमारे पास है, कीमत €59.00, 10:40 पर गिना गया, मुफ़्त डिलीवरी।", Refusal::Word);
    refused(&here("ar"), "Boot Arve 42 متوفر لدينا بسعر €59.00، عُدّ 10:40، والتوصيل مجاني.", Refusal::Word);
}

#[test]
fn the_meaning_is_not_turned_round() {
    let en = here("en");
    refused(&en, "We don't have the Boot Arve 42 here for €59.00, counted 10:40.", Refusal::Meaning);
    refused(&en, "The Boot Arve 42 is sold out: €59.00, counted 10:40.", Refusal::Meaning);
    refused(&en, "The Boot Arve 42 is out of stock. €59.00, counted 10:40.", Refusal::Meaning);
    refused(&sold_out("en"), "The Boot Arve 41 is here! Shall we tell you when it is back?", Refusal::Meaning);
    refused(&sold_out("en"), "The Boot Arve 41 is not sold out. Shall we tell you when it is back?", Refusal::Meaning);
    refused(&open(), "Sorry, we are closed until 19:00 at [[1]].", Refusal::Meaning);
    refused(&closed("en"), "[[1]] is open now, Monday 9:30.", Refusal::Meaning);
    refused(&closed("fr"), "[[1]] est ouvert maintenant, lundi 9h30.", Refusal::Meaning);
    refused(&here("fr"), "Nous n'avons pas la Botte Arve 42 à 59,00 €, compté 10h40.", Refusal::Meaning);
    refused(&here("es"), "No tenemos la Bota Arve 42 por 59,00 €, contado 10:40.", Refusal::Meaning);
    refused(&here("pt"), "Não temos a Bota Arve 42 por 59,00 €, contado 10:40.", Refusal::Meaning);
    refused(&here("hi"), "Boot Arve 42 हमारे पास नहीं है, €59.00, 10:40 गिना गया।", Refusal::Meaning);
    refused(&here("ar"), "Boot Arve 42 غير متوفر عندنا، €59.00، عُدّ 10:40.", Refusal::Meaning);
    refused(&en, "We have the Boot Arve 42 here right now for €59.00, counted 10:40.", Refusal::Meaning);
}

#[test]
fn what_is_said_of_one_thing_is_not_said_of_another() {
    refused(
        &nearest(),
        "Boot Arve 42 (€59.00) is sold out. Nearest to it, and here: Boot Arve 41. Shall we tell you when yours is back?",
        Refusal::ValueMoved,
    );
    refused(
        &nearest(),
        "Boot Arve 41 is here. Nearest to it, and sold out: Boot Arve 42 (€59.00). Shall we tell you when yours is back?",
        Refusal::ValueMoved,
    );
    refused(&options(), "The Boot Arve costs from €59.00 and is here in 42, 41 and black (counted 10:40).", Refusal::ValueMoved);
    refused(&closed("en"), "It opens at [[1]] Monday 9:30, and is closed now.", Refusal::ValueMoved);
}

#[test]
fn a_question_is_not_made_a_promise() {
    refused(&sold_out("en"), "Sorry, the Boot Arve 41 is sold out. We let you know when it is back.", Refusal::Question);
    refused(&sold_out("en"), "Sorry, the Boot Arve 41 is sold out. We let you know when it is back. Yes?", Refusal::Question);
    refused(&sold_out("fr"), "Désolés, Boot Arve 41 est épuisé. Vous êtes prévenu quand il revient.", Refusal::Question);
    refused(&here("en"), "Do we have the Boot Arve 42 here for €59.00, counted 10:40?", Refusal::Question);
}

#[test]
fn signs_links_and_strange_letters_are_not_said() {
    let en = here("en");
    for wording in [
        "We have the *Boot Arve 42* here for €59.00, counted 10:40.",
        "We have the Boot Arve 42 here for €59.00, counted 10:40. <b>Yes</b>",
        "We have the Boot Arve 42 here for €59.00 🎁, counted 10:40.",
        "We have the Boot Arve 42 here for €59.00, counted 10:40. [[2]]",
        "We have the Boot Arve 42 here for €59.00, counted 10:40. \u{202e}",
        "We have the Boot Arve 42 here for €59.00, counted 10:40. me@us",
        "We have the Boot Arve 42 here for €59.00, counted 10:40. http://us",
        "We have the Boot Arve 42 here for $€59.00, counted 10:40.",
    ] {
        let why = en.judge(wording).expect_err("no such sign is said");
        assert!(matches!(why, Refusal::Signs | Refusal::Figure), "{wording:?}: {why:?}");
    }
    refused(&en, "We have the Boot Arve 42 here for €59.00, counted 10:40. shop.example", Refusal::Word);
    refused(&en, "We hаve the Boot Arve 42 here for €59.00, counted 10:40.", Refusal::Word);
    refused(&en, "", Refusal::Empty);
    refused(&en, &"We have it. ".repeat(60), Refusal::TooLong);
    refused(&here("fr"), "We have the Botte Arve 42 here for 59,00 €, counted 10h40.", Refusal::Word);
    refused(&en, "Wir haben Boot Arve 42 hier: €59.00, counted 10:40.", Refusal::Word);
    refused(&Rule { language: "de".into(), ..en }, "Yes", Refusal::Language);
}

#[test]
fn the_values_are_the_rules_own_bytes_and_what_is_hidden_never_leaves() {
    let said = here("fr").judge("Oui, nous avons la BOTTE ARVE 42 à 59,00 €, comptée à 10h40.").expect("says the same");
    assert!(said.contains("Botte Arve 42") && said.contains("59,00\u{a0}€"), "as the row has it, not as the model wrote it: {said}");
    let open = open();
    assert!(!open.sent_text().contains("Martyrs") && !open.sent_text().contains("Nadia"), "a place goes as a blank: {}", open.sent_text());
    let said = open.judge("We are open until 19:00 at [[1]].").expect("says the same");
    assert_eq!(said, "We are open until 19:00 at Chez Nadia, 12 rue des Martyrs.", "and comes back where the blank stood");
    refused(&open, "We are open until 19:00 at Chez Nadia, 12 rue des Martyrs.", Refusal::Figure);
}
