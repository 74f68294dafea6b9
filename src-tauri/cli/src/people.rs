//! `vitrine customers …`: what is typed becomes a command of the shop's list; nothing is decided here.

use std::path::Path;

use serde_json::{Value, json};
use vitrine_core::{Code, Error, Result};

use crate::arguments::{Consent, Customers};
use crate::{Way, ask_yes, importing, pretty, sentences, write_pdf};

/// How an answer is said to a person.
pub(crate) type Say = fn(&Value) -> String;

async fn id_of(way: &Way, customer: &str) -> Result<Value> {
    Ok(way.call("consent_get", json!({ "customer": customer })).await?["customer"].clone())
}

pub(crate) async fn customers(way: &Way, customers: &Customers) -> Result<(Value, Say)> {
    Ok(match customers {
        Customers::List => (way.call("customers_list", json!({})).await?, sentences::customers),
        Customers::Add { name, phone, language } => {
            (way.call("customer_add", json!({ "name": name, "phone": phone, "language": language })).await?, sentences::customer)
        }
        Customers::Find { text, conditions } => (find(way, text, conditions).await?, sentences::customers),
        Customers::Show { customer } => (way.call("customer_get", json!({ "customer": id_of(way, customer).await? })).await?, pretty),
        Customers::Set { customer, field, value } => {
            let request = json!({ "customer": id_of(way, customer).await?, "field": field, "typed": value });
            (way.call("customer_change", request).await?, sentences::done)
        }
        Customers::Note { customer, note } => {
            (way.call("customer_note", json!({ "customer": id_of(way, customer).await?, "note": note })).await?, sentences::done)
        }
        Customers::Import { file, dry_run, format, columns, rejected, progress } => {
            let said = json!({ "format": format, "columns": self::columns(columns.as_deref()) });
            let (rejected, progress) = (rejected.as_deref(), *progress);
            let import = importing::Import { kind: "people", file, dry_run: *dry_run, progress, said, rejected };
            (importing::run(way, import).await?, sentences::import)
        }
        Customers::Imports => (way.call("customers_imports", json!({})).await?, pretty),
        Customers::UndoImport { import } => (way.call("customers_import_undo", json!({ "import": import })).await?, sentences::done),
        Customers::Alike => (way.call("customers_alike", json!({})).await?, pretty),
        Customers::Phone { text, country } => (phone(text, country.as_deref()), pretty),
        Customers::Consent(consent) => (self::consent(way, consent).await?, pretty),
        Customers::Merge { keep, other } => {
            (way.call("customers_merge", json!({ "keep": id_of(way, keep).await?, "other": id_of(way, other).await? })).await?, pretty)
        }
        Customers::UndoMerge { merge } => (way.call("merge_undo", json!({ "merge": merge })).await?, sentences::done),
        Customers::Export { customer, out } => (export(way, customer, out).await?, pretty),
        Customers::Erase { customer, yes } => (erase(way, customer, *yes).await?, pretty),
    })
}

async fn find(way: &Way, text: &str, conditions: &str) -> Result<Value> {
    let conditions: Value = serde_json::from_str(conditions).map_err(|_| Error::new(Code::BadRequest).with("field", "where"))?;
    let ids = way.call("customers_view", json!({ "text": text, "conditions": conditions })).await?;
    let mut rows = Vec::new();
    for part in ids.as_array().map(Vec::as_slice).unwrap_or_default().chunks(500) {
        rows.extend(way.call("customers_rows", json!({ "customers": part })).await?.as_array().cloned().unwrap_or_default());
    }
    Ok(Value::Array(rows))
}

async fn consent(way: &Way, consent: &Consent) -> Result<Value> {
    match consent {
        Consent::Show { customer } => way.call("consent_get", json!({ "customer": customer })).await,
        Consent::Grant { customer, purpose, wording, language, channel, store } => {
            let request = json!({ "customer": customer, "purpose": purpose.name(), "wording": wording, "language": language, "channel": channel, "store": store });
            way.call("consent_give", request).await
        }
        Consent::Withdraw { customer, purpose, wording, channel } => {
            let request = json!({ "customer": customer, "purpose": purpose.map(|p| p.name()), "wording": wording, "channel": channel });
            way.call("consent_take", request).await
        }
        Consent::Card { purpose, kind, store, out } => {
            let card = way.call("consent_card", json!({ "purpose": purpose.name(), "kind": kind, "store": store })).await?;
            if let Some(out) = out {
                write_pdf(out, &card["pdf"])?;
            }
            Ok(json!({ "url": card["url"], "written": out }))
        }
        Consent::Print { customer, out } => {
            write_pdf(out, &way.call("consent_print", json!({ "customer": customer })).await?)?;
            Ok(json!({ "written": out }))
        }
        Consent::Check => way.call("consent_check", json!({})).await,
    }
}

async fn export(way: &Way, customer: &str, out: &Path) -> Result<Value> {
    let file = way.call("customer_export", json!({ "customer": id_of(way, customer).await? })).await?;
    // Everything about a person is for her eyes.
    vitrine_core::shop::write_private(out, file["content"].as_str().unwrap_or_default().as_bytes())?;
    Ok(json!({ "written": out }))
}

async fn erase(way: &Way, customer: &str, yes: bool) -> Result<Value> {
    let customer = id_of(way, customer).await?;
    if !yes && !ask_yes("Erase this customer? What she said and who she is cannot come back. Type yes and Enter.")? {
        return Ok(json!({ "erased": false }));
    }
    way.call("customer_erase", json!({ "customer": customer })).await
}

/// A number as typed: what it can mean, or why it is none.
pub(crate) fn phone(text: &str, country: Option<&str>) -> Value {
    match vitrine_contacts::phone::candidates(text, country) {
        Ok(phone) => {
            let mut found = serde_json::to_value(&phone).unwrap_or_default();
            found["ok"] = json!(true);
            found["candidates"] = json!(phone.e164);
            found
        }
        Err(trouble) => {
            json!({ "ok": false, "candidates": [], "code": trouble.code, "numbers": trouble.numbers, "message": trouble.to_string() })
        }
    }
}

/// Columns as typed: a dash, or nothing, leaves one out.
pub(crate) fn columns(typed: Option<&[String]>) -> Option<Vec<Option<&str>>> {
    typed.map(|all| all.iter().map(|c| Some(c.trim()).filter(|c| !matches!(*c, "" | "-"))).collect())
}
