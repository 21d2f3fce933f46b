use serde_json::json;

use super::*;

const CLIENT: &str = "
    impl Client {
        pub fn base_url(&self) -> &str { todo!() }
        pub async fn list_things<'a>(
            &'a self,
            after: &'a ::sfcompute_types::Timestamp,
            id: Option<&'a ::std::vec::Vec<::sfcompute_types::OrderId>>,
            key: Option<&'a str>,
            limit: Option<u32>,
            type_: Option<&'a crate::types::Kind>,
        ) -> Result<ResponseValue<types::Things>, Error<()>> { todo!() }
        pub async fn change_thing<'a>(
            &'a self,
            id: &'a ::sfcompute_types::OrderId,
            body: &'a types::Change,
        ) -> Result<ResponseValue<()>, Error<()>> { todo!() }
    }
    pub mod types {
        pub struct Things {}
        pub struct Trouble {}
    }
";

/// The contract with these failures of `list_things`, and what is left of it after lowering.
fn documents(failures: &Value) -> (Value, Value) {
    let parameter = |name: &str, place: &str| json!({ "name": name, "in": place });
    let mut contract = json!({
        "paths": {
            "/things": {
                "parameters": [{ "$ref": "#/components/parameters/Key" }],
                "get": {
                    "operationId": "listThings",
                    "summary": "List things.",
                    "parameters": [
                        parameter("after", "query"), parameter("id", "query"),
                        parameter("limit", "query"), parameter("type", "query")
                    ],
                    "responses": { "200": {} }
                }
            },
            "/things/{id}": { "patch": {
                "operationId": "change_thing",
                "summary": "Change a thing",
                "parameters": [parameter("id", "path")],
                "requestBody": { "content": { "application/json": {} } },
                "responses": { "204": {} }
            } }
        },
        "components": {
            "parameters": { "Key": parameter("Key", "header") },
            "responses": { "Trouble": trouble("v2.Trouble") }
        }
    });
    let lowered = contract.clone();
    let responses = contract["paths"]["/things"]["get"]["responses"].as_object_mut();
    responses
        .unwrap()
        .extend(failures.as_object().unwrap().clone());
    (contract, lowered)
}

fn trouble(schema: &str) -> Value {
    let schema = json!({ "$ref": format!("#/components/schemas/{schema}") });
    json!({ "content": { "application/json": { "schema": schema } } })
}

fn mocks(failures: &Value) -> Result<String, Error> {
    let (contract, lowered) = documents(failures);
    text(&contract, &lowered, CLIENT)
}

#[test]
fn what_the_client_sends_can_be_asked_for() {
    let text = mocks(&json!({})).unwrap();
    for line in [
        "use sfcompute_api::{types, vocabulary};",
        "    /// Mocks `GET /things`, which [`Client::list_things`](sfcompute_api::Client::list_things) sends.",
        "    /// List things.",
        "    /// Change a thing.",
        "when!(ListThingsWhen, \"GET\" \"/things\");",
        "    pub fn after(self, value: &vocabulary::Timestamp) -> Self {",
        "        Self(matching::query(self.0, \"after\", Some(value)))",
        "    pub fn id(self, values: &[vocabulary::OrderId]) -> Self {",
        "        Self(matching::query_all(self.0, \"id\", values))",
        "    pub fn key<'a>(self, value: impl Into<Option<&'a str>>) -> Self {",
        "        Self(matching::header(self.0, \"Key\", value.into()))",
        "    pub fn limit(self, value: impl Into<Option<u32>>) -> Self {",
        "    pub fn type_<'a>(self, value: impl Into<Option<&'a types::Kind>>) -> Self {",
        "        Self(matching::query(self.0, \"type\", value.into()))",
        "    pub fn id(self, value: &vocabulary::OrderId) -> Self {",
        "        Self(matching::path(self.0, Self::PATH, \"id\", value))",
        "    pub fn body(self, value: &types::Change) -> Self {",
        "        Self(self.0.json_body_obj(value))",
        "            change_thing ChangeThingWhen (id one, body one)",
        "            list_things ListThingsWhen (after one, id repeated, key optional, limit optional, type_ optional)",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
}

#[test]
fn what_the_contract_documents_can_be_answered() {
    let text = mocks(&json!({
        "401": {},
        "404": trouble("Trouble"),
        "503": { "$ref": "#/components/responses/Trouble" },
    }))
    .unwrap();
    for line in [
        "    pub fn ok(self, value: &types::Things) -> Self {",
        "        Self(reply::json(self.0, 200, value))",
        "    pub fn unauthorized(self) -> Self {",
        "        Self(self.0.status(401))",
        "    pub fn not_found(self, value: &types::Trouble) -> Self {",
        "    pub fn service_unavailable(self, value: &types::Trouble) -> Self {",
        "    pub fn no_content(self) -> Self {",
        "                ok(body), unauthorized(), not_found(body), service_unavailable(body);",
        "                no_content();",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
}

#[test]
fn what_cannot_be_mocked_is_named() {
    for (failures, what) in [
        (
            json!({ "default": {} }),
            "the response `default` is no status",
        ),
        (
            json!({ "404": trouble("Other") }),
            "`Other` has no type in the client",
        ),
        (
            json!({ "499": {} }),
            "the status 499 has no name here; give it one",
        ),
        (
            json!({ "500": { "content": { "text/html": {} } } }),
            "a response is not JSON",
        ),
    ] {
        let error = mocks(&failures).unwrap_err().to_string();
        assert_eq!(error, format!("no mock of list_things: {what}"));
    }
    let (contract, lowered) = documents(&json!({}));
    let client = CLIENT.replace("limit", "cursor");
    let error = text(&contract, &lowered, &client).unwrap_err().to_string();
    assert_eq!(
        error,
        "no mock of list_things: no parameter is the argument `cursor`"
    );
    let client = CLIENT.replace("list_things", "list");
    let error = text(&contract, &lowered, &client).unwrap_err().to_string();
    assert_eq!(
        error,
        "no mock of list_things: the client has no method for it"
    );
}

#[test]
fn a_literal_path_wins_and_two_templates_are_refused() {
    let client = CLIENT.replace("list_things<'a>", "change_thing_too<'a>");
    let change = |id: &str| {
        json!({ "patch": {
            "operationId": id, "summary": "S", "parameters": [{ "name": "id", "in": "path" }],
            "requestBody": { "content": { "application/json": {} } }, "responses": { "204": {} }
        } })
    };
    let client = client.replace(
        "after: &'a ::sfcompute_types::Timestamp,",
        "type_: Option<&'a str>, rest: &'a str) -> Result<ResponseValue<()>, Error<()>> { todo!() }
        async fn unused<'a>(",
    );
    let literal = json!({ "patch": {
        "operationId": "change_thing_too", "summary": "S", "responses": { "204": {} },
        "parameters": [{ "name": "type", "in": "query" }, { "name": "rest", "in": "query" }]
    } });
    let document = json!({ "paths": { "/a/{id}": change("change_thing"), "/a/all": literal } });
    let mocks = text(&document, &document, &client).unwrap();
    let squeezed = mocks.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "when!(ChangeThingWhen, \"PATCH\" \"/a/{id}\" but not \"/a/all\");";
    assert!(squeezed.contains(expected), "{mocks}");

    let document = json!({ "paths": {
        "/a/{id}": change("change_thing"), "/{a}/b": change("change_thing_too")
    } });
    let error = text(&document, &document, &client).unwrap_err().to_string();
    assert_eq!(
        error,
        "no mock of change_thing: `/a/{id}` and `/{a}/b` match the same paths"
    );
}

#[test]
fn the_same_documents_make_the_same_mocks() {
    assert_eq!(mocks(&json!({})).unwrap(), mocks(&json!({})).unwrap());
}
