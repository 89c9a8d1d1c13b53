//! RTF 1.9.1: control words, groups, the marks of runs, and the text.

pub mod groups;
pub mod marks;
pub mod syntax;
pub mod text;
