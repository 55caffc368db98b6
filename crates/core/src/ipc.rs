//! # The one table of commands
//!
//! Every command is declared once, here. The dispatcher, the tags and the page's types
//! (`ui/src/api/commands.gen.ts`) are all made from this table; `cargo xtask gen` writes the file
//! and a test fails when it is stale.
//!
//! A **view** only reads, an **act** changes the store, a **destructive** act cannot be undone and
//! is confirmed by the window before it gets here.

#[cfg(test)]
mod generated;
#[cfg(test)]
mod steps;
#[cfg(test)]
mod undoing;
mod warning;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::value::RawValue;
use uuid::Uuid;

pub use warning::{Warning, warning};

use crate::app::App;
use crate::attention::Look;
use crate::attention::chosen::{NotificationSettings, PauseNotifications};
use crate::attention::late::AttentionStatus;
use crate::commitments::acts::{
    AddCommitment, ReviewCommitment, RewordCommitment, SetCommitmentDays,
};
use crate::commitments::addresses::{AddressesForgotten, ForgetAddresses};
use crate::commitments::list::CommitmentList;
use crate::commitments::rows::{CommitmentRows, ShowCommitmentRows};
use crate::commitments::versions::{ChooseCommitment, CommitmentHistory};
use crate::desk::{self, Desk, DeskStatus, UnlockStore};
use crate::error::{CommandError, Error};
use crate::feedback::acts::{AnswerFeedback, RateBuyer};
use crate::feedback::ledger::{LedgerPage, ShowLedger};
use crate::feedback::months::FeedbackMonth;
use crate::feedback::versions::{ChooseFeedback, FeedbackVersion};
use crate::inbox::composer::{
    AddNote, AnswerMessage, Drafts, Note, ReplyToConversation, SaveDraft,
};
use crate::inbox::head::{ConversationHead, OpenConversation};
use crate::inbox::list::{ChooseInboxTab, ConversationPage, ListConversations};
use crate::inbox::pictures::{AddPicture, DraftPicture, RemovePicture};
use crate::inbox::presence::ConversationPresence;
use crate::inbox::reading::ReadConversation;
use crate::inbox::rules::{CheckReply, RuleBreak};
use crate::inbox::thread::{ShowThread, ThreadPage};
use crate::inbox::triage::{TriageConversations, Triaged};
use crate::journal::Undone;
use crate::offers::acts::{AnswerOffer, CounterOffer, MakeOffer};
use crate::orders::acts::{SendOrderCard, ShipOrder};
use crate::people::PersonPanel;
use crate::people::blocking::SetBlocked;
use crate::people::clients::SetClient;
use crate::people::keepers::SetKeeper;
use crate::people::notes::{AddPersonNote, RemovePersonNote};
use crate::people::page::{OpenPerson, PersonPage};
use crate::people::roster::{RosterPage, ShowRoster};
use crate::people::rows::{PersonConversations, PersonNotes, PersonOrders, ShowPersonRows};
use crate::permissions::acts::{GrantPermission, WithdrawPermission};
use crate::permissions::list::{
    PermissionPage, PermissionTallies, ShowPermissionLog, ShowPermitted,
};
use crate::permissions::person::{PermissionsOf, PersonPermissions};
use crate::permissions::wordings::{PermissionWording, PermissionWords};
use crate::promises::acts::{
    ChoosePromise, GivePromise, MovePromise, PromiseGiven, RewordPromise, SettlePromise,
};
use crate::promises::list::{ListPromises, PromisePage, PromiseRate};
use crate::promises::person::{PersonPromises, PromisesOf};
use crate::search::health::{IndexCheck, IndexHealth};
use crate::search::marks::{MarkHit, TextRange};
use crate::search::records::{FoundRecords, SearchRecords};
use crate::search::{SearchMessages, SearchPage};
use crate::settings::{Appearance, Sending, UseEmoji};
use crate::sync::outbox::{
    ChooseOutboxEntry, EditOutboxEntry, OutboxEntry, OutboxPage, ShowOutbox,
};
use crate::{
    accounts, attention, commitments, feedback, inbox, journal, offers, orders, people,
    permissions, promises, search, settings, sync, today,
};
use accounts::disconnect::DisconnectAccount;
use accounts::sign_in::{ChooseSignIn, SignInStarted, SignInState, SignInToAccount};
use accounts::{AccountStatus, ConnectAccount, ShopStatus};
use today::Today;

/// What a command may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// It only reads.
    View,
    /// It changes the store, and can be undone or put right.
    Act,
    /// It cannot be undone; the window asks first.
    Destructive,
}

/// What a command answers with: the JSON itself, since whoever asked mostly only hands it on.
#[derive(Debug, Serialize)]
#[serde(transparent)]
pub struct Answer(Box<RawValue>);

impl Answer {
    fn of(result: &impl Serialize) -> Result<Self, Error> {
        Ok(Self(serde_json::value::to_raw_value(result)?))
    }

    /// The answer as a value.
    ///
    /// # Errors
    /// When it is another type.
    pub fn read<T: DeserializeOwned>(&self) -> serde_json::Result<T> {
        serde_json::from_str(self.0.get())
    }
}

macro_rules! commands {
    (
        closed { $($ctag:ident $cname:literal => $cpath:path, ($cargs:ty) -> $cresult:ty;)* }
        open { $($tag:ident $name:literal => $path:path, ($args:ty) -> $result:ty;)* }
        carrying { $($rtag:ident $rname:literal => $rpath:path, ($rargs:ty) -> $rresult:ty;)* }
    ) => {
        /// Every command with its tag, in the order of the table.
        pub const COMMANDS: &[(&str, Tag)] =
            &[$(($cname, Tag::$ctag),)* $(($name, Tag::$tag),)* $(($rname, Tag::$rtag),)*];

        async fn run(desk: &Desk, command: &str, args: Value) -> Result<Answer, Error> {
            match command {
                $($cname => {
                    let args: $cargs = serde_json::from_value(args)?;
                    let result: $cresult = $cpath(desk, args).await?;
                    Answer::of(&result)
                })*
                other => run_open(desk.app()?, other, args).await,
            }
        }

        /// Runs a command that needs the open store.
        pub(crate) async fn run_open(app: App, command: &str, args: Value) -> Result<Answer, Error> {
            match command {
                $($name => {
                    let args: $args = serde_json::from_value(args)?;
                    let result: $result = $path(app, args).await?;
                    Answer::of(&result)
                })*
                other => Err(Error::Invalid(format!("there is no command {other}"))),
            }
        }

        async fn run_carrying(
            app: App,
            command: &str,
            args: Value,
            cargo: Vec<u8>,
        ) -> Result<Answer, Error> {
            match command {
                $($rname => {
                    let args: $rargs = serde_json::from_value(args)?;
                    let result: $rresult = $rpath(app, args, cargo).await?;
                    Answer::of(&result)
                })*
                other => Err(Error::Invalid(format!("{other} carries nothing"))),
            }
        }

        #[cfg(test)]
        fn write_types(types: &mut generated::Types) {
            $(types.command::<$cargs, $cresult>($cname, Tag::$ctag);)*
            $(types.command::<$args, $result>($name, Tag::$tag);)*
            $(types.carrying::<$rargs, $rresult>($rname);)*
        }
    };
}

commands! {
    // What works while the store is closed.
    closed {
        View "desk.status" => desk::status, (()) -> DeskStatus;
        Act "desk.open" => desk::open_again, (()) -> DeskStatus;
        Act "desk.unlock" => desk::unlock, (UnlockStore) -> DeskStatus;
    }
    open {
        View "accounts.status" => accounts::status, (()) -> ShopStatus;
        Act "accounts.connect" => accounts::connect, (ConnectAccount) -> AccountStatus;
        Act "accounts.signIn" => accounts::sign_in::sign_in, (SignInToAccount) -> SignInStarted;
        View "accounts.signInState" => accounts::sign_in::state, (ChooseSignIn) -> SignInState;
        Act "accounts.cancelSignIn" => accounts::sign_in::cancel, (ChooseSignIn) -> SignInState;
        Act "accounts.tryNow" => accounts::try_now, (()) -> ();
        Act "accounts.disconnect" => accounts::disconnect::disconnect, (DisconnectAccount) -> AccountStatus;

        View "inbox.list" => inbox::list::list, (ListConversations) -> ConversationPage;
        View "inbox.head" => inbox::head::head, (OpenConversation) -> ConversationHead;
        View "inbox.thread" => inbox::thread::thread, (ShowThread) -> ThreadPage;
        View "inbox.drafts" => inbox::composer::drafts, (OpenConversation) -> Drafts;
        View "inbox.checkReply" => inbox::rules::check_reply, (CheckReply) -> Vec<RuleBreak>;
        Act "inbox.reply" => inbox::composer::reply, (ReplyToConversation) -> OutboxEntry;
        Act "inbox.note" => inbox::composer::note, (AddNote) -> Note;
        Act "inbox.saveDraft" => inbox::composer::save_draft, (SaveDraft) -> ();
        Act "inbox.removePicture" => inbox::pictures::remove, (RemovePicture) -> ();
        Act "inbox.answer" => inbox::composer::answer, (AnswerMessage) -> ();
        View "inbox.presence" => inbox::presence::presence, (OpenConversation) -> ConversationPresence;
        Act "inbox.typing" => inbox::presence::typing, (OpenConversation) -> ();
        Act "inbox.triage" => inbox::triage::triage, (TriageConversations) -> Triaged;
        Act "inbox.read" => inbox::reading::read, (ReadConversation) -> ();
        View "inbox.tags" => inbox::tags::words, (()) -> Vec<String>;
        Act "inbox.chooseTab" => inbox::list::choose_tab, (ChooseInboxTab) -> ();

        Act "offers.make" => offers::acts::make, (MakeOffer) -> OutboxEntry;
        Act "offers.counter" => offers::acts::counter, (CounterOffer) -> OutboxEntry;
        Act "offers.answer" => offers::acts::answer, (AnswerOffer) -> OutboxEntry;

        Act "orders.sendCard" => orders::acts::send_card, (SendOrderCard) -> OutboxEntry;
        Act "orders.ship" => orders::acts::ship, (ShipOrder) -> OutboxEntry;

        View "feedback.ledger" => feedback::ledger::ledger, (ShowLedger) -> LedgerPage;
        View "feedback.versions" => feedback::versions::versions, (ChooseFeedback) -> Vec<FeedbackVersion>;
        View "feedback.months" => feedback::months::months, (()) -> Vec<FeedbackMonth>;
        Act "feedback.rate" => feedback::acts::rate, (RateBuyer) -> OutboxEntry;
        Act "feedback.answer" => feedback::acts::answer, (AnswerFeedback) -> OutboxEntry;

        View "people.panel" => people::panel, (OpenConversation) -> PersonPanel;
        Act "people.setClient" => people::clients::set_client, (SetClient) -> ();
        Act "people.setBlocked" => people::blocking::set_blocked, (SetBlocked) -> ();
        Act "people.setKeeper" => people::keepers::set_keeper, (SetKeeper) -> ();
        View "people.keepers" => people::keepers::keepers, (()) -> Vec<String>;
        View "people.roster" => people::roster::roster, (ShowRoster) -> RosterPage;
        View "people.page" => people::page::page, (OpenPerson) -> PersonPage;
        View "people.orders" => people::rows::orders, (ShowPersonRows) -> PersonOrders;
        View "people.conversations" => people::rows::conversations, (ShowPersonRows) -> PersonConversations;
        View "people.notes" => people::rows::notes, (ShowPersonRows) -> PersonNotes;
        Act "people.addNote" => people::notes::add, (AddPersonNote) -> Uuid;
        Act "people.removeNote" => people::notes::remove, (RemovePersonNote) -> ();

        View "promises.list" => promises::list::list, (ListPromises) -> PromisePage;
        View "promises.of" => promises::person::of, (PromisesOf) -> PersonPromises;
        View "promises.rate" => promises::list::rate, (()) -> PromiseRate;
        Act "promises.make" => promises::acts::make, (GivePromise) -> PromiseGiven;
        Act "promises.reword" => promises::acts::reword, (RewordPromise) -> ();
        Act "promises.move" => promises::acts::shift, (MovePromise) -> ();
        Act "promises.settle" => promises::acts::settle, (SettlePromise) -> ();
        Act "promises.reopen" => promises::acts::reopen, (ChoosePromise) -> ();

        View "permissions.of" => permissions::person::of, (PermissionsOf) -> PersonPermissions;
        View "permissions.log" => permissions::list::log, (ShowPermissionLog) -> PermissionPage;
        View "permissions.people" => permissions::list::people, (ShowPermitted) -> PermissionPage;
        View "permissions.tallies" => permissions::list::tallies, (()) -> PermissionTallies;
        View "permissions.words" => permissions::wordings::words, (PermissionWords) -> Vec<PermissionWording>;
        Act "permissions.grant" => permissions::acts::grant, (GrantPermission) -> ();
        Act "permissions.withdraw" => permissions::acts::withdraw, (WithdrawPermission) -> ();

        View "commitments.list" => commitments::list::list, (()) -> CommitmentList;
        View "commitments.rows" => commitments::rows::rows, (ShowCommitmentRows) -> CommitmentRows;
        View "commitments.versions" => commitments::versions::versions, (ChooseCommitment) -> CommitmentHistory;
        Act "commitments.add" => commitments::acts::add, (AddCommitment) -> Uuid;
        Act "commitments.reword" => commitments::acts::reword, (RewordCommitment) -> ();
        Act "commitments.setDays" => commitments::acts::set_days, (SetCommitmentDays) -> ();
        Act "commitments.retire" => commitments::acts::retire, (ChooseCommitment) -> ();
        Act "commitments.takeUp" => commitments::acts::take_up, (ChooseCommitment) -> ();
        Act "commitments.review" => commitments::acts::review, (ReviewCommitment) -> ();
        Destructive "commitments.forgetAddresses" => commitments::addresses::forget, (ForgetAddresses) -> AddressesForgotten;

        View "today.show" => today::show, (()) -> Today;

        View "outbox.list" => sync::outbox::list, (ShowOutbox) -> OutboxPage;
        Act "outbox.retry" => sync::outbox::retry, (ChooseOutboxEntry) -> OutboxEntry;
        Act "outbox.edit" => sync::outbox::edit, (EditOutboxEntry) -> OutboxEntry;
        Act "outbox.discard" => sync::outbox::discard, (ChooseOutboxEntry) -> OutboxEntry;
        Act "outbox.acknowledge" => sync::outbox::acknowledge, (ChooseOutboxEntry) -> OutboxEntry;
        Act "outbox.delete" => sync::outbox::delete, (ChooseOutboxEntry) -> OutboxEntry;

        View "search.records" => search::records::records, (SearchRecords) -> FoundRecords;
        View "search.marks" => search::marks::marks, (MarkHit) -> Vec<TextRange>;
        View "search.health" => search::health::health, (()) -> IndexHealth;
        Act "search.check" => search::health::check, (()) -> IndexCheck;
        Act "search.rebuild" => search::health::build, (()) -> ();
        View "search.messages" => search::messages, (SearchMessages) -> SearchPage;

        Act "journal.undo" => journal::undo, (()) -> Undone;

        View "attention.status" => attention::late::status, (()) -> AttentionStatus;
        Act "attention.look" => attention::look, (Look) -> ();
        Act "attention.pause" => attention::chosen::pause, (PauseNotifications) -> ();

        View "settings.appearance" => settings::appearance, (()) -> Appearance;
        Act "settings.setAppearance" => settings::set_appearance, (Appearance) -> Appearance;
        View "settings.recentEmoji" => settings::recent_emoji, (()) -> Vec<String>;
        Act "settings.useEmoji" => settings::use_emoji, (UseEmoji) -> ();
        View "settings.sending" => settings::sending, (()) -> Sending;
        Act "settings.setSending" => settings::set_sending, (Sending) -> Sending;
        View "settings.notifications" => attention::chosen::notifications, (()) -> NotificationSettings;
        Act "settings.setNotifications" => attention::chosen::set_notifications, (NotificationSettings) -> NotificationSettings;
    }
    // What comes with bytes beside its arguments.
    carrying {
        Act "inbox.addPicture" => inbox::pictures::add, (AddPicture) -> DraftPicture;
    }
}

/// The most bytes that a command can come with.
pub const MOST_CARGO: u64 = inbox::pictures::MOST_BYTES;

/// Runs a command. The cause of a failure goes to the log here, and nowhere else.
///
/// # Errors
/// A [`CommandError`], for which the page has a sentence.
pub async fn dispatch(desk: &Desk, command: &str, args: Value) -> Result<Answer, CommandError> {
    let done = run(desk, command, args).await;
    done.map_err(|fault| told(command, fault))
}

/// Runs a command that comes with bytes beside its arguments.
///
/// # Errors
/// The same.
pub async fn dispatch_carrying(
    desk: &Desk,
    command: &str,
    args: Value,
    cargo: Vec<u8>,
) -> Result<Answer, CommandError> {
    let done = match desk.app() {
        Ok(app) => run_carrying(app, command, args, cargo).await,
        Err(fault) => Err(fault),
    };
    done.map_err(|fault| told(command, fault))
}

fn told(command: &str, fault: Error) -> CommandError {
    tracing::warn!(command, code = ?fault.code(), "a command was refused");
    if matches!(fault.code(), crate::error::ErrorCode::Internal) {
        tracing::error!(command, %fault, "a command failed");
    }
    fault.into()
}

/// What the command may do; `None` when there is no such command.
pub fn tag(command: &str) -> Option<Tag> {
    COMMANDS
        .iter()
        .find(|(name, _)| *name == command)
        .map(|(_, tag)| *tag)
}
