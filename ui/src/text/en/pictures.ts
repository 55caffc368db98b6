import type { Formats } from '../../lib/formats';

/** Pictures seen large. */
export const pictures = (f: Formats) => ({
  pictures: {
    open: 'Show it large',
    product: (title: string) => `Picture of ${title}`,
    hint: 'The wheel or the keys + and − zoom, 0 fits it to the window.',
    hintMany:
      'The wheel or the keys + and − zoom, 0 fits it to the window, arrows turn to the next picture.',
    level: (percent: number) => `${f.number(percent)} %`,
    zoomed: (percent: number) => `Shown at ${f.number(percent)} %`,
    place: (n: number, of: number) => `${f.number(n)} of ${f.number(of)}`,
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    fit: 'Fit to the window',
    previous: 'Previous picture',
    next: 'Next picture',
    missing: 'This picture could not be loaded.',
  },
});
