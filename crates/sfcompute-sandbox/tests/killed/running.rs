//! The program, started on a directory and killed, and a client of it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde_json::Value;

/// The program at work on a market on disk; ended with the test, however that ends.
pub struct Running {
    process: Child,
    pub opening: Value,
}

impl Running {
    /// Starts it; after so many commands it writes the market as a whole.
    pub fn start(data: &Path, compact_every: usize) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_sfcompute-sandbox"))
            .args([
                "serve",
                "--seed",
                "7",
                "--control",
                "--settle",
                "at-once",
                "--compact-every",
                &compact_every.to_string(),
                "--data",
            ])
            .arg(data)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let output = process.stdout.as_mut().unwrap();
        BufReader::new(output).read_line(&mut line).unwrap();
        let opening = serde_json::from_str(&line).unwrap_or_else(|_| panic!("not started: {line}"));
        Self { process, opening }
    }

    pub fn address(&self) -> String {
        let url = self.opening["url"].as_str().unwrap();
        url.strip_prefix("http://").unwrap().to_owned()
    }

    pub fn token(&self) -> String {
        self.opening["accounts"][0]["tokens"][0]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Ends it at once, as `kill -9` does.
    pub fn kill(&mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }

    pub fn get(&self, path: &str) -> Value {
        let mut client = Client::connect(&self.address(), &self.token()).unwrap();
        client.send("GET", path, "", "").unwrap().1
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A connection that is kept open.
pub struct Client {
    stream: BufReader<TcpStream>,
    head: String,
}

impl Client {
    pub fn connect(address: &str, token: &str) -> std::io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream: BufReader::new(stream),
            head: format!("host: {address}\r\nauthorization: Bearer {token}\r\n"),
        })
    }

    pub fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &str,
        body: &str,
    ) -> std::io::Result<(u16, Value)> {
        let length = body.len();
        let head = &self.head;
        let request = format!(
            "{method} {path} HTTP/1.1\r\n{head}{headers}content-length: {length}\r\n\r\n{body}"
        );
        self.stream.get_mut().write_all(request.as_bytes())?;
        let broken = || std::io::Error::from(std::io::ErrorKind::UnexpectedEof);
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        let status = status.ok_or_else(broken)?;
        let mut length = 0;
        loop {
            line.clear();
            if self.stream.read_line(&mut line)? == 0 {
                return Err(broken());
            }
            if line == "\r\n" {
                break;
            }
            if let Some(given) = line.strip_prefix("content-length: ") {
                length = given.trim().parse().map_err(|_| broken())?;
            }
        }
        let mut text = vec![0; length];
        self.stream.read_exact(&mut text)?;
        Ok((status, serde_json::from_slice(&text)?))
    }
}
