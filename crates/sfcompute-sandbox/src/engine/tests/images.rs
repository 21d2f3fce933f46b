//! Images: states, parts, addresses, room.

use super::*;

const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn start(market: &mut Market, name: &str) -> String {
    let image = NewImage {
        workspace: DEFAULT_WORKSPACE,
        name: Some(name),
    };
    let key = market.engine.start_image(market.ada, image, at(0)).unwrap();
    market.engine.image(key).unwrap().id.into_string()
}

fn send(market: &mut Market, image: &str, part: i32, bytes: &[u8]) -> Result<String, Refusal> {
    let address = market.engine.part_address(market.ada, image, part, at(0))?;
    market.engine.put_part(&address, bytes, at(0))
}

fn status(market: &Market, image: &str) -> ImageStatus {
    market.engine.fetch_image(market.ada, image).unwrap().status
}

#[test]
fn an_image_goes_from_state_to_state() {
    let mut market = Market::new();
    let image = start(&mut market, "disk");
    assert_eq!(status(&market, &image), ImageStatus::Started);
    send(&mut market, &image, 1, b"abc").unwrap();
    assert_eq!(status(&market, &image), ImageStatus::Uploading);
    let engine = &mut market.engine;
    let early = engine.revoke_image(market.ada, &image, at(0));
    assert_eq!(
        why(early),
        (
            RefusalKind::Conflict,
            vec![(String::new(), Code::WrongState)]
        )
    );
    let key = engine
        .complete_image(market.ada, &image, HASH, at(0))
        .unwrap();
    assert!(engine.image_is_sound(key).unwrap());
    let view = engine.image(key).unwrap();
    assert_eq!((view.status, view.size), (ImageStatus::Completed, Some(3)));
    assert_eq!(
        engine
            .complete_image(market.ada, &image, HASH, at(0))
            .unwrap(),
        key
    );
    engine.revoke_image(market.ada, &image, at(0)).unwrap();
    let again = engine.complete_image(market.ada, &image, HASH, at(0));
    assert_eq!(why(again), one("", Code::WrongState));
    engine.reinstate_image(market.ada, &image, at(0)).unwrap();
    assert_eq!(status(&market, &image), ImageStatus::Completed);
}

#[test]
fn the_same_commands_give_the_same_addresses_and_other_seeds_others() {
    let address = |seed| {
        let mut market = Market::with(EngineConfig {
            seed,
            ..EngineConfig::default()
        });
        let image = start(&mut market, "disk");
        market
            .engine
            .part_address(market.ada, &image, 1, at(0))
            .unwrap()
    };
    assert_eq!(address(1), address(1));
    assert_ne!(address(1).signature, address(2).signature);
    let mut market = Market::new();
    start(&mut market, "disk");
    let foreign = market.engine.put_part(&address(2), b"x", at(0));
    assert_eq!(why(foreign).0, RefusalKind::Forbidden);
}

#[test]
fn an_address_lasts_as_long_as_configured_and_is_for_one_thing() {
    let mut market = Market::with(EngineConfig {
        images: ImageLimits {
            address_seconds: 60,
            ..ImageLimits::default()
        },
        ..EngineConfig::default()
    });
    let image = start(&mut market, "disk");
    let address = market
        .engine
        .part_address(market.ada, &image, 1, at(0))
        .unwrap();
    assert_eq!(address.expires_at, at(1));
    let mut later = address.clone();
    later.expires_at = at(9);
    assert_eq!(
        why(market.engine.put_part(&later, b"x", at(0))).0,
        RefusalKind::Forbidden
    );
    assert_eq!(
        why(market.engine.read_image(&address)).0,
        RefusalKind::NotFound
    );
    assert_eq!(
        why(market.engine.put_part(&address, b"x", at(1))).0,
        RefusalKind::Forbidden
    );
}

#[test]
fn what_is_refused_has_changed_nothing() {
    let mut market = Market::with(EngineConfig {
        images: ImageLimits {
            total_bytes: 5,
            part_bytes: 4,
            ..ImageLimits::default()
        },
        ..EngineConfig::default()
    });
    let image = start(&mut market, "disk");
    send(&mut market, &image, 1, b"abc").unwrap();
    let second = market
        .engine
        .part_address(market.ada, &image, 2, at(0))
        .unwrap();
    let before = market.engine.clone();
    let engine = &mut market.engine;
    let long = engine.put_part(&second, b"12345", at(0));
    assert_eq!(why(long), one("", Code::TooLarge));
    let full = engine.put_part(&second, b"123", at(0));
    assert_eq!(why(full), one("", Code::TooLarge));
    let lacking = engine.complete_image(market.ada, &image, HASH, at(0));
    assert_eq!(why(lacking), one("", Code::MissingPart));
    let odd = engine.complete_image(market.ada, &image, "abc", at(0));
    assert_eq!(why(odd), one("sha256", Code::Invalid));
    for part in [i32::MIN, 0, MOST_PARTS + 1, i32::MAX] {
        let none = engine.part_address(market.ada, &image, part, at(0));
        assert_eq!(why(none), one("part_id", Code::Invalid), "{part}");
    }
    let taken = NewImage {
        workspace: DEFAULT_WORKSPACE,
        name: Some("disk"),
    };
    let taken = engine.start_image(market.ada, taken, at(0));
    assert_eq!(why(taken).0, RefusalKind::Conflict);
    let others = engine.delete_image(market.bo, &image, at(0));
    assert_eq!(why(others).0, RefusalKind::NotFound);
    assert_eq!(market.engine, before);
}

#[test]
fn a_public_image_is_everybodys() {
    let mut market = Market::new();
    let key = market
        .engine
        .add_public_image("ubuntu", b"abc", at(0))
        .unwrap();
    let path = "sfc:image:sfcompute:public:ubuntu";
    for account in [market.ada, market.bo] {
        assert_eq!(market.engine.find_image(account, path), Some(key));
    }
    let view = market.engine.image(key).unwrap();
    assert_eq!(view.resource_path.as_str(), path);
    assert_eq!(view.sha256.as_deref(), Some(HASH));
    // No account's workspace has the id of theirs.
    let id = view.workspace_id.as_str();
    assert_eq!(market.engine.find_workspace(market.ada, id), None);
    let own = market.engine.delete_image(market.ada, path, at(0));
    assert_eq!(why(own).0, RefusalKind::Forbidden);
    let taken = market.engine.add_public_image("ubuntu", b"", at(0));
    assert_eq!(why(taken), one("name", Code::NameTaken));
}
