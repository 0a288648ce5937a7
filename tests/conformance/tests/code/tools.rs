//! Commands of tools made for a vendor: of operations it has, and quoted for their shells.

use crate::{cases, found, read_by};
use domain::{OperationKey, Place};
use explorer::code::{Called, Syntax, Tools};
use explorer::{Draft, In, Slot};
use std::process::Command;

#[test]
fn every_command_of_a_tool_is_of_an_operation_the_vendor_has_and_says_where_it_was_read() {
    let mut commands = 0;
    for vendor in vendors::all() {
        let name = vendor.folder().name;
        let tools = Tools::parse(vendor.folder().code)
            .unwrap_or_else(|why| panic!("{name}/code.toml: {why}"));
        for tool in &tools.tools {
            for command in &tool.commands {
                let key = OperationKey::parse(&command.operation).unwrap();
                let known = vendor.catalogue().find(&key);
                assert!(known.is_some(), "{name}: {}", command.operation);
                assert!(
                    command.source.contains(['.', '/']),
                    "{name}: {}",
                    command.source
                );
                commands += 1;
            }
        }
    }
    assert!(commands > 100, "{commands}");
}

/// Commands in the shells' own grammars, with values that need care.
#[test]
fn commands_of_tools_are_quoted_for_their_shell() {
    for vendor in vendors::all() {
        let tools = Tools::parse(vendor.folder().code).unwrap();
        for tool in &tools.tools {
            for command in &tool.commands {
                let key = OperationKey::parse(&command.operation).unwrap();
                let mut draft = Draft::new(key.clone());
                for hole in key.path.split(['{', '}']).skip(1).step_by(2) {
                    let value = format!("{} {}", cases::NASTY, tool.label);
                    draft.values.insert(Slot::new(In::Path, hole), value);
                }
                let mut body = serde_json::Map::new();
                for hole in command.run.split(['{', '}']).skip(1).step_by(2) {
                    if let Some(name) = hole.strip_prefix("query.") {
                        let slot = Slot::new(In::Query, name);
                        draft.values.insert(slot, cases::NASTY.to_owned());
                    } else if let Some((name, _)) = hole
                        .strip_prefix("body.")
                        .map(|path| path.split_once('.').unwrap_or((path, "")))
                    {
                        body.insert(name.to_owned(), cases::NASTY.into());
                    }
                }
                draft.body = Some(serde_json::Value::from(body).to_string());
                let called = Called {
                    key: &key,
                    draft: &draft,
                    place: &Place::parse("https://fir.example").unwrap(),
                    tenant: "Fir",
                };
                let codes = tools.commands(called);
                let code = codes.iter().find(|code| code.language == tool.id);
                let code = code.unwrap_or_else(|| panic!("{}", command.run));
                match code.syntax {
                    Syntax::Bash => {
                        let Some(bash) = found("bash") else { continue };
                        let mut check = Command::new(bash);
                        check.args(["-n", "-c", &code.text]);
                        assert!(check.status().unwrap().success(), "{}", code.text);
                    }
                    Syntax::PowerShell => {
                        read_by(&tree_sitter_powershell::LANGUAGE.into(), &code.text);
                    }
                    Syntax::Python | Syntax::JavaScript | Syntax::CSharp => {}
                }
            }
        }
    }
}
