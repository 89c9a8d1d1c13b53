//! What a page draws: its words with their places, whether they can be seen, and its picture.

pub mod effort;
mod glyph_names;
pub mod pictures;
pub mod text;
pub mod visibility;
