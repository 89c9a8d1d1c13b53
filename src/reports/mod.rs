//! A case to text. Reports see the model only, and compute nothing.

pub mod escape;
pub mod html;
pub mod json;
pub mod precheck;
pub mod premis;
pub mod public;
pub mod revisions;
pub mod sarif;
pub mod schema;
pub mod standing;
pub mod survey;
pub mod table;
pub mod terminal;
