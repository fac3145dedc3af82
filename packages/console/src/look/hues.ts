// Our side and theirs have the hues that the accord gives them, everywhere and in both themes.

type Sided = { own: boolean; hue: number };

/** Closer than this on the circle of 360, two hues are one to the eye. */
const APART_MIN = 40;

export function hueOurs(parties: readonly Sided[] | undefined): void {
  const ours = parties?.find(({ own }) => own)?.hue;
  const theirs = parties?.find(({ own }) => !own)?.hue;
  if (ours === undefined || theirs === undefined) return;
  const between = Math.abs(ours - theirs);
  // An accord that does not tell them apart leaves it to the console's own two.
  if (Math.min(between, 360 - between) < APART_MIN) return;
  const root = document.documentElement.style;
  root.setProperty('--us-hue', String(ours));
  root.setProperty('--them-hue', String(theirs));
}
