//! A browser without a window, driven over the DevTools protocol by a pair of pipes: no port, no
//! driver between, nothing more to build.

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::journal::Folder;

/// How long anything may take on a machine that is busy.
const DEADLINE: Duration = Duration::from_secs(90);

/// The browser reads commands from descriptor 3 and writes answers to descriptor 4.
const START: &str = r#"exec "$0" "$@" 3<&0 4>&1 </dev/null >/dev/null 2>&1"#;

/// A page in a browser of its own.
pub struct Browser {
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    session: Option<String>,
    last: u64,
    /// What the browser told without having been asked.
    events: Vec<Value>,
    /// Ended when it is dropped, and then its folder goes.
    _child: Child,
    _profile: Folder,
}

/// A browser of this machine, if it has one.
fn program() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let places =
        std::env::split_paths(&path).flat_map(|folder| names.map(|name| folder.join(name)));
    places.into_iter().find(|place| place.exists())
}

impl Browser {
    /// An empty page, or none where no browser is installed, which is said.
    pub async fn start() -> Option<Self> {
        let Some(program) = program() else {
            println!("skipped: no Chromium here (Debian's package chromium has one)");
            return None;
        };
        let profile = Folder::new("page");
        let mut child = Command::new("sh")
            .args(["-c", START])
            .arg(program)
            .args(["--headless=new", "--no-sandbox", "--disable-gpu"])
            .args([
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--remote-debugging-pipe",
            ])
            .arg(format!("--user-data-dir={}", profile.path("").display()))
            .arg("about:blank")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let mut browser = Self {
            commands: child.stdin.take().unwrap(),
            answers: BufReader::new(child.stdout.take().unwrap()),
            session: None,
            last: 0,
            events: Vec::new(),
            _child: child,
            _profile: profile,
        };
        let target = browser
            .ask("Target.createTarget", json!({"url": "about:blank"}))
            .await;
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let session = browser.ask("Target.attachToTarget", attach).await;
        browser.session = session["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            browser.ask(&format!("{domain}.enable"), json!({})).await;
        }
        Some(browser)
    }

    /// Opens an address.
    pub async fn open(&mut self, url: &str) {
        let opened = self.ask("Page.navigate", json!({"url": url})).await;
        assert_eq!(opened.get("errorText"), None, "{url}");
    }

    /// Sends a command and gives what it answers.
    pub async fn ask(&mut self, method: &str, params: Value) -> Value {
        self.last += 1;
        let mut command = json!({"id": self.last, "method": method, "params": params});
        if let Some(session) = &self.session {
            command["sessionId"] = json!(session);
        }
        let text = format!("{command}\0");
        self.commands.write_all(text.as_bytes()).await.unwrap();
        loop {
            let mut said = self.hear(method).await;
            if said["id"] != self.last {
                self.events.push(said);
                continue;
            }
            assert_eq!(said.get("error"), None, "{method}");
            return said["result"].take();
        }
    }

    async fn hear(&mut self, method: &str) -> Value {
        let mut text = Vec::new();
        let heard = timeout(DEADLINE, self.answers.read_until(0, &mut text)).await;
        let heard = heard.unwrap_or_else(|_| panic!("{method} took longer than {DEADLINE:?}"));
        assert_ne!(heard.unwrap(), 0, "the browser ended during {method}");
        text.pop();
        serde_json::from_slice(&text).unwrap()
    }

    /// What an expression of the page comes to, promises waited for.
    pub async fn value(&mut self, expression: &str) -> Value {
        let asked = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true,
        });
        let mut said = self.ask("Runtime.evaluate", asked).await;
        assert_eq!(said.get("exceptionDetails"), None, "{expression}");
        said["result"]["value"].take()
    }

    /// Waits until an expression holds in the page, told by the page's own changes.
    pub async fn until(&mut self, condition: &str) {
        let deadline = DEADLINE.as_millis() / 2;
        let watched = format!(
            "new Promise((done) => {{
               const check = () => {{
                 if (!({condition})) return;
                 watcher.disconnect();
                 done(\"\");
               }};
               const watcher = new MutationObserver(check);
               watcher.observe(document, {{
                 subtree: true, childList: true, attributes: true, characterData: true,
               }});
               setTimeout(() => done(document.body.innerText), {deadline});
               check();
             }})"
        );
        let shown = self.value(&watched).await;
        assert_eq!(shown, "", "{condition}");
    }

    /// Presses a key where the focus is: `Tab`, `Enter` or `Space`.
    pub async fn press(&mut self, key: &str) {
        let (key, code, number, text) = match key {
            "Tab" => ("Tab", "Tab", 9, ""),
            "Enter" => ("Enter", "Enter", 13, "\r"),
            "Space" => (" ", "Space", 32, " "),
            other => panic!("no key {other}"),
        };
        let mut event = json!({
            "type": "keyDown", "key": key, "code": code, "windowsVirtualKeyCode": number,
            "text": text,
        });
        self.ask("Input.dispatchKeyEvent", event.clone()).await;
        event["type"] = json!("keyUp");
        self.ask("Input.dispatchKeyEvent", event).await;
    }

    /// Has the page think that its reader prefers this: `prefers-color-scheme` `dark`.
    pub async fn prefer(&mut self, features: &[(&str, &str)]) {
        let features = features
            .iter()
            .map(|(name, value)| json!({"name": name, "value": value}));
        let media = json!({"features": features.collect::<Vec<_>>()});
        self.ask("Emulation.setEmulatedMedia", media).await;
    }

    /// Makes the page so wide, in pixels.
    pub async fn widen(&mut self, width: u32) {
        let size = json!({
            "width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false,
        });
        self.ask("Emulation.setDeviceMetricsOverride", size).await;
    }

    /// Each node of the accessibility tree that is not passed over: its role and its name.
    pub async fn heard_tree(&mut self) -> Vec<(String, String)> {
        let tree = self.ask("Accessibility.getFullAXTree", json!({})).await;
        let nodes = tree["nodes"].as_array().unwrap().iter();
        let text = |node: &Value, field: &str| {
            let value = node[field]["value"].as_str();
            value.unwrap_or_default().to_owned()
        };
        nodes
            .filter(|node| node["ignored"] == false)
            .map(|node| (text(node, "role"), text(node, "name")))
            .collect()
    }

    /// Where all requests went that the page made so far.
    pub fn requested(&self) -> Vec<&str> {
        let requests = self.told("Network.requestWillBeSent");
        let urls = requests.map(|event| event["request"]["url"].as_str().unwrap());
        urls.collect()
    }

    /// What the page complained of so far: exceptions, errors and warnings of its console.
    pub fn complaints(&self) -> Vec<String> {
        let exceptions = self.told("Runtime.exceptionThrown");
        let console = self.told("Runtime.consoleAPICalled");
        let console = console.filter(|event| event["type"] != "log");
        let logged = self.told("Log.entryAdded");
        exceptions
            .chain(console)
            .chain(logged)
            .map(Value::to_string)
            .collect()
    }

    fn told(&self, method: &str) -> impl Iterator<Item = &Value> {
        let told = self
            .events
            .iter()
            .filter(move |event| event["method"] == method);
        told.map(|event| &event["params"])
    }
}
