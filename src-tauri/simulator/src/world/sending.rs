//! What becomes of a message: what is refused at once because of whom it is for or what was sent
//! before, what Meta finds out only after answering 200, and what it costs (fact sheet §2, §5, §6, §10).

use std::sync::Arc;
use std::time::Instant;

use serde_json::{Value, json};

use super::life::Event;
use super::people::{country, wa_id};
use super::{Accept, DAY, HOUR, World, account, library};
use crate::refusal::Refusal;
use crate::schemas::kind_of;
use crate::templates::{Held, Template};

/// A reaction may be given for so long.
const REACTABLE: i64 = 30 * DAY;
/// A marketing template must be so old before the Marketing Messages API knows it.
const SYNCED: i64 = 10 * 60_000;
/// The price list that charges every message, 2026-10-01.
const EVERY_MESSAGE_COSTS: i64 = 1_790_812_800_000;
/// The price list per message rather than per conversation, 2025-07-01.
const PER_MESSAGE: i64 = 1_751_328_000_000;

/// A message on its way: what its statuses will need.
#[derive(Clone, Debug)]
pub struct Ticket {
    /// To whom; 0 for somebody nobody knows.
    pub customer: u64,
    /// Meta's id.
    pub wamid: String,
    /// What is given back.
    pub callback: Option<String>,
    /// As addressed: a number with `+`, or a user id.
    pub to: String,
    /// Addressed by number.
    pub by_number: bool,
    /// Its kind.
    pub kind: String,
    /// What it costs.
    pub pricing: Value,
    /// The status besides `sent` that says so.
    pub priced_on: &'static str,
}

fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

impl World {
    /// Whom a message is for: the person, if anybody knows her, the address, and whether it is a number.
    fn find(&self, body: &Value) -> (Option<u64>, String, bool) {
        // Both given: the number wins.
        if let Some(to) = body.get("to").and_then(Value::as_str) {
            let digits: String = to.chars().filter(char::is_ascii_digit).collect();
            // Without + the sender's own country is put in front, and it may be a stranger's number.
            let number = if to.starts_with('+') { format!("+{digits}") } else { format!("+{}{digits}", account::COUNTRY_CODE) };
            return (self.people.by_phone(&number), number, true);
        }
        let user = text(body, "/recipient").to_owned();
        (self.people.by_user_id(&user), user, false)
    }

    /// The template a message names.
    fn template_of(&self, body: &Value) -> Option<&Template> {
        self.templates.get(text(body, "/template/name"), text(body, "/template/language/code"))
    }

    /// Meta's synchronous checks beyond the message itself.
    ///
    /// # Errors
    /// The refusal Meta would answer with.
    pub fn check(&mut self, body: &Value, version: f32, marketing: bool) -> Result<(), Refusal> {
        let now = self.now();
        if self.account.kept.locked {
            return Err(Refusal::new(131_031, "The account has been locked"));
        }
        if !self.account.kept.registered {
            return Err(Refusal::new(133_010, "The phone number is not registered"));
        }
        if body["recipient_type"] == "group" {
            return Err(Refusal::new(100, "groups are for official business accounts"));
        }
        let (customer, to, by_number) = self.find(body);
        if by_number && wa_id(&to) == account::DISPLAY_NUMBER_DIGITS {
            return Err(Refusal::new(131_021, "sender and recipient are the same"));
        }
        if self.settings.only_to.as_ref().is_some_and(|allowed| !allowed.iter().any(|n| wa_id(n) == wa_id(&to))) {
            return Err(Refusal::new(131_030, "the recipient is not in the list of allowed numbers"));
        }
        self.check_identity(customer, body)?;
        self.check_direct_send(body)?;
        match kind_of(body) {
            "template" => self.check_template(body, version, marketing, by_number, now)?,
            _ if marketing => return Err(Refusal::new(131_055, "only marketing templates are sent here")),
            "reaction" => self.check_reaction(text(body, "/reaction/message_id"), now)?,
            "interactive" => self.check_interactive(customer, &body["interactive"], now)?,
            _ => {}
        }
        if customer.is_some_and(|id| !self.limits.pair(id, now)) {
            return Err(Refusal::new(131_056, "too many messages to this person"));
        }
        if !self.limits.pass(Instant::now()) {
            return Err(Refusal::new(130_429, "rate limit hit"));
        }
        Ok(())
    }

    fn check_identity(&self, customer: Option<u64>, body: &Value) -> Result<(), Refusal> {
        let Some(expected) = body.get("recipient_identity_key_hash").and_then(Value::as_str) else {
            return Ok(());
        };
        let known = customer.and_then(|id| self.people.get(id)).and_then(|c| c.identity_hash.as_deref());
        if known == Some(expected) { Ok(()) } else { Err(Refusal::new(137_000, "the identity key hash does not match")) }
    }

    /// A utility message without a template (§2.7).
    fn check_direct_send(&mut self, body: &Value) -> Result<(), Refusal> {
        let Some(category) = body.get("category").and_then(Value::as_str) else {
            return if body.get("direct_send_config").is_some() || body.get("message_send_ttl_seconds").is_some() {
                Err(Refusal::new(100, "direct_send_config goes with a category"))
            } else {
                Ok(())
            };
        };
        if self.settings.direct_send_blocked {
            return Err(Refusal::new(139_200, "Direct Send is blocked for this account"));
        }
        if !self.settings.direct_send || category == "authentication" {
            return Err(Refusal::new(100, "this account is not eligible for Direct Send"));
        }
        let kind = kind_of(body);
        let words = if kind == "text" { text(body, "/text/body") } else { text(body, "/interactive/body/text") };
        if !matches!((kind, text(body, "/interactive/type")), ("text", _) | ("interactive", "button" | "cta_url")) {
            return Err(Refusal::new(100, "Direct Send takes text and buttons"));
        }
        if words.chars().count() > 1024 {
            return Err(Refusal::new(131_009, "the body has 1024 characters at most with Direct Send"));
        }
        let named = text(body, "/direct_send_config/template_name");
        let name = if named.is_empty() { format!("auto_generated_{}", words.chars().count()) } else { named.to_owned() };
        if self.templates.get(&name, "en").is_none() {
            let id = self.number().to_string();
            let components = json!([{ "type": "BODY", "text": words }]);
            self.templates.put(Template {
                source: Some("AUTO_GENERATED".into()),
                ..Template::new(&id, &name, "en", "UTILITY", "APPROVED", components)
            });
        }
        Ok(())
    }

    fn check_template(&mut self, body: &Value, version: f32, marketing: bool, by_number: bool, now: i64) -> Result<(), Refusal> {
        let sent = &body["template"];
        let Some(template) = self.template_of(body) else {
            return Err(Refusal::new(
                132_001,
                format!("template name ({}) does not exist in {}", text(sent, "/name"), text(sent, "/language/code")),
            ));
        };
        template.check_sent(sent, version, now)?;
        let (category, approved_at) = (template.category.clone(), template.approved_at);
        if category == "AUTHENTICATION" && !by_number {
            return Err(Refusal::new(131_062, "authentication templates are not sent to user ids"));
        }
        if marketing {
            if !self.settings.marketing_messages {
                return Err(Refusal::new(134_102, "the account is not onboarded to the Marketing Messages API"));
            }
            if category != "MARKETING" {
                return Err(Refusal::new(134_100, "only marketing templates are sent here"));
            }
            if now - approved_at < SYNCED {
                return Err(Refusal::new(134_101, "the template is still being synchronised; try again in ten minutes"));
            }
        } else if category == "MARKETING" && !self.settings.marketing_on_cloud_api {
            return Err(Refusal::new(131_063, "marketing is sent through the Marketing Messages API only"));
        }
        for button in template_buttons(sent) {
            if let Some(details) = button.pointer("/parameters/0/action/order_details") {
                self.new_order(details)?;
            }
        }
        let flows: Vec<String> = self.template_of(body).map(Template::flows).unwrap_or_default();
        flows.iter().try_for_each(|flow| self.use_flow(flow, now))
    }

    fn check_reaction(&self, target: &str, now: i64) -> Result<(), Refusal> {
        match self.known.get(target) {
            None => Err(Refusal::new(131_009, "there is no such message to react to")),
            Some(known) if known.kind == "reaction" => Err(Refusal::new(131_009, "a reaction cannot be reacted to")),
            Some(known) if now - known.at > REACTABLE => Err(Refusal::new(131_009, "the message is older than 30 days")),
            Some(_) => Ok(()),
        }
    }

    fn check_interactive(&mut self, customer: Option<u64>, interactive: &Value, now: i64) -> Result<(), Refusal> {
        match text(interactive, "/type") {
            "order_details" => self.new_order(&interactive["action"]["parameters"]),
            "flow" => {
                let of = &interactive["action"]["parameters"];
                let flow = of["flow_id"].as_str().or(of["flow_name"].as_str()).unwrap_or_default().to_owned();
                self.use_flow(&flow, now)
            }
            "product" => self.check_products(&interactive["action"], [&interactive["action"]["product_retailer_id"]]),
            "product_list" => {
                let sections = interactive.pointer("/action/sections").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
                let items = sections.iter().filter_map(|section| section["product_items"].as_array()).flatten();
                self.check_products(&interactive["action"], items.map(|item| &item["product_retailer_id"]))
            }
            "call_permission_request" => {
                let Some(customer) = customer.and_then(|id| self.people.get_mut(id)) else {
                    return Ok(());
                };
                customer.call_requests.retain(|at| now - at < 7 * DAY);
                let today = customer.call_requests.iter().filter(|at| now - **at < DAY).count();
                if today >= 1 || customer.call_requests.len() >= 2 {
                    return Err(Refusal::new(138_009, "one request a day and two a week"));
                }
                customer.call_requests.push(now);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Products are sent from the connected catalogue, and only those that were approved (§1.4).
    fn check_products<'v>(&self, action: &Value, items: impl IntoIterator<Item = &'v Value>) -> Result<(), Refusal> {
        let refuse = |details: &str| Err(Refusal::new(131_009, details));
        let Some(catalogue) = &self.settings.catalogue else { return refuse("no catalogue is connected to this account") };
        if text(action, "/catalog_id") != catalogue.id {
            return refuse("catalog_id is not the connected catalogue");
        }
        let sendable = |item: &Value| item.as_str().and_then(|id| catalogue.items.get(id)).is_some_and(|review| review == "approved");
        if items.into_iter().all(sendable) { Ok(()) } else { refuse("a product is not in the catalogue, or was not approved") }
    }

    /// A reference names one order of the business.
    fn new_order(&mut self, details: &Value) -> Result<(), Refusal> {
        let reference = text(details, "/reference_id").to_owned();
        if self.orders.contains_key(&reference) {
            return Err(Refusal::new(131_009, "reference_id was used before"));
        }
        self.orders.insert(reference, "pending".into());
        Ok(())
    }

    /// A flow may be blocked, or throttled to ten messages an hour. One nobody set is taken as published.
    fn use_flow(&mut self, flow: &str, now: i64) -> Result<(), Refusal> {
        let Some((status, sent)) = self.account.flows.get_mut(flow) else {
            return Ok(());
        };
        sent.retain(|at| now - at < HOUR);
        match status.as_str() {
            "BLOCKED" => return Err(Refusal::new(132_068, "the flow is blocked")),
            "THROTTLED" if sent.len() >= 10 => return Err(Refusal::new(132_069, "the flow is throttled")),
            "DRAFT" | "DEPRECATED" => return Err(Refusal::new(131_009, "the flow is not published")),
            _ => sent.push(now),
        }
        Ok(())
    }

    /// Marks a customer's message read, and shows that an answer is being typed.
    ///
    /// # Errors
    /// 100 when no customer sent it.
    pub fn mark_read(&mut self, body: &Value) -> Result<(), Refusal> {
        let now = self.now();
        let known = self.known.get(text(body, "/message_id")).filter(|k| k.inbound).map(|k| k.customer);
        let Some(customer) = known.and_then(|id| self.people.get_mut(id)) else {
            return Err(Refusal::new(100, "message_id is not a message that was received"));
        };
        if body.get("typing_indicator").is_some() {
            customer.typing_until = Some(now + 25_000);
        }
        Ok(())
    }

    /// Takes a checked message: answers what Meta answers; statuses and taps follow by themselves.
    pub fn accept(&mut self, body: &Value, marketing: bool) -> Value {
        self.dirty = true;
        let now = self.now();
        let (customer, to, by_number) = self.find(body);
        let wamid = self.wamid(&to);
        let callback = body.get("biz_opaque_callback_data").and_then(Value::as_str).map(str::to_owned);
        let kind = kind_of(body).to_owned();
        self.accepts.push(Accept {
            wamid: wamid.clone(),
            to: to.clone(),
            callback: callback.clone().unwrap_or_default(),
            kind: kind.clone(),
            at: now,
        });
        self.know(&wamid, customer.unwrap_or(0), now, false, &kind);
        let contact = if by_number { json!({ "input": body["to"], "wa_id": wa_id(&to) }) } else { json!({ "input": to, "user_id": to }) };
        let mut message = json!({ "id": wamid });
        let ticket =
            Ticket { customer: customer.unwrap_or(0), wamid, callback, to, by_number, kind, pricing: Value::Null, priced_on: "delivered" };
        let held = self.template_of(body).filter(|_| body["type"] == "template").is_some_and(|t| t.pacing == Some(0));
        if body["type"] == "template" {
            message["message_status"] = json!(if held { "held_for_quality_assessment" } else { "accepted" });
        }
        if held {
            self.templates.held.push(Held { ticket, body: body.clone(), marketing });
        } else {
            if let Some(template) = self.templates.get_mut(text(body, "/template/name"), text(body, "/template/language/code")) {
                template.pacing = template.pacing.map(|left| left.saturating_sub(1));
            }
            self.dispatch(ticket, body, marketing);
        }
        json!({ "messaging_product": "whatsapp", "contacts": [contact], "messages": [message] })
    }

    /// Lets a message meet its person, or fail.
    pub fn dispatch(&mut self, mut ticket: Ticket, body: &Value, marketing: bool) {
        let now = self.now();
        let id = ticket.customer;
        let refused = if id == 0 { Some(131_026) } else { self.refused_later(id, body, now) };
        if let Some(code) = refused {
            self.schedule(40, Event::Status { ticket: Arc::new(ticket), status: "failed", code: Some(code) });
            return;
        }
        ticket.pricing = self.price(id, body, marketing, now);
        if let Some(customer) = self.people.get_mut(id) {
            customer.typing_until = None;
            if ticket.by_number {
                customer.phone_exchanged_at = Some(now);
            }
        }
        if ticket.kind == "reaction" {
            self.react(id, text(body, "/reaction/message_id"), text(body, "/reaction/emoji"));
            // Nothing but `sent` ever comes for a reaction.
            self.schedule(20, Event::Status { ticket: Arc::new(ticket), status: "sent", code: None });
            return;
        }
        if text(body, "/interactive/type") == "order_status" {
            self.orders.insert(text(body, "/interactive/action/parameters/reference_id").to_owned(), self.order_state(body));
        }
        let voice = body.pointer("/audio/voice") == Some(&json!(true));
        self.show(id, &ticket.wamid, body, now);
        self.live(ticket, voice);
    }

    /// What the message is to the price list.
    pub fn category(&self, body: &Value) -> String {
        if let Some(category) = body.get("category").and_then(Value::as_str) {
            return category.to_owned();
        }
        if body["type"] != "template" {
            return "service".into();
        }
        self.template_of(body).map_or_else(|| "marketing".into(), |t| t.category.to_lowercase())
    }

    /// What Meta finds out only after answering 200.
    fn refused_later(&mut self, id: u64, body: &Value, now: i64) -> Option<i64> {
        let category = self.category(body);
        let customer = self.people.get(id)?;
        let window = customer.window_open(now);
        if let Some(code) = self.faults.fail_with {
            return Some(code);
        }
        if self.account.kept.blocked.contains_key(&id) {
            return Some(130_403);
        }
        if !customer.reachable {
            return Some(131_026);
        }
        if category == "service" && !window {
            return Some(131_047);
        }
        if category == "marketing" {
            let american = customer.phone.as_deref().is_some_and(|p| p.starts_with("+1"))
                || customer.user_id.as_deref().is_some_and(|u| u.starts_with("US."));
            if customer.marketing_stopped {
                return Some(131_050);
            }
            if american || (customer.marketing_capped && !window) {
                return Some(131_049);
            }
            if customer.in_experiment && !window {
                return Some(130_472);
            }
        }
        if let Some(code) = self.order_refused(customer.phone.as_deref(), body) {
            return Some(code);
        }
        if media_of(body)
            .into_iter()
            .any(|(kind, media, voice)| self.library.get(&media, now).is_none_or(|found| !library::shows(&kind, voice, found)))
        {
            return Some(131_053);
        }
        if !self.settings.payment_method
            && now >= EVERY_MESSAGE_COSTS
            && (category != "service" || self.limits.free_used.1 >= self.settings.free_replies)
        {
            return Some(131_042);
        }
        (!window && !self.limits.open(id, now)).then_some(131_048)
    }

    /// Orders are for two countries, and move one way only.
    fn order_refused(&self, phone: Option<&str>, body: &Value) -> Option<i64> {
        let interactive = text(body, "/interactive/type");
        let details = template_buttons(&body["template"]).find_map(|b| b.pointer("/parameters/0/action/order_details"));
        let details = details.or_else(|| body.pointer("/interactive/action/parameters").filter(|_| interactive == "order_details"));
        if let Some(details) = details {
            let here = if details["currency"] == "INR" { "IN" } else { "BR" };
            return (phone.is_none_or(|p| country(p) != here)).then_some(2040);
        }
        if interactive != "order_status" {
            return None;
        }
        let reference = text(body, "/interactive/action/parameters/reference_id");
        let next = text(body, "/interactive/action/parameters/order/status");
        let rank = |state: &str| ["pending", "processing", "partially-shipped", "shipped", "completed"].iter().position(|s| *s == state);
        let (state, paid) = match self.orders.get(reference) {
            Some(state) => state.split_once('+').map_or((state.as_str(), false), |(state, _)| (state, true)),
            None => return Some(2046),
        };
        match next {
            "canceled" if paid => Some(2047),
            "canceled" if state != "completed" => None,
            _ if state == "canceled" || rank(next) < rank(state) || next == "canceled" => Some(2046),
            _ => None,
        }
    }

    /// The state an order will be in; `+paid` once the money was said to be there.
    fn order_state(&self, body: &Value) -> String {
        let parameters = &body["interactive"]["action"]["parameters"];
        let before = self.orders.get(text(parameters, "/reference_id")).is_some_and(|s| s.ends_with("+paid"));
        let paid = before || text(parameters, "/payment/status") == "captured";
        format!("{}{}", text(parameters, "/order/status"), if paid { "+paid" } else { "" })
    }

    /// What the message costs, as statuses say it (§6).
    fn price(&mut self, id: u64, body: &Value, marketing: bool, now: i64) -> Value {
        let category = self.category(body);
        let free_hours = self.settings.free_entry_hours;
        let Some(customer) = self.people.get_mut(id) else {
            return Value::Null;
        };
        let window = customer.window_open(now);
        // Whoever came by an advertisement and is answered within a day is free for three.
        if let Some((came, opened @ None)) = &mut customer.entry_point {
            if now - *came < DAY {
                *opened = Some(now);
            }
        }
        let entry = customer.entry_point.and_then(|(_, opened)| opened).is_some_and(|at| now - at < free_hours * HOUR);
        let named = if marketing && category == "marketing" { "marketing_lite".to_owned() } else { category.clone() };
        let model = if now < PER_MESSAGE { "CBP" } else { "PMP" };
        let say = |billable: bool, kind: &str, category: &str| json!({ "billable": billable, "pricing_model": model, "type": kind, "category": category });
        if entry {
            return say(false, "free_entry_point", "referral_conversion");
        }
        let free = match category.as_str() {
            "service" if now < EVERY_MESSAGE_COSTS => true,
            "service" => self.limits.free_reply(now, self.settings.free_replies),
            "utility" if window => now < EVERY_MESSAGE_COSTS || !self.settings.utility_in_window_charged,
            _ => false,
        };
        say(!free, if free { "free_customer_service" } else { "regular" }, &named)
    }
}

/// Every media id a message refers to, with the kind it is shown as.
fn media_of(body: &Value) -> Vec<(String, String, bool)> {
    fn walk(value: &Value, found: &mut Vec<(String, String, bool)>) {
        match value {
            Value::Array(all) => all.iter().for_each(|v| walk(v, found)),
            Value::Object(fields) => {
                for (name, value) in fields {
                    if matches!(name.as_str(), "image" | "video" | "audio" | "document" | "sticker" | "gif") {
                        if let Some(id) = value.get("id").and_then(Value::as_str) {
                            found.push((name.clone(), id.to_owned(), value.get("voice") == Some(&json!(true))));
                        }
                    }
                    walk(value, found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(body, &mut found);
    found
}

/// The buttons of a template that is sent.
fn template_buttons(sent: &Value) -> impl Iterator<Item = &Value> {
    let parts = sent["components"].as_array().map_or(&[][..], Vec::as_slice);
    parts.iter().filter(|p| p["type"].as_str().is_some_and(|t| t.eq_ignore_ascii_case("button")))
}
