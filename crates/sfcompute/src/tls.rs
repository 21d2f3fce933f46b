//! TLS with the platform's roots. Nothing is installed process-wide, so that nothing can be
//! missing there and panic.
//!
//! | feature | TLS | roots |
//! |---|---|---|
//! | `ring`, the default | rustls by ring | the platform's |
//! | `aws-lc-rs` | rustls by AWS-LC, which takes a C compiler to build | the platform's |
//! | `native-tls` | the operating system's: SChannel, Secure Transport, OpenSSL | the platform's |
//!
//! Where several are on, as features of a whole program add up, the one that was asked for beyond
//! the default counts: `native-tls` before `aws-lc-rs` before `ring`. Where none is, the client
//! speaks to this very machine alone.

/// Puts TLS into a client's settings.
///
/// A client of plain http never makes a TLS connection, so it does not need the machine to have
/// root certificates; it trusts none.
///
/// # Errors
///
/// When the machine has no root certificates that can be read, or no TLS was compiled in.
pub(crate) fn configure(
    http: reqwest::ClientBuilder,
    is_https: bool,
) -> Result<reqwest::ClientBuilder, Unusable> {
    backend::configure(http, is_https)
}

/// Why there is no TLS.
pub(crate) type Unusable = Box<dyn std::error::Error + Send + Sync>;

#[cfg(feature = "native-tls")]
mod backend {
    use super::Unusable;

    // One signature for all.
    #[allow(clippy::unnecessary_wraps)]
    pub(super) fn configure(
        http: reqwest::ClientBuilder,
        _is_https: bool,
    ) -> Result<reqwest::ClientBuilder, Unusable> {
        Ok(http.tls_backend_native())
    }
}

#[cfg(all(
    any(feature = "ring", feature = "aws-lc-rs"),
    not(feature = "native-tls")
))]
mod backend {
    use std::sync::Arc;

    #[cfg(feature = "aws-lc-rs")]
    use rustls::crypto::aws_lc_rs as crypto;
    #[cfg(not(feature = "aws-lc-rs"))]
    use rustls::crypto::ring as crypto;
    use rustls::{ClientConfig, RootCertStore};
    use rustls_platform_verifier::BuilderVerifierExt as _;

    use super::Unusable;

    pub(super) fn configure(
        http: reqwest::ClientBuilder,
        is_https: bool,
    ) -> Result<reqwest::ClientBuilder, Unusable> {
        Ok(http.tls_backend_preconfigured(configuration(is_https)?))
    }

    fn configuration(is_https: bool) -> Result<ClientConfig, rustls::Error> {
        let provider = Arc::new(crypto::default_provider());
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
}

#[cfg(not(any(feature = "ring", feature = "aws-lc-rs", feature = "native-tls")))]
mod backend {
    use super::Unusable;

    pub(super) fn configure(
        http: reqwest::ClientBuilder,
        is_https: bool,
    ) -> Result<reqwest::ClientBuilder, Unusable> {
        if is_https {
            return Err(
                "no TLS is compiled in: turn on the feature ring, aws-lc-rs or native-tls".into(),
            );
        }
        Ok(http)
    }
}

#[cfg(test)]
mod tests {
    /// Nothing is put where the whole process looks for TLS.
    #[cfg(any(feature = "ring", feature = "aws-lc-rs"))]
    #[test]
    fn no_provider_is_installed() {
        let client = crate::Client::builder().token("sk_a");
        client.base_url("http://127.0.0.1:1").build().unwrap();
        assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    }
}
