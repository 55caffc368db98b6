import { getContext, setContext } from 'svelte';
import type { Attachment } from 'svelte/attachments';
import type { SettingPlace } from '../../lib/settingPlaces';

/** Somebody was led to a place of the settings. Each visit is an object of its own. */
export interface Visit {
  place: SettingPlace;
  /** It takes the focus once; what is loaded again later does not take it anew. */
  arrived: boolean;
}

const KEY = Symbol('the visit to the settings');

/** Says on the page of the settings where one is led. */
export function expectVisit(visit: () => Visit | null): void {
  setContext(KEY, visit);
}

const CONTROLS = 'input:checked, input:not([type="radio"]), select, button, input';

/** Marks the places of the settings: whoever is led to one finds the focus there. */
export function settingPlaces(): (
  place: SettingPlace | undefined,
) => Attachment<HTMLElement> | null {
  const visit = getContext<(() => Visit | null) | undefined>(KEY);
  return (place) => {
    if (place === undefined || visit === undefined) return null;
    return (node) => {
      const wanted = visit();
      if (wanted === null || wanted.place !== place || wanted.arrived) return;
      wanted.arrived = true;
      node.querySelector<HTMLElement>(CONTROLS)?.focus({ preventScroll: true });
      node.scrollIntoView({ block: 'center' });
    };
  };
}
