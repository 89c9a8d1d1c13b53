//! A case to text. Reports see the model only, and compute nothing.

pub mod escape;
pub mod json;
pub mod revisions;
pub mod schema;
pub mod terminal;
