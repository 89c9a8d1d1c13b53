//! Addresses that a program may call when it opens a document.

/// Whether an address is that of another machine: of the net, or of a server in the house.
#[must_use]
pub fn is_remote(address: &str) -> bool {
    let address = address.trim().to_ascii_lowercase();
    let rest = address.strip_prefix("file:").map(|rest| rest.trim_start_matches('/'));
    ["http:", "https:", "ftp:", "\\\\", "mhtml:http"].iter().any(|start| address.starts_with(start))
        || rest.is_some_and(|rest| rest.starts_with("\\\\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn servers_are_told_from_disks() {
        for address in
            ["https://example.org/a.dotm", "\\\\server\\share\\a.dot", "file:///\\\\server\\a.dot", " HTTP://x"]
        {
            assert!(is_remote(address), "{address}");
        }
        for address in ["C:\\a.dot", "file:///C:\\Users\\a.dot", "media/image1.png", "mailto:a@example.org", ""] {
            assert!(!is_remote(address), "{address}");
        }
    }
}
