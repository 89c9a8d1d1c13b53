//! Archives of files, streams of compressed bytes and images of discs: their syntax.

pub mod cabinet;
pub mod gzip;
pub mod iso9660;
pub mod position;
pub mod rar;
pub mod seven_zip;
pub mod tar;
pub mod zstandard;
