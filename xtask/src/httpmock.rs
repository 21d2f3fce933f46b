//! The typed mocks: what the generated client sends and what the contract documents in return,
//! written as wrappers of httpmock's `When` and `Then`.
//!
//! The generator's own mocks do not compile where a query parameter is an array, and write times
//! as people read them rather than as they are sent.

mod operation;
mod signature;

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::Value;
use syn::Type;

use self::operation::{Answer, Ask, Condition, Operation};
use self::signature::Client;

const HEAD: &str = "// Written by `cargo xtask regen` from openapi/; do not edit.

use httpmock::{Mock, MockServer, Then, When};
use sfcompute_api::{types, vocabulary};

use crate::wrapper::{then, when};
use crate::{matching, reply, server};
";

/// Why the mocks cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The generated client is not Rust, or a mock of it is not.
    #[error("the generated client or a mock of it does not parse: {0}")]
    Rust(#[from] syn::Error),
    /// The lines cannot be set apart.
    #[error(transparent)]
    Layout(#[from] progenitor_impl::Error),
    /// An operation asks for what cannot be mocked.
    #[error("no mock of {operation}: {what}")]
    Operation {
        /// The method of the client.
        operation: String,
        /// What stands in the way.
        what: String,
    },
}

/// The text of `generated.rs` of the mocks.
///
/// Parameters and their types are those of the generated `client`; their places and names those
/// of the `lowered` contract. Statuses are those of the `contract` before it was lowered, which
/// loses the failures.
pub fn text(contract: &Value, lowered: &Value, client: &str) -> Result<String, Error> {
    let client = Client::parse(client)?;
    let operations = operation::all(contract, lowered, &client)?;
    let methods = operations.iter().map(server_method);
    let server: syn::File = syn::parse2(quote! {
        /// One method for each operation of the contract, on [`MockServer`].
        ///
        /// Each makes a mock as [`MockServer::mock`] does, of requests of its operation alone.
        pub trait MockServerExt: server::Sealed {
            #(#methods)*
        }

        impl MockServerExt for MockServer {}
    })?;
    let mut parts = vec![
        HEAD.to_owned(),
        progenitor_impl::space_out_items(prettyplease::unparse(&server))?,
    ];
    for operation in &operations {
        let file: syn::File = syn::parse2(wrappers(operation))?;
        parts.push(progenitor_impl::space_out_items(prettyplease::unparse(
            &file,
        ))?);
    }
    parts.push(each_operation(&operations));
    Ok(parts.join("\n"))
}

/// The method that mocks an operation on a server.
fn server_method(operation: &Operation) -> TokenStream {
    let name = &operation.function;
    let (when, then) = (operation.when(), operation.then());
    let (method, path) = (&operation.method, &operation.path);
    let doc = format!(
        " Mocks `{method} {path}`, which \
         [`Client::{name}`](sfcompute_api::Client::{name}) sends."
    );
    let summary = format!(" {}.", operation.summary.trim_end_matches('.'));
    quote! {
        #[doc = #doc]
        ///
        #[doc = #summary]
        fn #name(&self, configure: impl FnOnce(#when, #then)) -> Mock<'_> {
            self.mocked(configure)
        }
    }
}

/// What a request and its answer may be.
fn wrappers(operation: &Operation) -> TokenStream {
    let (when, then) = (operation.when(), operation.then());
    let name = &operation.function;
    let when_doc = format!(" Which requests of [`{name}`](MockServerExt::{name}) a mock answers.");
    let then_doc = format!(" What a mock of [`{name}`](MockServerExt::{name}) answers.");
    let conditions: Vec<_> = operation.conditions.iter().map(condition).collect();
    let conditions = (!conditions.is_empty()).then(|| quote! { impl #when { #(#conditions)* } });
    let answers = operation.answers.iter().map(answer);
    let (method, path) = (&operation.method, &operation.path);
    let others = &operation.literal_rivals;
    let others = (!others.is_empty()).then(|| quote! { but not #(#others),* });
    quote! {
        #[doc = #when_doc]
        pub struct #when(When);
        when!(#when, #method #path #others);
        #conditions

        #[doc = #then_doc]
        pub struct #then(Then);
        then!(#then);
        impl #then { #(#answers)* }
    }
}

fn condition(condition: &Condition) -> TokenStream {
    let Condition {
        argument,
        name,
        ask,
    } = condition;
    let mut doc = match ask {
        Ask::Path(_) => format!(" Only requests whose path has this `{name}`"),
        Ask::Query(_) | Ask::OptionalQuery(_) => {
            format!(" Only requests whose query has this `{name}`")
        }
        Ask::RepeatedQuery(_) => {
            format!(" Only requests whose query has these under `{name}` and no others")
        }
        Ask::Header(_) | Ask::OptionalHeader(_) => {
            format!(" Only requests with this `{name}` header")
        }
        Ask::Body(_) => " Only requests with this JSON body".to_owned(),
    };
    doc.push_str(match ask {
        Ask::OptionalQuery(_) | Ask::OptionalHeader(_) => "; with `None`, without one.",
        Ask::RepeatedQuery(_) => ", in any order.",
        _ => ".",
    });
    let (lifetime, given, matched) = match ask {
        Ask::Path(ty) => (
            None,
            quote! { value: #ty },
            quote! { matching::path(self.0, Self::PATH, #name, value) },
        ),
        Ask::Query(ty) => (
            None,
            quote! { value: #ty },
            quote! { matching::query(self.0, #name, Some(value)) },
        ),
        Ask::OptionalQuery(ty) => {
            let (lifetime, ty) = borrowed(ty);
            (
                lifetime,
                quote! { value: impl Into<Option<#ty>> },
                quote! { matching::query(self.0, #name, value.into()) },
            )
        }
        Ask::RepeatedQuery(ty) => (
            None,
            quote! { values: &[#ty] },
            quote! { matching::query_all(self.0, #name, values) },
        ),
        Ask::Header(ty) => (
            None,
            quote! { value: #ty },
            quote! { matching::header(self.0, #name, Some(value)) },
        ),
        Ask::OptionalHeader(ty) => {
            let (lifetime, ty) = borrowed(ty);
            (
                lifetime,
                quote! { value: impl Into<Option<#ty>> },
                quote! { matching::header(self.0, #name, value.into()) },
            )
        }
        Ask::Body(ty) => (
            None,
            quote! { value: #ty },
            quote! { self.0.json_body_obj(value) },
        ),
    };
    quote! {
        #[doc = #doc]
        pub fn #argument #lifetime(self, #given) -> Self {
            Self(#matched)
        }
    }
}

/// A type inside an `impl Trait`, where the lifetime of a reference needs a name.
fn borrowed(ty: &Type) -> (Option<TokenStream>, TokenStream) {
    match ty {
        Type::Reference(reference) => {
            let inner = &reference.elem;
            (Some(quote! { <'a> }), quote! { &'a #inner })
        }
        ty => (None, quote! { #ty }),
    }
}

fn answer(answer: &Answer) -> TokenStream {
    let Answer { status, name, body } = answer;
    let number = Literal::u16_unsuffixed(*status);
    match body {
        Some(ty) => {
            let doc = format!(" Answers {status} with this JSON body.");
            quote! {
                #[doc = #doc]
                pub fn #name(self, value: &#ty) -> Self {
                    Self(reply::json(self.0, #number, value))
                }
            }
        }
        None => {
            let doc = format!(" Answers {status} without a body.");
            quote! {
                #[doc = #doc]
                pub fn #name(self) -> Self {
                    Self(self.0.status(#number))
                }
            }
        }
    }
}

/// The macro that hands every operation to another, so that tests cannot leave one out.
///
/// It is text because the formatter leaves what a macro holds as it finds it.
fn each_operation(operations: &[Operation]) -> String {
    let row = |operation: &Operation| {
        let conditions = operation.conditions.iter().map(|condition| {
            let shape = match condition.ask {
                Ask::OptionalQuery(_) | Ask::OptionalHeader(_) => "optional",
                Ask::RepeatedQuery(_) => "repeated",
                _ => "one",
            };
            format!("{} {shape}", condition.argument)
        });
        let conditions: Vec<String> = conditions.collect();
        let answers = operation.answers.iter().map(|answer| {
            let body = if answer.body.is_some() { "body" } else { "" };
            format!("{}({body})", answer.name)
        });
        let answers: Vec<String> = answers.collect();
        format!(
            "            {} {} ({})\n                {};\n",
            operation.function,
            operation.when(),
            conditions.join(", "),
            answers.join(", ")
        )
    };
    let rows: String = operations.iter().map(row).collect();
    format!(
        "/// Hands every operation to a macro: its function, the type of its conditions, these with\n\
         /// how many there may be of each, and its answers by status. For tests.\n\
         #[doc(hidden)]\n\
         #[macro_export]\n\
         macro_rules! each_operation {{\n    \
             ($with:ident) => {{\n        \
                 $with! {{\n{rows}        }}\n    \
             }};\n\
         }}\n"
    )
}

#[cfg(test)]
mod tests;
