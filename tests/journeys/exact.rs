//! Stories of questions that are easily answered beside the point: a limit of price, a colour nobody has, an allergy, more
//! than there are, the name of a place in everyday words. A wrong answer is worse than a person's.

use serde_json::{Value, json};
use vitrine_tests::{TestShop, a_shop};

/// What would be said to these words.
async fn asked(shop: &TestShop, text: &str) -> Value {
    shop.does("ask", json!({ "text": text })).await
}

fn reply(asked: &Value) -> &str {
    asked["reply"].as_str().unwrap_or_default()
}

async fn sells(shop: &TestShop, title: &str, label: &str, price: &str, description: &str) {
    let variant = json!({ "label": label, "price": price, "stock": 9, "sku": format!("{title}-{label}") });
    let product = json!({ "title": title, "description": description, "unit": "piece", "variants": [variant] });
    shop.does("product_add", product).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_says_what_she_pays_is_offered_nothing_dearer() {
    let shop = a_shop().await;
    sells(&shop, "Running shoes Swift", "", "89.00", "").await;
    sells(&shop, "Canvas shoes", "", "39.00", "").await;
    sells(&shop, "Hiking shoes", "", "129.00", "").await;
    let under = asked(&shop, "do you have shoes under 50 euros?").await;
    assert!(reply(&under).contains("Canvas shoes") && !reply(&under).contains("Swift"), "what she can pay: {under}");
    let least = asked(&shop, "how much are your cheapest shoes?").await;
    assert!(reply(&least).contains("Canvas shoes"), "the cheapest is the cheapest: {least}");
    let most = asked(&shop, "and the most expensive shoes?").await;
    assert!(reply(&most).contains("Hiking shoes"), "and the dearest the dearest: {most}");
    let none = asked(&shop, "do you have shoes under 20 euros?").await;
    assert!(reply(&none).contains("Nothing of that") && reply(&none).contains("39.00"), "nothing is said to be nothing: {none}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_she_named_and_the_shop_has_not_is_said() {
    let shop = a_shop().await;
    sells(&shop, "Cotton shirt", "blue · M", "25.00", "").await;
    let large = asked(&shop, "do you have the cotton shirt in size L?").await;
    assert!(reply(&large).contains("none in"), "one variant is left, and it is not hers: {large}");
    let red = asked(&shop, "cotton shirt in red?").await;
    assert!(reply(&red).contains("none in"), "nor is it red: {red}");
    let blue = asked(&shop, "how much is the cotton shirt in blue?").await;
    assert!(reply(&blue).contains("25.00") && !reply(&blue).contains("none in"), "blue it is: {blue}");
    let many = asked(&shop, "do you have 50 cotton shirts?").await;
    assert_eq!(many["person"], "more_than_there_are", "nine are not fifty: {many}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_question_about_nuts_is_not_answered_with_a_price() {
    let shop = a_shop().await;
    sells(&shop, "Dark chocolate bar", "", "4.50", "70 % cocoa. May contain traces of hazelnut.").await;
    sells(&shop, "Honey", "", "9.00", "").await;
    let written = asked(&shop, "does the dark chocolate contain nuts?").await;
    assert!(reply(&written).contains("traces of hazelnut"), "what is written is told: {written}");
    assert_eq!(written["person"], "details", "and a person looks: {written}");
    let unwritten = asked(&shop, "is the honey gluten free?").await;
    assert!(!reply(&unwritten).contains("9.00"), "\"we have it\" would read as a yes: {unwritten}");
    assert_eq!(unwritten["person"], "details", "a person says: {unwritten}");
    let price = asked(&shop, "how much is the honey?").await;
    assert!(reply(&price).contains("9.00"), "and a price is a price: {price}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_asked_of_several_is_answered_of_the_one_she_chooses() {
    let shop = a_shop().await;
    sells(&shop, "Rain jacket Ida", "", "79.00", "Coated cotton, dries in an hour.").await;
    sells(&shop, "Rain jacket Ole", "", "99.00", "Waxed cotton.").await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639982077").await;
    asha.writes("are the rain jackets waterproof?").await;
    shop.settles().await;
    asha.taps(0).await;
    shop.settles().await;
    let read = asha.last_read().await;
    assert!(read.contains("cotton") && !read.contains("79.00") && !read.contains("99.00"), "no price stands in for a yes: {read}");
    let ben = shop.meets("Ben", "+33639982078").await;
    for (said, wants) in [("are the rain jackets waterproof?", "Which"), ("how much is the second one?", ".00")] {
        ben.writes(said).await;
        shop.settles().await;
        let read = ben.last_read().await;
        assert!(read.contains(wants), "whoever asks for the price meanwhile is told the price: {read}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_no_question_how_and_a_guide_is_about_what_it_names() {
    let shop = a_shop().await;
    sells(&shop, "Wool scarf", "", "24.00", "").await;
    sells(&shop, "Leather boots", "", "120.00", "").await;
    sells(&shop, "Cast iron pot", "", "60.00", "").await;
    let steps = json!({ "en": { "title": "Clean a cast iron pot", "steps": ["Rinse it.", "Dry it at once."] } });
    let guide =
        json!({ "guide_id": "pot", "ways": ["how do I clean my iron pot"], "texts": steps, "things": [], "media": [], "is_on": true });
    shop.does("guide_set", guide).await;
    let name = asked(&shop, "Wool scarf").await;
    assert!(reply(&name).contains("24.00"), "a name is answered with what it names: {name}");
    let boots = asked(&shop, "how do I clean the leather boots?").await;
    assert!(!reply(&boots).contains("Rinse"), "a pot's cleaning is not the boots': {boots}");
    let pot = asked(&shop, "how do I clean the cast iron pot?").await;
    assert!(reply(&pot).contains("Dry it at once"), "the pot's is: {pot}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_store_called_like_everyday_words_is_not_meant_by_them() {
    let shop = a_shop().await;
    for (name, address) in [("La Boutique du Sud", "3 rue Paradis, Marseille"), ("Open Market", "1 High Street, Leeds")] {
        let hours = "Mo-Sa 10:00-18:00";
        shop.does("store_add", json!({ "name": name, "address": address, "opening_hours": hours })).await;
    }
    let plain = asked(&shop, "où est la boutique ?").await;
    assert!(!reply(&plain).contains("Sud"), "\"la boutique\" is any of them: {plain}");
    let sunday = asked(&shop, "are you open on Sunday?").await;
    assert!(reply(&sunday).contains("Chez Nadia") && reply(&sunday).contains("Open Market"), "all are meant: {sunday}");
    let south = asked(&shop, "à quelle heure ouvre la boutique du sud ?").await;
    assert!(reply(&south).contains("Sud"), "by its name it is that one: {south}");
    let marseille = asked(&shop, "c'est où votre boutique à Marseille ?").await;
    assert!(reply(&marseille).contains("Sud"), "and by its town: {marseille}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_name_that_stands_whole_in_her_words_is_what_she_means() {
    let shop = a_shop().await;
    shop.sells("Runner", &[("41", 4), ("42", 0)]).await;
    shop.sells("Runner Nord", &[("41", 4), ("42", 50)]).await;
    shop.answers_by_itself().await;
    for text in ["une paire de Runner Nord 42", "Runner Nord 42 hai kya", "Runner Nord 42?"] {
        let told = asked(&shop, text).await;
        assert!(
            reply(&told).contains("Runner Nord 42") && told["person"].is_null(),
            "the longer name is the one she wrote: {text}: {told}"
        );
    }
    let several = asked(&shop, "je prends 2 Runner Nord 42 et 1 Runner 41").await;
    let asha = shop.meets("Asha", "+33639982091").await;
    asha.writes("je prends 2 Runner Nord 42 et 1 Runner 41").await;
    shop.settles().await;
    let read = asha.last_read().await;
    assert!(read.contains("2 × Runner Nord 42") && read.contains("Runner 41"), "both things, each in its size: {read}; {several}");
    let ben = shop.meets("Ben", "+33639982092").await;
    ben.writes("hold the Runner Nord 42 for me until 6pm tomorrow please").await;
    shop.settles().await;
    let read = ben.last_read().await;
    assert!(read.contains("Runner Nord 42") && !read.contains("42 ×"), "forty-two is her size, not a number of pairs: {read}");
    let cleo = shop.meets("Cleo", "+33639982094").await;
    cleo.writes("can you hold for me the Runner Nord 42 until 6pm tomorrow").await;
    shop.settles().await;
    let read = cleo.last_read().await;
    assert!(read.contains("Runner Nord 42") && !read.contains("42 ×"), "wherever she says for whom it is: {read}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_kind_of_thing_she_wants_is_enough_and_a_colour_nobody_has_is_said() {
    let shop = a_shop().await;
    sells(&shop, "Boot Arve", "42 · black", "129.00", "").await;
    sells(&shop, "Boot Isère", "43 · brown", "139.00", "").await;
    let black = asked(&shop, "Hi! Do you have the black boots in 42?").await;
    assert!(reply(&black).contains("Boot Arve"), "one of the boots is black and a 42: {black}");
    let red = asked(&shop, "red boots?").await;
    assert!(reply(&red).contains("in red"), "none is red, and it is said: {red}");
    assert_eq!(red["buttons"].as_array().map(Vec::len), Some(2), "what there is can be chosen: {red}");
    let rouge = asked(&shop, "avez-vous la Boot Arve en rouge ?").await;
    assert!(reply(&rouge).contains("rouge") && !reply(&rouge).contains("red"), "her own word for it: {rouge}");
    let back = asked(&shop, "can i return boots if they dont fit").await;
    assert!(!reply(&back).contains("Which") && back["person"].is_string(), "sending back is no question which boots: {back}");
    let letters = json!([{ "label": "large", "price": "25.00", "stock": 3, "sku": "shirt-l" }]);
    shop.does("product_add", json!({ "title": "Linen shirt", "unit": "piece", "variants": letters })).await;
    let large = asked(&shop, "do you have the linen shirt in size L?").await;
    assert!(reply(&large).contains("25.00"), "L is large: {large}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_price_alone_is_a_question_too() {
    let shop = a_shop().await;
    sells(&shop, "Mug Terra", "", "16.00", "").await;
    sells(&shop, "Teapot Lin", "", "45.00", "").await;
    let under = asked(&shop, "anything under 20?").await;
    assert!(reply(&under).contains("Mug Terra") && !reply(&under).contains("Teapot"), "what she can pay: {under}");
    let least = asked(&shop, "cheapest?").await;
    assert!(reply(&least).contains("Mug Terra"), "the cheapest there is: {least}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_does_not_stand_in_for_the_thing() {
    let shop = a_shop().await;
    sells(&shop, "Shelf Oak", "90 cm", "49.00", "").await;
    sells(&shop, "Shelf Pine", "90 cm", "29.00", "").await;
    let steps = json!({ "en": { "title": "Put up a shelf", "steps": ["Set it level.", "Drill."] } });
    let ways = ["how do I put up a shelf", "how to hang a shelf on the wall"];
    shop.does("guide_set", json!({ "guide_id": "shelf", "ways": ways, "texts": steps, "things": [], "media": [], "is_on": true })).await;
    for text in ["shelf price", "do you have shelves 90 cm", "shelves?"] {
        let told = asked(&shop, text).await;
        assert!(!reply(&told).contains("Drill"), "who wants a shelf is not told how one is hung: {text}: {told}");
    }
    let how = asked(&shop, "how do I hang my shelf?").await;
    assert!(reply(&how).contains("Drill"), "who asks how is: {how}");
}

#[tokio::test(flavor = "multi_thread")]
async fn which_shop_has_it_is_answered_by_each_shops_own_count() {
    let shop = a_shop().await;
    shop.does("store_add", json!({ "name": "Nantes", "address": "5 rue Crébillon", "opening_hours": "Mo-Su 10:00-18:30" })).await;
    shop.sells("Runner Nord", &[("42", 3), ("43", 0)]).await;
    let nantes = shop.does("stores_list", json!({})).await;
    let nantes = nantes.as_array().and_then(|all| all.iter().find(|one| one["name"] == "Nantes")).expect("a second store")["id"].clone();
    let count = shop.does("count_start", json!({ "store": nantes })).await["count"]["id"].clone();
    shop.does("count_scan", json!({ "count": count, "code": "2*Runner Nord-43" })).await;
    shop.does("count_apply", json!({ "count": count })).await;
    let here = asked(&shop, "do you have the Runner Nord 43 in Nantes?").await;
    assert!(reply(&here).contains("43 is at Nantes") && reply(&here).contains("59.00"), "it lies there: {here}");
    let there = asked(&shop, "is the Runner Nord 42 at Nantes?").await;
    assert!(reply(&there).contains("is not at Nantes") && reply(&there).contains("Chez Nadia"), "it lies elsewhere: {there}");
    let which = asked(&shop, "which shop has the Runner Nord 43?").await;
    assert!(reply(&which).contains("Nantes") && !reply(&which).contains("Chez Nadia"), "by its own count: {which}");
    let all = asked(&shop, "where can I find the Runner Nord?").await;
    assert!(reply(&all).contains("Nantes (43)") && reply(&all).contains("Chez Nadia (42)"), "each shop with what it has: {all}");
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639982095").await;
    asha.writes("i want the Runner Nord 42 at Nantes").await;
    shop.settles().await;
    let read = asha.last_read().await;
    assert!(read.contains("is not at Nantes"), "before anything is kept for her elsewhere she is told: {read}");
    let hours = asked(&shop, "Are you open in Nantes?").await;
    assert!(!reply(&hours).contains("Runner"), "and a shop's hours are its hours: {hours}");
}

#[tokio::test(flavor = "multi_thread")]
async fn hours_of_a_few_shops_are_said_without_asking_where_she_is() {
    let shop = a_shop().await;
    shop.does("store_add", json!({ "name": "Nantes", "address": "5 rue Crébillon, Nantes", "opening_hours": "Mo-Su 10:00-18:30" })).await;
    let both = |told: &Value| reply(told).contains("Chez Nadia") && reply(told).contains("Nantes");
    for text in ["are you open now", "opening hours", "vous êtes ouverts ?"] {
        let told = asked(&shop, text).await;
        assert!(both(&told), "both are said: {text}: {told}");
    }
    let seven = asked(&shop, "are you open tomorrow at 7pm?").await;
    assert!(reply(&seven).contains("Nantes: closed then"), "half past six is before seven: {seven}");
    let three = asked(&shop, "are you open tomorrow at 3pm in Nantes?").await;
    assert!(reply(&three).contains("Nantes: open then") && reply(&three).contains("18:30"), "and three is not: {three}");
    let alone = asked(&shop, "Nantes").await;
    assert!(reply(&alone).contains("rue Crébillon"), "a shop's name alone is about it: {alone}");
    let parking = asked(&shop, "is there parking?").await;
    assert_eq!(parking["person"], "no_answer", "nobody has said so, so a person does: {parking}");
    let lyon = asked(&shop, "do you have a shop in Lyon?").await;
    assert!(both(&lyon) && reply(&lyon).contains("rue Crébillon"), "where there is one is said: {lyon}");
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_if_a_machine_answers_is_told_so_and_a_laugh_needs_no_answer() {
    let shop = a_shop().await;
    for (text, wants) in [("Are you a bot?", "program"), ("c'est un robot ?", "programme"), ("¿Eres un robot?", "programa")] {
        let told = asked(&shop, text).await;
        assert!(reply(&told).contains(wants), "it does not pass for a person: {text}: {told}");
        assert!(!told["buttons"].as_array().is_none_or(Vec::is_empty), "a person is one tap away: {told}");
    }
    for text in ["haha", "no thanks", "😂😂"] {
        let told = asked(&shop, text).await;
        assert!(told["reply"].is_null() && told["person"].is_null(), "nothing was asked: {text}: {told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_questions_in_one_message_are_both_answered() {
    let shop = a_shop().await;
    shop.sells("Runner Nord", &[("42", 5)]).await;
    sells(&shop, "Salt and pepper mill", "", "19.00", "").await;
    shop.answers_by_itself().await;
    for text in [
        "Do you have the Runner Nord in 42? Are you open on Sunday?",
        "Hello! How much is the Runner Nord 42? And are you open on Sunday?",
        "how much is the Runner Nord 42 and are you open on Sunday?",
        "combien coûte la Runner Nord 42 et vous êtes ouverts dimanche ?",
    ] {
        let told = asked(&shop, text).await;
        assert!(reply(&told).contains("59") && reply(&told).to_lowercase().contains("chez nadia, "), "both are answered: {text}: {told}");
        assert!(told["person"].is_null(), "and nobody has to look: {told}");
    }
    let asha = shop.meets("Asha", "+33639982093").await;
    asha.writes("Do you have the Runner Nord in 42? Are you open on Sunday?").await;
    shop.settles().await;
    asha.taps(0).await;
    shop.settles().await;
    let read = asha.last_read().await;
    assert!(read.contains("Runner Nord 42"), "the button is the product's: {read}");
    shop.sells("Boot Arve", &[("43", 2)]).await;
    for text in ["how much is the Runner Nord? and the Boot Arve?", "how much are the Runner Nord and the Boot Arve?"] {
        let told = asked(&shop, text).await;
        assert!(reply(&told).contains("Runner Nord") && reply(&told).contains("Boot Arve"), "two things, two prices: {text}: {told}");
        assert_eq!(told["buttons"].as_array().map(Vec::len), Some(2), "each is chosen by its name: {told}");
    }
    let mill = asked(&shop, "how much is the salt and pepper mill?").await;
    assert!(reply(&mill).contains("19.00") && !reply(&mill).contains('\n'), "one thing is one thing: {mill}");
    let half = asked(&shop, "how much is the Runner Nord 42? Does it contain nuts?").await;
    assert!(!half["person"].is_null(), "where half of it needs a person, a person looks: {half}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_a_count_or_a_size_by_where_it_stands() {
    let shop = a_shop().await;
    shop.sells("Teapot Lin", &[("0.5 l", 9), ("1 l", 9)]).await;
    shop.sells("Pump Tango", &[("43", 9), ("44", 9)]).await;
    shop.answers_by_itself().await;
    for (at, (text, wants)) in [
        ("I want 5 Teapot Lin 1 l", "5 × Teapot Lin 1 l"),
        ("order Pump Tango 44 x2", "2 × Pump Tango 44"),
        ("je prends Pump Tango 44, 2 paires", "2 × Pump Tango 44"),
        ("je prends la Pump Tango 44 à 59 €", "Pump Tango 44"),
    ]
    .into_iter()
    .enumerate()
    {
        let person = shop.meets("Asha", &format!("+3363998310{at}")).await;
        person.writes(text).await;
        shop.settles().await;
        let read = person.last_read().await;
        assert!(read.contains(wants) && !read.contains("59 ×"), "{text}: {read}");
    }
    let none = asked(&shop, "do you have the Pump Tango in 43.5?").await;
    assert!(reply(&none).contains("none in 43.5"), "half a size is a size: {none}");
    let none = asked(&shop, "Pump Tango 39").await;
    assert!(reply(&none).contains("in 39"), "nobody has asked for thirty-nine pairs: {none}");
    let litres = asked(&shop, "how much is the Teapot Lin 5 l?").await;
    assert!(reply(&litres).contains("none in 5 l"), "five litres are no half litre: {litres}");
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_ordered_for_whoever_has_not_decided() {
    let shop = a_shop().await;
    shop.sells("Pump Tango", &[("44", 9)]).await;
    shop.answers_by_itself().await;
    let asha = shop.meets("Asha", "+33639983200").await;
    for text in [
        "do not order Pump Tango 44",
        "je ne prends pas la Pump Tango 44",
        "how do i order Pump Tango 44",
        "i take Pump Tango 44 and 2 muffins",
    ] {
        asha.writes(text).await;
        shop.settles().await;
        shop.passes(90_000).await;
    }
    let orders = shop.does("orders_list", json!({})).await;
    assert_eq!(orders.as_array().map_or(1, Vec::len), 0, "no order nobody made: {orders}");
}
