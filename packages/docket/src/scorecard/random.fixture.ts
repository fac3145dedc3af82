// Seeded numbers for simulations: the same draws on every run and machine (mulberry32).

export type Draw = () => number;

export function drawsFrom(seed: number): Draw {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A waiting time without memory, of that rate. */
export function exponential(draw: Draw, rate: number): number {
  return -Math.log(1 - draw()) / rate;
}

/** The share of so many seeded worlds in which a statement holds. */
export function shareOfWorlds(worlds: number, seed: number, holds: (draw: Draw) => boolean): number {
  const draw = drawsFrom(seed);
  let count = 0;
  for (let world = 0; world < worlds; world++) if (holds(draw)) count++;
  return count / worlds;
}
