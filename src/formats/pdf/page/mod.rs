//! What a page draws: its words with their places, whether they can be seen, and its picture.

pub mod effort;
pub mod gaps;
mod glyph_names;
mod glyph_programs;
mod letters;
mod look_alikes;
mod paint;
pub mod pictures;
pub mod said;
pub mod seen;
pub mod shapes;
mod strokes;
pub mod text;
pub mod visibility;
