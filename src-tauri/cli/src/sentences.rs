//! What the command line says, in English: one sentence with its remedy per code, and short tables.

use serde_json::Value;
use vitrine_core::{Code, Error};

/// A failure in one sentence, with what to do.
pub(crate) fn error(error: &Error) -> String {
    let about = |name: &str| match error.about.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
        None => String::new(),
    };
    match error.code {
        Code::Internal => format!(
            "Something went wrong inside Vitrine ({}). Nothing was changed. Try again; if it stays, report this line.",
            about("detail")
        ),
        Code::NotFound => format!("There is no such {} {}", about("what"), about("path")).trim().to_owned() + ".",
        Code::BadRequest => {
            format!("This request cannot be read: {} {} {}", about("command"), about("field"), about("text")).trim().to_owned()
                + ". See vitrine --help."
        }
        Code::OwnerOnly => "Only the owner may do this. Ask her, or run it with --as and her name.".into(),
        Code::NotAShop => "There is no shop in this folder. Name another with --shop, or make one with vitrine init.".into(),
        Code::ShopExists => "There is already a shop in this folder. Choose another folder.".into(),
        Code::ShopOpen => "This shop is open in another window. Use that one, or close it and try again.".into(),
        Code::KeyringMissing => {
            "The keyring with this shop's key cannot be found. Log in to your desktop, or give --passphrase-file.".into()
        }
        Code::KeyringLocked => "The keyring is locked. Unlock it and try again.".into(),
        Code::WrongKey => "This key does not open the shop. Check the passphrase, or the keyring of the account that made it.".into(),
        Code::NewerDatabase => format!(
            "This shop was last used with a newer Vitrine (data version {}, this program knows {}). Update Vitrine; nothing was changed.",
            about("found"),
            about("known")
        ),
        Code::Damaged => "A file of this shop is damaged. Restore the newest backup; nothing was changed.".into(),
        Code::DiskFull => "The disk is full. Free some space; nothing was lost.".into(),
        Code::Disk => format!("The disk cannot be read or written ({}). Check the folder and its rights.", about("detail")),
        Code::SkuUnknown => format!("No product has the code {}. See vitrine products list.", about("sku")),
        Code::SkuAmbiguous => format!("More than one product has the code {}. Give each its own.", about("sku")),
        Code::NegativeStock => format!("A count cannot be {}. Type what is on the shelf, 0 or more.", about("typed")),
        Code::SoldOut => "The count is already 0. If there is one on the shelf, set the count first.".into(),
        Code::AllHeld => format!("All {} left are kept for customers. To sell one anyway, add --even-if-held.", about("held")),
        Code::BadNumber => format!("This is not a number Vitrine can read: {}{}.", about("text"), about("field")),
        Code::BetweenSteps => {
            format!("This is sold in steps of {}: {} falls between two of them. Type a multiple of {0}.", about("step"), about("text"))
        }
        Code::NameTaken => format!("There is one called “{}” already. Choose another name.", about("name")),
        Code::BadChoices => format!(
            "The choices “{}” cannot be asked so: give them a name, options that differ, and no more to pick than there are.",
            about("group")
        ),
        Code::ChoiceMissing => format!("Choose at least {} of “{}”.", about("least"), about("group")),
        Code::ChoiceTooMany => format!("Choose at most {} of “{}”, each once.", about("most"), about("group")),
        Code::ChoiceGone => format!("“{}” ({}) is not to be had today. Choose another.", about("option"), about("group")),
        Code::StepUnfit => format!(
            "{} of {} are counted, which are no whole steps of {}. Count it to a multiple of {2} first, or choose a finer step.",
            about("quantity"),
            about("name"),
            about("step")
        ),
        Code::WrongFile => match about("why").as_str() {
            "encoding" => "This file is not UTF-8 text. Save it as CSV UTF-8 and try again; nothing was imported.".into(),
            "empty" => "There is no product in this file. Export again with at least one; nothing was imported.".into(),
            _ => {
                "This is not a Shopify product export (it needs the columns Handle, Title and Variant Price). Nothing was imported.".into()
            }
        },
        Code::NothingToUndo => "There is nothing (more) to undo here.".into(),
        Code::TooLateToUndo => "This can no longer be undone by itself: something else has happened since.".into(),
        Code::NobodyWaits => "Nobody waits for this any more.".into(),
        Code::NothingToTell => "There is none left to tell anybody about.".into(),
        Code::NothingToAsk => "There is nothing to ask her any more: it is back, or no longer sold.".into(),
        Code::AlertRunning => "They are already being told about this one.".into(),
        Code::NotConnected => "This shop is not connected to WhatsApp yet. See vitrine connect --help.".into(),
        Code::MetaRefused => format!("Meta refused this (code {}). Check token, ids and permissions.", about("meta_code")),
        Code::MetaUnreachable => "Meta cannot be reached. Check the internet connection; nothing was lost.".into(),
        Code::BadSignature => "This delivery is not signed with the app secret of this shop. It was not stored.".into(),
        Code::TooLarge => "This delivery is larger than 3 MB, which Meta never sends. It was not stored.".into(),
        Code::WindowClosed => "Her 24 hours have passed: only a template can be sent.".into(),
        Code::BadPhone => "This is not a phone number. Write it with + and the country, or as it is dialled locally.".into(),
        Code::Unclear => format!(
            "This is not clear: {}.{}",
            error.about.get("part").and_then(Value::as_str).unwrap_or_default(),
            error.about.get("suggestion").and_then(Value::as_str).map(|s| format!(" Perhaps: {s}")).unwrap_or_default()
        ),
        Code::InUse => "Something still refers to it: stock, orders or people in line. It stays.".into(),
        Code::WhichColumn => format!(
            "No column is known to hold the {}. Say what the columns are: --columns name,phone,- (a dash leaves one out).",
            error.about.get("wanted").and_then(Value::as_str).unwrap_or("phone number")
        ),
        Code::BadMedia => "This file cannot be sent as it is. See vitrine media check FILE.".into(),
        Code::BadAddress => match error.about.get("why").and_then(Value::as_str) {
            Some("not_encrypted") => "This address is neither encrypted nor on your network: use https, or a model on this machine.".into(),
            Some("secrets") => "An address holds no password and no key: use --key-file.".into(),
            _ => "Say where your model is: vitrine model set --address http://localhost:11434/v1 --model NAME".into(),
        },
        Code::BadPicture => "This picture cannot be read. Use a JPEG or PNG.".into(),
        Code::TooLong => format!("This is too long: {} characters, {} allowed.", about("length"), about("limit")),
        Code::SignInFirst => "This shop asks who you are: add --as NAME, and type the PIN.".into(),
        Code::WrongPin | Code::TooManyTries => match about("seconds").as_str() {
            "" | "0" => "That is not the PIN. Try again.".into(),
            seconds => format!("That is not the PIN. Wait {seconds} seconds and try again."),
        },
        Code::BadPin => "A PIN is 4 to 12 digits.".into(),
        Code::SwitchedOff => "This colleague has been switched off. The owner can switch her on again.".into(),
        Code::LastOwner => "A shop needs one owner. Make somebody else the owner first.".into(),
        Code::NotAToken => match about("found").as_str() {
            "number" => "This is a number, not a token. The token begins with EAA; Meta shows it once, under System users.".into(),
            "secret" => "This looks like the app secret. The token begins with EAA; Meta shows it once, under System users.".into(),
            _ => "This is not a token. It begins with EAA; copy all of it.".into(),
        },
        Code::TokenEnds => "This token has ended or ends within three days. Make a permanent one: System users, expiry Never.".into(),
        Code::TokenPermission => format!("This token lacks the permission {}. Make it again with that one ticked.", about("permission")),
        Code::NotASecret => "This is not an app secret: it has 32 characters, 0–9 and a–f. Meta shows it under App settings, Basic.".into(),
        Code::OtherAppsSecret => {
            "This app secret belongs to another app than the token. Take it from the app the token was made for.".into()
        }
        Code::NumberNotSeen => "This token does not see that number. Use its id, not the number; see vitrine connect --look.".into(),
        Code::CallbackUnverified => {
            "Meta did not find this shop at that address. Check that it leads here, then try again; everything else is saved.".into()
        }
        Code::MayNotWrite => format!("She may not be written to now ({}).", about("reason").replace('_', " ")),
        Code::BadSpareKey => match about("word").as_str() {
            "" => "These are not the 24 words of a spare key, in their order. Check each against the page.".into(),
            word => format!("Word {word} is none of the spare key's. Check it against the page."),
        },
        Code::NoFont => "There is no font on this machine to print with. Install one, for example fonts-dejavu-core.".into(),
        Code::Cancelled => "Cancelled. Nothing of it was kept.".into(),
        Code::ImportRunning => format!("{} is being imported. Wait for it to end, or cancel it.", about("file")),
        Code::WhichPlace => {
            // One place, or one on each line.
            let named = about("place");
            let said: Vec<String> = named.lines().map(|name| format!("--place \"{name}=STORE\"")).collect();
            let named = named.lines().map(|name| format!("“{name}”")).collect::<Vec<_>>().join(", ");
            let said = said.join(" ");
            format!(
                "The file counts places that are no stores of this shop: {named}. Say which they are: {said}; STORE is a store's name or number, new, or none."
            )
        }
        Code::BadRates => {
            format!("Row {} is not part of a rate card: it needs the columns Market, Currency and one per category.", about("row"))
        }
    }
}

fn rows(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

fn list<'a>(value: &'a Value, none: &str, line: impl Fn(&'a Value) -> String) -> String {
    let lines: Vec<String> = rows(value).map(line).collect();
    if lines.is_empty() { none.to_owned() } else { lines.join("\n") }
}

pub(crate) fn done(_: &Value) -> String {
    "Done.".into()
}

pub(crate) fn customer(value: &Value) -> String {
    format!("Customer {value}.")
}

pub(crate) fn store(value: &Value) -> String {
    format!("Store {value}.")
}

pub(crate) fn word(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub(crate) fn connected(value: &Value) -> String {
    format!(
        "Connected as {}. Up to {} new people a day.",
        text(value, "display_number"),
        text(value, "tier").trim_start_matches("TIER_").to_lowercase()
    )
}

pub(crate) fn products(value: &Value) -> String {
    list(value, "No products yet. Import some with vitrine products import FILE.", |p| {
        let name = format!("{} {}", text(p, "title"), text(p, "label"));
        let price = p["price_text"].as_str().unwrap_or("on request");
        format!(
            "{:<34} {:<28} {:>12} {:>5} on hand {:>3} kept {:>3} waiting",
            text(p, "retailer_id"),
            name.trim(),
            price,
            quantity(p, "on_hand"),
            quantity(p, "held"),
            p["waiting"]
        )
    })
}

pub(crate) fn found(value: &Value) -> String {
    list(value, "Nothing like it here.", |p| {
        let name = format!("{} {}", text(p, "title"), text(p, "label"));
        format!("{:<34} {:<36} {:>5} on hand", text(p, "retailer_id"), name.trim(), quantity(p, "on_hand"))
    })
}

pub(crate) fn collections(value: &Value) -> String {
    list(value, "No collections yet.", |c| {
        let away = c["away"].as_i64().filter(|away| *away > 0).map(|away| format!(", {away} put away")).unwrap_or_default();
        format!("{:<34} {:<8} {:>5} products{away}", text(c, "name"), text(c, "kind"), c["products"])
    })
}

/// A count of a product's row as one says it: "1.5 kg".
fn quantity(row: &Value, field: &str) -> String {
    said(row, &row[field])
}

fn said(row: &Value, count: &Value) -> String {
    vitrine_core::measure::quantity(count.as_i64().unwrap_or(0), row["step"].as_i64().unwrap_or(1000).max(1), text(row, "unit"))
}

/// An amount in minor units with its currency.
pub(crate) fn amount(minor: i64, digits: u32, currency: &str) -> String {
    let unit = 10_i64.pow(digits);
    if digits == 0 {
        format!("{minor} {currency}")
    } else {
        format!("{}.{:0width$} {currency}", minor / unit, minor % unit, width = digits as usize)
    }
}

pub(crate) fn imports(value: &Value) -> String {
    list(value, "Nothing has been imported yet.", |i| {
        format!(
            "{}  {}  added {}, changed {}, rejected {}{}",
            i["id"],
            text(i, "file_name"),
            i["added"],
            i["changed"],
            i["rejected"],
            if i["undone_at"].is_null() { "" } else { "  (undone)" }
        )
    })
}

pub(crate) fn import(report: &Value) -> String {
    let count = |name: &str| report[name].as_u64().unwrap_or(0);
    let what = if report["stores"].is_u64() {
        format!("{} places", count("stores"))
    } else if report["people"].is_u64() {
        format!("{} people", count("people"))
    } else {
        format!("{} products, {} variants, {} pictures", count("products"), count("variants"), count("pictures"))
    };
    let (added, changed, unchanged) = (count("added"), count("changed"), count("unchanged"));
    let mut out = format!("{what}: {added} new, {changed} changed, {unchanged} unchanged, {} rows rejected.", count("rejected_rows"));
    for place in rows(&report["places"]).filter(|place| place["means"].is_null()) {
        let name = text(place, "name");
        out += &format!("\n  “{name}” is no store of this shop: say which it is with --place \"{name}=STORE\", new or none.");
    }
    for note in rows(&report["rejected"]) {
        out += &format!("\n  row {}: {} {}", note["row"], reason(text(note, "code")), text(note, "text"));
    }
    for note in rows(&report["warnings"]) {
        out += &format!("\n  row {} (used): {} {}", note["row"], reason(text(note, "code")), text(note, "text"));
    }
    match report["import"].as_i64() {
        Some(id) if report["stores"].is_u64() => out + &format!("\nImported. To take it back: vitrine stores undo-import {id}"),
        Some(id) if report["people"].is_u64() => out + &format!("\nImported. To take it back: vitrine customers undo-import {id}"),
        Some(id) => out + &format!("\nImported. To take it back: vitrine products undo-import {id}"),
        None => out + "\nNothing was changed; run it without --dry-run to import.",
    }
}

/// Says in English what each row's code means and what to do, and calls the remarks what they are.
pub(crate) fn explain_rows(report: &mut Value) {
    for list in ["rejected", "notes"] {
        for note in report[list].as_array_mut().into_iter().flatten() {
            note["message"] = Value::from(reason(text(note, "code")));
        }
    }
    report["warnings"] = report["notes"].take();
    if let Some(report) = report.as_object_mut() {
        report.remove("notes");
    }
}

fn reason(code: &str) -> &str {
    match code {
        "no_handle" => "the Handle is empty; give the row its product's handle.",
        "no_title" => "the first row of a product needs a Title.",
        "bad_price" => "this price is not a number; write it like 59.00.",
        "duplicate_sku" => "this SKU stands on an earlier row; give each variant its own.",
        "no_place" => "other rows name their place and this one does not; name the store the count is for.",
        "duplicate_options" => "these options stand on an earlier row of the product.",
        "truncated" => "the row breaks off; export the file again.",
        "bad_quantity" => "this quantity is not a whole number.",
        "negative_stock" => "a count below zero was read as 0.",
        "price_on_request" => "no price: on request.",
        "zero_price" => "a price of 0 was read as on request.",
        "price_from" => "a price that begins somewhere: that price counts.",
        "rounded_price" => "more decimals than the currency has: rounded.",
        "price_by_store" => "prices differ by store: the first counts.",
        "foreign_currency" => "another currency than the shop's: not converted, on request.",
        "bad_cost" => "this cost is not an amount.",
        "bad_sale_price" => "this sale price is not an amount.",
        "bad_date" => "this date cannot be read; write it like 2026-11-24.",
        "sale_not_lower" => "the sale price is not lower: left out.",
        "fractional_quantity" => "part of a piece: rounded down.",
        "shared_stock" => "one count stands for several variants.",
        "shared_sku" => "one SKU stands for several variants.",
        "barcode_check_digit" => "the last digit of this barcode does not fit; look again.",
        "damaged_barcode" => "a spreadsheet has rounded this barcode; export the column as text.",
        "damaged_sku" => "a spreadsheet has rounded this SKU; export the column as text.",
        "unknown_status" => "this status is not known: taken as active.",
        "short_row" => "fewer cells than columns.",
        "section" => "a heading between the rows.",
        "name_missing" => "a place needs a name.",
        "no_phone" => "there is no phone number in this row; add one.",
        "empty" => "there is no number.",
        "too_short" => "too few digits for a phone number; write it whole.",
        "too_long" => "too many digits for a phone number; write it alone.",
        "letters" => "letters among the digits; write the number alone.",
        "no_country" => "a local number without a country; write it with + and the country.",
        "not_a_number" => "this is not a phone number; write it with + and the country.",
        "unknown_range" => "no such number in this country; write it with + and the country.",
        "several" => "several numbers in one cell; give each its own column.",
        "service_number" => "a short or service number, not a person's.",
        "damaged" => "a spreadsheet has rounded the digits away; export the file again with the column as text.",
        "group" => "a group of contacts, not a person.",
        "row_cut" => "the row breaks off; export the file again.",
        "unreadable" => "this entry cannot be read; export the file again.",
        "fax_left_out" => "a fax number was left out.",
        "assistant_left_out" => "an assistant's number was left out.",
        "birthday_unread" => "this birthday cannot be read; write it like 1985-04-12.",
        "consent_without_proof" => "what the file says of marketing proves nothing; she is asked before anything is sent.",
        "no_end" => "the card has no end; it was used as far as it goes.",
        "damaged_text" => "some letters could not be read.",
        "too_many" => "more numbers than a person has; the rest was left out.",
        other => other,
    }
}

pub(crate) fn stock(value: &Value) -> String {
    let mut out = format!(
        "{} {}: {} → {}.",
        text(&value["variant"], "title"),
        text(&value["variant"], "label"),
        said(&value["variant"], &value["change"]["before"]),
        said(&value["variant"], &value["change"]["after"])
    );
    if let Some(waiting) = value["tell"].as_i64() {
        out += &if value["proposed"] == true {
            format!(" {waiting} people wait: the owner sees it in Today.")
        } else {
            format!(" {waiting} people wait: vitrine alert {}", text(&value["variant"], "retailer_id"))
        };
    }
    out
}

pub(crate) fn customers(value: &Value) -> String {
    list(value, "No customers yet.", |c| {
        format!(
            "{:>5}  {:<24} {:<18} {:<4} alerts: {:<10} waits for {}",
            c["id"],
            text(c, "name"),
            c["phone"].as_str().or(c["username"].as_str()).unwrap_or("(no number)"),
            text(c, "language"),
            text(c, "restock"),
            c["waits"]
        )
    })
}

pub(crate) fn waitlist(value: &Value) -> String {
    list(value, "Nobody waits for anything.", |w| {
        format!(
            "{:<34} {:<28} {:>4} waiting, {} on hand",
            text(&w["variant"], "retailer_id"),
            format!("{} {}", text(&w["variant"], "title"), text(&w["variant"], "label")),
            w["waiting"],
            quantity(&w["variant"], "on_hand")
        )
    })
}

pub(crate) fn joined(value: &Value) -> String {
    if value == &Value::Bool(true) { "She is in line.".into() } else { "She was already in line.".into() }
}

pub(crate) fn plan(plan: &Value) -> String {
    let mut out = format!(
        "{} {}: {} waiting · {} pieces · first {} people · {} skipped",
        text(&plan["variant"], "title"),
        text(&plan["variant"], "label"),
        plan["waiting"],
        plan["pieces"],
        plan["first"],
        rows(&plan["skipped"]).count()
    );
    out += &price_and_people(plan);
    out
}

/// What asking those who have waited long would come to.
pub(crate) fn asking_plan(plan: &Value) -> String {
    let head = format!(
        "{} people have waited over 60 days for {} products · {} asked now · {} skipped",
        plan["people"],
        plan["products"],
        plan["first"],
        rows(&plan["skipped"]).count()
    );
    head + &price_and_people(plan)
}

/// Rounds of asking.
pub(crate) fn rounds(value: &Value) -> String {
    list(value, "Nobody has been asked yet.", |r| {
        format!(
            "{:>5}  {:<8} {} asked, {} to go: {} still want it, {} do not, {} not reached",
            r["id"],
            text(r, "state"),
            r["asked"],
            r["to_go"],
            r["yes"],
            r["no"],
            r["lost"]
        )
    })
}

/// The people of a round.
pub(crate) fn asked(value: &Value) -> String {
    list(value, "Nobody was asked.", |p| {
        let said = match p["wants"].as_bool() {
            Some(true) => "still wants it",
            Some(false) => "does not want it",
            None => "has not said",
        };
        format!("{:<24} {:<28} {:<12} {said}", text(p, "name"), text(p, "product"), text(p, "state"))
    })
}

pub(crate) fn stopped(_: &Value) -> String {
    "Stopped. Who has not been asked keeps her place.".into()
}

fn price_and_people(plan: &Value) -> String {
    let mut out = String::new();
    let quote = &plan["quote"];
    match quote["currency"].as_str() {
        Some(currency) => out += &format!(" · {:.2} {currency}", quote["micros"].as_f64().unwrap_or(0.0) / 1e6),
        None => out += " · price unknown",
    }
    if quote["unknown"].as_u64().unwrap_or(0) > 0 {
        out += &format!(" + price unknown for {}", quote["unknown"]);
    }
    for (title, people) in [("skipped", &plan["skipped"]), ("later", &plan["later"])] {
        for person in rows(people) {
            out += &format!("\n  {title}: {} ({})", text(person, "name"), text(&person["reason"], "is").replace('_', " "));
        }
    }
    if let Some(preview) = plan["preview"]["text"].as_str() {
        out += &format!("\nThe first will read: {preview}");
    }
    out
}

pub(crate) fn order(o: &Value) -> String {
    let lines: Vec<String> = rows(&o["lines"])
        .map(|l| match quantity(l, "quantity").as_str() {
            "1" | "1 pair" => text(l, "title").to_owned(),
            quantity => format!("{quantity} × {}", text(l, "title")),
        })
        .collect();
    format!(
        "{:>5}  {:<4}  {:<12} {:<24} {}",
        o["id"],
        text(o, "code"),
        text(o, "state").replace('_', " "),
        text(o, "name"),
        lines.join(", ")
    )
}

pub(crate) fn orders(value: &Value) -> String {
    list(value, "No orders yet.", order)
}

pub(crate) fn outbox(value: &Value) -> String {
    list(value, "Nothing has been sent yet.", |p| {
        let why = rows(&p["verdict"]["reasons"]).last().map(|r| text(r, "is").replace('_', " ")).unwrap_or_default();
        format!(
            "{:>5}  {:<11} {:<10} {:<24} {}{}",
            p["id"],
            text(p, "state").replace('_', " "),
            text(p, "purpose"),
            text(p, "name"),
            why,
            p["error_code"].as_i64().map(|c| format!("  Meta's code {c}")).unwrap_or_default()
        )
    })
}

pub(crate) fn templates(value: &Value) -> String {
    list(value, "No templates yet. Submit one: vitrine templates submit en", |t| {
        format!("{:<20} {:<4} {:<10} {}", text(t, "name"), text(t, "language"), text(t, "status"), text(t, "category"))
    })
}
