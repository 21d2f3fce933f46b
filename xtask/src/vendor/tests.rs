//! All three forms from a local server, and everything that a server can do wrong.

use std::cell::RefCell;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;

use super::{Error, Fetch, Options, read, snapshot};

/// What the server does with one request.
#[derive(Clone)]
enum Answer {
    /// A status and a body.
    Whole(u16, String),
    /// Fewer bytes than were promised.
    Short(String),
    /// Nothing: the connection is closed.
    Closed,
}

fn ok(body: &str) -> Answer {
    Answer::Whole(200, body.to_owned())
}

/// A server that gives one answer a request, in turn, and then is gone.
struct Server {
    address: String,
    thread: JoinHandle<Vec<String>>,
}

impl Server {
    fn start(answers: impl FnOnce(&str) -> Vec<Answer>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let answers = answers(&address);
        let thread = std::thread::spawn(move || {
            answers
                .iter()
                .map(|answer| serve(&listener, answer))
                .collect()
        });
        Self { address, thread }
    }

    /// The paths that were asked for.
    fn asked(self) -> Vec<String> {
        self.thread.join().unwrap()
    }
}

fn serve(listener: &TcpListener, answer: &Answer) -> String {
    let (mut stream, _) = listener.accept().unwrap();
    let mut reader = BufReader::new(stream.try_clone().unwrap());
    let mut first = String::new();
    reader.read_line(&mut first).unwrap();
    let mut line = String::new();
    while reader.read_line(&mut line).unwrap() > 2 {
        line.clear();
    }
    let head = |status: u16, length: usize| {
        format!("HTTP/1.1 {status} Said\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n")
    };
    let text = match answer {
        Answer::Whole(status, body) => format!("{}{body}", head(*status, body.len())),
        Answer::Short(body) => format!("{}{body}", head(200, body.len() + 100)),
        Answer::Closed => String::new(),
    };
    stream.write_all(text.as_bytes()).unwrap();
    first.split(' ').nth(1).unwrap().to_owned()
}

/// Reads from a server; the pauses are counted, not made.
fn vendored(from: &str) -> (Result<openapi_lower::Document, Error>, usize) {
    let pauses = RefCell::new(Vec::new());
    let pause = |time: Duration| pauses.borrow_mut().push(time);
    let options = Options {
        from: from.to_owned(),
        keep: "/preview/v2/".to_owned(),
        service: "pets-api_".to_owned(),
    };
    let outcome = read(&Fetch::new(&pause), &options);
    let count = pauses.borrow().len();
    (outcome, count)
}

const DOCUMENT: &str = r#"{"openapi": "3.1.0", "paths": {"/pets": {"get": {"responses": {}}}}}"#;

fn page(method: &str, path: &str, schema: &str) -> String {
    format!(
        "> ## Index\n# A page\n## OpenAPI\n````yaml /openapi.json {method} {path}\nopenapi: 3.1.0\ninfo: {{title: Pets, version: '1'}}\npaths:\n  {path}:\n    {method}:\n      responses: {{}}\ncomponents:\n  schemas:\n    Pet: {schema}\n````\n"
    )
}

#[test]
fn one_document_after_faults() {
    let server = Server::start(|_| {
        vec![
            Answer::Whole(503, String::new()),
            Answer::Short(DOCUMENT.to_owned()),
            Answer::Closed,
            ok(DOCUMENT),
        ]
    });
    let (document, pauses) = vendored(&format!("{}/openapi.json", server.address));
    assert!(document.unwrap().value["paths"]["/pets"].is_object());
    assert_eq!(pauses, 3);
    assert_eq!(server.asked(), ["/openapi.json"; 4]);
}

#[test]
fn a_server_that_never_answers_well_is_given_up() {
    let server = Server::start(|_| vec![Answer::Whole(502, String::new()); 4]);
    let (outcome, pauses) = vendored(&server.address.clone());
    let error = outcome.unwrap_err().to_string();
    assert!(
        error.contains("the server answers 502, at 4 attempts"),
        "{error}"
    );
    assert_eq!(pauses, 3);
    server.asked();
}

#[test]
fn a_status_that_will_not_change_is_final() {
    let server = Server::start(|_| vec![Answer::Whole(404, String::new())]);
    let (outcome, pauses) = vendored(&server.address.clone());
    assert!(matches!(outcome.unwrap_err(), Error::Status(_, 404)));
    assert_eq!(pauses, 0);
    server.asked();
}

#[test]
fn pages_are_put_together() {
    let server = Server::start(|address| {
        let index = format!(
            "# Pets\n- [List]({address}/ref/list.md): all\n- [Guide](/guide.md): words\n- [Add](ref/add.md)\n- [Elsewhere](https://example.invalid/)\n"
        );
        vec![
            ok(&index),
            ok(&page("get", "/pets", "{type: object}")),
            ok("# A guide without a document\n"),
            ok(&page("post", "/pets", "{type: object}")),
        ]
    });
    let (document, _) = vendored(&format!("{}/llms.txt", server.address));
    let value = document.unwrap().value;
    assert!(
        value["paths"]["/pets"]["get"].is_object() && value["paths"]["/pets"]["post"].is_object()
    );
    assert_eq!(value["components"]["schemas"]["Pet"]["type"], "object");
    assert_eq!(
        server.asked(),
        ["/llms.txt", "/ref/list.md", "/guide.md", "/ref/add.md"]
    );
}

#[test]
fn pages_that_do_not_agree_are_refused() {
    let server = Server::start(|_| {
        vec![
            ok("- [A](/a.md)\n- [B](/b.md)\n"),
            ok(&page("get", "/pets", "{type: object}")),
            ok(&page("post", "/pets", "{type: string}")),
        ]
    });
    let (outcome, _) = vendored(&format!("{}/llms.txt", server.address));
    let error = outcome.unwrap_err().to_string();
    assert!(
        error.contains("components/schemas/Pet: ")
            && error.contains("/a.md and ")
            && error.contains("/b.md"),
        "{error}"
    );
    server.asked();
}

#[test]
fn a_page_of_something_else_is_refused() {
    for (broken, what) in [
        (
            page("get", "/pets", "{type: object}")
                .replace("````yaml /openapi.json get", "````yaml /openapi.json put"),
            "has no PUT /pets",
        ),
        (page("get", "/pets", "[1"), "line"),
    ] {
        let server = Server::start(|_| vec![ok("- [A](/a.md)\n"), ok(&broken)]);
        let (outcome, _) = vendored(&format!("{}/llms.txt", server.address));
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains("/a.md: ") && error.contains(what), "{error}");
        server.asked();
    }
}

#[test]
fn of_an_aggregated_document_one_service_is_kept() {
    let text = r##"{"openapi": "3.1.0", "paths": {
        "/preview/v2/pets": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/pets-api_Pet"}}}}}}},
        "/preview/v2/admin/pets": {"get": {"responses": {}}},
        "/v0/pets": {"get": {"responses": {}}}},
        "components": {"schemas": {
            "pets-api_Pet": {"properties": {"name": {"$ref": "#/components/schemas/pets-api_Name"}}},
            "pets-api_Name": {"type": "string"},
            "pets-api_Unused": {"type": "string"},
            "other-api_Thing": {"type": "string"}}}}"##;
    let server = Server::start(|_| vec![ok(text)]);
    let (document, _) = vendored(&format!("{}/docs/json", server.address));
    let value = document.unwrap().value;
    let keys = |pointer: &str| {
        value
            .pointer(pointer)
            .unwrap()
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<Vec<_>>()
    };
    assert_eq!(keys("/paths"), ["/preview/v2/pets"]);
    assert_eq!(keys("/components/schemas"), ["Pet", "Name"]);
    let name = value
        .pointer("/components/schemas/Pet/properties/name/$ref")
        .unwrap();
    assert_eq!(name, "#/components/schemas/Name");
    server.asked();
}

#[test]
fn what_is_none_of_the_forms_is_refused() {
    for (text, what) in [
        ("<html>no</html>", "neither an OpenAPI document"),
        ("{\"a\": 1}", "no `openapi` field"),
        (
            "{\"openapi\": \"3.1.0\", \"paths\": {}}",
            "no operation in it",
        ),
        ("- [A](/a.html)\n", "neither an OpenAPI document"),
    ] {
        let server = Server::start(|_| vec![ok(text)]);
        let (outcome, _) = vendored(&server.address.clone());
        let error = outcome.unwrap_err().to_string();
        assert!(error.contains(what), "{error}");
        server.asked();
    }
    let (outcome, _) = vendored("no/such/file.yaml");
    assert!(
        outcome
            .unwrap_err()
            .to_string()
            .starts_with("no/such/file.yaml: ")
    );
    let (outcome, _) = vendored("http://");
    assert!(outcome.is_err());
}

#[test]
fn the_last_snapshot_is_the_one_taken_last() {
    let root = std::env::temp_dir().join(format!("xtask-vendor-{}", std::process::id()));
    assert!(matches!(snapshot::last(&root), Err(Error::NoSnapshot(_))));
    let document = openapi_lower::Document::parse("a.json", DOCUMENT).unwrap();
    let times = ["2026-07-22T00:00:00Z", "2026-07-21T00:00:00Z"];
    let kept = times.map(|time| {
        snapshot::write(
            &root,
            "a.json",
            &document,
            time.parse::<Timestamp>().unwrap(),
        )
        .unwrap()
    });
    assert_eq!(snapshot::last(&root).unwrap(), kept[0].path);
    let name = kept[0].path.file_name().unwrap().to_str().unwrap();
    assert!(
        name.starts_with("2026-07-22T000000Z-") && name.contains(&kept[0].sha256[..12]),
        "{name}"
    );
    let about = std::fs::read_to_string(kept[0].path.with_extension("about")).unwrap();
    assert!(
        about.contains(&kept[0].sha256) && about.contains("a.json"),
        "{about}"
    );
    std::fs::remove_dir_all(&root).unwrap();
}
