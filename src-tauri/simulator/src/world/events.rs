//! What Meta announces by itself: every account-level field of fact sheet §3.5, by its everyday name
//! with usual values, anything given replacing them. The state behind an announcement moves with it: an
//! account that is disabled refuses to send.

use serde_json::{Value, json};

use super::{World, account};

fn with(mut usual: Value, given: &Value) -> Value {
    if let (Some(into), Some(from)) = (usual.as_object_mut(), given.as_object()) {
        into.extend(from.clone());
    }
    usual
}

impl World {
    /// Announces something by its everyday name; answers the field it went out as.
    ///
    /// # Errors
    /// When there is no such name, or what it is about.
    pub fn event(&mut self, name: &str, given: &Value) -> Result<&'static str, String> {
        let (waba, now) = (self.credentials.waba_id.clone(), self.now() / 1000);
        let (field, value) = match name {
            "phone_quality" => {
                let usual = json!({ "display_phone_number": account::DISPLAY_NUMBER_DIGITS, "event": "ONBOARDING", "current_limit": self.limits.tier });
                let value = with(usual, given);
                self.phone_quality(&value);
                ("phone_number_quality_update", value)
            }
            "phone_name" => {
                let usual = json!({ "display_phone_number": account::DISPLAY_NUMBER_DIGITS, "decision": "APPROVED", "requested_verified_name": "Simulated shop", "rejection_reason": "NONE" });
                let value = with(usual, given);
                if value["decision"] == "APPROVED" {
                    value["requested_verified_name"].as_str().unwrap_or_default().clone_into(&mut self.account.kept.verified_name);
                }
                ("phone_number_name_update", value)
            }
            "capability" => {
                let most = super::limits::people_of(&self.limits.tier);
                let usual = json!({ "max_daily_conversations_per_business": if most == usize::MAX { json!(-1) } else { json!(most) }, "max_phone_numbers_per_business": 2, "max_phone_numbers_per_waba": 2 });
                ("business_capability_update", with(usual, given))
            }
            "account" => ("account_update", self.account_event(given)),
            "alert" => {
                let info = json!({ "alert_severity": "WARNING", "alert_status": "ACTIVE", "alert_type": "INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED", "alert_description": "Your limit was not raised yet." });
                ("account_alerts", with(json!({ "entity_type": "WABA", "entity_id": waba, "alert_info": info }), given))
            }
            "review" => ("account_review_update", with(json!({ "decision": "APPROVED" }), given)),
            "security" => {
                let usual = json!({ "display_phone_number": account::DISPLAY_NUMBER_DIGITS, "event": "PIN_CHANGED", "requester": "122000000000001" });
                ("security", with(usual, given))
            }
            "username" => {
                let field = if given["plural"] == true { "business_username_updates" } else { "business_username_update" };
                let mut value = with(
                    json!({ "display_phone_number": account::DISPLAY_NUMBER_DIGITS, "username": "simulated.shop", "status": "approved" }),
                    given,
                );
                value.as_object_mut().map(|v| v.remove("plural"));
                (field, value)
            }
            "user_id_update" => ("user_id_update", self.user_id_event(given)?),
            "echo" => ("smb_message_echoes", self.echo_event(given)?),
            "history" => ("history", self.history_event(given)),
            "app_state" => ("smb_app_state_sync", self.app_state_event(given)?),
            "standby" => ("standby", self.standby_event(given)?),
            "payment_status" => return self.payment_event(given).map(|()| "messages"),
            "payment_configuration" => {
                let usual = json!({ "configuration_name": "simulated", "provider_name": "razorpay", "provider_mid": "1", "status": "Needs Testing", "created_timestamp": now, "updated_timestamp": now });
                ("payment_configuration_update", with(usual, given))
            }
            "flow" => {
                let usual = json!({ "event": "FLOW_STATUS_CHANGE", "message": "Flow has been published", "flow_id": "800000000000001", "old_status": "DRAFT", "new_status": "PUBLISHED" });
                let value = with(usual, given);
                if let (Some(flow), Some(status)) = (value["flow_id"].as_str(), value["new_status"].as_str()) {
                    self.account.flows.insert(flow.to_owned(), (status.to_owned(), Vec::new()));
                }
                ("flows", value)
            }
            _ => return Err(format!("no event is called {name}")),
        };
        self.announce(field, value);
        Ok(field)
    }

    fn phone_quality(&mut self, value: &Value) {
        match value["event"].as_str() {
            Some("FLAGGED") => self.account.kept.quality = "RED".into(),
            Some("UNFLAGGED") => self.account.kept.quality = "GREEN".into(),
            Some("THROUGHPUT_UPGRADE") => self.limits.per_second = self.limits.per_second.max(1_000),
            _ => {}
        }
        if let Some(tier) = value["current_limit"].as_str() {
            tier.clone_into(&mut self.limits.tier);
        }
        self.dirty = true;
    }

    /// `account_update` with what belongs to its event.
    fn account_event(&mut self, given: &Value) -> Value {
        let now = self.now() / 1000;
        let event = given["event"].as_str().unwrap_or("VERIFIED_ACCOUNT");
        let usual = match event {
            "ACCOUNT_VIOLATION" => json!({ "violation_info": { "violation_type": "SCAM" } }),
            "ACCOUNT_RESTRICTION" => {
                let restriction = |kind: &str| json!({ "restriction_type": kind, "expiration": now + 3 * 86_400 });
                json!({ "restriction_info": [restriction("RESTRICTED_BIZ_INITIATED_MESSAGING"), restriction("RESTRICTED_ADD_PHONE_NUMBER_ACTION")] })
            }
            "DISABLED_UPDATE" => json!({ "ban_info": { "waba_ban_state": "DISABLE", "waba_ban_date": "November 24, 2026" } }),
            "VOLUME_BASED_PRICING_TIER_UPDATE" => {
                json!({ "volume_tier_info": { "tier_update_time": now, "pricing_category": "UTILITY", "tier": "25000:50000", "effective_month": "2026-12", "region": "France" } })
            }
            "AUTH_INTL_PRICE_ELIGIBILITY_UPDATE" => {
                json!({ "auth_international_rate_eligibility": { "start_time": now, "exception_countries": [{ "country_code": "IN", "start_time": now }] } })
            }
            "BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE" => json!({ "country": "FR" }),
            "PARTNER_ADDED" | "PARTNER_REMOVED" | "PARTNER_APP_INSTALLED" | "PARTNER_APP_UNINSTALLED" => {
                json!({ "waba_info": { "waba_id": self.credentials.waba_id, "owner_business_id": "900000000000001", "partner_app_id": self.credentials.app_id } })
            }
            "AD_ACCOUNT_LINKED" => json!({ "waba_info": { "waba_id": self.credentials.waba_id, "ad_account_linked": "500000000000001" } }),
            "ACCOUNT_DELETED" | "ACCOUNT_OFFBOARDED" | "ACCOUNT_RECONNECTED" | "MM_LITE_TERMS_SIGNED" => {
                json!({ "waba_info": { "waba_id": self.credentials.waba_id } })
            }
            _ => json!({}),
        };
        let value = with(with(json!({ "event": event }), &usual), given);
        match (event, value["ban_info"]["waba_ban_state"].as_str()) {
            ("DISABLED_UPDATE", Some("DISABLE")) => self.account.kept.locked = true,
            ("DISABLED_UPDATE", Some("REINSTATE")) => self.account.kept.locked = false,
            ("ACCOUNT_DELETED" | "ACCOUNT_OFFBOARDED", _) => self.account.kept.registered = false,
            ("ACCOUNT_RECONNECTED", _) => self.account.kept.registered = true,
            ("MM_LITE_TERMS_SIGNED", _) => self.settings.marketing_messages = true,
            _ => {}
        }
        self.dirty = true;
        value
    }

    fn person(&self, given: &Value) -> Result<&super::people::Customer, String> {
        let id = given["customer"].as_u64().ok_or("customer is required")?;
        self.people.get(id).ok_or_else(|| "no such customer".into())
    }

    /// The older form of a change of user id, as a field of its own.
    fn user_id_event(&mut self, given: &Value) -> Result<Value, String> {
        let before = self.person(given)?.clone();
        let phone = given["phone"].as_str().or(before.phone.as_deref()).unwrap_or_default().to_owned();
        self.people.moves(before.id, &phone);
        let after = self.person(given)?;
        let update = json!({ "previous_user_id": before.user_id, "current_user_id": after.user_id, "timestamp": self.now() / 1000,
            "user_id": { "previous": before.user_id, "current": after.user_id }, "wa_id": after.shown_wa_id(self.now()) });
        let contact = after.contact(self.now());
        Ok(self.of_number(json!({ "contacts": [contact], "user_id_update": [update] })))
    }

    /// What was written in the Business app on a number that lives in both places.
    fn echo_event(&mut self, given: &Value) -> Result<Value, String> {
        let person = self.person(given)?.clone();
        let now = self.now();
        let wamid = self.wamid(&person.phone.clone().or(person.user_id.clone()).unwrap_or_default());
        let kind = given["type"].as_str().unwrap_or("text").to_owned();
        let usual = match kind.as_str() {
            "text" => json!({ "body": given["text"].as_str().unwrap_or("Written on the phone") }),
            "edit" => {
                json!({ "original_message_id": given["message_id"], "message": { "type": "text", "text": { "body": given["text"].as_str().unwrap_or("Corrected") } } })
            }
            "revoke" => json!({ "original_message_id": given["message_id"] }),
            _ => json!({}),
        };
        let content = given.get("content").cloned().unwrap_or(usual);
        let mut echo = json!({ "from": account::DISPLAY_NUMBER_DIGITS, "id": wamid, "timestamp": (now / 1000).to_string(), "type": kind, kind.as_str(): content });
        match person.shown_wa_id(now) {
            Some(wa_id) => echo["to"] = json!(wa_id),
            None => echo["to_user_id"] = json!(person.user_id),
        }
        self.know(&wamid, person.id, now, false, &kind);
        Ok(self.of_number(json!({ "message_echoes": [echo] })))
    }

    /// One piece of the import of what was said before, or the owner's refusal to share it.
    fn history_event(&mut self, given: &Value) -> Value {
        if given["refused"] == true {
            let error = json!({ "code": 2_593_109, "title": "History sync is turned off by the business from the WhatsApp Business App",
                "message": "History sync is turned off by the business from the WhatsApp Business App", "error_data": { "details": "History sharing is turned off by the business" } });
            return self.of_number(json!({ "history": [{ "errors": [error] }] }));
        }
        let (now, phase) = (self.now(), given["phase"].as_u64().unwrap_or(0));
        let threads: Vec<Value> = self
            .people
            .iter()
            .filter_map(|c| Some((c.wa_id()?, c.id)))
            .take(given["threads"].as_u64().unwrap_or(2) as usize)
            .map(|(wa_id, id)| {
                let at = |days: i64| ((now - days * super::DAY) / 1000).to_string();
                let text = json!({ "from": wa_id, "id": format!("wamid.history{id}a{phase}"), "timestamp": at(20), "type": "text", "text": { "body": "Said long ago" }, "history_context": { "status": "READ" } });
                // Media first comes as a placeholder.
                let media = json!({ "from": wa_id, "id": format!("wamid.history{id}b{phase}"), "timestamp": at(19), "type": "media_placeholder", "history_context": { "status": "READ" } });
                let ours = json!({ "from": account::DISPLAY_NUMBER_DIGITS, "to": wa_id, "id": format!("wamid.history{id}c{phase}"), "timestamp": at(18), "type": "text", "text": { "body": "Answered long ago" }, "history_context": { "status": "DELIVERED" } });
                json!({ "id": wa_id, "messages": [text, media, ours] })
            })
            .collect();
        let metadata = json!({ "phase": phase, "chunk_order": given["chunk_order"].as_u64().unwrap_or(1), "progress": given["progress"].as_u64().unwrap_or([30, 65, 100][phase.min(2) as usize]) });
        self.of_number(
            json!({ "history": [{ "metadata": metadata, "threads": given.get("thread_list").cloned().unwrap_or(json!(threads)) }] }),
        )
    }

    fn app_state_event(&mut self, given: &Value) -> Result<Value, String> {
        let person = self.person(given)?;
        let contact = json!({ "full_name": person.name, "first_name": person.name.split(' ').next(), "phone_number": person.wa_id() });
        let action = given["action"].as_str().unwrap_or("add");
        let state = json!({ "type": "contact", "contact": contact, "action": action, "metadata": { "timestamp": (self.now() / 1000).to_string() } });
        Ok(self.of_number(json!({ "state_sync": [state] })))
    }

    /// A message while Meta's own agent holds the thread.
    fn standby_event(&mut self, given: &Value) -> Result<Value, String> {
        let id = self.person(given)?.id;
        let text = given["text"].as_str().unwrap_or("Hello").to_owned();
        self.inbound(id, json!({ "type": "text", "text": { "body": text } }), &text, "text");
        // The same value, under another field.
        self.outgoing.pop_back().map(|change| change.value).ok_or_else(|| "she is blocked".to_owned())
    }

    /// What a gateway says of a payment (India).
    fn payment_event(&mut self, given: &Value) -> Result<(), String> {
        let wamid = given["wamid"].as_str().ok_or("wamid is required")?.to_owned();
        let status = given["status"].as_str().unwrap_or("captured").to_owned();
        let transaction = json!({ "id": "simulated-transaction", "type": "upi", "status": if status == "captured" { "success" } else { status.as_str() }, "method": { "type": "upi" }, "created_timestamp": self.now() / 1000, "updated_timestamp": self.now() / 1000 });
        let payment = with(
            json!({ "reference_id": "17-1", "amount": { "value": 5000, "offset": 100 }, "currency": "INR", "transaction": transaction }),
            &given["payment"],
        );
        self.tell_of(&wamid, &status, None, &json!({ "type": "payment", "payment": payment }))
    }

    /// A customer stops, resumes or signs up for marketing at Meta.
    pub fn prefer(&mut self, id: u64, value: &str, signup: Option<&str>) -> bool {
        let now = self.now();
        let Some(customer) = self.people.get_mut(id) else {
            return false;
        };
        customer.marketing_stopped = value == "stop";
        let detail = match value {
            "stop" => "User requested to stop marketing messages",
            "signup" => "User signed up for marketing messages",
            _ => "User requested to resume marketing messages",
        };
        let mut preference = json!({ "user_id": customer.user_id, "category": "marketing_messages", "value": value, "timestamp": now / 1000, "detail": detail });
        if let Some(wa_id) = customer.shown_wa_id(now) {
            preference["wa_id"] = json!(wa_id);
        }
        if let Some(signup) = signup {
            preference["signup_id"] = json!(signup);
        }
        let contact = customer.contact(now);
        self.dirty = true;
        let value = self.of_number(json!({ "contacts": [contact], "user_preferences": [preference] }));
        self.announce("user_preferences", value);
        true
    }
}
