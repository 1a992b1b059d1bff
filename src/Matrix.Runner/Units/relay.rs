//! Stands in for rustc: asks the sweep for what cargo wants compiled, and calls rustc itself where the sweep does not have it. What is asked
//! and answered is described in `RelayProtocol.cs`. Compiled with the toolchain under test, by LLVM.
//!
//! MATRIX_UNITS names the folder of the sweep's socket, MATRIX_RUSTC the compiler.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read, Write};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::net::UnixStream;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{exit, Command};

const SOCKET: &str = "units.sock";
const RUN_IT_YOURSELF: u8 = 0;
const LONGEST_FIELD: usize = 64 << 20;

fn main() {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    if is_dependency(&arguments) {
        match ask(&arguments) {
            Ok(Some(answer)) => {
                // cargo goes on as soon as it reads that something was written: this comes last.
                let _ = io::stderr().write_all(&answer);
                exit(0);
            }
            Ok(None) | Err(_) => {}
        }
    }

    let error = Command::new(required("MATRIX_RUSTC")).args(&arguments).exec();
    eprintln!("error: rustc cannot be started: {error}");
    exit(101);
}

/// cargo caps the lints of dependencies only; all else is not worth a question.
fn is_dependency(arguments: &[OsString]) -> bool {
    arguments.iter().any(|argument| argument == "--cap-lints") && arguments.iter().any(|argument| argument == "--out-dir")
}

fn ask(arguments: &[OsString]) -> io::Result<Option<Vec<u8>>> {
    let here = std::env::current_dir()?;
    let mut stream = connect(&required("MATRIX_UNITS"), &here)?;
    let environment: Vec<OsString> = std::env::vars_os()
        .map(|(name, value)| OsString::from_vec([name.as_bytes(), b"=", value.as_bytes()].concat()))
        .collect();
    let mut question = Vec::new();
    put(&mut question, here.as_os_str());
    put_all(&mut question, arguments);
    put_all(&mut question, &environment);
    stream.write_all(&(question.len() as u32).to_le_bytes())?;
    stream.write_all(&question)?;

    let mut kind = [0];
    stream.read_exact(&mut kind)?;
    if kind[0] == RUN_IT_YOURSELF {
        return Ok(None);
    }

    let folder = OsString::from_vec(get(&mut stream)?);
    for _ in 0..number(&mut stream)? {
        let name = OsString::from_vec(get(&mut stream)?);
        let made = OsString::from_vec(get(&mut stream)?);
        fs::copy(Path::new(&made), Path::new(&folder).join(name))?;
    }
    for _ in 0..number(&mut stream)? {
        let name = OsString::from_vec(get(&mut stream)?);
        let text = get(&mut stream)?;
        fs::write(Path::new(&folder).join(name), text)?;
    }
    Ok(Some(get(&mut stream)?))
}

/// The path of a socket must be short, and that of a leg's folder need not be.
fn connect(folder: &OsStr, here: &Path) -> io::Result<UnixStream> {
    std::env::set_current_dir(folder)?;
    let stream = UnixStream::connect(SOCKET);
    std::env::set_current_dir(here)?;
    stream
}

fn required(name: &str) -> OsString {
    std::env::var_os(name).unwrap_or_else(|| {
        eprintln!("error: {name} is not set: this program stands in for rustc in a sweep only");
        exit(101);
    })
}

fn put(to: &mut Vec<u8>, text: &OsStr) {
    to.extend_from_slice(&(text.len() as u32).to_le_bytes());
    to.extend_from_slice(text.as_bytes());
}

fn put_all(to: &mut Vec<u8>, texts: &[OsString]) {
    to.extend_from_slice(&(texts.len() as u32).to_le_bytes());
    texts.iter().for_each(|text| put(to, text));
}

fn number(from: &mut UnixStream) -> io::Result<usize> {
    let mut bytes = [0; 4];
    from.read_exact(&mut bytes)?;
    Ok(u32::from_le_bytes(bytes) as usize)
}

fn get(from: &mut UnixStream) -> io::Result<Vec<u8>> {
    let length = number(from)?;
    if length > LONGEST_FIELD {
        return Err(io::ErrorKind::InvalidData.into());
    }

    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}
