//! A workstation in a process of its own, which can be killed.

use std::path::Path;
use std::process::Stdio;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

use crate::workstation::whole_tab;
use crate::{Buyer, PATIENCE, conversation_of, until_some};

/// The program `seat`, running.
#[derive(Debug)]
pub struct SeatProcess {
    child: Child,
    commands: ChildStdin,
    echoes: Lines<BufReader<ChildStdout>>,
}

impl SeatProcess {
    /// Starts the program on a profile and waits until its store is open. What it logs goes beside
    /// the profile.
    pub async fn start(program: &str, profile: &Path, environment: &[(&str, &Path)]) -> Self {
        let (seat, opened) = Self::start_on(program, profile, environment).await;
        assert_eq!(opened, "open", "the store opens");
        seat
    }

    /// The same whatever becomes of the store; says how it stands.
    pub async fn start_on(
        program: &str,
        profile: &Path,
        environment: &[(&str, &Path)],
    ) -> (Self, String) {
        std::fs::create_dir_all(profile).unwrap();
        let log = std::fs::File::options()
            .create(true)
            .append(true)
            .open(profile.with_extension("log"));
        let mut child = Command::new(program)
            .arg(profile)
            .envs(environment.iter().copied())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log.unwrap())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let commands = child.stdin.take().unwrap();
        let echoes = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut seat = Self {
            child,
            commands,
            echoes,
        };
        let opened = seat
            .echo()
            .await
            .expect("the program says how its store stands");
        let kind = opened["ok"]["store"]["kind"].as_str();
        let kind = kind.unwrap_or_else(|| panic!("the store stands somehow, and not {opened}"));
        (seat, kind.to_owned())
    }

    /// Runs a command that goes well.
    pub async fn call(&mut self, command: &str, args: Value) -> Value {
        let result = self.asks(command, args).await;
        result.unwrap_or_else(|code| panic!("{command} goes well, and not {code}"))
    }

    /// Runs a command that may be refused; then it gives the code.
    pub async fn asks(&mut self, command: &str, args: Value) -> Result<Value, String> {
        self.send(command, args).await;
        let Some(mut echo) = self.echo().await else {
            panic!(
                "the program answers, and does not end: {:?}",
                self.child.wait().await
            );
        };
        match echo["refused"]["code"].as_str() {
            Some(code) => Err(code.to_owned()),
            None => Ok(echo["ok"].take()),
        }
    }

    /// Gives a command without waiting for its echo.
    pub async fn send(&mut self, command: &str, args: Value) {
        let mut line = json!({ "command": command, "args": args }).to_string();
        line.push('\n');
        self.commands.write_all(line.as_bytes()).await.unwrap();
    }

    /// The next echo; nothing when the program has ended without one.
    pub async fn echo(&mut self) -> Option<Value> {
        let line = tokio::time::timeout(PATIENCE, self.echoes.next_line()).await;
        // A line that was cut off by the end was never heard.
        serde_json::from_str(&line.expect("the program is alive or not").unwrap()?).ok()
    }

    /// The buyer's conversation, once it is here.
    pub async fn conversation(&mut self, buyer: &Buyer) -> Value {
        let seat = tokio::sync::Mutex::new(self);
        until_some("the conversation comes", async || {
            let page = seat
                .lock()
                .await
                .call("inbox.list", whole_tab("open"))
                .await;
            conversation_of(&page, &buyer.name)
        })
        .await
    }

    /// Ends the program the way that it cannot notice, and gives the echoes that were still on
    /// their way.
    pub async fn kill(mut self) -> Vec<Value> {
        self.child.kill().await.unwrap();
        let mut echoes = Vec::new();
        while let Some(echo) = self.echo().await {
            echoes.push(echo);
        }
        echoes
    }

    /// Lets the program end by itself.
    pub async fn close(mut self) {
        drop(self.commands);
        let ended = tokio::time::timeout(PATIENCE, self.child.wait()).await;
        assert!(
            ended.expect("the program ends").unwrap().success(),
            "it ends well"
        );
    }
}
