//! What logind says (`org.freedesktop.login1`): of our session that it is locked, by the signal
//! `Lock` when somebody asks for it and by `LockedHint` when the desktop has done it; and of the
//! machine that it prepares for sleep.

use super::{Left, Watching};
use domain::Sink;
use std::collections::HashMap;
use std::sync::Arc;
use zbus::blocking::{Connection, MessageIterator, Proxy};
use zbus::message::Type;
use zbus::zvariant::{OwnedObjectPath, OwnedValue};
use zbus::{MatchRule, Message};

const SERVICE: &str = "org.freedesktop.login1";
const MANAGER_PATH: &str = "/org/freedesktop/login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";
const PROPERTIES: &str = "org.freedesktop.DBus.Properties";

/// Ends the connection, and with it the thread that listens.
struct Listening(Connection);

impl Drop for Listening {
    fn drop(&mut self) {
        // It ends with the process at the latest.
        let _ = self.0.clone().close();
    }
}

/// Tells what logind says on this bus.
pub(super) fn watch(bus: Connection, tell: Arc<dyn Sink<Left>>) -> zbus::Result<Watching> {
    let manager = Proxy::new(&bus, SERVICE, MANAGER_PATH, MANAGER)?;
    let session: OwnedObjectPath = manager.call("GetSessionByPID", &(std::process::id()))?;
    let signals = |interface: &'static str, member: &'static str| {
        let rule = MatchRule::builder().msg_type(Type::Signal);
        rule.interface(interface)?.member(member)
    };
    let rules = [
        signals(SESSION, "Lock")?.path(&session)?.build(),
        signals(PROPERTIES, "PropertiesChanged")?
            .path(&session)?
            .build(),
        signals(MANAGER, "PrepareForSleep")?
            .path(MANAGER_PATH)?
            .build(),
    ];
    let heard = MessageIterator::from(&bus);
    let dbus = zbus::blocking::fdo::DBusProxy::new(&bus)?;
    for rule in rules {
        dbus.add_match_rule(rule)?;
    }
    std::thread::Builder::new()
        .name("leaving".to_owned())
        .spawn(move || {
            for message in heard.map_while(Result::ok) {
                if let Some(left) = meaning(&message, session.as_str()) {
                    tell.put(left);
                }
            }
        })?;
    Ok(Watching::until_dropped(Listening(bus)))
}

/// Whether a message says that somebody leaves.
fn meaning(message: &Message, session: &str) -> Option<Left> {
    let header = message.header();
    if message.message_type() != Type::Signal {
        return None;
    }
    let ours = header.path()?.as_str() == session;
    match (header.interface()?.as_str(), header.member()?.as_str()) {
        (SESSION, "Lock") if ours => Some(Left::ScreenLocked),
        (PROPERTIES, "PropertiesChanged") if ours => {
            type Changed = (String, HashMap<String, OwnedValue>, Vec<String>);
            let (interface, changed, _): Changed = message.body().deserialize().ok()?;
            let hint = changed.get("LockedHint")?;
            let locked = bool::try_from(hint).is_ok_and(|locked| locked);
            (interface == SESSION && locked).then_some(Left::ScreenLocked)
        }
        // It says so again, with `false`, when it is over.
        (MANAGER, "PrepareForSleep") => {
            let before: bool = message.body().deserialize().ok()?;
            before.then_some(Left::GoingToSleep)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Left, MANAGER, MANAGER_PATH, PROPERTIES, SERVICE, SESSION, watch};
    use std::collections::HashMap;
    use std::io::{BufRead as _, BufReader};
    use std::process::{Child, Command, Stdio};
    use std::sync::Arc;
    use std::sync::mpsc::{Receiver, channel};
    use zbus::blocking::{Connection, connection};
    use zbus::zvariant::{ObjectPath, OwnedObjectPath, Value};

    const OURS: &str = "/org/freedesktop/login1/session/_37";
    const ANOTHERS: &str = "/org/freedesktop/login1/session/_38";

    /// A bus of the test's own.
    struct Bus(Child, String);

    impl Bus {
        /// Nothing where there is no such program.
        fn new() -> Option<Self> {
            let words = ["--session", "--nofork", "--nopidfile", "--print-address=1"];
            let mut command = Command::new("dbus-daemon");
            let child = command.args(words).stdout(Stdio::piped()).spawn();
            let Ok(mut child) = child else {
                eprintln!("SKIPPED: there is no dbus-daemon");
                return None;
            };
            let mut line = String::new();
            let out = child.stdout.as_mut().unwrap();
            BufReader::new(out).read_line(&mut line).unwrap();
            Some(Self(child, line.trim().to_owned()))
        }

        fn builder(&self) -> connection::Builder<'_> {
            connection::Builder::address(self.1.as_str()).unwrap()
        }
    }

    impl Drop for Bus {
        fn drop(&mut self) {
            // It may have ended by itself.
            let _ = self.0.kill();
            let _ = self.0.wait();
        }
    }

    /// A logind that knows one session, ours.
    struct Logind;

    #[zbus::interface(name = "org.freedesktop.login1.Manager")]
    impl Logind {
        #[expect(clippy::unused_self, reason = "the interface wants it")]
        #[zbus(name = "GetSessionByPID")]
        fn session_by_pid(&self, pid: u32) -> zbus::fdo::Result<OwnedObjectPath> {
            if pid == std::process::id() {
                let path = ObjectPath::try_from(OURS).expect("a path");
                return Ok(path.into());
            }
            Err(zbus::fdo::Error::Failed("no session".to_owned()))
        }
    }

    fn logind(bus: &Bus) -> Connection {
        let builder = bus.builder().name(SERVICE).unwrap();
        let builder = builder.serve_at(MANAGER_PATH, Logind).unwrap();
        builder.build().unwrap()
    }

    fn hint(
        locked: bool,
    ) -> (
        &'static str,
        HashMap<&'static str, Value<'static>>,
        Vec<&'static str>,
    ) {
        let changed = HashMap::from([("LockedHint", Value::from(locked))]);
        (SESSION, changed, Vec::new())
    }

    fn watched(bus: &Bus) -> (super::Watching, Receiver<Left>) {
        let (tell, told) = channel();
        let tell = std::sync::Mutex::new(tell);
        let sink = move |left: Left| {
            // A test that has ended hears no more.
            let _ = tell.lock().unwrap().send(left);
        };
        let watching = watch(bus.builder().build().unwrap(), Arc::new(sink));
        (watching.unwrap(), told)
    }

    #[test]
    fn a_locked_screen_and_a_machine_that_goes_to_sleep_are_told_and_nothing_else() {
        let Some(bus) = Bus::new() else { return };
        let logind = logind(&bus);
        let (watching, told) = watched(&bus);
        let none: Option<&str> = None;
        let emit = |path: &str, interface: &str, name: &str| {
            logind
                .emit_signal(none, path, interface, name, &())
                .unwrap();
        };
        let changed = |path: &str, locked: bool| {
            let body = hint(locked);
            let sent = logind.emit_signal(none, path, PROPERTIES, "PropertiesChanged", &body);
            sent.unwrap();
        };
        let sleeps = |before: bool| {
            let sent = logind.emit_signal(none, MANAGER_PATH, MANAGER, "PrepareForSleep", &before);
            sent.unwrap();
        };
        // What comes between the three that count must not be told: they are all that is heard.
        emit(ANOTHERS, SESSION, "Lock");
        emit(OURS, SESSION, "Unlock");
        changed(ANOTHERS, true);
        changed(OURS, false);
        emit(OURS, SESSION, "Lock");
        sleeps(false);
        sleeps(true);
        changed(OURS, true);
        let heard: Vec<Left> = (0..3).map(|_| told.recv().unwrap()).collect();
        let expected = [Left::ScreenLocked, Left::GoingToSleep, Left::ScreenLocked];
        assert_eq!(heard, expected);

        drop(watching);
        // The thread that tells has ended, and the sender with it.
        assert!(told.recv().is_err());
    }

    #[test]
    fn without_logind_there_is_nothing_to_hear() {
        let Some(bus) = Bus::new() else { return };
        let watching = watch(bus.builder().build().unwrap(), Arc::new(|_: Left| {}));
        assert!(watching.is_err());
    }
}
