//! An answer as it came, and what the generated code is given of it.

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

/// Header names under which servers and gateways give a request's id; the first one found counts.
const REQUEST_ID_HEADERS: [&str; 3] = ["x-request-id", "request-id", "cf-ray"];

/// An HTTP answer as it came.
#[derive(Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
}

impl Answer {
    /// The server's id of the request.
    pub(crate) fn request_id(&self) -> Option<&str> {
        REQUEST_ID_HEADERS.iter().find_map(|name| self.header(name))
    }

    /// A header's text, when it is there and is text.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is, by its header, something else than JSON. An empty body is nothing
    /// else, and neither is one whose header does not say.
    pub(crate) fn is_foreign(&self) -> bool {
        !self.body.is_empty()
            && self
                .headers
                .get(http::header::CONTENT_TYPE)
                .is_some_and(|kind| !kind.to_str().is_ok_and(is_json))
    }

    /// The answer once more, for the generated code to decode.
    pub(super) fn for_the_generated_code(&self) -> reqwest::Response {
        let mut response = http::Response::new(self.body.clone());
        *response.status_mut() = self.status;
        reqwest::Response::from(response)
    }
}

/// Stands in for an answer that is not there; the record says what happened instead.
pub(super) fn placeholder() -> reqwest::Response {
    let mut response = http::Response::new(Bytes::new());
    *response.status_mut() = StatusCode::BAD_GATEWAY;
    reqwest::Response::from(response)
}

/// `application/json`, `text/json` and everything that ends in `+json`.
fn is_json(content_type: &str) -> bool {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    let kind = kind.to_ascii_lowercase();
    matches!(kind.as_str(), "application/json" | "text/json") || kind.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_names() {
        for kind in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "text/json",
            "application/vnd.sfc.v2+json",
            "application/problem+json ;x=1",
        ] {
            assert!(is_json(kind), "{kind}");
        }
        for kind in [
            "text/html",
            "application/jsonl",
            "text/plain",
            "",
            "application/json-seq",
            "application/xml",
        ] {
            assert!(!is_json(kind), "{kind}");
        }
    }
}
