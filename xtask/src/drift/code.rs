//! The generated items, and where hand-written code names them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::{Fields, Item};

use super::Error;
use crate::regen::{GENERATED, OPERATIONS};
use crate::vocabulary::REPLACEMENTS;

/// Where hand-written types stand in for schemas.
const VOCABULARY: &str = "crates/sfcompute-types/src";
/// The hand-written client over the generated one.
const FACADE: &str = "crates/sfcompute/src";

/// A place in a source file, and what it is in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    pub file: String,
    pub line: usize,
    /// The function around it, or nothing.
    pub within: String,
}

/// A type of the generated client, or one that stands in for it.
#[derive(Debug, Default)]
pub struct Type {
    pub file: String,
    pub line: usize,
    /// Fields and variants by their name on the wire, with their lines.
    pub parts: BTreeMap<String, usize>,
    /// The other types that it holds.
    pub holds: BTreeSet<String>,
}

/// What is known of the code.
#[derive(Debug, Default)]
pub struct Code {
    pub types: BTreeMap<String, Type>,
    /// Methods of the generated client with their lines.
    pub methods: BTreeMap<String, usize>,
    /// `GET /path` to the method that calls it.
    pub operations: BTreeMap<String, String>,
    /// Names in the facade's code; a name after a dot begins with one.
    pub uses: BTreeMap<String, Vec<Place>>,
}

impl Code {
    /// Reads the workspace's code.
    pub fn read(root: &Path) -> Result<Self, Error> {
        let mut code = Self::default();
        let text = read(&root.join(GENERATED))?;
        code.generated(&text)
            .map_err(|error| Error::Rust(GENERATED.into(), error))?;
        // What macros of the generated file make is seen as tokens only.
        code.vocabulary(GENERATED, tokens(&root.join(GENERATED))?);
        code.table(&read(&root.join(OPERATIONS))?);
        for path in rust_files(&root.join(VOCABULARY))? {
            let tokens = tokens(&path)?;
            code.vocabulary(&shown(root, &path), tokens);
        }
        for path in rust_files(&root.join(FACADE))? {
            let tokens = tokens(&path)?;
            code.facade(&shown(root, &path), tokens, &mut String::new());
        }
        Ok(code)
    }

    fn generated(&mut self, text: &str) -> Result<(), syn::Error> {
        let mut waiting = syn::parse_file(text)?.items;
        while let Some(item) = waiting.pop() {
            match item {
                Item::Mod(module) => {
                    waiting.extend(module.content.into_iter().flat_map(|(_, items)| items))
                }
                Item::Struct(item) => {
                    let mut known = Type::at(GENERATED, item.ident.span().start().line);
                    if let Fields::Named(fields) = &item.fields {
                        for field in &fields.named {
                            let name = field
                                .ident
                                .as_ref()
                                .map(ToString::to_string)
                                .unwrap_or_default();
                            let line = field
                                .ident
                                .as_ref()
                                .map_or(known.line, |name| name.span().start().line);
                            known.parts.insert(wire_name(&field.attrs, name), line);
                        }
                    }
                    known.holds = names(quote::ToTokens::to_token_stream(&item.fields));
                    self.types.insert(item.ident.to_string(), known);
                }
                Item::Enum(item) => {
                    let mut known = Type::at(GENERATED, item.ident.span().start().line);
                    for variant in &item.variants {
                        let line = variant.ident.span().start().line;
                        known
                            .parts
                            .insert(wire_name(&variant.attrs, variant.ident.to_string()), line);
                        known
                            .holds
                            .extend(names(quote::ToTokens::to_token_stream(&variant.fields)));
                    }
                    self.types.insert(item.ident.to_string(), known);
                }
                Item::Impl(item) if item.trait_.is_none() => {
                    for part in item.items {
                        if let syn::ImplItem::Fn(method) = part {
                            let name = method.sig.ident.to_string();
                            self.methods
                                .insert(name, method.sig.ident.span().start().line);
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Reads the generated table of operations: each row has a function, a method and a path.
    fn table(&mut self, text: &str) {
        let said = |line: &str, key: &str| {
            let rest = line.trim().strip_prefix(key)?.strip_prefix(": \"")?;
            rest.strip_suffix("\",").map(str::to_owned)
        };
        let (mut function, mut method) = (None, None);
        for line in text.lines() {
            function = said(line, "function").or(function);
            method = said(line, "method").or(method);
            if let (Some(path), Some(function), Some(method)) =
                (said(line, "path"), &function, &method)
            {
                self.operations
                    .insert(format!("{method} {path}"), function.clone());
            }
        }
    }

    fn vocabulary(&mut self, file: &str, tokens: TokenStream) {
        let mut before = String::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    // A macro that makes types names each of them.
                    let listed = REPLACEMENTS.iter().any(|row| name == row.vocabulary);
                    let made = listed
                        && before.is_empty()
                        && file != GENERATED
                        && !file.ends_with("lib.rs");
                    if ["struct", "enum"].contains(&before.as_str()) || made {
                        let known = Type::at(file, name.span().start().line);
                        self.types.entry(name.to_string()).or_insert(known);
                    }
                    before = name.to_string();
                }
                TokenTree::Group(group) => self.vocabulary(file, group.stream()),
                _ => before.clear(),
            }
        }
    }

    fn facade(&mut self, file: &str, tokens: TokenStream, within: &mut String) {
        let (mut before, mut dotted) = (String::new(), false);
        for token in tokens {
            match token {
                TokenTree::Ident(name) => {
                    let line = name.span().start().line;
                    let name = name.to_string();
                    if before == "fn" {
                        within.clone_from(&name);
                    }
                    let key = if dotted {
                        format!(".{name}")
                    } else {
                        name.clone()
                    };
                    let place = Place {
                        file: file.to_owned(),
                        line,
                        within: within.clone(),
                    };
                    self.uses.entry(key).or_default().push(place);
                    (before, dotted) = (name, false);
                }
                TokenTree::Punct(punct) => {
                    before.clear();
                    dotted = punct.as_char() == '.';
                }
                TokenTree::Group(group) => {
                    self.facade(file, group.stream(), within);
                    (before, dotted) = (String::new(), false);
                }
                TokenTree::Literal(_) => {}
            }
        }
    }
}

impl Type {
    fn at(file: &str, line: usize) -> Self {
        Self {
            file: file.to_owned(),
            line,
            ..Self::default()
        }
    }
}

/// The name that serde writes: that of `rename`, or else that of the code.
fn wire_name(attributes: &[syn::Attribute], name: String) -> String {
    let mut renamed = None;
    for attribute in attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
    {
        // What is no rename is of no interest, and neither is how it is written.
        let _ = attribute.parse_nested_meta(|meta| {
            let value = meta.value()?.parse::<syn::LitStr>()?;
            if meta.path.is_ident("rename") {
                renamed = Some(value.value());
            }
            Ok(())
        });
    }
    renamed.unwrap_or(name)
}

fn names(tokens: TokenStream) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => {
                names.insert(name.to_string());
            }
            TokenTree::Group(group) => names.extend(self::names(group.stream())),
            _ => {}
        }
    }
    names
}

fn tokens(path: &Path) -> Result<TokenStream, Error> {
    let wrong = |error: proc_macro2::LexError| Error::Rust(path.to_owned(), error.into());
    read(path)?.parse().map_err(wrong)
}

fn read(path: &Path) -> Result<String, Error> {
    fs::read_to_string(path).map_err(|error| Error::File(path.to_owned(), error))
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}

/// The Rust files below a folder, sorted, tests left out.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        let wrong = |error| Error::File(folder.clone(), error);
        for entry in fs::read_dir(&folder).map_err(wrong)? {
            let path = entry.map_err(wrong)?.path();
            let name = path
                .file_name()
                .and_then(|name| name.to_str())
                .unwrap_or_default();
            if path.is_dir() && name != "tests" && name != "fuzzing" {
                folders.push(path);
            } else if name.ends_with(".rs") && name != "tests.rs" {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
