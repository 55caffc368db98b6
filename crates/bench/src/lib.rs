//! # Years of trade, and what they cost
//!
//! [`years`] makes the trade of a shop that is as old and as busy as one asks, the same for the same
//! number; [`fill`] puts it into a workstation's store, by way of the real sync, or into a marketplace.
//! The parts of the bench measure a program on it; every [`figure`] stands beside a yardstick that was
//! taken in the same run, and its aim.

pub mod figure;
pub mod fill;
pub mod market;
pub mod years;
