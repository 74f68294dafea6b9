//! WooCommerce in its languages.

use super::*;
use crate::{Availability, Status};

#[test]
fn variations_find_their_parents() {
    let file = read(
        "ID,Type,SKU,Name,Published,\"Is featured?\",\"Visibility in catalog\",\"Short description\",Description,\"Date sale price starts\",\"Date sale price ends\",\"In stock?\",Stock,\"Backorders allowed?\",\"Weight (kg)\",\"Sale price\",\"Regular price\",Categories,Tags,Images,Parent,\"Attribute 1 name\",\"Attribute 1 value(s)\",\"Attribute 2 name\",\"Attribute 2 value(s)\",\"Meta: x\"\n\
         10,variable,tee,Tee,1,0,visible,Short,\"Line one\\nLine <b>two</b>\",,,1,,0,0.2,,,\"Clothing, Clothing > Tees, Sale\",\"a, b\",\"https://x.example/1.jpg, https://x.example/2.jpg\",,Colour,\"Blue, Red\",Size,\"S, M\",\n\
         11,\"variation, virtual\",tee-b,Tee - Blue,1,0,visible,,,2025-05-01 00:00:00,2025-05-31 23:59:59,1,5,0,,15,20,,,https://x.example/b.jpg,id:10,Colour,Blue,Size,,\n\
         12,variation,tee-r,Tee - Red,1,0,visible,,,,,0,,0,,,20,,,,tee,Colour,Red,Size,M,\n\
         13,\"simple, downloadable\",mug,Mug,-1,0,visible,,,,,1,,1,,,\"9,50\",Kitchen,,,,Colour,White,,,\n\
         14,external,,Link,1,0,visible,,,,,1,,0,,,30,,,,,,,,,\n",
    );
    assert_eq!(file.facts.format, Format::WooCommerce, "recognised");
    let tee = file.product("10");
    assert_eq!(tee.description, "Line one\nLine two", "line ends are written as two signs");
    assert_eq!((tee.category.as_str(), tee.collections.as_slice()), ("Clothing > Tees", &["Sale".to_owned()][..]), "the deepest category");
    assert_eq!(tee.pictures.len(), 2, "both pictures");
    assert_eq!(
        file.variants("10"),
        [("Blue", Some(2000), Some(5)), ("Red · M", Some(2000), None)],
        "parents named by number or article number"
    );
    let blue = &tee.variants[0];
    assert_eq!(
        (blue.sale_price, blue.sale_from.as_deref(), blue.sale_until.as_deref()),
        (Some(1500), Some("2025-05-01"), Some("2025-05-31")),
        "sale"
    );
    assert_eq!(blue.picture.as_deref(), Some("https://x.example/b.jpg"), "its own picture");
    assert_eq!(tee.variants[1].availability, Some(Availability::OutOfStock), "not there");
    assert_eq!((file.product("13").status, file.variants("13")), (Status::Draft, vec![("", Some(950), None)]), "a draft, not counted");
    assert!(file.rejected().is_empty(), "nothing lost: {:?}", file.notes);
}

#[test]
fn exports_in_other_languages() {
    for (language, text) in [
        (
            "de",
            "ID,Typ,Artikelnummer,Name,Veröffentlicht,\"Ist hervorgehoben?\",\"Sichtbarkeit im Katalog\",Kurzbeschreibung,Beschreibung,Vorrätig?,Bestand,Angebotspreis,\"Regulärer Preis\",Kategorien,Schlagwörter,Bilder,Übergeordnet,\"Attribut 1 Name\",\"Attribut 1 Wert(e)\"\n",
        ),
        (
            "fr",
            "ID,Type,UGS,Nom,Publié,\"Mis en avant ?\",\"Visibilité dans le catalogue\",\"Description courte\",Description,\"En stock ?\",Stock,\"Tarif promo\",\"Tarif régulier\",Catégories,Étiquettes,Images,Parent,\"Nom de l’attribut 1\",\"Valeur(s) de l’attribut 1 \"\n",
        ),
        (
            "es",
            "ID,Tipo,SKU,Nombre,Publicado,\"¿Está destacado?\",\"Visibilidad en el catálogo\",\"Descripción corta\",Descripción,\"¿Existencias?\",Inventario,\"Precio rebajado\",\"Precio normal\",Categorías,Etiquetas,Imágenes,Superior,\"Nombre del atributo 1\",\"Valor(es) del atributo 1\"\n",
        ),
        (
            "it",
            "ID,Tipo,COD,Nome,Pubblicato,\"In primo piano?\",\"Visibilità nel catalogo\",\"Breve descrizione\",Descrizione,\"In stock?\",Magazzino,\"Prezzo in offerta\",\"Prezzo di listino\",Categorie,Tag,Immagine,Genitore,\"Nome dell'attributo 1\",\"Valore(i) dell'attributo 1\"\n",
        ),
        (
            "pt",
            "ID,Tipo,SKU,Nome,Publicado,\"Em destaque?\",\"Visibilidade no catálogo\",\"Descrição curta\",Descrição,\"Em estoque?\",Estoque,\"Preço promocional\",Preço,Categorias,Tags,Imagens,Ascendente,\"Nome do atributo 1\",\"Valores do atributo 1\"\n",
        ),
        (
            "nl",
            "ID,Type,SKU,Naam,Gepubliceerd,\"Is uitgelicht?\",\"Zichtbaarheid in catalogus\",\"Korte beschrijving\",Beschrijving,\"Op voorraad?\",Voorraad,Actieprijs,\"Reguliere prijs\",Categorieën,Tags,Afbeeldingen,Hoofd,\"Attribuut 1 naam\",\"Attribuut 1 waarde(n)\"\n",
        ),
    ] {
        let rows = "1,variable,p,Shirt,1,0,visible,,Text,1,,,,A > B,t,https://x.example/1.jpg,,Farbe,\"Rot, Blau\"\n2,variation,p-r,Shirt - Rot,1,0,visible,,,1,4,\"15,00\",\"20,00\",,,,id:1,Farbe,Rot\n";
        let file = read(&format!("{text}{rows}"));
        assert_eq!(file.facts.format, Format::WooCommerce, "{language} is recognised");
        assert_eq!(file.variants("1"), [("Rot", Some(2000), Some(4))], "{language} is read");
        let shirt = file.product("1");
        assert_eq!(
            (shirt.category.as_str(), shirt.variants[0].sale_price, shirt.tags.len(), shirt.pictures.len()),
            ("A > B", Some(1500), 1, 1),
            "{language} whole"
        );
        assert_eq!(shirt.variants[0].sku.as_deref(), Some("p-r"), "{language}: its article number");
    }
}

#[test]
fn a_variation_without_its_parent_is_still_a_product() {
    let file = read(
        "ID,Type,SKU,Name,\"Regular price\",Parent,\"Attribute 1 name\",\"Attribute 1 value(s)\"\n5,variation,x,Hat - Red,9,gone,Colour,Red\n6,variable,y,Cap,,,Colour,Red\n",
    );
    assert_eq!(file.variants("gone"), [("Red", Some(900), None)], "under what it calls its parent");
    assert_eq!(
        (file.product("gone").title.as_str(), file.variants("6")),
        ("Hat - Red", vec![("", None, None)]),
        "a parent without children is on request"
    );
    assert_eq!(file.remarked(), [(3, "price_on_request")], "and said to be so");
}
