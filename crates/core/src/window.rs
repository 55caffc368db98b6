//! A window of a list around a place in it: anchored by a key, never by an offset, so that it costs
//! the same wherever one has scrolled.

use crate::error::Result;

/// The most rows that one call gives, on each side of its place.
pub(crate) const MOST_ROWS: u32 = 200;

/// Rows around a place, in the order of the list.
#[derive(Debug)]
pub(crate) struct Window<Row> {
    pub(crate) rows: Vec<Row>,
    /// Whether there are rows above.
    pub(crate) has_before: bool,
    /// Whether there are rows below.
    pub(crate) has_after: bool,
}

/// Up to `before` rows above the place, and up to `after` from it on; without a place, from the top.
///
/// `above` gives the rows nearest to the place first, `from` in the order of the list. Both are
/// asked for one row more than is shown, which tells whether there are others.
///
/// # Errors
/// What `above` and `from` say.
pub(crate) fn around<Row, At: Clone>(
    at: Option<At>,
    (before, after): (u32, u32),
    above: impl FnOnce(At, u32) -> Result<Vec<Row>>,
    from: impl FnOnce(Option<At>, u32) -> Result<Vec<Row>>,
) -> Result<Window<Row>> {
    let (before, after) = (before.min(MOST_ROWS), after.min(MOST_ROWS));
    let mut rows = match at.clone() {
        Some(at) => above(at, before + 1)?,
        None => Vec::new(),
    };
    let has_before = cut(&mut rows, before);
    rows.reverse();
    let mut below = from(at, after + 1)?;
    let has_after = cut(&mut below, after);
    rows.append(&mut below);
    Ok(Window {
        rows,
        has_before,
        has_after,
    })
}

/// Leaves so many rows, and tells whether there were more.
fn cut<Row>(rows: &mut Vec<Row>, most: u32) -> bool {
    let more = rows.len() > most as usize;
    rows.truncate(most as usize);
    more
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_ten(at: Option<i64>, before: u32, after: u32) -> (Vec<i64>, bool, bool) {
        let above = |at, n: u32| Ok((0..at).rev().take(n as usize).collect());
        let from = |at: Option<i64>, n: u32| Ok((at.unwrap_or(0)..10).take(n as usize).collect());
        let window = around(at, (before, after), above, from).unwrap();
        (window.rows, window.has_before, window.has_after)
    }

    #[test]
    fn a_window_tells_what_lies_beyond_it() {
        assert_eq!(of_ten(None, 3, 3), (vec![0, 1, 2], false, true));
        assert_eq!(of_ten(Some(5), 2, 2), (vec![3, 4, 5, 6], true, true));
        assert_eq!(of_ten(Some(2), 2, 8), ((0..10).collect(), false, false));
        assert_eq!(of_ten(Some(10), 1, 1), (vec![9], true, false));
    }
}
