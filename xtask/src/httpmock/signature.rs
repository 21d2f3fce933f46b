//! What the generated client says of itself: its methods' arguments and answers, its types.

use std::collections::{BTreeMap, BTreeSet};

use syn::visit_mut::{self, VisitMut};
use syn::{FnArg, GenericArgument, Ident, ImplItem, Item, Pat, PathArguments, ReturnType, Type};

/// The generated client, as far as mocks need it.
pub struct Client {
    /// The methods, one an operation.
    pub functions: BTreeMap<String, Signature>,
    /// The structs of its module of types.
    pub structs: BTreeSet<String>,
}

/// A method of the generated client, its types as the mocks name them.
pub struct Signature {
    /// Arguments by name, in order; lifetimes are left out.
    pub arguments: Vec<(Ident, Type)>,
    /// What a success decodes to; none where there is nothing to decode.
    pub answer: Option<Type>,
}

impl Client {
    /// Reads the text of the generated client.
    pub fn parse(text: &str) -> Result<Self, syn::Error> {
        let mut client = Self {
            functions: BTreeMap::new(),
            structs: BTreeSet::new(),
        };
        for item in syn::parse_file(text)?.items {
            match item {
                Item::Impl(item) if item.trait_.is_none() => {
                    for function in item.items {
                        if let ImplItem::Fn(function) = function
                            && function.sig.asyncness.is_some()
                        {
                            let name = function.sig.ident.to_string();
                            client.functions.insert(name, signature(function.sig));
                        }
                    }
                }
                Item::Mod(module) if module.ident == "types" => {
                    for item in module.content.into_iter().flat_map(|(_, items)| items) {
                        if let Item::Struct(item) = item {
                            client.structs.insert(item.ident.to_string());
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(client)
    }
}

fn signature(sig: syn::Signature) -> Signature {
    let mut arguments = Vec::new();
    for argument in sig.inputs {
        if let FnArg::Typed(argument) = argument
            && let Pat::Ident(name) = *argument.pat
        {
            arguments.push((name.ident, named_here(*argument.ty)));
        }
    }
    let answer = match sig.output {
        ReturnType::Default => None,
        // `Result<ResponseValue<T>, Error<()>>`
        ReturnType::Type(_, ty) => argument_of(&ty, "Result")
            .and_then(|ty| argument_of(ty, "ResponseValue"))
            .filter(|ty| !matches!(ty, Type::Tuple(tuple) if tuple.elems.is_empty()))
            .map(|ty| named_here(ty.clone())),
    };
    Signature { arguments, answer }
}

/// The first argument of a generic type of this name.
pub fn argument_of<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else {
        return None;
    };
    let last = path.path.segments.last().filter(|it| it.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match arguments.args.first()? {
        GenericArgument::Type(ty) => Some(ty),
        _ => None,
    }
}

/// A type of the client in the words of the crate of mocks, which reaches the vocabulary through
/// the client's crate.
fn named_here(mut ty: Type) -> Type {
    Naming.visit_type_mut(&mut ty);
    ty
}

struct Naming;

impl VisitMut for Naming {
    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let words: Vec<String> = path
            .segments
            .iter()
            .map(|it| it.ident.to_string())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let dropped = match words.as_slice() {
            ["crate", "types", _] => 1,
            ["std", "vec" | "string" | "option", _] => 2,
            _ => 0,
        };
        if dropped > 0 {
            path.segments = path.segments.clone().into_iter().skip(dropped).collect();
            path.leading_colon = None;
        } else if words.first() == Some(&"sfcompute_types")
            && let Some(first) = path.segments.first_mut()
        {
            first.ident = Ident::new("vocabulary", first.ident.span());
            path.leading_colon = None;
        }
        visit_mut::visit_path_mut(self, path);
    }

    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        reference.lifetime = None;
        visit_mut::visit_type_reference_mut(self, reference);
    }
}
