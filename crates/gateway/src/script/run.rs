//! Runs a proxy script.
//!
//! Scripts come from the house, often over a connection nobody signed for, so they get little: a
//! fresh engine each time with the plain parts of the language only, so much memory, so much time,
//! and no way out but asking for an address.

use crate::ScriptFault;
use domain::Timestamp;
use rquickjs::context::{EvalOptions, intrinsic};
use rquickjs::function::Func;
use rquickjs::{Context, Ctx, Error, Function, Runtime};
use std::net::{IpAddr, UdpSocket};
use std::sync::Arc;
use std::time::{Duration, Instant};
use url::Url;

/// So much memory, in bytes, and so much of it for calls within calls.
const MEMORY: usize = 16 * 1024 * 1024;
const STACK: usize = 256 * 1024;

/// Looks a name up, and may take its time.
pub(crate) type Resolve = Arc<dyn Fn(&str) -> Option<IpAddr> + Send + Sync>;

/// What a script may know of the world.
pub(crate) struct World {
    /// The IPv4 address of a host, if it has one.
    pub(crate) resolve: Resolve,
    pub(crate) now: Timestamp,
}

/// Asks a script for the way to an address; its answer as it gave it.
///
/// Blocks, `limit` at the most: call it where that is allowed.
pub(crate) fn run(
    script: &str,
    to: &Url,
    world: &World,
    limit: Duration,
) -> Result<String, ScriptFault> {
    let until = Instant::now() + limit;
    ask(script, to, world, until).map_err(|_| {
        if Instant::now() >= until {
            ScriptFault::TooSlow
        } else {
            ScriptFault::Broken
        }
    })
}

fn ask(script: &str, to: &Url, world: &World, until: Instant) -> Result<String, Error> {
    let runtime = Runtime::new()?;
    runtime.set_memory_limit(MEMORY);
    runtime.set_max_stack_size(STACK);
    runtime.set_interrupt_handler(Some(Box::new(move || Instant::now() >= until)));
    let context = Context::builder()
        .with::<intrinsic::Eval>()
        .with::<intrinsic::RegExpCompiler>()
        .with::<intrinsic::RegExp>()
        .with::<intrinsic::Date>()
        .with::<intrinsic::Json>()
        .build(&runtime)?;
    context.with(|engine| {
        give(&engine, world)?;
        load(&engine, include_str!("helpers.js"))?;
        load(&engine, script)?;
        let host = to.host_str().unwrap_or_default();
        let host = host.trim_start_matches('[').trim_end_matches(']');
        // What stands behind the host is between the person and the tenant.
        let plain = format!("{}://{}/", to.scheme(), to.authority());
        let find: Function = engine.globals().get("FindProxyForURL")?;
        find.call((plain, host))
    })
}

/// As a script of a page: without the strict mode, which old ones break.
fn load(engine: &Ctx<'_>, script: &str) -> Result<(), Error> {
    let mut options = EvalOptions::default();
    options.strict = false;
    engine.eval_with_options::<(), _>(script, options)
}

fn give(engine: &Ctx<'_>, world: &World) -> Result<(), Error> {
    let resolve = Arc::clone(&world.resolve);
    let resolve = move |host: String| resolve(&host).map(|ip| ip.to_string());
    #[expect(
        clippy::cast_precision_loss,
        reason = "the language counts milliseconds in floating point"
    )]
    let now = world.now.as_millisecond() as f64;
    let globals = engine.globals();
    globals.set("__resolve", Func::from(resolve))?;
    globals.set("__me", Func::from(own_address))?;
    globals.set("__now", Func::from(move || now))
}

/// The address this machine has towards the world. Nothing is sent: a datagram socket that is
/// connected only chooses its own end.
fn own_address() -> String {
    let towards = || {
        let socket = UdpSocket::bind("0.0.0.0:0")?;
        socket.connect("192.0.2.1:9")?;
        socket.local_addr()
    };
    towards().map_or_else(|_| "127.0.0.1".to_owned(), |own| own.ip().to_string())
}

#[cfg(test)]
mod tests {
    use super::{World, run};
    use crate::ScriptFault;
    use std::sync::Arc;
    use std::time::Duration;
    use url::Url;

    fn world() -> World {
        World {
            resolve: Arc::new(|host| match host {
                "in.corp.example" => Some([10, 1, 2, 3].into()),
                "out.example" => Some([203, 0, 113, 5].into()),
                _ => None,
            }),
            // A Wednesday.
            now: "2026-07-15T10:30:00Z".parse().unwrap(),
        }
    }

    fn answer(script: &str, to: &str) -> Result<String, ScriptFault> {
        let to = Url::parse(to).unwrap();
        run(script, &to, &world(), Duration::from_secs(20))
    }

    /// The answer of a script that goes direct when `condition` holds.
    fn holds(condition: &str, host: &str) -> bool {
        let script = format!(
            "function FindProxyForURL(url, host) {{ return ({condition}) ? 'DIRECT' : 'PROXY p:1' }}"
        );
        let found = answer(&script, &format!("https://{host}/secret/path?token=1"));
        found.unwrap_or_else(|fault| panic!("{condition}: {fault:?}")) == "DIRECT"
    }

    #[test]
    fn the_functions_of_scripts_do_what_everybody_expects() {
        for (condition, host, expected) in [
            ("isPlainHostName(host)", "intranet", true),
            ("isPlainHostName(host)", "a.example", false),
            (
                "dnsDomainIs(host, '.corp.example')",
                "in.corp.example",
                true,
            ),
            (
                "dnsDomainIs(host, '.corp.example')",
                "corp.example.org",
                false,
            ),
            ("localHostOrDomainIs(host, 'www.a.example')", "www", true),
            (
                "localHostOrDomainIs(host, 'www.a.example')",
                "www.b.example",
                false,
            ),
            ("isResolvable(host)", "in.corp.example", true),
            ("isResolvable(host)", "nowhere.example", false),
            (
                "isInNet(host, '10.0.0.0', '255.0.0.0')",
                "in.corp.example",
                true,
            ),
            (
                "isInNet(host, '10.0.0.0', '255.0.0.0')",
                "out.example",
                false,
            ),
            ("isInNet(host, '10.0.0.0', '255.0.0.0')", "10.9.8.7", true),
            (
                "isInNet(host, '10.0.0.0', '255.0.0.0')",
                "nowhere.example",
                false,
            ),
            ("dnsResolve(host) == '203.0.113.5'", "out.example", true),
            ("dnsResolve(host) === null", "nowhere.example", true),
            ("dnsDomainLevels(host) == 2", "a.b.example", true),
            ("shExpMatch(host, '*.corp.*')", "in.corp.example", true),
            ("shExpMatch(host, 'in?corp*')", "in.corp.example", true),
            ("shExpMatch(host, '*.corp')", "in.corp.example", false),
            ("weekdayRange('MON', 'FRI', 'GMT')", "a.example", true),
            ("weekdayRange('FRI', 'TUE', 'GMT')", "a.example", false),
            ("weekdayRange('WED', 'GMT')", "a.example", true),
            ("timeRange(8, 18, 'GMT')", "a.example", true),
            ("timeRange(22, 6, 'GMT')", "a.example", false),
            ("timeRange(10, 29, 10, 31, 'GMT')", "a.example", true),
            ("dateRange('JUL', 'GMT')", "a.example", true),
            ("dateRange(1, 'AUG', 31, 'AUG', 'GMT')", "a.example", false),
            ("dateRange('DEC', 'JUL', 'GMT')", "a.example", true),
            ("dateRange(2025, 2027, 'GMT')", "a.example", true),
            ("convert_addr('10.0.0.1') == 167772161", "a.example", true),
            ("myIpAddress().split('.').length == 4", "a.example", true),
            ("url == 'https://a.example/'", "a.example", true),
            (
                "typeof fetch + typeof require + typeof process == 'undefinedundefinedundefined'",
                "a.example",
                true,
            ),
            ("(undeclared = 1) && /^a/.test(host)", "a.example", true),
        ] {
            assert_eq!(holds(condition, host), expected, "{condition} for {host}");
        }
    }

    #[test]
    fn a_script_that_is_none_or_wants_too_much_is_stopped() {
        for script in [
            "",
            "<html>Not found</html>",
            "function FindProxyForURL() { return missing }",
            "function FindProxyForURL() { return 7 in 8 }",
            "function FindProxyForURL() { var s = 'x'; for (;;) s += s }",
            "function FindProxyForURL() { var a = []; for (;;) a.push(new Array(1000)) }",
            "function FindProxyForURL() { return 'x'.repeat(1 << 29) }",
            "function FindProxyForURL() { return FindProxyForURL() + 1 }",
        ] {
            assert_eq!(
                answer(script, "https://a.example"),
                Err(ScriptFault::Broken),
                "{script}"
            );
        }
        let to = Url::parse("https://a.example").unwrap();
        for endless in [
            "function FindProxyForURL() { for (;;); }",
            "for (;;);",
            "function FindProxyForURL() { return /^(a+)+$/.test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab') }",
        ] {
            let found = run(endless, &to, &world(), Duration::from_millis(100));
            assert_eq!(found, Err(ScriptFault::TooSlow), "{endless}");
        }
    }
}
