//! The account that the token belongs to.

use sfcompute_api::{operations, types};

use crate::call::Call;
use crate::client::Client;

impl Client {
    /// The account that the token belongs to, and the user behind it when there is one.
    ///
    /// # Errors
    ///
    /// [`is_authentication`](crate::Error::is_authentication) when the token is not good: this is
    /// the call to try a token with.
    pub fn me(&self) -> Call<types::MeResponse> {
        Call::new(self, &operations::GET_ME, |api, _| async move {
            api.get_me().await
        })
    }
}
