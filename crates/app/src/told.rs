//! What is told of an answer's way: where the time went, where redirects led, and why a body is not
//! whole.

use crate::convert::millis;
use crate::wire::{AppError, HopView, NetworkCause, Timing};
use explorer::Redactor;
use gateway::{BodyFault, Handshake, Response};

/// Why a body is not whole.
pub(crate) fn cut_short(fault: BodyFault, host: &str) -> AppError {
    let unreachable = |cause| AppError::Unreachable {
        host: host.to_owned(),
        cause,
        may_have_arrived: true,
    };
    match fault {
        BodyFault::Cut => unreachable(NetworkCause::Reset),
        BodyFault::Silent | BodyFault::TooSlow => unreachable(NetworkCause::Timeout),
        BodyFault::TooLarge { limit } => AppError::TooLarge {
            limit_kb: u32::try_from(limit / 1024).unwrap_or(u32::MAX),
        },
        BodyFault::Refused => AppError::File {
            name: "answers".to_owned(),
            why: String::new(),
        },
        BodyFault::Ratio
        | BodyFault::Damaged
        | BodyFault::UnknownEncoding
        | BodyFault::NestedEncoding => unreachable(NetworkCause::Protocol),
    }
}

/// Where the time of the last hop went.
pub(crate) fn timing(response: &Response, renewed: bool) -> Timing {
    let connecting = response.timing.connecting;
    Timing {
        dns_ms: connecting.and_then(|made| made.lookup).map(millis),
        connect_ms: connecting.map(|made| millis(made.connect)),
        tls_ms: connecting.and_then(|made| match made.handshake {
            Handshake::Took(took) => Some(millis(took)),
            Handshake::None | Handshake::WithinConnect => None,
        }),
        wait_ms: millis(response.timing.wait),
        body_ms: millis(response.timing.body),
        renewed,
        protocol: Some(format!("{:?}", response.protocol)),
    }
}

/// Where redirects led.
pub(crate) fn hops(redactor: &Redactor, response: &Response) -> Vec<HopView> {
    let none = gateway::HeaderMap::new();
    let address = |url| {
        redactor
            .sent(&gateway::Method::GET, url, &none, None)
            .address
            .clone()
    };
    let mut hops: Vec<HopView> = Vec::new();
    let mut places = response.hops.iter().map(|hop| &hop.url).skip(1);
    for hop in &response.hops {
        hops.push(HopView {
            status: hop.status,
            address: address(places.next().unwrap_or(&response.url)),
        });
    }
    hops
}
