//! The calls about templates (fact sheet §1.3, §2.4–2.5); what a template is lies in [`crate::template`].

use reqwest::Method;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{CallError, Client, done, id, text_field};
use crate::template::{Edit, NewTemplate, Template};
use crate::tolerant;

const FIELDS: &str =
    "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason,previous_category,message_send_ttl_seconds";

/// What to delete.
#[derive(Clone, Copy, Debug)]
pub enum Deleting<'a> {
    /// A name in every language.
    Everywhere {
        /// The name.
        name: &'a str,
    },
    /// One language of a name.
    One {
        /// The name; Meta wants it beside the id.
        name: &'a str,
        /// Meta's id of that language's template.
        id: &'a str,
    },
}

impl Client {
    /// Submits a template for review; answers Meta's id and state. A hundred an hour (§2.4).
    ///
    /// # Errors
    /// When Meta refuses the template or cannot be reached.
    pub async fn create_template(&self, template: &NewTemplate) -> Result<(String, String), CallError> {
        let value = self.post(&format!("{}/message_templates", self.waba()?), &template.json()).await?;
        Ok((text_field(&value, "id")?, text_field(&value, "status")?))
    }

    /// Authentication templates in several languages at once (§1.3): created where they are new, edited
    /// where they are not. Answers id, language and state of each.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn upsert_templates(&self, template: &NewTemplate, languages: &[&str]) -> Result<Vec<(String, String, String)>, CallError> {
        let mut body = template.json();
        if let Some(body) = body.as_object_mut() {
            body.remove("language");
            body.insert("languages".to_owned(), json!(languages));
        }
        let value = self.post(&format!("{}/upsert_message_templates", self.waba()?), &body).await?;
        let items = value.get("data").and_then(Value::as_array).ok_or(CallError::Unreachable("answer unreadable"))?;
        items.iter().map(|item| Ok((text_field(item, "id")?, text_field(item, "language")?, text_field(item, "status")?))).collect()
    }

    /// All templates, following the pages: Meta shows 25 at a time.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn templates(&self) -> Result<Vec<Template>, CallError> {
        let items = self.pages(&format!("{}/message_templates", self.waba()?), &[("fields", FIELDS), ("limit", "100")]).await?;
        let read = items.iter().map(|item| Template::deserialize(item).map_err(|_| CallError::Unreachable("answer unreadable")));
        read.collect()
    }

    /// One template.
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn template(&self, template_id: &str) -> Result<Template, CallError> {
        let value = self.get(id(template_id, "not a template's id")?, &[("fields", FIELDS)]).await?;
        Template::deserialize(&value).map_err(|_| CallError::Unreachable("answer unreadable"))
    }

    /// Changes a template: an approved one once a day and ten times in 30 days, its category never (§2.4).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn edit_template(&self, template_id: &str, edit: &Edit) -> Result<(), CallError> {
        done(&self.post(id(template_id, "not a template's id")?, &edit.body()).await?)
    }

    /// Deletes a template. The name of an approved one is locked for 30 days (§2.4).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn delete_template(&self, what: Deleting<'_>) -> Result<(), CallError> {
        let path = format!("{}/message_templates", self.waba()?);
        let answer = match what {
            Deleting::Everywhere { name } => self.delete(&path, &[("name", name)]).await?,
            Deleting::One { name, id } => self.delete(&path, &[("hsm_id", id), ("name", name)]).await?,
        };
        done(&answer)
    }

    /// Ends a pause. One caused by pacing does not end by itself (§2.5).
    ///
    /// # Errors
    /// When Meta refuses or cannot be reached.
    pub async fn unpause_template(&self, template_id: &str) -> Result<(), CallError> {
        let path = format!("{}/unpause", id(template_id, "not a template's id")?);
        let value = self.call(self.request(Method::POST, &path, &[])?.json(&json!({}))).await?;
        match tolerant::text_of(&value, "reason") {
            Some(_) if value.get("success").and_then(tolerant::as_flag) == Some(false) => {
                Err(CallError::Unreachable("Meta keeps it paused"))
            }
            _ => done(&value),
        }
    }
}
