//! The tables of a Word document (MS-DOC): its information block, its pieces of text, its stories, its lists of strings.

pub mod characters;
pub mod fib;
pub mod lists;
pub mod older;
pub mod pieces;
pub mod stories;
