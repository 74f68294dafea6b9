use super::*;

fn all(text: impl AsRef<[u8]>) -> Vec<Result<Contact, Rejected>> {
    read(text.as_ref(), Some("FR")).collect()
}

fn one(text: impl AsRef<[u8]>) -> Contact {
    let mut all = all(text);
    assert_eq!(all.len(), 1, "one card is one outcome");
    all.remove(0).expect("a person")
}

fn numbers(contact: &Contact) -> Vec<&str> {
    contact.phones.iter().filter_map(|phone| phone.e164.first()).map(String::as_str).collect()
}

#[test]
fn an_android_card_of_2_1_is_read() {
    let contact = one("BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=89toile;Ren=C3=A9e;;;\r\n\
        FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Ren=C3=A9e =C3=89toile=\r\n=20Bleue\r\nTEL;CELL;PREF:06 12 34 56 78\r\nTEL;HOME:01 23 45 67 89\r\nTEL;WORK;FAX:01 23 45 67 80\r\n\
        EMAIL;PREF;WORK:Renee@Example.com\r\nPHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\r\n AAAA//==\r\n\r\nBDAY:19850412\r\nEND:VCARD\r\n");
    assert_eq!(contact.name, "Renée Étoile Bleue", "the soft break is taken out");
    assert_eq!((contact.given.as_str(), contact.family.as_str()), ("Renée", "Étoile"), "the parts are told apart");
    assert_eq!(numbers(&contact), ["+33612345678", "+33123456789"], "the mobile first, the fax not at all");
    assert_eq!(contact.phones[0].label, "cell", "a bare parameter is a label");
    assert_eq!(contact.emails, ["renee@example.com"], "an address has no capitals");
    assert_eq!(contact.birthday.map(|b| (b.year, b.month, b.day)), Some((Some(1985), 4, 12)), "a date without dashes");
    assert!(contact.remarks.iter().any(|remark| remark.code == "fax_left_out"), "the fax is told");
}

#[test]
fn an_iphone_card_of_3_0_is_read() {
    let contact = one(
        "BEGIN:VCARD\nVERSION:3.0\nPRODID:-//Apple Inc.//iOS 17.0//EN\nN:Sol;Ana;María,José;Dra.;\nFN:Dra. Ana María José Sol\nORG:Panadería Sol\\, S.L.;Ventas\n\
        item1.TEL;type=pref:+34 612 34 56 78\nitem1.X-ABLabel:Móvil de Ana\nTEL;type=HOME;type=VOICE:912 34 56 78\nitem2.TEL:+34 911 23 45 67\nitem2.X-ABLabel:_$!<HomeFAX>!$_\n\
        BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-12\nNOTE:Primera línea\\nSegunda\\, con coma\\; y punto\nADR;type=HOME;type=pref:;;Calle Mayor 1\\nPiso 2;Madrid;Madrid;28013;España\n\
        CATEGORIES:Clientes,VIP,myContacts\nEND:VCARD\n",
    );
    assert_eq!(contact.name, "Dra. Ana María José Sol", "as she is shown");
    assert_eq!(contact.company, "Panadería Sol, S.L.", "the department is left out, the escaped comma is not");
    assert_eq!(contact.phones[0].label, "Móvil de Ana", "Apple's own label");
    assert_eq!(numbers(&contact)[0], "+34612345678", "with its country");
    assert_eq!(contact.birthday.map(|b| (b.year, b.month, b.day)), Some((None, 4, 12)), "Apple's year for none");
    assert_eq!(contact.notes, "Primera línea\nSegunda, con coma; y punto", "escapes are resolved");
    assert_eq!(contact.tags, ["Clientes", "VIP"], "groups every book has are no tags");
    let address = contact.address.expect("an address");
    assert_eq!(
        (address.street.as_str(), address.city.as_str(), address.postal_code.as_str()),
        ("Calle Mayor 1, Piso 2", "Madrid", "28013"),
        "the parts of an address"
    );
}

#[test]
fn a_card_of_4_0_is_read() {
    let contact = one(
        "BEGIN:VCARD\nVERSION:4.0\nFN:Ana Sol\nN:Sol;Ana;;;\nTEL;VALUE=uri;PREF=1;TYPE=\"voice,cell\":tel:+33-6-12-34-56-78;ext=12\nEMAIL;TYPE=work:ana@example.com\nLANG;PREF=1:fr-CH\n\
        BDAY:--0412\nEND:VCARD",
    );
    assert_eq!(numbers(&contact), ["+33612345678"], "a URI is a number");
    assert_eq!(contact.phones[0].extension.as_deref(), Some("12"), "with its extension");
    assert_eq!(contact.phones[0].label, "cell", "a quoted list of types");
    assert_eq!(contact.language.as_deref(), Some("fr"), "a language is its code");
}

#[test]
fn whatsapp_ids_stand_before_what_was_typed() {
    let contact = one(
        "BEGIN:VCARD\nVERSION:3.0\nN:;Bia;;;\nFN:Bia\nitem1.TEL;type=CELL;waid=558587654321:+55 85 98765-4321\nitem1.X-ABLabel:Celular\nEND:VCARD",
    );
    assert_eq!(contact.phones[0].e164, ["+558587654321", "+5585987654321"], "the id, then its other spelling");
    assert!(contact.phones[0].whatsapp, "the file says so");
    for property in [
        "X-WHATSAPP:+33612345678",
        "IMPP;X-SERVICE-TYPE=WhatsApp;type=HOME:whatsapp:+33612345678",
        "IMPP:whatsapp:33612345678",
        "X-SOCIALPROFILE;type=whatsapp:x-apple:33612345678",
        "URL:https://wa.me/33612345678",
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/vnd.com.whatsapp.profile;33612345678@s.whatsapp.net;WhatsApp;;",
        "TEL;TYPE=WHATSAPP:+33 6 12 34 56 78",
    ] {
        let contact = one(format!("BEGIN:VCARD\nVERSION:3.0\nFN:Ana\n{property}\nEND:VCARD\n"));
        assert_eq!(numbers(&contact), ["+33612345678"], "{property} holds a number");
        assert!(contact.phones[0].whatsapp, "{property} says so");
    }
    let both = one("BEGIN:VCARD\nFN:Ana\nTEL;CELL:0612345678\nX-WHATSAPP:+33612345678\nEND:VCARD\n");
    assert_eq!(both.phones.len(), 1, "one number said twice is one");
    assert_eq!((both.phones[0].label.as_str(), both.phones[0].whatsapp), ("cell", true), "with what both say");
}

#[test]
fn text_is_read_however_it_is_written() {
    let card = |name: &[u8]| [b"BEGIN:VCARD\r\nVERSION:2.1\r\nFN", name, b"\r\nTEL:0612345678\r\nEND:VCARD\r\n"].concat();
    for (name, expected) in [
        (&b":Ren\xE9e"[..], "Renée"),
        (b";CHARSET=ISO-8859-1:Ren\xE9e", "Renée"),
        (b";CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Ren=E9e", "Renée"),
        (b";ENCODING=QUOTED-PRINTABLE:Ren=E9e", "Renée"),
        (b";QUOTED-PRINTABLE;CHARSET=utf-8:Ren=C3=A9e", "Renée"),
        (b";CHARSET=UTF-8;ENCODING=quoted-printable:Ren=c3=a9e", "Renée"),
        (b":Ren=C3=A9e", "Renée"),
        (b";CHARSET=UTF-8:Ren\xE9e", "Renée"),
        (b";CHARSET=windows-1251:\xC0\xED\xED\xE0", "Анна"),
        (b";CHARSET=SHIFT_JIS:\x89\xD4\x8E\x71", "花子"),
        (b";CHARSET=UTF-8;ENCODING=BASE64:UmVuw6ll", "Renée"),
        (b";ENCODING=b;CHARSET=UTF-8:UmVuw6ll", "Renée"),
        (b":\xF0\x9F\x8C\xB8 Ren\xC3\xA9e", "🌸 Renée"),
        (b":=)", ""),
        (b":1+1=2 Ana", "1+1=2 Ana"),
    ] {
        assert_eq!(one(card(name)).name, expected, "{}", String::from_utf8_lossy(name));
    }
}

#[test]
fn lines_are_read_whatever_ends_and_folds_them() {
    let card = "BEGIN:VCARD\nVERSION:3.0\nFN:Ana So\n l\nTEL;TYPE=CELL:+3361234\n\t5678\nEND:VCARD\n";
    for (what, text) in [
        ("CR LF", card.replace('\n', "\r\n")),
        ("CR", card.replace('\n', "\r")),
        ("CR CR LF", card.replace('\n', "\r\r\n")),
        ("LF", card.to_owned()),
    ] {
        let contact = one(&text);
        assert_eq!(contact.name, "Ana Sol", "folds with {what}");
        assert_eq!(numbers(&contact), ["+33612345678"], "a folded number with {what}");
    }
    let inside = b"BEGIN:VCARD\r\nFN:Ren\xC3\r\n \xA9e\r\nTEL:0612345678\r\nEND:VCARD";
    assert_eq!(one(inside).name, "Renée", "a fold inside a letter");
    let wide: Vec<u8> = [0xFF, 0xFE]
        .into_iter()
        .chain("BEGIN:VCARD\r\nFN:Renée\r\nTEL:0612345678\r\nEND:VCARD\r\n".encode_utf16().flat_map(u16::to_le_bytes))
        .collect();
    assert_eq!(one(&wide).name, "Renée", "UTF-16 with its mark");
    assert_eq!(one(&wide[2..]).name, "Renée", "UTF-16 without it");
    let big: Vec<u8> = "BEGIN:VCARD\r\nFN:Renée\r\nTEL:0612345678\r\nEND:VCARD\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    assert_eq!(one(&big).name, "Renée", "the other way round");
    assert_eq!(one("\u{FEFF}BEGIN:VCARD\nFN:Ana\nTEL:0612345678\nEND:VCARD").name, "Ana", "UTF-8 with a mark");
}

#[test]
fn soft_breaks_of_every_make_are_joined() {
    let head = "BEGIN:VCARD\r\nVERSION:2.1\r\n";
    let tail = "\r\nTEL;CELL:0612345678\r\nEND:VCARD\r\n";
    for (what, body, expected) in [
        ("plain", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=\r\n=A9e", "Renée"),
        ("space kept", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=A9e=\r\n Sol", "Renée Sol"),
        ("no mark at all", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren\r\n=C3=A9e", "Renée"),
        ("folded besides", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren\r\n =C3=A9e", "Renée"),
        ("blank line between", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=\r\n\r\n=A9e", "Renée"),
        ("a break nobody answers", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=A9e=", "Renée"),
        ("spaces after the mark", "FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:Ren=C3=  \r\n=A9e", "Renée"),
    ] {
        let contact = one(format!("{head}{body}{tail}"));
        assert_eq!(contact.name, expected, "{what}");
        assert_eq!(numbers(&contact), ["+33612345678"], "{what}: the number after it stands");
    }
}

#[test]
fn broken_files_lose_nobody() {
    let missing = all(
        "BEGIN:VCARD\nFN:Ana\nTEL:0612345678\nBEGIN:VCARD\nFN:Bia\nTEL:0612345679\nEND:VCARD\n\nEND:VCARD\nBEGIN:VCARD\nFN:Eva\nTEL:0612345670\n",
    );
    let names: Vec<String> = missing.iter().map(|read| read.as_ref().expect("a person").name.clone()).collect();
    assert_eq!(names, ["Ana", "Bia", "Eva"], "an end that is missing, one too many, and none at the end of the file");
    assert!(missing[0].as_ref().is_ok_and(|ana| ana.remarks.iter().any(|remark| remark.code == "no_end")), "a missing end is told");
    assert_eq!(missing[2].as_ref().map(|eva| eva.source_row), Ok(3), "cards are counted");

    let agent = all("BEGIN:VCARD\nFN:Ana\nAGENT:\nBEGIN:VCARD\nFN:Bia\nTEL:0612345679\nEND:VCARD\nTEL:0612345678\nEND:VCARD\n");
    assert_eq!(agent.len(), 1, "an agent is not the person");
    assert_eq!(agent[0].as_ref().map(|ana| numbers(ana)), Ok(vec!["+33612345678"]), "and her number is not hers");

    let cut = all("BEGIN:VCARD\nFN:Ana\nTEL:0612345678\nEND:VCARD\nBEGIN:VCARD\nFN:Bia\nTEL:+4930123456\nTEL:+49301234");
    assert_eq!(cut[1].as_ref().map(|bia| numbers(bia)), Ok(vec!["+4930123456"]), "half a number is not taken");

    let stray = one("BEGIN:VCARD\nFN:Ana\nNOTE:first\nsecond line\nthird: line?\nTEL:0612345678\nEND:VCARD\n");
    assert!(stray.notes.starts_with("first\nsecond line"), "a note broken without folds goes on: {}", stray.notes);
    let photo = one("BEGIN:VCARD\nFN:Ana\nPHOTO;ENCODING=BASE64;JPEG:AAAA\nBBBB\nCCCC==\n\nTEL:0612345678\nEND:VCARD\n");
    assert_eq!(numbers(&photo), ["+33612345678"], "a picture without folds ends");
    let indented = one("  BEGIN:VCARD\nFN:Ana\nTEL:0612345678\n  END:VCARD  \n");
    assert_eq!(indented.name, "Ana", "marks may be indented");
    let thunderbird = one(
        "begin:vcard\r\nfn:Ana Sol\r\nn:Sol;Ana\r\nemail;internet:ana@example.com\r\ntel;cell:0612345678\r\nx-mozilla-html:FALSE\r\nversion:2.1\r\nend:vcard\r\n\r\n",
    );
    assert_eq!((thunderbird.name.as_str(), numbers(&thunderbird)), ("Ana Sol", vec!["+33612345678"]), "small letters all through");
}

#[test]
fn who_cannot_be_written_to_is_refused_with_the_reason() {
    for (card, code, column) in [
        ("BEGIN:VCARD\nFN:Ana\nEMAIL:ana@example.com\nEND:VCARD", "no_phone", "TEL"),
        ("BEGIN:VCARD\nFN:Ana\nTEL:123\nEND:VCARD", "service_number", "TEL"),
        ("BEGIN:VCARD\nFN:Ana\nTEL:abc\nEND:VCARD", "letters", "TEL"),
        ("BEGIN:VCARD\nFN:Ana\nTEL;FAX:0123456789\nEND:VCARD", "fax_left_out", "TEL"),
        ("BEGIN:VCARD\nVERSION:4.0\nKIND:group\nFN:Friends\nMEMBER:urn:uuid:1\nEND:VCARD", "group", "KIND"),
        ("BEGIN:VCARD\nX-ADDRESSBOOKSERVER-KIND:group\nFN:Friends\nEND:VCARD", "group", "KIND"),
        ("BEGIN:VCARD\nEND:VCARD", "no_phone", "TEL"),
    ] {
        let refused = all(card).remove(0).expect_err(card);
        assert_eq!((refused.code, refused.column.as_str(), refused.row), (code, column, 1), "{card}");
    }
}

#[test]
fn several_numbers_and_names_in_odd_places_are_found() {
    let several = one("BEGIN:VCARD\nFN:Ana\nTEL:0612345678 / 0123456789\nEND:VCARD");
    assert_eq!(numbers(&several), ["+33612345678", "+33123456789"], "two numbers in one property");
    let company = one("BEGIN:VCARD\nVERSION:3.0\nN:;;;;\nFN:\nORG:Panadería Sol;\nTEL;TYPE=WORK:0123456789\nX-ABShowAs:COMPANY\nEND:VCARD");
    assert_eq!((company.name.as_str(), company.company.as_str()), ("Panadería Sol", "Panadería Sol"), "a company is called by its name");
    let nick = one("BEGIN:VCARD\nNICKNAME:Nana\nTEL:0612345678\nEND:VCARD");
    assert_eq!(nick.name, "Nana", "a nickname is a name");
    let nameless = one("BEGIN:VCARD\nFN:+33 6 12 34 56 78\nTEL:+33 6 12 34 56 78\nEND:VCARD");
    assert_eq!(nameless.name, "", "a number is no name");
    let samsung = one(
        "BEGIN:VCARD\nVERSION:2.1\nN:;Ana;;;\nFN:Ana\nTEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=4D=C3=B3vil):0612345678\nEND:VCARD",
    );
    assert_eq!(numbers(&samsung), ["+33612345678"], "Samsung's own kind of label");
}

#[test]
fn anything_at_all_is_read_without_panic() {
    for text in [
        "",
        "BEGIN:VCARD",
        "BEGIN:VCARD\n:\n;\n=\nEND:VCARD",
        "\r\r\r",
        "BEGIN:VCARD\nTEL\nTEL:\nTEL;:\nN:\\\nFN;ENCODING=BASE64:!!!\nFN;ENCODING=QUOTED-PRINTABLE:=\n",
        "PK\u{3}\u{4}",
    ] {
        let _ = all(text);
    }
    let mut seed = 7_u64;
    let alphabet = b"BEGIN:VCARD\nEND;=TEL0123456789 \r\t\"\\,.\xC3\xA9\x00";
    for _ in 0..2_000 {
        let mut bytes = b"BEGIN:VCARD\n".to_vec();
        for _ in 0..80 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            bytes.push(alphabet[(seed >> 33) as usize % alphabet.len()]);
        }
        let _ = all(&bytes);
    }
}
