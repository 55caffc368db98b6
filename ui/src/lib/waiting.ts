/** How urgent a waiting clock looks. */
export type Heat = 'plain' | 'warm' | 'hot';

const MINUTE = 60_000;

export interface Waited {
  days: number;
  hours: number;
  minutes: number;
}

/** How long ago something was, cut to what is worth reading. */
export function waited(since: number, now: number): Waited {
  const total = Math.max(0, Math.floor((now - since) / MINUTE));
  return {
    days: Math.floor(total / 1440),
    hours: Math.floor(total / 60) % 24,
    minutes: total % 60,
  };
}

/** How urgent a waiting looks that is late, and very late, from these moments on. */
export function heat(lateAt: number | null, veryLateAt: number | null, now: number): Heat {
  if (veryLateAt !== null && now >= veryLateAt) return 'hot';
  return lateAt !== null && now >= lateAt ? 'warm' : 'plain';
}
