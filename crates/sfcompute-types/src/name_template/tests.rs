use crate::{NameTemplate, grammar::LONGEST_TEMPLATE};

fn takes(text: &str) -> bool {
    text.parse::<NameTemplate>().is_ok()
}

#[test]
fn a_template_has_known_places() {
    for good in [
        "{{adjective}}-{{noun}}-{{nanoid(6)}}",
        "my-fleet-{{nanoid(9)}}",
        "{{noun}}",
        "{{nanoid(1)}}{{nanoid(21)}}",
        "7.{{adjective}}_x-",
    ] {
        assert!(takes(good), "{good:?}");
    }
    for bad in [
        "",
        "worker",
        "-{{noun}}",
        ".{{noun}}",
        "{{noun}} {{noun}}",
        "{{ noun }}",
        "{{Noun}}",
        "{{nouns}}",
        "{{nanoid}}",
        "{{nanoid()}}",
        "{{nanoid(0)}}",
        "{{nanoid(06)}}",
        "{{nanoid(22)}}",
        "{{nanoid(-1)}}",
        "{{nanoid(6)}",
        "{noun}",
        "{{noun",
        "noun}}",
        "{{{noun}}}",
        "{{{{noun}}}}",
        "{{}}",
        "a/{{noun}}",
        "é{{noun}}",
        "{{noun}}\n",
    ] {
        assert!(!takes(bad), "{bad:?}");
    }
}

#[test]
fn a_template_has_at_most_512_characters() {
    let places = "{{nanoid(1)}}".repeat(39);
    assert_eq!(places.len(), 507);
    assert!(takes(&format!(
        "{places}{}",
        "a".repeat(LONGEST_TEMPLATE - 507)
    )));
    assert!(!takes(&format!(
        "{places}{}",
        "a".repeat(LONGEST_TEMPLATE - 506)
    )));
}

#[test]
fn no_name_made_of_a_template_is_sure_to_be_too_long() {
    // A word has at least one character.
    for (place, least) in [
        ("{{noun}}", 1),
        ("{{adjective}}", 1),
        ("{{nanoid(21)}}", 21),
    ] {
        assert!(
            takes(&format!("{}{place}", "a".repeat(255 - least))),
            "{place}"
        );
        assert!(
            !takes(&format!("{}{place}", "a".repeat(256 - least))),
            "{place}"
        );
    }
}

#[test]
fn a_server_s_template_is_kept_as_it_is() {
    for text in ["", "worker", "{{ verb(9) }}", "..", "a%2f\\"] {
        let template: NameTemplate = serde_json::from_value(text.into()).unwrap();
        assert_eq!(template, text);
        assert_eq!(serde_json::to_value(&template).unwrap(), text);
    }
}
