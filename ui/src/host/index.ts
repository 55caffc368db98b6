import type { Host } from './host';

export type { Host } from './host';

/** Finds the program around the page. The flags are constants: a release holds one branch only. */
export async function openHost(): Promise<Host> {
  if (__HTTP_HOST__) {
    const { httpHost } = await import('./http');
    const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
    return httpHost(token);
  }
  if (__FAKE_HOST__) {
    const { fakeHost } = await import('./fake');
    return fakeHost(new URLSearchParams(location.search));
  }
  const { tauriHost } = await import('./tauri');
  return tauriHost();
}
