//! What a scenario's file asks for, read.

use rust_decimal::Decimal;
use sfcompute_types::{InstanceSkuId, Name, Price, UserId};

use crate::engine::{
    DEFAULT_WORKSPACE, EntityType, Labelled, Micros, NewAccount, NewSku, PoolKind, RdmaType, Side,
    SkuProperties, User,
};
use crate::scenario::reader::Section;

use super::{AccountPlan, GrantPlan, Hours, MakerPlan, OrderPlan, Plan, PoolPlan, WHOLE};

/// The longest that anything lasts or lies ahead, in hours: somewhat less than ten years.
const FAR: i64 = 80_000;
const GIB: u64 = 1 << 30;
const TB: u64 = 1_000_000_000_000;

impl Plan {
    /// Reads the whole file; what cannot be read is noted with the section and left out.
    pub(in crate::scenario) fn read(root: &Section<'_>) -> Self {
        // Also what has mistakes is there to be named.
        let ids = root.names("account", "id");
        let names = root.names("pool", "name");
        let aliases = root.names("sku", "alias");
        let accounts = each(root, "account", read_account);
        let pools = each(root, "pool", |section| read_pool(section, &ids));
        let skus = each(root, "sku", read_sku);
        let grants = each(root, "grant", |section| {
            read_grant(section, &names, &aliases)
        });
        let orders = each(root, "order", |section| {
            read_order(section, &names, &aliases)
        });
        let makers = each(root, "maker", |section| {
            read_maker(section, &names, &aliases)
        });
        for (index, name) in names.iter().enumerate() {
            if !name.is_empty() && names.iter().take(index).any(|earlier| earlier == name) {
                let message = format!("is `{name}`, as another pool of this file is");
                root.wrong(&format!("pool[{index}].name"), message);
            }
        }
        Self {
            accounts,
            skus,
            pools,
            grants,
            orders,
            makers,
        }
    }
}

/// Reads the tables under a key, all of each.
fn each<'a, T>(
    root: &Section<'a>,
    key: &'static str,
    mut read: impl FnMut(&Section<'a>) -> Option<T>,
) -> Vec<T> {
    let sections = root.tables(key).into_iter();
    let all = sections.filter_map(|section| {
        let one = read(&section);
        section.finish();
        one
    });
    all.collect()
}

fn read_account(section: &Section<'_>) -> Option<AccountPlan> {
    let id: Option<Name> = section.parsed("id");
    let cash = section
        .needed("cash")
        .and_then(|text| dollars(section, text));
    let kinds = [
        ("business", EntityType::Business),
        ("personal", EntityType::Personal),
    ];
    let entity_type = section.word("entity_type", &kinds);
    let workspaces = section
        .texts("workspaces")
        .into_iter()
        .map(str::to_owned)
        .collect();
    let user = section.table("user").map(|user| {
        let id: Option<UserId> = user.parsed("id");
        let [email, first_name, last_name] =
            ["email", "first_name", "last_name"].map(|key| user.text(key).map(str::to_owned));
        user.finish();
        id.map(|id| User {
            id,
            email,
            first_name,
            last_name,
        })
    });
    Some(AccountPlan {
        account: NewAccount {
            id: id?,
            entity_type,
            user: user.flatten(),
            cash: cash?,
        },
        workspaces,
    })
}

/// Dollars as exact millionths.
fn dollars(section: &Section<'_>, text: &str) -> Option<Micros> {
    let allowed = "dollars in quotes, of at most six decimals and not negative: \"2500.00\"";
    let amount = text.parse::<Decimal>().ok();
    let micros = amount
        .and_then(|amount| amount.checked_mul(Decimal::from(1_000_000)))
        .filter(|micros| micros.is_integer() && !micros.is_sign_negative())
        .map(|micros| micros.normalize().mantissa());
    if micros.is_none() {
        section.wrong("cash", format!("is `{text}`, not {allowed}"));
    }
    micros
}

fn read_pool(section: &Section<'_>, accounts: &[&str]) -> Option<PoolPlan> {
    let account = section.reference("account", "account", accounts);
    let name: Option<Name> = section.parsed("name");
    let workspace = section.text("workspace").unwrap_or(DEFAULT_WORKSPACE);
    let kinds = [
        ("market", PoolKind::Market),
        ("originating", PoolKind::Originating),
        ("read_only", PoolKind::ReadOnly),
    ];
    let kind = section.word("kind", &kinds).unwrap_or(PoolKind::Market);
    Some(PoolPlan {
        account: account?.to_owned(),
        workspace: workspace.to_owned(),
        name: name?.as_str().to_owned(),
        kind,
    })
}

fn read_sku(section: &Section<'_>) -> Option<NewSku> {
    let alias: Option<Name> = section.parsed("alias");
    let id = section.text("id").map(InstanceSkuId::try_from);
    let id = id.and_then(|id| section.kept("id", id));
    let text = |key| {
        section
            .text(key)
            .map(|text| Labelled::new(text.to_owned(), text))
    };
    let count = |key: &'static str| {
        let number = section.number(key, 0..=u32::MAX.into(), Some(-1))?;
        u32::try_from(number).ok()
    };
    let rdma = [
        ("infiniband", (RdmaType::Infiniband, "InfiniBand")),
        ("roce", (RdmaType::Roce, "RoCE v2")),
    ];
    let properties = SkuProperties {
        region: text("region"),
        availability_zone: text("availability_zone"),
        accelerator: text("accelerator"),
        form_factor: text("form_factor"),
        rdma_type: section
            .word("rdma_type", &rdma)
            .map(|(value, shown)| Labelled::new(value, shown)),
        num_accelerators: count("num_accelerators").map(|n| Labelled::new(n, n.to_string())),
        num_vcpus: count("num_vcpus").map(|n| Labelled::new(n, n.to_string())),
        memory: count("memory_gib").map(|n| Labelled::new(u64::from(n) * GIB, format!("{n} GiB"))),
        local_storage: count("local_storage_tb")
            .map(|n| Labelled::new(u64::from(n) * TB, format!("{n} TB"))),
        supports_public_ipv4: section
            .flag("supports_public_ipv4")
            .map(|flag| Labelled::new(flag, if flag { "Yes" } else { "No" })),
    };
    Some(NewSku {
        id,
        alias: alias?,
        properties,
        audience_hint: None,
    })
}

fn read_hours(section: &Section<'_>, default: i64) -> Option<Hours> {
    let start = section.number("start_hour", 0..=FAR, Some(default));
    let length = section.number("hours", 1..=FAR, None);
    Some(Hours {
        start: start?,
        length: length?,
    })
}

fn read_nodes<N: TryFrom<i64>>(section: &Section<'_>) -> Option<N> {
    let nodes = section.number("nodes", 1..=i64::from(i32::MAX), None)?;
    N::try_from(nodes).ok()
}

fn read_grant(section: &Section<'_>, pools: &[&str], skus: &[&str]) -> Option<GrantPlan> {
    let pool = section.reference("pool", "pool", pools);
    let sku = section.reference("sku", "SKU", skus);
    let (nodes, hours) = (read_nodes(section), read_hours(section, 0));
    Some(GrantPlan {
        pool: pool?.to_owned(),
        sku: sku?.to_owned(),
        nodes: nodes?,
        hours: hours?,
    })
}

fn read_order(section: &Section<'_>, pools: &[&str], skus: &[&str]) -> Option<OrderPlan> {
    let pool = section.reference("pool", "pool", pools);
    let sku = section.reference("sku", "SKU", skus);
    section.needed("side");
    let side = section.word("side", &[("buy", Side::Buy), ("sell", Side::Sell)]);
    let (nodes, hours) = (read_nodes(section), read_hours(section, 1));
    let price = section.parsed("price");
    let standing = section.flag("standing").unwrap_or(true);
    let partial = section.flag("partial").unwrap_or(true);
    Some(OrderPlan {
        pool: pool?.to_owned(),
        sku: sku?.to_owned(),
        side: side?,
        nodes: nodes?,
        hours: hours?,
        price: price?,
        standing,
        partial,
    })
}

fn read_maker(section: &Section<'_>, pools: &[&str], skus: &[&str]) -> Option<MakerPlan> {
    let sku = section.reference("sku", "SKU", skus);
    let buy_pool = section.reference("buy_pool", "pool", pools);
    let sell_pool = section.reference("sell_pool", "pool", pools);
    let price: Option<Price> = section.parsed("price");
    let rate = price.and_then(|price| {
        let rate = price.rounded_to_step().micros_per_node_minute();
        let rate = rate.filter(|rate| (1..=i64::MAX / WHOLE).contains(rate));
        if rate.is_none() {
            section.wrong(
                "price",
                format!("is {price}, which is no price to quote around"),
            );
        }
        rate
    });
    let (nodes, hours) = (read_nodes(section), read_hours(section, 1));
    let windows = section.number("windows", 1..=1_000, Some(1));
    let levels = section.number("levels", 1..=100, Some(1));
    let spread = section.number("spread_bp", 0..=WHOLE, Some(200));
    let step = section.number("step_bp", 0..=WHOLE, Some(100));
    let walk = section.number("walk_bp", 0..=WHOLE / 2, Some(0));
    let (levels, spread, step) = (levels?, spread?, step?);
    if spread / 2 + (levels - 1) * step >= WHOLE {
        section.wrong(
            "levels",
            "go down to a price of nothing with this spread and step",
        );
    }
    Some(MakerPlan {
        sku: sku?.to_owned(),
        buy_pool: buy_pool?.to_owned(),
        sell_pool: sell_pool?.to_owned(),
        rate: rate?,
        nodes: nodes?,
        hours: hours?,
        windows: windows?,
        levels,
        spread,
        step,
        walk: walk?,
    })
}
