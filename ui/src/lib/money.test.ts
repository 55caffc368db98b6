import { expect, test } from 'vitest';
import { discount, minorDigits, moneyText, parseMoney } from './money';

test.each<[string, string, number | null]>([
  ['48', 'EUR', 4800],
  ['48.', 'EUR', 4800],
  ['48,5', 'EUR', 4850],
  ['129.60', 'EUR', 12960],
  ['129,60 €', 'EUR', 12960],
  ['€ 0.05', 'EUR', 5],
  ['1.234,50', 'EUR', 123450],
  ['1,234.50', 'EUR', 123450],
  ['1 234,50', 'EUR', 123450],
  ['1’234.50', 'CHF', 123450],
  ['1,234', 'EUR', 123400],
  ['1.234', 'EUR', 123400],
  ['1.234.567', 'EUR', 123456700],
  ['1,234,567.8', 'EUR', 123456780],
  ['0.125', 'EUR', null],
  ['1234.567', 'EUR', null],
  ['1.23.4', 'EUR', null],
  ['1,2,3', 'EUR', null],
  ['1.2,3.4', 'EUR', null],
  ['¥300', 'CNY', 30000],
  ['３００．５元', 'CNY', 30050],
  ['300。5', 'CNY', 30050],
  ['¥300', 'JPY', 300],
  ['1,300', 'JPY', 1300],
  ['300.00', 'JPY', 300],
  ['300.5', 'JPY', null],
  ['1.234', 'KWD', 1234],
  ['12.5', 'points', 1250],
  ['0', 'EUR', 0],
  ['', 'EUR', null],
  ['-5', 'EUR', null],
  ['about five', 'EUR', null],
  ['.50', 'EUR', null],
  ['99999999999999999', 'EUR', null],
])('%s in %s is %s', (typed, currency, expected) => {
  expect(parseMoney(typed, currency)).toBe(expected);
});

test('what a field begins with is read back', () => {
  for (const [amount, currency] of [
    [12960, 'EUR'],
    [300, 'JPY'],
    [123456, 'KWD'],
    [123400, 'EUR'],
    [1_234_567, 'JPY'],
  ] as const) {
    expect(parseMoney(moneyText(amount, currency), currency)).toBe(amount);
  }
  expect(moneyText(12960, 'EUR')).toBe('129.60');
  expect(minorDigits('KWD')).toBe(3);
});

test('a discount is told only where there is one', () => {
  expect(discount(12960, 14400)).toBeCloseTo(-0.1);
  expect(discount(14400, 14400)).toBeNull();
  expect(discount(14400, null)).toBeNull();
  expect(discount(14400, 0)).toBeNull();
});
