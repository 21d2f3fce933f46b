//! Answers: what decodes is written as it was understood, whatever a newer server adds.

use serde::Serialize;
use serde::de::DeserializeOwned;
use sfcompute_api::types;

/// Any JSON, as every kind of answer that the facade reads.
pub(super) fn hold(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    round_trip::<types::MeResponse>(text);
    round_trip::<types::OrderResponse>(text);
    round_trip::<types::ListOrdersResponse>(text);
    round_trip::<types::OrderPreviewResponse>(text);
    round_trip::<types::PoolResponse>(text);
    round_trip::<types::ListPoolsResponse>(text);
    round_trip::<types::PoolTransferResponse>(text);
    round_trip::<types::ListPoolTransfersResponse>(text);
    round_trip::<types::InstanceSku>(text);
    round_trip::<types::ListInstanceSkusResponse>(text);
    round_trip::<types::ListOrderbookFillsResponse>(text);
    round_trip::<types::ListOrderbookWindowsResponse>(text);
    round_trip::<types::OrderbookDepthResponse>(text);
    round_trip::<types::OrderbookQuoteResponse>(text);
    round_trip::<types::InstanceResponse>(text);
    round_trip::<types::ProcurementResponse>(text);
}

fn round_trip<T: DeserializeOwned + Serialize>(text: &str) {
    let Ok(value) = serde_json::from_str::<T>(text) else {
        return;
    };
    let written = serde_json::to_string(&value).expect("what was decoded can be written");
    let again: T = serde_json::from_str(&written).expect("what was written can be decoded");
    let rewritten = serde_json::to_string(&again).expect("and written once more");
    assert_eq!(rewritten, written);
}
