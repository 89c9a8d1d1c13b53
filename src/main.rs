//! The program `valla`: everything is in the library.

fn main() -> std::process::ExitCode {
    valla::cli::run(std::env::args_os()).into()
}
