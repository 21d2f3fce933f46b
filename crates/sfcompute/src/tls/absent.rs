//! No TLS: this build speaks plain http to this very machine, and to nobody else.

use reqwest::ClientBuilder;

use super::{NOT_PEM, Unusable};

/// Leaves a client of plain http as it is.
///
/// # Errors
///
/// When the client would need TLS, or was given a root to trust.
pub(crate) fn secure(
    http: ClientBuilder,
    is_https: bool,
    roots: &[Vec<u8>],
) -> Result<ClientBuilder, Unusable> {
    const NONE: &str = "this build of sfcompute has no TLS: turn on one of its features `ring` \
                        (the default), `aws-lc` or `native-tls`";
    if is_https {
        return Err(Unusable {
            what: NONE,
            cause: None,
        });
    }
    if !roots.is_empty() {
        return Err(Unusable::because(NOT_PEM, NONE));
    }
    Ok(http)
}
