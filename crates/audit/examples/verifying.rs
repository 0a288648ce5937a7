//! How long 10,000 entries take to be verified: `cargo run --release -p audit --features testing
//! --example verifying`.

use audit::{About, Book, Entry, Folder, Key, Kind};
use domain::{Environment, SystemClock, TenantId};
use std::io::Write as _;
use std::sync::Arc;
use std::time::Instant;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::temp_dir().join(format!("keydesk-audit-{}", std::process::id()));
    let files = audit::testing::InMemory::default();
    let storage = Arc::new(files);
    let book = Book::new(
        Arc::clone(&storage) as _,
        Arc::new(SystemClock),
        "ada".into(),
    );
    let key = || Key::from_bytes(&[7; 32]).ok_or("a key has 32 bytes");
    book.open_with(key()?, None)?;
    for number in 0..10_000 {
        book.write(Entry {
            tenant: Some(About {
                id: TenantId::from("fir"),
                name: "Fir".into(),
                environment: Environment::Production,
            }),
            target: Some(format!("account-{number}")),
            operation: Some("DELETE /accounts/{id}".into()),
            ticket: Some("INC0012345".into()),
            reason: Some("The person has left, and the account is not needed".into()),
            seal: Some("0".repeat(64)),
            ..Entry::of(Kind::ChangeIntended)
        })?;
    }
    let head = book.head();
    // From the disk, as a program that has just started reads it.
    let disk = Arc::new(Folder::at(&folder));
    for (file, bytes) in storage.all() {
        audit::Storage::append(disk.as_ref(), file, &bytes)?;
    }
    let book = Book::new(disk, Arc::new(SystemClock), "ada".into());
    book.open_with(key()?, head)?;
    let started = Instant::now();
    let verdict = book.verify()?;
    let took = started.elapsed();
    std::fs::remove_dir_all(folder)?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{:?} of {} in {took:?}",
        verdict.finding, verdict.entries
    )?;
    Ok(())
}
