//! Answers, held to what the contract declares of their operation.

use axum::http::{HeaderMap, header};
use serde_json::{Map, Value};

use super::{Contract, Matched, pointer};

/// An answer as it goes out.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: &'a HeaderMap,
    /// Its whole body.
    pub body: &'a [u8],
}

impl Contract {
    /// All that the contract holds against an operation's answer, in words: a status that it does
    /// not declare, a header that is missing or wrong, another content type, a body that is none,
    /// or that its schema does not accept. Nothing where the answer is as declared.
    pub fn breaches(&self, operation: &Matched, answer: &Answer<'_>) -> Vec<String> {
        let status = answer.status.to_string();
        let Matched { path, method } = operation;
        let place = ["paths", path, method, "responses", &status];
        let named = |breach: String| format!("{} {path} {status}: {breach}", method.to_uppercase());
        let Some(response) = self.document.pointer(&pointer(&place)) else {
            return vec![named("the status is not declared".to_owned())];
        };
        let mut breaches = self.header_breaches(&place, response, answer.headers);
        breaches.extend(self.body_breaches(&place, response, answer));
        breaches.into_iter().map(named).collect()
    }

    fn header_breaches(
        &self,
        place: &[&str],
        response: &Value,
        headers: &HeaderMap,
    ) -> Vec<String> {
        let mut breaches = Vec::new();
        for (name, declared) in members(response, "headers") {
            let is_required = declared.get("required").and_then(Value::as_bool);
            let Some(value) = headers.get(name) else {
                if is_required == Some(true) {
                    breaches.push(format!("the header `{name}` is missing"));
                }
                continue;
            };
            let Ok(text) = value.to_str() else {
                breaches.push(format!("the header `{name}` is not text"));
                continue;
            };
            let place = [place, &["headers", name, "schema"]].concat();
            // A number is sent as its digits, so either reading will do.
            let as_text = self.errors(&place, &Value::from(text));
            let as_json =
                serde_json::from_str(text).map(|value: Value| self.errors(&place, &value));
            if !as_text.is_empty() && !as_json.is_ok_and(|errors| errors.is_empty()) {
                breaches.extend(
                    as_text
                        .iter()
                        .map(|error| format!("the header `{name}`: {error}")),
                );
            }
        }
        breaches
    }

    fn body_breaches(&self, place: &[&str], response: &Value, answer: &Answer<'_>) -> Vec<String> {
        let mut contents = members(response, "content").peekable();
        if contents.peek().is_none() {
            return match answer.body {
                [] => Vec::new(),
                _ => vec!["a body where none is declared".to_owned()],
            };
        }
        let given = answer.headers.get(header::CONTENT_TYPE);
        let given = given
            .and_then(|given| given.to_str().ok())
            .unwrap_or_default();
        let media = given.split(';').next().unwrap_or_default().trim();
        let Some((media, declared)) =
            contents.find(|(declared, _)| declared.eq_ignore_ascii_case(media))
        else {
            return vec![format!("the content type {given:?} is not declared")];
        };
        let is_json = media == "application/json" || media.ends_with("+json");
        if !is_json || declared.get("schema").is_none() {
            return Vec::new();
        }
        match serde_json::from_slice(answer.body) {
            Err(error) => vec![format!("the body is not JSON: {error}")],
            Ok(value) => self.errors(&[place, &["content", media, "schema"]].concat(), &value),
        }
    }
}

/// The members of an object's member, if there are any.
fn members<'v>(value: &'v Value, name: &str) -> impl Iterator<Item = (&'v str, &'v Value)> {
    let members = value.get(name).and_then(Value::as_object);
    let members = members.into_iter().flat_map(Map::iter);
    members.map(|(name, value)| (name.as_str(), value))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn contract() -> Contract {
        Contract::new(json!({ "paths": { "/a/{id}": { "get": { "responses": {
            "200": {
                "headers": {
                    "x-left": { "required": true, "schema": { "type": "integer" } },
                    "x-word": { "schema": { "enum": ["7", "on"] } },
                },
                "content": {
                    "application/json": { "schema": { "$ref": "#/components/schemas/A" } },
                    "text/plain": {},
                },
            },
            "204": {},
        } } } }, "components": { "schemas": { "A": { "required": ["b"] } } } }))
    }

    /// What the contract holds against an answer with these headers.
    fn breaches(status: u16, headers: &[(&'static str, &str)], body: &str) -> Vec<String> {
        let contract = contract();
        let operation = contract.operation("GET", "/a/b").unwrap();
        let headers = headers
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()));
        let answer = Answer {
            status,
            headers: &headers.collect(),
            body: body.as_bytes(),
        };
        contract.breaches(&operation, &answer)
    }

    #[test]
    fn an_answer_as_declared_has_nothing_against_it() {
        let json = ("content-type", "application/json; charset=utf-8");
        assert_eq!(
            breaches(200, &[json, ("x-left", "3")], r#"{"b":1}"#),
            [""; 0]
        );
        let word = ("x-word", "7");
        assert_eq!(
            breaches(200, &[json, ("x-left", "3"), word], r#"{"b":1}"#),
            [""; 0]
        );
        let text = ("content-type", "Text/Plain");
        assert_eq!(breaches(200, &[text, ("x-left", "0")], "well"), [""; 0]);
        assert_eq!(breaches(204, &[], ""), [""; 0]);
    }

    #[test]
    fn each_breach_is_said() {
        let json = ("content-type", "application/json");
        let left = ("x-left", "3");
        for (status, headers, body, said) in [
            (
                201,
                vec![],
                "",
                "GET /a/{id} 201: the status is not declared",
            ),
            (204, vec![], "{}", "a body where none is declared"),
            (
                200,
                vec![json],
                r#"{"b":1}"#,
                "the header `x-left` is missing",
            ),
            (
                200,
                vec![json, ("x-left", "few")],
                r#"{"b":1}"#,
                "`x-left`: : \"few\"",
            ),
            (
                200,
                vec![json, left, ("x-word", "off")],
                r#"{"b":1}"#,
                "`x-word`",
            ),
            (
                200,
                vec![left],
                r#"{"b":1}"#,
                "content type \"\" is not declared",
            ),
            (
                200,
                vec![left, ("content-type", "text/html")],
                "",
                "\"text/html\"",
            ),
            (200, vec![json, left], "", "the body is not JSON"),
            (200, vec![json, left], "{}", "\"b\" is a required property"),
        ] {
            let found = breaches(status, &headers, body);
            assert!(
                found.len() == 1 && found[0].contains(said),
                "{said}: {found:?}"
            );
        }
    }

    #[test]
    fn the_contract_that_is_shipped_has_every_operation() {
        let contract = Contract::shipped().unwrap();
        for operation in sfcompute_api::operations::OPERATIONS {
            let path = operation.path.replace(['{', '}'], "");
            let matched = contract.operation(operation.method, &path).unwrap();
            assert_eq!(matched.path, operation.path);
        }
    }
}
