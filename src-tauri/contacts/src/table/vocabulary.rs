//! What columns of contacts tables are called, in the languages shops write.
//!
//! The words are the shop's; how a header is compared with them is the sheets' mapper's. `ignored` names columns that
//! would otherwise be taken for something: a fax is no phone, an account name no name. They stand in running text, so
//! that a language's words can be read and mended at a glance.

use std::sync::LazyLock;

use vitrine_sheets::Field;

fn nothing(_: &str) -> bool {
    false
}

/// Whether a value could be a phone number.
pub(super) fn looks_like_phone(text: &str) -> bool {
    let folded = crate::phone::fold(text);
    let digits = folded.bytes().filter(u8::is_ascii_digit).count();
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    (7..=30).contains(&digits) && letters * 2 <= digits && !folded.contains('@') && folded.matches(':').count() != 1
}

fn looks_like_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
}

/// Every field of a contacts table, made once.
pub(super) static FIELDS: LazyLock<Vec<Field>> = LazyLock::new(|| {
    WORDS
        .iter()
        .map(|(name, words)| {
            let words: &'static [&'static str] = words.split(',').map(str::trim).collect::<Vec<_>>().leak();
            match *name {
                "phone" | "whatsapp" => Field { name, words, looks: looks_like_phone, weight_of_looks: 60 },
                "email" => Field { name, words, looks: looks_like_email, weight_of_looks: 90 },
                _ => Field { name, words, looks: nothing, weight_of_looks: 0 },
            }
        })
        .collect()
});

/// A field and the headers it goes by, parted by commas.
const WORDS: [(&str, &str); 29] = [
    (
        "phone",
        "phone, phone number, mobile, mobile phone, mobile number, cell, cell phone, cellphone, telephone, telephone number, tel, tel \
         no, phone no, mobile no, contact number, contact no, number, msisdn, home phone, home phone 2, business phone, business phone \
         2, work phone, other phone, primary phone, car phone, main phone, phone 1, phone 2, phone 3, telephone 1, telephone 2, \
         alternate phone, billing phone, shipping phone, default address phone, customer phone, phone e164, yahoo phone, sms, \
         téléphone, telephone mobile, tel mobile, tél mobile, tel portable, telephone portable, portable, numero, numéro, numero de \
         telephone, num tel, n tel, n telephone, gsm, mobile perso, telephone domicile, telephone bureau, téléphone bureau, téléphone \
         2 bureau, téléphone 2 domicile, autre telephone, telephone principal, tel fixe, fixe, telephone fixe, telefono, teléfono, \
         telefono movil, teléfono móvil, movil, móvil, celular, telefono celular, numero de telefono, numero de celular, telefono \
         particular, teléfono particular, teléfono del trabajo, telefono del trabajo, teléfono 2 del trabajo, telefono principal, otro \
         telefono, telefono de casa, telefono fijo, fijo, contacto, telefone, telemovel, telemóvel, telefone celular, telefone movel, \
         número de telefone, numero de telefone, telefone residencial, telefone comercial, telefone principal, outro telefone, \
         telefone de casa, telefone do emprego, fone, telefono cellulare, cellulare, cell., numero di telefono, telefono casa, \
         telefono abitazione, abitazione, fisso, telefono fisso, tel fisso, cellulare personale, telefono ufficio, ufficio, altro telefono, recapito, recapito telefonico, telefon, \
         telefonnummer, mobiltelefon, handy, handynummer, mobil, mobilnummer, mobiltelefonnummer, rufnummer, telefon privat, telefon \
         (privat), telefon 2 privat, telefon geschäftlich, telefon (geschäftlich), telefon geschaeftlich, telefon 2 geschäftlich, \
         weiteres telefon, haupttelefon, festnetz, telefon mobil, autotelefon, telefoon, telefoonnummer, mobiele telefoon, mobiel, \
         mobiel nummer, gsm nummer, telefoon thuis, telefoon (thuis), telefoon werk, telefoon op werk, andere telefoon, nummer, फ़ोन, \
         फोन, फोन नंबर, फ़ोन नंबर, मोबाइल, मोबाइल नंबर, दूरभाष, संपर्क नंबर, नंबर, الهاتف, هاتف, رقم الهاتف, الجوال, جوال, رقم الجوال, \
         الموبايل, موبايل, رقم الموبايل, المحمول, رقم المحمول, النقال, رقم, الرقم, تليفون, رقم التواصل, telefon komórkowy, numer \
         telefonu, cep telefonu, телефон, номер телефона, мобильный, no hp, nomor telepon, 电话, 手机, 手机号, 電話番号, 携帯電話",
    ),
    ("whatsapp", "whatsapp, whatsapp number, numero whatsapp, whats app, wa id, waid, wa number, whatsapp nummer, واتساب, व्हाट्सएप"),
    (
        "email",
        "email, e mail, email address, e mail address, mail, primary email, secondary email, email 1, email 2, e mail 2 address, e \
         mail 3 address, alternate email 1, alternate email 2, adresse mail, adresse email, courriel, adresse de messagerie, adresse e \
         mail, correo, correo electronico, correo electrónico, dirección de correo electrónico, endereço de e mail, endereco de email, \
         indirizzo e mail, indirizzo email, posta elettronica, e mail adresse, e mailadres, emailadres, e mail adres, ईमेल, البريد \
         الإلكتروني, البريد الالكتروني, billing email, customer email",
    ),
    (
        "name",
        "name, full name, fullname, display name, contact name, customer name, customer, contact, client, client name, recipient, nom, \
         nom complet, nom du client, nom et prenom, nom prenom, prenom nom, prénom et nom, nom affiche, nombre, nombre completo, \
         nombre y apellidos, nombre y apellido, cliente, nombre del cliente, nombre para mostrar, nome, nome completo, nome do \
         cliente, nome e cognome, nome e apelido, nome e sobrenome, nome cliente, nominativo, vollständiger name, kunde, kundenname, \
         vor und nachname, anzeigename, naam, volledige naam, klant, klantnaam, weergavenaam, नाम, पूरा नाम, ग्राहक, ग्राहक का नाम, \
         الاسم, اسم, الاسم الكامل, اسم العميل, العميل, الزبون, имя фамилия, фио, nama, 姓名, 名前, 氏名, imię i nazwisko, ad soyad",
    ),
    (
        "given",
        "first name, given name, firstname, forename, first, fname, prenom, prénom, nombre de pila, primer nombre, nombres, primeiro \
         nome, nome proprio, nome próprio, nome di battesimo, vorname, rufname, voornaam, roepnaam, imie, ad, имя, पहला नाम, प्रथम \
         नाम, الاسم الأول, الاسم الاول, billing first name, customer first name",
    ),
    (
        "middle",
        "middle name, additional name, middle, deuxieme prenom, autre prenom, segundo nombre, nome do meio, segundo nome, secondo \
         nome, weitere vornamen, zweiter vorname, tweede voornaam, middelste naam",
    ),
    (
        "family",
        "last name, family name, surname, lastname, last, lname, nom de famille, apellido, apellidos, primer apellido, sobrenome, \
         apelido, ultimo nome, último nome, cognome, nachname, familienname, zuname, achternaam, nazwisko, soyad, фамилия, उपनाम, \
         अंतिम नाम, कुलनाम, اسم العائلة, الاسم الأخير, اللقب, billing last name, customer last name",
    ),
    (
        "prefix",
        "name prefix, prefix, salutation, title, civilite, civilité, titre, tratamiento, titulo, título, tratamento, titolo, anrede, \
         aanhef, titel",
    ),
    ("suffix", "name suffix, suffix, suffixe, sufijo, sufixo, suffisso, namenszusatz, achtervoegsel"),
    ("nickname", "nickname, nick name, alias, surnom, pseudo, apodo, mote, soprannome, spitzname, bijnaam, الاسم المستعار"),
    (
        "company",
        "company, company name, organization, organisation, organization name, business, business name, employer, societe, société, \
         entreprise, empresa, compania, compañía, negocio, organizacion, organizacao, azienda, societa, società, ditta, firma, \
         unternehmen, bedrijf, bedrijfsnaam, organisatie, कंपनी, الشركة, اسم الشركة, billing company, default address company",
    ),
    (
        "birthday",
        "birthday, birth date, date of birth, dob, birthdate, anniversaire, date de naissance, cumpleanos, cumpleaños, fecha de \
         nacimiento, nacimiento, aniversario, aniversário, data de nascimento, nascimento, compleanno, data di nascita, geburtstag, \
         geburtsdatum, geb datum, verjaardag, geboortedatum, जन्मदिन, जन्म तिथि, عيد الميلاد, تاريخ الميلاد",
    ),
    ("birth_year", "birth year"),
    ("birth_month", "birth month"),
    ("birth_day", "birth day"),
    (
        "notes",
        "notes, note, memo, comment, comments, remark, remarks, description, remarque, remarques, commentaire, commentaires, notas, \
         nota, observaciones, comentarios, observacoes, observações, comentários, osservazioni, commenti, notizen, notiz, bemerkung, \
         bemerkungen, anmerkungen, kommentar, opmerkingen, notities, टिप्पणी, नोट, ملاحظات, ملاحظة, customer note",
    ),
    (
        "tags",
        "tags, tag, labels, label, group membership, groups, group, categories, category, segment, segments, etiquettes, étiquettes, \
         libelles, groupe, groupes, categorie, catégories, etiquetas, grupos, grupo, categorias, categoría, marcadores, etichette, \
         gruppi, gruppo, gruppen, gruppe, kategorien, kategorie, schlagworte, groepen, groep, समूह, टैग, المجموعات, المجموعة, customer \
         group, customer tags",
    ),
    ("language", "language, langue, idioma, lingua, sprache, taal, locale, भाषा, اللغة, customer locale"),
    (
        "street",
        "address, street, street address, address 1, address line 1, street address 1, home street, home address, business street, \
         work address, other street, adresse, rue, adresse 1, direccion, dirección, calle, domicilio, endereco, endereço, morada, rua, \
         indirizzo, via, strasse, straße, anschrift, straat, adres, straße privat, strasse privat, rue domicile, पता, العنوان, الشارع, \
         default address address1, billing address 1, shipping address 1",
    ),
    (
        "city",
        "city, town, home city, business city, work city, other city, ville, localite, ville domicile, ciudad, localidad, poblacion, \
         población, cidade, localidade, citta, città, comune, localita, stadt, ort, wohnort, ort privat, plaats, woonplaats, stad, \
         शहर, المدينة, default address city, billing city, shipping city",
    ),
    (
        "region",
        "state, province, region, county, home state, business state, work state, other state, departement, département, estado, \
         provincia, província, regione, bundesland, kanton, provincie, राज्य, المحافظة, المنطقة, default address province code, \
         billing state, shipping state, state province",
    ),
    (
        "postal_code",
        "postal code, zip, zip code, zipcode, postcode, home postal code, home zipcode, home zip code, business postal code, work \
         zipcode, other postal code, code postal, cp, codigo postal, código postal, cep, cap, codice postale, plz, postleitzahl, \
         postleitzahl privat, पिन कोड, الرمز البريدي, default address zip, billing postcode, shipping postcode",
    ),
    (
        "country",
        "country, country region, country code, home country, home country region, business country, business country region, work \
         country, other country, pays, pays region, pais, país, paese, nazione, land, land region, देश, البلد, الدولة, default address \
         country code, billing country, shipping country, country iso",
    ),
    (
        "calling_code",
        "calling code, dial code, dialing code, dialling code, phone country code, phone code, phone prefix, country prefix, isd code, \
         isd, ddi, indicatif, indicatif pays, prefijo, codigo de pais, código de país, prefixo internacional, prefisso, prefisso \
         internazionale, vorwahl land, landesvorwahl, ländervorwahl, landvorwahl, landnummer, मोबाइल कोड, رمز الدولة, مفتاح الدولة",
    ),
    (
        "area_code",
        "area code, city code, std code, std, ddd, ddd telefone, ddd celular, ddd fixo, ddd fone, codigo de area, código de área, cod \
         area, cód área, caracteristica, característica, lada, clave lada, indicatif regional, prefijo local, prefijo provincial, \
         vorwahl, ortsvorwahl, netzvorwahl, prefisso locale, prefisso urbano, netnummer, एसटीडी कोड, رمز المنطقة, مفتاح المنطقة",
    ),
    (
        "consent",
        "accepts marketing, accepts email marketing, accepts sms marketing, email marketing consent, sms marketing consent, marketing \
         consent, marketing, opt in, optin, optin time, opt in time, sms opt in, whatsapp opt in, whatsapp optin, subscribed, \
         subscription status, email subscription status, newsletter, consent, consentement, accepte le marketing, abonne, \
         consentimiento, acepta marketing, suscrito, consentimento, aceita marketing, consenso, consenso marketing, einwilligung, \
         werbung erlaubt, toestemming, सहमति, موافقة",
    ),
    (
        "fax",
        "fax, fax number, business fax, home fax, other fax, work fax, telecopie, télécopie, telecopie bureau, telecopie domicile, \
         autre telecopie, fax geschaftlich, fax privat, faxnummer, fax del trabajo, fax particular, pager, pager number, telex, isdn, \
         tty tdd phone, radio phone, assistant's phone, assistants phone, company main phone, callback, rnis, telephone societe, \
         telefone da empresa, telefon assistent",
    ),
    ("phone_type", "phone type, type, phone label, type de telephone, tipo de telefono, telefontyp, number type"),
    (
        "ignored",
        "username, user name, user, id, customer id, customer code, reference id, square customer id, external id, contact id, record \
         id, job title, department, birthplace, spouse, manager's name, assistant's name, website, web page, url, total spent, total \
         spend, total orders, orders, orders count, transaction count, lifetime spend, first visit, last visit, last active, date \
         registered, created at, updated at, points balance, tax exempt, gender, account, order number, vat number, siret, nif, cpf, \
         cnpj, iban, file as, account name, yomi name, given name yomi, family name yomi, phonetic first name, phonetic last name, \
         phonetic middle name, photo, initials, short name, maiden name, hobby, occupation, priority, sensitivity, location, mileage, \
         billing information, directory server, subject, member rating, leid, euid",
    ),
];
