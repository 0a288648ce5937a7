//! One operation, put together when it is looked at.

use crate::document::Spot;
use crate::media::Reading;
use crate::server::{first_path, listed};
use crate::{Answer, Body, Document, Format, Node, Parameter, Pointer, Server, parameter};
use domain::OperationKey;

/// Who may call. Saying nothing and saying "no one in particular" are different answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security<'d> {
    /// The operation says nothing; what the document says for all, if anything.
    Inherited(Option<Node<'d>>),
    /// The operation's own list of alternatives.
    Own(Node<'d>),
    /// The operation says that nobody needs to sign in.
    Open,
}

/// One method on one path.
#[derive(Debug)]
pub struct Operation<'d> {
    /// Method and path.
    pub key: OperationKey,
    /// The document's own name for it.
    pub id: Option<&'d str>,
    /// One line.
    pub summary: Option<&'d str>,
    /// The document's words, CommonMark.
    pub description: Option<&'d str>,
    /// The groups it is in.
    pub tags: Vec<&'d str>,
    /// Whether it is on its way out.
    pub deprecated: bool,
    /// What goes into path, query, headers and cookies; those of the path included.
    pub parameters: Vec<Parameter>,
    /// What goes into the body.
    pub body: Option<Body>,
    /// What comes back.
    pub answers: Vec<Answer>,
    /// Who may call.
    pub security: Security<'d>,
    /// Servers named for this operation or its path alone; usually none.
    pub servers: Vec<Server>,
    /// The path its own path hangs below: of its own servers, else of the document's.
    pub prefix: String,
    /// Where it stands.
    pub pointer: Pointer,
    /// The operation object itself.
    pub node: Node<'d>,
}

impl Document {
    /// One operation, by method and path as the document writes them.
    pub fn operation(&self, key: &OperationKey) -> Option<Operation<'_>> {
        Some(self.put_together(key, self.spot(key)?))
    }

    /// One of [`Document::webhooks`]. It has no address; the caller is the one that is called.
    pub fn webhook(&self, key: &OperationKey) -> Option<Operation<'_>> {
        Some(self.put_together(key, self.hook_spot(key)?))
    }

    fn put_together<'d>(&'d self, key: &OperationKey, spot: &'d Spot) -> Operation<'d> {
        let item = self.node(spot.item);
        let node = self.node(spot.node);
        let pointer = &spot.pointer;
        let item_pointer = &spot.item_pointer;
        let parameters = parameter::merged(
            self,
            [
                (item.get("parameters"), item_pointer.then("parameters")),
                (node.get("parameters"), pointer.then("parameters")),
            ],
        );
        let reading = Reading {
            document: self,
            operation: node,
            pointer,
        };
        let servers = self.own_servers(item, node);
        let security = match node.get("security") {
            None => Security::Inherited(self.root().get("security")),
            Some(own) if own.is_empty() => Security::Open,
            Some(own) => Security::Own(own),
        };
        Operation {
            key: key.clone(),
            id: node.text("operationId"),
            summary: node.text("summary").or_else(|| item.text("summary")),
            description: node
                .text("description")
                .or_else(|| item.text("description")),
            tags: node
                .get("tags")
                .into_iter()
                .flat_map(Node::items)
                .filter_map(Node::as_str)
                .collect(),
            deprecated: node.flag("deprecated"),
            parameters: parameters
                .iter()
                .filter_map(|(node, at)| Parameter::read(self, *node, at))
                .collect(),
            body: reading.body(&parameters),
            answers: reading.answers(),
            security,
            prefix: first_path(&servers).unwrap_or_else(|| self.prefix()),
            servers,
            pointer: pointer.clone(),
            node,
        }
    }

    /// The path an operation's path hangs below: of its own servers, else of the document's. As
    /// [`Operation::prefix`], without putting the whole operation together.
    pub fn prefix_of(&self, key: &OperationKey) -> String {
        let own = self.spot(key).and_then(|spot| {
            first_path(&self.own_servers(self.node(spot.item), self.node(spot.node)))
        });
        own.unwrap_or_else(|| self.prefix())
    }

    /// The servers named for an operation or its path alone.
    fn own_servers(&self, item: Node<'_>, node: Node<'_>) -> Vec<Server> {
        [node, item]
            .into_iter()
            .filter(|_| self.about().format != Format::Swagger2)
            .find_map(|holder| holder.get("servers"))
            .map(listed)
            .unwrap_or_default()
    }
}
