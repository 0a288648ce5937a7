//! A further address of a tenant, asked for at the vendor's own service.

use app::wire::AppError;
use conformance::World;
use domain::{Certificate, Origin, Place, Sink, Trust};
use gateway::{Credential, Event, Gateway, GatewayError, Later, Request, Response, Route};
use simulator::{Fault, FaultKind};
use std::sync::{Arc, Mutex};

/// Leads calls for the vendor's own service to the simulated tenant, which plays it as well.
struct Leading {
    inner: Arc<dyn Gateway>,
    service: Origin,
    to: Arc<Mutex<Option<(Place, Trust)>>>,
}

impl Gateway for Leading {
    fn send<'a>(
        &'a self,
        route: &'a Route,
        mut request: Request,
        credential: Option<&'a dyn Credential>,
        watch: &'a dyn Sink<Event>,
    ) -> Later<'a, Result<Response, GatewayError>> {
        let to = self.to.lock().unwrap().clone();
        let (true, Some((place, trust))) = (*route.home.origin() == self.service, to) else {
            return self.inner.send(route, request, credential, watch);
        };
        assert!(credential.is_none(), "nobody signs in there");
        let path = request.url.path().to_owned();
        request.url = place.join(&path).unwrap();
        let route = Route {
            trust,
            ..Route::to(route.tenant.clone(), place)
        };
        Box::pin(async move { self.inner.send(&route, request, None, watch).await })
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_finds_the_identity_of_its_tenant_by_the_address() {
    let vendor = vendors::find(&"cyberark".into()).unwrap();
    let rules = vendor.manifest().tenant.addresses[0].find.clone().unwrap();
    let to: Arc<Mutex<Option<(Place, Trust)>>> = Arc::default();
    let leads = Arc::clone(&to);
    let service = rules.at.origin().clone();
    let world = World::start_with(|ports| {
        let inner = Arc::clone(&ports.gateway);
        ports.gateway = Arc::new(Leading {
            inner,
            service,
            to: leads,
        });
    })
    .await;
    let mut tenants = world.demo.tenants();
    let server = tenants.find(|one| one.vendor == "cyberark").unwrap().server;
    let place = Place::parse(server.origin()).unwrap();
    let anchors = Certificate::all_from_pem(server.ca_pem().unwrap()).unwrap();
    *to.lock().unwrap() = Some((place, Trust::Only(anchors)));

    let find = |address: &str, place: &str| {
        let (vendor, address) = ("cyberark".to_owned(), address.to_owned());
        world
            .app
            .tenant_find_address(vendor, address, place.to_owned())
    };
    let known = "northmere.privilegecloud.cyberark.cloud/PasswordVault/v10/logon";
    let found = find("identity", known).await.unwrap();
    let found = found.unwrap();
    assert!(Place::parse(&found).is_ok(), "{found}");
    let heard = server
        .requests()
        .of("GET", "/api/v2/services/subdomain/northmere");
    assert_eq!(heard.len(), 1);

    // The service knows no such tenant, or the address does not tell its name.
    for place in ["elsewhere.cyberark.cloud", "pvwa.corp.example"] {
        assert_eq!(find("identity", place).await, Ok(None), "{place}");
    }
    let odd = find("identity", "not an address").await;
    assert!(matches!(odd, Err(AppError::Invalid { .. })), "{odd:?}");
    let none = find("console", known).await;
    assert_eq!(none, Err(AppError::NotFound));

    let page = Fault {
        status: Some(200),
        ..Fault::new(FaultKind::HtmlErrorPage)
    };
    server.faults().set(vec![page]);
    let foreign = find("identity", known).await;
    assert!(
        matches!(foreign, Err(AppError::NotThisProduct { .. })),
        "{foreign:?}"
    );
}
