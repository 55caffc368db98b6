import { expect, test } from 'vitest';
import { find, pieces } from './find';
import type { Row } from './rows';

const row = (kind: Row['kind'], title: string, also: string[] = []): Row => ({
  ...{ id: `${kind}.${title}`, kind, title, also, more: null, key: null },
  run: () => undefined,
});

const ROWS = [
  row('whom', 'Snooze'),
  row('whom', 'Mark as unread', ['Mark as unread, or read']),
  row('action', 'Undo the last step'),
  row('page', 'Go to the settings'),
  row('page', 'Go to People'),
  row('setting', 'Working hours', ['Hours and notifications']),
  row('whom', '稍后处理', ['Snooze', 'shcl']),
];
const found = (typed: string) =>
  find(typed, ROWS).map(({ kind, rows }) => [kind, rows.map((one) => one.title)]);

test('letters in their order find a line, the kind with the best one goes first', () => {
  expect(found('snoo')[0]).toEqual(['whom', ['Snooze', '稍后处理']]);
  expect(found('settings')).toEqual([['page', ['Go to the settings']]]);
  expect(found('gtp')[0]).toEqual(['page', ['Go to People']]);
  expect(found('hours')[0]).toEqual(['setting', ['Working hours']]);
  expect(found('UNDO')[0]).toEqual(['action', ['Undo the last step']]);
  expect(found('qqq')).toEqual([]);
});

test('Chinese lines are found by their characters, by pinyin initials and in English', () => {
  expect(found('稍后')).toEqual([['whom', ['稍后处理']]]);
  expect(found('处理')).toEqual([['whom', ['稍后处理']]]);
  expect(found('shcl')).toEqual([['whom', ['稍后处理']]]);
});

test('the letters that were meant are marked, and none where another name was meant', () => {
  const marks = (typed: string) => find(typed, ROWS).at(0)?.rows.at(0)?.marks;
  expect(marks('snoo')).toEqual([0, 1, 2, 3]);
  expect(marks('shcl')).toEqual([]);
  expect(pieces('Snooze', [0, 1])).toEqual([
    { text: 'Sn', meant: true },
    { text: 'ooze', meant: false },
  ]);
  expect(pieces('Mute', [])).toEqual([{ text: 'Mute', meant: false }]);
});

test('a hundred lines are searched well within a frame', () => {
  const many = Array.from({ length: 100 }, (_, at) =>
    row('action', `Go to place number ${at}`, ['Elsewhere']),
  );
  find('warm', many);
  const times = ['g', 'go', 'place', 'number 7', 'zzz'].map((typed) => {
    const begun = performance.now();
    find(typed, many);
    return performance.now() - begun;
  });
  // The third of five: a shared machine may be busy for one or two of them.
  expect(times.toSorted((a, b) => a - b)[2]).toBeLessThan(8);
});
