//! What a SCIM server says about itself (RFC 7643, sections 5 to 7).

use super::scim::{ROLE, USER};
use serde_json::{Value, json};

pub(super) fn provider(base: &str) -> Value {
    json!({
        "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"],
        "patch": { "supported": true }, "bulk": { "supported": false, "maxOperations": 0, "maxPayloadSize": 0 },
        "filter": { "supported": true, "maxResults": 200 }, "changePassword": { "supported": false },
        "sort": { "supported": false }, "etag": { "supported": false },
        "authenticationSchemes": [{ "type": "oauthbearertoken", "name": "OAuth bearer token",
            "description": "A token from the OAuth endpoint", "primary": true }],
        "meta": { "resourceType": "ServiceProviderConfig", "location": format!("{base}/ServiceProviderConfig") },
    })
}

pub(super) fn resource_types(base: &str) -> Vec<Value> {
    [("User", "/Users", USER), ("Role", "/Roles", ROLE)]
        .map(|(name, endpoint, schema)| {
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:ResourceType"], "id": name,
                "name": name, "endpoint": endpoint, "schema": schema, "description": format!("{name}s of the console"),
                "meta": { "resourceType": "ResourceType", "location": format!("{base}/ResourceTypes/{name}") },
            })
        })
        .into()
}

pub(super) fn schemas(base: &str) -> Vec<Value> {
    let plain = |name: &str, kind: &str| attribute(name, kind, false);
    let value = |name: &str| {
        let mut list = attribute(name, "complex", true);
        list["subAttributes"] = json!([
            plain("value", "string"),
            plain("display", "string"),
            plain("type", "string"),
            plain("primary", "boolean")
        ]);
        list
    };
    let mut login = plain("userName", "string");
    login["required"] = json!(true);
    login["uniqueness"] = json!("server");
    let mut name = plain("name", "complex");
    name["subAttributes"] = json!([plain("givenName", "string"), plain("familyName", "string")]);
    let user = json!([
        login,
        name,
        plain("displayName", "string"),
        plain("locale", "string"),
        plain("timezone", "string"),
        plain("active", "boolean"),
        value("emails"),
        plain("nickName", "string"),
        plain("title", "string"),
        value("roles"),
        value("groups"),
        value("entitlements"),
    ]);
    let role = json!([plain("name", "string"), plain("displayName", "string")]);
    [("User", USER, user), ("Role", ROLE, role)]
        .map(|(name, id, attributes)| {
            json!({
                "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"], "id": id, "name": name,
                "description": format!("A {name} of the console"), "attributes": attributes,
                "meta": { "resourceType": "Schema", "location": format!("{base}/Schemas/{id}") },
            })
        })
        .into()
}

fn attribute(name: &str, kind: &str, many: bool) -> Value {
    json!({
        "name": name, "type": kind, "multiValued": many, "description": name, "required": false,
        "caseExact": false, "mutability": "readWrite", "returned": "default", "uniqueness": "none",
    })
}
