//! Reading in worker processes that a hostile file cannot leave: `valla worker`.
//!
//! A worker is this same program, started once and fed one file after another over its standard input. It gives up, before
//! it reads a byte, what a reader does not need: files, network, other processes, more memory than its limit. A crash, a
//! hang or a bomb costs the one file; the pool starts another worker, tries the file once more alone, and then writes down
//! what happened. A reading is the same bytes with and without containment.
//!
//! # The protocol, version 2
//!
//! Lines of JSON, UTF-8, each ended by a newline. The first line of either side:
//!
//! ```text
//! > {"protocol":2,"passwords":[],"budget":{...},"cpu_seconds":60}
//! < {"protocol":2,"valla":"0.1.0","containment":["...", ...]}
//! ```
//!
//! `budget`, `passwords`, `trust` (certificates in base64) and `dkim_keys` (a file of keys as text) may be left out. A worker that has passwords should read only files
//! that are locked: whoever takes it over has them too. A request may say `"cpu_seconds":N`, which goes before that of the opening, and
//! `"reduced":true` for a reading without words of pages, pictures and second opinions. No answer is longer than 64 MiB. Then one request at a time, and one answer to each, in order:
//!
//! ```text
//! > {"id":"1","name":"order.pdf","length":4711}       then 4,711 bytes, nothing between
//! < {"id":"1","size":4711,"sha256":"...","extraction":{...}}
//! > {"id":"2","path":"/evidence/large.pdf","sha256":"..."}
//! < {"id":"2","size":...,"sha256":"...","extraction":{...}}
//! < {"id":"3","error":{"code":"unreadable","message":"no permission to read it"}}
//! ```
//!
//! The members of a container (an archive, a mailbox) come before the answer, a line each, as they are read; so no answer grows with the
//! number of members, and what was read before a worker dies is kept. `opens` says that the member of that name is a container itself: its
//! members come next, and `closes` has its own reading. The answer says how many members went before: who counted others lost some.
//!
//! ```text
//! > {"id":"5","path":"/evidence/mails.7z"}
//! < {"id":"5","part":"begins"}
//! < {"id":"5","part":{"member":{"name":"order.docx","size":...,"sha256":"...","extraction":{...}}}}
//! < {"id":"5","part":{"opens":{"text":"inbox.mbox"}}}
//! < {"id":"5","part":{"member":{"name":"message 1",...}}}
//! < {"id":"5","part":{"closes":{"name":"inbox.mbox",...}}}
//! < {"id":"5","size":...,"sha256":"...","parts":3,"extraction":{...}}
//! ```
//!
//! Each member has the processor time of a request anew. `"passed_over":[17]` leaves out the member with that number (from 0, in the order
//! of `member` and `closes`) at which an earlier worker died: its row says so.
//!
//! The bytes form takes up to 64 MiB. The path form opens the path itself, below a folder named with `--root`; with
//! `sha256` the worker compares what it read, and a difference is the error `changed-while-read`. `path_bytes` holds the path
//! in hexadecimal where it is no UTF-8. `extraction` is what the record of an exhibit holds from `format` to `evidence`
//! (`valla schema --exhibit`). `{"id":"4","probe":true}` asks what the worker can still do, and answers with `probe`.
//!
//! The worker ends with status 0 at the end of its input, however bad the files were; with status 4 when its input breaks
//! off in the middle of a request. Whoever drives it should start another one when it dies, as the pool does.

mod confine;
mod pool;
mod probe;
pub mod protocol;
mod worker;

pub use crate::pipeline::Limits;
pub use confine::Confinement;
pub use pool::Pool;
pub use worker::serve;
