//! Pages of the web and books that are made of them: what they say of their making, and their words.

pub mod book;
pub mod page;
mod passages;
