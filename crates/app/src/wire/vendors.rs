//! What the interface knows of vendors.

use serde::{Deserialize, Serialize};
use specta::Type;

/// A kind of system: a name, a mark, and which sign-in forms to draw.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct VendorView {
    /// Its id.
    pub id: String,
    /// Who makes it.
    pub maker: String,
    /// What it is called beside the maker.
    pub product: String,
    /// Two letters and a hue.
    pub mark: MarkView,
    /// What the address field asks for.
    pub ask: String,
    /// The ways of signing in, the usual one first.
    pub methods: Vec<MethodView>,
}

/// Two letters and a hue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MarkView {
    /// Two letters.
    pub letters: String,
    /// A token of the interface.
    pub hue: Hue,
}

/// The closed list of hues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[expect(missing_docs, reason = "colours")]
pub enum Hue {
    Petrol,
    Moss,
    Raspberry,
    Copper,
    Plum,
    Slate,
    Indigo,
    Bottle,
    Brick,
}

/// One way of signing in.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct MethodView {
    /// Its id.
    pub id: String,
    /// What the person sees.
    pub label: String,
    /// When to choose it, and where its values are found.
    pub hint: Option<String>,
    /// What the person gives.
    pub fields: Vec<FieldView>,
    /// Further addresses it needs.
    pub addresses: Vec<AddressAsk>,
    /// How the vendor counts sessions and tokens.
    pub note: Option<String>,
}

/// One value a person gives.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FieldView {
    /// Its id.
    pub id: String,
    /// As the vendor's own page calls it.
    pub label: String,
    /// Whether it goes to the vault.
    pub secret: bool,
    /// Whether it may be left empty.
    pub optional: bool,
    /// A sentence below the field.
    pub hint: Option<String>,
}

/// A further address.
#[derive(Debug, Clone, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct AddressAsk {
    /// Its id.
    pub id: String,
    /// What the form asks for.
    pub ask: String,
    /// May be left empty.
    pub optional: bool,
    /// Whether the vendor may know it when the tenant's address is known: `tenant_find_address`.
    pub find: bool,
}

/// What an operation does to the world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// Looks.
    Reads,
    /// Hands out something that was secret.
    Discloses,
    /// Alters something that can be set back.
    Changes,
    /// Alters something that cannot simply be set back.
    Removes,
}
