//! A vendor that counts every call and forgives none, without sockets.

use domain::{Sink, SystemClock};
use gateway::{
    Budgets, Credential, Event, Gateway, GatewayError, HeaderMap, Later, Limited, Request,
    Response, Route, Timing, Version, Via,
};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// Allows 1,000 calls in any 100 seconds, counted when they arrive, which is a while after they
/// were sent and not in the same order.
#[derive(Clone, Default)]
pub struct Strict(Arc<Mutex<Counted>>);

#[derive(Default)]
struct Counted {
    calls: usize,
    window: VecDeque<Instant>,
}

impl Strict {
    pub fn calls(&self) -> usize {
        self.0.lock().unwrap().calls
    }

    /// Behind the layer that keeps rate windows.
    pub fn behind_limits(&self) -> (Limited<Self>, Budgets) {
        let budgets = Budgets::default();
        let limited = Limited::new(self.clone(), budgets.clone(), Arc::new(SystemClock));
        (limited, budgets)
    }

    fn count(&self) -> u16 {
        let now = Instant::now();
        let mut counted = self.0.lock().unwrap();
        let old = |call: &Instant| now.duration_since(*call) >= Duration::from_secs(100);
        while counted.window.front().is_some_and(old) {
            counted.window.pop_front();
        }
        counted.calls += 1;
        counted.window.push_back(now);
        if counted.window.len() > 1_000 {
            429
        } else {
            200
        }
    }
}

impl Gateway for Strict {
    fn send<'a>(
        &'a self,
        _route: &'a Route,
        request: Request,
        _credential: Option<&'a dyn Credential>,
        _watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        Box::pin(async move {
            // Any order will do, as long as it is not the order they were sent in.
            let late = self.calls() as u64 * 7_919 % 400;
            tokio::time::sleep(Duration::from_millis(late)).await;
            let status = self.count();
            Ok(answer(request, status))
        })
    }
}

/// An answer that came from nowhere.
pub fn answer(request: Request, status: u16) -> Response {
    Response {
        status,
        headers: HeaderMap::new(),
        body: Vec::new(),
        size: 0,
        received: 0,
        fault: None,
        url: request.url,
        timing: Timing::default(),
        hops: Vec::new(),
        protocol: Version::HTTP_11,
        tls: None,
        via: Via::DIRECT,
        certificate: None,
    }
}
