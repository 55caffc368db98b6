//! What stands on the desktop, and its words in the seller's language.
//!
//! A notification is seen by whoever can see the screen, so each level of preview says less, and
//! none says more than it must. Here alone it is decided what a level shows.

use uuid::Uuid;

use super::chosen::Preview;
use super::late::WaitingAlarm;
use crate::alerts::{Alert, AlertKind};
use crate::settings::Language;

/// A place on the desktop: whatever is shown in it replaces what stood there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Slot {
    /// What one conversation brought.
    Conversation(Uuid),
    /// What several conversations brought at once.
    Several,
    /// What came while it was quiet.
    Quiet,
    /// What is due.
    Promises,
    /// Who waits too long.
    Alarm,
}

/// What the window does on the desktop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OnDesktop {
    /// It shows this in its slot.
    Show(Notice),
    /// It takes away what stands in that slot, if anything does.
    TakeBack(Slot),
}

/// One notification.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// Where it is shown.
    pub slot: Slot,
    /// The conversation that a click leads to.
    pub leads_to: Uuid,
    /// Whether it only puts right what stands there, for which nobody should look up.
    pub silent: bool,
    pub(crate) preview: Preview,
    pub(crate) tells: Tells,
}

/// What a notification is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Tells {
    /// One conversation, or a promise: the newest of so many things.
    One { newest: Alert, messages: u32 },
    /// So many messages from so many people.
    Several { messages: u32, people: u32 },
    /// The same, which came while it was quiet.
    Quiet { messages: u32, people: u32 },
    /// Who waits too long.
    Alarm(WaitingAlarm),
}

/// What stands where a name would.
const PROGRAM: &str = "Rapport";

impl Notice {
    /// The line above. The system's language is for the caller to find out; here it is taken for
    /// English.
    pub fn title(&self, language: Language) -> String {
        let named = self.preview != Preview::Nothing;
        match &self.tells {
            Tells::One { newest, .. } if named => newest.title.clone(),
            Tells::Several { messages, people } if named => {
                several(*messages, *people, chinese(language))
            }
            _ => PROGRAM.to_owned(),
        }
    }

    /// The words below it; empty where the title says all.
    pub fn body(&self, language: Language) -> String {
        let zh = chinese(language);
        match (&self.tells, self.preview) {
            (Tells::One { newest, messages }, preview) => one(newest, *messages, preview, language),
            (Tells::Several { messages, .. }, Preview::Nothing) => came(*messages, zh),
            (Tells::Several { .. }, _) => String::new(),
            (Tells::Quiet { messages, .. }, Preview::Nothing) => {
                while_quiet(&came(*messages, zh), zh)
            }
            (Tells::Quiet { messages, people }, _) => {
                while_quiet(&several(*messages, *people, zh), zh)
            }
            (Tells::Alarm(alarm), preview) => alarmed(alarm, preview, zh),
        }
    }
}

fn chinese(language: Language) -> bool {
    language == Language::SimplifiedChinese
}

fn one(newest: &Alert, messages: u32, preview: Preview, language: Language) -> String {
    let zh = chinese(language);
    let is_promise = matches!(newest.what, AlertKind::PromiseDue { .. });
    match (preview, is_promise, messages) {
        (Preview::Everything, _, 0 | 1) => newest.words(language),
        (Preview::Everything, ..) => format!("{}\n{}", came(messages, zh), newest.words(language)),
        (_, true, _) if zh => "有承诺到期了".to_owned(),
        (_, true, _) => "A promise is due".to_owned(),
        (_, false, _) => came(messages, zh),
    }
}

fn came(messages: u32, zh: bool) -> String {
    match (messages, zh) {
        (0 | 1, false) => "A new message".to_owned(),
        (0 | 1, true) => "有一条新消息".to_owned(),
        (n, false) => format!("{n} new messages"),
        (n, true) => format!("{n} 条新消息"),
    }
}

fn several(messages: u32, people: u32, zh: bool) -> String {
    if zh {
        return format!("{people} 位买家发来 {messages} 条消息");
    }
    let messages = counted(messages, "message", "messages");
    format!("{messages} from {}", counted(people, "person", "people"))
}

fn while_quiet(what: &str, zh: bool) -> String {
    if zh {
        format!("免打扰期间：{what}")
    } else {
        // What came begins a sentence elsewhere.
        let mut letters = what.chars();
        let begun: String = letters
            .next()
            .into_iter()
            .flat_map(char::to_lowercase)
            .collect();
        format!("While it was quiet: {begun}{}", letters.as_str())
    }
}

fn alarmed(alarm: &WaitingAlarm, preview: Preview, zh: bool) -> String {
    let long = duration(alarm.waited_minutes, zh);
    let limit = match (alarm.limit_minutes, zh) {
        (Some(limit), false) => format!("longer than {}", duration(limit, zh)),
        (Some(limit), true) => format!("超过 {}", duration(limit, zh)),
        (None, false) => "too long".to_owned(),
        (None, true) => "超过您设定的时间".to_owned(),
    };
    let name = match (preview, zh) {
        (Preview::Nothing, false) => "somebody",
        (Preview::Nothing, true) => "其中一位",
        _ => &alarm.person,
    };
    let more = if alarm.capped { "+" } else { "" };
    match (alarm.people, zh) {
        (0 | 1, false) if preview == Preview::Nothing => {
            format!("Somebody has waited {limit}: {long}")
        }
        (0 | 1, true) if preview == Preview::Nothing => format!("有买家等待{limit}，已等 {long}"),
        (0 | 1, false) => format!("{name} has waited {limit}: {long}"),
        (0 | 1, true) => format!("{name} 等待{limit}，已等 {long}"),
        (n, false) => format!("{n}{more} people have waited {limit}; {name} longest, {long}"),
        (n, true) => format!("{n}{more} 位买家等待{limit}；{name}等得最久，{long}"),
    }
}

fn duration(minutes: i64, zh: bool) -> String {
    let (hours, rest) = (minutes / 60, minutes % 60);
    match (hours, rest, zh) {
        (0, 1, false) => "1 minute".to_owned(),
        (0, n, false) => format!("{n} minutes"),
        (0, n, true) => format!("{n} 分钟"),
        (1, 0, false) => "1 hour".to_owned(),
        (h, 0, false) => format!("{h} hours"),
        (h, 0, true) => format!("{h} 小时"),
        (h, n, false) => format!("{h} h {n} min"),
        (h, n, true) => format!("{h} 小时 {n} 分钟"),
    }
}

fn counted(n: u32, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EN: Language = Language::English;
    const ZH: Language = Language::SimplifiedChinese;

    fn notice(tells: Tells, preview: Preview) -> Notice {
        Notice {
            slot: Slot::Several,
            leads_to: Uuid::nil(),
            silent: false,
            preview,
            tells,
        }
    }

    fn words(tells: &Tells, preview: Preview) -> [(String, String); 2] {
        let notice = notice(tells.clone(), preview);
        [EN, ZH].map(|it| (notice.title(it), notice.body(it)))
    }

    fn said(what: AlertKind, messages: u32) -> Tells {
        Tells::One {
            newest: Alert {
                conversation_id: Uuid::nil(),
                person_id: Uuid::nil(),
                key: 1,
                title: "Lin Wei".to_owned(),
                body: "Is the gaiwan here?".to_owned(),
                what,
            },
            messages,
        }
    }

    fn every_kind() -> Vec<Tells> {
        let text = || "Gaiwan".to_owned();
        let kinds = [
            AlertKind::Message,
            AlertKind::Offer {
                product: text(),
                quantity: 2,
            },
            AlertKind::OfferAccepted { product: text() },
            AlertKind::OfferDeclined { product: text() },
            AlertKind::Order {
                number: "4471".to_owned(),
            },
            AlertKind::Correction {
                number: "4471".to_owned(),
            },
            AlertKind::Rating { rating: 1 },
            AlertKind::PromiseDue {
                what: text(),
                others: 1,
            },
        ];
        let mut all: Vec<_> = kinds
            .into_iter()
            .flat_map(|kind| [said(kind.clone(), 1), said(kind, 3)])
            .collect();
        all.push(Tells::Several {
            messages: 12,
            people: 7,
        });
        all.push(Tells::Quiet {
            messages: 7,
            people: 5,
        });
        all.push(Tells::Alarm(alarm(3, Some(30))));
        all
    }

    fn alarm(people: i64, limit_minutes: Option<i64>) -> WaitingAlarm {
        WaitingAlarm {
            people,
            capped: false,
            limit_minutes,
            conversation_id: Uuid::nil(),
            person: "Lin Wei".to_owned(),
            waited_minutes: 70,
        }
    }

    #[test]
    fn no_level_says_more_than_it_may() {
        for tells in every_kind() {
            for (title, body) in words(&tells, Preview::Name) {
                let all = format!("{title}\n{body}");
                for secret in ["gaiwan", "Gaiwan", "4471", "of 5", "分（"] {
                    assert!(!all.contains(secret), "{tells:?} shows {all}");
                }
            }
            for (title, body) in words(&tells, Preview::Nothing) {
                assert_eq!(title, PROGRAM);
                assert!(
                    !body.is_empty() && !body.contains("Lin Wei"),
                    "{tells:?} shows {body}"
                );
                assert!(!body.contains("Gaiwan") && !body.contains("4471"), "{body}");
            }
            for (title, _) in words(&tells, Preview::Everything) {
                assert!(!title.is_empty());
            }
        }
    }

    #[test]
    fn the_words_are_a_sentence_in_both_languages() {
        let plain = |tells: Tells, preview| {
            words(&tells, preview).map(|(title, body)| format!("{title} | {body}"))
        };
        for (tells, preview, english, chinese) in [
            (
                said(AlertKind::Message, 3),
                Preview::Everything,
                "Lin Wei | 3 new messages\nIs the gaiwan here?",
                "Lin Wei | 3 条新消息\nIs the gaiwan here?",
            ),
            (
                said(AlertKind::Message, 1),
                Preview::Name,
                "Lin Wei | A new message",
                "Lin Wei | 有一条新消息",
            ),
            (
                Tells::Several {
                    messages: 12,
                    people: 7,
                },
                Preview::Everything,
                "12 messages from 7 people | ",
                "7 位买家发来 12 条消息 | ",
            ),
            (
                Tells::Quiet {
                    messages: 7,
                    people: 5,
                },
                Preview::Name,
                "Rapport | While it was quiet: 7 messages from 5 people",
                "Rapport | 免打扰期间：5 位买家发来 7 条消息",
            ),
            (
                Tells::Quiet {
                    messages: 1,
                    people: 1,
                },
                Preview::Nothing,
                "Rapport | While it was quiet: a new message",
                "Rapport | 免打扰期间：有一条新消息",
            ),
            (
                Tells::Alarm(alarm(3, Some(30))),
                Preview::Everything,
                "Rapport | 3 people have waited longer than 30 minutes; Lin Wei longest, 1 h 10 min",
                "Rapport | 3 位买家等待超过 30 分钟；Lin Wei等得最久，1 小时 10 分钟",
            ),
            (
                Tells::Alarm(alarm(1, Some(60))),
                Preview::Name,
                "Rapport | Lin Wei has waited longer than 1 hour: 1 h 10 min",
                "Rapport | Lin Wei 等待超过 1 小时，已等 1 小时 10 分钟",
            ),
            (
                Tells::Alarm(alarm(2, None)),
                Preview::Nothing,
                "Rapport | 2 people have waited too long; somebody longest, 1 h 10 min",
                "Rapport | 2 位买家等待超过您设定的时间；其中一位等得最久，1 小时 10 分钟",
            ),
        ] {
            assert_eq!(plain(tells, preview), [english, chinese]);
        }
    }
}
