// A marketplace with a will of its own: passes everything on to the real one, except what a journey
// wants refused.

import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between the workstation and a marketplace. */
export class Gateway {
  /** Refuses a message with these words; null lets it pass. */
  refuse: (text: string) => string | null = () => null;
  readonly #server: Server;

  private constructor(private readonly to: string) {
    this.#server = createServer((asked, answer) => {
      const parts: Buffer[] = [];
      asked.on('data', (part: Buffer) => parts.push(part));
      asked.on('end', () => {
        const body = Buffer.concat(parts);
        const why = asked.url === '/v1/operations' ? this.refuse(body.toString('utf8')) : null;
        if (why !== null) {
          answer.writeHead(422, { 'content-type': 'application/problem+json' });
          answer.end(
            JSON.stringify({ type: 'refused', title: 'Refused', status: 422, detail: why }),
          );
          return;
        }
        const { host: _, ...headers } = asked.headers;
        const passed = request(
          `${this.to}${asked.url ?? ''}`,
          { method: asked.method, headers },
          (real) => {
            answer.writeHead(real.statusCode ?? 502, real.headers);
            real.pipe(answer);
          },
        );
        passed.on('error', () => answer.destroy());
        answer.on('close', () => passed.destroy());
        passed.end(body);
      });
    });
  }

  /** Opens before that marketplace. */
  static async before(market: string): Promise<Gateway> {
    const gateway = new Gateway(market);
    await new Promise<void>((done) => gateway.#server.listen(0, '127.0.0.1', done));
    return gateway;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
