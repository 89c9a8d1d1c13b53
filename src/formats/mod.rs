//! The syntax of file formats: bytes to parts, tokens and tables.
//!
//! Nothing here knows what evidence is: what a value means, and whether it is worth reporting, is the business of
//! [`readers`](crate::readers). So each part can be tested against another implementation of the same specification. Whatever is read is counted
//! in the [`Purse`](budget::Purse) of the file.

pub mod archives;
pub mod budget;
pub mod code_page;
pub mod colour;
pub mod compound;
pub mod content_credentials;
pub mod dkim;
pub mod iso_media;
pub mod jbig2;
pub mod jpeg;
pub mod jpeg_tables;
pub mod likely;
pub mod little_endian;
pub mod locks;
pub mod machine_time;
pub mod mail;
pub mod multi_picture;
pub mod outlook;
pub mod page_heading;
pub mod pdf;
pub mod picture_fields;
pub mod plain_text;
pub mod printer_dots;
pub mod recognition;
pub mod remains;
pub mod rtf;
pub mod signed;
pub mod tiff;
pub mod xlsb;
pub mod xml;
pub mod zip;
