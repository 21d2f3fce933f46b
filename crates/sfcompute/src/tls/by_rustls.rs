//! TLS by rustls, with a provider of this crate's choosing and the platform's roots.

use std::sync::Arc;

use reqwest::ClientBuilder;
use rustls::crypto::CryptoProvider;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::Verifier;

use super::{NO_ROOTS, NOT_PEM, Unusable};

#[cfg(feature = "aws-lc")]
use rustls::crypto::aws_lc_rs as chosen;
#[cfg(not(feature = "aws-lc"))]
use rustls::crypto::ring as chosen;

/// Sets up TLS on a client, which trusts the platform's roots and these.
///
/// A client of plain http never makes a TLS connection, so it does not need the machine to have
/// root certificates; it trusts none.
///
/// # Errors
///
/// When an added root is no certificate, or there are no roots at all.
pub(crate) fn secure(
    http: ClientBuilder,
    is_https: bool,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, Unusable> {
    let roots = certificates(roots)?;
    let provider = Arc::new(chosen::default_provider());
    let versions = ClientConfig::builder_with_provider(Arc::clone(&provider))
        .with_safe_default_protocol_versions()
        .map_err(|error| Unusable::because("TLS is not usable", error))?;
    let mut config = if is_https {
        let verifier = verifier(provider, roots)?;
        versions
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(verifier))
            .with_no_client_auth()
    } else {
        versions
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth()
    };
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(http.tls_backend_preconfigured(config))
}

/// The certificates in these PEM texts, each of which must hold one at least.
fn certificates(texts: &[Vec<u8>]) -> Result<Vec<CertificateDer<'static>>, Unusable> {
    let mut found = Vec::new();
    for text in texts {
        let before = found.len();
        for certificate in CertificateDer::pem_slice_iter(text) {
            found.push(certificate.map_err(|error| Unusable::because(NOT_PEM, error))?);
        }
        if found.len() == before {
            return Err(Unusable::because(NOT_PEM, "it holds no certificate"));
        }
    }
    // The verifier would say that something is wrong, not with what.
    let mut trial = RootCertStore::empty();
    for certificate in &found {
        trial
            .add(certificate.clone())
            .map_err(|error| Unusable::because(NOT_PEM, error))?;
    }
    Ok(found)
}

/// The platform's judge of certificates, told of the added roots.
#[cfg(not(target_os = "android"))]
fn verifier(
    provider: Arc<CryptoProvider>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verifier, Unusable> {
    Verifier::new_with_extra_roots(roots, provider)
        .map_err(|error| Unusable::because(NO_ROOTS, error))
}

/// The platform's judge of certificates, which on Android cannot be told of more.
#[cfg(target_os = "android")]
fn verifier(
    provider: Arc<CryptoProvider>,
    roots: Vec<CertificateDer<'static>>,
) -> Result<Verifier, Unusable> {
    if !roots.is_empty() {
        let why = "on Android, roots are added in the app's network security configuration";
        return Err(Unusable::because(NOT_PEM, why));
    }
    Verifier::new(provider).map_err(|error| Unusable::because(NO_ROOTS, error))
}
