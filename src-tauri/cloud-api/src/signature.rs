//! `X-Hub-Signature-256`: HMAC-SHA256 of the bytes received, keyed with the app secret
//! (fact sheet §3.1). Checked over the raw bytes, in constant time, before anything is parsed.

use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The header Meta puts the signature in.
pub const HEADER: &str = "X-Hub-Signature-256";

/// The header's value for `body`: `sha256=` and 64 lower-case hex digits.
pub fn sign(body: &[u8], app_secret: &str) -> String {
    let mut mac = keyed(app_secret);
    mac.update(body);
    format!("sha256={}", data_encoding::HEXLOWER.encode(&mac.finalize().into_bytes()))
}

/// Whether `header` is the signature of exactly these bytes under `app_secret`.
pub fn verify(body: &[u8], header: &str, app_secret: &str) -> bool {
    let Some(hex) = header.strip_prefix("sha256=") else {
        return false;
    };
    let Ok(expected) = data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()) else {
        return false;
    };
    let mut mac = keyed(app_secret);
    mac.update(body);
    mac.verify_slice(&expected).is_ok()
}

fn keyed(app_secret: &str) -> Hmac<Sha256> {
    // HMAC takes a key of any length (RFC 2104 §2), so this cannot fail.
    Hmac::<Sha256>::new_from_slice(app_secret.as_bytes()).unwrap_or_else(|_| unreachable!("HMAC takes any key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_covers_every_byte_and_only_its_secret() {
        let body = br#"{"object":"whatsapp_business_account"}"#;
        let header = sign(body, "s3cret");
        assert!(verify(body, &header, "s3cret"), "what we sign we accept");
        assert!(!verify(body, &header, "other"), "another app's secret proves nothing");
        assert!(!verify(b"{\"object\": \"whatsapp_business_account\"}", &header, "s3cret"), "re-serialised JSON is other bytes");
        assert!(!verify(body, "", "s3cret"), "a missing signature is a forged one");
        assert!(!verify(body, &header[..40], "s3cret"), "a truncated signature is refused");
        assert!(!verify(body, &header.replace("sha256=", "sha1="), "s3cret"), "only SHA-256 counts");
    }
}
