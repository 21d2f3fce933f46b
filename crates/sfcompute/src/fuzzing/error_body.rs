//! What a server says when it refuses: read from any bytes, shown without the token.

use std::error::Error as _;

use bytes::Bytes;
use http::StatusCode;
use sfcompute_api::types;

use super::{SECRET, is_one_line};
use crate::error::{Error, Kind, ServerAnswer, undecodable};
use crate::token::Token;

/// A status in the first two bytes, where it points to in the first line, then the body.
pub(super) fn hold(data: &[u8]) {
    let Some(([low, high], rest)) = data.split_first_chunk::<2>() else {
        return;
    };
    let status = 300 + u16::from_le_bytes([*low, *high]) % 300;
    let status = StatusCode::from_u16(status).expect("three digits");
    let split = rest.iter().position(|byte| *byte == b'\n').unwrap_or(0);
    let (location, body) = rest.split_at(split);
    let location = std::str::from_utf8(location)
        .ok()
        .filter(|text| !text.is_empty());
    let token = Token::parse(SECRET).expect("a token");
    let body = Bytes::copy_from_slice(body);

    let answer = ServerAnswer::read(status, location, &body, &token);
    assert_eq!(answer.status, status);
    let details = answer.details.iter().flat_map(|detail| {
        [
            Some(&detail.code),
            Some(&detail.message),
            detail.field.as_ref(),
        ]
        .into_iter()
        .flatten()
    });
    let texts = [
        &answer.error_type,
        &answer.message,
        &answer.start,
        &answer.location,
    ];
    for text in texts.into_iter().flatten().chain(details) {
        assert!(!text.contains(SECRET), "{text}");
        is_one_line(text, 513);
    }
    assert!(
        answer.details.len() <= 64,
        "{} details",
        answer.details.len()
    );
    let is_document = answer.error_type.is_some() || answer.message.is_some();
    assert!(!(is_document && answer.start.is_some()), "one or the other");

    is_told_without_the_token(&Error::new(Kind::Refused(answer)));

    // The same bytes as a success that is not what it should be.
    if let Err(why) = serde_json::from_slice::<types::OrderResponse>(&body) {
        let kind = undecodable(StatusCode::OK, location, &body, &why, &token);
        is_told_without_the_token(&Error::new(kind));
    }
}

fn is_told_without_the_token(error: &Error) {
    is_one_line(&error.to_string(), 110_000);
    let mut causes = vec![
        format!("{error}"),
        format!("{error:?}"),
        format!("{error:#?}"),
    ];
    let mut cause = error.source();
    while let Some(deeper) = cause {
        causes.push(format!("{deeper} {deeper:?}"));
        cause = deeper.source();
    }
    for told in causes {
        assert!(!told.contains(SECRET), "{told}");
    }
}
