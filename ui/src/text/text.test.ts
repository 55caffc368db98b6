import { expect, test } from 'vitest';
import { formats } from '../lib/formats';
import { waited } from '../lib/waiting';
import { en } from './en';
import { pseudo } from './pseudo';
import { zhCN } from './zh-CN';

const english = en(formats('en-GB'));
const chinese = zhCN(formats('zh-CN'));
const now = new Date(2026, 10, 22, 9, 20).getTime();
const day = 86_400_000;

/** Every sentence with its place. */
function leaves(value: unknown, path = ''): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

test('both languages have the same sentences, none empty', () => {
  expect(leaves(chinese).map(([path]) => path)).toEqual(leaves(english).map(([path]) => path));
  for (const [path, value] of [...leaves(english), ...leaves(chinese)]) {
    expect(value, path).not.toBe('');
  }
});

test('nothing was left in English', () => {
  const same = new Set(['/app/name', '/settings/en', '/settings/zhCN']);
  for (const [path, value] of leaves(chinese)) {
    if (typeof value === 'string' && !same.has(path))
      expect(value, path).toMatch(/\p{Script=Han}/u);
  }
});

test('the marking reaches plain, computed and nested sentences', () => {
  const marked = pseudo(english);
  expect(marked.inbox.waiting).toBe('⟦Waiting⟧');
  expect(marked.foot.offlineQueued(2)).toBe('⟦Offline · 2 queued⟧');
  expect(marked.money(4800, 'EUR')).toBe('⟦€48.00⟧');
  expect(marked.error('closed')).toMatch(/^⟦.*⟧$/);
  const strings = leaves(marked).filter(([, value]) => typeof value === 'string');
  for (const [path, value] of strings) expect(value, path).toMatch(/^⟦.*⟧$/s);
});

test('waiting times read well in both languages', () => {
  const after = (minutes: number) => waited(now - minutes * 60_000, now);
  expect([0, 12, 134, 120, 3060].map((m) => english.time.waited(after(m)))).toEqual([
    'now',
    '12 m',
    '2 h 14 m',
    '2 h',
    '2 d 3 h',
  ]);
  expect([0, 12, 134, 3060].map((m) => chinese.time.waited(after(m)))).toEqual([
    '刚刚',
    '12 分钟',
    '2 小时 14 分',
    '2 天 3 小时',
  ]);
});

test('days have names while they are near, dates after that', () => {
  const days = [0, 1, 3, 10, 400].map((ago) => english.time.day(now - ago * day, now));
  expect(days).toEqual(['Today', 'Yesterday', 'Thursday', '12 Nov', '18 Oct 2025']);
  const tage = [0, 1, 3, 10].map((ago) => chinese.time.day(now - ago * day, now));
  expect(tage).toEqual(['今天', '昨天', '星期四', '11月12日']);
  expect(english.time.short(now, now)).toBe('09:20');
});

test('money follows its currency', () => {
  expect(english.money(129960, 'EUR')).toBe('€1,299.60');
  expect(english.money(1300, 'JPY')).toBe('¥1,300');
  expect(english.money(250, 'points')).toBe('2.5 points');
});
