//! What happens to a template: review, rating, pauses of three and six hours and then for good, pacing
//! that holds messages back (fact sheet §2.5). Each change is announced as Meta announces it.

use serde_json::{Value, json};

use super::Template;
use crate::world::{HOUR, World};

fn with(mut value: Value, extra: &Value) -> Value {
    if let (Some(value), Some(extra)) = (value.as_object_mut(), extra.as_object()) {
        value.extend(extra.clone());
    }
    value
}

fn named(template: &Template) -> Value {
    // Meta gives ids of templates as numbers here, and as text elsewhere.
    let id = template.id.parse::<u64>().map_or_else(|_| json!(template.id), |n| json!(n));
    json!({ "message_template_id": id, "message_template_name": template.name, "message_template_language": template.language })
}

impl World {
    /// A review ends.
    pub fn review(&mut self, name: &str, language: &str) {
        let Some(template) = self.templates.get(name, language).filter(|t| t.status == "PENDING") else {
            return;
        };
        let (category, changed) = (template.category.clone(), template.changed);
        match self.faults.reject_template.take() {
            Some(reason) => self.reject(name, language, &reason),
            None => {
                self.set_template(name, language, Some("APPROVED"), Some(&category));
                if changed {
                    self.announce_components(name, language);
                }
            }
        }
    }

    fn reject(&mut self, name: &str, language: &str, reason: &str) {
        if let Some(template) = self.templates.get_mut(name, language) {
            template.status = "REJECTED".into();
            template.rejected_reason = Some(reason.to_owned());
        }
        let info = json!({ "rejection_info": { "reason": reason, "recommendation": "Change the text and submit it again." } });
        self.announce_status(name, language, "REJECTED", reason, &info);
    }

    fn announce_status(&mut self, name: &str, language: &str, event: &str, reason: &str, extra: &Value) {
        self.dirty = true;
        let Some(template) = self.templates.get(name, language) else {
            return;
        };
        let value = with(named(template), &json!({ "event": event, "reason": reason, "message_template_category": template.category }));
        self.announce("message_template_status_update", with(value, extra));
    }

    fn announce_components(&mut self, name: &str, language: &str) {
        let Some(template) = self.templates.get_mut(name, language) else {
            return;
        };
        template.changed = false;
        let text = |kind: &str| template.part(kind).and_then(|c| c["text"].as_str()).map(str::to_owned);
        let mut value = with(named(template), &json!({ "message_template_element": text("BODY").unwrap_or_default() }));
        for (field, kind) in [("message_template_title", "HEADER"), ("message_template_footer", "FOOTER")] {
            if let Some(text) = text(kind) {
                value[field] = json!(text);
            }
        }
        let buttons: Vec<Value> = template
            .buttons()
            .iter()
            .map(|b| json!({ "message_template_button_type": b["type"], "message_template_button_text": b["text"], "message_template_button_url": b["url"] }))
            .collect();
        if !buttons.is_empty() {
            value["message_template_buttons"] = json!(buttons);
        }
        self.announce("message_template_components_update", value);
    }

    /// Changes a template as Meta does, with the webhooks Meta sends; false when there is none.
    pub fn set_template(&mut self, name: &str, language: &str, status: Option<&str>, category: Option<&str>) -> bool {
        let now = self.now();
        let Some(template) = self.templates.get_mut(name, language) else {
            return false;
        };
        self.dirty = true;
        let before = template.category.clone();
        if let Some(status) = status {
            status.clone_into(&mut template.status);
            if status == "APPROVED" {
                (template.approved_at, template.rated_at, template.rejected_reason) = (now, now, None);
                (template.paused_until, template.paused_by_pacing) = (None, false);
            }
        }
        if let Some(category) = category {
            category.clone_into(&mut template.category);
            if before != category {
                (template.previous_category, template.correct_category, template.send_ttl) = (Some(before.clone()), None, None);
            }
        }
        let template = template.clone();
        if let Some(status) = status {
            let extra = if status == "DISABLED" { json!({ "disable_info": { "disable_date": now / 1000 } }) } else { Value::Null };
            self.announce_status(name, language, status, "NONE", &extra);
        }
        if before != template.category {
            let value = with(named(&template), &json!({ "previous_category": before, "new_category": template.category }));
            self.announce("template_category_update", value);
        }
        true
    }

    /// Announces that Meta will change the category in a day.
    pub fn announce_category(&mut self, name: &str, language: &str, correct: &str) -> bool {
        let at = self.now() / 1000 + 86_400;
        let Some(template) = self.templates.get_mut(name, language) else {
            return false;
        };
        template.correct_category = Some(correct.to_owned());
        let value = with(
            named(template),
            &json!({ "new_category": template.category, "correct_category": correct, "category_update_timestamp": at }),
        );
        self.announce("template_category_update", value);
        true
    }

    /// People rate a template; when it is bad it pauses for three hours, then six, then for good.
    pub fn rate_template(&mut self, name: &str, language: &str, quality: &str) -> bool {
        let now = self.now();
        let Some(template) = self.templates.get_mut(name, language) else {
            return false;
        };
        let before = std::mem::replace(&mut template.quality, quality.to_owned());
        template.rated_at = now;
        let value = with(named(template), &json!({ "previous_quality_score": before, "new_quality_score": quality }));
        let pause = quality == "RED" && template.status == "APPROVED";
        if pause {
            template.pauses += 1;
        }
        let pauses = template.pauses;
        if pause && pauses <= 2 {
            template.status = "PAUSED".into();
            template.paused_until = Some(now + if pauses == 1 { 3 * HOUR } else { 6 * HOUR });
        }
        self.dirty = true;
        self.announce("message_template_quality_update", value);
        match (pause, pauses) {
            (false, _) => {}
            (true, 1 | 2) => {
                let (title, hours) = if pauses == 1 { ("FIRST_PAUSE", 3) } else { ("SECOND_PAUSE", 6) };
                let info = json!({ "other_info": { "title": title, "description": format!("Your template is paused for {hours} hours because its quality is low.") } });
                self.announce_status(name, language, "PAUSED", "NONE", &info);
            }
            (true, _) => {
                self.set_template(name, language, Some("DISABLED"), None);
            }
        }
        true
    }

    /// Ends the pauses whose time is over.
    pub fn pauses_end(&mut self) {
        let now = self.now();
        let over: Vec<(String, String)> = self
            .templates
            .iter()
            .filter(|t| t.status == "PAUSED" && t.paused_until.is_some_and(|at| at <= now))
            .map(|t| (t.name.clone(), t.language.clone()))
            .collect();
        for (name, language) in over {
            if let Some(template) = self.templates.get_mut(&name, &language) {
                (template.status, template.paused_until, template.quality) = ("APPROVED".into(), None, "UNKNOWN".into());
            }
            self.announce_status(&name, &language, "APPROVED", "NONE", &Value::Null);
        }
    }

    /// Lets `first` messages leave and holds the others.
    pub fn pace_template(&mut self, name: &str, language: &str, first: Option<u32>) -> bool {
        self.templates.get_mut(name, language).is_some_and(|template| {
            template.pacing = first;
            true
        })
    }

    /// Pacing ends: what was held goes out, or fails and the template is paused until it is unpaused.
    pub fn end_pacing(&mut self, name: &str, language: &str, good: bool) -> bool {
        if !self.pace_template(name, language, None) {
            return false;
        }
        let of = |held: &super::Held| held.body["template"]["name"] == name && held.body["template"]["language"]["code"] == language;
        let (mine, others): (Vec<_>, Vec<_>) = std::mem::take(&mut self.templates.held).into_iter().partition(of);
        self.templates.held = others;
        for held in mine {
            if good {
                self.dispatch(held.ticket, &held.body, held.marketing);
            } else {
                self.tell(&held.ticket, "failed", Some(132_015));
            }
        }
        if !good {
            if let Some(template) = self.templates.get_mut(name, language) {
                (template.status, template.paused_by_pacing) = ("PAUSED".into(), true);
            }
            let info = json!({ "other_info": { "title": "PACING_PAUSE", "description": "Your template is paused because of what people said of it." } });
            self.announce_status(name, language, "PAUSED", "NONE", &info);
        }
        true
    }
}
