//! The sandbox's program under load, on a market made for it.

use std::fmt::Write as _;
use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::Value;

const ACCOUNTS: usize = 8;

/// Ended when dropped.
pub struct Program {
    child: Child,
    /// Host and port.
    pub address: String,
    pub sku: String,
    /// The token and the pool of each account.
    pub accounts: Vec<(String, String)>,
}

impl Program {
    /// Starts it, with these options besides, and waits until it listens.
    pub fn start(options: &[&str]) -> Self {
        let file = std::env::temp_dir().join(format!("sandbox-load-{}.toml", std::process::id()));
        fs::write(&file, scenario()).unwrap();
        let mut child = Command::new(env!("CARGO_BIN_EXE_sfcompute-sandbox"))
            .args(["serve", "--port", "0", "--settle", "at-once", "--control"])
            .arg("--scenario")
            .arg(&file)
            .args(options)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = child.stdout.as_mut().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        fs::remove_file(&file).unwrap();
        let opening: Value = serde_json::from_str(&line).unwrap();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let accounts = opening["accounts"].as_array().unwrap().iter();
        let accounts = accounts.map(|account| {
            let pool = &account["pools"][0]["resource_path"];
            (text(&account["tokens"][0]), text(pool))
        });
        Self {
            address: text(&opening["url"]).replace("http://", ""),
            sku: text(&opening["instance_skus"][0]["id"]),
            accounts: accounts.collect(),
            child,
        }
    }

    /// What the program's own surface says at a path.
    pub fn control(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let host = &self.address;
        write!(
            stream,
            "GET /_sandbox{path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200"), "{head}");
        body.to_owned()
    }

    /// How long the program was given a processor so far, where the system says so.
    pub fn processor_time(&self) -> Option<Duration> {
        processor_time(&self.child.id().to_string())
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        // Where it is gone already there is nothing to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How long a process was given a processor so far, in all of its threads.
pub fn processor_time(process: &str) -> Option<Duration> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name, in brackets, may hold spaces; user and system time are the 12th and 13th after it.
    let (_, fields) = stat.rsplit_once(')')?;
    let ticks = fields.split_whitespace().skip(11).take(2);
    let ticks: Vec<u64> = ticks.map_while(|ticks| ticks.parse().ok()).collect();
    // A hundredth of a second each, on every Linux that people run this on.
    Some(Duration::from_millis(ticks.iter().sum::<u64>() * 10))
}

/// A market of one SKU, where every account has nodes and dollars enough for all orders.
fn scenario() -> String {
    let mut text = "[fees]\nbasis_points = 50\n\n[[sku]]\nalias = \"oslo\"\n".to_owned();
    for index in 0..ACCOUNTS {
        write!(
            text,
            "\n[[account]]\nid = \"a{index}\"\ncash = \"1000000000000000.00\"\n\
             user = {{ id = \"u{index}\" }}\n\
             \n[[pool]]\naccount = \"a{index}\"\nname = \"main{index}\"\n\
             \n[[grant]]\npool = \"main{index}\"\nsku = \"oslo\"\nnodes = 50000000\nhours = 8736\n"
        )
        .unwrap();
    }
    text
}
