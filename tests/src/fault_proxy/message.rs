//! Where requests and answers end, and answers said otherwise than they were.
//!
//! Bodies have a `Content-Length` or there is none; a chunked body is refused, since neither the
//! client nor the sandbox sends one.

use std::io;

use tokio::io::AsyncReadExt as _;
use tokio::net::TcpStream;

/// The most headers that a message may have.
const MOST_HEADERS: usize = 64;
/// The largest message that is passed on.
const LARGEST: usize = 1 << 22;

/// A request as it came.
#[derive(Clone, Debug)]
pub struct Request {
    bytes: Vec<u8>,
    method: String,
    target: String,
    key: Option<String>,
}

impl Request {
    /// Its method.
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Its path and query.
    pub fn target(&self) -> &str {
        &self.target
    }

    /// Its path.
    pub fn path(&self) -> &str {
        self.target
            .split_once('?')
            .map_or(self.target.as_str(), |(path, _)| path)
    }

    /// Its `Idempotency-Key`.
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// The text of a header, where there is one.
    pub fn header(&self, name: &str) -> Option<&str> {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        // It was parsed before it became a request.
        head.parse(&self.bytes).ok()?;
        header(head.headers, name)
    }

    /// All of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// A server's answer as it came.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    bytes: Vec<u8>,
    /// How many of the bytes are its head.
    head: usize,
}

impl Answer {
    /// All of it.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The middle of its head, of its body, or of all where it has no body.
    pub(super) fn up_to_the_middle_of_its_head(&self) -> &[u8] {
        self.bytes.get(..self.head / 2).unwrap_or_default()
    }

    /// The head, and half of the body.
    pub(super) fn up_to_the_middle_of_its_body(&self) -> &[u8] {
        let half = self.body().len() / 2;
        self.bytes
            .get(..self.head.saturating_add(half))
            .unwrap_or_default()
    }

    fn body(&self) -> &[u8] {
        self.bytes.get(self.head..).unwrap_or_default()
    }

    /// The same body under a head that announces more, or less, than it has, and says that the
    /// connection ends with it.
    pub(super) fn announcing(&self, length: impl FnOnce(usize) -> usize) -> Vec<u8> {
        let head = self.bytes.get(..self.head).unwrap_or_default();
        let mut said = Vec::with_capacity(self.bytes.len().saturating_add(64));
        for line in head.split_inclusive(|byte| *byte == b'\n') {
            let name = line.split(|byte| *byte == b':').next().unwrap_or_default();
            let is_about_length = name.eq_ignore_ascii_case(b"content-length");
            let is_the_end = line.trim_ascii().is_empty();
            if !is_about_length && !is_the_end {
                said.extend_from_slice(line);
            }
        }
        let length = length(self.body().len());
        said.extend_from_slice(
            format!("content-length: {length}\r\nconnection: close\r\n\r\n").as_bytes(),
        );
        said.extend_from_slice(self.body());
        said
    }

    /// The same head, with as many bytes after it that mean nothing.
    pub(super) fn with_garbage_for_body(&self) -> Vec<u8> {
        let mut said = self.bytes.get(..self.head).unwrap_or_default().to_vec();
        said.extend(garbage().take(self.body().len()));
        said
    }
}

/// Bytes that are neither HTTP nor JSON nor text.
pub(super) fn garbage() -> impl Iterator<Item = u8> {
    [0x16, 0x03, 0x01, 0xff, 0x00, 0xfe, 0x7b, 0x0d, 0x0a, 0x5d]
        .into_iter()
        .cycle()
}

/// The answer of a gateway, in the shape of the API's own errors.
pub(super) fn of_a_gateway(status: u16, retry_after: Option<&str>) -> Vec<u8> {
    let body = r#"{"error":{"type":"gateway","message":"The gateway answers in its place."}}"#;
    let retry_after =
        retry_after.map_or_else(String::new, |text| format!("retry-after: {text}\r\n"));
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Gateway\r\ncontent-type: application/json\r\n{retry_after}\
         content-length: {length}\r\n\r\n{body}"
    )
    .into_bytes()
}

/// The next request of a connection; nothing where the client has closed it between two.
///
/// `rest` is what was read beyond the request before.
pub(super) async fn read_request(
    stream: &mut TcpStream,
    rest: &mut Vec<u8>,
) -> io::Result<Option<Request>> {
    loop {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Request::new(&mut headers);
        let parsed = head.parse(rest).map_err(io::Error::other)?;
        if let httparse::Status::Complete(length) = parsed {
            let end = length.saturating_add(body_length(head.headers)?);
            if let Some(bytes) = rest.get(..end) {
                let request = Request {
                    bytes: bytes.to_vec(),
                    method: head.method.unwrap_or_default().to_owned(),
                    target: head.path.unwrap_or_default().to_owned(),
                    key: header(head.headers, "idempotency-key").map(str::to_owned),
                };
                rest.drain(..end);
                return Ok(Some(request));
            }
        }
        if !read_more(stream, rest).await? {
            return match rest.is_empty() {
                true => Ok(None),
                false => Err(io::ErrorKind::UnexpectedEof.into()),
            };
        }
    }
}

/// The server's next answer, with nothing after it.
pub(super) async fn read_answer(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    loop {
        let mut headers = [httparse::EMPTY_HEADER; MOST_HEADERS];
        let mut head = httparse::Response::new(&mut headers);
        let parsed = head.parse(&bytes).map_err(io::Error::other)?;
        if let httparse::Status::Complete(length) = parsed {
            let end = length.saturating_add(body_length(head.headers)?);
            if bytes.len() > end {
                return Err(io::Error::other("the server sent more than it announced"));
            }
            if bytes.len() == end {
                return Ok(Answer {
                    bytes,
                    head: length,
                });
            }
        }
        if !read_more(stream, &mut bytes).await? {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
    }
}

/// Reads on; whether there was anything before the end.
async fn read_more(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<bool> {
    if bytes.len() > LARGEST {
        return Err(io::Error::other(format!(
            "a message of over {LARGEST} bytes"
        )));
    }
    Ok(stream.read_buf(bytes).await? > 0)
}

fn header<'h>(headers: &[httparse::Header<'h>], name: &str) -> Option<&'h str> {
    let found = headers
        .iter()
        .find(|header| header.name.eq_ignore_ascii_case(name))?;
    std::str::from_utf8(found.value).ok()
}

fn body_length(headers: &[httparse::Header<'_>]) -> io::Result<usize> {
    if header(headers, "transfer-encoding").is_some() {
        return Err(io::Error::other("a body in chunks is not passed on"));
    }
    match header(headers, "content-length") {
        Some(length) => length.trim().parse().map_err(io::Error::other),
        None => Ok(0),
    }
}
