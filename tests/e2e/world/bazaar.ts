// How the marketplace is spoken to: by its own command line, and over HTTP.

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { program } from './places';

/** Asks the program itself; the answer is what it prints. */
export function ask(dir: string, ...args: string[]): string {
  const line = ['--db', join(dir, 'market.db'), ...args];
  return execFileSync(program('bazaar'), line, { encoding: 'utf8' }).trim();
}

/** Sends JSON, or a picture; a refusal throws. */
export async function send(
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  token: string,
  body?: unknown,
  more: Record<string, string> = {},
): Promise<unknown> {
  const picture = body instanceof Buffer;
  const answer = await fetch(url, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'content-type': picture ? 'image/png' : 'application/json' }),
      ...more,
    },
    ...(body === undefined ? {} : { body: picture ? new Uint8Array(body) : JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
