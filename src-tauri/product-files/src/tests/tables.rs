//! Lists that shops keep themselves.

use super::*;

#[test]
fn lists_in_many_languages() {
    for (language, text) in [
        ("en", "Product,SKU,Price,Stock,Barcode\nMug,M-1,9.50,4,4006381333931\nPlate,P-1,12.00,0,\n"),
        ("de", "Artikelbezeichnung;Artikelnummer;Verkaufspreis;Lagerbestand;EAN\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
        ("fr", "Désignation;Référence;Prix de vente TTC;Quantité;Code-barres\nMug;M-1;9,50 €;4;4006381333931\nPlate;P-1;12,00 €;0;\n"),
        ("es", "Nombre;Código;Precio;Existencias;Código de barras\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
        ("pt", "Produto;Código;Preço de venda;Estoque;Código de barras\nMug;M-1;R$ 9,50;4;4006381333931\nPlate;P-1;R$ 12,00;0;\n"),
        ("it", "Titolo;Codice;Prezzo;Giacenza;Codice a barre\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
        ("nl", "Omschrijving kort;Artikelnummer;Verkoopprijs;Voorraad;Streepjescode\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
        ("hi", "नाम,कोड,कीमत,स्टॉक,बारकोड\nMug,M-1,9.50,4,4006381333931\nPlate,P-1,12.00,0,\n"),
        ("ar", "اسم المنتج,رمز المنتج,السعر,الكمية,الباركود\nMug,M-1,9.50,4,4006381333931\nPlate,P-1,12.00,0,\n"),
        ("tr", "Ürün adı;Stok kodu;Satış fiyatı;Miktar;Barkod\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
        ("pl", "Nazwa;Indeks;Cena brutto;Ilość;Kod EAN\nMug;M-1;9,50 zł;4;4006381333931\nPlate;P-1;12,00 zł;0;\n"),
        ("ru", "Наименование;Артикул;Цена;Остаток;Штрихкод\nMug;M-1;9,50;4;4006381333931\nPlate;P-1;12,00;0;\n"),
    ] {
        let file = read(text);
        assert_eq!(file.facts.format, Format::Table, "{language}");
        let mug = file.product("M-1");
        assert_eq!((mug.title.as_str(), file.variants("M-1")), ("Mug", vec![("", Some(950), Some(4))]), "{language}: {:?}", file.facts);
        assert_eq!(mug.variants[0].barcode.as_deref(), Some("4006381333931"), "{language}");
        assert_eq!(file.variants("P-1"), [("", Some(1200), Some(0))], "{language}");
    }
}

#[test]
fn sizes_and_colours_make_variants() {
    let file = read("Model,Product,Colour,Size,Price,Qty Shop A,Qty Shop B\nT1,Tee,Blue,S,20,1,2\nT1,Tee,Blue,M,20,0,\nT2,Cap,Red,,9,,1\n");
    assert_eq!(
        file.variants("T1"),
        [("Blue · S", Some(2000), Some(3)), ("Blue · M", Some(2000), Some(0))],
        "one product: {:?}",
        file.facts
    );
    assert_eq!(
        file.product("T1").variants[0].stock_by_store,
        [("Shop A".to_owned(), 1_000), ("Shop B".to_owned(), 2_000)],
        "each store by its name"
    );
    let untied = read("Name;Farbe;Preis\nTasse;rot;5\nTasse;blau;6\nTeller;;7\n");
    assert_eq!(untied.variants("tasse"), [("rot", Some(500), None), ("blau", Some(600), None)], "the title ties rows together");
    assert_eq!(untied.variants("teller"), [("", Some(700), None)], "a plain one among them");
}

#[test]
fn rows_that_are_alike_by_chance_stay_apart() {
    let models = read("Brand,Model,Name,Price\nA,X1,Phone,100\nA,X1,Case for X1,10\n");
    assert_eq!(models.summary.products, 2, "a model does not tie rows that nothing tells apart: {:?}", models.facts);
    let numbered = read("No,Name,Price\n1,Mug,5\n2,Plate,6\n1,Fork,2\n");
    assert_eq!(
        numbered.products.iter().map(|p| p.handle.as_str()).collect::<Vec<_>>(),
        ["mug", "plate", "fork"],
        "numbers of rows are no names"
    );
    let twice = read("Name,SKU,Price\nMug,M,5\nCup,m,6\nMug,M,5\n");
    assert_eq!(twice.rejected(), [(3, "duplicate_sku"), (4, "duplicate_sku")], "an article number is there once");
    assert_eq!(read("Name,Price\nMug,5\nMug,6\n").rejected(), [(3, "duplicate_options")], "so is a name without one");
}

#[test]
fn one_number_for_all_sizes_is_the_products() {
    let file = read("REF,TITOLO,Coste,Precio,Talla\nA1,Camisa,5,\"12,50\",S\nA1,Camisa,5,\"12,50\",M\nA1,Camisa,5,\"12,50\",L\n");
    assert_eq!(file.variants("camisa").iter().map(|v| v.0).collect::<Vec<_>>(), ["S", "M", "L"], "no size is lost");
    assert_eq!(file.remarked(), [(3, "shared_sku"), (4, "shared_sku")], "the number stays with the first");
    let columns = read("Item,Retail,Cost Price,Bar Code,Min Stock,Qty Main St\nSoap,$3.50,$1.20,,5,4\n");
    assert_eq!(columns.variants("soap"), [("", Some(350), Some(4))], "a lower limit is no stock: {:?}", columns.facts);
}

#[test]
fn titles_above_and_sections_within() {
    let file = read(
        "Price list 2025,,,\n,,,\nName,Description,Price,Unit\nDRINKS,,,\nTea,green,3.50,cup\nMilk,,2.00,l\nCAKES,,,\nTart,,4.00,piece\n",
    );
    assert_eq!(file.product("tea").category, "DRINKS", "a line of its own heads a section: {:?}", file.facts);
    assert_eq!(
        (file.product("tart").category.as_str(), file.product("tart").unit.as_deref()),
        ("CAKES", Some("piece")),
        "and the next one"
    );
    assert_eq!(file.remarked(), [(4, "section"), (7, "section")], "both are said");
}

#[test]
fn the_step_something_is_sold_in_is_read() {
    let file = read("Title;Price;Unit;Step\nCheese;24,00;kg;0,1\nMug;5,00;piece;\n");
    assert_eq!(file.product("cheese").step.as_deref(), Some("0.1"), "in units, whatever the decimal mark");
    assert_eq!(file.product("mug").step, None, "an empty cell says nothing");
}

#[test]
fn without_a_title_the_owner_is_asked() {
    let trouble = try_with(b"A1,B1,Preis\n1,2,5.00\n3,4,6.00\n", &options("EUR", 2)).err().expect("refused");
    assert_eq!((trouble.code, trouble.detail.as_str()), ("which_column", "title"), "no column is the title");
    let headless =
        try_with(b"Espresso\t2,50\nCappuccino\t3,20\n", &options("EUR", 2)).err().and_then(|trouble| trouble.mapping).expect("asked");
    assert_eq!(headless.columns[0].field.as_deref(), Some("title"), "without any header the names are proposed by their looks");
    let mut mapping = *trouble.mapping.expect("carries the proposal");
    assert_eq!(mapping.columns[2].field.as_deref(), Some("price"), "what is known is proposed");
    mapping.settle(0, Some("title"));
    let settled =
        try_with(b"A1,B1,Preis\n1,2,5.00\n3,4,6.00\n", &ReadOptions { mapping: Some(mapping), ..options("EUR", 2) }).expect("reads");
    assert_eq!(settled.variants("3"), [("", Some(600), None)], "the answer is followed");
}

#[test]
fn other_lists_are_refused() {
    for (bytes, code, why) in [
        (&b"\x89PNG\r\n\x1a\n\0\0"[..], "binary", "a picture"),
        (b"Name,Phone\nA,1\n", "not_products", "a list of people"),
        (b"Name,Company,Notes\nA,B,c\n", "not_products", "a list of firms"),
        (b"Store ID,Name,Address,latitude\n1,Shop,Street,25.765\n", "not_products", "places on a map"),
        (b"First name,Last name,Email\nA,B,a@b.example\n", "not_products", "another"),
        (b"Name,Address,City,Postcode\nShop,Street 1,Town,1000\n", "not_products", "a list of places"),
        (b"", "empty", "an empty file"),
        (b"Handle,Title,Variant Price\n", "no_rows", "a header alone"),
        (b"<?xml version=\"1.0\"?><note><to>x</to></note>", "not_a_table", "a document"),
    ] {
        assert_eq!(refused(bytes), Some(code), "{why} is not a product file");
    }
}

#[test]
fn a_list_of_codes_and_counts_needs_no_names() {
    let file = read("SKU;Stock\nM-1;4\nP-1;0\n");
    assert_eq!(file.variants("M-1"), [("", None, Some(4))], "the code says of what");
    assert!(!file.facts.fields.contains(&"title".to_owned()), "and no name is spoken of: {:?}", file.facts.fields);
    let scanned = read("Barcode,Qty Main St,Qty Kiosk\n4006381333931,4,1\n");
    assert_eq!(scanned.products[0].variants[0].stock_by_store.len(), 2, "by store too");
}

#[test]
fn a_row_for_each_place_counts_for_that_place() {
    let file = read("SKU,Product,Price,Store,Stock\nM-1,Mug,5,Main St,4\nM-1,Mug,5,Kiosk,2\nP-1,Plate,7,Kiosk,3\n");
    assert_eq!(file.variants("M-1"), [("", Some(500), Some(6))], "one mug, counted at two places: {:?}", file.notes);
    assert_eq!(
        file.product("M-1").variants[0].stock_by_store,
        [("Main St".to_owned(), 4_000), ("Kiosk".to_owned(), 2_000)],
        "each place has its own"
    );
    assert_eq!(file.product("P-1").variants[0].stock_by_store, [("Kiosk".to_owned(), 3_000)], "and what is at one place alone is there");
    let cheese = read("SKU,Product,Unit,Store,Stock\nC-1,Comté,kg,Main St,4.5\nC-1,Comté,kg,Kiosk,0.75\n");
    let comte = &cheese.product("C-1").variants[0];
    assert_eq!(comte.stock_by_store, [("Main St".to_owned(), 4_500), ("Kiosk".to_owned(), 750)], "parts of a kilo as well");
    assert_eq!((comte.on_hand, comte.rest), (Some(5), 250), "together five and a quarter: {:?}", cheese.notes);
    let counts = read("Artikelnummer;Lagerort;Bestand\nM-1;Laden;4\nM-1;Keller;2\n");
    assert_eq!(counts.products[0].variants[0].stock_by_store.len(), 2, "a list of codes and counts as well: {:?}", counts.facts);
    let sized = read("Nom;Taille;Magasin;Quantité;Prix\nRobe;S;Centre;1;30\nRobe;S;Gare;2;30\nRobe;M;Gare;5;30\n");
    assert_eq!(sized.variants("robe"), [("S", Some(3000), Some(3)), ("M", Some(3000), Some(5))], "sizes too: {:?}", sized.notes);
}

#[test]
fn a_shelf_is_no_store() {
    let file = read("SKU,Product,Price,Location,Stock\nM-1,Mug,5,A-12,4\nP-1,Plate,7,B-03,3\n");
    assert_eq!(file.variants("M-1"), [("", Some(500), Some(4))], "the count stands");
    assert!(file.product("M-1").variants[0].stock_by_store.is_empty(), "nothing stands at two places: these are shelves");
    assert!(!file.facts.fields.contains(&"location".to_owned()), "and the file says nothing of stores: {:?}", file.facts.fields);
}

#[test]
fn a_place_told_twice_or_not_at_all_is_said() {
    let file = read("SKU,Product,Price,Store,Stock\nM-1,Mug,5,Main St,4\nM-1,Mug,6,Kiosk,2\nM-1,Mug,5,main st,9\nM-1,Mug,5,,1\n");
    assert_eq!(file.rejected(), [(4, "duplicate_sku"), (5, "no_place")], "neither is added to what is not its own: {:?}", file.notes);
    assert_eq!(file.remarked(), [(3, "price_by_store")], "a price of one place alone is said, not taken");
    assert_eq!(file.variants("M-1"), [("", Some(500), Some(6))], "what was clear is there");
}
