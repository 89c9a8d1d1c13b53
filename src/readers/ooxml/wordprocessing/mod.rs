//! Parts of WordprocessingML (ECMA-376, part 1, 17; MS-DOCX).

pub mod body;
pub mod people;
pub mod settings;
pub mod styles;
