import { expect, test } from 'vitest';
import type { PreviewKind } from '../../api/commands.gen';
import { formats } from '../../lib/formats';
import { en } from '../../text/en';
import { previewWords } from './previewWords';

test.each<[PreviewKind, string | null, string | null]>([
  ['text', null, null],
  ['system', null, null],
  ['picture', null, 'Picture'],
  ['offer', 'made', 'Offer'],
  ['offer', 'accepted', 'Offer accepted'],
  ['offer', 'auctioned', 'Offer changed'],
  ['order', 'placed', 'Order placed'],
  ['order', null, 'Order changed'],
  ['feedback', null, 'New rating'],
])('a newest message of kind %s, step %s, begins with %s', (previewKind, previewStep, said) => {
  const t = en(formats('en-GB'));
  expect(previewWords({ previewKind, previewStep }, t)).toBe(said);
});
