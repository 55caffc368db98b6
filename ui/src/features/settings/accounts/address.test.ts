import { expect, test } from 'vitest';
import { addressOf, placeOf } from './address';

test.each([
  ['bazaar.example', 'https://bazaar.example'],
  ['  bazaar.example/shop/ ', 'https://bazaar.example/shop'],
  ['https://bazaar.example//', 'https://bazaar.example'],
  ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
  ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
  ['localhost', 'http://localhost'],
  ['[::1]:8080', 'http://[::1]:8080'],
  // A name that only begins like this machine's is another machine.
  ['localhost.example', 'https://localhost.example'],
  ['file:///etc/passwd', 'file:///etc/passwd'],
  ['   ', ''],
])('%o is taken as %o', (typed, address) => {
  expect(addressOf(typed)).toBe(address);
});

test('a place is the host alone, and never hides an address that cannot be read', () => {
  expect(placeOf('https://bazaar.example/oauth/authorize?state=abc')).toBe('bazaar.example');
  expect(placeOf('http://127.0.0.1:8080/oauth')).toBe('127.0.0.1:8080');
  // What comes before an @ is not where it leads.
  expect(placeOf('https://bazaar.example@elsewhere.example/')).toBe('elsewhere.example');
  expect(placeOf('not an address')).toBe('not an address');
});
