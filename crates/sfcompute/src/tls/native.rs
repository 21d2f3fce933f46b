//! TLS by the platform's own library.

use reqwest::{Certificate, ClientBuilder};

use super::{NOT_PEM, Unusable};

/// Sets up TLS on a client, which trusts the platform's roots and these.
///
/// # Errors
///
/// When an added root is no certificate.
pub(crate) fn secure(
    http: ClientBuilder,
    _is_https: bool,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, Unusable> {
    let mut found = Vec::new();
    for text in roots {
        let certificates = Certificate::from_pem_bundle(text)
            .map_err(|error| Unusable::because(NOT_PEM, error))?;
        if certificates.is_empty() {
            return Err(Unusable::because(NOT_PEM, "it holds no certificate"));
        }
        found.extend(certificates);
    }
    Ok(http.tls_backend_native().tls_certs_merge(found))
}
