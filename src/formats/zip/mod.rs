//! ZIP archives (APPNOTE.TXT 6.3.10): their directory, their members, and what is packed in them.

pub mod directory;
pub mod image;
pub mod inflate;
pub mod on_disk;
