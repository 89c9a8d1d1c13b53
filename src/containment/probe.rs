//! Tries what a confined worker should not be able to do. `valla doctor` shows the answers: what holds on this machine is
//! tried, not read off a version.

use super::protocol::Deed;
use std::io::{self, Write};

/// Tries each deed.
#[must_use]
pub(super) fn probe() -> Vec<Deed> {
    // A file without a name leaves nothing behind, however this ends.
    let written = tempfile::tempfile().and_then(|mut file| file.write_all(b"x"));
    vec![
        deed("read a file of the system", std::fs::read("/etc/passwd")),
        deed("list a folder", std::fs::read_dir("/")),
        deed("write a file", written),
        deed("open a connection", std::net::TcpStream::connect(("127.0.0.1", 9))),
        deed("listen on a port", std::net::TcpListener::bind(("127.0.0.1", 0))),
        deed("change the limits of another process", limit_parent()),
        deed("start a process", std::process::Command::new("/bin/true").spawn().and_then(|mut child| child.wait())),
    ]
}

/// The process that started this one may keep no cores; it does not anyway.
#[cfg(target_os = "linux")]
fn limit_parent() -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, getppid, prlimit};
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    prlimit(getppid(), Resource::Core, none).map(drop).map_err(io::Error::from)
}

#[cfg(not(target_os = "linux"))]
fn limit_parent() -> io::Result<()> {
    Err(io::ErrorKind::Unsupported.into())
}

fn deed<T>(what: &str, result: io::Result<T>) -> Deed {
    match result {
        Ok(_) => Deed { deed: what.to_owned(), possible: true, said: "done".to_owned() },
        // Nobody listens there: the connection was refused by the other side, not by the confinement.
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => {
            Deed { deed: what.to_owned(), possible: true, said: error.to_string() }
        }
        Err(error) => Deed { deed: what.to_owned(), possible: false, said: error.to_string() },
    }
}
