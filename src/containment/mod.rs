//! Reading in worker processes that a hostile file cannot leave: `valla worker`.
//!
//! A worker is this same program, started once and fed one file after another over its standard input. It gives up, before
//! it reads a byte, what a reader does not need: files, network, other processes, more memory than its limit. A crash, a
//! hang or a bomb costs the one file; the pool starts another worker, tries the file once more alone, and then writes down
//! what happened. A reading is the same bytes with and without containment.
//!
//! # The protocol, version 1
//!
//! Lines of JSON, UTF-8, each ended by a newline. The first line of either side:
//!
//! ```text
//! > {"protocol":1,"passwords":[],"budget":{...},"cpu_seconds":60}
//! < {"protocol":1,"valla":"0.1.0","containment":["...", ...]}
//! ```
//!
//! `budget`, `passwords` and `trust` (certificates in base64) may be left out. A worker that has passwords should read only files
//! that are locked: whoever takes it over has them too. A request may say `"cpu_seconds":N`, which goes before that of the opening, and
//! `"reduced":true` for a reading without words of pages, pictures and second opinions. No answer is longer than 64 MiB. Then one request at a time, and exactly one answer to each, in order:
//!
//! ```text
//! > {"id":"1","name":"order.pdf","length":4711}       then 4,711 bytes, nothing between
//! < {"id":"1","size":4711,"sha256":"...","extraction":{...}}
//! > {"id":"2","path":"/evidence/large.pdf","sha256":"..."}
//! < {"id":"2","size":...,"sha256":"...","extraction":{...}}
//! < {"id":"3","error":{"code":"unreadable","message":"no permission to read it"}}
//! ```
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
