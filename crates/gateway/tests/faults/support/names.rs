//! Who has which address, and which proxy the house has, as a test wants it.

use gateway::{Later, Names, SystemProxies};
use hyper_util::client::proxy::matcher::Matcher;
use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::{Arc, Mutex};

/// Names and their addresses. A name that is not in it does not exist.
#[derive(Clone, Default)]
pub struct Book(Arc<Mutex<HashMap<String, Page>>>);

#[derive(Clone)]
enum Page {
    At(Vec<IpAddr>),
    Silent,
}

impl Book {
    /// A name at addresses, from now on.
    pub fn at(self, name: &str, addresses: &[&str]) -> Self {
        self.moves(name, addresses);
        self
    }

    /// Nobody answers when asked for this name.
    pub fn silent(self, name: &str) -> Self {
        self.0.lock().unwrap().insert(name.to_owned(), Page::Silent);
        self
    }

    pub fn moves(&self, name: &str, addresses: &[&str]) {
        let addresses = addresses.iter().map(|ip| ip.parse().unwrap()).collect();
        let mut book = self.0.lock().unwrap();
        book.insert(name.to_owned(), Page::At(addresses));
    }
}

impl Names for Book {
    fn look_up(&self, host: String) -> Later<'static, io::Result<Vec<SocketAddr>>> {
        let numeric = host.parse().ok().map(|ip: IpAddr| Page::At(vec![ip]));
        let page = numeric.or_else(|| self.0.lock().unwrap().get(&host).cloned());
        Box::pin(async move {
            match page {
                Some(Page::At(ips)) => Ok(ips.into_iter().map(|ip| (ip, 0).into()).collect()),
                Some(Page::Silent) => std::future::pending().await,
                None => Err(io::ErrorKind::NotFound.into()),
            }
        })
    }
}

/// The proxy settings of the system.
#[derive(Default)]
pub struct House {
    pub all: String,
    pub except: String,
}

impl SystemProxies for House {
    fn read(&self) -> Matcher {
        let builder = Matcher::builder().all(self.all.clone());
        builder.no(self.except.clone()).build()
    }
}
