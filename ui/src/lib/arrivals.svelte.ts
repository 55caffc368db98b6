/** Counts how often pictures came into the store: one that was missing is then asked for again. */
export const arrivals = $state({ pictures: 0 });
