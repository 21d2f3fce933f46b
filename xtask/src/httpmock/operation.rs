//! An operation as its mock sees it: what can be asked of a request, what can be answered.

use std::collections::BTreeSet;

use openapi_lower::rust_type_name;
use quote::format_ident;
use serde_json::Value;
use syn::{Ident, Type, parse_quote};

use super::Error;
use super::signature::{Client, Signature, argument_of};
use crate::operation_table::function;

/// One operation.
pub struct Operation {
    /// The method of the generated client.
    pub function: Ident,
    /// The HTTP method in upper case.
    pub method: String,
    /// The path template.
    pub path: String,
    /// What it does, in a sentence.
    pub summary: String,
    /// Literal paths of other operations that the template would match as well.
    pub literal_rivals: Vec<String>,
    /// What can be asked of a request.
    pub conditions: Vec<Condition>,
    /// What can be answered, by status.
    pub answers: Vec<Answer>,
}

/// One thing that can be asked of a request.
pub struct Condition {
    /// The client's argument.
    pub argument: Ident,
    /// The name on the wire; `body` of the body.
    pub name: String,
    /// What is asked.
    pub ask: Ask,
}

/// What can be asked of a parameter or a body, each of its type.
pub enum Ask {
    /// A segment of the path.
    Path(Type),
    /// A query parameter that is always there.
    Query(Type),
    /// A query parameter that may be absent.
    OptionalQuery(Type),
    /// A query parameter that may be repeated, and its item.
    RepeatedQuery(Type),
    /// A header that is always there.
    Header(Type),
    /// A header that may be absent.
    OptionalHeader(Type),
    /// The JSON body.
    Body(Type),
}

/// One documented answer.
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The method for it.
    pub name: Ident,
    /// The type of its body; none where it has none.
    pub body: Option<Type>,
}

impl Operation {
    /// The type that asks something of requests.
    pub fn when(&self) -> Ident {
        format_ident!("{}When", rust_type_name(&self.function.to_string()))
    }

    /// The type that answers.
    pub fn then(&self) -> Ident {
        format_ident!("{}Then", rust_type_name(&self.function.to_string()))
    }
}

/// What every operation is read from.
struct Sources<'d> {
    contract: &'d Value,
    lowered: &'d Value,
    client: &'d Client,
}

/// Every operation of the contract, sorted by function.
pub fn all(contract: &Value, lowered: &Value, client: &Client) -> Result<Vec<Operation>, Error> {
    let sources = Sources {
        contract,
        lowered,
        client,
    };
    let mut operations = Vec::new();
    let paths = lowered.get("paths").and_then(Value::as_object);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let Some(id) = operation.get("operationId").and_then(Value::as_str) else {
                continue;
            };
            let id = function(id);
            let read = sources.operation(&id, path, method, item);
            operations.push(read.map_err(|what| Error::Operation {
                operation: id,
                what,
            })?);
        }
    }
    operations.sort_by_cached_key(|operation| operation.function.to_string());
    Ok(operations)
}

impl Sources<'_> {
    fn operation(
        &self,
        id: &str,
        path: &str,
        method: &str,
        item: &Value,
    ) -> Result<Operation, String> {
        let signature = self.client.functions.get(id);
        let signature = signature.ok_or("the client has no method for it")?;
        let operation = item.get(method).unwrap_or(&Value::Null);
        let summary = operation.get("summary").and_then(Value::as_str);
        Ok(Operation {
            function: format_ident!("{id}"),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: summary.unwrap_or("no summary.").trim().to_owned(),
            literal_rivals: self.literal_rivals(path, method)?,
            conditions: self.conditions(signature, item, operation)?,
            answers: self.answers(signature, path, method, operation)?,
        })
    }

    /// Literal paths win over templates, as they do for any router.
    fn literal_rivals(&self, path: &str, method: &str) -> Result<Vec<String>, String> {
        let paths = self.lowered.get("paths").and_then(Value::as_object);
        let mut rivals = Vec::new();
        for (other, item) in paths.into_iter().flatten() {
            if other == path || item.get(method).is_none() || !overlap(path, other) {
                continue;
            }
            if !other.contains('{') {
                rivals.push(other.clone());
            } else if path.contains('{') {
                return Err(format!("`{path}` and `{other}` match the same paths"));
            }
        }
        Ok(rivals)
    }

    fn conditions(
        &self,
        signature: &Signature,
        item: &Value,
        operation: &Value,
    ) -> Result<Vec<Condition>, String> {
        let lists = [item.get("parameters"), operation.get("parameters")];
        let parameters: Vec<&Value> = lists
            .into_iter()
            .flatten()
            .filter_map(Value::as_array)
            .flatten()
            .map(|parameter| resolved(self.lowered, parameter))
            .collect();
        let mut conditions = Vec::new();
        let mut seen = BTreeSet::from(["and_then".to_owned(), "into_inner".to_owned()]);
        for (argument, ty) in &signature.arguments {
            if !seen.insert(argument.to_string()) {
                return Err(format!("two things are called `{argument}`"));
            }
            let found = parameters.iter().find_map(|parameter| {
                let name = parameter.get("name")?.as_str()?;
                let same = function(name) == argument.to_string().trim_end_matches('_');
                same.then_some((name, parameter.get("in")?.as_str()?))
            });
            let json = "/requestBody/content/application~1json";
            let (name, place) = match found {
                Some(found) => found,
                None if operation.pointer(json).is_some() => ("body", "body"),
                None => return Err(format!("no parameter is the argument `{argument}`")),
            };
            let ask = match (place, shape(ty)) {
                ("path", Shape::One(ty)) => Ask::Path(ty),
                ("query", Shape::One(ty)) => Ask::Query(ty),
                ("query", Shape::Optional(ty)) => Ask::OptionalQuery(ty),
                ("query", Shape::Repeated(ty)) => Ask::RepeatedQuery(ty),
                ("header", Shape::One(ty)) => Ask::Header(ty),
                ("header", Shape::Optional(ty)) => Ask::OptionalHeader(ty),
                ("body", Shape::One(ty) | Shape::Optional(ty)) => Ask::Body(ty),
                (place, _) => {
                    let ty = quote::quote! { #ty };
                    return Err(format!("`{name}` in the {place} is of the type `{ty}`"));
                }
            };
            conditions.push(Condition {
                argument: argument.clone(),
                name: name.to_owned(),
                ask,
            });
        }
        Ok(conditions)
    }

    /// Successes come from the signature, the failures that lowering lost from the contract.
    fn answers(
        &self,
        signature: &Signature,
        path: &str,
        method: &str,
        lowered: &Value,
    ) -> Result<Vec<Answer>, String> {
        let responses = self.contract.get("paths").and_then(|it| it.get(path));
        let responses = responses.and_then(|it| it.get(method)?.get("responses")?.as_object());
        let mut answers = Vec::new();
        for (status, response) in responses.into_iter().flatten() {
            if status.starts_with("x-") {
                continue;
            }
            let number = status.parse();
            let number = number.map_err(|_| format!("the response `{status}` is no status"))?;
            let kept = lowered.get("responses").and_then(|it| it.get(status));
            let body = if kept.is_some() {
                signature.answer.clone()
            } else {
                self.body(resolved(self.contract, response))?
            };
            answers.push(Answer {
                status: number,
                name: format_ident!("{}", reason(number)?),
                body,
            });
        }
        answers.sort_by_key(|answer| answer.status);
        Ok(answers)
    }

    /// The type of a response that the client does not decode.
    fn body(&self, response: &Value) -> Result<Option<Type>, String> {
        let Some(content) = response.get("content").and_then(Value::as_object) else {
            return Ok(None);
        };
        if content.is_empty() {
            return Ok(None);
        }
        let schema = content
            .get("application/json")
            .and_then(|media| media.get("schema"))
            .ok_or("a response is not JSON")?;
        let Some(reference) = schema.get("$ref").and_then(Value::as_str) else {
            return Ok(Some(parse_quote! { ::serde_json::Value }));
        };
        let name = reference.rsplit('/').next().unwrap_or_default();
        // Lowering may have cut a prefix such as `v2.` off.
        let short = name.split_once('.').map_or(name, |(_, short)| short);
        let known = [name, short]
            .map(rust_type_name)
            .into_iter()
            .find(|name| self.client.structs.contains(name));
        let ty = format_ident!(
            "{}",
            known.ok_or_else(|| format!("`{name}` has no type in the client"))?
        );
        Ok(Some(parse_quote! { types::#ty }))
    }
}

/// What a reference to a component refers to.
fn resolved<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let reference = value.get("$ref").and_then(Value::as_str);
    reference
        .and_then(|reference| document.pointer(reference.strip_prefix('#')?))
        .unwrap_or(value)
}

/// Whether some path fits both templates.
fn overlap(one: &str, other: &str) -> bool {
    one.split('/').count() == other.split('/').count()
        && one
            .split('/')
            .zip(other.split('/'))
            .all(|(a, b)| a == b || a.starts_with('{') || b.starts_with('{'))
}

/// How many of an argument there may be.
enum Shape {
    One(Type),
    Optional(Type),
    Repeated(Type),
}

fn shape(ty: &Type) -> Shape {
    if let Some(inner) = argument_of(ty, "Option") {
        return match shape(inner) {
            Shape::One(ty) | Shape::Optional(ty) => Shape::Optional(ty),
            repeated @ Shape::Repeated(_) => repeated,
        };
    }
    if let Type::Reference(reference) = ty
        && let Some(item) = argument_of(&reference.elem, "Vec")
    {
        return Shape::Repeated(item.clone());
    }
    Shape::One(ty.clone())
}

/// The method for a status: its reason phrase.
fn reason(status: u16) -> Result<&'static str, String> {
    Ok(match status {
        200 => "ok",
        201 => "created",
        202 => "accepted",
        204 => "no_content",
        400 => "bad_request",
        401 => "unauthorized",
        402 => "payment_required",
        403 => "forbidden",
        404 => "not_found",
        405 => "method_not_allowed",
        408 => "request_timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition_failed",
        413 => "content_too_large",
        415 => "unsupported_media_type",
        422 => "unprocessable_entity",
        423 => "locked",
        425 => "too_early",
        429 => "too_many_requests",
        500 => "internal_server_error",
        501 => "not_implemented",
        502 => "bad_gateway",
        503 => "service_unavailable",
        504 => "gateway_timeout",
        status => return Err(format!("the status {status} has no name here; give it one")),
    })
}
