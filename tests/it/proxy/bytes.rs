//! What a client without any cleverness sees of each fault, and how often the server is asked.

use sfcompute_tests::fault_proxy::{Delivery, Fault, Part};
use tokio::io::AsyncWriteExt as _;

use super::{ANSWER, ASK, End, HEAD, Rig, read_exactly, read_to_the_end};

/// Asks once and reads to the end of the connection.
async fn ask(fault: Fault) -> (Vec<u8>, End, u32) {
    let rig = Rig::with(fault).await;
    let mut connection = rig.connect().await;
    // A connection that was reset at once may say so already while it is written to.
    let _ = connection.write_all(ASK).await;
    let (bytes, end) = read_to_the_end(&mut connection).await;
    rig.proxy.quiet().await;
    (bytes, end, rig.asked())
}

/// Asks once, reads as much as is expected, and asks again over the same connection.
async fn ask_and_go_on(fault: Fault, expected: &[u8]) -> u32 {
    let rig = Rig::with(fault).await;
    let mut connection = rig.connect().await;
    connection.write_all(ASK).await.unwrap();
    let told = read_exactly(&mut connection, expected.len()).await;
    assert_eq!(
        String::from_utf8_lossy(&told),
        String::from_utf8_lossy(expected)
    );
    connection.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
    rig.proxy.quiet().await;
    rig.asked() - 1
}

#[tokio::test]
async fn resets() {
    for (fault, bytes, asked) in [
        (Fault::ResetAtAccept, &[][..], 0),
        (Fault::Reset(Delivery::Never), &[], 0),
        (Fault::Reset(Delivery::Before), &[], 1),
        (Fault::Reset(Delivery::Late), &[], 1),
        (Fault::ResetMidBody, &ANSWER[..HEAD + 6], 1),
    ] {
        let name = fault.to_string();
        assert_eq!(
            ask(fault).await,
            (bytes.to_vec(), End::Reset, asked),
            "{name}"
        );
    }
}

#[tokio::test]
async fn cuts() {
    for (fault, bytes) in [
        (Fault::Truncate(Part::Head), &ANSWER[..HEAD / 2]),
        (Fault::Truncate(Part::Body), &ANSWER[..HEAD + 6]),
    ] {
        let name = fault.to_string();
        assert_eq!(ask(fault).await, (bytes.to_vec(), End::Closed, 1), "{name}");
    }
}

#[tokio::test]
async fn wrong_lengths() {
    for (fault, length) in [(Fault::LengthTooLong, 28), (Fault::LengthTooShort, 6)] {
        let name = fault.to_string();
        let (bytes, end, asked) = ask(fault).await;
        let expected = format!(
            "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\ncontent-length: {length}\r\n\
             connection: close\r\n\r\n{{\"id\":\"o_1\"}}"
        );
        assert_eq!(String::from_utf8(bytes).unwrap(), expected, "{name}");
        assert_eq!((end, asked), (End::Closed, 1), "{name}");
    }
}

#[tokio::test]
async fn garbage() {
    for (delivery, expected) in [
        (Delivery::Never, 0),
        (Delivery::Before, 1),
        (Delivery::Late, 1),
    ] {
        let (bytes, end, asked) = ask(Fault::Garbage(delivery)).await;
        assert_eq!((bytes.len(), end, asked), (48, End::Closed, expected));
        assert!(!bytes.starts_with(b"HTTP"));
        assert!(std::str::from_utf8(&bytes).is_err());
    }
}

#[tokio::test]
async fn a_body_of_garbage() {
    let rig = Rig::with(Fault::GarbageBody).await;
    let mut connection = rig.connect().await;
    connection.write_all(ASK).await.unwrap();
    let told = read_exactly(&mut connection, ANSWER.len()).await;
    assert_eq!(told[..HEAD], ANSWER[..HEAD]);
    assert!(std::str::from_utf8(&told[HEAD..]).is_err());
    // The head told the truth about the length, so that the connection goes on.
    connection.write_all(ASK).await.unwrap();
    assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
    assert_eq!(rig.asked(), 2);
}

#[tokio::test]
async fn answers_of_a_gateway() {
    let date = "Wed, 22 Jul 2026 00:00:00 GMT";
    for status in [429, 500, 502, 503, 504] {
        for retry_after in [None, Some("7"), Some(date)] {
            for (delivery, asked) in [
                (Delivery::Never, 0),
                (Delivery::Before, 1),
                (Delivery::Late, 1),
            ] {
                let fault = Fault::Status {
                    status,
                    retry_after,
                    delivery,
                };
                let header =
                    retry_after.map_or(String::new(), |text| format!("retry-after: {text}\r\n"));
                let body =
                    r#"{"error":{"type":"gateway","message":"The gateway answers in its place."}}"#;
                let length = body.len();
                let expected = format!(
                    "HTTP/1.1 {status} Gateway\r\ncontent-type: application/json\r\n{header}content-length: {length}\r\n\r\n{body}"
                );
                let name = fault.to_string();
                let before = ask_and_go_on(fault, expected.as_bytes()).await;
                assert_eq!(before, asked, "{name}");
            }
        }
    }
}

#[tokio::test]
async fn a_request_that_is_delivered_twice() {
    assert_eq!(ask_and_go_on(Fault::Duplicate, ANSWER).await, 2);
}

#[tokio::test]
async fn a_request_that_nothing_happens_to() {
    let rig = Rig::planned(sfcompute_tests::fault_proxy::Plan::nothing()).await;
    let mut connection = rig.connect().await;
    for _ in 0..3 {
        // In pieces, as a network may deliver it.
        for piece in ASK.chunks(7) {
            connection.write_all(piece).await.unwrap();
            tokio::task::yield_now().await;
        }
        assert_eq!(read_exactly(&mut connection, ANSWER.len()).await, ANSWER);
    }
    assert_eq!(rig.asked(), 3);
}
