//! Scenarios from TOML files: a market described in words and whole numbers.

use std::cell::RefCell;
use std::fmt;

use sfcompute_types::Timestamp;

use crate::engine::{Engine, EngineConfig, Fees, Refusal, Settlement};

use super::plan::Plan;
use super::reader::Section;

/// The scenarios that come with the sandbox, by name.
const SHIPPED: [(&str, &str); 5] = [
    ("empty", include_str!("../../scenarios/empty.toml")),
    ("illiquid", include_str!("../../scenarios/illiquid.toml")),
    ("liquid", include_str!("../../scenarios/liquid.toml")),
    ("thin", include_str!("../../scenarios/thin.toml")),
    ("volatile", include_str!("../../scenarios/volatile.toml")),
];

/// A market to start from, as a TOML file describes it: accounts, SKUs, pools, a book and market
/// makers.
///
/// ```
/// use sfcompute_sandbox::Sandbox;
/// use sfcompute_sandbox::scenario::Scenario;
///
/// let scenario = Scenario::from_toml(
///     r#"
///     [[account]]
///     id = "acme"
///     cash = "1000.00"
///
///     [[pool]]
///     account = "acme"
///     name = "training"
///     "#,
/// )?;
/// let market = Sandbox::builder().opening(scenario).build()?;
/// assert_eq!(market.accounts()[0].account.as_str(), "acme");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Format
///
/// Times are hours after the full hour that the market opens in, so that a file is good on any
/// day. Dollars and prices are text, since they are exact; prices are per node-hour.
///
/// | table | fields |
/// |---|---|
/// | `[fees]` | `flat_micros_per_node_minute`, `basis_points`; the builder's where the table is missing |
/// | `[[account]]` | `id`, `cash`; may have `entity_type` (`business`, `personal`), `workspaces` (besides `default`), `user` with `id`, `email`, `first_name`, `last_name` |
/// | `[[sku]]` | `alias`; may have `id`, `region`, `availability_zone`, `accelerator`, `form_factor`, `rdma_type` (`infiniband`, `roce`), `num_accelerators`, `num_vcpus`, `memory_gib`, `local_storage_tb`, `supports_public_ipv4` |
/// | `[[pool]]` | `account`, `name`, unique in the file; may have `workspace` (`default`) and `kind` (`market`, `originating`, `read_only`) |
/// | `[[grant]]` | `pool`, `sku`, `nodes`, `hours`; may have `start_hour` (0) |
/// | `[[order]]` | `pool`, `sku`, `side` (`buy`, `sell`), `nodes`, `hours`, `price`; may have `start_hour` (1), `standing` (true), `partial` (true) |
/// | `[[maker]]` | `sku`, `buy_pool`, `sell_pool`, `price`, `nodes`, `hours`: a market maker that stands on both sides of a price; may have `start_hour` (1), `windows` that follow each other (1), `levels` on each side (1), `spread_bp` between the best of both sides (200), `step_bp` from level to level (100), `walk_bp` that the price moves at most from window to window (0) |
///
/// `pool` and the like name pools of the file. Orders are placed in the file's order, makers after
/// them. Every market also has the stock image and the features on trial of the demo. A maker's
/// prices follow from the seed where it walks; it quotes once, and does not come
/// back for more.
#[derive(Clone, Debug)]
pub struct Scenario {
    text: String,
    plan: Plan,
    fees: Option<Fees>,
}

/// Something wrong with a scenario's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The field, with its place in the file: `order[2].price`. Empty where it is the file.
    pub field: String,
    /// What is wrong with it.
    pub message: String,
}

/// All that is wrong with a scenario's file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioError(Vec<Mistake>);

impl ScenarioError {
    /// The mistakes, in the order of the file as far as it has one.
    pub fn mistakes(&self) -> &[Mistake] {
        &self.0
    }
}

impl fmt::Display for ScenarioError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Mistake { field, message }) in self.0.iter().enumerate() {
            let end = if index == 0 { "" } else { "; " };
            match field.as_str() {
                "" => write!(f, "{end}{message}")?,
                field => write!(f, "{end}`{field}` {message}")?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for ScenarioError {}

impl Scenario {
    /// Reads a scenario's file, and makes its market once to see that it can be.
    ///
    /// # Errors
    /// All that is wrong with it, by field; where the file can be read and the market not made,
    /// the first thing that the market refused.
    pub fn from_toml(text: &str) -> Result<Self, ScenarioError> {
        let whole = |message: String| {
            let field = String::new();
            ScenarioError(vec![Mistake { field, message }])
        };
        let table: toml::Table = text
            .parse()
            .map_err(|error| whole(format!("The file is no TOML: {error}")))?;
        let mistakes = RefCell::default();
        let root = Section::of(&table, String::new(), &mistakes);
        root.text("description");
        let fees = root.table("fees").and_then(|section| {
            let flat = section.number("flat_micros_per_node_minute", 0..=u32::MAX.into(), Some(0));
            let share = section.number("basis_points", 0..=10_000, Some(0));
            section.finish();
            let flat = u32::try_from(flat?).ok()?;
            Some(Fees::new(flat, u16::try_from(share?).ok()?))
        });
        let plan = Plan::read(&root);
        root.finish();
        let mistakes = mistakes.into_inner();
        if !mistakes.is_empty() {
            return Err(ScenarioError(mistakes));
        }
        let scenario = Self {
            text: text.to_owned(),
            plan,
            fees,
        };
        let config = EngineConfig {
            fees: fees.unwrap_or(Fees::NONE),
            ..EngineConfig::default()
        };
        // Any time will do: files tell time from the opening on.
        let now = Timestamp::from_seconds(1_767_225_600);
        match scenario.try_make(config, now) {
            Ok(_) => Ok(scenario),
            Err((field, refusal)) => Err(ScenarioError(vec![Mistake {
                field,
                message: format!("is refused: {}", refusal.message()),
            }])),
        }
    }

    /// A scenario that comes with the sandbox: `empty`, `liquid`, `thin`, `illiquid` or
    /// `volatile`. `None` for another name.
    pub fn named(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.into_iter().find(|(known, _)| *known == name)?;
        // Each of them is read by a test.
        Self::from_toml(text).ok()
    }

    /// The names of the scenarios that come with the sandbox.
    pub fn names() -> impl Iterator<Item = &'static str> {
        SHIPPED.into_iter().map(|(name, _)| name)
    }

    /// The file as it was read.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What the file says of fees, if anything.
    pub fn fees(&self) -> Option<Fees> {
        self.fees
    }

    /// Makes the market as of `now`. The book is made at once even where `config` has orders
    /// settle later.
    ///
    /// # Errors
    /// What the market refuses; where the file was read, only for a `config` with other fees or a
    /// time near its end.
    pub fn make(&self, config: EngineConfig, now: Timestamp) -> Result<Engine, Refusal> {
        self.try_make(config, now).map_err(|(_, refusal)| refusal)
    }

    fn try_make(&self, config: EngineConfig, now: Timestamp) -> Result<Engine, (String, Refusal)> {
        let mut engine = Engine::new(EngineConfig {
            settlement: Settlement::AtOnce,
            ..config
        });
        super::stock(&mut engine, now).map_err(|refusal| (String::new(), refusal))?;
        self.plan.carry_out(&mut engine, now)?;
        Ok(engine.settling(config.settlement))
    }
}

#[cfg(test)]
mod tests;
