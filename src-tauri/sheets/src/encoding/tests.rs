//! Texts of many encodings, and those that only look like one.

use super::*;
use std::io::Cursor;

fn detected(bytes: &[u8]) -> Result<&'static str, Trouble> {
    detect(&mut Cursor::new(bytes.to_vec())).map(Letters::name)
}

fn page(letters: Letters, text: &str) -> Vec<u8> {
    if let Some(page) = letters.dos_page() {
        let byte = |letter: char| {
            if letter.is_ascii() {
                letter as u8
            } else {
                page.iter().position(|other| *other == letter).map_or(b'?', |place| place as u8 + 0x80)
            }
        };
        return text.chars().map(byte).collect();
    }
    let Letters::Web(encoding) = letters else { return text.as_bytes().to_vec() };
    encoding.encode(text).0.into_owned()
}

const GERMAN: &str =
    "Bezeichnung;Größe;Preis\nKräutertee süß;groß;4,50 €\nGewürzmühle;Höhe 12 cm;29,00 €\nMüsli für Übernächtigte;klein;3,20 €\n";
const FRENCH: &str = "Désignation;Catégorie;Prix\nThé à la menthe;Épicerie;4,50\nCrème brûlée;Pâtisserie;5,00\nNoël – coffret « rêve »;Fête;39,00\nCafé moulu;Épicerie;7,90\n";
const SPANISH: &str = "Artículo;Categoría;Precio\nJamón ibérico;Charcutería;12,50\nPiñón;Frutos secos;4,90\nMoño de algodón;Señora;3,00\n";
const POLISH: &str = "Nazwa;Kategoria;Cena\nŻółty kubek;Naczynia;12,50\nŚwieca sojowa łąka;Świece;29,00\nCzęść zamienna;Różne;5,00\nPościel bawełniana;Sypialnia;99,00\n";
const RUSSIAN: &str = "Название;Категория;Цена\nЧай зелёный;Напитки;120\nЧашка керамическая;Посуда;350\nХлеб ржаной;Выпечка;60\n";
const GREEK: &str = "Ονομασία;Κατηγορία;Τιμή\nΕλαιόλαδο εξαιρετικό;Τρόφιμα;8,50\nΜέλι θυμαρίσιο;Τρόφιμα;12,00\nΚεραμική κούπα;Σκεύη;9,00\n";
const TURKISH: &str =
    "Ürün adı;Kategori;Fiyat\nÇay bardağı;Mutfak;45,00\nPamuklu şal;Giyim;120,00\nIşıklı gece lambası;Ev;89,90\nŞeker;Gıda;15,00\n";
const JAPANESE: &str = "商品名,カテゴリ,価格\n緑茶のティーバッグ,飲み物,500\n陶器の湯のみ,食器,1200\n手ぬぐい,雑貨,900\n";
const CHINESE: &str = "商品名称,分类,价格\n绿茶茶包,饮料,50\n陶瓷茶杯,餐具,120\n毛巾,日用品,90\n";
const KOREAN: &str = "상품명,분류,가격\n녹차 티백,음료,5000\n도자기 찻잔,식기,12000\n수건,생활용품,9000\n";
const HEBREW: &str = "שם המוצר,קטגוריה,מחיר\nתה ירוק,משקאות,20\nספל קרמיקה,כלים,45\nמגבת כותנה,בית,60\n";
const ARABIC: &str = "اسم المنتج,الفئة,السعر\nشاي أخضر,مشروبات,20\nكوب خزفي,أواني,45\nمنشفة قطنية,المنزل,60\n";

#[test]
fn every_page_is_recognised() {
    use encoding_rs::*;
    for (letters, text) in [
        (Letters::Utf8, GERMAN),
        (Letters::Utf8, JAPANESE),
        (Letters::Web(WINDOWS_1252), GERMAN),
        (Letters::Web(WINDOWS_1252), FRENCH),
        (Letters::Web(WINDOWS_1252), SPANISH),
        (Letters::Web(ISO_8859_15), GERMAN),
        (Letters::Web(MACINTOSH), GERMAN),
        (Letters::Web(MACINTOSH), FRENCH),
        (Letters::Web(MACINTOSH), SPANISH),
        (Letters::Ibm850, SPANISH),
        (Letters::Web(WINDOWS_1250), POLISH),
        (Letters::Web(ISO_8859_2), POLISH),
        (Letters::Web(WINDOWS_1251), RUSSIAN),
        (Letters::Web(KOI8_R), RUSSIAN),
        (Letters::Web(IBM866), RUSSIAN),
        (Letters::Web(WINDOWS_1253), GREEK),
        (Letters::Web(WINDOWS_1254), TURKISH),
        (Letters::Web(SHIFT_JIS), JAPANESE),
        (Letters::Web(EUC_JP), JAPANESE),
        (Letters::Web(GBK), CHINESE),
        (Letters::Web(EUC_KR), KOREAN),
        (Letters::Web(WINDOWS_1255), HEBREW),
        (Letters::Web(WINDOWS_1256), ARABIC),
    ] {
        let bytes = page(letters, text);
        let name = detected(&bytes).expect("a text");
        let read = detect(&mut Cursor::new(bytes.clone())).expect("a text").decode(&bytes);
        assert_eq!(read, letters.decode(&bytes), "{} was taken for {name}", letters.name());
    }
}

#[test]
fn one_accent_is_enough() {
    use encoding_rs::*;
    for text in [
        "sku,name\n1,Café\n",
        "sku,name\n1,Müller\n",
        "sku;name\n1;Jalapeño\n",
        "sku;name\n1;crème\n",
        "a;b\nx;Größe\n",
        "a;b\nGaudí;3\n",
        "a;b\nBlåbær;3\n",
        "a;b\nÉclair;3\n",
        "a;b\nÄpfel;3\n",
    ] {
        for letters in [Letters::Web(WINDOWS_1252), Letters::Web(MACINTOSH), Letters::Utf8] {
            let bytes = page(letters, text);
            let read = detect(&mut Cursor::new(bytes.clone())).expect("a text");
            assert_eq!(read.decode(&bytes), text, "{text:?} in {} was taken for {}", letters.name(), read.name());
        }
    }
}

#[test]
fn sixteen_bits_are_recognised_with_and_without_mark() {
    for text in [GERMAN, RUSSIAN, JAPANESE, "a,b\n1,2\n"] {
        for mark in [true, false] {
            for big in [true, false] {
                let mut bytes: Vec<u8> = Vec::new();
                for unit in mark.then_some(0xfeff).into_iter().chain(text.encode_utf16()) {
                    bytes.extend_from_slice(&if big { unit.to_be_bytes() } else { unit.to_le_bytes() });
                }
                let wanted = if big { "UTF-16BE" } else { "UTF-16LE" };
                assert_eq!(detected(&bytes), Ok(wanted), "{text:?}, mark {mark}, big {big}");
            }
        }
    }
}

#[test]
fn a_late_accent_is_seen() {
    let mut bytes = b"sku,name\n".to_vec();
    for number in 0..300_000 {
        bytes.extend_from_slice(format!("{number},plain\n").as_bytes());
    }
    bytes.extend_from_slice(b"x,caf\xe9\n");
    assert_eq!(detected(&bytes), Ok("windows-1252"), "the accent comes after megabytes");
    let mut sound = "é".repeat(100).into_bytes();
    sound.extend_from_slice(b"\xe9\n");
    assert_eq!(detected(&sound), Ok("UTF-8"), "one foreign byte does not turn a hundred letters over");
    assert_eq!(detected("name\nCafé".as_bytes().get(..9).unwrap_or_default()), Ok("UTF-8"), "the end cut a letter");
}

#[test]
fn what_is_no_text_is_refused() {
    let picture: Vec<u8> = (0..4000_u32).map(|number| (number * 7919 % 251) as u8).collect();
    assert_eq!(detected(&picture).map_err(|trouble| trouble.code), Err("binary"), "noise is not text");
    assert_eq!(detected(b"\xff\xfe\0\0a\0\0\0").map_err(|trouble| trouble.code), Err("encoding"), "UTF-32 is named");
    assert_eq!(detected(b""), Ok("UTF-8"), "nothing is sound");
}

#[test]
fn one_odd_letter_makes_no_other_alphabet() {
    use encoding_rs::*;
    for (letters, text) in [
        (Letters::Web(WINDOWS_1252), "Reference;Designation;Prix\nT20;Tube PVC Ø 20;20,50\nT21;Tube PVC Ø 21;21,50\n"),
        (Letters::Web(WINDOWS_1252), "Reference;Designation;Prix\nT20;Coude Ø 20 90°;20,50\n"),
        (Letters::Web(WINDOWS_1252), "Article;Prix\nL’œuf;2,50\n"),
        (Letters::Web(WINDOWS_1252), "Article;Prix\nBœuf;12,50\nŒufs;13,00\nPâté;4,00\nCœur de bœuf;5,00\n"),
        (Letters::Web(MACINTOSH), "Artikel;Preis\nKäse jung;12,50\nÖl nativ;13,00\n"),
        (Letters::Ibm850, "Artikel;Preis\nKäse;5,00\nÖl;6,00\n"),
        (Letters::Web(MACINTOSH), "Artikel;Preis\nKäse jung;12,50\nÖl nativ;13,00\nMüsli groß;4,00\nFüße;5,00\n"),
    ] {
        let bytes = page(letters, text);
        let read = detect(&mut Cursor::new(bytes.clone())).expect("a text").decode(&bytes);
        assert_eq!(read, letters.decode(&bytes), "{}", letters.name());
    }
}
