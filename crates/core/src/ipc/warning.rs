//! What the seller is asked before something goes for good. The window asks it in a dialog of the
//! system's own, so the words stand here, in both languages, and not on the page.

use crate::settings::Language;

/// A question before a destructive act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warning {
    /// The question.
    pub title: &'static str,
    /// What goes, and that it stays gone.
    pub text: &'static str,
    /// Lets it happen.
    pub yes: &'static str,
    /// Leaves everything as it is.
    pub no: &'static str,
}

/// What is asked before that command runs; nothing where the command destroys nothing. The system's
/// language is for the caller to find out; here it is taken for English.
pub fn warning(command: &str, language: Language) -> Option<Warning> {
    let chinese = language == Language::SimplifiedChinese;
    match (command, chinese) {
        ("commitments.forgetAddresses", false) => Some(Warning {
            title: "Forget these addresses?",
            text: "Every address of an order that arrived longer ago than your commitment says \
                   goes from this machine for good, and stays gone when the marketplace sends the \
                   order again. This cannot be undone.",
            yes: "Forget them",
            no: "Cancel",
        }),
        ("commitments.forgetAddresses", true) => Some(Warning {
            title: "忘记这些地址？",
            text: "凡是送达时间超过承诺期限的订单，其地址都会从这台电脑上永久删除；\
                   平台再次发送这些订单时也不会恢复。此操作无法撤销。",
            yes: "忘记",
            no: "取消",
        }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::{COMMANDS, Tag};
    use super::*;

    #[test]
    fn what_destroys_asks_first_and_nothing_else_does() {
        for (command, tag) in COMMANDS {
            for language in [Language::English, Language::SimplifiedChinese] {
                let asks = warning(command, language).is_some();
                assert_eq!(asks, *tag == Tag::Destructive, "{command}");
            }
        }
    }
}
