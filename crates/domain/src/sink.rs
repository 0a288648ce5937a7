//! Where long work reports what it is doing.

/// Takes items as they come: a channel in the shell, a vector in a test.
pub trait Sink<T>: Send + Sync {
    /// Takes one item. Never blocks and never fails; a sink that is gone drops the item.
    fn put(&self, item: T);
}

/// A sink for callers that do not listen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Ignore;

impl<T> Sink<T> for Ignore {
    fn put(&self, _item: T) {}
}

impl<T, F: Fn(T) + Send + Sync> Sink<T> for F {
    fn put(&self, item: T) {
        self(item);
    }
}
