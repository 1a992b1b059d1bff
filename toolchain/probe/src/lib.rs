//! The smallest crate that answers the questions a sweep needs answered first.

pub fn answer() -> u32 {
    42
}
