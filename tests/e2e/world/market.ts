// The marketplace of a journey: a bazaar that can go away and come back, and its buyers.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { ask, send } from './bazaar';
import { Buyer, type Order } from './buyer';
import { program } from './places';
import { Program } from './program';

export { Buyer };

/** A marketplace with one seller. */
export class Market {
  readonly url: string;
  readonly sellerToken: string;
  /** Whether it knows an operation by its key; most real ones do not. */
  keys = true;
  /** What else it is told about its rules. */
  rules: readonly string[] = [];
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
    if (!this.keys) args.push('--no-idempotency');
    args.push(...this.rules);
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

  /** The seller ships, from somewhere else than the workstation. */
  async ships(order: Order): Promise<void> {
    const id = randomUUID();
    const operation = {
      id,
      revision: 1,
      act: { kind: 'ship', orderId: order.id },
    };
    const headers = { 'idempotency-key': `${id}.1` };
    await send('POST', `${this.url}/v1/operations`, this.sellerToken, operation, headers);
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
