//! What can be asked of the program, and what it answers on standard output.

use std::future::Future;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand, ValueEnum};
use rapport_bazaar::{
    Bazaar, Lively, NewMessage, NewProduct, Role, Rules, live, serve, wall_clock,
};
use rapport_protocol::{Author, Body, Money, ProductId, TextBody};
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::agree::agree;

/// The reference marketplace: a server for the open marketplace API, in one file.
#[derive(Debug, Parser)]
#[command(name = "bazaar", version)]
pub(crate) struct Line {
    /// The file that everything is kept in; made when it is not there.
    #[arg(long)]
    db: Option<PathBuf>,
    #[command(subcommand)]
    ask: Ask,
}

#[derive(Debug, Subcommand)]
enum Ask {
    /// Serve until Ctrl-C.
    Serve {
        /// The port; 0 takes a free one.
        #[arg(long, default_value_t = 0)]
        port: u16,
        /// The address; others than this machine reach it only when told so here.
        #[arg(long, default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
        bind: IpAddr,
        /// A file that gets the server's address once it listens.
        #[arg(long)]
        ready_file: Option<PathBuf>,
        /// For a demonstration: let anybody sign in as any seller or buyer, without a password.
        /// Only on this machine.
        #[arg(long)]
        open_doors: bool,
        /// Behave as most real marketplaces do: know no operation by its key, compare nothing with what
        /// the seller had seen, and name no operation in what it became.
        #[arg(long)]
        no_idempotency: bool,
        /// Take no links in a seller's messages.
        #[arg(long)]
        no_links: bool,
        /// Take no mail addresses in a seller's messages.
        #[arg(long)]
        no_contact_details: bool,
        /// Take a seller's answer only for so many hours after the buyer's last message; 0 is for ever.
        #[arg(long, default_value_t = 0)]
        reply_window_hours: u32,
        /// For a demonstration: let simulated buyers come, ask, haggle and order.
        #[arg(long)]
        lively: bool,
        /// How many times faster than pleasant to watch they live; 60 is for load.
        #[arg(long, requires = "lively", default_value_t = 1.0)]
        pace: f64,
        /// The same number brings the same buyers.
        #[arg(long, requires = "lively", default_value_t = 1)]
        lively_seed: u64,
    },
    /// Agree, as a seller and through open doors, to what a workstation asks in the browser.
    Agree {
        /// The seller's name or id.
        #[arg(long = "as")]
        seller: String,
        /// The address that the workstation would open in the browser.
        url: String,
    },
    /// Sellers.
    #[command(subcommand)]
    Seller(OfSeller),
    /// Buyers.
    #[command(subcommand)]
    Buyer(OfBuyer),
    /// Tokens.
    #[command(subcommand)]
    Token(OfToken),
    /// Products.
    #[command(subcommand)]
    Product(OfProduct),
    /// Write as a buyer, opening the conversation when there is none.
    Say {
        /// The buyer.
        #[arg(long)]
        buyer: String,
        /// The product it is about.
        #[arg(long)]
        product: String,
        /// The words.
        text: String,
    },
    /// Remove a message, leaving a tombstone.
    DeleteMessage {
        /// The message.
        id: String,
    },
    /// Forget every cursor given to a seller's workstations so far.
    ExpireCursors {
        /// The seller.
        seller: String,
    },
    /// Make a seller with the demo shop, and print ids and tokens as JSON.
    Seed {
        /// The seller's name.
        #[arg(long)]
        seller: String,
        /// How many conversations at most; all two years of them when absent.
        #[arg(long)]
        conversations: Option<usize>,
        /// The same number makes the same shop.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Print the `OpenAPI` document.
    Openapi,
}

#[derive(Debug, Subcommand)]
enum OfSeller {
    /// Add one and print the id.
    Add {
        /// The name.
        name: String,
    },
    /// Set what one signs in with; it is read from standard input.
    Password {
        /// Whose.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum OfBuyer {
    /// Add one and print the id.
    Add {
        /// The name.
        name: String,
        /// The language, as BCP 47.
        #[arg(long)]
        language: Option<String>,
    },
    /// Set what one signs in with; it is read from standard input.
    Password {
        /// Whose.
        id: String,
    },
}

#[derive(Debug, Subcommand)]
enum OfToken {
    /// Make one and print it; it is not shown again.
    Add {
        /// As what.
        role: Whose,
        /// Whose.
        id: String,
    },
    /// End one.
    Revoke {
        /// The token.
        token: String,
    },
    /// End all of a seller's or buyer's.
    RevokeAll {
        /// Whose.
        id: String,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Whose {
    Seller,
    Buyer,
}

#[derive(Debug, Subcommand)]
enum OfProduct {
    /// Add one and print the id.
    Add {
        /// The seller.
        #[arg(long)]
        seller: String,
        /// The price in the currency's minor unit: 4800 is €48.00.
        #[arg(long)]
        price: i64,
        /// The currency, as ISO 4217.
        #[arg(long, default_value = "EUR")]
        currency: String,
        /// How many there are.
        #[arg(long)]
        stock: Option<u32>,
        /// What it is called.
        title: String,
    },
}

/// Does what was asked.
pub(crate) fn run(line: Line) -> Result<()> {
    match line.ask {
        Ask::Openapi => {
            say(rapport_bazaar::openapi().trim_end());
            Ok(())
        }
        Ask::Agree { seller, url } => runtime()?.block_on(agree(&seller, &url)),
        ask => {
            let db = line.db.context("say with --db where everything is kept")?;
            let bazaar = Bazaar::open(&db, wall_clock())
                .with_context(|| format!("{} cannot be opened", db.display()))?;
            run_on(bazaar, ask)
        }
    }
}

fn run_on(bazaar: Bazaar, ask: Ask) -> Result<()> {
    match ask {
        Ask::Serve {
            port,
            bind,
            ready_file,
            open_doors,
            no_idempotency,
            no_links,
            no_contact_details,
            reply_window_hours,
            lively,
            pace,
            lively_seed: seed,
        } => {
            if open_doors && !bind.is_loopback() {
                bail!("doors are opened on this machine only: leave out --bind");
            }
            bazaar.set_rules(Rules {
                open_doors,
                idempotency: !no_idempotency,
                links: !no_links,
                contact_details: !no_contact_details,
                reply_window_hours,
                ..bazaar.rules()
            });
            let lively = lively.then_some(Lively { pace, seed });
            return run_server(bazaar, SocketAddr::new(bind, port), ready_file, lively);
        }
        Ask::Seller(OfSeller::Add { name }) => say(&bazaar.add_seller(&name)?),
        Ask::Seller(OfSeller::Password { id }) => password(&bazaar, Role::Seller, &id)?,
        Ask::Buyer(OfBuyer::Add { name, language }) => {
            say(&bazaar.add_buyer(&name, language.as_deref())?);
        }
        Ask::Buyer(OfBuyer::Password { id }) => password(&bazaar, Role::Buyer, &id)?,
        Ask::Token(asked) => token(&bazaar, asked)?,
        Ask::Product(OfProduct::Add {
            seller,
            price,
            currency,
            stock,
            title,
        }) => {
            let price = Money {
                minor: price,
                currency,
            };
            let product = NewProduct {
                title,
                price,
                stock,
                picture: None,
            };
            say(bazaar.add_product(&seller, &product)?.as_str());
        }
        Ask::Say {
            buyer,
            product,
            text,
        } => {
            let conversation = bazaar.open_conversation(&buyer, &ProductId(product))?;
            let body = Body::Text(TextBody { text });
            let message = NewMessage {
                author: Author::Buyer,
                body,
                at: None,
            };
            say(bazaar.say(&buyer, &conversation, &message)?.id.as_str());
        }
        Ask::DeleteMessage { id } => bazaar.delete_message(&id)?,
        Ask::ExpireCursors { seller } => bazaar.expire_cursors(&seller)?,
        Ask::Seed {
            seller,
            conversations,
            seed,
        } => {
            let conversations = conversations.unwrap_or(usize::MAX);
            let report = bazaar.seed(&seller, conversations, seed)?;
            say(&serde_json::to_string_pretty(&report)?);
        }
        // They were answered without a file.
        Ask::Openapi | Ask::Agree { .. } => {}
    }
    Ok(())
}

fn password(bazaar: &Bazaar, role: Role, id: &str) -> Result<()> {
    let mut line = String::new();
    std::io::stdin()
        .read_line(&mut line)
        .context("the password cannot be read")?;
    let password = line.trim_end_matches(['\r', '\n']);
    Ok(bazaar.set_password(role, id, password)?)
}

fn token(bazaar: &Bazaar, asked: OfToken) -> Result<()> {
    match asked {
        OfToken::Add { role, id } => {
            let role = match role {
                Whose::Seller => Role::Seller,
                Whose::Buyer => Role::Buyer,
            };
            say(&bazaar.issue_token(role, &id)?);
        }
        OfToken::Revoke { token } => {
            if !bazaar.revoke_token(&token)? {
                bail!("there is no such token, or it was ended before");
            }
        }
        OfToken::RevokeAll { id } => say(&bazaar.revoke_all(&id)?.to_string()),
    }
    Ok(())
}

fn run_server(
    bazaar: Bazaar,
    address: SocketAddr,
    ready: Option<PathBuf>,
    lively: Option<Lively>,
) -> Result<()> {
    runtime()?.block_on(async {
        let listener = TcpListener::bind(address)
            .await
            .with_context(|| format!("{address} cannot be listened on"))?;
        let url = format!("http://{}", listener.local_addr()?);
        if let Some(ready) = ready {
            write_whole(&ready, &url)?;
        }
        say(&format!("bazaar listens on {url}"));
        let buyers = lively.map(|lively| tokio::spawn(live(bazaar.clone(), lively)));
        let served = serve(listener, bazaar, stopped()?).await;
        if let Some(buyers) = buyers {
            buyers.abort();
        }
        Ok(served?)
    })
}

fn runtime() -> std::io::Result<Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

/// Writes a file so that nobody ever sees half of it.
fn write_whole(path: &Path, text: &str) -> Result<()> {
    let partial = path.with_extension("partial");
    std::fs::write(&partial, text)
        .and_then(|()| std::fs::rename(&partial, path))
        .with_context(|| format!("{} cannot be written", path.display()))
}

/// Done when the program is asked to end, by Ctrl-C or by whoever started it.
#[cfg(unix)]
fn stopped() -> Result<impl Future<Output = ()>> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    })
}

/// Done when the program is asked to end by Ctrl-C.
#[cfg(not(unix))]
fn stopped() -> Result<impl Future<Output = ()>> {
    Ok(async {
        // Without a signal there is nothing to wait for but the end of the process.
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}

fn say(text: &str) {
    #[expect(clippy::print_stdout, reason = "a command line answers")]
    {
        println!("{text}");
    }
}
