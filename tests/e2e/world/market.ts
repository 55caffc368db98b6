// The marketplace of a journey: a bazaar that can go away and come back, and its buyers.

import { execFileSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { program } from './places';
import { Program } from './program';

/** A message as a buyer sees it. */
export interface Said {
  id: string;
  author: string;
  at: number;
  body: { kind: string; text?: string; caption?: string };
}

/** A marketplace with one seller. */
export class Market {
  readonly url: string;
  readonly sellerToken: string;
  readonly #dir: string;
  readonly #port: number;
  readonly #seller: string;
  #running: Program | null = null;

  private constructor(dir: string, port: number, seller: { id: string; token: string }) {
    this.#dir = dir;
    this.#port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.#seller = seller.id;
    this.sellerToken = seller.token;
  }

  /** An empty shop. */
  static async empty(dir: string): Promise<Market> {
    const id = ask(dir, 'seller', 'add', 'Jade & Clay');
    const token = ask(dir, 'token', 'add', 'seller', id);
    return new Market(dir, await freePort(), { id, token });
  }

  /** A shop with plausible conversations, the same ones for the same number. */
  static async seeded(dir: string, conversations: number): Promise<Market> {
    const seeded = JSON.parse(
      ask(dir, 'seed', '--seller', 'Jade & Clay', '--conversations', String(conversations)),
    ) as { sellerId: string; sellerToken: string };
    const { sellerId: id, sellerToken: token } = seeded;
    return new Market(dir, await freePort(), { id, token });
  }

  /**
   * Opens for business, on the same port each time; its pages ask nobody for a password. With a
   * pace, simulated buyers live there.
   */
  async start(pace = 0): Promise<void> {
    const db = join(this.#dir, 'market.db');
    const args = ['--db', db, 'serve', '--port', String(this.#port), '--open-doors'];
    if (pace > 0) args.push('--lively', '--pace', String(pace));
    const ready = join(this.#dir, 'market.ready');
    const log = join(this.#dir, 'market.log');
    [this.#running] = await Program.start(program('bazaar'), args, ready, log);
  }

  /** Goes away: for the seller the network is gone. */
  async stop(): Promise<void> {
    await this.#running?.stop();
    this.#running = null;
  }

  /** Ends what the seller signed in with. */
  revoke(): void {
    ask(this.#dir, 'token', 'revoke', this.sellerToken);
  }

  /** A buyer who has asked about a product. */
  async buyer(name: string, about = 'Celadon tea cup', language = 'en'): Promise<Buyer> {
    const product = ask(
      this.#dir,
      ...['product', 'add', '--seller', this.#seller, '--price', '4800', '--stock', '6', about],
    );
    const id = ask(this.#dir, 'buyer', 'add', name, '--language', language);
    const token = ask(this.#dir, 'token', 'add', 'buyer', id);
    const away = { dir: this.#dir, id, product };
    return Buyer.begin(this.url, token, name, away);
  }
}

/** One buyer in one conversation. */
export class Buyer {
  private constructor(
    readonly name: string,
    readonly conversation: string,
    private readonly url: string,
    private readonly token: string,
    private readonly away: { dir: string; id: string; product: string },
  ) {}

  static async begin(
    url: string,
    token: string,
    name: string,
    away: { dir: string; id: string; product: string },
  ): Promise<Buyer> {
    const opened = (await send(`${url}/v1/buyer/conversations`, token, {
      productId: away.product,
    })) as { id: string };
    return new Buyer(name, opened.id, url, token, away);
  }

  /** Writes. */
  async says(text: string): Promise<Said> {
    return (await send(this.#messages(), this.token, { body: { kind: 'text', text } })) as Said;
  }

  /** Writes while the marketplace is out of the seller's reach. */
  saysUnseen(text: string): void {
    const { dir, id, product } = this.away;
    ask(dir, 'say', '--buyer', id, '--product', product, text);
  }

  /** Sends a picture. */
  async shows(png: Buffer, caption: string): Promise<void> {
    const picture = await send(`${this.url}/v1/pictures`, this.token, png);
    await send(this.#messages(), this.token, { body: { kind: 'picture', picture, caption } });
  }

  /** Everything said so far, oldest first. */
  async thread(): Promise<Said[]> {
    const answer = (await send(this.#messages(), this.token)) as {
      messages: Said[];
    };
    return answer.messages;
  }

  /** What the seller said so far, oldest first. */
  async answers(): Promise<string[]> {
    const thread = await this.thread();
    return thread.filter((said) => said.author === 'seller').map((said) => said.body.text ?? '');
  }

  #messages(): string {
    return `${this.url}/v1/buyer/conversations/${this.conversation}/messages`;
  }
}

function ask(dir: string, ...args: string[]): string {
  const line = ['--db', join(dir, 'market.db'), ...args];
  return execFileSync(program('bazaar'), line, { encoding: 'utf8' }).trim();
}

async function send(url: string, token: string, body?: unknown): Promise<unknown> {
  const picture = body instanceof Buffer;
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': picture ? 'image/png' : 'application/json' }),
    },
    ...(body === undefined ? {} : { body: picture ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}

/** A port nobody listens on at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
