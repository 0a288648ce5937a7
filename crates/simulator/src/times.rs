//! Times as texts.

use domain::Timestamp;

/// RFC 3339 in UTC; fractions only where there are any.
pub fn rfc3339(at: Timestamp) -> String {
    at.to_string()
}

/// RFC 3339 in UTC to the second.
pub fn to_the_second(at: Timestamp) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}

/// With `digits` digits after the second, and no zone at the end: `2026-03-01T12:00:00.0000000`.
pub fn zoneless(at: Timestamp, digits: usize) -> String {
    let nanos = format!("{:09}", at.subsec_nanosecond().unsigned_abs());
    let digits = digits.min(9);
    let whole = at.strftime("%Y-%m-%dT%H:%M:%S").to_string();
    if digits == 0 {
        whole
    } else {
        format!("{whole}.{}", &nanos[..digits])
    }
}

/// As HTTP headers have it: `Sun, 01 Mar 2026 12:00:00 GMT`.
pub fn http_date(at: Timestamp) -> String {
    at.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// Reads the forms clients send: RFC 3339, or without a zone (taken as UTC), with a space for
/// the `T`, or a bare date.
pub fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if let Ok(at) = text.parse::<Timestamp>() {
        return Some(at);
    }
    // `2020-12-24 19:09:47.68 +00:00`: the blank before the zone is nobody's standard.
    let joined = text.replacen(" +", "+", 1).replacen(" -", "-", 1);
    if let Ok(at) = joined.parse::<Timestamp>() {
        return Some(at);
    }
    let civil = text.parse::<jiff::civil::DateTime>().ok()?;
    Some(civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use super::{http_date, read, zoneless};

    #[test]
    fn the_usual_ways_of_writing_a_time_are_read() {
        let at = "2020-12-24T19:09:47.6816562Z".parse().unwrap();
        for text in [
            "2020-12-24T19:09:47.6816562Z",
            "2020-12-24 19:09:47.6816562",
            "2020-12-24 19:09:47.6816562 +00:00",
            "2020-12-24T20:09:47.6816562+01:00",
        ] {
            assert_eq!(read(text), Some(at), "{text}");
        }
        assert_eq!(read("2020-12-24"), "2020-12-24T00:00:00Z".parse().ok());
        assert_eq!(read("yesterday"), None);
        assert_eq!(zoneless(at, 7), "2020-12-24T19:09:47.6816562");
        assert_eq!(http_date(at), "Thu, 24 Dec 2020 19:09:47 GMT");
    }
}
