//! Lets Tauri embed the configuration and the page.

const PAGE: &str = "../ui/dist";

fn main() {
    // The folder must be there even where the page has not been built, so that a fresh clone can be
    // checked and tested; the window without a page is empty.
    if let Err(error) = std::fs::create_dir_all(PAGE) {
        println!("cargo:warning={PAGE} cannot be made: {error}");
    }
    println!("cargo:rerun-if-changed={PAGE}");
    tauri_build::build();
}
