import { afterEach, expect, test, vi } from 'vitest';
import type { Announcement } from '../api/commands.gen';
import { httpHost } from './http';

afterEach(() => vi.unstubAllGlobals());

function answering(answer: (url: string, init: RequestInit) => Response | Promise<Response>) {
  const fetch = vi.fn(async (url: string, init: RequestInit) => answer(url, init));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

test('a command is posted with the token, and its answer comes back', async () => {
  const fetch = answering(() => Response.json({ reply: 'x', note: '' }));
  const answer = await httpHost('t0k').invoke('inbox.drafts', { conversationId: 'a' });
  expect(answer).toEqual({ reply: 'x', note: '' });
  const [url, init] = fetch.mock.calls[0] ?? [];
  expect(url).toBe('/invoke/inbox.drafts');
  expect(init?.method).toBe('POST');
  expect(init?.body).toBe('{"conversationId":"a"}');
  expect(new Headers(init?.headers).get('x-rapport-token')).toBe('t0k');
});

test('a refusal is thrown as it was said', async () => {
  answering(() => Response.json({ code: 'closed', detail: '' }, { status: 409 }));
  await expect(httpHost('t').invoke('inbox.reply', {})).rejects.toEqual({
    code: 'closed',
    detail: '',
  });
});

test('events are heard, whichever way they are cut, and the stream is taken up again', async () => {
  const encoder = new TextEncoder();
  const change = { tables: ['messages'], conversations: ['你'], act: true };
  const text = `: hello\r\nevent: change\r\ndata: ${JSON.stringify(change)}\r\n\r\nevent: open\ndata: {"conversationId":"b"}\n\n`;
  let times = 0;
  answering(() => {
    times += 1;
    const body = new ReadableStream<Uint8Array>({
      start(stream) {
        // Byte by byte: characters and lines arrive in pieces.
        for (const byte of encoder.encode(text)) stream.enqueue(Uint8Array.of(byte));
        stream.close();
      },
    });
    return new Response(body);
  });
  const host = httpHost('t');
  const heard: Announcement[] = [];
  const opened: string[] = [];
  const stops = [host.onChange((one) => heard.push(one)), host.onOpen((id) => opened.push(id))];
  await vi.waitUntil(() => times >= 2 && opened.length >= 2, { timeout: 5000 });
  stops.forEach((stop) => stop());
  expect(heard).toContainEqual(change);
  expect(heard[0]?.conversations, 'what was missed is caught up first').toBeNull();
  expect(opened[0]).toBe('b');
});
