import { expect, test, vi } from 'vitest';
import type { Place } from '../place';
import { Actions } from './actions';
import { PAGES } from '../pages';

/** Actions that are offered everywhere a page can be shown. */
function desk(): Actions {
  const actions = new Actions();
  actions.add(Object.fromEntries(PAGES.map((page) => [`go.${page}`, { run: vi.fn() }])));
  actions.add({ 'list.next': { run: vi.fn() }, 'inbox.tag': { run: vi.fn() } });
  return actions;
}

/** What a row of key presses, each with its moment, asks for in the end. */
function typed(presses: [key: string, at: number, place?: Place][]) {
  const actions = desk();
  return presses.map(([key, at, place = 'elsewhere']) => actions.asked(key, place, at)).at(-1);
}

test.each([
  ['go.today', 't'],
  ['go.inbox', 'i'],
  ['go.outbox', 'x'],
  ['go.feedback', 'f'],
  ['go.people', 'p'],
  ['go.promises', 'o'],
  ['go.settings', 's'],
  [null, 'q'],
])('g and a letter lead to %s', (id, letter) => {
  const then: [string, number][] = [
    ['g', 0],
    [letter, 300],
  ];
  expect(typed(then)).toBe(id);
});

test('a letter alone, too late, or in a field leads nowhere', () => {
  expect(typed([['f', 0]])).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['f', 1600],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['f', 10, 'field'],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0, 'field'],
      ['f', 10],
    ]),
  ).toBeNull();
});

test('another key in between ends it, a second g begins anew', () => {
  expect(
    typed([
      ['g', 0],
      ['j', 10],
      ['f', 20],
    ]),
  ).toBeNull();
  expect(
    typed([
      ['g', 0],
      ['g', 1000],
      ['t', 2000],
    ]),
  ).toBe('go.today');
  // Too late for the page, the letter is what it is by itself.
  expect(
    typed([
      ['g', 0],
      ['t', 1600],
    ]),
  ).toBe('inbox.tag');
});

test('an action is had where it applies, while it is offered, from whoever offered it last', () => {
  const actions = new Actions();
  const [whole, own] = [vi.fn(), vi.fn()];
  let shown = true;
  actions.add({ undo: { run: whole }, 'inbox.done': { run: whole } });
  const takeBack = actions.add({ undo: { run: own } }, { when: () => shown });

  actions.run('undo');
  expect([whole, own].map((run) => run.mock.calls.length)).toEqual([0, 1]);
  shown = false;
  actions.run('undo');
  expect(whole).toHaveBeenCalledTimes(1);
  shown = true;
  takeBack();
  actions.run('undo');
  expect(whole).toHaveBeenCalledTimes(2);

  actions.page = 'people';
  expect(actions.run('inbox.done')).toBe(false);
  expect(actions.asked('e', 'elsewhere', 0)).toBeNull();
  actions.page = 'inbox';
  expect(actions.run('inbox.done')).toBe(true);
});

test('what cannot be done now is not offered, and does nothing', () => {
  const actions = new Actions();
  const run = vi.fn();
  let can = false;
  actions.add({ 'inbox.offer': { run, can: () => can } }, { whom: () => 'Mei Lin' });
  expect(actions.possible()).toEqual([]);
  expect(actions.run('inbox.offer')).toBe(false);
  can = true;
  expect(actions.possible().map(({ id, whom }) => [id, whom])).toEqual([
    ['inbox.offer', 'Mei Lin'],
  ]);
  actions.run('inbox.offer');
  expect(run).toHaveBeenCalledTimes(1);
});
