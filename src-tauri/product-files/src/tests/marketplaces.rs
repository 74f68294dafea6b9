//! Etsy, Amazon and eBay.

use super::*;
use crate::{Availability, Condition, Status};

#[test]
fn etsy_listings_unfold() {
    let file = read(
        "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,VARIATION 1 TYPE,VARIATION 1 NAME,VARIATION 1 VALUES,VARIATION 2 TYPE,VARIATION 2 NAME,VARIATION 2 VALUES,SKU\n\
         Ring,\"Fine &quot;ring&quot;\nSilver\",20.00,EUR,6,\"gift_for_her,silver\",silver,https://x.example/1.jpg,https://x.example/2.jpg,Size,Size,\"S,M\",Custom Property,Stone,\"Opal,Jade\",\"R1,R2,R3,R4\"\n\
         Cup,Hot,9.50,USD,3,,,https://x.example/c.jpg,,,,,,,,C-1\n",
    );
    assert_eq!(file.facts.format, Format::Etsy, "recognised");
    let ring = file.product("ring");
    assert_eq!(ring.tags, ["gift for her", "silver"], "tags with spaces again");
    assert_eq!(ring.description, "Fine \"ring\"\nSilver", "lines stay");
    let variants: Vec<(&str, Option<&str>)> = ring.variants.iter().map(|v| (v.label.as_str(), v.sku.as_deref())).collect();
    assert_eq!(
        variants,
        [("S · Opal", Some("R1")), ("S · Jade", Some("R2")), ("M · Opal", Some("R3")), ("M · Jade", Some("R4"))],
        "each combination"
    );
    assert_eq!(
        (ring.variants[0].on_hand, ring.variants[0].availability),
        (None, Some(Availability::InStock)),
        "the sum cannot be told apart"
    );
    assert_eq!(file.variants("cup"), [("", Some(950), Some(3))], "a plain one");
    assert_eq!(file.remarked(), [(2, "shared_stock"), (3, "foreign_currency")], "remarks");
}

#[test]
fn amazon_and_ebay() {
    let report = read(
        "item-name\titem-description\tlisting-id\tseller-sku\tprice\tquantity\topen-date\titem-condition\tasin1\tfulfillment-channel\tstatus\nMug\tHot\t1\tM-1\t9.50\t4\t2024-01-01\t11\tB000000000\tDEFAULT\tActive\nPlate\t\t2\tP-1\t12\t\t2024-01-01\t11\tB000000001\tAMAZON\tInactive\n",
    );
    assert_eq!((report.variants("M-1"), report.product("P-1").status), (vec![("", Some(950), Some(4))], Status::Draft), "Amazon's report");
    let flat = read(
        "TemplateType=home,Version=2024.01,The top 3 rows are for Amazon.com use only.,,,,,,\n\
         Product Type,Seller SKU,Brand Name,Product Name,Standard Price,Quantity,Parentage,Parent SKU,Size\n\
         feed_product_type,item_sku,brand_name,item_name,standard_price,quantity,parent_child,parent_sku,size_name\n\
         shirt,T,Atelier,Tee,,,parent,,\nshirt,T-S,Atelier,Tee (S),20,3,child,T,S\nshirt,T-M,Atelier,Tee (M),20,1,child,T,M\n",
    );
    assert_eq!(
        flat.variants("T"),
        [("S", Some(2000), Some(3)), ("M", Some(2000), Some(1))],
        "its flat file: {:?} {:?}",
        flat.facts,
        flat.notes
    );
    let ebay = read(
        "Item number,Title,Variation details,Custom label (SKU),Available quantity,Format,Currency,Start price,Condition\n1100,Tee,,T,3,FIXED,EUR,20.00,Used\n1101,Cap,[Size=S],C-S,1,FIXED,EUR,9.00,New\n1101,Cap,[Size=M],C-M,2,FIXED,EUR,9.00,New\n",
    );
    assert_eq!((ebay.variants("1100"), ebay.product("1100").condition), (vec![("", Some(2000), Some(3))], Some(Condition::Used)), "eBay");
    assert_eq!(ebay.variants("1101"), [("S", Some(900), Some(1)), ("M", Some(900), Some(2))], "with variations");
}
