//! Instance templates: what they need, and what needs them.

use super::*;

const PUBLIC: &str = "sfc:image:sfcompute:public:ubuntu";

fn market() -> Market {
    let mut market = Market::new();
    market
        .engine
        .add_public_image("ubuntu", b"abc", at(0))
        .unwrap();
    market
}

fn template<'a>(name: &'a str, image: &'a str) -> NewTemplate<'a> {
    NewTemplate {
        workspace: DEFAULT_WORKSPACE,
        image,
        name: Some(name),
        cloud_init_user_data: None,
        tags: None,
    }
}

#[test]
fn a_template_is_found_until_it_is_deleted() {
    let mut market = market();
    let new = template("worker", PUBLIC);
    let key = market
        .engine
        .create_template(market.ada, new, at(5))
        .unwrap();
    let view = market.engine.template(key).unwrap();
    assert_eq!(
        (view.image.name.as_str(), view.created_at),
        ("ubuntu", at(5))
    );
    let old = view.id.as_str().replacen("itmpl_", "ntmpl_", 1);
    for text in [view.id.as_str(), &old, view.resource_path.as_str()] {
        assert_eq!(
            market.engine.find_template(market.ada, text),
            Some(key),
            "{text}"
        );
        assert_eq!(market.engine.find_template(market.bo, text), None, "{text}");
    }
    let id = view.id.as_str();
    market
        .engine
        .delete_template(market.ada, id, at(6))
        .unwrap();
    assert_eq!(market.engine.find_template(market.ada, id), None);
    let again = market.engine.delete_template(market.ada, id, at(6));
    assert_eq!(why(again).0, RefusalKind::NotFound);
}

#[test]
fn an_image_that_a_template_names_is_not_deleted() {
    let mut market = market();
    let image = NewImage {
        workspace: DEFAULT_WORKSPACE,
        name: Some("disk"),
    };
    let path = "sfc:image:ada:default:disk";
    let engine = &mut market.engine;
    engine.start_image(market.ada, image, at(0)).unwrap();
    let early = engine.create_template(market.ada, template("worker", path), at(0));
    assert_eq!(why(early), one("image", Code::WrongState));
    let address = engine.part_address(market.ada, path, 1, at(0)).unwrap();
    engine.put_part(&address, b"abc", at(0)).unwrap();
    engine
        .complete_image(market.ada, path, &"0".repeat(64), at(0))
        .unwrap();
    let new = template("worker", path);
    engine.create_template(market.ada, new, at(0)).unwrap();
    let needed = engine.delete_image(market.ada, path, at(0));
    assert_eq!(
        why(needed),
        (RefusalKind::Conflict, vec![(String::new(), Code::InUse)])
    );
    let template = "sfc:instance_template:ada:default:worker";
    engine.delete_template(market.ada, template, at(0)).unwrap();
    engine.delete_image(market.ada, path, at(0)).unwrap();
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let mut market = market();
    let new = template("taken", PUBLIC);
    market
        .engine
        .create_template(market.ada, new, at(0))
        .unwrap();
    let before = market.engine.clone();
    let wrong = NewTemplate {
        cloud_init_user_data: Some("#cloud-config"),
        ..template("taken", "image_unknown")
    };
    let wrong = market.engine.create_template(market.ada, wrong, at(0));
    let field = |field: &str, code| (field.to_owned(), code);
    assert_eq!(
        why(wrong).1,
        [
            field("cloud_init_user_data", Code::Invalid),
            field("image", Code::UnknownReference),
            field("name", Code::NameTaken),
        ]
    );
    assert_eq!(market.engine, before);
}
