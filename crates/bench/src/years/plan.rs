//! Who talks with the shop, how much, and when.

use rapport_bazaar::Dice;

use super::{Size, UNTIL};

/// How long the shop has been there, in milliseconds: eight years.
const SPAN: i64 = 8 * 365 * 24 * 3_600_000;
/// How many very long threads there are, and of how many messages each.
const LONG_THREADS: u32 = 5;
const LONGEST: u32 = 20_000;
/// How many conversations the busiest person has where there are 100,000 people, and how the next
/// ones fall behind.
const BUSIEST: u32 = 600;
/// About how long one step of a conversation takes, in milliseconds.
const STEP: i64 = 4 * 3_600_000;

/// One conversation.
#[derive(Debug, Clone, Copy)]
pub(super) struct Talk {
    pub(super) person: u32,
    pub(super) product: u32,
    pub(super) opened_at: i64,
    pub(super) length: u32,
}

/// One message, or step of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    pub(super) at: i64,
    pub(super) talk: u32,
    /// Its place in its conversation.
    pub(super) place: u32,
}

/// What happens when, and who is who.
#[derive(Debug)]
pub struct Plan {
    pub(super) size: Size,
    pub(super) dice: Dice,
    pub(super) talks: Vec<Talk>,
    pub(super) moments: Vec<Moment>,
}

impl Plan {
    pub(super) fn new(size: Size, number: u64) -> Self {
        let dice = Dice::new(number);
        let mut talks = people(size, &mut dice.part(1));
        share_out(size, &mut talks, &mut dice.part(2));
        let moments = moments(&talks, &dice.part(3));
        Self {
            size,
            dice,
            talks,
            moments,
        }
    }

    /// How many conversations there are.
    pub fn conversations(&self) -> usize {
        self.talks.len()
    }

    /// How many products the shop sells.
    pub(super) fn products(size: Size) -> u32 {
        (size.orders / 100).clamp(30, 2_000)
    }

    /// Who and what stands out among the first so many messages.
    pub fn extremes(&self, messages: usize) -> Extremes {
        let mut lengths = vec![0_u32; self.talks.len()];
        for moment in self.moments.iter().take(messages) {
            if let Some(length) = lengths.get_mut(moment.talk as usize) {
                *length += 1;
            }
        }
        let mut people = vec![(0_u32, 0_u32, 0_usize); self.size.people as usize];
        for (talk, (of, length)) in self.talks.iter().zip(&lengths).enumerate() {
            let person = people.get_mut(of.person as usize);
            if let Some((talks, messages, last)) = person.filter(|_| *length > 0) {
                (*talks, *messages, *last) = (*talks + 1, *messages + length, talk);
            }
        }
        let longest = (0..lengths.len()).max_by_key(|&it| lengths.get(it));
        let busiest = (0..people.len()).max_by_key(|&it| people.get(it).map(|it| it.0));
        let busiest = busiest.unwrap_or_default();
        let talk = people.get(busiest).map_or(0, |it| it.2);
        let quiet = people.iter().position(|it| it.1 == 3);
        Extremes {
            longest: format!("c{}", longest.unwrap_or_default()),
            busiest: (format!("p{busiest}"), format!("c{talk}")),
            quiet: quiet.map(|it| format!("p{it}")),
        }
    }
}

/// Who and what stands out, by the marketplace's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extremes {
    /// The longest conversation.
    pub longest: String,
    /// The person with the most conversations, and one of these.
    pub busiest: (String, String),
    /// A person with exactly three messages.
    pub quiet: Option<String>,
}

/// Everybody's conversations, each for another product, without lengths or times.
fn people(size: Size, dice: &mut Dice) -> Vec<Talk> {
    let products = Plan::products(size);
    let mut talks = Vec::new();
    for person in 0..size.people {
        let busy = BUSIEST * size.people.min(100_000) / 100_000 / (person + 1);
        let usual = 1 + u32::from(dice.chance(30)) + u32::from(dice.chance(10));
        let first = dice.below(products as usize) as u32;
        for n in 0..busy.max(usual).min(products) {
            talks.push(Talk {
                person,
                product: (first + n) % products,
                opened_at: 0,
                length: 1,
            });
        }
    }
    talks.truncate((size.messages / 2) as usize);
    talks
}

/// Gives each conversation its length and its beginning: most are short, a few very long, and all
/// together are as many messages as were asked for.
fn share_out(size: Size, talks: &mut [Talk], dice: &mut Dice) {
    let mut left = size.messages - talks.len() as u32;
    let step = (talks.len() / LONG_THREADS as usize).max(1);
    // Where there are few people, they have much to say.
    let longest = LONGEST
        .min(size.messages / 50)
        .max(2 * size.messages / talks.len() as u32 + 2);
    for talk in talks.iter_mut().skip(step / 2).step_by(step) {
        let more = longest.saturating_sub(talk.length).min(left);
        talk.length += more;
        left -= more;
    }
    while left > 0 {
        let n = dice.below(talks.len());
        // A few draws get much: the square of an even chance, squared again.
        let even = dice.below(1_000) as u64;
        let more = 1 + (even.pow(4) / 1_000_000_000 / 40) as u32;
        let more = more.min(left);
        if let Some(talk) = talks.get_mut(n).filter(|talk| talk.length < longest) {
            talk.length += more;
            left -= more;
        }
    }
    for talk in talks {
        let lasts = SPAN.min(i64::from(talk.length) * STEP);
        talk.opened_at = UNTIL - lasts - dice.between(0, SPAN - lasts + 1);
    }
}

fn moments(talks: &[Talk], dice: &Dice) -> Vec<Moment> {
    let mut moments = Vec::new();
    for (n, talk) in talks.iter().enumerate() {
        let mut dice = dice.part(n as u64);
        let length = i64::from(talk.length);
        let step = SPAN.min(length * STEP) / length;
        for place in 0..talk.length {
            let at = talk.opened_at + i64::from(place) * step;
            moments.push(Moment {
                at: at + if place == 0 { 0 } else { dice.between(0, step) },
                talk: n as u32,
                place,
            });
        }
    }
    moments.sort_unstable();
    moments
}
