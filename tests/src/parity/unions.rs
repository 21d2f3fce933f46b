//! The tagged unions of a generated client, whose derived schemas do not show their arms.

use std::collections::BTreeMap;

use syn::parse::{Parse, ParseStream};
use syn::{Attribute, File, Ident, Item, LitStr, Token, Type, Visibility, braced, parenthesized};

use crate::shape::Union;

/// The public types of a generated client, by name, and the unions among them.
///
/// # Errors
///
/// When the text is not a generated client.
pub fn types(generated: &str) -> Result<(Vec<String>, BTreeMap<String, Union>), String> {
    let file: File = syn::parse_str(generated).map_err(|error| error.to_string())?;
    let module = file.items.into_iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    let (_, items) = module.ok_or("there is no module of types")?;
    let (mut names, mut unions) = (Vec::new(), BTreeMap::new());
    for item in items {
        match item {
            Item::Struct(item) => names.push(item.ident.to_string()),
            Item::Enum(item) => names.push(item.ident.to_string()),
            Item::Type(item) => names.push(item.ident.to_string()),
            Item::Macro(call) => {
                let open: Open = syn::parse2(call.mac.tokens).map_err(|error| error.to_string())?;
                names.push(open.name.clone());
                if let Some(union) = open.union {
                    unions.insert(open.name, union);
                }
            }
            _ => {}
        }
    }
    names.sort();
    Ok((names, unions))
}

/// A call of `open_enum!` or `tagged_union!`.
struct Open {
    name: String,
    union: Option<Union>,
}

impl Parse for Open {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        Attribute::parse_outer(input)?;
        input.parse::<Visibility>()?;
        input.parse::<Token![enum]>()?;
        let name = input.parse::<Ident>()?.to_string();
        let tag = match input.peek(Ident) {
            true => {
                input.parse::<Ident>()?;
                Some(input.parse::<LitStr>()?.value())
            }
            false => None,
        };
        let content;
        braced!(content in input);
        let mut arms = Vec::new();
        while !content.is_empty() {
            Attribute::parse_outer(&content)?;
            content.parse::<Ident>()?;
            let mut inner = None;
            if tag.is_some() {
                let wrapped;
                parenthesized!(wrapped in content);
                inner = last_segment(&wrapped.parse()?);
            }
            content.parse::<Token![=]>()?;
            arms.push((
                content.parse::<LitStr>()?.value(),
                inner.unwrap_or_default(),
            ));
            content.parse::<Option<Token![,]>>()?;
        }
        Ok(Self {
            name,
            union: tag.map(|tag| Union { tag, arms }),
        })
    }
}

fn last_segment(ty: &Type) -> Option<String> {
    match ty {
        Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
        _ => None,
    }
}
