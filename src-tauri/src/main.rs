//! Keydesk: several privileged-access products on one desk.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    desktop::run(std::env::args_os().skip(1))
}
