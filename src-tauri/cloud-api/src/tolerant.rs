//! Reading what Meta sends without being hurt by it: numbers written as strings, strings written as
//! numbers, objects where a list was promised. A field of the wrong shape is `None`, an item of the
//! wrong shape is left out of its list; whoever must not lose it keeps the raw JSON beside.
//!
//! The alternative, strict types, loses a whole delivery to one odd field.

use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// Text, or a number or truth value written as text.
pub fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// A whole number, also when written as text or with a fraction of zero.
pub fn as_number(value: &Value) -> Option<i64> {
    match value {
        Value::Number(number) => number.as_i64().or_else(|| number.as_f64().and_then(whole)),
        Value::String(text) => text.trim().parse().ok().or_else(|| text.trim().parse().ok().and_then(whole)),
        _ => None,
    }
}

fn whole(float: f64) -> Option<i64> {
    // 2^53: beyond it a float does not say which whole number was meant.
    (float.fract() == 0.0 && float.abs() <= 9_007_199_254_740_992.0).then_some(float as i64)
}

/// A decimal number, also when written as text.
pub fn as_decimal(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
    .filter(|float: &f64| float.is_finite())
}

/// A truth value, also when written as text or as 0 and 1.
pub fn as_flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::Number(number) => number.as_i64().map(|n| n != 0),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// The items of a list that can be read; anything but a list has none.
pub fn as_list<T: DeserializeOwned>(value: &Value) -> Vec<T> {
    value.as_array().into_iter().flatten().filter_map(one).collect()
}

/// One item. A list never stands for an object, although derived readers would take it for one.
pub fn one<T: DeserializeOwned>(value: &Value) -> Option<T> {
    if value.is_array() { None } else { T::deserialize(value).ok() }
}

/// `value[field]` as text.
pub fn text_of(value: &Value, field: &str) -> Option<String> {
    value.get(field).and_then(as_text)
}

/// `value[field]` as a whole number.
pub fn number_of(value: &Value, field: &str) -> Option<i64> {
    value.get(field).and_then(as_number)
}

/// `value[field]` as a list.
pub fn list_of<T: DeserializeOwned>(value: &Value, field: &str) -> Vec<T> {
    value.get(field).map(as_list).unwrap_or_default()
}

/// For `deserialize_with`: optional text.
pub fn text<'de, D: Deserializer<'de>>(from: D) -> Result<Option<String>, D::Error> {
    Value::deserialize(from).map(|value| as_text(&value))
}

/// For `deserialize_with`: text, empty when there is none.
pub fn words<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    text(from).map(Option::unwrap_or_default)
}

/// For `deserialize_with`: text without which the item means nothing.
pub fn needed<'de, D: Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    text(from)?.ok_or_else(|| D::Error::custom("text expected"))
}

/// For `deserialize_with`: an optional whole number.
pub fn number<'de, D: Deserializer<'de>>(from: D) -> Result<Option<i64>, D::Error> {
    Value::deserialize(from).map(|value| as_number(&value))
}

/// For `deserialize_with`: an optional truth value.
pub fn flag<'de, D: Deserializer<'de>>(from: D) -> Result<Option<bool>, D::Error> {
    Value::deserialize(from).map(|value| as_flag(&value))
}

/// For `deserialize_with`: a nested object, `None` when it has another shape.
pub fn maybe<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    Value::deserialize(from).map(|value| one(&value))
}

/// For `deserialize_with`: a nested object, its default when it has another shape.
pub fn nested<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(from: D) -> Result<T, D::Error> {
    maybe(from).map(Option::unwrap_or_default)
}

/// For `deserialize_with`: a list, without the items that cannot be read.
pub fn list<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Vec<T>, D::Error> {
    Value::deserialize(from).map(|value| as_list(&value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn numbers_and_texts_stand_for_each_other_and_nothing_is_guessed() {
        assert_eq!(as_number(&json!("1790000000")), Some(1_790_000_000), "message times are strings");
        assert_eq!(as_number(&json!(1_790_000_000)), Some(1_790_000_000), "account times are numbers");
        assert_eq!(as_number(&json!(5.0)), Some(5), "a fraction of zero is a whole number");
        assert_eq!(as_number(&json!(5.5)), None, "half a message is not rounded");
        assert_eq!(as_number(&json!(1e300)), None, "nor is what does not fit");
        assert_eq!(as_text(&json!(106)), Some("106".into()), "an id written as a number is still the id");
        assert_eq!(as_text(&json!({})), None, "an object is no text");
        assert_eq!(as_decimal(&json!("12.50")), Some(12.5), "prices come both ways");
        assert_eq!(as_list::<String>(&json!(["a", {}, "b"])).len(), 2, "one bad item costs only itself");
    }
}
