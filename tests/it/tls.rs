//! TLS to a server whose certificate this test makes: whom a client trusts, and that nothing
//! process-wide is needed or left behind.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::extract::Request;
use axum::serve::Listener;
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, DnType, IsCa, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use sfcompute::{Client, Error};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::recorded::TOKEN;
use crate::scripted::TestTime;

/// An authority that nobody knows.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new(name: &str) -> Self {
        let mut params = CertificateParams::default();
        // OpenSSL tells authorities apart by their names.
        params.distinguished_name.push(DnType::CommonName, name);
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        Self(CertifiedIssuer::self_signed(params, KeyPair::generate().unwrap()).unwrap())
    }

    fn pem(&self) -> String {
        self.0.pem()
    }

    /// What a server needs to be this name.
    fn server(&self, name: &str) -> Arc<ServerConfig> {
        let key = KeyPair::generate().unwrap();
        let params = CertificateParams::new([name.to_owned()]).unwrap();
        let certificate = params.signed_by(&key, &self.0).unwrap();
        let provider = Arc::new(rustls::crypto::ring::default_provider());
        let config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(
                vec![certificate.der().clone()],
                PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der())),
            )
            .unwrap();
        Arc::new(config)
    }
}

/// A server that speaks TLS and keeps the `Authorization` of what it was sent.
struct Server {
    url: String,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Server {
    async fn start(config: Arc<ServerConfig>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("https://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let keeper = Arc::clone(&seen);
        let router = Router::new().fallback(move |request: Request| {
            let authorization = request.headers()["authorization"].to_str().unwrap();
            keeper.lock().unwrap().push(authorization.to_owned());
            async { axum::Json(serde_json::json!({})) }
        });
        let listener = TlsListener(listener, TlsAcceptor::from(config));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { url, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}

struct TlsListener(TcpListener, TlsAcceptor);

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = self.0.accept().await.unwrap();
            // A client that does not trust this server breaks the handshake off.
            if let Ok(stream) = self.1.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> std::io::Result<Self::Addr> {
        self.0.local_addr()
    }
}

fn client(server: &Server, roots: &[String]) -> Result<Client, Error> {
    let builder = Client::builder().token(TOKEN).base_url(&server.url);
    // What never left is tried again, after pauses that take no time here.
    let builder = builder.time(TestTime::new());
    roots
        .iter()
        .fold(builder, |builder, root| builder.root_certificate(root))
        .build()
}

#[tokio::test]
async fn a_server_is_trusted_by_a_root_that_was_added() {
    let authority = Authority::new("ours");
    let server = Server::start(authority.server("127.0.0.1")).await;
    let other = Authority::new("another").pem();
    // One by one, or all in one text.
    for roots in [
        vec![authority.pem()],
        vec![other.clone(), authority.pem()],
        vec![format!("{other}\n{}", authority.pem())],
    ] {
        let client = client(&server, &roots).unwrap();
        assert_eq!(client.me().raw().await.unwrap().status(), 200);
    }
    assert_eq!(server.seen(), vec![format!("Bearer {TOKEN}"); 3]);
    assert!(
        CryptoProvider::get_default().is_none(),
        "a provider was installed process-wide"
    );
}

#[tokio::test]
async fn a_server_that_nobody_vouches_for_is_sent_nothing() {
    let server = Server::start(Authority::new("ours").server("127.0.0.1")).await;
    let stranger = client(&server, &[Authority::new("another").pem()]).unwrap();
    let error = stranger.me().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert!(!error.is_outcome_unknown(), "{error:?}");
    // A machine without any roots cannot make the client at all.
    match client(&server, &[]) {
        Ok(client) => assert!(client.me().await.unwrap_err().is_connect()),
        Err(error) => assert!(error.is_configuration(), "{error:?}"),
    }
    assert_eq!(server.seen(), Vec::<String>::new());
}

#[tokio::test]
async fn a_certificate_for_another_name_is_sent_nothing() {
    let authority = Authority::new("ours");
    let server = Server::start(authority.server("elsewhere.example")).await;
    let client = client(&server, &[authority.pem()]).unwrap();
    let error = client.me().await.unwrap_err();
    assert!(error.is_connect(), "{error:?}");
    assert_eq!(server.seen(), Vec::<String>::new());
}

#[test]
fn a_root_that_is_no_certificate_is_named_when_the_client_is_built() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    let unfinished = "-----BEGIN CERTIFICATE-----\nAAAA\n";
    let good = Authority::new("another").pem();
    let key = KeyPair::generate().unwrap().serialize_pem();
    for pem in [
        "",
        "not PEM",
        broken,
        unfinished,
        key.as_str(),
        &(good + broken),
    ] {
        // Also where the base URL is not https, lest it be found on the day that it is.
        for url in ["https://127.0.0.1:1", "http://127.0.0.1:1"] {
            let builder = Client::builder().token(TOKEN).base_url(url);
            let error = builder.root_certificate(pem).build().unwrap_err();
            assert!(error.is_configuration(), "{pem}: {error:?}");
            let told = error.to_string();
            assert!(told.contains("ClientBuilder::root_certificate"), "{told}");
        }
    }
}
