//! Fetches the pictures that imports have named: one at a time, with a pause between, again later when the other side
//! is busy, and never from an address of this network.
//!
//! A file from anywhere can name any address; without the check an import could make the laptop ask its router or a
//! machine beside it (CWE-918). Names are resolved here and only what is public is connected to, at every hop, so that
//! a name cannot mean one thing when it is checked and another when it is used.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use reqwest::Url;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::redirect::Policy;
use tokio_util::sync::CancellationToken;
use url::Host;

use super::Shop;
use crate::catalog::pictures::{self, TRIES, Wanted};
use crate::kinds::{Error, Millis, Result};
use crate::media;

/// A picture of a product is smaller; what is larger is not read to its end.
const LARGEST: usize = 25 * 1024 * 1024;
/// Between two pictures: whoever is asked serves customers too.
const PAUSE: Duration = Duration::from_millis(300);
/// No wait is longer: a laptop that slept does not count the time in its timers.
const LOOK_UP: Duration = Duration::from_secs(3);
/// The first wait after a failure; doubled each time.
const FIRST_WAIT: Millis = 60_000;
const HOPS: usize = 5;

/// Where pictures may come from.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum PicturesFrom {
    /// Nowhere: they stay named.
    Nowhere,
    /// The public network.
    #[default]
    Public,
    /// This machine alone. Only for showing the fetching itself.
    OnlyHere,
}

/// Runs until stopped.
pub(super) async fn run(shop: Arc<Shop>, from: PicturesFrom, stop: CancellationToken) {
    let Some(client) = client(from) else { return };
    while !stop.is_cancelled() {
        let pause = match one(&shop, &client, from).await {
            Ok(true) => PAUSE,
            Ok(false) => LOOK_UP,
            Err(error) => {
                tracing::warn!(%error, "pictures of products wait to be fetched");
                LOOK_UP
            }
        };
        tokio::select! { () = stop.cancelled() => {}, () = tokio::time::sleep(pause) => {} }
    }
}

fn client(from: PicturesFrom) -> Option<reqwest::Client> {
    if from == PicturesFrom::Nowhere {
        return None;
    }
    let hops = Policy::custom(move |attempt| {
        if attempt.previous().len() > HOPS {
            attempt.error("too many hops")
        } else if allowed(attempt.url(), from) {
            attempt.follow()
        } else {
            attempt.error("not a public address")
        }
    });
    let builder = reqwest::Client::builder()
        .redirect(hops)
        .no_proxy()
        .connect_timeout(Duration::from_secs(10))
        .timeout(Duration::from_secs(60))
        .user_agent(concat!("Vitrine/", env!("CARGO_PKG_VERSION"), " (a shop fetching its own product pictures)"))
        .dns_resolver(Arc::new(PublicOnly { from }));
    builder.build().inspect_err(|error| tracing::warn!(%error, "pictures cannot be fetched")).ok()
}

struct PublicOnly {
    from: PicturesFrom,
}

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        let from = self.from;
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            let fine: Vec<SocketAddr> =
                found.filter(|at| if from == PicturesFrom::OnlyHere { at.ip().is_loopback() } else { is_public(at.ip()) }).collect();
            if fine.is_empty() {
                return Err("not a public address".into());
            }
            Ok(Box::new(fine.into_iter()) as Addrs)
        })
    }
}

/// Whether an address may be asked at all, before its name is looked up.
fn allowed(url: &Url, from: PicturesFrom) -> bool {
    if !matches!(url.scheme(), "http" | "https") || !url.username().is_empty() || url.password().is_some() {
        return false;
    }
    if from == PicturesFrom::OnlyHere {
        return matches!(url.host(), Some(Host::Ipv4(ip)) if ip.is_loopback());
    }
    match url.host() {
        Some(Host::Ipv4(ip)) => is_public(IpAddr::V4(ip)),
        Some(Host::Ipv6(ip)) => is_public(IpAddr::V6(ip)),
        // Names that never mean a public machine (RFC 6761, RFC 8375, and what home routers use).
        Some(Host::Domain(name)) => {
            let name = name.trim_end_matches('.').to_ascii_lowercase();
            let last = name.rsplit('.').next().unwrap_or_default();
            name.contains('.') && !["localhost", "invalid", "test", "example", "local", "internal", "lan", "home", "arpa"].contains(&last)
        }
        None => false,
    }
}

/// Whether an address is a machine of the public network (RFC 6890 and the IANA special-purpose registries).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => public_four(ip),
        IpAddr::V6(ip) => match ip.to_ipv4_mapped() {
            Some(inner) => public_four(inner),
            None => public_six(ip),
        },
    }
}

fn public_four(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    let special =
        ip.is_private() || ip.is_loopback() || ip.is_link_local() || ip.is_broadcast() || ip.is_documentation() || ip.is_multicast();
    let carrier = a == 100 && (64..128).contains(&b);
    let benchmark = a == 198 && (b == 18 || b == 19);
    let protocol = a == 192 && b == 0 && c == 0;
    !(special || carrier || benchmark || protocol || a == 0 || a >= 240)
}

fn public_six(ip: Ipv6Addr) -> bool {
    let first = ip.segments();
    // Only global unicast; without the parts of it that carry an IPv4 address or documentation.
    let global = first[0] & 0xe000 == 0x2000;
    let tunnel = first[0] == 0x2002 || first[0] == 0x2001 && first[1] < 0x0200;
    let documentation = first[0] == 0x2001 && first[1] == 0x0db8;
    global && !tunnel && !documentation
}

enum Fetched {
    Here(Box<media::Ready>),
    Never(&'static str),
    /// Again after so many milliseconds at least.
    NotNow(&'static str, Millis),
}

async fn one(shop: &Arc<Shop>, client: &reqwest::Client, from: PicturesFrom) -> Result<bool> {
    let this = Arc::clone(shop);
    let due = tokio::task::spawn_blocking(move || this.read(|read| pictures::due(read, this.now()))).await.map_err(Error::internal)??;
    let Some(wanted) = due else { return Ok(false) };
    let fetched = fetch(client, &wanted, from).await;
    let this = Arc::clone(shop);
    let keep = move || {
        let now = this.now();
        match fetched {
            Fetched::Here(picture) => this.write(|tx| {
                let hash = media::store(tx, &this.dir, &picture, now)?;
                pictures::here(tx, &wanted, &hash)
            }),
            Fetched::NotNow(reason, least) if wanted.tries + 1 < TRIES => {
                let wait = FIRST_WAIT.saturating_mul(1 << wanted.tries.clamp(0, 10)).max(least);
                this.write(|tx| pictures::not_now(tx, &wanted, reason, Some(now + wait)))
            }
            Fetched::NotNow(reason, _) | Fetched::Never(reason) => this.write(|tx| pictures::not_now(tx, &wanted, reason, None)),
        }
    };
    tokio::task::spawn_blocking(keep).await.map_err(Error::internal)??;
    Ok(true)
}

async fn fetch(client: &reqwest::Client, wanted: &Wanted, from: PicturesFrom) -> Fetched {
    let Ok(url) = Url::parse(wanted.url.trim()) else { return Fetched::Never("not_an_address") };
    if !allowed(&url, from) {
        return Fetched::Never("private_address");
    }
    let mut answer = match client.get(url).header("accept", "image/*").send().await {
        Ok(answer) => answer,
        Err(error) if error.is_redirect() => return Fetched::Never("private_address"),
        Err(_) => return Fetched::NotNow("unreachable", 0),
    };
    let status = answer.status();
    if status.as_u16() == 429 || status.is_server_error() {
        let after = answer.headers().get("retry-after").and_then(|v| v.to_str().ok()).and_then(|v| v.parse::<i64>().ok());
        return Fetched::NotNow("busy", after.unwrap_or(0).clamp(0, 86_400) * 1_000);
    }
    if !status.is_success() {
        return Fetched::Never("not_there");
    }
    if answer.content_length().is_some_and(|length| length > LARGEST as u64) {
        return Fetched::Never("too_large");
    }
    let mut bytes = Vec::new();
    loop {
        match answer.chunk().await {
            Ok(Some(part)) if bytes.len() + part.len() > LARGEST => return Fetched::Never("too_large"),
            Ok(Some(part)) => bytes.extend_from_slice(&part),
            Ok(None) => break,
            Err(_) => return Fetched::NotNow("unreachable", 0),
        }
    }
    match tokio::task::spawn_blocking(move || media::convert(&bytes)).await {
        Ok(Ok(picture)) => Fetched::Here(Box::new(picture)),
        _ => Fetched::Never("not_a_picture"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_machines_are_asked() {
        for private in [
            "http://127.0.0.1/a.jpg",
            "http://[::1]/a.jpg",
            "http://10.0.0.7/a.jpg",
            "http://192.168.1.1/a.jpg",
            "http://169.254.169.254/latest/meta-data",
            "http://[::ffff:10.0.0.1]/a.jpg",
            "http://[fd00::1]/a.jpg",
            "http://[fe80::1]/a.jpg",
            "http://2130706433/a.jpg",
            "http://0x7f.1/a.jpg",
            "http://router/a.jpg",
            "http://router.lan/a.jpg",
            "http://localhost/a.jpg",
            "http://shop.localhost./a.jpg",
            "http://pictures.invalid/a.jpg",
            "http://user:word@shop.fr/a.jpg",
            "file:///etc/passwd",
            "ftp://shop.fr/a.jpg",
            "http://100.64.0.1/a.jpg",
            "http://[2002:7f00:1::]/a.jpg",
        ] {
            let url = Url::parse(private).expect("an address");
            assert!(!allowed(&url, PicturesFrom::Public), "{private} is not asked");
        }
        for public in ["https://cdn.shop.fr/a.jpg", "http://93.184.215.14/a.jpg", "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]/a.jpg"]
        {
            assert!(allowed(&Url::parse(public).expect("an address"), PicturesFrom::Public), "{public} is");
        }
    }
}
