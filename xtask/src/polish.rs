//! What is taken out of the generator's output, and what is mended in it.

use openapi_lower::PatchField;
use quote::ToTokens as _;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Attribute, Expr, ExprLit, File, ImplItem, Item, ItemImpl, ItemMod, ItemStruct, Lit, Meta,
};

use crate::generate::Error;

/// Mends a generated file:
///
/// * the constructor that panics when the machine offers no TLS goes;
/// * the copy of the JSON schema in every type's documentation goes;
/// * conversions from a reference by cloning go, and the error of conversions that are not there;
/// * a field in which absent, null and a value are three things becomes a `Patch`;
/// * every type with a wire form can tell its JSON schema, behind the feature `schemars`.
pub fn polish(file: &mut File, patch_fields: &[PatchField]) -> Result<(), Error> {
    Schemas.visit_file_mut(file);
    for item in &mut file.items {
        if let Item::Impl(client) = item
            && client.trait_.is_none()
        {
            client
                .items
                .retain(|item| !matches!(item, ImplItem::Fn(f) if f.sig.ident == "new"));
        }
    }
    let types = file.items.iter_mut().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => Some(module),
        _ => None,
    });
    let Some(ItemMod {
        content: Some((_, items)),
        ..
    }) = types
    else {
        return Err(Error::Shape("module of types".to_owned()));
    };
    items.retain(|item| !matches!(item, Item::Impl(i) if clones_a_reference(i)));
    drop_unused_error(items);
    for field in patch_fields {
        patch(items, field)?;
    }
    for item in items {
        derive_schema(item);
    }
    Ok(())
}

/// Derives `JsonSchema` for a type that is written to the wire, where the feature asks for it.
fn derive_schema(item: &mut Item) {
    let attributes = match item {
        Item::Struct(structure) => &mut structure.attrs,
        Item::Enum(choice) => &mut choice.attrs,
        _ => return,
    };
    let derive = attributes.iter().position(|attribute| {
        attribute.path().is_ident("derive")
            && (attribute.meta.to_token_stream().to_string()).contains("Serialize")
    });
    if let Some(derive) = derive {
        attributes.insert(
            derive.saturating_add(1),
            syn::parse_quote! { #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))] },
        );
    }
}

/// The module of conversion errors goes when no type converts.
fn drop_unused_error(items: &mut Vec<Item>) {
    let is_error = |item: &Item| matches!(item, Item::Mod(module) if module.ident == "error");
    let others = items.iter().filter(|item| !is_error(item));
    let used = others.map(|item| item.to_token_stream().to_string());
    if !used
        .into_iter()
        .any(|text| text.contains("error :: ConversionError"))
    {
        items.retain(|item| !is_error(item));
    }
}

/// `impl From<&T> for T`.
fn clones_a_reference(item: &ItemImpl) -> bool {
    let Some((_, path, _)) = &item.trait_ else {
        return false;
    };
    let target = item.self_ty.to_token_stream().to_string();
    path.to_token_stream().to_string().replace(' ', "")
        == format!("::std::convert::From<&{target}>").replace(' ', "")
}

/// Makes one field a `Patch`: left out to keep, null to clear, a value to set.
fn patch(items: &mut [Item], field: &PatchField) -> Result<(), Error> {
    let name = openapi_lower::rust_type_name(&field.schema);
    let shape = || Error::Shape(format!("field {}.{}", name, field.property));
    let found = items.iter_mut().find_map(|item| match item {
        Item::Struct(structure) if structure.ident == name => Some(structure),
        _ => None,
    });
    let Some(ItemStruct { fields, .. }) = found else {
        return Err(shape());
    };
    let Some(target) = fields.iter_mut().find(|f| wire_name(f) == field.property) else {
        return Err(shape());
    };
    let inner = option_of(&target.ty).ok_or_else(shape)?;
    target.ty = syn::parse_quote! { ::sfcompute_types::Patch<#inner> };
    let renamed = target
        .ident
        .as_ref()
        .is_some_and(|ident| *ident != field.property);
    target
        .attrs
        .retain(|attribute| !attribute.path().is_ident("serde"));
    let property = &field.property;
    if renamed {
        target
            .attrs
            .push(syn::parse_quote! { #[serde(rename = #property)] });
    }
    target.attrs.push(syn::parse_quote! {
        #[serde(default, skip_serializing_if = "::sfcompute_types::Patch::is_keep")]
    });
    Ok(())
}

/// The name that a field has on the wire.
fn wire_name(field: &syn::Field) -> String {
    let mut name = field
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    for attribute in field
        .attrs
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        // Keys other than `rename` have forms of their own, which are passed over.
        let _ = attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = meta.value()?.parse::<syn::LitStr>()?.value();
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::LitStr>()?;
            }
            Ok(())
        });
    }
    name
}

/// The innermost type of an `Option`, or of an `Option` of an `Option`.
fn option_of(ty: &syn::Type) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last()?;
    if last.ident != "Option" {
        return None;
    }
    let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    let syn::GenericArgument::Type(inner) = arguments.args.first()? else {
        return None;
    };
    Some(option_of(inner).unwrap_or_else(|| inner.clone()))
}

/// Takes the copies of JSON schemas out of a file's documentation.
pub fn without_schemas(file: &mut File) {
    Schemas.visit_file_mut(file);
}

/// Takes the JSON schema, which the contract holds already, out of documentation.
struct Schemas;

impl VisitMut for Schemas {
    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        let mut inside = false;
        attributes.retain_mut(|attribute| {
            let Some(text) = doc_text(attribute) else {
                return true;
            };
            let kept = without_details(&text, &mut inside);
            if kept == text {
                return true;
            }
            let kept = kept.trim_end();
            if kept.is_empty() {
                return false;
            }
            *attribute = syn::parse_quote! { #[doc = #kept] };
            true
        });
        for attribute in attributes {
            visit_mut::visit_attribute_mut(self, attribute);
        }
    }
}

/// The text of an attribute that documents something.
pub fn doc_text(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    if !meta.path.is_ident("doc") {
        return None;
    }
    match &meta.value {
        Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Some(text.value()),
        _ => None,
    }
}

/// The text without what stands between the tags of a folded section, which may span texts.
fn without_details(text: &str, inside: &mut bool) -> String {
    let mut kept = Vec::new();
    for line in text.split('\n') {
        if line.trim_start().starts_with("<details>") {
            *inside = true;
        }
        if !*inside {
            kept.push(line);
        }
        if line.trim_end().ends_with("</details>") {
            *inside = false;
        }
    }
    kept.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn polished(text: &str, fields: &[PatchField]) -> String {
        let mut file: File = syn::parse_str(text).unwrap();
        polish(&mut file, fields).unwrap();
        prettyplease::unparse(&file)
    }

    #[test]
    fn the_panicking_constructor_and_the_noise_go() {
        let text = polished(
            r#"
            impl Client {
                pub fn new(url: &str) -> Self { Self::built(url).unwrap() }
                pub fn new_with_client() -> Self { Self }
            }
            pub mod types {
                #[doc = "A thing.\n\n<details><summary>JSON schema</summary>\n\n```json\n{}\n```\n</details>"]
                pub struct Thing { pub a: u8 }
                impl ::std::convert::From<&Thing> for Thing {
                    fn from(value: &Thing) -> Self { value.clone() }
                }
                impl ::std::convert::From<u8> for Thing {
                    fn from(a: u8) -> Self { Self { a } }
                }
            }
            "#,
            &[],
        );
        assert_eq!(
            text,
            "impl Client {
    pub fn new_with_client() -> Self {
        Self
    }
}
pub mod types {
    ///A thing.
    pub struct Thing {
        pub a: u8,
    }
    impl ::std::convert::From<u8> for Thing {
        fn from(a: u8) -> Self {
            Self { a }
        }
    }
}
"
        );
    }

    #[test]
    fn a_patch_field_has_three_states() {
        let field = PatchField {
            schema: "Change".to_owned(),
            property: "type".to_owned(),
        };
        let text = polished(
            r#"
            pub mod types {
                pub struct Change {
                    #[serde(rename = "type", default, skip_serializing_if = "::std::option::Option::is_none")]
                    pub type_: ::std::option::Option<::sfcompute_types::Name>,
                }
            }
            "#,
            &[field],
        );
        assert!(
            text.contains("pub type_: ::sfcompute_types::Patch<::sfcompute_types::Name>,"),
            "{text}"
        );
        assert!(text.contains("#[serde(rename = \"type\")]"), "{text}");
        assert!(text.contains("Patch::is_keep"), "{text}");
    }

    #[test]
    fn a_type_with_a_wire_form_has_a_schema() {
        let text = polished(
            r"
            pub mod types {
                #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
                #[serde(transparent)]
                pub struct Wire(pub u8);
                #[derive(::serde::Deserialize, ::serde::Serialize)]
                pub enum Choice { A(u8) }
                #[derive(Clone)]
                pub struct Plain;
            }
            ",
            &[],
        );
        let schema = r#"#[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]"#;
        assert_eq!(text.matches(schema).count(), 2, "{text}");
        let wire = format!(
            "    #[derive(::serde::Deserialize, ::serde::Serialize, Clone)]
    {schema}
    #[serde(transparent)]
    pub struct Wire(pub u8);"
        );
        assert!(text.contains(&wire), "{text}");
    }

    #[test]
    fn a_patch_field_that_is_not_there_is_an_error() {
        let mut file: File =
            syn::parse_str("pub mod types { pub struct A { pub b: u8 } }").unwrap();
        for property in ["b", "c"] {
            let field = PatchField {
                schema: "A".to_owned(),
                property: property.to_owned(),
            };
            assert!(polish(&mut file, &[field]).is_err(), "{property}");
        }
    }
}
