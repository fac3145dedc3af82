// Our side and theirs have the hues that the accord gives them, everywhere and in both themes.

type Sided = { own: boolean; hue: number };

export function hueOurs(parties: readonly Sided[] | undefined): void {
  const root = document.documentElement.style;
  for (const { own, hue } of parties ?? []) root.setProperty(own ? '--us-hue' : '--them-hue', String(hue));
}
