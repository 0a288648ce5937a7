//! Where everything meets: the use cases, the list of commands, and the types that cross to the
//! interface.

mod commands;

pub mod bindings;
pub mod wire;
