//! The stream of an Excel workbook (MS-XLS): records, strings, heads of pages.

pub mod cell_formats;
pub mod page_heads;
pub mod records;
pub mod strings;
