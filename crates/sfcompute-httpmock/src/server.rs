//! The one server that has mocks.

use httpmock::{Mock, MockServer, Then, When};

/// A wrapper of httpmock's terms that belongs to one operation.
pub trait Wrapper<T> {
    /// Wraps, and asks for the operation.
    fn wrap(inner: T) -> Self;
}

/// Keeps [`MockServerExt`](crate::MockServerExt) to one type, so that an operation more is no
/// breaking change.
pub trait Sealed {
    /// Makes a mock of the operation that the wrappers belong to.
    fn mocked<W: Wrapper<When>, T: Wrapper<Then>>(&self, configure: impl FnOnce(W, T)) -> Mock<'_>;
}

impl Sealed for MockServer {
    fn mocked<W: Wrapper<When>, T: Wrapper<Then>>(&self, configure: impl FnOnce(W, T)) -> Mock<'_> {
        self.mock(|when, then| configure(W::wrap(when), T::wrap(then)))
    }
}
