//! A lowered contract in, the text of the generated client out.

use openapi_lower::{Lowered, rust_type_name};
use progenitor_impl::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TypeImpl};
use quote::quote;

use crate::vocabulary::{self, REPLACEMENTS};
use crate::{open_types, polish};

const MACROS: open_types::Macros = open_types::Macros {
    path: "::sfcompute_types",
    boxed: false,
};
const BANNER: &str = "// Written by `cargo xtask regen` from openapi/; do not edit.\n\n";

/// Why the client cannot be generated.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The lowered document is not what the generator reads.
    #[error("the lowered contract is not OpenAPI 3.0: {0}")]
    Document(#[from] serde_json::Error),
    /// A row of the vocabulary names a schema that the contract lacks.
    #[error("the vocabulary replaces {0}, which the contract does not have")]
    Vocabulary(&'static str),
    /// The generator refuses the document.
    #[error("the generator refuses the contract: {0}")]
    Generator(#[from] progenitor_impl::Error),
    /// The generator's output is not Rust.
    #[error("the generator's output does not parse: {0}")]
    Output(#[from] syn::Error),
    /// The generator's output lacks something that this tool changes.
    #[error("the generator's output has no {0}")]
    Shape(String),
}

/// The text of `generated.rs`.
pub fn client(lowered: &Lowered) -> Result<String, Error> {
    let spec: openapiv3::OpenAPI = serde_json::from_value(lowered.document.clone())?;
    let mut generator = Generator::new(&settings(lowered)?);
    let tokens = generator.generate_tokens(&spec)?;
    let mut file: syn::File = syn::parse2(tokens)?;
    polish::polish(&mut file, &lowered.patch_fields)?;
    let text = progenitor_impl::space_out_items(prettyplease::unparse(&file))?;
    let open = open_types::text(lowered, MACROS);
    let text = insert_types(&text, &open)?;
    Ok(format!("{BANNER}{text}"))
}

fn settings(lowered: &Lowered) -> Result<GenerationSettings, Error> {
    let mut settings = GenerationSettings::new();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_inner_type(quote! { ::std::sync::Arc<dyn crate::Transport> })
        .with_hooks(HooksMode::Expected)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    for replacement in REPLACEMENTS {
        let schema = replacement.schema;
        let known = lowered
            .document
            .pointer(&format!("/components/schemas/{schema}"));
        if known.is_none() {
            return Err(Error::Vocabulary(schema));
        }
        let path = format!("::sfcompute_types::{}", replacement.vocabulary);
        settings.with_replacement(
            rust_type_name(schema),
            path,
            vocabulary::impls().into_iter(),
        );
    }
    for replaced in open_types::names(lowered) {
        let path = format!("crate::types::{replaced}");
        settings.with_replacement(&replaced, path, std::iter::once(TypeImpl::Display));
    }
    Ok(settings)
}

/// Puts the open types at the start of the module of types.
///
/// They are macro calls, which the formatter leaves as it finds them, so they come as text.
pub fn insert_types(text: &str, open: &str) -> Result<String, Error> {
    const MODULE: &str = "pub mod types {\n";
    let Some((before, after)) = text.split_once(MODULE) else {
        return Err(Error::Shape("module of types".to_owned()));
    };
    Ok(format!("{before}{MODULE}{open}{after}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_names_are_those_of_the_generator() {
        for (schema, name) in [
            ("OrderId", "OrderId"),
            ("ResourcePathOrId_PoolId", "ResourcePathOrIdPoolId"),
            ("poolResourcePath_PoolId", "PoolResourcePathPoolId"),
            ("v2.OrderResponse", "V2OrderResponse"),
        ] {
            assert_eq!(rust_type_name(schema), name);
        }
    }

    #[test]
    fn open_types_come_first_in_their_module() {
        let text = insert_types("a\npub mod types {\n    b\n}\n", "    open!{}\n").unwrap();
        assert_eq!(text, "a\npub mod types {\n    open!{}\n    b\n}\n");
        assert!(insert_types("no module", "").is_err());
    }
}
