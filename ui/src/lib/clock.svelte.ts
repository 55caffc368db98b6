const TICK_MS = 15_000;

/** The present, to the quarter minute: what shows a waiting time reads it and stays true. */
class Clock {
  now = $state(Date.now());

  /** Starts ticking; returns the way to stop. A page that was hidden is put right at once. */
  start(): () => void {
    const tick = (): void => {
      this.now = Date.now();
    };
    tick();
    const timer = setInterval(tick, TICK_MS);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }
}

export const clock = new Clock();
