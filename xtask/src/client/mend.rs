//! What is mended in the generator's output.

use std::collections::HashSet;

use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, ExprStruct, Fields, File, Ident, ItemStruct, Member};

use crate::{open_types, polish};

/// Mends a generated file:
///
/// * the copy of the JSON schema in every type's documentation goes;
/// * what Rust allows in no comment goes out of documentation;
/// * fields whose names differ on the wire but not in Rust get names of their own.
pub fn mend(file: &mut File) {
    polish::without_schemas(file);
    Mend.visit_file_mut(file);
}

/// Visits documentation; gives a second field of one name a number, in structures and where they
/// are made.
///
/// The generator writes the fields of a structure in the same order everywhere, so the second
/// here is the second there.
struct Mend;

impl VisitMut for Mend {
    fn visit_item_struct_mut(&mut self, item: &mut ItemStruct) {
        if let Fields::Named(fields) = &mut item.fields {
            let names = fields
                .named
                .iter_mut()
                .filter_map(|field| field.ident.as_mut());
            distinct(names);
        }
        visit_mut::visit_item_struct_mut(self, item);
    }

    fn visit_attribute_mut(&mut self, attribute: &mut Attribute) {
        if let Some(text) = polish::doc_text(attribute) {
            let allowed = open_types::comment(&text);
            if allowed != text {
                *attribute = syn::parse_quote! { #[doc = #allowed] };
            }
        }
    }

    fn visit_expr_struct_mut(&mut self, made: &mut ExprStruct) {
        let names = made
            .fields
            .iter_mut()
            .filter_map(|field| match &mut field.member {
                Member::Named(name) => Some(name),
                Member::Unnamed(_) => None,
            });
        distinct(names);
        visit_mut::visit_expr_struct_mut(self, made);
    }
}

fn distinct<'n>(names: impl Iterator<Item = &'n mut Ident>) {
    let mut taken: HashSet<String> = HashSet::new();
    for name in names {
        let wanted = name.to_string();
        let mut free = wanted.clone();
        let mut count: u64 = 2;
        while !taken.insert(free.clone()) {
            free = format!("{wanted}_{count}");
            count = count.saturating_add(1);
        }
        if free != wanted {
            *name = Ident::new(&free, name.span());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_fields_of_one_name_are_told_apart() {
        let mut file: File = syn::parse_str(
            r#"
            #[doc = "a\rb\u{202e}"]
            pub struct A { #[serde(rename = "userId")] pub user_id: u8, pub user_id: u8, pub b: u8 }
            fn f() -> A { A { user_id: 1, user_id: 2, b: 3 } }
            "#,
        )
        .unwrap();
        mend(&mut file);
        let text = prettyplease::unparse(&file);
        assert!(
            text.contains("pub user_id: u8,\n    pub user_id_2: u8,"),
            "{text}"
        );
        assert!(
            text.contains("user_id: 1,\n        user_id_2: 2,"),
            "{text}"
        );
    }
}
