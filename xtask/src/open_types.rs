//! Open enums and open unions: types that keep what they do not know.
//!
//! The generator would close them, so that one new value fails a whole page. Each is written as a
//! call of a macro of `sfcompute-types` instead.

use std::fmt::Write as _;

use openapi_lower::{Lowered, StringEnum, TaggedUnion, rust_type_name};

use crate::boxes;

/// The Rust names of all open types.
pub fn names(lowered: &Lowered) -> Vec<String> {
    let enums = lowered.enums.iter().map(|e| rust_type_name(&e.name));
    enums
        .chain(
            lowered
                .tagged_unions
                .iter()
                .map(|u| rust_type_name(&u.name)),
        )
        .collect()
}

/// Where the macros are that open types are written with, and what they ask for.
#[derive(Clone, Copy)]
pub struct Macros {
    /// The path of the module that has `open_enum!` and `tagged_union!`.
    pub path: &'static str,
    /// Whether a variant that holds its own union is boxed.
    pub boxed: bool,
}

/// The text of all open types, indented for the module of types.
pub fn text(lowered: &Lowered, macros: Macros) -> String {
    let mut out = String::new();
    for string_enum in &lowered.enums {
        out.push_str(&enum_text(string_enum, macros));
    }
    for union in &lowered.tagged_unions {
        let boxed =
            |schema: &str| macros.boxed && boxes::holds(&lowered.document, schema, &union.name);
        out.push_str(&union_text(union, macros, &boxed));
    }
    out
}

/// The names of an enum's variants: none is that of the macros' own.
fn variants<'n>(names: impl Iterator<Item = &'n str> + Clone) -> Vec<String> {
    let taken = names.clone();
    names
        .map(|name| {
            let mut free = name.to_owned();
            while free == "Unknown" || (free != name && taken.clone().any(|other| other == free)) {
                free.push_str("Value");
            }
            free
        })
        .collect()
}

fn enum_text(string_enum: &StringEnum, macros: Macros) -> String {
    let mut out = String::new();
    let name = rust_type_name(&string_enum.name);
    let _ = writeln!(out, "    {}::open_enum! {{", macros.path);
    docs(
        &mut out,
        8,
        string_enum.docs.as_deref(),
        &format!("`{}`.", string_enum.name),
    );
    // Writing to a string cannot fail.
    let _ = writeln!(out, "        pub enum {name} {{");
    let names = variants(
        string_enum
            .values
            .iter()
            .map(|value| value.variant.as_str()),
    );
    for (value, variant) in string_enum.values.iter().zip(names) {
        docs(
            &mut out,
            12,
            value.docs.as_deref(),
            &format!("`{}`.", value.value),
        );
        let _ = writeln!(out, "            {variant} = {:?},", value.value);
    }
    out.push_str("        }\n    }\n");
    out
}

fn union_text(union: &TaggedUnion, macros: Macros, boxed: &dyn Fn(&str) -> bool) -> String {
    let mut out = String::new();
    let name = rust_type_name(&union.name);
    let _ = writeln!(out, "    {}::tagged_union! {{", macros.path);
    docs(
        &mut out,
        8,
        union.docs.as_deref(),
        &format!("`{}`.", union.name),
    );
    let _ = writeln!(out, "        pub enum {name} by {:?} {{", union.tag);
    let names = variants(
        union
            .variants
            .iter()
            .map(|variant| variant.variant.as_str()),
    );
    for (variant, name) in union.variants.iter().zip(names) {
        let known_by = format!("`{}` is `{}`.", union.tag, variant.value);
        docs(&mut out, 12, variant.docs.as_deref(), &known_by);
        let inner = match rust_type_name(&variant.schema) {
            inner if boxed(&variant.schema) => format!("::std::boxed::Box<{inner}>"),
            inner => inner,
        };
        let _ = writeln!(out, "            {name}({inner}) = {:?},", variant.value);
    }
    out.push_str("        }\n    }\n");
    out
}

fn docs(out: &mut String, indent: usize, docs: Option<&str>, otherwise: &str) {
    let docs = docs
        .map(str::trim)
        .filter(|docs| !docs.is_empty())
        .unwrap_or(otherwise);
    for line in docs.lines() {
        let line = comment(line);
        let _ = writeln!(out, "{:indent$}{}", "", format!("/// {line}").trim_end());
    }
}

/// A text without what Rust allows in no comment: a lone carriage return, and letters that
/// change the direction of the text around them.
pub fn comment(text: &str) -> String {
    text.replace("\r\n", "\n")
        .replace('\r', " ")
        .replace(is_direction, "")
}

fn is_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi_lower::{EnumValue, UnionVariant};

    const MACROS: Macros = Macros {
        path: "::sfcompute_types",
        boxed: false,
    };

    #[test]
    fn no_variant_has_the_name_of_the_one_for_what_is_not_known() {
        let names = ["Unknown", "UnknownValue", "A"];
        let got = variants(names.iter().copied());
        assert_eq!(got, ["UnknownValueValue", "UnknownValue", "A"]);
    }

    #[test]
    fn an_enum_is_a_macro_call() {
        let string_enum = StringEnum {
            name: "OrderStatus".to_owned(),
            docs: Some("How it stands.\n\nMore.".to_owned()),
            open: false,
            values: vec![EnumValue {
                value: "-created_at".to_owned(),
                variant: "MinusCreatedAt".to_owned(),
                docs: None,
            }],
        };
        let expected = "    ::sfcompute_types::open_enum! {
        /// How it stands.
        ///
        /// More.
        pub enum OrderStatus {
            /// `-created_at`.
            MinusCreatedAt = \"-created_at\",
        }
    }
";
        assert_eq!(enum_text(&string_enum, MACROS), expected);
    }

    #[test]
    fn a_union_is_a_macro_call() {
        let union = TaggedUnion {
            name: "Answer".to_owned(),
            docs: None,
            tag: "type".to_owned(),
            variants: vec![UnionVariant {
                value: "quoted".to_owned(),
                schema: "AnswerQuoted".to_owned(),
                variant: "Quoted".to_owned(),
                docs: None,
            }],
        };
        let expected = "    ::sfcompute_types::tagged_union! {
        /// `Answer`.
        pub enum Answer by \"type\" {
            /// `type` is `quoted`.
            Quoted(AnswerQuoted) = \"quoted\",
        }
    }
";
        assert_eq!(union_text(&union, MACROS, &|_| false), expected);
        let boxed = union_text(&union, MACROS, &|schema| schema == "AnswerQuoted");
        assert!(
            boxed.contains("Quoted(::std::boxed::Box<AnswerQuoted>) ="),
            "{boxed}"
        );
    }
}
