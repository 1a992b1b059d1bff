"""Makes Debian's rustc source tree buildable with the Cranelift code generator.

usage: prepare-source.py FACTS SOURCE-TREE DEBIAN-CRATES STAGE0 LLVM-CONFIG
       prepare-source.py FACTS SOURCE-TREE unwinding on|off

FACTS is prepare.toml of a version: which crates, and which edits. The second form builds a feature into the backend.

Debian takes out of the tree what its own build does not need: Windows and macOS dependencies, some C files, and the
Cranelift crates. This puts Debian's own Cranelift crates back and stands empty crates in for what no Linux build uses.
It may be interrupted and run again on the same tree: every edit starts from the file as Debian ships it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tomllib

NO_CHECKSUMS = json.dumps({"package": None, "files": {}})

# channel: only a nightly accepts -Zcodegen-backend. remap-debuginfo: panic messages and debug information name
# /rustc/<commit>/… as in an official build, not the folder in which this was built.
BOOTSTRAP = """change-id = "ignore"
[build]
rustc = "{stage0}/bin/rustc"
cargo = "{stage0}/bin/cargo"
submodules = false
vendor = true
locked-deps = false
docs = false
extended = false
local-rebuild = true
optimized-compiler-builtins = false
[llvm]
link-shared = true
download-ci-llvm = false
[target.x86_64-unknown-linux-gnu]
llvm-config = "{llvm_config}"
[rust]
channel = "nightly"
codegen-backends = ["llvm", "cranelift"]
download-rustc = false
llvm-bitcode-linker = false
llvm-tools = false
jemalloc = false
lld = false
debug = false
debuginfo-level = 0
optimize = 2
lto = "off"
incremental = false
omit-git-hash = true
deny-warnings = false
remap-debuginfo = true
rpath = true
"""


def replace_file(path, text):
    """A kill in the middle of writing must not leave half a file for the next run."""
    partial = path.with_name(path.name + ".partial")
    partial.write_text(text)
    partial.replace(path)


def edit(path, pattern, new, keep=".debian"):
    original = path.with_name(path.name + keep)
    if not original.exists():
        replace_file(original, path.read_text())
    text, count = re.subn(pattern, new, original.read_text(), flags=re.S)
    if not count:
        sys.exit(f"prepare-source: {path}: nothing matches {pattern!r}")
    replace_file(path, text)


class Preparation:
    def __init__(self, facts, source, crates, stage0, llvm_config):
        self.facts = tomllib.loads(facts.read_text())
        self.source, self.crates, self.stage0, self.llvm_config = source, crates, stage0, llvm_config
        self.vendor = source / "vendor"

    def add_missing_step_folders(self):
        """The build insists that the folder of every step it knows exists, also of steps that are never run."""
        for file in (self.source / "src/bootstrap/src/core/build_steps").glob("*.rs"):
            for call in re.findall(r"\.paths?\(([^)]*)\)", file.read_text()):
                for path in re.findall(r'"((?:src|compiler|library|tests)/[\w./-]+)"', call):
                    if not (self.source / path).exists():
                        (self.source / path).mkdir(parents=True)

    def add_debian_crates(self):
        for name in self.facts["crates"]:
            (found,) = self.crates.glob(name)
            shutil.copytree(found, self.vendor / found.name, dirs_exist_ok=True)
            replace_file(self.vendor / found.name / ".cargo-checksum.json", NO_CHECKSUMS)

    def forget_checksums(self):
        """Cargo refuses vendored files that differ from their checksums, and some are edited here."""
        for path in self.vendor.glob("*/.cargo-checksum.json"):
            package = json.loads(path.read_text()).get("package")
            replace_file(path, json.dumps({"package": package, "files": {}}))

    def edit_sources(self):
        members = ", ".join(f'"{member}"' for member in self.facts["members"])
        edit(self.source / "Cargo.toml", r"members = \[.*?\n\]", f"members = [{members}]")
        for change in self.facts["edit"]:
            (path,) = self.source.glob(change["file"])
            edit(path, change["pattern"], change["new"])

    def manifests(self):
        parts = ("compiler/*", "library/*", "src/*", "src/tools/*", "vendor/*")
        return [path for part in parts for path in self.source.glob(f"{part}/Cargo.toml")]

    def relax(self, name, version):
        """Lets an exact requirement on a crate accept the version that Debian ships in its place."""
        for manifest in self.manifests():
            text = manifest.read_text()
            if f'"={version}"' in text and re.search(rf"\b{re.escape(name)}\b", text):
                replace_file(manifest, text.replace(f'"={version}"', '"*"'))

    def requirements_on(self, name):
        """Every version requirement on `name` in the tree, and every feature somebody asks of it."""
        versions, features = set(), set()
        for manifest in self.manifests():
            data = tomllib.loads(manifest.read_text())
            for table in [data, *data.get("target", {}).values()]:
                for kind in ("dependencies", "build-dependencies"):
                    for key, value in table.get(kind, {}).items():
                        value = {"version": value} if isinstance(value, str) else value
                        if value.get("package", key) == name:
                            versions.add(value.get("version", "1"))
                            features.update(value.get("features", []))
            for enabled in data.get("features", {}).values():
                features.update(m[1] for item in enabled if (m := re.match(rf"(?:dep:)?{re.escape(name)}\??/(.+)", item)))
        return versions, features

    def stand_in(self, name):
        """An empty crate for one that Debian removed: it is locked, and never compiled on Linux."""
        versions, features = self.requirements_on(name)
        if not versions:
            sys.exit(f"prepare-source: nobody in the tree requires the missing crate {name}")
        listed = "".join(f'"{feature}" = []\n' for feature in sorted(features))
        for version in versions:
            numbers = re.findall(r"\d+", version.split(",")[0])[:3]
            version = ".".join(numbers + ["0"] * (3 - len(numbers)))
            folder = self.vendor / f"{name}-{version}"
            (folder / "src").mkdir(parents=True, exist_ok=True)
            (folder / "src/lib.rs").write_text("")
            replace_file(folder / ".cargo-checksum.json", NO_CHECKSUMS)
            replace_file(folder / "Cargo.toml", f'[package]\nname = "{name}"\nversion = "{version}"\nedition = "2021"\n'
                                                f"[features]\n{listed}")

    def lock(self, manifest):
        """Locks the dependencies from the vendor folder alone, relaxing and standing in where cargo complains."""
        (manifest.parent / "Cargo.lock").unlink(missing_ok=True)
        command = [self.stage0 / "bin/cargo", "generate-lockfile", "--offline", "--manifest-path", manifest]
        stood_in, relaxed = set(), set()
        while True:
            run = subprocess.run(command, cwd=self.source, capture_output=True, text=True,
                                 env={**os.environ, "RUSTC_BOOTSTRAP": "1"})
            if run.returncode == 0:
                return
            pinned = re.search(r'for the requirement `(\S+) = "=([^"]+)"`', run.stderr)
            if pinned and pinned[1] not in relaxed:
                relaxed.add(pinned[1])
                self.relax(*pinned.groups())
                continue
            missing = re.search(r"no matching package named `([^`]+)` found|searched package name: `([^`]+)`", run.stderr)
            name = missing and (missing[1] or missing[2])
            if not name or name in stood_in:
                sys.exit(f"prepare-source: cannot lock {manifest}:\n{run.stderr}")
            stood_in.add(name)
            print(f"empty crate in place of {name}", flush=True)
            self.stand_in(name)

    def run(self):
        (self.source / ".gitmodules").touch()   # Debian has none; the build wants to read one
        self.add_missing_step_folders()
        self.add_debian_crates()
        self.forget_checksums()
        self.edit_sources()
        for folder in self.facts["locked"]:
            self.lock(self.source / folder / "Cargo.toml")
        replace_file(self.source / "bootstrap.toml", BOOTSTRAP.format(stage0=self.stage0, llvm_config=self.llvm_config))


def switch_unwinding(facts, source, wanted):
    change = tomllib.loads(facts.read_text())["unwinding"]
    path = source / change["file"]
    without = path.with_name(path.name + ".without-unwinding")
    if wanted:
        edit(path, change["pattern"], change["new"], keep=".without-unwinding")
    elif without.exists():
        replace_file(path, without.read_text())


def main():
    arguments = sys.argv[1:]
    if len(arguments) == 4 and arguments[2] == "unwinding" and arguments[3] in ("on", "off"):
        switch_unwinding(pathlib.Path(arguments[0]), pathlib.Path(arguments[1]), arguments[3] == "on")
    elif len(arguments) == 5:
        # Not resolved: /usr/bin/rustc may be a link, and its folder is what the build is told.
        Preparation(*(pathlib.Path(argument).absolute() for argument in arguments)).run()
    else:
        print(__doc__, file=sys.stderr)
        sys.exit(2)


main()
