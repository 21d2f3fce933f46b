use std::path::PathBuf;

use openapi_lower::{LowerOptions, lower};
use syn::{Fields, Item, ItemStruct};

use super::generated;
use crate::source::Source;

fn everything(edit: impl FnOnce(&mut String)) -> Result<syn::File, String> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let path = folder.join("everything.yaml");
    let source = Source {
        document: &path,
        overlay: None,
    };
    let (mut document, bundled) = source.load().map_err(|error| error.to_string())?;
    assert_eq!(bundled.len(), 2, "{bundled:?}");
    let mut text = document.value.to_string();
    edit(&mut text);
    document.value = serde_json::from_str(&text).unwrap();
    let mut options = LowerOptions::new();
    options.mark_patch_fields = false;
    let lowered = lower(&document, &options).map_err(|error| error.to_string())?;
    let text = generated("everything.yaml", &lowered).map_err(|error| error.to_string())?;
    Ok(syn::parse_str(&text).unwrap())
}

fn types(file: &syn::File) -> &[Item] {
    let module = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    &module.unwrap().1
}

fn structure<'f>(file: &'f syn::File, name: &str) -> &'f ItemStruct {
    let found = types(file).iter().find_map(|item| match item {
        Item::Struct(item) if item.ident == name => Some(item),
        _ => None,
    });
    found.unwrap_or_else(|| panic!("no structure {name}"))
}

fn field(file: &syn::File, structure_name: &str, name: &str) -> String {
    let Fields::Named(fields) = &structure(file, structure_name).fields else {
        panic!("{structure_name} has no named fields");
    };
    let mut fields = fields.named.iter();
    let field = fields.find(|field| field.ident.as_ref().is_some_and(|ident| ident == name));
    let field = field.unwrap_or_else(|| panic!("{structure_name} has no {name}"));
    let ty = &field.ty;
    quote::quote!(#ty)
        .to_string()
        .replace(' ', "")
        .replace(",>", ">")
}

#[test]
fn each_form_becomes_the_type_that_it_means() {
    let file = everything(|_| {}).unwrap();
    for (name, ty) in [
        ("id", "::std::string::String"),
        ("kind", "::std::string::String"),
        ("price", "Money"),
        ("parent", "::std::option::Option<::std::boxed::Box<Thing>>"),
        ("state", "::std::option::Option<crate::types::ThingState>"),
        ("sizes", "::std::option::Option<crate::types::ThingSizes>"),
        ("only", "::std::option::Option<Range>"),
        ("anything", "::std::option::Option<::serde_json::Value>"),
        ("shape", "::std::option::Option<crate::types::Shape>"),
        ("inner", "::std::option::Option<Inner>"),
        ("old", "::std::option::Option<Old>"),
        ("middle", "::std::option::Option<BaseMade>"),
        ("user_id_2", "::std::option::Option<::std::string::String>"),
        (
            "labels",
            "::std::collections::BTreeMap<::std::string::String,::std::string::String>",
        ),
        (
            "counts",
            "::std::collections::BTreeMap<::std::string::String,u32>",
        ),
    ] {
        assert_eq!(field(&file, "Thing", name), ty, "{name}");
    }
    assert_eq!(
        field(&file, "Money", "currency"),
        "crate::types::Currency",
        "a schema of a file that a file refers to"
    );
}

#[test]
fn every_operation_is_a_method_with_what_can_be_sent() {
    let file = everything(|_| {}).unwrap();
    let text = prettyplease::unparse(&file);
    for signature in [
        "pub async fn get_thing<'a>(",
        "pub async fn get_thing2<'a>(",
        "pub async fn new2<'a>(",
        "at_gt: Option<i64>",
        "at_lt: Option<i64>",
        "tag: Option<&'a ::std::vec::Vec<::std::string::String>>",
        "x_trace: Option<&'a str>",
        "ids: Option<&'a str>",
    ] {
        assert!(text.contains(signature), "{signature}");
    }
    assert!(!text.contains("session"), "cookies are not sent");
}

#[test]
fn what_stands_in_the_way_is_named_with_its_place() {
    for (from, to, expected) in [
        (
            r#"{"name":"id","in":"path""#,
            r#"{"name":"id","style":"matrix","in":"path""#,
            "everything.yaml#/paths/~1things~1{id}/parameters/0: `style`",
        ),
        (
            "#/components/schemas/Holder/$defs/inner",
            "#/components/schemas/Nowhere",
            "#/components/schemas/Thing/allOf/1/properties/inner: `$ref: #/components/schemas/Nowhere`",
        ),
    ] {
        let error = everything(|text| *text = text.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(expected), "{error}");
    }
}
