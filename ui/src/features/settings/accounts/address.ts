const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const HERE = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/i;

/** An address as it was typed, made whole: a bare name is taken as a browser would take it. */
export function addressOf(typed: string): string {
  const address = typed.trim().replace(/\/+$/, '');
  if (address === '' || SCHEME.test(address)) return address;
  return `${HERE.test(address) ? 'http' : 'https'}://${address}`;
}

/** Where an address leads, short enough for a sentence. */
export function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
