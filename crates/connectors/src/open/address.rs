//! Where a marketplace answers.

use std::net::IpAddr;

use rapport_core::sync::market::SyncError;
use reqwest::Url;

/// Reads the address of a marketplace: https, or http where nothing leaves the machine.
pub(super) fn parse(text: &str) -> Result<Url, SyncError> {
    let refused = |detail: &str| SyncError::Refused {
        detail: detail.to_owned(),
    };
    let url = Url::parse(text.trim()).map_err(|_| refused("This is not an address."))?;
    let safe = match url.scheme() {
        "https" => true,
        "http" => is_loopback(&url),
        _ => false,
    };
    if !safe || url.host_str().is_none() {
        return Err(refused("The address must begin with https://."));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(refused("The address must not hold a name or password."));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(refused("The address must end with its path."));
    }
    Ok(url)
}

/// Whether the address is on this machine.
pub(super) fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let ip = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    ip.map_or_else(
        |_| host.eq_ignore_ascii_case("localhost"),
        |ip| ip.is_loopback(),
    )
}

/// The address of one resource; ids are escaped, so that they cannot lead elsewhere.
pub(super) fn at(base: &Url, path: &[&str], query: &[(&str, &str)]) -> Url {
    let mut url = base.clone();
    if let Ok(mut segments) = url.path_segments_mut() {
        segments.pop_if_empty().extend(path);
    }
    if !query.is_empty() {
        url.query_pairs_mut().extend_pairs(query);
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_safe_address_is_taken() {
        for good in [
            "https://market.example",
            "https://market.example/shop/api/",
            "http://127.0.0.1:4000",
            "http://[::1]:4000/",
            "http://localhost:1",
        ] {
            assert!(parse(good).is_ok(), "{good} is safe");
        }
        for bad in [
            "",
            "market.example",
            "http://market.example",
            "http://127.0.0.1.example",
            "http://10.0.0.1",
            "ftp://127.0.0.1",
            "file:///etc/passwd",
            "https://me:secret@market.example",
            "https://market.example/?q=1",
            "https://market.example/#top",
        ] {
            assert!(parse(bad).is_err(), "{bad} is not");
        }
    }

    #[test]
    fn an_id_cannot_lead_elsewhere() {
        let base = parse("https://market.example/api/").unwrap();
        let url = at(&base, &["v1", "pictures", "../x?y#z/é"], &[]);
        assert_eq!(
            url.as_str(),
            "https://market.example/api/v1/pictures/..%2Fx%3Fy%23z%2F%C3%A9"
        );
        let url = at(
            &base,
            &["v1", "changes"],
            &[("cursor", "a&b=c"), ("limit", "2")],
        );
        assert_eq!(url.query(), Some("cursor=a%26b%3Dc&limit=2"));
    }
}
