//! Internet mail: header fields, addresses, dates, parts, and mailboxes (RFC 5322, RFC 2045 to 2047, RFC 2231, RFC 4155).
//!
//! The walk is our own: every field, address and part keeps its exact place, and a part costs three ranges, whatever its header holds. A
//! tree that a crate builds holds every header of every part (40 times the size of a mail that is nothing but short fields).

pub mod addresses;
pub mod charset;
pub mod dates;
pub mod encoded_words;
pub mod fields;
pub mod hidden_times;
pub mod line_ends;
pub mod mailbox;
pub mod markup;
pub mod parameters;
pub mod parts;
pub mod received;
pub mod thread_index;
pub mod tokens;
pub mod transfer;
