//! One errand at a time, played against sellers of every temper.

use std::collections::HashSet;

use super::*;
use crate::dice::Dice;
use crate::lively::character::Language;
use crate::lively::moves::Step;
use crate::lively::phrases::{Echo, Phrases, Voice};

/// A buyer, their errand, and all that they did so far.
struct Play {
    phrases: Phrases,
    character: Character,
    errand: Errand,
    dice: Dice,
    said: HashSet<String>,
    echo: Echo,
    moves: Vec<Move>,
}

impl Play {
    fn new(number: u64, language: Language, change: impl FnOnce(&mut Character)) -> Self {
        let mut dice = Dice::new(number);
        let mut character = Character::draw(language, &mut dice);
        change(&mut character);
        let wares = Wares::of("Celadon tea cup 青瓷茶杯", 2800, "EUR");
        Self {
            phrases: Phrases::read().unwrap(),
            character,
            errand: Errand::new(character, wares, 1, false),
            dice,
            said: HashSet::new(),
            echo: Echo::default(),
            moves: Vec::new(),
        }
    }

    fn at(mut self, stage: Stage) -> Self {
        let wares = self.errand.wares.clone();
        self.errand = Errand::resumed(self.character, wares, (stage, 2));
        self
    }

    fn next(&mut self, news: &[News]) -> (Vec<Move>, Option<i64>) {
        let voice = Voice {
            book: self.phrases.of(self.character.language),
            character: self.character,
            said: &mut self.said,
            echo: &mut self.echo,
        };
        let mut scene = Scene::new(voice, &mut self.dice);
        let then = self.errand.next(&mut scene, news);
        let all = scene.steps.into_iter();
        let moves: Vec<Move> = all.map(|Step { does, .. }| does).collect();
        self.moves.extend(moves.clone());
        (moves, then)
    }

    /// A line that the seller wrote.
    fn hears(&mut self, words: &str) -> Vec<Move> {
        self.next(&[News::Words(words.to_owned())]).0
    }
}

/// What a seller of some temper does while the buyer waits.
fn seller(temper: u64, stage: Stage, dice: &mut Dice) -> Vec<News> {
    let words = |words: &str| News::Words(words.to_owned());
    let kind = match stage {
        Stage::Asked => words("Yes, it does, and it holds 120 ml."),
        Stage::Haggling if dice.chance(50) => News::Accepted,
        Stage::Haggling => News::Offered {
            quantity: 1,
            price: 2600,
        },
        Stage::Ordered if dice.chance(50) => News::Card,
        Stage::Ordered => News::Shipped,
        Stage::Upset => words("So sorry! I'll send a replacement."),
        Stage::Rated => News::Answered,
        Stage::Carted => words("Still thinking about it?"),
        _ => return Vec::new(),
    };
    match temper {
        0 => Vec::new(),
        1 => vec![kind],
        2 if dice.chance(50) => vec![words("No."), News::Declined],
        2 => vec![words("Which one do you mean?")],
        _ => {
            let any = [
                kind,
                words("One moment please"),
                words("26 € would be fine"),
                words("没问题，可以的"),
                words("已经卖完了"),
                words("…"),
                News::Picture("This one?".to_owned()),
                News::Lapsed,
                News::Card,
                News::Refused,
                News::SoldOut,
            ];
            dice.pick(&any).cloned().into_iter().collect()
        }
    }
}

#[test]
fn every_stage_and_every_move_happens_and_every_errand_ends() {
    let mut stages = HashSet::new();
    let mut kinds = HashSet::new();
    for number in 0..400 {
        let language = [Language::English, Language::Chinese][number as usize % 2];
        let mut play = Play::new(number, language, |_| {});
        let mut temper = Dice::new(number).part(1);
        let mut news = Vec::new();
        let mut turns = 0;
        loop {
            let (_, then) = play.next(&news);
            stages.insert(play.errand.stage);
            news = seller(number % 4, play.errand.stage, &mut temper);
            turns += 1;
            assert!(turns < 60, "buyer {number} does not come to an end");
            if play.errand.is_over() {
                break;
            }
            if then.is_none() && news.is_empty() {
                let waits = play.errand.waits_for_seller();
                assert!(waits, "buyer {number} waits for nobody");
                break;
            }
        }
        assert!(!play.errand.is_here(), "buyer {number} has not gone");
        let names = play.moves.iter().map(|made| format!("{made:?}"));
        kinds.extend(names.map(|name| name.split([' ', '(']).next().unwrap().to_owned()));
    }
    assert_eq!(
        stages.len(),
        8,
        "{stages:?}: all but the one before the first"
    );
    assert_eq!(kinds.len(), 18, "every kind of move: {kinds:?}");
}

#[test]
fn nobody_says_the_same_twice_even_on_many_errands() {
    for language in [Language::English, Language::Chinese] {
        let mut play = Play::new(5, language, |_| {});
        let mut temper = Dice::new(5);
        for _ in 0..30 {
            let wares = play.errand.wares.clone();
            play.errand = Errand::new(play.character, wares, 1, false);
            let mut news = Vec::new();
            for _ in 0..30 {
                play.next(&news);
                news = seller(3, play.errand.stage, &mut temper);
            }
        }
        let mut seen = HashSet::new();
        for made in &play.moves {
            if let Move::Say(text) | Move::Show(_, text) = made {
                assert!(seen.insert(text.clone()), "{text}");
            }
        }
        assert!(seen.len() > 40, "{} sentences", seen.len());
    }
}

#[test]
fn whoever_only_looks_asks_nothing_of_the_seller() {
    for number in 0..60 {
        let mut play = Play::new(number, Language::English, |_| {});
        play.errand.only_looks = true;
        for _ in 0..6 {
            play.next(&[]);
            assert!(!play.errand.waits_for_seller());
        }
        let harmless =
            |made: &Move| matches!(made, Move::Come | Move::Leave | Move::Fill(_) | Move::Empty);
        assert!(play.moves.iter().all(harmless), "{:?}", play.moves);
        assert!(play.errand.is_over());
    }
}

#[test]
fn a_price_in_words_becomes_an_offer_within_the_limit() {
    let haggler = |one: &mut Character| (one.haggles, one.ceiling, one.patience) = (true, 90, 2);
    for words in ["I could do 25 €", "二十五欧可以"] {
        let mut play = Play::new(1, Language::English, haggler).at(Stage::Asked);
        let made = play.hears(words);
        let price = made.iter().find_map(|made| match made {
            Move::Offer { price, .. } => Some(*price),
            _ => None,
        });
        assert_eq!(price, Some(2500), "{words}: {made:?}");
        assert!(play.errand.waits_for_seller());
    }
    let mut play = Play::new(1, Language::English, haggler).at(Stage::Haggling);
    let made = play.hears("27.50 € is my best");
    let counter = made
        .iter()
        .any(|made| matches!(made, Move::Offer { price, .. } if *price <= 2520));
    assert!(counter, "{made:?}");
}

#[test]
fn an_offer_card_is_answered_by_what_it_costs() {
    for (price, ceiling, patience, answer) in [
        (2400, 90, 2, "accept"),
        (2700, 90, 2, "counter"),
        (2700, 90, 0, "decline"),
    ] {
        let mut play = Play::new(2, Language::Chinese, |one| {
            (one.haggles, one.ceiling, one.patience) = (true, ceiling, patience);
        })
        .at(Stage::Asked);
        let (made, _) = play.next(&[News::Offered { quantity: 1, price }]);
        let given = made.iter().find_map(|made| match made {
            Move::Accept(_) => Some("accept"),
            Move::Offer { .. } => Some("counter"),
            Move::Decline(_) => Some("decline"),
            _ => None,
        });
        assert_eq!(given, Some(answer), "{price}: {made:?}");
        let orders = made
            .iter()
            .any(|made| matches!(made, Move::Order { agreed: true, .. }));
        assert_eq!(orders, answer == "accept");
    }
}

#[test]
fn an_order_card_is_corrected_once_by_the_careful_and_then_confirmed() {
    let mut play = Play::new(3, Language::English, |one| one.careful = true).at(Stage::Ordered);
    let (first, _) = play.next(&[News::Card]);
    assert!(
        first
            .iter()
            .any(|made| matches!(made, Move::Correct(words) if words.len() > 20))
    );
    let (second, _) = play.next(&[News::Card]);
    assert!(second.contains(&Move::Confirm), "{second:?}");
    let mut other = Play::new(3, Language::English, |one| one.careful = false).at(Stage::Ordered);
    assert!(other.next(&[News::Card]).0.contains(&Move::Confirm));
}

#[test]
fn amends_calm_a_complaint_and_a_no_does_not() {
    let mut play = Play::new(4, Language::English, |_| {}).at(Stage::Upset);
    let made = play.hears("I'm so sorry, I'll send you a new one today.");
    assert!(
        made.iter().any(|made| matches!(made, Move::Rate(4 | 5, _))),
        "{made:?}"
    );
    let mut play = Play::new(4, Language::Chinese, |one| one.patience = 0).at(Stage::Upset);
    let made = play.hears("这个没法处理");
    assert!(
        made.iter().any(|made| matches!(made, Move::Rate(1 | 2, _))),
        "{made:?}"
    );
}

#[test]
fn a_good_answer_changes_a_bad_rating_now_and_then() {
    let better = (0..40).filter(|number| {
        let mut play = Play::new(*number, Language::English, |_| {}).at(Stage::Rated);
        let (made, _) = play.next(&[News::Answered]);
        made.iter()
            .any(|made| matches!(made, Move::Rate(4, words) if !words.is_empty()))
    });
    assert!((10..40).contains(&better.count()));
}

#[test]
fn a_question_is_answered_and_a_greeting_waited_through() {
    let mut play = Play::new(6, Language::English, |_| {}).at(Stage::Asked);
    let made = play.hears("Which colour would you like?");
    assert!(
        made.iter().any(|made| matches!(made, Move::Say(_))),
        "{made:?}"
    );
    assert!(play.errand.waits_for_seller());
    let mut play = Play::new(6, Language::English, |_| {}).at(Stage::Asked);
    let made = play.hears("Hello!");
    assert_eq!(made, [Move::Come, Move::Read], "a greeting is no answer");
    assert!(play.errand.waits_for_seller());
}

#[test]
fn who_gave_up_comes_back_for_an_answer() {
    let mut play = Play::new(7, Language::English, |one| one.patience = 1);
    play = play.at(Stage::Asked);
    play.hears("Hello!");
    let (_, again) = play.next(&[]);
    assert!(again.is_some(), "asks again first");
    let (made, then) = play.next(&[]);
    assert_eq!((made.last(), then), (Some(&Move::Leave), None));
    assert!(play.errand.waits_for_seller() && !play.errand.is_over());
    let made = play.hears("It holds 120 ml and does not drip.");
    assert_eq!(made[..2], [Move::Come, Move::Read]);
}

#[test]
fn what_is_sold_out_is_regretted() {
    let mut play = Play::new(8, Language::Chinese, |_| {}).at(Stage::Asked);
    let made = play.hears("不好意思，卖完了");
    assert!(
        matches!(made[..], [.., Move::Say(_), Move::Leave]),
        "{made:?}"
    );
    assert!(play.errand.is_over());
}
