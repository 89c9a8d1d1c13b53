//! What the properties of documents are called: the keys that readers give them and checks ask for, and words for those who read a report.

pub mod concealments;
pub mod extensions;
pub mod family;
pub mod keys;
pub mod label;

pub use family::Family;
