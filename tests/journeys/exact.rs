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
