//! The public surface of a generated client as text, grouped by the contract's tags.

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens as _;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, File, ImplItem, Item, Visibility};

/// Where types go that operations of several tags use.
const SHARED: &str = "shared";

/// One text a tag (and one for what they share): every function and type, sorted, without bodies.
///
/// # Errors
///
/// When the text is not a generated client of this contract.
pub fn by_tag(generated: &str, contract: &Value) -> Result<BTreeMap<String, String>, String> {
    let file: File = syn::parse_str(generated).map_err(|error| error.to_string())?;
    let functions = functions(&file);
    let types = types(&file)?;
    let tags = tags(contract);

    let mut users: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    let mut texts: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (name, text) in &functions {
        let Some(tag) = tags.get(name.as_str()) else {
            return Err(format!("{name} is no operation of the contract"));
        };
        texts.entry(tag.clone()).or_default().push(text);
        for reached in reachable(text, &types) {
            users.entry(reached).or_default().insert(tag);
        }
    }
    for (name, text) in &types {
        let tags = users.get(name.as_str());
        let only = tags
            .filter(|tags| tags.len() == 1)
            .and_then(BTreeSet::first);
        texts
            .entry(only.unwrap_or(&SHARED).to_string())
            .or_default()
            .push(text);
    }
    Ok(texts
        .into_iter()
        .map(|(tag, texts)| (file_name(&tag), texts.join("\n")))
        .collect())
}

/// A tag as a file's name.
fn file_name(tag: &str) -> String {
    tag.to_lowercase().replace(' ', "_")
}

/// The tag of each operation, by the name of its function.
fn tags(contract: &Value) -> BTreeMap<String, String> {
    let paths = contract.get("paths").and_then(Value::as_object);
    let operations = paths
        .into_iter()
        .flat_map(|paths| paths.values())
        .filter_map(Value::as_object)
        .flat_map(|item| item.values());
    operations
        .filter_map(|operation| {
            let id = operation.get("operationId")?.as_str()?;
            let tag = operation
                .pointer("/tags/0")
                .and_then(Value::as_str)
                .unwrap_or(SHARED);
            Some((snake(id), tag.to_owned()))
        })
        .collect()
}

fn snake(id: &str) -> String {
    id.chars().fold(String::new(), |mut out, c| {
        if c.is_ascii_uppercase() && !out.is_empty() && !out.ends_with('_') {
            out.push('_');
        }
        out.push(c.to_ascii_lowercase());
        out
    })
}

/// The public functions of the client, by name, without bodies.
fn functions(file: &File) -> BTreeMap<String, String> {
    let methods = file.items.iter().filter_map(|item| match item {
        Item::Impl(client) if client.trait_.is_none() => Some(&client.items),
        _ => None,
    });
    methods
        .flatten()
        .filter_map(|item| match item {
            ImplItem::Fn(function)
                if matches!(function.vis, Visibility::Public(_))
                    && function.sig.asyncness.is_some() =>
            {
                let mut signature = function.sig.clone();
                signature.generics = syn::Generics::default();
                ShortPaths.visit_signature_mut(&mut signature);
                let name = signature.ident.to_string();
                Some((
                    name,
                    without_frame(&printed(syn::parse_quote! { trait T { #signature; } })),
                ))
            }
            _ => None,
        })
        .collect()
}

/// What stands inside the braces of an item, one level of indentation less.
fn without_frame(text: &str) -> String {
    let inner = text.lines().skip(1).take_while(|line| *line != "}");
    let lines: Vec<&str> = inner
        .map(|line| line.strip_prefix("    ").unwrap_or(line))
        .collect();
    format!("{}\n", lines.join("\n"))
}

/// Shortens `::std::option::Option<crate::types::X>` to `Option<X>`, and drops lifetimes.
struct ShortPaths;

impl VisitMut for ShortPaths {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        visit_mut::visit_path_mut(self, path);
        if let Some(last) = path.segments.pop() {
            path.leading_colon = None;
            path.segments = std::iter::once(last.into_value()).collect();
        }
    }

    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        visit_mut::visit_type_reference_mut(self, reference);
        reference.lifetime = None;
    }

    fn visit_receiver_mut(&mut self, receiver: &mut syn::Receiver) {
        if let Some((_, lifetime)) = &mut receiver.reference {
            *lifetime = None;
        }
        // The receiver's type repeats the lifetime.
        if let syn::Type::Reference(reference) = &mut *receiver.ty {
            reference.lifetime = None;
        }
    }

    fn visit_attribute_mut(&mut self, _: &mut Attribute) {}
}

/// The types of the client, by name, without documentation.
fn types(file: &File) -> Result<BTreeMap<String, String>, String> {
    let module = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let Some((_, items)) = module else {
        return Err("there is no module of types".to_owned());
    };
    let mut types = BTreeMap::new();
    for item in items {
        let (name, text) = match item.clone() {
            Item::Struct(mut structure) => {
                structure.attrs.clear();
                for field in &mut structure.fields {
                    field.attrs.retain(is_rename);
                }
                ShortPaths.visit_fields_mut(&mut structure.fields);
                (
                    structure.ident.to_string(),
                    printed(Item::Struct(structure)),
                )
            }
            Item::Enum(mut choice) => {
                choice.attrs.clear();
                for variant in &mut choice.variants {
                    variant.attrs.retain(is_rename);
                }
                (choice.ident.to_string(), printed(Item::Enum(choice)))
            }
            Item::Macro(call) => {
                let name = call.mac.path.segments.last().map(|s| s.ident.to_string());
                let (ident, text) = open_type(&call.mac.tokens.to_string())
                    .ok_or_else(|| format!("{name:?} is a macro call of another form"))?;
                (ident, format!("{}! {text}", name.unwrap_or_default()))
            }
            _ => continue,
        };
        types.insert(name, text);
    }
    Ok(types)
}

fn is_rename(attribute: &Attribute) -> bool {
    attribute.path().is_ident("serde") && attribute.to_token_stream().to_string().contains("rename")
}

fn printed(item: Item) -> String {
    prettyplease::unparse(&File {
        shebang: None,
        attrs: Vec::new(),
        items: vec![item],
    })
}

/// The name and the one-line-a-value text of an open enum or union.
fn open_type(tokens: &str) -> Option<(String, String)> {
    let without_docs = strip_docs(tokens);
    let (head, rest) = without_docs.split_once('{')?;
    let name = head
        .split_whitespace()
        .skip_while(|word| *word != "enum")
        .nth(1)?
        .to_owned();
    let values = rest.trim_end().trim_end_matches('}');
    let lines: Vec<String> = values
        .split(" ,")
        .map(|value| tidy(value.trim()))
        .filter(|value| !value.is_empty())
        .map(|value| format!("    {value},\n"))
        .collect();
    Some((
        name,
        format!("{} {{\n{}}}\n", tidy(head.trim()), lines.concat()),
    ))
}

/// Tokens without `# [doc = "…"]`.
fn strip_docs(tokens: &str) -> String {
    let Ok(stream) = syn::parse_str::<proc_macro2::TokenStream>(tokens) else {
        return tokens.to_owned();
    };
    let mut kept = Vec::new();
    strip(stream, &mut kept);
    kept.into_iter()
        .collect::<proc_macro2::TokenStream>()
        .to_string()
}

fn strip(stream: proc_macro2::TokenStream, kept: &mut Vec<proc_macro2::TokenTree>) {
    use proc_macro2::{Delimiter, Group, TokenTree};
    let mut tokens = stream.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '#' => {
                tokens.next();
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                let mut inner = Vec::new();
                strip(group.stream(), &mut inner);
                kept.push(TokenTree::Group(Group::new(
                    Delimiter::Brace,
                    inner.into_iter().collect(),
                )));
            }
            other => kept.push(other),
        }
    }
}

/// Token text without the spaces that only a machine puts there.
fn tidy(text: &str) -> String {
    [
        (" :: ", "::"),
        (" (", "("),
        ("( ", "("),
        (" )", ")"),
        (" < ", "<"),
        (" >", ">"),
    ]
    .into_iter()
    .fold(text.to_owned(), |text, (long, short)| {
        text.replace(long, short)
    })
}

/// The names of the types that a text mentions, and of all that those mention.
fn reachable<'t>(text: &str, types: &'t BTreeMap<String, String>) -> BTreeSet<&'t str> {
    let mut seen = BTreeSet::new();
    let mut todo = vec![text];
    while let Some(text) = todo.pop() {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '_') {
            if let Some((name, definition)) = types.get_key_value(word)
                && seen.insert(name.as_str())
            {
                todo.push(definition);
            }
        }
    }
    seen
}
