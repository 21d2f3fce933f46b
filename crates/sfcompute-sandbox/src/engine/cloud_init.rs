//! User data for cloud-init: text in base64 that an instance runs when it first boots.

use super::{Code, Refusal};

/// The most bytes of user data, decoded.
const LONGEST: usize = 64 << 10;

/// 422 at a field where the text is no base64 of at most 64 KB.
///
/// The base64 is that of RFC 4648 with `+`, `/` and padding, and nothing between its digits.
pub(crate) fn check_user_data(field: &str, text: &str) -> Result<(), Refusal> {
    let Some(length) = decoded_length(text) else {
        let message = format!("`{field}` is not base64 with padding.");
        return Err(Refusal::field(field, Code::Invalid, message));
    };
    if length > LONGEST {
        let message = format!("`{field}` holds {length} bytes, at most {LONGEST} are allowed.");
        return Err(Refusal::field(field, Code::TooLarge, message));
    }
    Ok(())
}

/// How many bytes base64 stands for, if it is any.
fn decoded_length(text: &str) -> Option<usize> {
    let digits = text.trim_end_matches('=');
    let padding = text.len().checked_sub(digits.len())?;
    let is_digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    let is_whole = text.len().is_multiple_of(4) && padding <= 2;
    if !is_whole || !digits.bytes().all(is_digit) {
        return None;
    }
    (text.len() / 4).checked_mul(3)?.checked_sub(padding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_measured_by_what_it_stands_for() {
        for (text, length) in [
            ("", Some(0)),
            ("QQ==", Some(1)),
            ("QUI=", Some(2)),
            ("QUJD", Some(3)),
            ("I2Nsb3VkLWNvbmZpZwo=", Some(14)),
            ("Q", None),
            ("QQ", None),
            ("QQ=", None),
            ("Q===", None),
            ("====", None),
            ("QU=D", None),
            ("QU D", None),
            ("QU_-", None),
            ("QUJ\u{e9}", None),
        ] {
            assert_eq!(decoded_length(text), length, "{text:?}");
        }
    }

    #[test]
    fn user_data_has_64_kilobytes_at_most() {
        // 65 536 bytes: 21 845 times three, and one.
        let fits = "QUJD".repeat(21_845) + "QQ==";
        check_user_data("cloud_init_user_data", &fits).unwrap();
        let more = "QUJD".repeat(21_845) + "QUI=";
        let refusal = check_user_data("cloud_init_user_data", &more).unwrap_err();
        assert!(refusal.has(Code::TooLarge), "{refusal}");
    }
}
