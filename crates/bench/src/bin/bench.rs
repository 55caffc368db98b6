//! Seeds.
fn main() {}
