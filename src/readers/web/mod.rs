//! Pages of the web: what a page in HTML says of its making, and its words.

pub mod page;
