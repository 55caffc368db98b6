//! How a buyer bargains: what to bid, and what to say to a price.

/// What a buyer does about a price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reply {
    Accept,
    /// So much instead, in minor units.
    Counter(i64),
    Decline,
}

/// What a buyer is ready to pay, all prices in minor units and for everything together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Purse {
    /// The most they pay.
    pub(crate) limit: i64,
    /// What they last said; 0 when they have not said anything.
    pub(crate) bid: i64,
    /// How often they will still come back with another price.
    pub(crate) rounds: u8,
}

impl Purse {
    /// Hears a price and does something about it.
    pub(crate) fn answer(&mut self, asked: i64) -> Reply {
        if asked <= self.limit.max(self.bid) {
            return Reply::Accept;
        }
        if self.rounds == 0 {
            return Reply::Decline;
        }
        self.rounds -= 1;
        let next = if self.bid == 0 {
            // Nothing was named yet: a first price, not half of the seller's.
            round(self.limit * 93 / 100)
        } else {
            let middle = round(i64::midpoint(self.bid.min(asked), asked));
            middle.min(round(self.limit))
        };
        if next <= self.bid || next >= asked {
            return Reply::Decline;
        }
        self.bid = next;
        Reply::Counter(next)
    }

    /// The first bid: so many percent below the limit.
    pub(crate) fn open(&mut self, below: i64) -> i64 {
        self.bid = round(self.limit * (100 - below) / 100);
        self.bid
    }
}

/// A sum that somebody would say: whole units from twenty upward, halves below.
fn round(minor: i64) -> i64 {
    let step = if minor >= 2000 { 100 } else { 50 };
    minor / step * step
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_price_gets_its_reply() {
        // Limit, last bid, rounds left, what the seller asks, what the buyer does.
        for (limit, bid, rounds, asked, reply) in [
            (9000, 0, 2, 8800, Reply::Accept),
            (9000, 8000, 0, 9000, Reply::Accept),
            (9000, 0, 2, 9600, Reply::Counter(8300)),
            (9000, 8000, 1, 9600, Reply::Counter(8800)),
            (9000, 8000, 0, 9600, Reply::Decline),
            (9000, 9000, 2, 9600, Reply::Decline),
            (9000, 8000, 1, 20_000, Reply::Counter(9000)),
            (950, 800, 1, 1000, Reply::Counter(900)),
            (9000, 9500, 1, 9400, Reply::Accept),
        ] {
            let mut purse = Purse { limit, bid, rounds };
            assert_eq!(purse.answer(asked), reply, "{limit} {bid} {rounds} {asked}");
        }
    }

    #[test]
    fn bargaining_ends_and_never_passes_the_limit() {
        for limit in (500..20_000).step_by(777) {
            let mut purse = Purse {
                limit,
                bid: 0,
                rounds: 2,
            };
            let first = purse.open(12);
            assert!(first > 0 && first <= limit);
            let asked = limit + 300;
            let replies: Vec<_> = (0..4).map(|_| purse.answer(asked)).collect();
            assert_eq!(replies.last(), Some(&Reply::Decline));
            assert!(purse.bid <= limit);
        }
    }
}
