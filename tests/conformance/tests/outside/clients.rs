//! Clients of others, unmodified, sign in to our simulated tenants and list something.
