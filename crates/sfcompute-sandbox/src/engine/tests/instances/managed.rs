//! Instances of deployments.

use sfcompute_types::{DeploymentId, SpotDeploymentId};

use super::*;

fn template(market: &mut Market) -> TemplateKey {
    let template = NewTemplate {
        workspace: DEFAULT_WORKSPACE,
        image: IMAGE,
        name: Some("worker"),
        cloud_init_user_data: Some("QUJD"),
        tags: Some(Tags::from_pairs([("team", "red")]).unwrap()),
    };
    market
        .engine
        .create_template(market.ada, template, at(0))
        .unwrap()
}

fn deployment(name: &str) -> Manager {
    Manager::Deployment {
        id: DeploymentId::try_from("depl_web").unwrap(),
        name: Name::try_from(name).unwrap(),
    }
}

fn spot() -> Manager {
    Manager::SpotDeployment {
        id: SpotDeploymentId::try_from("spot_web").unwrap(),
        name: Name::try_from("batch").unwrap(),
    }
}

#[test]
fn a_deployment_makes_instances_from_its_template_and_finds_them() {
    let mut market = market();
    let template = template(&mut market);
    market.nodes(1, 0, 10);
    let pool = market.engine.find_pool(market.ada, "main").unwrap();
    let sku = market.sku;
    let make = |market: &mut Market, name, managed_by| {
        let instance = ManagedInstance {
            pool,
            instance_sku: sku,
            template,
            name,
            priority: InstancePriority::Preferred,
            managed_by,
        };
        let made = market.engine.create_managed_instance(instance);
        market.sound();
        made
    };
    let web = make(&mut market, Some("web-1"), deployment("web")).unwrap();
    let other = make(&mut market, None, spot()).unwrap();
    assert_eq!(
        (market.state(web), market.state(other)),
        (Running, AwaitingAllocation)
    );
    let view = market.engine.instance(web).unwrap();
    assert_eq!(view.name.as_str(), "web-1");
    assert_eq!(view.managed_by, Some(deployment("web")));
    assert_eq!(
        view.tags,
        Some(Tags::from_pairs([("team", "red")]).unwrap())
    );
    assert_eq!(view.priority, InstancePriority::Preferred);
    assert_eq!(market.engine.instance_user_data(web).unwrap(), Some("QUJD"));
    let of =
        |market: &Market, id: &str| -> Vec<_> { market.engine.managed_instances(id).collect() };
    assert_eq!(of(&market, "depl_web"), [web]);
    assert_eq!(of(&market, "spot_web"), [other]);
    assert_eq!(
        why(make(&mut market, Some("web-1"), spot())),
        one("name", Code::NameTaken)
    );

    // The deployment's new name shows; what replaces the instance is the deployment's, too.
    let name = Name::try_from("www").unwrap();
    market.engine.rename_manager("depl_web", &name).unwrap();
    let fresh = market.replace("web-1", replacement("web-2")).unwrap();
    assert_eq!(of(&market, "depl_web"), [fresh]);
    let view = market.engine.instance(fresh).unwrap();
    assert_eq!(view.managed_by, Some(deployment("www")));
    assert!(!view.has_user_data);
    // Ended by time, it is no longer one of them.
    market.wait_until(10);
    assert_eq!(of(&market, "depl_web"), []);
    assert_eq!(market.state(fresh), Terminated);
}

#[test]
fn no_instance_is_made_from_a_revoked_image_or_on_a_deleted_pool() {
    let mut market = market();
    market.pool(market.ada, "gone");
    let gone = market.engine.find_pool(market.ada, "gone").unwrap();
    let disk = market.disk("disk");
    let new = NewTemplate {
        workspace: DEFAULT_WORKSPACE,
        image: &disk,
        name: None,
        cloud_init_user_data: None,
        tags: None,
    };
    let ada = market.ada;
    let template = market.engine.create_template(ada, new, at(0)).unwrap();
    market.engine.revoke_image(ada, &disk, at(0)).unwrap();
    let instance = ManagedInstance {
        pool: market.engine.find_pool(ada, "main").unwrap(),
        instance_sku: market.sku,
        template,
        name: None,
        priority: InstancePriority::Normal,
        managed_by: spot(),
    };
    let made = market.engine.create_managed_instance(instance.clone());
    assert_eq!(why(made), one("image", Code::WrongState));
    market.engine.reinstate_image(ada, &disk, at(0)).unwrap();
    market.engine.delete_pool(ada, "gone", at(0)).unwrap();
    let nowhere = ManagedInstance {
        pool: gone,
        ..instance.clone()
    };
    let made = market.engine.create_managed_instance(nowhere);
    assert_eq!(why(made), one("pool", Code::UnknownReference));
    market.engine.create_managed_instance(instance).unwrap();
    market.sound();
}
