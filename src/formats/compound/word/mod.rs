//! The tables of a Word document (MS-DOC): its information block, its pieces of text, its lists of strings.

pub mod fib;
pub mod lists;
pub mod pieces;
