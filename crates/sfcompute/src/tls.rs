//! TLS by ring, with the platform's roots. Nothing is installed process-wide.

use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt as _;

/// The TLS settings of a client.
///
/// A client of plain http never makes a TLS connection, so it does not need the machine to have
/// root certificates; it trusts none.
///
/// # Errors
///
/// When the machine has no root certificates that can be read.
pub(crate) fn configuration(is_https: bool) -> Result<ClientConfig, rustls::Error> {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions =
        ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()?;
    let verified = if is_https {
        versions.with_platform_verifier()?
    } else {
        versions.with_root_certificates(RootCertStore::empty())
    };
    let mut config = verified.with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}
