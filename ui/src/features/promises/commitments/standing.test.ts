import { expect, test } from 'vitest';
import type { CommitmentLine, CommitmentStanding } from '../../../api/commands.gen';
import { formats } from '../../../lib/formats';
import { en } from '../../../text/en';
import { zhCN } from '../../../text/zh-CN';
import { lookOf, sentenceOf } from './standing';

const line = (more: Partial<CommitmentLine> = {}): CommitmentLine => ({
  ...{ id: 'x', kind: 'addresses', check: 'addresses', days: 90, text: null },
  ...{ standing: { kind: 'holds' }, checkedAt: 1, evidence: null, reviewedAt: null },
  ...{ nextReviewAt: null, retiredAt: null },
  ...more,
});

test.each<[CommitmentStanding, string]>([
  [{ kind: 'holds' }, 'holds'],
  [{ kind: 'reviewed' }, 'holds'],
  [{ kind: 'broken', rows: 3 }, 'broken'],
  [{ kind: 'reviewDue' }, 'waits'],
  [{ kind: 'never' }, 'waits'],
  [{ kind: 'unchecked' }, 'waits'],
])('%o looks like %s', (standing, look) => {
  expect(lookOf(line({ standing }))).toBe(look);
});

test('a sentence follows the days, in the language of the seller', () => {
  const t = en(formats('en'));
  expect(sentenceOf(line(), t)).toBe('Addresses are gone 90 days after delivery');
  expect(sentenceOf(line({ days: 730 }), t)).toBe('Addresses are gone 2 years after delivery');
  expect(sentenceOf(line(), zhCN(formats('zh-CN')))).toBe('收货 90 天后，地址即被清除');
});

test("the shop's own words stand before those of the program", () => {
  const t = en(formats('en'));
  expect(sentenceOf(line({ text: 'We forget quickly' }), t)).toBe('We forget quickly');
  expect(sentenceOf(line({ kind: null, text: 'We wrap with care' }), t)).toBe('We wrap with care');
});

test('what is broken is counted in words', () => {
  const { standing } = en(formats('en')).commitments;
  expect(standing({ kind: 'broken', rows: 1 }, null)).toBe('1 breaks it');
  expect(standing({ kind: 'broken', rows: 100 }, null)).toBe('100 or more break it');
  expect(standing({ kind: 'reviewDue' }, '1 Dec')).toBe('by hand · review due 1 Dec');
});
