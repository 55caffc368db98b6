import { expect, test } from 'vitest';
import type { Announce } from './fakeAnswers';
import { fakeCommitments } from './fakeCommitments';
import { fakeShop } from './fakeShop';

const silent: Announce = () => undefined;

function shop() {
  const now = Date.now();
  const { answers, ...rest } = fakeCommitments(fakeShop(now), now, silent);
  const list = () => answers['commitments.list'](null);
  const line = (id: string) => list().active.find((one) => one.id === id);
  return { ...rest, answers, list, line, now };
}

test('twelve are in force, and what is broken has its rows', () => {
  const { list, answers, today } = shop();
  expect(list().active).toHaveLength(12);
  for (const { id, standing } of list().active) {
    const rows = answers['commitments.rows']({ id, after: null }).rows.length;
    expect(standing.kind === 'broken' ? standing.rows : 0, id).toBe(rows);
  }
  expect(today()).toEqual({ broken: 2, reviewDue: 1 });
});

test('forgetting the addresses repairs their commitment', () => {
  const { line, answers } = shop();
  expect(line('addresses')?.standing).toEqual({ kind: 'broken', rows: 3 });
  expect(answers['commitments.forgetAddresses']({})).toEqual({ orders: 3 });
  expect(line('addresses')?.standing).toEqual({ kind: 'holds' });
});

test('each act is taken back by one undo', () => {
  const { list, answers, undo, now } = shop();
  const acts = [
    () => answers['commitments.add']({ text: 'We wrap with care', nextReviewAt: null }),
    () => answers['commitments.reword']({ id: 'shown', text: 'Within a week' }),
    () => answers['commitments.setDays']({ id: 'notes', days: 365 }),
    () => answers['commitments.retire']({ id: 'doors' }),
    () => answers['commitments.takeUp']({ id: 'doors' }),
    () => answers['commitments.review']({ id: 'purpose', evidence: 'x', nextReviewAt: now + 1e9 }),
  ];
  const before: unknown[] = [];
  for (const act of acts) {
    before.push(structuredClone(list()));
    act();
    expect(list()).not.toEqual(before.at(-1));
  }
  while (before.length > 0) {
    expect(undo()).not.toBeNull();
    expect(list()).toEqual(before.pop());
  }
  expect(undo()).toBeNull();
});

test('every wording is kept', () => {
  const { answers, line } = shop();
  answers['commitments.reword']({ id: 'named', text: 'One' });
  answers['commitments.reword']({ id: 'named', text: 'Two' });
  expect(line('named')?.text).toBe('Two');
  const { versions } = answers['commitments.versions']({ id: 'named' });
  expect(versions.map((one) => one.text)).toEqual(['Two', 'One']);
});
