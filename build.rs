//! Builds again when a file is added to what the program embeds.

fn main() {
    for folder in ["content", "static"] {
        println!("cargo::rerun-if-changed={folder}");
    }
}
