//! Outlook's forms of mail: messages as lists of properties of MAPI ([MS-OXCDATA], [MS-OXPROPS]), in `.msg` ([MS-OXMSG]), in TNEF
//! ([MS-OXTNEF], `winmail.dat`) and in mailboxes ([MS-PST]).

pub mod conversation;
pub mod msg;
pub mod named;
pub mod properties;
pub mod pst;
pub mod rich_text;
pub mod tnef;
