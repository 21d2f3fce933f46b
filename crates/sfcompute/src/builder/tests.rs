use super::*;
use crate::environment::tests::Map;

#[test]
fn the_environment_gives_token_and_base_url() {
    let variables = Map(&[
        ("SF_API_KEY", "sk_b"),
        ("SFC_BEARER_AUTH", "sk_d"),
        ("SFC_BASE_URL", "http://127.0.0.1:7777/"),
    ]);
    let client = ClientBuilder::new()
        .from_lookup(&variables)
        .unwrap()
        .build()
        .unwrap();
    assert_eq!(client.base_url(), "http://127.0.0.1:7777");
    assert_eq!(client.shared.authorization.to_str().unwrap(), "Bearer sk_b");
}

#[test]
fn what_was_set_stays_where_the_environment_is_silent() {
    let builder = ClientBuilder::new()
        .token("sk_a")
        .base_url("https://gateway.example/x");
    let client = builder.from_lookup(&Map(&[])).unwrap().build().unwrap();
    assert_eq!(client.base_url(), "https://gateway.example/x");
    let client = ClientBuilder::new().token("sk_a").build().unwrap();
    assert_eq!(client.base_url(), PUBLIC_API);
}

#[test]
fn an_error_names_the_variable_and_never_the_token() {
    let bad_token = Map(&[("SF_BEARER_TOKEN", "two words")]);
    let error = ClientBuilder::new()
        .from_lookup(&bad_token)
        .unwrap()
        .build()
        .unwrap_err();
    assert!(error.is_configuration());
    assert!(
        error.to_string().contains("from SF_BEARER_TOKEN"),
        "{error}"
    );
    assert!(!error.to_string().contains("two words"), "{error}");
    let bad_url = Map(&[
        ("SFC_API_TOKEN", "sk_a"),
        ("SFC_BASE_URL", "http://example.com"),
    ]);
    let error = ClientBuilder::new()
        .from_lookup(&bad_url)
        .unwrap()
        .build()
        .unwrap_err();
    assert!(error.to_string().contains("from SFC_BASE_URL"), "{error}");
}

#[test]
fn the_user_agent_names_program_and_sdk() {
    let client = ClientBuilder::new()
        .token("sk_a")
        .application("buyer/2")
        .build()
        .unwrap();
    let agent = client.shared.headers[http::header::USER_AGENT]
        .to_str()
        .unwrap();
    assert_eq!(
        agent,
        concat!("buyer/2 sfcompute-rust/", env!("CARGO_PKG_VERSION"))
    );
}
