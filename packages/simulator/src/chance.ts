// Chance from one seed: sfc32, a small fast generator with 128 bits of state. Every part of a run draws from a stream of its own, so that
// what the network draws does not move what the officers draw, and a run that is changed in one place stays the same elsewhere.

export class Chance {
  #a: number;
  #b: number;
  #c: number;
  #d = 1;
  readonly #seed: number;

  /** `seed`: 32 bits. The same seed gives the same draws for ever. */
  constructor(seed: number) {
    this.#seed = seed >>> 0;
    const mix = splitMix(this.#seed);
    this.#a = mix();
    this.#b = mix();
    this.#c = mix();
    for (let turns = 0; turns < 12; turns++) this.uint32();
  }

  /** A stream that depends on the seed and the name alone, not on what was drawn before. */
  stream(name: string): Chance {
    let hash = 0x811c9dc5 ^ this.#seed;
    for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
    return new Chance(splitMix(hash)());
  }

  uint32(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0;
    this.#d = (this.#d + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (this.#c << 21) | (this.#c >>> 11);
    this.#c = (this.#c + sum) | 0;
    return sum >>> 0;
  }

  /** 0 … `count` − 1. */
  below(count: number): number {
    return Math.floor((this.uint32() / 2 ** 32) * count);
  }

  /** `from` … `to`, both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  happens(probability: number): boolean {
    return this.uint32() / 2 ** 32 < probability;
  }

  /** A waiting time with this mean, at least 1: most are short, some are long. */
  pause(mean: number): number {
    return 1 + Math.floor(-Math.log(1 - this.uint32() / 2 ** 32) * mean);
  }

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new RangeError('picking from nothing');
    return from[this.below(from.length)]!;
  }

  /** One of the names, by weight. */
  weigh<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const names = Object.keys(weights) as Name[];
    let left = (this.uint32() / 2 ** 32) * names.reduce((sum, name) => sum + weights[name], 0);
    for (const name of names) {
      left -= weights[name];
      if (left < 0) return name;
    }
    return names.at(-1)!;
  }

  bytes(count: number): Uint8Array {
    const bytes = new Uint8Array(count);
    for (let at = 0; at < count; at++) bytes[at] = this.uint32() & 0xff;
    return bytes;
  }
}

function splitMix(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}
