//! The page that shows a controlled market at work.
//!
//! | part | what it is |
//! |---|---|
//! | [`FILES`] | the page itself, as it is sent: HTML, CSS and a few small scripts, nothing from elsewhere |
//! | `view` | what the page shows, as JSON by section, read off the engine |
//! | `live` | the stream that sends each section whenever it changed |
//!
//! # Rules
//!
//! * The files say nothing of the market; all that is shown comes by the stream, which is
//!   control and asks for tokens where control does.
//! * Nobody who follows the market changes it or holds it up: a follower reads the engine at most
//!   so often, and not at all while it does not take what it was sent.
//! * Dollars and prices are text made here. The scripts set text and never markup.

mod live;
mod view;

pub(crate) use live::{Followers, NotFollowed, follow};
pub(crate) use view::Choice;

/// A file of the page.
#[derive(Debug)]
pub(crate) struct File {
    /// Where it is served.
    pub(crate) path: &'static str,
    /// Its media type.
    pub(crate) kind: &'static str,
    /// What is in it.
    pub(crate) text: &'static str,
}

/// Where the page is.
pub(crate) const PAGE: &str = "/";

const HTML: &str = "text/html; charset=utf-8";
const SCRIPT: &str = "text/javascript; charset=utf-8";

macro_rules! file {
    ($name:literal, $kind:expr) => {
        File {
            path: concat!("/_sandbox/page/", $name),
            kind: $kind,
            text: include_str!($name),
        }
    };
}

/// All files of the page.
pub(crate) const FILES: [File; 11] = [
    File {
        path: PAGE,
        kind: HTML,
        text: include_str!("index.html"),
    },
    file!("page.css", "text/css; charset=utf-8"),
    file!("icon.svg", "image/svg+xml"),
    file!("page.js", SCRIPT),
    file!("stream.js", SCRIPT),
    file!("dom.js", SCRIPT),
    file!("clock.js", SCRIPT),
    file!("book.js", SCRIPT),
    file!("pools.js", SCRIPT),
    file!("orders.js", SCRIPT),
    file!("news.js", SCRIPT),
];
