//! Starts the simulated tenants alone, for outside clients: one JSON line each, then serves until
//! it is stopped.
//!
//! `[--plain-http] [--port-base N] [--ca-file PATH]`

use app::{Demo, DemoTenant};
use serde_json::{Map, Value, json};
use simulator::{Options, Tls};
use std::io::Write as _;
use std::path::PathBuf;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut options = Options::default();
    let mut ca_file = std::env::temp_dir().join(format!("keydesk-demo-{}.pem", std::process::id()));
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--plain-http" => options.tls = Tls::Plain,
            "--port-base" => options.port = arguments.next().unwrap_or_default().parse()?,
            "--ca-file" => ca_file = PathBuf::from(arguments.next().unwrap_or_default()),
            other => return Err(format!("not understood: {other}").into()),
        }
    }
    let demo = Demo::start(options).await?;
    let mut out = std::io::stdout().lock();
    // One authority signs for all five, and is there before anybody reads of it.
    let shared = demo
        .tenants()
        .find_map(|tenant| tenant.server.ca_pem().map(str::to_owned));
    if let Some(pem) = &shared {
        std::fs::write(&ca_file, pem)?;
    }
    let path = shared.as_ref().map(|_| &ca_file);
    for tenant in demo.tenants() {
        writeln!(out, "{}", line(&tenant, path))?;
    }
    out.flush()?;
    drop(out);
    tokio::signal::ctrl_c().await?;
    Ok(())
}

fn line(tenant: &DemoTenant<'_>, ca_file: Option<&PathBuf>) -> Value {
    let mut credentials = tenant.credentials.iter();
    let flat = credentials
        .next()
        .map(|first| json!(first.values))
        .unwrap_or_default();
    let others: Vec<Value> = credentials
        .map(|other| {
            let mut flat: Map<String, Value> = Map::new();
            flat.insert("label".into(), json!(other.label));
            flat.insert("method".into(), json!(other.method));
            flat.insert("may".into(), json!(other.may));
            flat.extend(
                other
                    .values
                    .iter()
                    .map(|(name, value)| (name.clone(), json!(value))),
            );
            Value::Object(flat)
        })
        .collect();
    let mut line = json!({
        "vendor": tenant.vendor,
        "origin": tenant.server.origin(),
        "ca_file": ca_file,
        "credentials": flat,
        "other_credentials": others,
        "control": tenant.server.control_origin(),
    });
    if !tenant.server.addresses().is_empty() {
        line["addresses"] = json!(tenant.server.addresses());
    }
    line
}
