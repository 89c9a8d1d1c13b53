//! RTF 1.9.1: control words, groups, the marks of runs, and the text.

mod destinations;
pub mod groups;
mod look;
pub mod marks;
pub mod syntax;
pub mod text;
