//! An index of documentation pages, each with the document of one operation.
//!
//! The index is Markdown and links to pages; a page carries its document between two lines of
//! four backticks, the first of which says `yaml FILE METHOD PATH`.

use indicatif::{ProgressBar, ProgressStyle};
use openapi_lower::Document;
use serde_json::{Map, Value, json};

use super::fetch::Fetch;
use super::{Error, is_address};

/// The methods of a path item.
pub const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The pages that an index links to, or nothing where the text is none.
pub fn index(text: &str, from: &str) -> Option<Vec<String>> {
    let first = text.trim_start().chars().next()?;
    if first == '{' || text.lines().any(|line| line.starts_with("openapi:")) {
        return None;
    }
    let mut pages: Vec<String> = Vec::new();
    for rest in text.split("](").skip(1) {
        let Some((link, _)) = rest.split_once(')') else {
            continue;
        };
        let page = absolute(link.trim(), from);
        if link.trim().ends_with(".md") && !pages.contains(&page) {
            pages.push(page);
        }
    }
    (!pages.is_empty()).then_some(pages)
}

/// A link as an address or file of its own.
fn absolute(link: &str, from: &str) -> String {
    if is_address(link) {
        return link.to_owned();
    }
    let start = match (link.strip_prefix('/'), from.split_once("://")) {
        // From the top of the server.
        (Some(_), Some((scheme, rest))) => {
            let host = rest.split('/').next().unwrap_or(rest);
            format!("{scheme}://{host}")
        }
        (Some(_), None) => String::new(),
        (None, _) => from
            .rsplit_once('/')
            .map_or(String::new(), |(folder, _)| format!("{folder}/")),
    };
    format!("{start}{link}")
}

/// The document that the pages make together.
pub fn merged(fetch: &Fetch<'_>, from: &str, pages: &[String]) -> Result<Document, Error> {
    let bar = ProgressBar::new(u64::try_from(pages.len()).unwrap_or(u64::MAX));
    // The template is a constant; where it were wrong, the bar has its usual look.
    if let Ok(style) = ProgressStyle::with_template("{pos}/{len} pages [{bar:40}] {wide_msg}") {
        bar.set_style(style);
    }
    let mut merge = Merge::default();
    for page in pages {
        bar.set_message(page.clone());
        let text = fetch.text(page)?;
        if let Some((block, said)) = block(&text) {
            let document = Document::parse("page.yaml", &block).map_err(|error| Error::Page {
                page: page.clone(),
                what: error.to_string(),
            })?;
            merge.add(page, &said, document.value)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    merge.finish(from, pages.len())
}

/// The document of a page and what its first line says of it; nothing where a page has none.
fn block(text: &str) -> Option<(String, (String, String))> {
    let mut lines = text.lines();
    let said = lines.by_ref().find_map(|line| {
        let mut words = line
            .trim_end()
            .strip_prefix("````yaml ")?
            .split_whitespace();
        let (_file, method, path) = (words.next()?, words.next()?, words.next()?);
        Some((method.to_lowercase(), path.to_owned()))
    })?;
    let lines: Vec<&str> = lines.take_while(|line| line.trim_end() != "````").collect();
    Some((lines.join("\n"), said))
}

/// Pages put together so far, and who said what first.
#[derive(Default)]
struct Merge {
    whole: Map<String, Value>,
    paths: Map<String, Value>,
    components: Map<String, Value>,
    first: Vec<(String, String)>,
    conflicts: Vec<String>,
}

impl Merge {
    fn add(
        &mut self,
        page: &str,
        (method, path): &(String, String),
        document: Value,
    ) -> Result<(), Error> {
        let wrong = |what: String| Error::Page {
            page: page.to_owned(),
            what,
        };
        let Value::Object(mut document) = document else {
            return Err(wrong("its document is no object".to_owned()));
        };
        let operation =
            |document: &Map<String, Value>| document.get("paths")?.get(path)?.get(method).cloned();
        if operation(&document).is_none() {
            let method = method.to_uppercase();
            return Err(wrong(format!(
                "its document has no {method} {path}, which its first line names"
            )));
        }
        if let Some(Value::Object(paths)) = document.remove("paths") {
            for (path, item) in paths {
                let known = self.paths.entry(path.clone()).or_insert_with(|| json!({}));
                let parts = item.as_object().into_iter().flatten();
                for (key, value) in parts {
                    let what = format!("{} {path}", key.to_uppercase());
                    put(
                        known,
                        key,
                        value,
                        &what,
                        page,
                        &mut self.first,
                        &mut self.conflicts,
                    );
                }
            }
        }
        if let Some(Value::Object(components)) = document.remove("components") {
            for (kind, list) in components {
                let known = self
                    .components
                    .entry(kind.clone())
                    .or_insert_with(|| json!({}));
                for (name, value) in list.as_object().into_iter().flatten() {
                    let what = format!("components/{kind}/{name}");
                    put(
                        known,
                        name,
                        value,
                        &what,
                        page,
                        &mut self.first,
                        &mut self.conflicts,
                    );
                }
            }
        }
        for (key, value) in document {
            self.whole.entry(key).or_insert(value);
        }
        Ok(())
    }

    fn finish(mut self, from: &str, pages: usize) -> Result<Document, Error> {
        if !self.conflicts.is_empty() {
            return Err(Error::Conflicts(self.conflicts));
        }
        if self.paths.is_empty() {
            return Err(Error::Empty(
                from.to_owned(),
                format!(", nor in the {pages} pages it links to"),
            ));
        }
        self.whole
            .insert("paths".to_owned(), Value::Object(self.paths));
        self.whole
            .insert("components".to_owned(), Value::Object(self.components));
        Ok(Document::new(from, Value::Object(self.whole)))
    }
}

/// Puts a value where nothing or the same is; anything else is a conflict of two pages.
fn put(
    into: &mut Value,
    key: &str,
    value: &Value,
    what: &str,
    page: &str,
    first: &mut Vec<(String, String)>,
    conflicts: &mut Vec<String>,
) {
    let Some(into) = into.as_object_mut() else {
        return;
    };
    match into.get(key) {
        None => {
            into.insert(key.to_owned(), value.clone());
            first.push((what.to_owned(), page.to_owned()));
        }
        Some(known) if known == value => {}
        Some(_) => {
            let other = first
                .iter()
                .find(|(known, _)| known == what)
                .map_or("another", |(_, page)| page.as_str());
            conflicts.push(format!("  {what}: {other} and {page}"));
        }
    }
}
