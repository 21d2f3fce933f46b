//! TLS: which implementation a build has, and whom its clients trust.
//!
//! | feature | implementation | trusts |
//! |---|---|---|
//! | `ring`, the default | rustls with ring | the platform's roots and those that are added |
//! | `aws-lc` | rustls with AWS-LC | the same |
//! | `native-tls` | the platform's own: OpenSSL, Schannel, Secure Transport | the same |
//! | none of them | none: https base URLs are refused | – |
//!
//! Where more than one is on, the one that has to be asked for wins: `native-tls` over `aws-lc`
//! over `ring`. So a crate elsewhere in a program's tree may change it, and a client still works.
//!
//! Nothing is installed process-wide, and nothing that is, or is missing, process-wide is looked
//! at: rustls would panic where two providers are compiled in and none was chosen.

#[cfg(not(any(feature = "ring", feature = "aws-lc", feature = "native-tls")))]
#[path = "tls/absent.rs"]
mod implementation;
#[cfg(feature = "native-tls")]
#[path = "tls/native.rs"]
mod implementation;
#[cfg(all(any(feature = "ring", feature = "aws-lc"), not(feature = "native-tls")))]
#[path = "tls/by_rustls.rs"]
mod implementation;

pub(crate) use implementation::secure;

/// Why TLS cannot be set up, in words and with the cause where there is one.
#[derive(Debug)]
pub(crate) struct Unusable {
    what: &'static str,
    cause: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Unusable {
    fn because(
        what: &'static str,
        cause: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self {
            what,
            cause: Some(cause.into()),
        }
    }
}

impl std::fmt::Display for Unusable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.what),
            None => f.write_str(self.what),
        }
    }
}

impl std::error::Error for Unusable {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.cause {
            Some(cause) => Some(&**cause),
            None => None,
        }
    }
}

/// What is said of a root certificate that is none.
const NOT_PEM: &str = "a root certificate is not usable (ClientBuilder::root_certificate takes \
                       one or more certificates in PEM)";

/// What is said where the machine's roots cannot be read.
#[cfg(all(any(feature = "ring", feature = "aws-lc"), not(feature = "native-tls")))]
const NO_ROOTS: &str = "TLS is not usable (are the system's root certificates installed?)";

#[cfg(test)]
mod tests {
    /// Nothing is put where the whole process looks for TLS.
    #[cfg(any(feature = "ring", feature = "aws-lc"))]
    #[test]
    fn no_provider_is_installed() {
        let client = crate::Client::builder().token("sk_a");
        client.base_url("http://127.0.0.1:1").build().unwrap();
        assert!(rustls::crypto::CryptoProvider::get_default().is_none());
    }
}
