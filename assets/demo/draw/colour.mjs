// Colours, and chance that is the same on every run.

const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/** Between two colours: 0 is the first, 1 the second. */
export function mix(one, other, share) {
  const [a, b] = [parts(one), parts(other)];
  const mixed = a.map((value, at) => Math.round(value + (b[at] - value) * share));
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
}

export const lighter = (hex, share) => mix(hex, '#fff8ec', share);
export const darker = (hex, share) => mix(hex, '#2a1a12', share);

/** Numbers from 0 to 1 that depend on the seed alone (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
