//! PrestaShop, Wix, Magento and smaller web shops.

use super::*;
use crate::{Availability, Status};

#[test]
fn prestashop_in_its_shapes() {
    let full = read(
        "Product ID;Active (0/1);Name *;Categories (x,y,z...);Price tax excluded;Tax rules ID;Wholesale price;On sale (0/1);Discount amount;Discount percent;Discount from (yyyy-mm-dd);Discount to (yyyy-mm-dd);Reference #;Manufacturer;EAN13;Weight;Quantity;Short description;Description;Tags (x,y,z...);Image URLs (x,y,z...);Condition\n\
         1;1;Mug;Home,Kitchen,Kitchen/Mugs;16.528926;1;5.00;0;;10;2025-06-01;2025-06-30;M-1;Atelier;4006381333931;0.3;12;Short;<p>Long</p>;a,b;https://x.example/1.jpg,https://x.example/2.jpg;new\n\
         2;0;Plate;Home;20;1;;0;;;;;P-1;;;;-3;;;;;\n",
    );
    assert_eq!(
        (full.facts.format, full.facts.remarks.as_slice()),
        (Format::PrestaShop, &["price_without_tax".to_owned()][..]),
        "recognised, without tax"
    );
    let mug = full.product("1");
    assert_eq!((mug.category.as_str(), mug.tags.len(), mug.pictures.len()), ("Kitchen > Mugs", 2, 2), "its head");
    assert_eq!(
        (mug.variants[0].price, mug.variants[0].sale_price, mug.variants[0].weight_grams),
        (Some(1653), Some(1488), Some(300)),
        "rounded, reduced"
    );
    assert_eq!((full.product("2").status, full.variants("2")), (Status::Draft, vec![("", Some(2000), Some(0))]), "not active");
    assert_eq!(full.remarked(), [(2, "rounded_price"), (3, "negative_stock")], "remarks");
    let list = read(
        "ID;Image;Nom;Référence;Catégorie;Prix (HT);Prix (TTC);Quantité;État\n7;https://x.example/7.jpg;Tasse;T-1;Cuisine;10,00 €;12,00 €;4;1\n",
    );
    assert_eq!((list.variants("7"), list.product("7").pictures.len()), (vec![("", Some(1200), Some(4))], 1), "the list, with tax");
}

#[test]
fn wix_products_and_variants() {
    let file = read(
        "handleId,fieldType,name,description,productImageUrl,collection,sku,ribbon,price,surcharge,visible,discountMode,discountValue,inventory,weight,productOptionName1,productOptionType1,productOptionDescription1\n\
         p1,Product,Tee,<p>Soft</p>,8bb438_a~mv2.jpg;https://x.example/2.jpg,Tops;New,,New,20,,true,PERCENT,10,InStock,0.2,Colour,COLOR,#000000:Black;#ffffff:White\n\
         p1,Variant,,,,,T-B,,,0,true,,,5,0.2,,,#000000:Black\n\
         p1,Variant,,,,,T-W,,,2.5,true,,,OutOfStock,0.2,,,#ffffff:White\n\
         p2,Product,Mug,,,,M,,9,,false,AMOUNT,0,3,,,,\n",
    );
    assert_eq!(file.facts.format, Format::Wix, "recognised");
    let tee = file.product("p1");
    assert_eq!(tee.pictures[0].url, "https://static.wixstatic.com/media/8bb438_a~mv2.jpg", "pictures by number have an address");
    assert_eq!(file.variants("p1"), [("Black", Some(2000), Some(5)), ("White", Some(2250), None)], "the product's price and a surcharge");
    assert_eq!((tee.variants[0].sale_price, tee.variants[1].sale_price), (Some(1800), Some(2025)), "ten percent off both");
    assert_eq!(tee.variants[1].availability, Some(Availability::OutOfStock), "said in words");
    assert_eq!(tee.variants[0].options, [("Colour".to_owned(), "Black".to_owned())], "the name is the product's");
    assert_eq!(
        (file.product("p2").status, file.variants("p2")),
        (Status::Draft, vec![("", Some(900), Some(3))]),
        "a product without variants is one"
    );
}

#[test]
fn magento_children_come_before_their_parent() {
    let file = read(
        "sku,store_view_code,attribute_set_code,product_type,categories,product_websites,name,description,weight,product_online,visibility,price,special_price,special_price_from_date,additional_attributes,qty,is_in_stock,base_image,configurable_variations\n\
         T-S,,Top,simple,\"Default Category/Tops\",base,Tee-S,,0.2,1,Not Visible Individually,20,15,12/31/24,\"color=Black,size=S\",4,1,,\n\
         T-M,,Top,simple,\"Default Category/Tops\",base,Tee-M,,0.2,1,Not Visible Individually,22,,,\"color=Black,size=M\",0,0,,\n\
         T,,Top,configurable,\"Default Category/Tops,Default Category/Tops/Tees\",base,Tee,<p>Soft</p>,,1,\"Catalog, Search\",,,,,0,1,https://x.example/t.jpg,\"sku=T-S,size=S|sku=T-M,size=M\"\n\
         T,fr,,,,,Tee-shirt,,,,,,,,,,,,\n\
         M,,Cup,simple,\"Default Category/Cups\",base,Mug,,1,2,\"Catalog, Search\",0.00,,,,7.0000,1,,\n",
    );
    assert_eq!(file.facts.format, Format::Magento, "recognised");
    assert_eq!(file.variants("T"), [("S", Some(2000), Some(4)), ("M", Some(2200), Some(0))], "children under their parent");
    let tee = file.product("T");
    assert_eq!(
        (tee.title.as_str(), tee.description.as_str(), tee.category.as_str()),
        ("Tee", "Soft", "Tops > Tees"),
        "the parent's own words"
    );
    assert_eq!(
        (tee.variants[0].sale_price, tee.variants[0].sale_from.as_deref()),
        (Some(1500), Some("2024-12-31")),
        "days of the United States"
    );
    assert_eq!((file.product("M").status, file.variants("M")), (Status::Draft, vec![("", None, Some(7))]), "disabled");
    assert!(file.rejected().is_empty(), "nothing lost: {:?}", file.notes);
}

#[test]
fn smaller_web_shops() {
    let square = read(
        "Product ID [Non Editable],Variant ID [Non Editable],Product Type [Non Editable],Product Page,Product URL,Title,Description,SKU,Option Name 1,Option Value 1,Price,Sale Price,On Sale,Stock,Categories,Tags,Weight,Visible,Hosted Image URLs\n\
         5f,a,PHYSICAL,shop,tee,Tee,<p>Soft</p>,T-S,Size,S,20.00,15.00,Yes,Unlimited,/tops,a,0.0,Yes,https://x.example/1.jpg https://x.example/2.jpg\n\
         ,b,,,,,,T-M,,M,20.00,15.00,No,3,,,0.0,,\n",
    );
    assert_eq!(square.variants("5f"), [("S", Some(2000), None), ("M", Some(2000), Some(3))], "Squarespace");
    assert_eq!(
        square.products[0].variants.iter().map(|v| v.sale_price).collect::<Vec<_>>(),
        [Some(1500), None],
        "a sale price only while on sale"
    );
    let big = read(
        "Item,ID,Name,Type,SKU,Options,Inventory Tracking,Current Stock,Price,Retail Price,Sale Price,Is Visible,Categories\n\
         Product,77,Tee,physical,T,,variant,0,20,,,TRUE,\n\
         Variant,78,,,T-S,Type=Rectangle|Name=Size|Value=S,,4,20,,,,\nVariant,79,,,T-M,Type=Rectangle|Name=Size|Value=M,,1,21,,,,\nImage,80,,,,,,,,,,,\n",
    );
    assert_eq!(big.variants("77"), [("S", Some(2000), Some(4)), ("M", Some(2100), Some(1))], "BigCommerce");
    let ecwid = read(
        "type,product_internal_id,product_sku,product_variation_sku,product_name,product_price,product_quantity,product_is_inventory_tracked,product_is_available,product_variation_option_name_1,product_variation_option_value_1\n\
         product,9,T,,Tee,20,,false,true,,\nproduct_option,9,,,,,,,,,\nproduct_variation,9,,T-S,,20,4,true,,Size,S\n",
    );
    assert_eq!(ecwid.variants("9"), [("S", Some(2000), Some(4))], "Ecwid");
    let cart = read(
        "product_id,name(en-gb),categories,sku,upc,ean,quantity,model,manufacturer,image_name,price,status,description(en-gb)\n3,Mug,\"12,13\",,,,5,MUG,Atelier,catalog/mug.jpg,9.5000,true,&lt;p&gt;Hot&lt;/p&gt;\n",
    );
    assert_eq!((cart.variants("3"), cart.products[0].description.as_str()), (vec![("", Some(950), Some(5))], "Hot"), "OpenCart");
    let ware = read("id;parent_id;product_number;active;stock;name;price_gross;ean\nA;;T;1;0;Tee;20;\nB;A;T-1;1;3;;20;\nC;;M;1;2;Mug;9;\n");
    assert_eq!((ware.variants("A"), ware.variants("C")), (vec![("", Some(2000), Some(3))], vec![("", Some(900), Some(2))]), "Shopware");
}
