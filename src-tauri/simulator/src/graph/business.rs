//! The account and the app: tokens looked at, where webhooks go, numbers, health (fact sheet §1.2, §1.3,
//! §3.1). An address for webhooks is taken only after the real handshake with it.

use std::collections::BTreeMap;
use std::time::Duration;

use axum::Json;
use axum::extract::Request;
use axum::http::Method;
use axum::response::IntoResponse;
use serde_json::{Value, json};

use super::{Answer, Call, body, done, page, pick, select};
use crate::Shared;
use crate::refusal::Refusal;
use crate::world::World;
use crate::world::account::{Caller, DISPLAY_NUMBER};

/// `GET /debug_token`: with the token itself, another of the same app, or the app's own.
pub fn debug_token(call: &Call) -> Answer {
    let Some(token) = call.query("input_token") else {
        return Err(Refusal::new(100, "The parameter input_token is required"));
    };
    let data = call.shared.world().describe_token(token);
    Ok(Json(json!({ "data": data })).into_response())
}

/// `GET /oauth/access_token`: the app's own token, or one for a code of Embedded Signup.
pub fn access_token(shared: &Shared, query: &BTreeMap<String, String>) -> Answer {
    let mut world = shared.world();
    let given = |name: &str| query.get(name).map(String::as_str).unwrap_or_default();
    let (app, secret) = (given("client_id"), given("client_secret"));
    if app != world.credentials.app_id || secret != world.credentials.app_secret {
        return Err(Refusal::new(190, "Error validating application. Cannot get application info due to a system error."));
    }
    let answer = match given("code") {
        "" => json!({ "access_token": format!("{app}|{secret}"), "token_type": "bearer" }),
        _ => json!({ "access_token": world.add_token(None, None, None), "token_type": "bearer", "expires_in": 5_183_944 }),
    };
    Ok(Json(answer).into_response())
}

/// The handshake: whether the address answers the challenge of this verify token.
async fn verified(challenge: &str, url: &str, verify_token: &str) -> bool {
    let Ok(http) = reqwest::Client::builder().timeout(Duration::from_secs(10)).redirect(reqwest::redirect::Policy::none()).build() else {
        return false;
    };
    let Ok(mut target) = reqwest::Url::parse(url) else {
        return false;
    };
    target
        .query_pairs_mut()
        .append_pair("hub.mode", "subscribe")
        .append_pair("hub.challenge", challenge)
        .append_pair("hub.verify_token", verify_token);
    match http.get(target).send().await {
        Ok(answer) if answer.status().as_u16() == 200 => answer.text().await.is_ok_and(|text| text == challenge),
        _ => false,
    }
}

/// Checks an address before it is taken.
///
/// # Errors
/// 2200 when it does not verify, 100 when it is not an address or has no token with it.
pub async fn verify(call: &Call, url: &str, token: Option<&str>) -> Result<(), Refusal> {
    if url.chars().count() > 200 {
        return Err(Refusal::new(100, "override_callback_uri may have 200 characters"));
    }
    let Some(token) = token.filter(|t| !t.is_empty()) else {
        return Err(Refusal::new(100, "verify_token is required with an address"));
    };
    let challenge = call.shared.world().number().to_string();
    if verified(&challenge, url, token).await {
        Ok(())
    } else {
        Err(Refusal::new(2200, "Callback verification failed: the address did not answer the challenge"))
    }
}

/// `POST /{app}/subscriptions`: the app's own address, with the app's own token.
pub async fn app_subscription(call: &Call, request: Request) -> Answer {
    if call.caller != Caller::App {
        return Err(Refusal::new(15, "This method must be called with an app access token"));
    }
    let body = body(call, request).await?;
    // Clients give these in the body, the query, or both.
    let given = |name: &str| body.get(name).and_then(Value::as_str).map(str::to_owned).or_else(|| call.query(name).map(str::to_owned));
    let Some(url) = given("callback_url") else {
        return Err(Refusal::new(100, "callback_url is required"));
    };
    if given("object").as_deref() != Some("whatsapp_business_account") {
        return Err(Refusal::new(100, "object must be whatsapp_business_account"));
    }
    verify(call, &url, given("verify_token").as_deref()).await?;
    call.shared.world().account.webhook = Some(url);
    call.shared.due.notify_one();
    Ok(done())
}

/// `/{waba}/subscribed_apps`: whether webhooks of the account come at all, and an address of its own.
pub async fn subscribed_apps(call: &Call, request: Request) -> Answer {
    match call.method {
        Method::GET => {
            let world = call.shared.world();
            let mut app = json!({ "whatsapp_business_api_data": { "id": world.credentials.app_id, "link": "https://example.com/app", "name": "Simulated app" } });
            if let Some(url) = &world.account.kept.waba_override {
                app["override_callback_uri"] = json!(url);
            }
            let data = if world.account.kept.subscribed { vec![app] } else { Vec::new() };
            Ok(Json(json!({ "data": data })).into_response())
        }
        Method::POST => {
            let body = body(call, request).await?;
            let url = body.get("override_callback_uri").and_then(Value::as_str).map(str::to_owned);
            if let Some(url) = &url {
                verify(call, url, body.get("verify_token").and_then(Value::as_str)).await?;
            }
            let mut world = call.shared.world();
            // Subscribing again without an address takes the override away.
            (world.account.kept.waba_override, world.account.kept.subscribed, world.dirty) = (url, true, true);
            drop(world);
            call.shared.due.notify_one();
            Ok(done())
        }
        Method::DELETE => {
            let mut world = call.shared.world();
            (world.account.kept.waba_override, world.account.kept.subscribed, world.dirty) = (None, false, true);
            Ok(done())
        }
        _ => Err(Refusal::no_such("subscribed_apps")),
    }
}

/// The number, with every field it has.
pub fn phone(world: &World, version: f32) -> Value {
    let (kept, id) = (&world.account.kept, &world.credentials.phone_number_id);
    let mut configuration = json!({ "application": world.account.webhook });
    for (name, url) in [("whatsapp_business_account", &kept.waba_override), ("phone_number", &kept.phone_override)] {
        if let Some(url) = url {
            configuration[name] = json!(url);
        }
    }
    let mut phone = json!({ "id": id, "display_phone_number": DISPLAY_NUMBER, "verified_name": kept.verified_name, "quality_rating": kept.quality,
        "quality_score": { "score": kept.quality }, "throughput": { "level": if world.limits.per_second >= 1_000 { "HIGH" } else { "STANDARD" } },
        "messaging_limit_tier": world.limits.tier, "status": if kept.registered { "CONNECTED" } else { "DISCONNECTED" },
        "code_verification_status": "VERIFIED", "name_status": "APPROVED", "account_mode": if world.settings.only_to.is_some() { "SANDBOX" } else { "LIVE" },
        "platform_type": if kept.registered { "CLOUD_API" } else { "NOT_APPLICABLE" }, "is_official_business_account": false, "is_pin_enabled": kept.pin.is_some(),
        "health_status": world.health("PHONE_NUMBER", id), "webhook_configuration": configuration, "is_on_biz_app": false,
        "last_onboarded_time": "2026-01-05T09:00:00+0000", "search_visibility": "NON_VISIBLE", "country_dial_code": "33", "eligibility_for_api_business_global_search": "ELIGIBLE" });
    if version >= 24.0 {
        phone["whatsapp_business_manager_messaging_limit"] = json!(world.limits.tier);
    }
    phone
}

/// What a number shows when no fields are asked for.
pub const USUAL: [&str; 6] = ["id", "verified_name", "display_phone_number", "quality_rating", "code_verification_status", "platform_type"];

/// Fields of a number that are always empty here.
pub const ABSENT: [&str; 8] = [
    "conversational_automation",
    "new_name_status",
    "certificate",
    "new_certificate",
    "is_preverified_number",
    "username",
    "country_code",
    "identity_key_check",
];

/// `GET /{waba}/phone_numbers`.
pub fn phone_numbers(call: &Call) -> Answer {
    let world = call.shared.world();
    let all = phone(&world, call.version);
    drop(world);
    let shown = match call.query("fields") {
        Some(fields) => pick(&all, fields.split(','), &ABSENT)?,
        None => pick(&all, USUAL.into_iter(), &ABSENT)?,
    };
    page(call, vec![shown], 25)
}

/// `GET /{waba}`.
pub fn describe(call: &Call, id: &str) -> Answer {
    let world = call.shared.world();
    let kept = &world.account.kept;
    let all = json!({ "id": id, "name": "Simulated account", "timezone_id": "57", "currency": "EUR", "message_template_namespace": "simulated_namespace",
        "account_review_status": "APPROVED", "business_verification_status": "verified", "country": "FR", "status": if kept.locked { "DISABLED" } else { "ACTIVE" },
        "ownership_type": "CLIENT_OWNED", "primary_funding_id": world.settings.payment_method.then_some("700000000000001"),
        "owner_business_info": { "id": "900000000000001", "name": "Simulated portfolio" }, "on_behalf_of_business_info": { "id": "900000000000001", "name": "Simulated portfolio", "status": "APPROVED", "type": "SELF" },
        "health_status": world.health("WABA", id), "is_enabled_for_insights": false, "disable_marketing_messages_on_cloud_api": !world.settings.marketing_on_cloud_api,
        "marketing_messages_onboarding_status": if world.settings.marketing_messages { "ONBOARDED" } else { "ELIGIBLE" },
        "whatsapp_business_manager_messaging_limit": world.limits.tier });
    select(
        &all,
        call.query("fields"),
        &["id", "name", "timezone_id", "currency", "message_template_namespace"],
        &["marketing_messages_lite_api_status", "subscribed_apps", "analytics"],
    )
}
