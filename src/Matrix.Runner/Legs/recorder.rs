//! Stands in for the programs that `cargo test` runs, test executables (as their runner) and rustdoc, and only writes down how it was
//! called: working directory, number of arguments, arguments, environment, each ended by a NUL, into a numbered file beside itself.
//! So the very calls of cargo can be made again, one at a time. Compiled with the toolchain under test, by LLVM.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

fn main() {
    let mut arguments = std::env::args_os();
    let itself = arguments.next().expect("a program is called by some name");
    let arguments: Vec<_> = arguments.collect();

    let mut record = Vec::new();
    let mut field = |bytes: &[u8]| {
        record.extend_from_slice(bytes);
        record.push(0);
    };
    field(std::env::current_dir().expect("there is a working directory").as_os_str().as_bytes());
    field(arguments.len().to_string().as_bytes());
    arguments.iter().for_each(|argument| field(argument.as_bytes()));
    for (name, value) in std::env::vars_os() {
        field(&[name.as_bytes(), b"=", value.as_bytes()].concat());
    }

    let folder = Path::new(&itself).parent().expect("cargo calls it by a whole path");
    let kind = Path::new(&itself).file_name().and_then(|name| name.to_str()).unwrap_or("run");
    for number in 1.. {
        let path = folder.join(format!("{number:04}.{kind}"));
        match OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => return file.write_all(&record).expect("the record is written"),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
            Err(error) => panic!("the record cannot be written: {error}"),
        }
    }
}
