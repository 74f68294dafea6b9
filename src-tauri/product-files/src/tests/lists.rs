//! Lists of prices and counts as people really write them.

use super::*;
use crate::Status;

/// Regular and reduced price and cost of a list's first product.
fn first(text: &str) -> (Option<i64>, Option<i64>, Option<i64>) {
    let file = read(text);
    let variant = &file.products[0].variants[0];
    (variant.price, variant.sale_price, variant.cost)
}

#[test]
fn thousands_beside_bare_numbers_are_thousands() {
    for (currency, exponent, one, other, wanted) in [
        ("EUR", 2, "\"1,299\"", "2500", [129_900, 250_000]),
        ("EUR", 2, "1.299 €", "2500 €", [129_900, 250_000]),
        ("KES", 2, "\"KSh 1,500\"", "2500", [150_000, 250_000]),
        ("INR", 2, "\"Rs. 1,299/-\"", "Rs 2500", [129_900, 250_000]),
        ("JPY", 0, "\"12,000円\"", "9900円", [12_000, 9_900]),
        ("KRW", 0, "\"₩12,000\"", "9900 KRW", [12_000, 9_900]),
        ("XOF", 0, "5.000", "2500", [5_000, 2_500]),
        ("XOF", 0, "\"5,000\"", "2500", [5_000, 2_500]),
        ("XOF", 0, "5.000", "12.50", [5_000, 13]),
        ("IDR", 2, "Rp25.000", "15000", [2_500_000, 1_500_000]),
        ("KWD", 3, "KD 1.250", "2500", [1_250, 2_500_000]),
        ("EUR", 2, "12.345", "12.50", [1_235, 1_250]),
    ] {
        let file = read_in(&format!("Name,Price\nA,{one}\nB,{other}\n"), currency, exponent);
        assert_eq!([file.variants("a")[0].1, file.variants("b")[0].1], wanted.map(Some), "{currency} {one} {other}");
    }
    let stock = read("Name,Price,Stock\nA,5,\"1,200\"\nB,6,1500\n");
    assert_eq!([stock.variants("a")[0].2, stock.variants("b")[0].2], [Some(1200), Some(1500)], "pieces as well");
}

#[test]
fn parts_of_a_kilo_are_parts() {
    let file = read("name,price,unit,stock\nCheese,12.50,kg,2.500\nHam,9.90,kg,4\nMug,5,piece,1.500\n");
    let counts: Vec<_> = file.products.iter().map(|product| (product.variants[0].on_hand, product.variants[0].rest)).collect();
    assert_eq!(counts, [(Some(2), 500), (Some(4), 0), (Some(1500), 0)], "each by its own unit");
    let headed = read("Produit;Prix au kg;Stock (kg)\nComté;25,90;12,5\n");
    assert_eq!(headed.product("comte").unit.as_deref(), Some("kg"), "the header says it: {:?}", headed.facts);
    assert!(headed.facts.fields.contains(&"unit".to_owned()), "and the file speaks of it");
    let priced = read("Name;Price\nTea;\"5,00/kg\"\n");
    assert_eq!((priced.product("tea").unit.as_deref(), priced.variants("tea")[0].1), (Some("kg"), Some(500)), "or the price does");
}

#[test]
fn a_price_for_comparing_is_not_the_price() {
    let file = read("Name;Price per kg;Price;Stock\nA;10,00;12,00;3\n");
    assert_eq!((file.product("a").unit.as_deref(), file.variants("a")), (None, vec![("", Some(1200), Some(3))]), "{:?}", file.facts);
}

#[test]
fn what_looks_like_a_price_beside_one_is_looked_at_twice() {
    assert_eq!(first("Name,Price,New\nA,12,1\n"), (Some(1200), None, None), "a mark of novelty is no price");
    assert_eq!(first("Item,Rate,Amount,Qty\nA,12,36,3\n"), (Some(1200), None, None), "what all of them cost is none");
    assert_eq!(first("Product,Cost,Wholesale price,Retail price\nA,5,8,12\n"), (Some(1200), None, Some(500)), "nor what others pay");
    let numbered = read("Name,Price,Stock Shop 1,Stock\nA,5,1,4\n");
    assert!(numbered.products[0].variants[0].stock_by_store.is_empty(), "a count is no place: {:?}", numbered.facts);
    let shoes = read("Article;Prix;Pointure 36;Pointure 37\nBotte;99;1;0\nSabot;49;;2\n");
    assert_eq!(shoes.variants("sabot").len(), 1, "sizes by their whole name: {:?}", shoes.facts);
    let rupees = read_in("Name,Price,Qty,Unit\nRice,50,\"1,500\",kg\nDal,60,2000,kg\n", "INR", 2);
    assert_eq!(rupees.variants("rice")[0].2, Some(1500), "a comma of India separates thousands of kilos, too");
}

#[test]
fn a_price_of_nothing_is_none() {
    let file = read("name,sku,price,stock\nA,A1,0,5\n");
    assert_eq!((file.variants("A1"), file.remarked()), (vec![("", None, Some(5))], vec![(2, "zero_price")]), "on request");
    assert_eq!(first("name,price,retail price\nA,25.00,0.00\n"), (Some(2500), None, None), "a nought destroys no other price");
    assert_eq!(first("name,price,retail price\nA,25,30\n"), (Some(3000), Some(2500), None), "the list's price is the regular one");
}

#[test]
fn what_the_shop_pays_is_no_price() {
    for heads in [
        "Achat;Vente",
        "Einkauf;Verkauf",
        "Compra;Venta",
        "Acquisto;Vendita",
        "Inkoop;Verkoop",
        "Compra;Venda",
        "Buy;Sell",
        "Buy price;Sell price",
        "Purchase Rate;Sale Rate",
        "CP;SP",
        "Закупка;Розница",
        "P.A.;P.V.",
        "Wholesale;Retail",
        "EK netto;VK brutto",
    ] {
        assert_eq!(first(&format!("Article;{heads};Stock\nA;5,00;12,00;3\n")), (Some(1200), None, Some(500)), "{heads}");
    }
}

#[test]
fn the_price_that_is_asked_is_the_price() {
    for heads in [
        "RRP;Our price",
        "Was;Now",
        "PVP;Oferta",
        "Preis alt;Preis neu",
        "Price before;Price after",
        "Prix barré;Prix promo",
        "UVP;Preis",
        "MRP;Price",
        "Ancien prix;Nouveau prix",
        "Van-prijs;Voor-prijs",
        "Prix;Prix promo",
        "Prix normal;Prix soldé",
    ] {
        assert_eq!(first(&format!("Article;{heads};Stock\nA;12;10;3\n")), (Some(1200), Some(1000), None), "{heads}");
        assert_eq!(first(&format!("Article;{heads};Stock\nA;12;;3\n")).0, Some(1200), "{heads}, nothing reduced");
    }
    for heads in ["PU HT;PU TTC", "Netto;Brutto", "VK netto;VK brutto", "Precio sin IVA;PVP", "Price ex VAT;Price inc VAT"] {
        assert_eq!(first(&format!("Article;{heads};Stock\nA;10;12;3\n")), (Some(1200), None, None), "{heads}");
    }
}

#[test]
fn columns_of_sizes_count_variants() {
    let file = read("Product,Price,SKU,S,M,L,XL\nTee,20,T,1,2,,4\nPolo,30,P,0,0,1,0\n");
    assert_eq!(
        file.variants("T"),
        [("S", Some(2000), Some(1)), ("M", Some(2000), Some(2)), ("XL", Some(2000), Some(4))],
        "{:?}",
        file.facts
    );
    assert_eq!(file.remarked(), [(2, "shared_sku"), (3, "shared_sku")], "the number stays with the first");
    let shoes = read("Article;Prix;36;37;38;Total\nBottine;129;1;2;0;3\n");
    assert_eq!(shoes.product("bottine").variants[1].options, [("Taille".to_owned(), "37".to_owned())], "in the shop's words");
    let coloured = read("Modell;Farbe;S;M;VK\nHemd;blau;2;3;49,90\nHemd;weiß;1;;49,90\n");
    assert_eq!(coloured.variants("hemd").iter().map(|v| v.0).collect::<Vec<_>>(), ["blau · S", "blau · M", "weiß · S"], "beside colours");
    let listed = read("Name;Price;Size;Stock\nTee;20;S, M, L;5\n");
    assert_eq!(listed.variants("tee"), [("S", Some(2000), None), ("M", Some(2000), None), ("L", Some(2000), None)], "in one cell");
    assert_eq!(listed.remarked(), [(2, "shared_stock")], "whose count is of all");
}

#[test]
fn numbers_without_a_word_are_asked_about() {
    let trouble = try_with("Produit;Zzz\nA;12,50\nB;13,00\n".as_bytes(), &options("EUR", 2)).err().expect("asks");
    assert_eq!((trouble.code, trouble.detail.as_str()), ("which_column", "price"), "nothing says that it is a price");
    let mut mapping = *trouble.mapping.expect("with the proposal");
    mapping.settle(1, Some("price"));
    let settled = ReadOptions { mapping: Some(mapping), ..options("EUR", 2) };
    assert_eq!(try_with("Produit;Zzz\nA;12,50\n".as_bytes(), &settled).expect("reads").variants("a")[0].1, Some(1250), "and is answered");
}

#[test]
fn a_dollar_is_foreign_where_money_is_written_otherwise() {
    let file = read("Name,Price\nA,$5\n");
    assert_eq!(file.products[0].variants[0].currency.as_deref(), Some("USD"), "in a shop of euros");
    assert_eq!(file.remarked(), [(2, "foreign_currency")], "and is said");
    for currency in ["USD", "CAD", "AUD", "MXN"] {
        assert_eq!(read_in("Name,Price\nA,$5\n", currency, 2).products[0].variants[0].currency, None, "{currency} is written with it");
    }
}

#[test]
fn sums_pages_and_days_are_no_products() {
    for line in
        ["Total;;5;3", "TOTAL;;;3", "Summe;;5;", "Total général;;5;3", "Sous-total :;;5;3", "Grand Total;;5;3", ";Total;5;3", "Totale;;5;3"]
    {
        let file = read(&format!("Article;Réf;Prix;Stock\nMug;M;5;3\n{line}\n"));
        assert_eq!((file.summary.products, file.rejected().len()), (1, 0), "{line}: {:?}", file.notes);
    }
    let printed = read("Artikel;Preis;Bestand\nTasse;5;3\nSeite 2;;\nTeller;6;3\nStand: 01.02.2024;;\nGesamt;11;6\n");
    assert_eq!(printed.summary.products, 2, "what printing adds: {:?}", printed.notes);
    assert_eq!(read("SKU,Name,Price\nT1,Total,5.00\n").summary.products, 1, "a yoghurt may be called so");
}

#[test]
fn stock_by_any_name_is_counted() {
    for head in [
        "Qté en stock",
        "Qté stock",
        "Nb en stock",
        "Stock réel",
        "Stock magasin",
        "Menge auf Lager",
        "auf Lager",
        "Ist-Bestand",
        "akt. Bestand",
        "Bestand gesamt",
        "Lagerbestand aktuell",
        "Quantity in stock",
        "Units in stock",
        "Stock qty",
        "Qty in hand",
        "Closing stock",
        "Stock balance",
        "Cantidad en stock",
        "Quantità in magazzino",
        "Op voorraad",
        "Aantal op voorraad",
        "Qtd em estoque",
        "Estoque atual",
        "الكمية المتوفرة",
        "Stok adedi",
        "Quantity in default warehouse",
        "Verfügbar",
        "Vorrat",
        "Stück",
        "Stk.",
        "Dispo",
        "Pièces",
        "Disponibles",
        "Unidades",
        "Pcs",
        "Giac.",
        "Q.tà disponibile",
        "Scorte",
        "Rimanenze",
        "Pezzi",
        "Beschikbaar",
        "Stock Main St",
    ] {
        let file = read(&format!("Article;Prix;{head}\nA;12,00;3\nB;13,00;4\n"));
        let variant = &file.product("a").variants[0];
        assert_eq!((variant.on_hand, variant.stock_by_store.len()), (Some(3), 0), "{head}: {:?}", file.facts);
    }
    for heads in ["Stock magasin;Stock dépôt", "In stock [A];In stock [B]", "Stock (Paris);Stock (Lyon)", "Lager Nord;Lager Süd"] {
        let file = read(&format!("Article;Prix;{heads}\nA;12,00;1;2\n"));
        let variant = &file.product("a").variants[0];
        assert_eq!((variant.on_hand, variant.stock_by_store.len()), (Some(3), 2), "{heads}: two are places: {:?}", file.facts);
    }
    let others = read("Article;Price;Deposit;Safety stock;Stock\nA;12,00;0,25;9;3\n");
    assert_eq!((others.variants("a"), others.products[0].variants[0].stock_by_store.len()), (vec![("", Some(1200), Some(3))], 0), "alone");
    let there = read("Artikel;Preis;Verfügbar\nA;12,00;ja\nB;13,00;nein\n");
    assert!(there.rejected().is_empty(), "a word is no count: {:?}", there.notes);
}

#[test]
fn more_languages_are_read() {
    for heads in [
        "Název;Cena;Sklad",
        "Termék;Eladási ár;Készlet",
        "Namn;Pris;Lagersaldo",
        "Varenavn;Pris;Beholdning",
        "Tuote;Hinta;Varasto",
        "Denumire;Preț;Stoc",
        "Nosaukums;Cena;Daudzums",
        "Προϊόν;Τιμή;Απόθεμα",
        "שם המוצר;מחיר;מלאי",
        "ชื่อ;ราคา;จำนวน",
        "Назва;Ціна;Кількість",
        "상품명;가격;재고",
    ] {
        let file = read(&format!("{heads}\nA;12,50;3\nB;13,00;4\n"));
        assert_eq!(file.variants("a"), [("", Some(1250), Some(3))], "{heads}: {:?}", file.facts);
    }
}

#[test]
fn prices_that_people_write() {
    for (currency, exponent, text, wanted) in [
        ("KES", 2, "KES 250/=", 25_000),
        ("LKR", 2, "Rs.1500/=", 150_000),
        ("KWD", 3, "KD 1.250", 1_250),
        ("XOF", 0, "12.500 F CFA", 12_500),
        ("NGN", 2, "N2500", 250_000),
        ("EGP", 2, "١٥٠ جنيه", 15_000),
        ("EUR", 2, "\"12,50 EUR TTC\"", 1_250),
        ("EUR", 2, "12 € 50", 1_250),
        ("EUR", 2, "ab 5 €", 500),
    ] {
        let file = read_in(&format!("Name,Price\nA,{text}\n"), currency, exponent);
        assert_eq!((file.variants("a")[0].1, file.products[0].variants[0].currency.as_deref()), (Some(wanted), None), "{text}");
    }
    assert_eq!(read("Name;Price\nA;ab 5 €\n").remarked(), [(2, "price_from")], "the least that is asked");
}

#[test]
fn orders_are_no_products() {
    assert_eq!(refused(b"Order ID,Product,Quantity,Item Price\n1,A,2,5.00\n"), Some("not_products"), "what was sold");
}

#[test]
fn a_list_is_not_taken_for_a_tills() {
    let file = read("Name,SKU,Cost,Selling price,In stock\nA,A1,2,5,3\n");
    assert_eq!((file.facts.format, file.variants("A1")), (Format::Table, vec![("", Some(500), Some(3))]), "its price is there");
}

#[test]
fn tills_count_parts_and_list_sets() {
    let file = read(
        "Handle,SKU,Name,Category,Sold by weight,Default price,SKU of included item,Quantity of included item,Track stock,In stock [S],In stock [T]\n\
         cheese,1,Cheese,Food,Y,12.50,,,Y,12.345,1.500\nham,2,Ham,Food,Y,12.50,,,Y,2.5,\nkit,3,Kit,Food,N,10,1,2,N,,\nkit,,,,,,2,1,,,\n",
    );
    let cheese = file.product("cheese");
    assert_eq!(cheese.variants[0].stock_by_store, [("S".to_owned(), 12_345), ("T".to_owned(), 1_500)], "thousandths");
    assert_eq!((cheese.unit.as_deref(), cheese.variants[0].on_hand, cheese.variants[0].rest), (Some("kg"), Some(13), 845), "together");
    assert_eq!((file.product("ham").variants[0].on_hand, file.product("ham").variants[0].rest), (Some(2), 500), "half a kilo is not lost");
    assert_eq!((file.variants("kit").len(), file.rejected().len()), (1, 0), "what is in a set is no variant: {:?}", file.notes);
    let square = read(
        "Reference Handle,Token,Item Name,Variation Name,SKU,Price,Unit and Precision,Current Quantity T\n#honey,T1,Honey,Regular,H1,12.50,.000 kg,3.500\n",
    );
    assert_eq!(square.product("#honey").unit.as_deref(), Some("kg"), "Square says it behind its decimals");
    assert_eq!(square.product("#honey").variants[0].stock_by_store, [("T".to_owned(), 3_500)], "and counts three and a half");
}

#[test]
fn variants_below_an_empty_title_belong_to_it() {
    let sumup = read("Item name,Variations,Price,Tax rate (%),Category,SKU\nTee,,15.00,,,\nShirt,,,,,\n,S,10.00,,,\n,M,11.00,,,\n");
    assert_eq!(sumup.variants("shirt"), [("S", Some(1000), None), ("M", Some(1100), None)], "SumUp: {:?}", sumup.notes);
    let ebay = read(
        "Action,Custom label (SKU),Title,Relationship,Relationship details,Start price,Quantity\n\
         Add,E1,Hose,,\"Größe=S;M|Farbe=Rot\",,\n,E1-S,,Variation,Größe=S|Farbe=Rot,19.99,3\n,E1-M,,Variation,Größe=M|Farbe=Rot,19.99,1\n",
    );
    assert_eq!(ebay.variants("hose"), [("S · Rot", Some(1999), Some(3)), ("M · Rot", Some(1999), Some(1))], "eBay: {:?}", ebay.notes);
    let old = read(
        "Item number,Title,Variation details,Custom label (SKU),Available quantity,Start price\n1,Shirt,,,5,19.99\n1,,Size=S|Colour=Red,S1,2,19.99\n",
    );
    assert_eq!(old.variants("1"), [("S · Red", Some(1999), Some(2))], "the listing itself is no variant");
}

#[test]
fn wix_options_unfold_and_hidden_variants_stay_out() {
    let head = "handleId,fieldType,name,price,visible,inventory,productOptionName1,productOptionType1,productOptionDescription1,productOptionName2,productOptionType2,productOptionDescription2\n";
    let file = read(&format!(
        "{head}p1,Product,Tee,10,true,InStock,Size,DROP_DOWN,S;M,Color,COLOR,#000000:Black;#fff:White\n\
         p2,Product,Cap,10,true,InStock,Size,DROP_DOWN,S;M,,,\np2,Variant,,,true,3,,,S,,,\np2,Variant,,,false,4,,,M,,,\n"
    ));
    assert_eq!(
        file.variants("p1").iter().map(|v| v.0).collect::<Vec<_>>(),
        ["S · Black", "S · White", "M · Black", "M · White"],
        "all four"
    );
    assert_eq!(file.variants("p2"), [("S", Some(1000), Some(3))], "what is hidden is not for sale");
    let woo = read(
        "ID,Type,SKU,Name,Published,Visibility in catalog,Parent,Regular price,Attribute 1 name,Attribute 1 value(s)\n\
         1,variable,T,Tee,1,visible,,,Size,\"S, M\"\n2,variation,T-S,Tee - S,1,visible,T,10,Size,S\n3,variation,T-M,Tee - M,0,visible,T,10,Size,M\n",
    );
    assert_eq!(woo.variants("1").iter().map(|v| v.0).collect::<Vec<_>>(), ["S"], "WooCommerce as well: {:?}", woo.notes);
}

#[test]
fn big_commerce_and_shopware_say_it_by_number() {
    let big = read(
        "Item,ID,Name,SKU,Options,Inventory Tracking,Current Stock,Price,Retail Price,Sale Price,Brand ID,Categories,Is Visible\n\
         Product,77,Fog,FOG,,variant,0,109.00,120.00,0.00,12,18;23,TRUE\nVariant,78,,FOG-S,Type=Rectangle|Name=Size|Value=Small,,4,,,,,,\n\
         Variant,79,,FOG-L,Type=Rectangle|Name=Size|Value=LargeType=Swatch|Name=Color|Value=Red[#ff0000],,0,99.00,,,,,\n",
    );
    let fog = big.product("77");
    assert_eq!((fog.variants[0].price, fog.variants[0].sale_price), (Some(12_000), Some(10_900)), "the product's price, reduction and all");
    assert_eq!((fog.brand.as_str(), fog.category.as_str(), fog.status), ("", "", Status::Active), "numbers are no names");
    assert_eq!(fog.variants[1].label, "Large · Red", "the next option begins behind a value");
    let ware = read(
        "ordernumber;mainnumber;name;additionalText;price_EK;pseudoprice_EK;active;instock;configuratorOptions;categories\n\
         S1;S1;Hose;M Blau;49,95;59,95;1;10;Größe: M|Farbe: Blau;5|6\nS1.1;S1;Hose;L Blau;49,95;59,95;1;3;Größe: L|Farbe: Blau;5|6\n",
    );
    let hose = ware.product("S1");
    assert_eq!(
        (hose.variants[1].label.as_str(), hose.variants[0].sale_price, hose.category.as_str()),
        ("L · Blau", Some(4995), ""),
        "both"
    );
}

#[test]
fn amazons_own_number_is_no_bar_code() {
    let file =
        read("item-name\tseller-sku\tprice\tquantity\tasin1\tproduct-id-type\tproduct-id\nMug\tM\t5.00\t1\tB00ABCDEFG\t1\tB00ABCDEFG\n");
    assert_eq!((file.facts.format, file.products[0].variants[0].barcode.as_deref()), (Format::Amazon, None), "no scanner reads it");
}
