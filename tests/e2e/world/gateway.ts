// A marketplace with a will of its own: passes everything on to the real one, except what a journey
// wants refused, lost or kept waiting.

import {
  createServer,
  request,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * What becomes of an operation:
 * - `passes`: it arrives, and so does its answer;
 * - `isSwallowed`: the connection breaks before it arrives;
 * - `losesItsAnswer`: it arrives, and the connection breaks before the answer does;
 * - `isTheLast`: it arrives, and from then on nobody is heard until the gateway opens again.
 */
export type Fate = 'passes' | 'isSwallowed' | 'losesItsAnswer' | 'isTheLast';

/** Stands between the workstation and a marketplace. */
export class Gateway {
  /** Refuses a message with these words; null lets it pass. */
  refuse: (text: string) => string | null = () => null;
  /** Decides what becomes of an operation; while that is not decided, it is held open. */
  decide: (text: string) => Fate | Promise<Fate> = () => 'passes';
  readonly #server: Server;
  #port = 0;

  private constructor(private readonly to: string) {
    this.#server = createServer((asked, answer) => {
      const parts: Buffer[] = [];
      asked.on('data', (part: Buffer) => parts.push(part));
      asked.on('end', () => void this.#meet(asked, Buffer.concat(parts), answer));
    });
  }

  /** Opens before that marketplace. */
  static async before(market: string): Promise<Gateway> {
    const gateway = new Gateway(market);
    await gateway.open();
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Opens, on the same port each time. */
  async open(): Promise<void> {
    await new Promise<void>((done) => this.#server.listen(this.#port, '127.0.0.1', done));
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  /** Goes away: for the seller the network is gone. */
  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #meet(asked: IncomingMessage, body: Buffer, answer: ServerResponse): Promise<void> {
    let fate: Fate = 'passes';
    const said = body.toString('utf8');
    // That something was read is told beside everything else, and is no journey's business.
    if (asked.url === '/v1/operations' && !said.includes('"kind":"read"')) {
      fate = await this.decide(said);
      const why = this.refuse(said);
      if (why !== null) {
        answer.writeHead(422, { 'content-type': 'application/problem+json' });
        answer.end(JSON.stringify({ type: 'refused', title: 'Refused', status: 422, detail: why }));
        return;
      }
    }
    if (fate === 'isSwallowed') {
      answer.destroy();
      return;
    }
    // Before it arrives: nothing that the marketplace says about it is to be heard.
    if (fate === 'isTheLast') this.close();
    this.#pass(asked, body, answer, fate === 'passes');
  }

  #pass(asked: IncomingMessage, body: Buffer, answer: ServerResponse, heard: boolean): void {
    const { host: _, ...headers } = asked.headers;
    const passed = request(
      `${this.to}${asked.url ?? ''}`,
      { method: asked.method, headers },
      (real) => {
        if (!heard) {
          real.resume();
          answer.destroy();
          return;
        }
        answer.writeHead(real.statusCode ?? 502, real.headers);
        real.pipe(answer);
      },
    );
    passed.on('error', () => answer.destroy());
    if (heard) answer.on('close', () => passed.destroy());
    passed.end(body);
  }
}
