//! RTF 1.9.1: control words, groups, and the marks of runs.

pub mod groups;
pub mod marks;
pub mod syntax;
