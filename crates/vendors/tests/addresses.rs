//! What people paste, per vendor, and what is understood.

use domain::VendorId;
use vendors::find;

/// The places tried, in order, and what was left out of the pasted text.
fn understood(vendor: &str, pasted: &str) -> (Vec<String>, Option<String>) {
    let vendor = find(&VendorId::from(vendor)).expect("the vendor is registered");
    let reading = vendor
        .manifest()
        .tenant
        .understand(pasted)
        .expect("the text is an address");
    let places = reading.places.iter().map(ToString::to_string);
    (places.collect(), reading.left_out)
}

fn table(vendor: &str, rows: &[(&str, &[&str])]) {
    for (pasted, places) in rows {
        assert_eq!(understood(vendor, pasted).0, *places, "{pasted}");
    }
}

#[test]
fn epm_is_the_root_of_the_host_as_typed() {
    let host = "https://northmere-services.pm.beyondtrustcloud.com";
    let console = "https://northmere.pm.beyondtrustcloud.com";
    table(
        "beyondtrust-epm",
        &[
            (host, &[host]),
            ("northmere-services.pm.beyondtrustcloud.com", &[host]),
            (
                "https://northmere-services.pm.beyondtrustcloud.com/management-api/swagger/index.html",
                &[host],
            ),
            (
                "https://northmere-services.pm.beyondtrustcloud.com/oauth/connect/token/",
                &[host],
            ),
            // Whether the console's host serves the API too is not certain: it is tried as it is.
            ("https://northmere.pm.beyondtrustcloud.com/", &[console]),
            (
                "https://northmere.pm.beyondtrustcloud.com/computers?page=2#top",
                &[console],
            ),
        ],
    );
}

#[test]
fn privilege_manager_is_found_below_its_alias() {
    let usual: &[&str] = &[
        "https://pm.northmere.example/Tms",
        "https://pm.northmere.example",
    ];
    let upper: &[&str] = &[
        "https://pm.northmere.example/TMS",
        "https://pm.northmere.example/Tms",
        "https://pm.northmere.example",
    ];
    table(
        "delinea-pm",
        &[
            ("https://pm.northmere.example", usual),
            ("https://pm.northmere.example/Tms", usual),
            ("https://pm.northmere.example/TMS/", upper),
            (
                "https://pm.northmere.example/Tms/PrivilegeManager/#/item/view/1",
                usual,
            ),
            (
                "https://pm.northmere.example/Tms/services/swagger/ui/index",
                usual,
            ),
            (
                "https://pm.northmere.example/Tms//services/swagger/docs/v1",
                usual,
            ),
            ("https://pm.northmere.example/Tms/Setup", usual),
            ("https://pm.northmere.example/PrivilegeManager/#/", usual),
            (
                "https://pm.northmere.example/services/swagger/ui/index",
                usual,
            ),
            (
                "https://pm.northmere.example/Kiosk/Services/swagger/ui/index",
                &[
                    "https://pm.northmere.example/Kiosk",
                    "https://pm.northmere.example/Tms",
                    "https://pm.northmere.example",
                ],
            ),
        ],
    );
    let (_, left_out) = understood(
        "delinea-pm",
        "https://pm.northmere.example/Tms/PrivilegeManager/#/item/view/1",
    );
    assert_eq!(left_out.as_deref(), Some("/PrivilegeManager#/item/view/1"));
}

#[test]
fn privx_is_an_origin() {
    let origin: &[&str] = &["https://privx.northmere.example:8443"];
    table(
        "privx",
        &[
            ("privx.northmere.example:8443", origin),
            ("https://privx.northmere.example:8443/privx/hosts", origin),
            (
                "https://privx.northmere.example:8443/auth/api/v1/status",
                origin,
            ),
            (
                "https://privx.northmere.example:443/",
                &["https://privx.northmere.example"],
            ),
            ("http://127.0.0.1:9101", &["http://127.0.0.1:9101"]),
        ],
    );
}

#[test]
fn pra_is_the_root_of_its_site() {
    let site: &[&str] = &["https://access.northmere.example"];
    table(
        "beyondtrust-pra",
        &[
            ("access.northmere.example", site),
            ("https://access.northmere.example/login#/management", site),
            ("https://access.northmere.example/api/config/v1/user", site),
        ],
    );
}

#[test]
fn cyberark_hangs_below_the_application() {
    let vault = "https://pvwa.northmere.example/PasswordVault";
    table(
        "cyberark",
        &[
            ("pvwa.northmere.example", &[vault]),
            (
                "https://pvwa.northmere.example/PasswordVault/v10/Accounts",
                &[vault],
            ),
            (
                "https://pvwa.northmere.example/Vault/api/swagger",
                &["https://pvwa.northmere.example/Vault", vault],
            ),
        ],
    );
}

#[test]
fn what_is_no_address_is_refused_everywhere() {
    for vendor in vendors::all() {
        for pasted in [
            "",
            "our server",
            "ftp://a.example",
            "http://a.example",
            "https://user:pw@a.example",
        ] {
            assert!(
                vendor.manifest().tenant.understand(pasted).is_err(),
                "{pasted}"
            );
        }
    }
}
