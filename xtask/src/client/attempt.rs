//! Running the generator, and naming the place where it fails.
//!
//! The generator stops at some documents with a panic or with an error that names no place. Then
//! it is run again on parts of the document: on each component schema with what it refers to,
//! and on each operation alone. The first part that fails is the place.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;

use openapi_lower::Pointer;
use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator};
use serde_json::{Map, Value, json};

/// What stands in the way of generation, and where.
#[derive(Debug)]
pub struct Failure {
    /// The place in the lowered document.
    pub pointer: Pointer,
    /// What the generator says.
    pub why: String,
}

/// Makes the generator's settings, which do not leave the thread that made them.
pub type Settings<'s> = &'s (dyn Fn() -> GenerationSettings + Sync);

/// The generator recurses as deep as the document does; this is room for any that is loaded.
const STACK: usize = 512 << 20;

/// The generator's output.
pub fn generate(document: &Value, settings: Settings<'_>) -> Result<TokenStream, Failure> {
    let text = on_large_stack(|| match once(document, settings) {
        Ok(text) => Ok(text),
        Err(why) => Err(locate(document, settings).unwrap_or(Failure {
            pointer: Pointer::root(),
            why,
        })),
    })?;
    text.parse().map_err(|error| Failure {
        pointer: Pointer::root(),
        why: format!("the generator's output is not Rust: {error}"),
    })
}

/// Runs on a thread with a large stack.
fn on_large_stack<T: Send>(work: impl FnOnce() -> Result<T, Failure> + Send) -> Result<T, Failure> {
    let failed = |why: String| Failure {
        pointer: Pointer::root(),
        why,
    };
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        match thread.spawn_scoped(scope, work) {
            Ok(thread) => thread
                .join()
                .unwrap_or_else(|_| Err(failed("the generator stopped".to_owned()))),
            Err(error) => Err(failed(format!("no thread for the generator: {error}"))),
        }
    })
}

/// One run; a panic is an error of its message.
fn once(document: &Value, settings: Settings<'_>) -> Result<String, String> {
    let spec: openapiv3::OpenAPI = serde_json::from_value(document.clone())
        .map_err(|error| format!("the generator's reader refuses it: {error}"))?;
    quietly(|| {
        // Tokens do not leave the thread that made them, a text does.
        Generator::new(&settings())
            .generate_tokens(&spec)
            .map(|tokens| tokens.to_string())
            .map_err(|error| format!("the generator refuses it: {error}"))
    })
}

/// Catches a panic, and keeps it from being printed.
fn quietly<T>(work: impl FnOnce() -> Result<T, String>) -> Result<T, String> {
    type Hook = Box<dyn Fn(&std::panic::PanicHookInfo<'_>) + Sync + Send>;
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());
    let guard = ONE_AT_A_TIME.lock();
    let before: Hook = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| {}));
    let outcome = catch_unwind(AssertUnwindSafe(work));
    std::panic::set_hook(before);
    drop(guard);
    outcome.unwrap_or_else(|cause| {
        let message = cause
            .downcast_ref::<String>()
            .map(String::as_str)
            .or_else(|| cause.downcast_ref::<&str>().copied())
            .unwrap_or("no reason given");
        let first: String = message.chars().take(400).collect();
        Err(format!("the generator cannot handle it: {first}"))
    })
}

/// The first component schema or operation that fails by itself.
fn locate(document: &Value, settings: Settings<'_>) -> Option<Failure> {
    let schemas = document.pointer("/components/schemas");
    for name in schemas.and_then(Value::as_object).into_iter().flatten() {
        let (name, schema) = name;
        let part = part(document, schema, Some(name), json!({}));
        if let Err(why) = once(&part, settings) {
            let pointer = Pointer::schema(name);
            return Some(Failure { pointer, why });
        }
    }
    for (path, item) in document.get("paths")?.as_object()? {
        let Some(methods) = item.as_object() else {
            continue;
        };
        for (method, operation) in methods.iter().filter(|(_, value)| value.is_object()) {
            let mut alone = Map::new();
            alone.insert(method.clone(), operation.clone());
            if let Some(shared) = methods.get("parameters") {
                alone.insert("parameters".to_owned(), shared.clone());
            }
            let alone = Value::Object(alone);
            let part = part(document, &alone, None, json!({ path.as_str(): alone }));
            if let Err(why) = once(&part, settings) {
                let pointer = Pointer::root().child("paths").child(path).child(method);
                return Some(Failure { pointer, why });
            }
        }
    }
    None
}

/// The document with some paths, and only the component schemas that a value needs.
fn part(document: &Value, value: &Value, name: Option<&str>, paths: Value) -> Value {
    let mut needed: HashSet<String> = name.into_iter().map(ToOwned::to_owned).collect();
    let mut open = vec![value];
    let others = document.get("components").and_then(Value::as_object);
    for (_, group) in others
        .into_iter()
        .flatten()
        .filter(|(key, _)| *key != "schemas")
    {
        open.push(group);
    }
    while let Some(value) = open.pop() {
        match value {
            Value::Object(object) => {
                let reference = object.get("$ref").and_then(Value::as_str);
                if let Some(target) = reference
                    .and_then(|text| text.strip_prefix("#/components/schemas/"))
                    .filter(|target| needed.insert((*target).to_owned()))
                {
                    open.extend(document.pointer(&format!("/components/schemas/{target}")));
                }
                open.extend(object.values());
            }
            Value::Array(list) => open.extend(list),
            _ => {}
        }
    }
    let mut part = document.clone();
    if let Some(Value::Object(schemas)) = part.pointer_mut("/components/schemas") {
        schemas.retain(|name, _| needed.contains(name));
    }
    if let Value::Object(part) = &mut part {
        part.insert("paths".to_owned(), paths);
    }
    part
}
