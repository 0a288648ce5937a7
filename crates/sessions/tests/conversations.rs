//! Conversations with a person in them, against a server that plays its part by the RFCs.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

mod support;

use domain::Secret;
use sessions::{AuthError, Begun, Inputs, Lapse, Opening, Session, Stage, Wants};
use std::sync::Arc;
use std::time::Duration;
use support::{Answer, Heard, Kit, Played, fir, json, kit_with, minutes};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use url::Url;

/// An account of one of the methods that any other API may have.
fn other(method: &str, addresses: &[(&str, &str)]) -> sessions::Account {
    let vendor = vendors::other();
    let manifest = vendor.manifest();
    let mut account = support::account(support::CLIENT);
    account.method = manifest.method(&method.into()).unwrap().clone();
    account.tenant.method = account.method.id.clone();
    account.failures = manifest.failures.clone();
    account.tenant.addresses = addresses
        .iter()
        .map(|(id, place)| ((*id).into(), domain::Place::parse(place).unwrap()))
        .collect();
    let fields = [("client_id", "keydesk"), ("scope", "openid offline_access")];
    account.tenant.fields = fields
        .map(|(id, value)| (id.into(), value.to_owned()))
        .into();
    account
}

const ISSUER: (&str, &str) = ("issuer", "https://issuer.example/realm");

/// What an issuer tells of itself.
fn metadata(issuer: &str, at: &str) -> Answer {
    json(
        200,
        &format!(
            r#"{{"issuer":"{issuer}","token_endpoint":"{at}/token","authorization_endpoint":"{at}/authorize?tenant=1",
                "device_authorization_endpoint":"{at}/device"}}"#
        ),
    )
}

fn issuer(answers: impl Fn(&Heard) -> Answer + Send + Sync + 'static) -> Arc<Played> {
    Played::new(move |heard, _| {
        if heard.line.contains(".well-known/openid") {
            metadata(ISSUER.1, ISSUER.1)
        } else {
            answers(heard)
        }
    })
}

async fn opened(kit: &Kit) -> Opening {
    match kit.sessions.begin(&fir(), Inputs::new()).await.unwrap() {
        Begun::Opened(opening) => opening,
        other => panic!("{other:?}"),
    }
}

fn part(url: &Url, name: &str) -> String {
    let mut pairs = url.query_pairs();
    pairs.find(|(key, _)| key == name).unwrap().1.into_owned()
}

/// What a browser does when it is sent back.
async fn comes_back(opening: &Opening, query: &str) -> String {
    let back = Url::parse(&part(&opening.address, "redirect_uri")).unwrap();
    let host = format!("127.0.0.1:{}", back.port().unwrap());
    let mut stream = TcpStream::connect(&host).await.unwrap();
    let head = format!(
        "GET {}?{query} HTTP/1.1\r\nHost: {host}\r\n\r\n",
        back.path()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn granted(heard: &Heard) -> Answer {
    let form = heard.form();
    match form.get("grant_type").map(String::as_str) {
        Some("authorization_code" | "refresh_token") => json(
            200,
            r#"{"access_token":"by-browser","token_type":"Bearer","expires_in":600,"refresh_token":"next"}"#,
        ),
        _ => json(400, r#"{"error":"unsupported_grant_type"}"#),
    }
}

#[tokio::test]
async fn a_person_signs_in_in_the_browser_and_renewals_need_nobody() {
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        issuer(granted),
        Arc::new(domain::Ignore),
    );
    let opening = opened(&kit).await;
    let address = opening.address.as_str();
    assert!(
        address.starts_with("https://issuer.example/realm/authorize?tenant=1&response_type=code"),
        "{address}"
    );
    assert_eq!(part(&opening.address, "code_challenge_method"), "S256");
    assert_eq!(part(&opening.address, "scope"), "openid offline_access");
    assert!(part(&opening.address, "redirect_uri").starts_with("http://127.0.0.1:"));
    let state = part(&opening.address, "state");
    let answer = comes_back(&opening, &format!("code=the+code&state={state}")).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let held = kit.sessions.settled(&fir()).await.unwrap();
    assert_eq!(held.lend(str::to_owned), "Bearer by-browser");
    let form = kit.tenant.heard()[1].form();
    assert_eq!(form["code"], "the code");
    assert_eq!(form["redirect_uri"], part(&opening.address, "redirect_uri"));
    // RFC 7636, 4.6: the challenge is what the verifier hashes to.
    use base64::Engine as _;
    use sha2::Digest as _;
    let hashed = sha2::Sha256::digest(form["code_verifier"].as_bytes());
    let hashed = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(hashed);
    assert_eq!(part(&opening.address, "code_challenge"), hashed);
    assert_eq!(form["code_verifier"].len(), 43);

    kit.clock.advance(minutes(11));
    kit.sessions.credential(&fir()).await.unwrap();
    let last = kit.tenant.heard().last().unwrap().form();
    assert_eq!(last["refresh_token"], "next");
    assert_eq!(last["client_id"], "keydesk");
}

#[tokio::test]
async fn what_comes_back_with_another_state_or_from_another_issuer_is_not_used() {
    for query in [
        "code=x&state=guessed",
        "code=x",
        "code=x&state={state}&iss=https%3A%2F%2Fevil.example",
    ] {
        let kit = kit_with(
            other("authorization-code", &[ISSUER]),
            issuer(granted),
            Arc::new(domain::Ignore),
        );
        let opening = opened(&kit).await;
        let state = part(&opening.address, "state");
        comes_back(&opening, &query.replace("{state}", &state)).await;
        let why = kit.sessions.settled(&fir()).await.unwrap_err();
        assert_eq!(why, AuthError::NotOurs, "{query}");
        assert_eq!(kit.tenant.count("/token"), 0, "{query}");
    }
}

#[tokio::test]
async fn a_person_who_says_no_in_the_browser_is_told_in_the_servers_words() {
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        issuer(granted),
        Arc::new(domain::Ignore),
    );
    let opening = opened(&kit).await;
    let state = part(&opening.address, "state");
    let query = format!("error=access_denied&error_description=Not+today&state={state}");
    comes_back(&opening, &query).await;
    let why = kit.sessions.settled(&fir()).await.unwrap_err();
    let AuthError::Lapsed(Lapse::Refused(failure)) = why else {
        panic!("{why:?}");
    };
    assert_eq!(failure.message.as_deref(), Some("Not today"));
}

#[tokio::test]
async fn nobody_else_may_begin_what_needs_a_person_and_nobody_waits_for_one() {
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        issuer(granted),
        Arc::new(domain::Ignore),
    );
    let why = kit.sessions.credential(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
    assert!(kit.tenant.lines().is_empty(), "nothing was begun");
    opened(&kit).await;
    let why = kit.sessions.credential(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
    // Whoever opens the dialog again finds it as it was.
    opened(&kit).await;
    assert_eq!(kit.tenant.count(".well-known"), 1);
    kit.sessions.cancel(&fir());
    let why = kit.sessions.settled(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::Cancelled);
    assert!(matches!(kit.sessions.session(&fir()), Session::SignedOut));
}

#[tokio::test(start_paused = true)]
async fn a_browser_that_never_comes_back_is_not_waited_for_for_ever() {
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        issuer(granted),
        Arc::new(domain::Ignore),
    );
    opened(&kit).await;
    let why = kit.sessions.settled(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::NobodyAnswered);
}

#[tokio::test]
async fn an_issuer_that_calls_itself_otherwise_or_sends_elsewhere_is_not_believed() {
    let own = ISSUER.1;
    for (says, at, fails) in [
        ("https://evil.example", own, AuthError::NotOurs),
        (
            own,
            "https://evil.example",
            AuthError::Elsewhere {
                origin: "https://evil.example".into(),
            },
        ),
    ] {
        let tenant = Played::new(move |_, _| metadata(says, at));
        let kit = kit_with(
            other("client-credentials", &[ISSUER]),
            tenant,
            Arc::new(domain::Ignore),
        );
        let why = kit.sessions.credential(&fir()).await.unwrap_err();
        assert_eq!(why, fails);
        assert_eq!(kit.tenant.lines().len(), 1, "no secret left");
    }
}

#[tokio::test]
async fn an_issuer_is_also_found_where_rfc_8414_has_it() {
    let tenant = Played::new(|heard, _| match heard.line.as_str() {
        "GET /.well-known/oauth-authorization-server/realm" => metadata(ISSUER.1, ISSUER.1),
        "POST /realm/token" => support::token("found"),
        _ => json(404, "{}"),
    });
    let kit = kit_with(
        other("client-credentials", &[ISSUER]),
        tenant,
        Arc::new(domain::Ignore),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    let heard = kit.tenant.heard();
    assert_eq!(
        heard[2].body,
        "grant_type=client_credentials&scope=openid+offline_access"
    );
    assert_eq!(
        heard[2].authorization.as_deref(),
        Some("Basic a2V5ZGVzazpjYW5hcnk=")
    );
}

#[tokio::test]
async fn a_token_address_is_used_as_it_was_given() {
    let kit = kit_with(
        other(
            "client-credentials-form",
            &[("token", "https://issuer.example/oauth/token")],
        ),
        Played::new(|_, _| support::token("t")),
        Arc::new(domain::Ignore),
    );
    kit.sessions.credential(&fir()).await.unwrap();
    assert_eq!(kit.tenant.lines(), ["POST /oauth/token"]);
}

#[tokio::test(start_paused = true)]
async fn a_device_is_asked_about_as_often_as_the_server_wants_and_slower_when_it_says_so() {
    let began = tokio::time::Instant::now();
    let asked = Arc::new(std::sync::Mutex::new(Vec::new()));
    let times = Arc::clone(&asked);
    let tenant = issuer(move |heard| {
        if heard.line.ends_with("/device") {
            return json(
                200,
                r#"{"device_code":"d","user_code":"WDJB-MJHT","verification_uri":"https://issuer.example/code",
                    "expires_in":600,"interval":7}"#,
            );
        }
        let mut times = times.lock().unwrap();
        times.push(began.elapsed().as_secs());
        match times.len() {
            1 => json(400, r#"{"error":"authorization_pending"}"#),
            2 => json(400, r#"{"error":"slow_down"}"#),
            3 => json(400, r#"{"error":"authorization_pending"}"#),
            _ => support::token("by-device"),
        }
    });
    let kit = kit_with(
        other("device-code", &[ISSUER]),
        tenant,
        Arc::new(domain::Ignore),
    );
    let opening = opened(&kit).await;
    assert_eq!(opening.code.as_deref(), Some("WDJB-MJHT"));
    assert_eq!(opening.address.as_str(), "https://issuer.example/code");
    assert_eq!(opening.lasts, Some(Duration::from_secs(600)));
    let held = kit.sessions.settled(&fir()).await.unwrap();
    assert_eq!(held.lend(str::to_owned), "Bearer by-device");
    assert_eq!(*asked.lock().unwrap(), [7, 14, 26, 38]);
    let form = kit.tenant.heard().last().unwrap().form();
    assert_eq!(
        form["grant_type"],
        "urn:ietf:params:oauth:grant-type:device_code"
    );
    assert_eq!(form["device_code"], "d");
}

#[tokio::test(start_paused = true)]
async fn a_device_code_that_is_over_or_refused_ends_the_conversation() {
    for (error, fails) in [
        ("expired_token", AuthError::NobodyAnswered),
        ("access_denied", AuthError::Cancelled),
    ] {
        let tenant = issuer(move |heard| match heard.line.ends_with("/device") {
            true => json(
                200,
                r#"{"device_code":"d","user_code":"X","verification_uri":"https://issuer.example/code"}"#,
            ),
            false => json(400, &format!(r#"{{"error":"{error}"}}"#)),
        });
        let kit = kit_with(
            other("device-code", &[ISSUER]),
            tenant,
            Arc::new(domain::Ignore),
        );
        opened(&kit).await;
        assert_eq!(kit.sessions.settled(&fir()).await.unwrap_err(), fails);
    }
}

#[tokio::test]
async fn what_is_given_is_sent_with_every_call_where_nothing_is_asked_for() {
    let secret = |id: &str| (id.into(), Secret::new("canary key".to_owned()));
    let cases = [
        ("bearer", "token", "", Some("Bearer canary key"), None, None),
        (
            "basic",
            "password",
            "username",
            Some("Basic bWU6Y2FuYXJ5IGtleQ=="),
            None,
            None,
        ),
        ("api-key-header", "key", "name", None, None, None),
        (
            "api-key-query",
            "key",
            "name",
            None,
            Some("me=canary+key"),
            None,
        ),
        ("none", "x", "", None, None, None),
    ];
    for (method, field, plain, authorization, query, cookie) in cases {
        let mut account = other(method, &[]);
        account.tenant.fields = [(plain.into(), "me".to_owned())].into();
        let kit = kit_with(
            account,
            Played::new(|_, _| json(200, "{}")),
            Arc::new(domain::Ignore),
        );
        let given = Inputs::from([secret(field)]);
        let begun = kit.sessions.begin(&fir(), given).await;
        let Ok(Begun::Signed(held)) = begun else {
            panic!("{method}: {begun:?}");
        };
        assert!(kit.tenant.lines().is_empty(), "{method}: nobody is asked");
        let request = gateway::Request::get(Url::parse("https://fir.example/x").unwrap());
        let route = gateway::Route::to(fir(), domain::Place::parse("https://fir.example").unwrap());
        use gateway::Gateway as _;
        let sent = kit
            .tenant
            .send(&route, request, Some(&held), &domain::Ignore);
        sent.await.unwrap();
        let heard = &kit.tenant.heard()[0];
        assert_eq!(heard.authorization.as_deref(), authorization, "{method}");
        assert_eq!(heard.query.as_deref(), query, "{method}");
        assert_eq!(heard.cookie.as_deref(), cookie, "{method}");
        let ends = kit.sessions.standing(&fir()).unwrap().ends;
        assert_eq!(ends, Some(sessions::Ends::NotSaid), "{method}");
    }
}

#[tokio::test]
async fn a_key_in_a_cookie_is_one_and_what_would_end_it_is_refused() {
    for (key, fine) in [("canary-key", true), ("a;b", false)] {
        let mut account = other("api-key-cookie", &[]);
        account.tenant.fields = [("name".into(), "session".to_owned())].into();
        let kit = kit_with(
            account,
            Played::new(|_, _| json(200, "{}")),
            Arc::new(domain::Ignore),
        );
        let given = Inputs::from([("key".into(), Secret::new(key.to_owned()))]);
        let begun = kit.sessions.begin(&fir(), given).await;
        assert_eq!(begun.is_ok(), fine, "{key}");
        if let Ok(Begun::Signed(held)) = begun {
            let mut headers = gateway::HeaderMap::new();
            gateway::Credential::attach(&held, &mut headers);
            assert_eq!(headers["cookie"], "session=canary-key");
        }
    }
}

/// An account of one of a vendor's methods with a conversation of its own.
fn vault(method: &str) -> sessions::Account {
    let vendor = vendors::find(&"cyberark".into()).unwrap();
    let mut account = other("none", &[]);
    account.method = vendor.manifest().method(&method.into()).unwrap().clone();
    account.tenant.method = account.method.id.clone();
    account.failures = vendor.manifest().failures.clone();
    account.talk = vendor.conversation(&account.method.id);
    account.tenant.fields = [("username".into(), "jlind".to_owned())].into();
    account
}

fn challenge() -> Answer {
    json(
        500,
        r#"{"ErrorCode":"ITATS542I","ErrorMessage":"Enter the code"}"#,
    )
}

#[tokio::test]
async fn a_challenge_is_a_question_as_often_as_it_comes() {
    let tenant = Played::new(|heard, _| {
        let body: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
        match body["password"].as_str().unwrap() {
            "canary-pw" | "111" => challenge(),
            "222" => json(200, r#""canary-token-0123456789""#),
            other => panic!("{other}"),
        }
    });
    let kit = kit_with(vault("radius-user"), tenant, Arc::new(domain::Ignore));
    kit.store.put("password", "canary-pw");
    let mut begun = kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
    for code in ["111", "222"] {
        let Begun::Asked(question) = begun else {
            panic!("{begun:?}");
        };
        assert_eq!(question.sentence.as_deref(), Some("Enter the code"));
        assert_eq!(question.wants, Wants::Code);
        assert!(question.secret);
        let reply = Secret::new(code.to_owned());
        begun = kit.sessions.reply(&fir(), reply).await.unwrap();
    }
    assert!(matches!(begun, Begun::Signed(_)), "{begun:?}");
    assert_eq!(kit.tenant.lines().len(), 3);
}

#[tokio::test]
async fn a_word_for_the_phone_waits_for_what_the_person_does_there() {
    let tenant = Played::new(|heard, _| match heard.body.contains("push") {
        true => Answer::Silent,
        false => challenge(),
    });
    let kit = kit_with(vault("radius-user"), tenant, Arc::new(domain::Ignore));
    kit.store.put("password", "canary-pw");
    kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
    let begun = kit
        .sessions
        .reply(&fir(), Secret::new("push".to_owned()))
        .await;
    assert!(matches!(begun, Ok(Begun::Waiting(_))), "{begun:?}");
    let stage = kit.sessions.session(&fir());
    assert!(matches!(
        stage,
        Session::Talking {
            stage: Stage::Approving(_)
        }
    ));
    kit.sessions.cancel(&fir());
    assert!(matches!(kit.sessions.session(&fir()), Session::SignedOut));
}

#[tokio::test]
async fn the_code_comes_first_where_the_server_wants_it_so() {
    let tenant = Played::new(|heard, count| {
        let body: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
        let given = body["password"].as_str().unwrap();
        match (count, given) {
            (1, "471108") => challenge(),
            (2, "canary-pw") => json(200, r#""canary-token-0123456789""#),
            other => panic!("{other:?}"),
        }
    });
    let kit = kit_with(vault("radius-code-first"), tenant, Arc::new(domain::Ignore));
    kit.store.put("password", "canary-pw");
    let begun = kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
    assert!(matches!(begun, Begun::Asked(_)));
    assert!(kit.tenant.lines().is_empty());
    let reply = Secret::new("471108".to_owned());
    let begun = kit.sessions.reply(&fir(), reply).await.unwrap();
    assert!(matches!(begun, Begun::Signed(_)));
}

#[tokio::test]
async fn a_password_that_is_over_is_replaced_and_the_new_one_kept() {
    let tenant = Played::new(|heard, _| {
        let body: serde_json::Value = serde_json::from_str(&heard.body).unwrap();
        match body.get("newPassword").and_then(|new| new.as_str()) {
            None => json(
                409,
                r#"{"ErrorCode":"ITATS003W","ErrorMessage":"It has expired."}"#,
            ),
            Some("canary-new") => json(200, r#""canary-token-0123456789""#),
            Some(other) => panic!("{other}"),
        }
    });
    let kit = kit_with(vault("vault-user"), tenant, Arc::new(domain::Ignore));
    kit.store.put("password", "canary-old");
    // Nobody is there to choose one.
    let why = kit.sessions.credential(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
    let begun = kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
    let Begun::Asked(question) = begun else {
        panic!("{begun:?}");
    };
    assert_eq!(question.wants, Wants::NewPassword);
    let reply = Secret::new("canary-new".to_owned());
    let begun = kit.sessions.reply(&fir(), reply).await.unwrap();
    assert!(matches!(begun, Begun::Signed(_)));
    assert_eq!(kit.store.text("password").as_deref(), Some("canary-new"));
}

#[tokio::test]
async fn a_saml_response_is_pasted_and_sent_as_a_form() {
    let tenant = Played::new(|_, _| json(200, r#""canary-token-0123456789""#));
    let mut account = vault("saml");
    let page = "https://idp.example/app".to_owned();
    account.tenant.fields = [("sign_in_page".into(), page.clone())].into();
    let kit = kit_with(account, tenant, Arc::new(domain::Ignore));
    let begun = kit.sessions.begin(&fir(), Inputs::new()).await.unwrap();
    let Begun::Asked(question) = begun else {
        panic!("{begun:?}");
    };
    assert_eq!(question.wants, Wants::Pasted);
    assert_eq!(question.open.map(String::from), Some(page));
    let reply = Secret::new(" PHNh\nbWw+ ".to_owned());
    kit.sessions.reply(&fir(), reply).await.unwrap();
    let form = kit.tenant.heard()[0].form();
    assert_eq!(form["SAMLResponse"], "PHNhbWw+");
    assert_eq!(form["apiUse"], "true");
    assert_eq!(form["concurrentSession"], "true");
}

#[tokio::test]
async fn a_session_that_only_a_person_can_renew_is_used_to_its_end() {
    let tenant = issuer(|_| {
        json(
            200,
            r#"{"access_token":"by-browser","token_type":"Bearer","expires_in":600}"#,
        )
    });
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        tenant,
        Arc::new(domain::Ignore),
    );
    let opening = opened(&kit).await;
    let state = part(&opening.address, "state");
    comes_back(&opening, &format!("code=x&state={state}")).await;
    kit.sessions.settled(&fir()).await.unwrap();
    let asked = kit.tenant.lines().len();
    kit.clock.advance(Duration::from_secs(595));
    for _ in 0..3 {
        kit.sessions.credential(&fir()).await.unwrap();
        while matches!(kit.sessions.session(&fir()), Session::Renewing { .. }) {
            tokio::task::yield_now().await;
        }
    }
    kit.clock.advance(Duration::from_secs(10));
    let why = kit.sessions.credential(&fir()).await.unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
    assert_eq!(kit.tenant.lines().len(), asked, "nothing was begun");
}

#[tokio::test]
async fn a_person_who_comes_while_a_renewal_fails_is_asked() {
    let tenant = issuer(|heard| match heard.form().contains_key("refresh_token") {
        true => json(400, r#"{"error":"invalid_grant"}"#),
        false => granted(heard),
    });
    tenant.chance.store(5, std::sync::atomic::Ordering::Relaxed);
    let kit = kit_with(
        other("authorization-code", &[ISSUER]),
        tenant,
        Arc::new(domain::Ignore),
    );
    kit.store.put("_refresh-token", "over");
    let sessions = Arc::clone(&kit.sessions);
    let dashboard = tokio::spawn(async move { sessions.credential(&fir()).await });
    tokio::task::yield_now().await;
    let opening = opened(&kit).await;
    assert!(opening.address.as_str().contains("/authorize"));
    let why = dashboard.await.unwrap().unwrap_err();
    assert_eq!(why, AuthError::Lapsed(Lapse::NeedsPerson));
}

#[tokio::test]
async fn a_token_that_arrives_after_a_person_cancelled_is_ended_at_the_vendor() {
    let tenant = Played::new(|heard, _| match heard.line.as_str() {
        "DELETE /token" => json(200, ""),
        _ => support::token("late"),
    });
    tenant.chance.store(3, std::sync::atomic::Ordering::Relaxed);
    let kit = kit_with(
        support::account(support::CLIENT),
        tenant,
        Arc::new(domain::Ignore),
    );
    let sessions = Arc::clone(&kit.sessions);
    let begun = tokio::spawn(async move { sessions.begin(&fir(), Inputs::new()).await });
    while kit.tenant.lines().is_empty() {
        tokio::task::yield_now().await;
    }
    kit.sessions.cancel(&fir());
    let why = begun.await.unwrap().unwrap_err();
    assert_eq!(why, AuthError::Cancelled);
    support::after_others(200).await;
    assert_eq!(kit.tenant.lines(), ["POST /token", "DELETE /token"]);
}
