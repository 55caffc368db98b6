import { expect, test } from 'vitest';
import { daysBetween } from './days';
import { countChars, sends } from './enter';
import { linkParts, marked } from './links';
import { initials, tint, TINTS } from './names';
import { heat, waited } from './waiting';

const MINUTE = 60_000;

test.each([
  [0, 0, 0, 0],
  [31, 0, 0, 31],
  [120, 0, 2, 0],
  [134, 0, 2, 14],
  [3000, 2, 2, 0],
])('%i minutes of waiting are cut to days, hours and minutes', (total, days, hours, minutes) => {
  expect(waited(0, total * MINUTE + 59_999)).toEqual({ days, hours, minutes });
});

test.each([
  [10, 40, 9, 'plain'],
  [10, 40, 10, 'warm'],
  [10, 40, 40, 'hot'],
  [10, null, 99, 'warm'],
  [null, null, 99, 'plain'],
])('late from %s and very late from %s it is at %i %s', (late, veryLate, now, looks) => {
  expect(heat(late, veryLate, now)).toBe(looks);
});

test('a clock that runs behind shows no negative waiting', () => {
  expect(waited(MINUTE * 5, 0).minutes).toBe(0);
});

test('days are counted by the calendar, not by hours', () => {
  const late = new Date(2026, 2, 28, 23, 59).getTime();
  expect(daysBetween(late, new Date(2026, 2, 29, 0, 1).getTime())).toBe(1);
  expect(daysBetween(late, new Date(2026, 2, 30, 0, 0).getTime())).toBe(2);
});

const enter = {
  key: 'Enter',
  keyCode: 13,
  shiftKey: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  isComposing: false,
};

test.each([
  ['Enter', {}, true],
  ['Ctrl + Enter', { ctrlKey: true }, true],
  ['Shift + Enter', { shiftKey: true }, false],
  ['Enter that confirms a candidate', { isComposing: true }, false],
  ['Enter that confirms a candidate, as WebKit tells it', { keyCode: 229 }, false],
  ['another key', { key: 'a', keyCode: 65 }, false],
])('%s sends: %o → %s', (_name, change, expected) => {
  expect(sends({ ...enter, ...change })).toBe(expected);
});

test('characters are counted as people count them', () => {
  expect(countChars('  三个 🙏 ')).toBe(4);
});

test('links end before the punctuation of the sentence', () => {
  expect(linkParts('See https://a.example/b, 或 http://c.example/d。')).toEqual([
    { text: 'See ', url: null },
    { text: 'https://a.example/b', url: 'https://a.example/b' },
    { text: ', 或 ', url: null },
    { text: 'http://c.example/d', url: 'http://c.example/d' },
    { text: '。', url: null },
  ]);
  expect(linkParts('<b>javascript:alert(1)</b>')).toEqual([
    { text: '<b>javascript:alert(1)</b>', url: null },
  ]);
});

test('marks are cut out of words and addresses alike', () => {
  const parts = linkParts('Tea at https://tea.example now');
  const pieces = marked(parts, [
    { start: 0, end: 3 },
    { start: 15, end: 18 },
    { start: 25, end: 29 },
  ]).map((part) => part.pieces.map((it) => (it.marked ? `[${it.text}]` : it.text)).join(''));
  expect(pieces).toEqual(['[Tea] at ', 'https://[tea].exampl[e]', '[ no]w']);
  expect(marked(parts, []).map((part) => part.pieces.length)).toEqual([1, 1, 1]);
});

test('initials fit both scripts', () => {
  expect(['Lin Wei', 'Amir K.', '陈晓', 'Ola'].map(initials)).toEqual(['LW', 'AK', '陈', 'O']);
});

test('white text is readable on every tint', () => {
  for (const colour of TINTS)
    expect(1.05 / (luminance(colour) + 0.05), colour).toBeGreaterThan(4.5);
  expect(tint('Lin Wei')).toBe(tint('Lin Wei'));
});

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
