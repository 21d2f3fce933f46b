//! Dollars: what each account has, what is held for its orders, and where fees go.
//!
//! All amounts are whole millionths of a dollar. Money enters by deposit only; after that it moves,
//! and the sum over accounts, holds and fees stays what was deposited.

use super::Refusal;
use super::arena::{AccountKey, Arena};
use serde::{Deserialize, Serialize};

/// Millionths of a dollar.
pub type Micros = i128;

/// The most that can ever be deposited, far above any use and far below overflow.
const MOST: Micros = 1 << 100;

/// An account's money.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balance {
    /// What the account can spend, in millionths of a dollar.
    pub available: Micros,
    /// What is held for its open buy orders, in millionths of a dollar.
    pub held: Micros,
}

/// Who has how much.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ledger {
    balances: Arena<AccountKey, Balance>,
    fees: Micros,
    deposited: Micros,
}

/// What changes hands in one trade.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Payment {
    pub(crate) buyer: AccountKey,
    pub(crate) seller: AccountKey,
    /// What of the buyer's hold the traded part no longer needs.
    pub(crate) released: Micros,
    pub(crate) total: Micros,
    pub(crate) buyer_fee: Micros,
    pub(crate) seller_fee: Micros,
}

impl Ledger {
    /// Makes room for the account that was opened last.
    pub(crate) fn open(&mut self) -> Result<(), Refusal> {
        self.balances.push(Balance::default()).map(|_| ())
    }

    pub(crate) fn balance(&self, account: AccountKey) -> Result<Balance, Refusal> {
        self.balances.get(account).copied()
    }

    pub(crate) fn fees(&self) -> Micros {
        self.fees
    }

    pub(crate) fn deposited(&self) -> Micros {
        self.deposited
    }

    pub(crate) fn balances(&self) -> impl Iterator<Item = (AccountKey, &Balance)> {
        self.balances.iter()
    }

    /// Adds money. Returns whether the amount was one that can be added.
    pub(crate) fn deposit(&mut self, account: AccountKey, amount: Micros) -> Result<bool, Refusal> {
        let balance = self.balances.get_mut(account)?;
        let total = self.deposited.checked_add(amount);
        let Some(total) = total.filter(|total| amount >= 0 && *total <= MOST) else {
            return Ok(false);
        };
        balance.available += amount;
        self.deposited = total;
        Ok(true)
    }

    /// Sets money aside for an order. Returns whether there was enough.
    pub(crate) fn hold(&mut self, account: AccountKey, amount: Micros) -> Result<bool, Refusal> {
        let balance = self.balances.get_mut(account)?;
        if balance.available < amount {
            return Ok(false);
        }
        balance.available -= amount;
        balance.held += amount;
        Ok(true)
    }

    /// Gives back what was held.
    pub(crate) fn release(&mut self, account: AccountKey, amount: Micros) -> Result<(), Refusal> {
        let balance = self.balances.get_mut(account)?;
        balance.held -= amount;
        balance.available += amount;
        Ok(())
    }

    /// Pays for a trade out of the buyer's hold; what the hold has over goes back to the buyer.
    pub(crate) fn pay(&mut self, payment: Payment) -> Result<(), Refusal> {
        let Payment {
            buyer,
            seller,
            released,
            total,
            buyer_fee,
            seller_fee,
        } = payment;
        let spent = total + buyer_fee;
        let balance = self.balances.get_mut(buyer)?;
        if released < spent || balance.held < released {
            return Err(Refusal::internal("A fill costs more than was held for it."));
        }
        balance.held -= released;
        balance.available += released - spent;
        self.balances.get_mut(seller)?.available += total - seller_fee;
        self.fees += buyer_fee + seller_fee;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::arena::Key;

    fn accounts() -> (Ledger, AccountKey, AccountKey) {
        let mut ledger = Ledger::default();
        ledger.open().unwrap();
        ledger.open().unwrap();
        (ledger, AccountKey::from_index(0), AccountKey::from_index(1))
    }

    fn sum(ledger: &Ledger) -> Micros {
        ledger
            .balances()
            .map(|(_, b)| b.available + b.held)
            .sum::<Micros>()
            + ledger.fees()
    }

    #[test]
    fn money_moves_and_its_sum_stays() {
        let (mut ledger, buyer, seller) = accounts();
        assert!(ledger.deposit(buyer, 1_000).unwrap());
        assert!(ledger.hold(buyer, 700).unwrap());
        let payment = Payment {
            buyer,
            seller,
            released: 500,
            total: 400,
            buyer_fee: 20,
            seller_fee: 10,
        };
        ledger.pay(payment).unwrap();
        assert_eq!(
            ledger.balance(buyer).unwrap(),
            Balance {
                available: 380,
                held: 200
            }
        );
        assert_eq!(
            ledger.balance(seller).unwrap(),
            Balance {
                available: 390,
                held: 0
            }
        );
        ledger.release(buyer, 200).unwrap();
        assert_eq!(
            ledger.balance(buyer).unwrap(),
            Balance {
                available: 580,
                held: 0
            }
        );
        assert_eq!((ledger.fees(), sum(&ledger)), (30, 1_000));
    }

    #[test]
    fn a_hold_never_exceeds_what_there_is() {
        let (mut ledger, buyer, _) = accounts();
        ledger.deposit(buyer, 10).unwrap();
        assert!(!ledger.hold(buyer, 11).unwrap());
        assert!(ledger.hold(buyer, 10).unwrap());
        assert!(!ledger.hold(buyer, 1).unwrap());
    }

    #[test]
    fn only_sane_amounts_are_deposited() {
        let (mut ledger, buyer, _) = accounts();
        assert!(!ledger.deposit(buyer, -1).unwrap());
        assert!(!ledger.deposit(buyer, i128::MAX).unwrap());
        assert_eq!((sum(&ledger), ledger.deposited()), (0, 0));
    }

    #[test]
    fn a_fill_above_its_hold_is_a_contradiction() {
        let (mut ledger, buyer, seller) = accounts();
        ledger.deposit(buyer, 10).unwrap();
        ledger.hold(buyer, 10).unwrap();
        let payment = Payment {
            buyer,
            seller,
            released: 10,
            total: 11,
            buyer_fee: 0,
            seller_fee: 0,
        };
        assert!(ledger.pay(payment).is_err());
    }
}
