//! The ledger and the log of events as JSON lines.

use serde_json::{Value, json};

use crate::engine::{Engine, EventKind, Refusal};

/// The market's dollars, account by account and payment by payment.
pub(super) fn ledger(engine: &Engine) -> Result<String, Refusal> {
    let mut lines = vec![json!({
        "kind": "market",
        "at": engine.now().to_string(),
        "deposited_micros": engine.deposited().to_string(),
        "fees_micros": engine.fees_taken().to_string(),
    })];
    for key in engine.accounts() {
        let account = engine.account(key)?;
        lines.push(json!({
            "kind": "account",
            "account": account.id.as_str(),
            "available_micros": account.balance.available.to_string(),
            "held_micros": account.balance.held.to_string(),
        }));
    }
    for payment in engine.payments()? {
        lines.push(json!({
            "kind": "payment",
            "at": payment.at.to_string(),
            "account": payment.account,
            "contract": payment.contract,
            "change_micros": payment.change.to_string(),
            "fee_micros": payment.fee.to_string(),
        }));
    }
    Ok(joined(&lines))
}

/// What happened, line by line.
pub(super) fn events(engine: &Engine) -> Result<String, Refusal> {
    let lines = engine.events()?.into_iter().map(|event| {
        let at = event.at.to_string();
        match event.kind {
            EventKind::OrderPlaced {
                order,
                account,
                side,
            } => json!({
                "kind": "order_placed", "at": at, "order": order, "account": account,
                "side": side.as_str(),
            }),
            EventKind::Traded {
                contract,
                buy,
                sell,
                rate,
                node_minutes,
            } => json!({
                "kind": "traded", "at": at, "contract": contract, "buy": buy, "sell": sell,
                "micros_per_node_minute": rate.to_string(),
                "node_minutes": node_minutes.to_string(),
            }),
            EventKind::OrderOver { order, status } => json!({
                "kind": "order_over", "at": at, "order": order, "status": status.as_str(),
            }),
            EventKind::InstanceMade { instance, account } => json!({
                "kind": "instance_made", "at": at, "instance": instance, "account": account,
            }),
            EventKind::InstanceStarted { instance } => json!({
                "kind": "instance_started", "at": at, "instance": instance,
            }),
            EventKind::InstanceFailed { instance } => json!({
                "kind": "instance_failed", "at": at, "instance": instance,
            }),
            EventKind::InstanceOver { instance, end } => json!({
                "kind": "instance_over", "at": at, "instance": instance, "end": end.as_str(),
            }),
            EventKind::AutomationMade {
                automation,
                account,
            } => json!({
                "kind": "automation_made", "at": at, "automation": automation, "account": account,
            }),
            EventKind::AutomationDeleted { automation } => json!({
                "kind": "automation_deleted", "at": at, "automation": automation,
            }),
            EventKind::TransferMade { transfer } => json!({
                "kind": "transfer_made", "at": at, "transfer": transfer,
            }),
        }
    });
    Ok(joined(&lines.collect::<Vec<_>>()))
}

fn joined(lines: &[Value]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}
