//! Shopify, old and new.

use super::*;
use crate::{Availability, Status};

const HEADER: &str = "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src";

fn shopify(rows: &str) -> Seen {
    read(&format!("\u{feff}{HEADER}\n{rows}"))
}

#[test]
fn continuation_rows_are_variants_and_pictures_of_one_product() {
    let file =
        shopify("shirt,Shirt,\"<p>Soft &amp; warm</p>\",Size,S,,1,50,http://x/1.jpg\nshirt,,,,M,,2,50,\nshirt,,,,,,,,http://x/2.jpg\n");
    assert_eq!((file.summary.products, file.summary.variants, file.summary.pictures), (1, 2, 2), "one product, two sizes, two pictures");
    assert_eq!(file.products[0].description, "Soft & warm", "HTML becomes clean text");
    assert_eq!(file.products[0].variants[1].options, [("Size".to_owned(), "M".to_owned())], "the option's name is the first row's");
}

#[test]
fn bad_rows_are_named_and_the_rest_is_kept() {
    let file =
        shopify("a,A,,Size,S,X1,1,50,\na,,,,M,x1,1,50,\nb,,,,,,1,10,\nc,C,,,,,1,cheap,\nd,D,,,,,-3,variable,\n,Lost,,,,,1,5,\ne,E,,");
    assert_eq!(
        file.rejected(),
        [(3, "duplicate_sku"), (4, "no_title"), (5, "bad_price"), (7, "no_handle"), (8, "truncated")],
        "each bad row is named with its reason"
    );
    assert_eq!(file.remarked(), [(6, "price_on_request"), (6, "negative_stock")], "usable rows come in with a remark");
    assert_eq!(file.notes[0].text, "x1 = 2", "the first row with the article number is named");
    assert_eq!(file.records[0][1], "A", "the rejected row can stand alone: its title is filled in");
    assert_eq!(file.summary.variants, 2, "nothing else is lost");
    assert_eq!(file.variants("d"), [("", None, Some(0))], "no price is never 0, and stock never below it");
    assert_eq!(file.header.len(), 9, "rejected rows fit under the header");
}

#[test]
fn rows_that_lie_apart_are_one_product_still() {
    let file = shopify("a,A,,Size,S,,1,50,\nb,B,,,,,1,10,\na,,,,M,,2,50,http://x/2.jpg\nc,C,,,,,1,10,\na,,,,S,,3,50,\nd,D,,,,,1,10,\n");
    let found: Vec<(&str, usize)> = file.products.iter().map(|p| (p.handle.as_str(), p.variants.len())).collect();
    assert_eq!(found, [("b", 1), ("c", 1), ("a", 2), ("d", 1)], "whole products go by, the torn one comes with its last row");
    assert_eq!(file.product("a").variants[1].options, [("Size".to_owned(), "M".to_owned())], "its options keep their name");
    assert_eq!(file.rejected(), [(6, "duplicate_options")], "and what it has twice is found across the gap");
}

#[test]
fn the_new_headers_are_known_as_well() {
    let file = read(
        "Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Barcode,Option1 name,Option1 value,\
         Price,Price / International,Compare-at price,Cost per item,Inventory tracker,Inventory quantity,Continue selling when out of stock,\
         Weight value (grams),Weight unit for display,Product image URL,Image alt text,Variant image URL\n\
         Shoe,shoe,<p>Light</p>,Atelier,Apparel > Shoes,,\"new, red\",true,Active,S-42,'4006381333931,Size,42,59.00,70.00,79.00,20,shopify,0,CONTINUE,350,kg,https://x.example/1.jpg,Front,https://x.example/v.jpg\n\
         ,shoe,,,,,,,,S-43,,,43,59.00,,,,shopify,3,DENY,,,,,\n\
         Card,card,,,,Gift,,,Draft,,,Title,Default Title,10,,,,,0,DENY,,,,,\n",
    );
    assert_eq!(file.facts.format, Format::Shopify, "recognised");
    let shoe = file.product("shoe");
    assert_eq!((shoe.brand.as_str(), shoe.category.as_str(), shoe.tags.len()), ("Atelier", "Apparel > Shoes", 2), "the head");
    let first = &shoe.variants[0];
    assert_eq!((first.price, first.sale_price, first.cost), (Some(7900), Some(5900), Some(2000)), "the higher price is the regular one");
    assert_eq!(first.barcode.as_deref(), Some("4006381333931"), "the mark before a code is not part of it");
    assert_eq!(first.availability, Some(Availability::Backorder), "sold on when out of stock");
    assert_eq!((first.weight_grams, first.picture.as_deref()), (Some(350), Some("https://x.example/v.jpg")), "weight and picture");
    assert_eq!(shoe.variants[1].label, "43", "the value alone is the label");
    assert_eq!(file.product("card").status, Status::Draft, "a draft");
    assert_eq!(file.variants("card"), [("", Some(1000), None)], "a default title is no option, and untracked stock is not counted");
}

#[test]
fn an_export_without_any_tracker_still_counts() {
    let file = read("Handle,Title,Variant Inventory Tracker,Variant Inventory Qty,Variant Price\na,A,,0,5\nb,B,,2,5\n");
    assert_eq!(file.variants("a"), [("", Some(500), Some(0))], "the column says nothing, so the numbers do");
}

#[test]
fn stock_by_location_is_one_variant() {
    let file = read(
        "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,Available (not editable),On hand (current),On hand (new)\n\
         cup,Cup,Size,L,C-L,,,Main,,3,4,\ncup,Cup,Size,L,C-L,,,Depot,,0,not stocked,\ncup,Cup,Size,L,C-L,,,Kiosk,,2,2,\n",
    );
    assert_eq!(file.facts.format, Format::ShopifyInventory, "recognised");
    assert_eq!(file.variants("cup"), [("L", None, Some(6))], "the sum of all locations; prices are not spoken of");
    assert_eq!(file.products[0].variants[0].stock_by_store, [("Main".to_owned(), 4_000), ("Kiosk".to_owned(), 2_000)], "each by its name");
    assert!(file.notes.is_empty() && !file.facts.fields.contains(&"price".to_owned()), "nothing to remark: {:?}", file.notes);
    let old =
        read("Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Main Street,Depot\ncup,Cup,Title,Default Title,C,,,3,not stocked\n");
    assert_eq!(old.products[0].variants[0].stock_by_store, [("Main Street".to_owned(), 3_000)], "the older one has a column for each");
}
