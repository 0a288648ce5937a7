//! The program started twice, on a display and a message bus of the test's own. Linux only: what
//! the other systems do instead is not run here.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up has failed"
)]

use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::time::Duration;
use tempfile::TempDir;
use zbus::blocking::{Connection, connection, fdo::DBusProxy};
use zbus::names::BusName;

/// What the first start is known by on the bus.
const NAME: &str = "app.keydesk.desktop.SingleInstance";

/// No start takes so long; it only ends a test that would hang.
const LONGEST: Duration = Duration::from_secs(60);

/// A program that ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A display, a bus and folders nobody else uses.
struct Place {
    folder: TempDir,
    display: String,
    bus: String,
    _programs: [Running; 2],
}

impl Place {
    /// Nothing where the programs it takes are not installed.
    fn new() -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["config", "data", "runtime"] {
            let path = folder.path().join(name);
            std::fs::create_dir(&path).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o700)).unwrap();
        }
        let screen = "-displayfd 1 -screen 0 1280x1024x24 -nolisten tcp -noreset";
        let bus = "--session --nofork --nopidfile --print-address=1";
        let (screen, display) = started("Xvfb", screen)?;
        let (bus_program, bus) = started("dbus-daemon", bus)?;
        Some(Self {
            folder,
            display: format!(":{display}"),
            bus,
            _programs: [screen, bus_program],
        })
    }

    fn bus(&self) -> Connection {
        let address = self.bus.as_str();
        connection::Builder::address(address)
            .unwrap()
            .build()
            .unwrap()
    }

    fn start(&self, words: &[&Path]) -> Running {
        let at = |name: &str| self.folder.path().join(name);
        let mut command = Command::new(env!("CARGO_BIN_EXE_keydesk"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", at("config"))
            .env("XDG_DATA_HOME", at("data"))
            .env("XDG_RUNTIME_DIR", at("runtime"))
            .env("DISPLAY", &self.display)
            .env("DBUS_SESSION_BUS_ADDRESS", &self.bus)
            .env("GDK_BACKEND", "x11")
            .env("NO_AT_BRIDGE", "1")
            .env_remove("WAYLAND_DISPLAY")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        Running(command.spawn().unwrap())
    }
}

/// A program that says one line when it is ready, and that line.
fn started(program: &str, words: &str) -> Option<(Running, String)> {
    let child = Command::new(program)
        .args(words.split(' '))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(child) = child else {
        eprintln!("SKIPPED: there is no {program}");
        return None;
    };
    let mut running = Running(child);
    let mut line = String::new();
    let out = running.0.stdout.as_mut().unwrap();
    BufReader::new(out).read_line(&mut line).unwrap();
    Some((running, line.trim().to_owned()))
}

/// Waits until the name has an owner, and gives it.
fn owner(bus: &DBusProxy<'_>) -> String {
    let mut changes = bus.receive_name_owner_changed().unwrap();
    let name = BusName::try_from(NAME).unwrap();
    // Subscribed to before it is asked, so that nothing falls in between.
    if let Ok(owner) = bus.get_name_owner(name) {
        return owner.to_string();
    }
    let owned = changes.find_map(|change| {
        let change = change.args().unwrap();
        let owner = change.new_owner.as_ref()?.to_string();
        (change.name == NAME).then_some(owner)
    });
    owned.unwrap()
}

/// How a program ended, or a failed test.
fn ended(mut running: Running) -> ExitStatus {
    let id = running.0.id();
    let (tell, told) = std::sync::mpsc::channel();
    let waiting = std::thread::spawn(move || {
        // Nobody hears it any more when it took too long.
        let _ = tell.send(running.0.wait());
    });
    let status = told.recv_timeout(LONGEST);
    let status = status.unwrap_or_else(|_| panic!("{id} does not end"));
    waiting.join().unwrap();
    status.unwrap()
}

#[test]
fn a_second_start_hands_over_and_leaves_and_a_killed_first_one_is_in_nobodys_way() {
    // S9: two instances
    let Some(place) = Place::new() else { return };
    let connection = place.bus();
    let bus = DBusProxy::new(&connection).unwrap();
    let document = place.folder.path().join("api.json");
    std::fs::write(&document, r#"{"openapi": "3.1.0", "paths": {}}"#).unwrap();

    let mut first = place.start(&[]);
    let owns = owner(&bus);
    for _ in 0..2 {
        let status = ended(place.start(&[&document]));
        assert!(status.success(), "{status}");
        assert_eq!(owner(&bus), owns, "the first one stays");
        assert!(first.0.try_wait().unwrap().is_none());
    }

    // Killed, it leaves nothing behind that would keep the next one out.
    drop(first);
    let mut next = place.start(&[]);
    assert_ne!(owner(&bus), owns);
    assert!(next.0.try_wait().unwrap().is_none());
}
