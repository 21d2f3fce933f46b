//! Instance SKUs, what of them can be bought, and the catalog of their properties.

use sfcompute_api::types;
use sfcompute_types::{InstanceSkuId, Name};

use crate::engine::{
    Availability, Engine, Labelled, Page, PropertyDefinition, PropertyValue, Requirements, Sku,
};

use super::cursor::{INSTANCE_SKUS, PROPERTIES};
use super::exchange::{Call, Reply};
use super::list::{List, limit};
use super::orders::sku as summary;
use super::problem::Refused;
use super::query::Query;

pub(super) fn list(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = INSTANCE_SKUS.edge(&mut query);
    query.problems.finish(Some(()))?;
    let page = engine.list_skus(limit, edge);
    Reply::json(&List::of(page.map(shown), INSTANCE_SKUS))
}

pub(super) fn fetch(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&shown(engine.fetch_sku(&call.id)?.clone()))
}

pub(super) fn availability(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    Reply::json(&available(engine.availability(&call.id)?))
}

pub(super) fn list_availability(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = INSTANCE_SKUS.edge(&mut query);
    let wanted = wanted(&mut query, engine);
    let wanted = query.problems.finish(Some(wanted))?;
    let page = match wanted {
        Some(wanted) => engine.list_availability(&wanted, limit, edge)?,
        None => Page {
            items: Vec::new(),
            first: None,
            last: None,
            has_more: false,
        },
    };
    Reply::json(&List::of(page.map(available), INSTANCE_SKUS))
}

/// What the filters ask for; none where no SKU can have it.
fn wanted(query: &mut Query, engine: &Engine) -> Option<Requirements> {
    const TEXTS: [&str; 5] = [
        "region",
        "availability_zone",
        "accelerator",
        "form_factor",
        "rdma_type",
    ];
    const NUMBERS: [(&str, u64); 4] = [
        ("num_accelerators", u32::MAX as u64),
        ("num_vcpus", u32::MAX as u64),
        ("memory", u64::MAX),
        ("local_storage", u64::MAX),
    ];
    const FLAGS: [(&str, &str); 2] = [("true", "true"), ("false", "false")];

    let mut values = Vec::new();
    let mut is_possible = true;
    if let Some(id) = query.one::<InstanceSkuId>("id") {
        match engine.fetch_sku(id.as_str()) {
            Ok(sku) => values.push(("instance_sku", sku.id.as_str().to_owned())),
            Err(_) => is_possible = false,
        }
    }
    for name in TEXTS {
        values.extend(query.text(name).map(|text| (name, text)));
    }
    for (name, most) in NUMBERS {
        values.extend(
            query
                .number(name, 0..=most)
                .map(|number| (name, number.to_string())),
        );
    }
    let name = "supports_public_ipv4";
    values.extend(
        query
            .choice(name, &FLAGS)
            .map(|flag| (name, flag.to_owned())),
    );

    let mut wanted = Requirements::none();
    for (name, value) in values {
        // No SKU has a property that is no name.
        is_possible &= value.parse::<Name>().is_ok() && wanted.add(name, &value).is_ok();
    }
    is_possible.then_some(wanted)
}

pub(super) fn catalog(call: Call<'_>, engine: &mut Engine) -> Result<Reply, Refused> {
    let mut query = call.query;
    let limit = limit(&mut query);
    let edge = PROPERTIES.edge(&mut query);
    query.problems.finish(Some(()))?;
    let page = engine.property_catalog(limit, edge).try_map(definition)?;
    Reply::json(&List::of(page, PROPERTIES))
}

fn definition(
    definition: PropertyDefinition,
) -> Result<types::InstanceSkuPropertyDefinition, Refused> {
    let property = definition.property;
    let value = |value: PropertyValue| {
        Ok(types::InstanceSkuEnumerationValue {
            deprecated_at: None,
            deprecation_info: None,
            description: format!("{}: {}.", property.display_name(), value.display_name),
            display_name: value.display_name,
            documentation_link: None,
            name: name(&value.name)?,
            stable_at: value.stable_at,
        })
    };
    Ok(types::InstanceSkuPropertyDefinitionEnumeration {
        key: types::InstanceSkuPropertyKey {
            deprecated_at: None,
            deprecation_info: None,
            description: property.description().to_owned(),
            display_name: property.display_name().to_owned(),
            documentation_link: None,
            name: name(property.name())?,
            stable_at: definition.stable_at,
        },
        values: definition
            .values
            .into_iter()
            .map(value)
            .collect::<Result<_, Refused>>()?,
    }
    .into())
}

fn name(text: &str) -> Result<Name, Refused> {
    Name::try_from(text).map_err(Refused::internal)
}

fn available(availability: Availability) -> types::InstanceSkuAvailability {
    types::InstanceSkuAvailability {
        instance_sku: summary(availability.instance_sku),
        object: "instance_sku_availability".to_owned(),
        schedule: availability.schedule,
    }
}

/// A property in its generated type: each has one of its own, all alike.
macro_rules! labelled {
    ($property:expr, $type:ident) => {
        $property.map(
            |Labelled {
                 value,
                 display_value,
             }| types::$type {
                display_value,
                value,
            },
        )
    };
}

fn shown(sku: Sku) -> types::InstanceSku {
    let properties = sku.properties;
    let rdma_type = properties.rdma_type.map(|known| {
        let value = types::InstanceSkuRdmaTypeValue::from(known.value.as_str());
        Labelled::new(value, known.display_value)
    });
    types::InstanceSku {
        accelerator: labelled!(properties.accelerator, InstanceSkuAccelerator),
        alias: sku.alias,
        audience_hint: sku.audience_hint,
        availability_zone: labelled!(properties.availability_zone, InstanceSkuAvailabilityZone),
        form_factor: labelled!(properties.form_factor, InstanceSkuFormFactor),
        id: sku.id,
        local_storage: labelled!(properties.local_storage, InstanceSkuLocalStorage),
        memory: labelled!(properties.memory, InstanceSkuMemory),
        num_accelerators: labelled!(properties.num_accelerators, InstanceSkuNumAccelerators),
        num_vcpus: labelled!(properties.num_vcpus, InstanceSkuNumVcpus),
        object: "instance_sku".to_owned(),
        rdma_type: labelled!(rdma_type, InstanceSkuRdmaType),
        region: labelled!(properties.region, InstanceSkuRegion),
        supports_public_ipv4: labelled!(
            properties.supports_public_ipv4,
            InstanceSkuSupportsPublicIpv4
        ),
    }
}
