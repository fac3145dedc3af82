/** Ours on the left, whatever the accord's order. */
export function oursFirst<Party extends { own: boolean }>(parties: readonly Party[]): Party[] {
  return parties.toSorted((a, b) => Number(b.own) - Number(a.own));
}
