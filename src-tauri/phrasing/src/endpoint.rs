//! Where a model may be asked: any address over https; without encryption only a machine of this network, where a model of
//! one's own runs.
//!
//! An address is what the owner typed; the path every such endpoint has is put behind it, so that what the model's own
//! pages say ("http://localhost:11434/v1") works as it stands.

use std::net::IpAddr;

use url::{Host, Url};

/// Why an address cannot be used.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum BadAddress {
    /// It is no address.
    NotAnAddress,
    /// It is neither encrypted nor on this network.
    NotEncrypted,
    /// A name, a password or a question stands in it: a key belongs into its own field.
    Secrets,
}

impl BadAddress {
    /// Its name in refusals.
    pub fn name(self) -> &'static str {
        match self {
            Self::NotAnAddress => "not_an_address",
            Self::NotEncrypted => "not_encrypted",
            Self::Secrets => "secrets",
        }
    }
}

/// Where a model is asked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Endpoint {
    /// The address for chat completions.
    pub url: Url,
    /// Nothing leaves this network.
    pub is_near: bool,
}

impl Endpoint {
    /// Reads what was typed.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub fn read(typed: &str) -> Result<Self, BadAddress> {
        let typed = typed.trim();
        let spelled = if typed.contains("://") { typed.to_owned() } else { format!("http://{typed}") };
        let mut url = Url::parse(&spelled).map_err(|_| BadAddress::NotAnAddress)?;
        if typed.is_empty() || !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
            return Err(BadAddress::NotAnAddress);
        }
        if !url.username().is_empty() || url.password().is_some() || url.query().is_some() || url.fragment().is_some() {
            return Err(BadAddress::Secrets);
        }
        let is_near = is_near(&url);
        if url.scheme() == "http" && !is_near {
            return Err(BadAddress::NotEncrypted);
        }
        let path = url.path().trim_end_matches('/').to_owned();
        let path = match path.as_str() {
            "" => "/v1/chat/completions".to_owned(),
            whole if whole.ends_with("/chat/completions") => whole.to_owned(),
            part => format!("{part}/chat/completions"),
        };
        url.set_path(&path);
        Ok(Self { url, is_near })
    }
}

/// Whether an address is of this machine or of the network it is in.
fn is_near(url: &Url) -> bool {
    match url.host() {
        Some(Host::Ipv4(ip)) => is_near_ip(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_near_ip(IpAddr::V6(ip)),
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let last = name.rsplit('.').next().unwrap_or_default();
            name == "localhost"
                || name.contains('.') && ["localhost", "local", "lan", "internal"].contains(&last)
                || name.ends_with(".home.arpa")
        }
        None => false,
    }
}

/// Whether a machine is this one or of its network: what a near name must mean when it is looked up.
pub(crate) fn is_near_ip(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private(),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(inner) => inner.is_loopback() || inner.is_private(),
            // fc00::/7, what a network gives its own machines.
            None => ip.is_loopback() || ip.segments()[0] & 0xfe00 == 0xfc00,
        },
    }
}

impl Endpoint {
    /// Whether a machine may be connected to for this endpoint: a near name must not turn out to be far.
    pub fn may_be(&self, ip: IpAddr) -> bool {
        self.url.scheme() == "https" || is_near_ip(ip)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_models_own_pages_say_works_as_it_stands() {
        for (typed, asked) in [
            ("http://localhost:11434/v1", "http://localhost:11434/v1/chat/completions"),
            ("localhost:11434", "http://localhost:11434/v1/chat/completions"),
            ("http://127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1/chat/completions"),
            (" https://models.example.com/openai/v1 ", "https://models.example.com/openai/v1/chat/completions"),
            ("https://models.example.com/v1/chat/completions", "https://models.example.com/v1/chat/completions"),
            ("http://[::1]:11434", "http://[::1]:11434/v1/chat/completions"),
            ("http://192.168.1.20:1234", "http://192.168.1.20:1234/v1/chat/completions"),
            ("http://tower.local:11434", "http://tower.local:11434/v1/chat/completions"),
        ] {
            assert_eq!(Endpoint::read(typed).map(|e| e.url.to_string()).as_deref(), Ok(asked), "{typed} is asked there");
        }
    }

    #[test]
    fn nothing_goes_over_the_open_network_unencrypted() {
        for far in [
            "http://models.example.com/v1",
            "http://8.8.8.8/v1",
            "http://100.64.0.1",
            "http://localhost.example.com",
            "http://tower",
            "http://[2606:2800::1]",
        ] {
            assert_eq!(Endpoint::read(far), Err(BadAddress::NotEncrypted), "{far} is not asked");
        }
        for wrong in ["", "ftp://localhost", "http://", "file:///etc/passwd", "http:// spaces /"] {
            assert_eq!(Endpoint::read(wrong), Err(BadAddress::NotAnAddress), "{wrong:?} is none");
        }
        for secret in ["https://me:word@models.example.com/v1", "https://models.example.com/v1?key=abc"] {
            assert_eq!(Endpoint::read(secret), Err(BadAddress::Secrets), "{secret} would keep its secret in the open");
        }
    }

    #[test]
    fn a_near_name_that_turns_out_to_be_far_is_not_connected_to() {
        let near = Endpoint::read("http://tower.local").expect("near");
        assert!(near.may_be([192, 168, 1, 5].into()), "a machine of this network");
        assert!(!near.may_be([93, 184, 215, 14].into()), "not one of the world");
        let far = Endpoint::read("https://models.example.com").expect("encrypted");
        assert!(far.may_be([93, 184, 215, 14].into()), "which https may be");
    }
}
