//! Parts of SpreadsheetML (ECMA-376, part 1, 18; MS-XLSX).

pub mod binary;
pub mod caches;
pub mod comments;
pub mod sheet;
pub mod workbook;
