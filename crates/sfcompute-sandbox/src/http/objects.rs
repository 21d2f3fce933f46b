//! Where the bytes of images come in and go out: addresses that the sandbox gives out itself, good
//! without a token.
//!
//! They stand in for the object store that keeps images, so they are no operations of the contract:
//! `PUT` of a part answers 200 with its `ETag`, `GET` of an image answers 200 with the bytes, or 206
//! with the range of them that was asked for. Errors have the one form of all errors.

use std::ops::Range;

use axum::Router;
use axum::body::{Body as Content, Bytes, to_bytes};
use axum::extract::{Path, Request};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use axum::routing::{get, put};
use sfcompute_types::Timestamp;

use crate::engine::{Address, Code, Refusal};
use crate::market::Market;
use crate::store::Command;

use super::exchange::{Reply, answer};
use super::problem::Refused;
use super::query::Query;

const PART: &str = "/_objects/images/{image}/parts/{part}";
const IMAGE: &str = "/_objects/images/{image}";

/// The address as a client is told it.
pub(super) fn url(origin: &str, address: &Address) -> String {
    let Address {
        image,
        part,
        expires_at,
        signature,
    } = address;
    let part = part
        .map(|part| format!("/parts/{part}"))
        .unwrap_or_default();
    let expires = expires_at.as_seconds();
    format!("{origin}/_objects/images/{image}{part}?expires={expires}&signature={signature}")
}

/// The methods of a path, if it is one of these.
pub(super) fn methods(path: &str) -> Option<&'static str> {
    match path {
        PART => Some("PUT"),
        IMAGE => Some("GET, HEAD"),
        _ => None,
    }
}

/// The addresses, served.
pub(super) fn routes(market: &Market) -> Router {
    let (parts, images) = (market.clone(), market.clone());
    let send = async move |Path((image, part)): Path<(String, String)>, request: Request| {
        let sent = put_part(&parts, image, &part, request).await;
        respond(&parts, "put_image_part", sent)
    };
    let fetch = async move |Path(image): Path<String>, request: Request| {
        let found = get_image(&images, image, &request);
        respond(&images, "get_image_bytes", found)
    };
    Router::new()
        .route(PART, put(send))
        .route(IMAGE, get(fetch))
}

/// What is sent with success.
struct Found {
    status: StatusCode,
    headers: Vec<(header::HeaderName, String)>,
    bytes: Bytes,
}

async fn put_part(
    market: &Market,
    image: String,
    part: &str,
    request: Request,
) -> Result<Found, Refused> {
    let part = part.parse().ok();
    let address = address(image, part, &request);
    let (address, most) = market.at_its_time(|engine, _| {
        let address = address
            .filter(|address| address.part.is_some())
            .ok_or_else(no_address)?;
        engine.check_part_address(&address)?;
        Ok::<_, Refused>((address, engine.config().images.part_bytes))
    })?;
    let most_here = usize::try_from(most).unwrap_or(usize::MAX);
    let read = to_bytes(request.into_body(), most_here).await;
    let bytes = read.map_err(|error| {
        let message = format!("The part could not be read, at most {most} bytes are: {error}.");
        Refused::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    })?;
    let tag = market.at_its_time(|engine, now| {
        let tag = engine.put_part(&address, &bytes, now).map_err(refused)?;
        market.note_with(engine, now, Command::Part(address), bytes);
        Ok::<_, Refused>(tag)
    })?;
    market.settled().await?;
    Ok(Found {
        status: StatusCode::OK,
        headers: vec![(header::ETAG, format!("\"{tag}\""))],
        bytes: Bytes::new(),
    })
}

fn get_image(market: &Market, image: String, request: &Request) -> Result<Found, Refused> {
    let address = address(image, None, request).ok_or_else(no_address)?;
    let (blob, tag) =
        market.at_its_time(|engine, _| engine.read_image(&address).map_err(refused))?;
    let tag = format!("\"{tag}\"");
    let bytes = Bytes::from_owner(blob);
    let size = bytes.len();
    let mut headers = vec![
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::ETAG, tag.clone()),
    ];
    match range(request.headers(), &tag, size) {
        Wanted::All => Ok(Found {
            status: StatusCode::OK,
            headers,
            bytes,
        }),
        Wanted::Part(range) => {
            let last = range.end.saturating_sub(1);
            let shown = format!("bytes {}-{last}/{size}", range.start);
            headers.push((header::CONTENT_RANGE, shown));
            Ok(Found {
                status: StatusCode::PARTIAL_CONTENT,
                headers,
                bytes: bytes.slice(range),
            })
        }
        Wanted::Nothing => {
            let message = format!("The range lies outside the image's {size} bytes.");
            Err(Refused::new(StatusCode::RANGE_NOT_SATISFIABLE, message))
        }
    }
}

/// Which bytes are asked for.
#[derive(Debug, PartialEq, Eq)]
enum Wanted {
    All,
    Part(Range<usize>),
    Nothing,
}

/// Reads `Range`. One range is served; a list of them and what is no range are passed over, as the
/// protocol allows, and so is a range of bytes that are other ones now.
fn range(headers: &HeaderMap, tag: &str, size: usize) -> Wanted {
    if headers
        .get(header::IF_RANGE)
        .is_some_and(|known| known != tag)
    {
        return Wanted::All;
    }
    let text = headers
        .get(header::RANGE)
        .and_then(|value| value.to_str().ok());
    let bounds = text
        .and_then(|text| text.strip_prefix("bytes="))
        .and_then(|text| text.split_once('-'));
    let Some((first, last)) = bounds else {
        return Wanted::All;
    };
    let range = match (first.parse::<usize>(), last.parse::<usize>()) {
        (Ok(first), Ok(last)) if first <= last => first..last.saturating_add(1).min(size),
        (Ok(first), Err(_)) if last.is_empty() => first..size,
        (Err(_), Ok(count)) if first.is_empty() => size.saturating_sub(count)..size,
        _ => return Wanted::All,
    };
    match range.is_empty() {
        true => Wanted::Nothing,
        false => Wanted::Part(range),
    }
}

/// The address that a request was sent to, if it is of the form of one.
fn address(image: String, part: Option<i32>, request: &Request) -> Option<Address> {
    let mut query = Query::of(request.uri());
    Some(Address {
        image,
        part,
        expires_at: Timestamp::from_seconds(query.text("expires")?.parse().ok()?),
        signature: query.text("signature")?,
    })
}

fn no_address() -> Refused {
    Refused::new(
        StatusCode::FORBIDDEN,
        "The market did not give this address out.",
    )
}

/// An object store has a status of its own for what is too long.
fn refused(refusal: Refusal) -> Refused {
    let is_too_large = refusal.has(Code::TooLarge);
    let refused = Refused::from(refusal);
    match is_too_large {
        true => refused.with_status(StatusCode::PAYLOAD_TOO_LARGE),
        false => refused,
    }
}

fn respond(market: &Market, name: &str, outcome: Result<Found, Refused>) -> Response {
    let found = match outcome {
        Ok(found) => found,
        Err(refused) => return answer(market, name, Err(refused)),
    };
    let mut response = answer(market, name, Ok((found.status, Reply::EMPTY)));
    for (name, value) in found.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(name, value);
        }
    }
    *response.body_mut() = Content::from(found.bytes);
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_range_is_served() {
        let wanted = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, text.parse().unwrap());
            range(&headers, "\"tag\"", 10)
        };
        for (text, expected) in [
            ("bytes=0-3", 0..4),
            ("bytes=3-", 3..10),
            ("bytes=-4", 6..10),
            ("bytes=-40", 0..10),
            ("bytes=9-999999", 9..10),
            ("bytes=4-4", 4..5),
        ] {
            assert_eq!(wanted(text), Wanted::Part(expected), "{text}");
        }
        for text in ["bytes=10-", "bytes=-0", "bytes=10-20"] {
            assert_eq!(wanted(text), Wanted::Nothing, "{text}");
        }
        for text in [
            "bytes=",
            "bytes=3-2",
            "bytes=0-1,4-5",
            "lines=0-1",
            "bytes=a-b",
        ] {
            assert_eq!(wanted(text), Wanted::All, "{text}");
        }
    }

    #[test]
    fn a_range_of_other_bytes_is_passed_over() {
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, "bytes=0-1".parse().unwrap());
        headers.insert(header::IF_RANGE, "\"other\"".parse().unwrap());
        assert_eq!(range(&headers, "\"tag\"", 10), Wanted::All);
        headers.insert(header::IF_RANGE, "\"tag\"".parse().unwrap());
        assert_eq!(range(&headers, "\"tag\"", 10), Wanted::Part(0..2));
    }
}
