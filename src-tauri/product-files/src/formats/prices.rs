//! Which of a list's prices is which.
//!
//! A header alone often does not say: "Netto" is a price beside "Brutto", "Achat" is what the shop pays beside "Vente", and
//! "RRP" is the price of a thing unless "Our price" stands beside it. So the columns that hold amounts are looked at
//! together, after the vocabulary has had its say, and roles are given out only where two of them make sense of each other.

use vitrine_sheets::{Column, Mapping, Row, number};

use super::vocabulary::is_money;
use crate::recipe::unit_word;
use crate::words::fold;

/// What a price is, by its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// What the shop pays.
    Cost,
    /// Without tax.
    Net,
    /// With tax.
    Gross,
    /// What was asked before.
    Was,
    /// What is asked now, or for a while.
    Now,
    /// What the maker or a list recommends.
    List,
    /// What is asked, said outright beside what is paid.
    Sell,
    /// Simply the price.
    Plain,
}

/// Words for a price, and those that change nothing about one.
const BASE: &str = "price prices preis preise prix precio precios preco prezzo prijs prijzen cena fiyat tarif tarifs tarifa rate unit unitaire \
                    unitario pu p u eur euro euros usd gbp chf per the de d di do da цена harga amount montant base normal normale normaler regular reguliere regulier initial standard full pieno voller";
const COST: &str = "cost costs buy buying bought purchase achat achats einkauf einkaufs einkaufspreis ek compra acquisto inkoop inkoopprijs pa \
                    wholesale cp закупка закупочная закуп alis beli costo coste cout custo kosten";
const NET: &str = "ht htva net netto neto excl excluding exkl ex zzgl ohne sin senza sem hors";
const GROSS: &str = "ttc tvac brutto bruto gross incl including inc inkl inklusive con com avec mit ivato";
const WAS: &str =
    "was before old alt alter vorher bisher avant ancien anterior antes prima vecchio van oud oude stara старая barre tachado";
const NOW: &str = "now after new neu neuer jetzt nachher apres nouveau ahora despues agora depois ora dopo nuovo nieuw nieuwe nu voor our promo \
                   promotion oferta offer sale angebot angebotspreis aktion aktionspreis solde soldes remise special offerta scontato saldo saldi por \
                   aanbieding actie actieprijs новая";
const LIST: &str =
    "rrp msrp mrp uvp pvp retail list listino listenpreis public publico conseille recommended catalogue srp adviesprijs empfohlener";
const SELL: &str = "sp sell selling sales vente verkauf verkaufspreis vk pv venta vendita verkoop verkoopprijs venda розница розничная продажа \
                    satis jual";
/// Words beside those for tax.
const TAX: &str = "vat tax taxe taxes mwst ust iva btw tva moms steuer gst";

fn is_of(word: &str, list: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == word)
}

/// The role that a header gives its column; `None` where it speaks of something else.
fn role(header: &str) -> Option<Role> {
    let folded = fold(header);
    let folded = folded.replace("pvttc", "pv ttc").replace("pvht", "pv ht").replace("p v p", "pvp");
    let folded = folded.replace("p a", "pa").replace("p v", "pv");
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
    let all = [BASE, COST, NET, GROSS, WAS, NOW, LIST, SELL, TAX];
    if words.is_empty() || words.iter().any(|word| !all.iter().any(|list| is_of(word, list))) {
        return None;
    }
    let has = |list: &str| words.iter().any(|word| is_of(word, list));
    if words.iter().all(|word| is_of(word, TAX))
        || words.iter().all(|word| matches!(*word, "u" | "p" | "de" | "d" | "di" | "do" | "da" | "unit" | "per" | "the"))
    {
        return None;
    }
    // "Sale rate" beside "Purchase rate" is what is asked; "Sale price" is what is asked for a while.
    if words == ["sale", "rate"] {
        return Some(Role::Sell);
    }
    let found = [
        (COST, Role::Cost),
        (NET, Role::Net),
        (GROSS, Role::Gross),
        (WAS, Role::Was),
        (NOW, Role::Now),
        (LIST, Role::List),
        (SELL, Role::Sell),
    ];
    Some(found.into_iter().find(|(list, _)| has(list)).map_or(Role::Plain, |(_, role)| role))
}

/// Whether the cells below are amounts, or nothing.
fn holds_amounts(sample: &[Row], place: usize) -> bool {
    let cells = || sample.iter().map(|row| row.cell(Some(place))).filter(|cell| !cell.is_empty());
    let amounts = cells().filter(|cell| number::decimal(cell, None).is_some()).count();
    amounts * 2 >= cells().count()
}

/// Gives the columns of prices their roles.
pub(super) fn settle(mapping: &mut Mapping, sample: &[Row]) {
    let left_out = leave_out_other_amounts(mapping);
    let mut columns: Vec<(usize, Role)> = Vec::new();
    for (place, column) in mapping.columns.iter().enumerate() {
        let price = ["price", "sale_price", "compare_price", "cost"];
        let open = column.why == "values" || column.confidence < 90;
        let taken = left_out.contains(&place) || column.field.as_deref().is_some_and(|field| !price.contains(&field)) && !open;
        if let (Some(role), false) = (role(&column.header), taken || column.why == "remembered") {
            if holds_amounts(sample, place) {
                columns.push((place, role));
            }
        }
    }
    drop_bare_words(&mut columns, mapping, sample);
    let has = |role: Role| columns.iter().any(|(_, other)| *other == role);
    let kinds = [Role::Cost, Role::Net, Role::Gross, Role::Was, Role::Now, Role::List, Role::Sell, Role::Plain];
    let kinds: Vec<Role> = kinds.into_iter().filter(|role| has(*role)).collect();
    if kinds.len() < 2 {
        return;
    }
    for (place, role) in &columns {
        let field = field_of(*role, &kinds);
        if let Some(column) = mapping.columns.get_mut(*place) {
            if column.field.as_deref() == field {
                column.confidence = if field.is_some() { column.confidence.max(90) } else { 0 };
            } else {
                let before = std::mem::replace(&mut column.field, field.map(str::to_owned));
                column.alternatives.extend(before);
                (column.confidence, column.why) = (if field.is_some() { 90 } else { 0 }, "header".to_owned());
            }
        }
    }
}

/// "New" with a 1 below says no price, unless "Was" stands beside it, or amounts with decimals below.
fn drop_bare_words(columns: &mut Vec<(usize, Role)>, mapping: &Mapping, sample: &[Row]) {
    let has = |role: Role| columns.iter().any(|(_, other)| *other == role);
    let paired = has(Role::Now) && (has(Role::Was) || has(Role::List));
    let keeps = |(place, role): &(usize, Role)| {
        let header = mapping.columns.get(*place).map_or(String::new(), |column| fold(&column.header));
        let cells = || sample.iter().map(|row| row.cell(Some(*place))).filter(|cell| !cell.is_empty());
        let said =
            header.split(' ').any(|word| is_of(word, BASE)) || mapping.columns.get(*place).is_some_and(|column| column.field.is_some());
        !matches!(role, Role::Was | Role::Now) || paired || said || cells().count() > 0 && cells().all(is_money)
    };
    let kept: Vec<bool> = columns.iter().map(keeps).collect();
    let mut kept = kept.into_iter();
    columns.retain(|_| kept.next().unwrap_or(true));
}

/// "Price per kg" beside "Price" only compares, as the law asks for; "Amount" beside it is what all pieces cost together,
/// and the wholesale price beside the cost is what others pay.
fn leave_out_other_amounts(mapping: &mut Mapping) -> Vec<usize> {
    let mut left_out = Vec::new();
    let other = |header: &str| {
        let folded = fold(header);
        let beside = ["grundpreis", "100g", "amount", "montant", "betrag", "importe", "importo", "wholesale"];
        folded.split(' ').any(|word| unit_word(word).is_some() || beside.contains(&word))
    };
    for fields in [&["price", "sale_price", "compare_price"][..], &["cost"]] {
        let is_one = |field: Option<&str>| field.is_some_and(|field| fields.contains(&field));
        let plain = |column: &Column| is_one(column.field.as_deref()) && column.why == "header" && !other(&column.header);
        if !mapping.columns.iter().any(plain) {
            continue;
        }
        for (place, column) in mapping.columns.iter_mut().enumerate() {
            if is_one(column.field.as_deref()) && column.why != "remembered" && other(&column.header) {
                (column.field, column.confidence, column.why) = (None, 0, String::new());
                left_out.push(place);
            }
        }
    }
    left_out
}

/// What a role comes to beside the others.
fn field_of(role: Role, beside: &[Role]) -> Option<&'static str> {
    let has = |role: Role| beside.contains(&role);
    let asked = has(Role::Plain) || has(Role::Sell) || has(Role::Gross);
    match role {
        Role::Cost => Some("cost"),
        // The price with tax is the one that customers see.
        Role::Net if asked || has(Role::Now) || has(Role::List) => None,
        Role::Net | Role::Gross | Role::Sell | Role::Plain => Some("price"),
        Role::Was if asked || has(Role::Now) || has(Role::List) => Some("compare_price"),
        Role::List if asked || has(Role::Now) => Some("compare_price"),
        Role::Was | Role::List => Some("price"),
        Role::Now if asked => Some("sale_price"),
        Role::Now => Some("price"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_have_roles() {
        for (header, wanted) in [
            ("Achat", Some(Role::Cost)),
            ("Prix d'achat", Some(Role::Cost)),
            ("PU HT", Some(Role::Net)),
            ("P.U. TTC", Some(Role::Gross)),
            ("VK netto", Some(Role::Net)),
            ("EK netto", Some(Role::Cost)),
            ("Preis alt", Some(Role::Was)),
            ("Our price", Some(Role::Now)),
            ("Sale Rate", Some(Role::Sell)),
            ("RRP", Some(Role::List)),
            ("Price (EUR)", Some(Role::Plain)),
            ("Net weight", None),
            ("Unit", None),
            ("VAT", None),
            ("Name", None),
        ] {
            assert_eq!(role(header), wanted, "{header}");
        }
    }
}
