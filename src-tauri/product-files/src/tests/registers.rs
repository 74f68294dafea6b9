//! Registers: Square, Loyverse and others.

use super::*;
use crate::Status;

#[test]
fn square_items_and_their_variations() {
    let file = read(
        "Reference Handle,Token,Item Name,Customer-facing Name,Variation Name,SKU,Description,Categories,Reporting Category,GTIN,Item Type,Archived,Price,Online Sale Price,Option Name 1,Option Value 1,Current Quantity Main Street,New Quantity Main Street,Current Quantity Depot,Modifier Set - Milk,Tax - VAT (20%)\n\
         ,AAA,Latte,,Small,L-S,Warm,\"Drinks > Hot, Coffee\",Drinks,,Physical good,N,3.00,,,,4,,,Y,Y\n\
         ,BBB,Latte,,Large,L-L,Warm,\"Drinks > Hot, Coffee\",Drinks,,Physical good,N,4.00,,,,,,2,Y,Y\n\
         ,CCC,Scone,,Regular,SC,,Bakery,,,Food,Y,variable,,,,,,,N,N\n",
    );
    assert_eq!(file.facts.format, Format::Square, "recognised");
    assert_eq!(file.variants("latte"), [("Small", Some(300), Some(4)), ("Large", Some(400), Some(2))], "variations of one item");
    let latte = file.product("latte");
    assert_eq!((latte.choices.as_slice(), latte.tax_class.as_deref()), (&["Milk".to_owned()][..], Some("VAT (20%)")), "extras and tax");
    assert_eq!((latte.category.as_str(), latte.collections.as_slice()), ("Drinks > Hot", &["Coffee".to_owned()][..]), "categories");
    assert_eq!(latte.variants[0].stock_by_store, [("Main Street".to_owned(), 4_000)], "stock by store");
    assert_eq!(
        (file.product("scone").status, file.variants("scone")),
        (Status::Archived, vec![("", None, None)]),
        "a plain one with an open price"
    );
    assert_eq!(file.remarked(), [(4, "price_on_request")], "which is remarked");
}

#[test]
fn loyverse_items_with_stores_and_modifiers() {
    let file = read(
        "Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,Option 2 value,Option 3 name,Option 3 value,Default price,Cost,Barcode,SKU of included item,Quantity of included item,Track stock,Available for sale [Main],Price [Main],In stock [Main],Low stock [Main],Available for sale [Kiosk],Price [Kiosk],In stock [Kiosk],\"Modifier - \"\"Sauce\"\"\",\"Tax - \"\"VAT\"\" (20%)\"\n\
         tee,10001,Tee,Clothes,,N,Size,S,,,,,12.00,5.00,,,,Y,Y,12.00,3,1,Y,13.00,2,N,Y\n\
         tee,10002,,,,,,M,,,,,12.00,5.00,,,,Y,Y,12.00,-1,,Y,12.00,0,N,Y\n\
         nuts,10003,Nuts,,,Y,,,,,,,variable,,,,,N,N,variable,0,,N,variable,0,Y,N\n",
    );
    assert_eq!(file.facts.format, Format::Loyverse, "recognised");
    assert_eq!(file.variants("tee"), [("S", Some(1200), Some(5)), ("M", Some(1200), Some(0))], "stock of both stores");
    assert_eq!(file.remarked(), [(2, "price_by_store"), (3, "negative_stock"), (4, "price_on_request")], "remarks");
    let nuts = file.product("nuts");
    assert_eq!(
        (nuts.unit.as_deref(), nuts.status, nuts.choices.as_slice()),
        (Some("kg"), Status::Draft, &["Sauce".to_owned()][..]),
        "by weight, nowhere for sale"
    );
    assert_eq!(file.variants("nuts"), [("", None, None)], "neither priced nor counted");
    assert_eq!(file.product("tee").tax_class.as_deref(), Some("VAT"), "the tax by its name");
}

#[test]
fn other_registers() {
    let vend = read(
        "id,handle,sku,name,description,product_category,variant_option_one_name,variant_option_one_value,tags,supply_price,retail_price,tax_name,brand_name,active,track_inventory,inventory_Main_Outlet\n1,tee,T-S,Tee,<p>Soft</p>,Tops,Size,S,\"a,b\",5,12.00,VAT,Atelier,1,1,3.00000\n2,tee,T-M,Tee,,,Size,M,,5,12.00,,,1,1,0\n",
    );
    assert_eq!(vend.variants("tee"), [("S", Some(1200), Some(3)), ("M", Some(1200), Some(0))], "Vend");
    let light = read(
        "System ID,UPC,EAN,Custom SKU,Manufact. SKU,Item,Vendor ID,Qty.,Price,Tax,Brand,Category\n210000000001,,4006381333931,C1,,Wheel,,4,$45.00,Yes,Rim,Parts\n",
    );
    assert_eq!(light.variants("210000000001"), [("", Some(4500), Some(4))], "Lightspeed");
    let odoo = read(
        "External ID,Name,Internal Reference,Barcode,Sales Price,Cost,Quantity On Hand,Product Category\n__export__.p_1,Desk,D-1,,\"1,250.00\",800.00,12.00,All / Office / Desks\n",
    );
    assert_eq!(
        (odoo.variants("__export__.p_1"), odoo.products[0].category.as_str()),
        (vec![("", Some(125_000), Some(12))], "Office > Desks"),
        "Odoo"
    );
    let zettle = read(
        "Name,Variant,Category,Price,Cost price,Barcode,SKU,Unit name,Tax percentage,In stock\nTee,Small,Tops,12,5,,A,,20,3\nTee,Large,Tops,14,5,,B,,20,1\n",
    );
    assert_eq!(zettle.variants("tee"), [("Small", Some(1200), Some(3)), ("Large", Some(1400), Some(1))], "Zettle");
    let sumup = read(
        "Item name,Variations,Option set 1,Option 1,Category,Price,Tax rate,SKU,Barcode,Track inventory? (Yes/No),Quantity\nTee,S,Size,S,Tops,12,20%,A,,Yes,4\nTee,M,Size,M,Tops,12,20%,B,,No,\n",
    );
    assert_eq!(sumup.variants("tee"), [("S", Some(1200), Some(4)), ("M", Some(1200), None)], "SumUp");
}
