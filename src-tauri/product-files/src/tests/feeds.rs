//! Feeds for Google and Meta.

use super::*;
use crate::{Availability, Condition};

#[test]
fn items_of_a_group_are_variants() {
    let file = read(
        "id\ttitle\tdescription\tlink\timage_link\tadditional_image_link\tavailability\tprice\tsale_price\tsale_price_effective_date\tbrand\tgtin\tcondition\tgoogle_product_category\tproduct_type\titem_group_id\tcolor\tsize\n\
         s1\tShirt - Blue / S\tSoft\thttps://x.example/p\thttps://x.example/1.jpg\thttps://x.example/2.jpg,https://x.example/3.jpg\tin stock\t12.99 EUR\t9.99 EUR\t2025-01-01T00:00+0100/2025-01-31T23:59+0100\tAtelier\t4006381333931\tnew\t212\tTops > Shirts\tg1\tBlue\tS\n\
         s2\tShirt - Blue / M\tSoft\thttps://x.example/p\thttps://x.example/1.jpg\t\tout_of_stock\t12.99 EUR\t\t\tAtelier\t\tnew\t212\tTops > Shirts\tg1\tBlue\tM\n\
         s3\tShirt special\tSoft\thttps://x.example/p\thttps://x.example/1.jpg\t\tin stock\t12.99 EUR\t\t\tAtelier\t\tnew\t212\tTops > Shirts\tg1\tBlue\tM\n\
         c1\tCup\tHot\thttps://x.example/c\thttps://x.example/c.jpg\t\tpreorder\tUSD 5\t\t\t\t\tused\tHome & Garden > Cups\t\t\tWhite\t\n",
    );
    assert_eq!(file.facts.format, Format::Feed, "recognised");
    let shirt = file.product("g1");
    assert_eq!(
        (shirt.title.as_str(), shirt.google_category, shirt.category.as_str()),
        ("Shirt", Some(212), "Tops > Shirts"),
        "the group's head"
    );
    assert_eq!(
        shirt.variants.iter().map(|v| v.label.as_str()).collect::<Vec<_>>(),
        ["Blue · S", "Blue · M", "Blue · M · Shirt special"],
        "none is lost"
    );
    assert_eq!(shirt.pictures.len(), 3, "the group's pictures, each once");
    let first = &shirt.variants[0];
    assert_eq!((first.price, first.sale_price, first.sale_until.as_deref()), (Some(1299), Some(999), Some("2025-01-31")), "price and sale");
    assert_eq!((first.sku.as_deref(), first.availability), (Some("s1"), Some(Availability::InStock)), "its number is its article number");
    assert_eq!(first.options[0], ("Color".to_owned(), "Blue".to_owned()), "options are called as the columns are");
    let cup = file.product("c1");
    assert_eq!(
        (cup.condition, cup.category.as_str(), cup.variants[0].label.as_str()),
        (Some(Condition::Used), "Home & Garden > Cups", ""),
        "a plain one"
    );
    assert_eq!((cup.variants[0].currency.as_deref(), cup.variants[0].price), (Some("USD"), Some(500)), "another currency is said");
    assert_eq!(file.remarked(), [(5, "foreign_currency")], "and remarked");
}

#[test]
fn the_same_in_xml() {
    let rss = r#"<?xml version="1.0"?><rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title><link>https://x.example</link>
      <item><g:id>a</g:id><g:title>Fish &amp; chips</g:title><g:description><![CDATA[<p>Hot</p><p>Crisp</p>]]></g:description><g:link>https://x.example/a</g:link>
        <g:image_link>https://x.example/a.jpg</g:image_link><g:price>8.50 EUR</g:price><g:availability>in_stock</g:availability><g:shipping><g:price>3 EUR</g:price></g:shipping></item>
      <item><g:id>b</g:id><g:title></g:title><g:price>8.50 EUR</g:price></item></channel></rss>"#;
    let file = read(rss);
    assert_eq!((file.facts.format, file.facts.kind.as_str()), (Format::Feed, "xml"), "recognised");
    assert_eq!((file.product("a").title.as_str(), file.product("a").description.as_str()), ("Fish & chips", "Hot\nCrisp"), "text is clean");
    assert_eq!(file.variants("a"), [("", Some(850), None)], "the item's price, not the shipping's");
    assert_eq!(file.rejected(), [(3, "no_title")], "the second item has no title");
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><title>Shop</title>
      <entry><g:id>a</g:id><title>Cup</title><link href="https://x.example/a"/><summary>Hot</summary><g:image_link>https://x.example/a.jpg</g:image_link><g:price>EUR 8,50</g:price><g:condition>new</g:condition></entry></feed>"#;
    let file = read(atom);
    assert_eq!(
        (file.product("a").link.as_deref(), file.variants("a")),
        (Some("https://x.example/a"), vec![("", Some(850), None)]),
        "Atom as well"
    );
    let own = "<products><product><name>Cup</name><price>8.50</price><stock>3</stock></product><product><name>Jug</name><price>9.50</price><stock>1</stock></product></products>";
    assert_eq!(read(own).variants("jug"), [("", Some(950), Some(1))], "and a shop's own list");
}

#[test]
fn lines_that_only_describe_the_columns_are_no_products() {
    let above = read(
        "# Required | A unique content ID for the item.,# Required | A specific and relevant title.,# Required | The price of the item and its currency.,# Required | in stock or out of stock\n\
         id,title,price,availability,image_link\n\
         a,Cup,5 EUR,in stock,https://x.example/1.jpg\n",
    );
    assert_eq!((above.variants("a").len(), above.products.len(), above.facts.header_row), (1, 1, 2), "above the header");
    let below = read(
        "id,title,price,availability,image_link,quantity_to_sell_on_facebook\n\
         \"# Required | A unique content ID\",# Required | The title of the item,\"# Required | The price, with its currency, such as 9.99 USD\",# Required,# Required,# Optional\n\
         a,Cup,5 EUR,in stock,https://x.example/1.jpg,75\n",
    );
    assert_eq!((below.variants("a"), below.products.len()), (vec![("", Some(500), Some(75))], 1), "below it");
    assert!(below.notes.is_empty(), "and nobody need know: {:?}", below.notes);
}
