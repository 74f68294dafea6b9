use crate::{Contact, ContactFile, Format, Rejected, Trouble};

fn open(text: impl AsRef<[u8]>, country: &str) -> Result<ContactFile, Trouble> {
    ContactFile::from_bytes(text.as_ref().to_vec(), Some("contacts.csv"), None, Some(country), None)
}

fn read(text: impl AsRef<[u8]>, country: &str) -> (Format, Vec<Contact>, Vec<Rejected>) {
    let mut file = open(text, country).unwrap_or_else(|trouble| panic!("a contacts file: {trouble} {:?}", trouble.proposal));
    let (mut people, mut refused) = (Vec::new(), Vec::new());
    file.each(|contact| people.push(contact), |row| refused.push(row)).expect("memory does not fail");
    (file.format(), people, refused)
}

/// "name: number number" of each person.
fn said(people: &[Contact]) -> Vec<String> {
    people
        .iter()
        .map(|one| format!("{}: {}", one.name, one.phones.iter().map(|phone| phone.e164[0].as_str()).collect::<Vec<_>>().join(" ")))
        .collect()
}

#[test]
fn google_of_before_2024_is_read() {
    let (format, people, refused) = read(
        "Name,Given Name,Additional Name,Family Name,Yomi Name,Birthday,Notes,Language,Group Membership,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value,Phone 2 - Type,Phone 2 - Value,Organization 1 - Type,Organization 1 - Name,Organization 1 - Title\n\
         Ana Sol,Ana,,Sol,,1985-04-12,Likes blue,fr,* myContacts ::: Friends ::: VIP,* ,ana@example.com ::: a.sol@example.com,Mobile,06 12 34 56 78 ::: +33 7 12 34 56 78,Home Fax,01 23 45 67 89,,Panadería Sol,Chef\n\
         ,,,,,,,,* myContacts,,,,0612345679,,,,,\nBia,Bia,,,,,,,,,bia@example.com,,,,,,,\n",
        "FR",
    );
    assert_eq!(format, Format::Google, "told by its own headers");
    assert_eq!(said(&people), ["Ana Sol: +33612345678 +33712345678", ": +33612345679"], "both numbers of a cell, no fax, no name invented");
    let ana = &people[0];
    assert_eq!((ana.given.as_str(), ana.family.as_str(), ana.company.as_str()), ("Ana", "Sol", "Panadería Sol"), "parts and company");
    assert_eq!(ana.phones[0].label, "Mobile", "the type goes with the value");
    assert_eq!(ana.tags, ["Friends", "VIP"], "without what every contact has");
    assert_eq!(ana.emails, ["ana@example.com", "a.sol@example.com"], "both addresses");
    assert_eq!((ana.language.as_deref(), ana.notes.as_str()), (Some("fr"), "Likes blue"), "language and note");
    assert_eq!((people[1].source_row, refused[0].row, refused[0].code), (3, 4, "no_phone"), "rows as a spreadsheet counts");
}

#[test]
fn google_since_2024_is_read() {
    let (format, people, _) = read(
        "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,Address 1 - Country,Address 1 - Extended Address\n\
         Ana,María,Sol,,,,,,,,Panadería Sol,,, --04-12,,,* myContacts ::: Clientes,* Home,ana@example.com,Mobile,+34 612 34 56 78,Home,\"Calle Mayor 1\nMadrid\",Calle Mayor 1,Madrid,,Madrid,28013,ES,\n",
        "ES",
    );
    assert_eq!(format, Format::Google, "told by its own headers");
    assert_eq!(said(&people), ["Ana María Sol: +34612345678"], "the name of its parts");
    assert_eq!(
        people[0].address.as_ref().map(|a| (a.street.as_str(), a.city.as_str())),
        Some(("Calle Mayor 1", "Madrid")),
        "the address of its parts"
    );
    assert_eq!(people[0].birthday.map(|b| (b.year, b.month, b.day)), Some((None, 4, 12)), "a day without a year");
    assert_eq!(people[0].tags, ["Clientes"], "labels");
}

#[test]
fn outlook_is_read_in_its_languages() {
    let english = "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,Business City,Home Street,Home City,Business Fax,Business Phone,Business Phone 2,Home Phone,Mobile Phone,Other Phone,Pager,Birthday,Categories,E-mail Address,Notes\n\
        Mr.,Jon,,Doe,,Acme,,Boss,1 Work St,Reading,2 Home St,Leeds,,020 7946 0958,,,07700 900123,,,0/0/00,VIP;Clients,jon@example.com,\"two\nlines\"\n";
    let (format, people, _) = read(english, "GB");
    assert_eq!(format, Format::Outlook, "told by its phones");
    assert_eq!(said(&people), ["Jon Doe: +447700900123 +442079460958"], "the mobile first");
    assert_eq!(
        people[0].address.as_ref().map(|a| (a.street.as_str(), a.city.as_str())),
        Some(("2 Home St", "Leeds")),
        "all of one address"
    );
    assert_eq!((people[0].birthday, people[0].tags.join("+")), (None, "VIP+Clients".to_owned()), "Outlook's blank date, its categories");
    assert!(people[0].remarks.is_empty(), "a blank date is no fault: {:?}", people[0].remarks);

    for (what, header, row, country, expected) in [
        (
            "German",
            "Anrede;Vorname;Weitere Vornamen;Nachname;Firma;Fax geschäftlich;Telefon (geschäftlich);Telefon (privat);Mobiltelefon;Geburtstag;Kategorien;E-Mail-Adresse",
            "Herr;Jörg;;Groß;Acme;030 1234560;030 1234567;;0171 1234567;12.4.1985;;j@example.com",
            "DE",
            "Jörg Groß: +491711234567 +49301234567",
        ),
        (
            "French",
            "Titre;Prénom;Nom;Société;Télécopie (bureau);Téléphone (bureau);Téléphone (domicile);Tél. mobile;Anniversaire;Adresse de messagerie",
            "Mme;Renée;Lefèvre;;0123456780;01 23 45 67 89;;06 12 34 56 78;12/04/1985;r@example.com",
            "FR",
            "Renée Lefèvre: +33612345678 +33123456789",
        ),
        (
            "Spanish",
            "Tratamiento;Nombre;Apellidos;Organización;Fax del trabajo;Teléfono del trabajo;Teléfono particular;Teléfono móvil;Dirección de correo electrónico",
            "Sra.;Ana;Núñez;;;912 34 56 78;;612 34 56 78;a@example.com",
            "ES",
            "Ana Núñez: +34612345678 +34912345678",
        ),
        (
            "Spanish since 2010",
            "Nombre;Apellidos;Teléfono del ayudante;Fax del trabajo;Teléfono del trabajo;Particular;Móvil",
            "Ana;Núñez;911111111;912222222;;912 34 56 78;612 34 56 78",
            "ES",
            "Ana Núñez: +34612345678 +34912345678",
        ),
        (
            "Italian",
            "Titolo;Nome;Cognome;Società;Fax ufficio;Ufficio;Abitazione;Cellulare;Indirizzo e-mail",
            "Sig.;Niccolò;Verdi;;;06 1234 5678;;347 123 4567;n@example.com",
            "IT",
            "Niccolò Verdi: +393471234567 +390612345678",
        ),
        (
            "Portuguese",
            "Título;Nome;Apelido;Empresa;Telefone do emprego;Telefone de casa;Telemóvel;Endereço de e-mail",
            "Sr.;João;Sá;;21 123 45 67;;912 345 678;j@example.com",
            "PT",
            "João Sá: +351912345678",
        ),
        (
            "Dutch",
            "Titel;Voornaam;Achternaam;Bedrijf;Telefoon op werk;Telefoon thuis;Mobiele telefoon;E-mailadres",
            "Dhr.;Jan;de Boer;;020 123 4567;;06 12345678;j@example.com",
            "NL",
            "Jan de Boer: +31612345678 +31201234567",
        ),
    ] {
        let text = format!("{header}\r\n{row}\r\n");
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
        for (bytes, coding) in [(text.as_bytes(), "UTF-8"), (&latin, "windows-1252")] {
            let (format, people, _) = read(bytes, country);
            assert_eq!(said(&people)[0].split(" +").next(), expected.split(" +").next(), "{what} in {coding}");
            assert!(said(&people)[0].starts_with(expected), "{what} in {coding}: {:?}, not {expected}", said(&people));
            assert_eq!(format, Format::Outlook, "{what} is Outlook's");
        }
    }
}

#[test]
fn the_exports_of_shops_are_read_and_prove_no_consent() {
    let (format, people, _) = read(
        "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Address1,Default Address Address2,Default Address City,Default Address Province Code,Default Address Country Code,Default Address Zip,Default Address Phone,Phone,Accepts SMS Marketing,Total Spent,Total Orders,Note,Tax Exempt,Tags\n\
         '6543210987654,Ana,Sol,ana@example.com,yes,,Calle 1,,Madrid,M,ES,'28013,612 34 56 78,'+34612345678,no,120.00,3,,no,\"vip, local\"\n",
        "FR",
    );
    assert_eq!(format, Format::Shopify, "told by its own headers");
    assert_eq!(said(&people), ["Ana Sol: +34612345678"], "the row's country reads the local number, and both are one");
    let consent: Vec<_> = people[0].remarks.iter().map(|remark| (remark.code, remark.column.as_str(), remark.text.as_str())).collect();
    assert_eq!(consent, [("consent_without_proof", "Accepts Email Marketing", "yes")], "a yes is a note, a no is nothing");
    assert_eq!(
        (people[0].tags.join("+"), people[0].address.as_ref().map(|a| a.postal_code.clone())),
        ("vip+local".into(), Some("28013".into())),
        "tags and code"
    );

    for (text, country, format, expected) in [
        (
            "Reference ID,First Name,Last Name,Email Address,Phone Number,Nickname,Company Name,Street Address 1,City,State,Postal Code,Birthday,Memo,Square Customer ID,Creation Source,First Visit,Last Visit,Transaction Count,Lifetime Spend,Email Subscription Status,Instant Profile\n,Jon,Doe,j@example.com,'+12125550123,,,,,,,,,ABC123,Directory,,,4,12,subscribed,Yes\n",
            "US",
            Format::Square,
            "Jon Doe: +12125550123",
        ),
        (
            "Customer id,Customer name,Email,Phone,Address,City,Province,Postal code,Country,Customer code,Points balance,Note,First visit,Last visit,Total visits,Total spent\nabc,Jon Doe,,+12125550123,,,,,US,77,12,,,,1,5\n",
            "US",
            Format::Loyverse,
            "Jon Doe: +12125550123",
        ),
        (
            "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,OPTIN_TIME,OPTIN_IP,LEID,EUID,NOTES,TAGS\nj@example.com,Jon,Doe,,2125550123,04/12,2,2024-01-01 10:00:00,1.2.3.4,1,2,,\"\"\"vip\"\"\"\n",
            "US",
            Format::Mailchimp,
            "Jon Doe: +12125550123",
        ),
        (
            "user_email,billing_first_name,billing_last_name,billing_phone,billing_country,billing_city\nj@example.com,Jon,Doe,212-555-0123,US,Reno\n",
            "FR",
            Format::Woocommerce,
            "Jon Doe: +12125550123",
        ),
        (
            "First,Middle,Last,Nickname,Email,Category,Distribution Lists,Messenger ID,Home,Work,Pager,Fax,Mobile,Other,Yahoo Phone,Primary\nJon,,Doe,,j@example.com,,,,,212-555-0124,,,212-555-0123,,,\n",
            "US",
            Format::Yahoo,
            "Jon Doe: +12125550123 +12125550124",
        ),
        (
            "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,Birth Year,Birth Month,Birth Day\nJon,Doe,Jon Doe,,j@example.com,,,,,212-555-0199,,212-555-0123,,1985,4,12\n",
            "US",
            Format::Thunderbird,
            "Jon Doe: +12125550123",
        ),
    ] {
        let (told, people, refused) = read(text, country);
        assert_eq!(told, format, "whose export it is");
        let mut numbers = said(&people);
        numbers.sort();
        assert_eq!(numbers.first().map(String::as_str), Some(expected), "{format:?}: {refused:?}");
    }
}

#[test]
fn any_table_is_read_in_any_language() {
    for (text, country, expected) in [
        ("Name,Phone\nAna Sol,0612345678\n", "FR", "Ana Sol: +33612345678"),
        ("Nom;Prénom;Téléphone\nSol;Ana;06 12 34 56 78\n", "FR", "Ana Sol: +33612345678"),
        ("Nom;Téléphone\nAna Sol;06 12 34 56 78\n", "FR", "Ana Sol: +33612345678"),
        ("NOM COMPLET\tN° de téléphone\nAna Sol\t0612345678\n", "FR", "Ana Sol: +33612345678"),
        ("Client;Portable;Fixe\nAna Sol;0612345678;0123456789\n", "FR", "Ana Sol: +33612345678 +33123456789"),
        ("Nombre,Celular\nAna Sol,55 1234 5678\n", "MX", "Ana Sol: +525512345678"),
        ("Nombre;Apellidos;Móvil\nAna;Sol;612345678\n", "ES", "Ana Sol: +34612345678"),
        ("Nome,Telefone\nAna Sol,(11) 98765-4321\n", "BR", "Ana Sol: +5511987654321"),
        ("Nome;Cognome;Cellulare\nAna;Sol;3471234567\n", "IT", "Ana Sol: +393471234567"),
        ("Nome,DDD,Telefone\nAna Sol,11,98765-4321\n", "BR", "Ana Sol: +5511987654321"),
        ("Nome,DDD,Telefone\nAna Sol,11,(11) 98765-4321\n", "BR", "Ana Sol: +5511987654321"),
        (
            "Nome;DDD Celular;Celular;DDD Fixo;Telefone Fixo\nAna Sol;11;98765-4321;21;3456-7890\n",
            "BR",
            "Ana Sol: +5511987654321 +552134567890",
        ),
        ("Nome,DDI,DDD,Celular\nAna Sol,55,11,987654321\n", "US", "Ana Sol: +5511987654321"),
        ("Nombre,Lada,Teléfono\nAna Sol,55,1234 5678\n", "MX", "Ana Sol: +525512345678"),
        ("Name;Vorwahl;Rufnummer\nAna Sol;030;1234567\n", "DE", "Ana Sol: +49301234567"),
        ("Name,STD Code,Phone\nAna Sol,022,23456789\n", "IN", "Ana Sol: +912223456789"),
        ("Nome;Fisso\nAna Sol;06 12345678\n", "IT", "Ana Sol: +390612345678"),
        ("Vorname;Name;Handynummer\nAna;Sol;0171/1234567\n", "DE", "Ana Sol: +491711234567"),
        ("Naam;Mobiel\nAna Sol;0612345678\n", "NL", "Ana Sol: +31612345678"),
        ("नाम,मोबाइल नंबर\nअना सोल,98765 43210\n", "IN", "अना सोल: +919876543210"),
        ("الاسم,رقم الجوال\nآنا,٠٥٠١٢٣٤٥٦٧\n", "SA", "آنا: +966501234567"),
        ("Customer,Country code,Phone number\nAna Sol,+33,612345678\n", "US", "Ana Sol: +33612345678"),
        ("Customer,Dial code,Mobile\nAna Sol,33,612345678\n", "US", "Ana Sol: +33612345678"),
        ("name,whatsapp\nAna Sol,33612345678\n", "US", "Ana Sol: +33612345678"),
        ("first_name,last_name,phone_number\nAna,Sol,+33612345678\n", "US", "Ana Sol: +33612345678"),
        ("FirstName|LastName|MobilePhone\nAna|Sol|+33612345678\n", "US", "Ana Sol: +33612345678"),
        ("Clients 2024\n\nNom;Téléphone\nAna Sol;06 12 34 56 78\n", "FR", "Ana Sol: +33612345678"),
        (
            "Vorname;Nachname;Tel. privat;Tel. mobil;Tel.-Typ\nAna;Sol;030/1234567;0171-1234567;7654321\n",
            "DE",
            "Ana Sol: +491711234567 +49301234567",
        ),
        ("Name;Phone : mobile;Phone : home\nAna Sol;0612345678;0123456789\n", "FR", "Ana Sol: +33612345678 +33123456789"),
        (
            "First Name,Last Name,E-mail Display Name,Mobile Phone\nAna,Sol,Ana Sol (ana@example.com),0612345678\n",
            "FR",
            "Ana Sol: +33612345678",
        ),
        ("Name,Type,Number\nAna Sol,Mobile,0612345678\nAna Sol,Fax,0123456789\n", "FR", "Ana Sol: +33612345678"),
        ("id,who,reach\n1,Ana Sol,+33 6 12 34 56 78\n2,Bia Sol,+33 6 12 34 56 79\n", "FR", "Ana Sol: +33612345678"),
    ] {
        let (_, people, refused) = read(text, country);
        let said = said(&people);
        assert!(said.first().is_some_and(|one| one == expected), "{text:?} in {country}: {said:?} {refused:?}, not {expected}");
    }
}

#[test]
fn lists_without_a_header_lose_no_first_row() {
    for (text, expected) in [
        ("0612345678\n0612345679\n0612345670\n", vec![": +33612345678", ": +33612345679", ": +33612345670"]),
        ("+33612345678\n+33612345679\n", vec![": +33612345678", ": +33612345679"]),
        ("06 12 34 56 78\r\n06 12 34 56 79\r\n", vec![": +33612345678", ": +33612345679"]),
        ("Ana Sol 0612345678\nBia 06 12 34 56 79\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("0612345678 Ana Sol\n0612345679 Bia\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("Ana Sol: +33 6 12 34 56 78\nBia: 0612345679\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("Ana Sol - 06-12-34-56-78\nBia - 06-12-34-56-79\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("Ana Sol,0612345678\nBia,0612345679\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("0612345678;Ana Sol\n0612345679;Bia\n", vec!["Ana Sol: +33612345678", "Bia: +33612345679"]),
        ("33612345678\n33612345679\n", vec![": +33612345678", ": +33612345679"]),
        ("https://wa.me/33612345678\nhttps://wa.me/33612345679\n", vec![": +33612345678", ": +33612345679"]),
        ("0612345678", vec![": +33612345678"]),
        ("+33612345678, +33612345679\n", vec![": +33612345678", ": +33612345679"]),
        ("0612345678 0612345679\n0612345670 0612345671\n", vec![": +33612345678", ": +33612345679", ": +33612345670", ": +33612345671"]),
        ("Ana 0612345678 / 0123456789\nBia 0612345679\n", vec!["Ana: +33612345678 +33123456789", "Bia: +33612345679"]),
        (
            "- Ana 0612345678\n* Bia: 0612345679 (VIP)\n3. Eva 0612345670\n",
            vec!["Ana: +33612345678", "Bia: +33612345679", "Eva: +33612345670"],
        ),
    ] {
        let (_, people, refused) = read(text, "FR");
        assert_eq!(said(&people), expected, "{text:?}: {refused:?}");
        assert_eq!(people[0].source_row, 1, "the first line is row 1 of {text:?}");
    }
    let (format, people, _) = read("Clients:\n- Ana 0612345678\n- Bia 0612345679\n", "FR");
    assert_eq!(
        (format, said(&people)),
        (Format::List, vec!["Ana: +33612345678".to_owned(), "Bia: +33612345679".to_owned()]),
        "a list below a title"
    );
    let (_, people, refused) = read("Téléphone\n0612345678\nabc\n0612345679\n", "FR");
    assert_eq!((people.len(), refused.len()), (2, 1), "one column with a header");
    assert_eq!(
        (people[1].source_row, refused[0].row, refused[0].code, refused[0].column.as_str()),
        (4, 3, "letters", "Téléphone"),
        "rows and columns are told"
    );
}

#[test]
fn a_table_without_phones_asks_which_column() {
    for text in [
        "Name,Email\nAna,ana@example.com\n",
        "SKU,Price,Stock\nA1,12.50,3\nA2,8.00,1\n",
        "Name,Order number\nAna,2125550123\nBia,2125550124\n",
    ] {
        let trouble = open(text, "FR").err().unwrap_or_else(|| panic!("{text:?} has no phones"));
        assert_eq!(trouble.code, "which_column", "{text:?}");
        let mut mapping = *trouble.proposal.expect("what the columns were taken for");
        let last = mapping.columns.len() - 1;
        mapping.settle(last, Some("phone"));
        assert!(
            ContactFile::from_bytes(text.as_bytes().to_vec(), None, None, Some("US"), Some(mapping)).is_ok(),
            "settled, {text:?} opens"
        );
    }
}

#[test]
fn refused_rows_and_repeated_numbers_are_told_and_reading_repeats() {
    let text = "Name,Phone\nAna,0612345678\nBia,12\nEva,+33 6 12 34 56 78\n\nUma,\nIda,3.36E+10\nAda,0612345679 / 0123456789\n";
    let mut file = open(text, "FR").expect("a table");
    let mut outcomes = Vec::new();
    for _ in 0..2 {
        let (mut people, mut refused) = (Vec::new(), Vec::new());
        let outcome = file.each(|contact| people.push(contact), |row| refused.push(row)).expect("memory does not fail");
        outcomes.push((outcome, people, refused));
    }
    assert_eq!(outcomes[0], outcomes[1], "twice the same");
    let (outcome, people, refused) = &outcomes[0];
    assert_eq!((outcome.contacts, outcome.rejected, outcome.repeated), (3, 3, 1), "all are counted");
    assert_eq!(people[1].same_number_as_row, Some(2), "an earlier row had the number");
    assert_eq!(people[2].phones.len(), 2, "two numbers in a cell are two");
    let told: Vec<_> = refused.iter().map(|row| (row.row, row.code)).collect();
    assert_eq!(told, [(3, "too_short"), (6, "no_phone"), (7, "damaged")], "rows count blank ones");
}

#[test]
fn formats_go_by_their_names() {
    for (name, format) in Format::NAMES {
        assert_eq!((name.parse(), format.name()), (Ok(format), name), "there and back");
    }
    assert_eq!("VCF".parse(), Ok(Format::Vcard), "by what people call it");
    assert_eq!("pdf".parse::<Format>().map_err(|trouble| trouble.code), Err("unknown_format"), "and no other");
}

#[test]
fn what_is_no_contacts_file_is_refused() {
    for (bytes, name, code) in [
        (&b""[..], "a.csv", "empty"),
        (b"  \n \n", "a.vcf", "empty"),
        (b"%PDF-1.7 \x00\x01", "a.pdf", "binary"),
        (b"hello", "a.vcf", "not_contacts"),
    ] {
        let refused = ContactFile::from_bytes(bytes.to_vec(), Some(name), None, Some("FR"), None).err().map(|trouble| trouble.code);
        assert_eq!(refused, Some(code), "{name}");
    }
    let named_wrong =
        ContactFile::from_bytes(b"BEGIN:VCARD\nFN:Ana\nTEL:0612345678\nEND:VCARD\n".to_vec(), Some("a.csv"), None, Some("FR"), None);
    assert_eq!(
        named_wrong.map(|file| file.format()).map_err(|trouble| trouble.code),
        Ok(Format::Vcard),
        "the content decides, not the name"
    );
}
