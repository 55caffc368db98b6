/** How urgent a waiting clock looks. */
export type Heat = 'plain' | 'warm' | 'hot';

const MINUTE = 60_000;

export interface Waited {
  days: number;
  hours: number;
  minutes: number;
  heat: Heat;
}

/** How long somebody has waited, cut to what is worth reading. */
export function waited(since: number, now: number): Waited {
  const total = Math.max(0, Math.floor((now - since) / MINUTE));
  const heat: Heat = total > 120 ? 'hot' : total > 30 ? 'warm' : 'plain';
  return {
    days: Math.floor(total / 1440),
    hours: Math.floor(total / 60) % 24,
    minutes: total % 60,
    heat,
  };
}
