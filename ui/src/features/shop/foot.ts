import type { AccountStatus, ShopStatus } from '../../api/commands.gen';
import type { Catalogue } from '../../text/index.svelte';

export interface FootLines {
  tone: 'good' | 'away' | 'trouble';
  /** The line beside the dot. */
  head: string;
  /** What else is worth knowing, most important first. */
  more: string[];
}

const JUST_NOW_MS = 90_000;
/** An account that the seller has disconnected is at rest, and speaks only where no other does. */
const GRAVITY = ['disconnected', 'online', 'connecting', 'offline', 'failing', 'revoked'] as const;

/** What the foot says about the connection: the account in the gravest state speaks for all. */
export function footLines(shop: ShopStatus, t: Catalogue, now: number): FootLines {
  const worst = shop.accounts.reduce<AccountStatus | null>(
    (grave, one) =>
      grave === null || GRAVITY.indexOf(one.state) > GRAVITY.indexOf(grave.state) ? one : grave,
    null,
  );
  if (worst === null) return { tone: 'away', head: t.foot.none, more: [] };
  const more: string[] = [];
  if (shop.trouble > 0) more.push(t.foot.trouble(shop.trouble));
  if (worst.reason !== null && (worst.state === 'failing' || worst.state === 'revoked'))
    more.push(t.reason(worst.reason));
  for (const one of shop.accounts)
    if (one.state === 'disconnected' && one !== worst) more.push(t.foot.disconnectedAt(one.name));
  more.push(syncLine(shop, worst, t, now));
  const aside = shop.accounts.reduce((sum, one) => sum + one.setAside, 0);
  if (aside > 0) more.push(t.foot.setAside(aside));
  return { ...head(shop, worst, t), more };
}

function head(shop: ShopStatus, worst: AccountStatus, t: Catalogue): Omit<FootLines, 'more'> {
  switch (worst.state) {
    case 'disconnected':
      return { tone: 'away', head: t.foot.disconnected };
    case 'online':
      return {
        tone: 'good',
        head: shop.queued > 0 ? t.foot.onlineQueued(shop.queued) : t.foot.online,
      };
    case 'connecting':
      return { tone: 'away', head: t.foot.connecting };
    case 'offline':
      return { tone: 'away', head: offline(shop, worst, t) };
    case 'failing':
    case 'revoked':
      return { tone: 'trouble', head: t.foot.stopped(worst.name) };
  }
}

/** While another account is heard, only the one that is not is named. */
function offline(shop: ShopStatus, worst: AccountStatus, t: Catalogue): string {
  if (shop.accounts.some((one) => one.state === 'online')) return t.foot.offlineAt(worst.name);
  return shop.queued > 0 ? t.foot.offlineQueued(shop.queued) : t.foot.offline;
}

function syncLine(shop: ShopStatus, worst: AccountStatus, t: Catalogue, now: number): string {
  const bringing = shop.accounts.find((one) => !one.historyDone && one.state === 'online');
  if (bringing !== undefined) return t.foot.history(bringing.historyMessages);
  if (worst.syncedAt === null) return t.foot.neverSynced;
  if (worst.state === 'online' && now - worst.syncedAt < JUST_NOW_MS) return t.foot.syncedNow;
  return t.foot.synced(worst.syncedAt, now);
}
