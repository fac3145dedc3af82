// What may be said of an exhibit, by whom and when. No rule here asks whether a receipt has arrived: what was in order stays in order.

import type { Refusal } from '@parley/record/refusal';
import { parseDay } from '#calendar';
import { awaited, type ExhibitBody, type ExhibitState } from '#exhibit/state';
import { refuse } from '#exhibit/refusals';
import type { Facts } from '#facts';
import type { Said } from '#kind';

/** Smaller contents are in one class with this: their size alone could tell what they are. */
const CLASS_BYTES_MIN = 4096;

const DAY_SECONDS = 86_400;

/** Somewhere on Earth a day begins this long before it does in UTC. */
const EARLIEST_DAY_SECONDS = 14 * 3600;

export function admitExhibitOpening(opening: Said, { house }: Facts): Refusal | undefined {
  const { to, retainUntil } = opening.body as ExhibitBody<'exhibit.deposit'>;
  if (to === opening.party || !house.parties.includes(to)) {
    return refuse('exhibit.addressee', opening, `it is for ${to}`);
  }
  if (opening.seal !== null && !isSizeClass(opening.seal.bytes)) {
    return refuse('exhibit.size_class', opening, `it gives ${opening.seal.bytes} bytes`);
  }
  return admitDay(opening, retainUntil);
}

/** True for powers of two from 4096. */
function isSizeClass(bytes: number): boolean {
  let size = CLASS_BYTES_MIN;
  while (size < bytes) size *= 2;
  return size === bytes;
}

function admitDay(said: Said, day: string | undefined): Refusal | undefined {
  return day === undefined || parseDay(day) !== undefined
    ? undefined
    : refuse('exhibit.day', said, `there is no ${day}`);
}

const OF_DEPOSITOR: ReadonlySet<string> = new Set(['exhibit.disclose', 'exhibit.withdraw']);
const OF_ADDRESSEE: ReadonlySet<string> = new Set(['exhibit.held', 'exhibit.opened', 'exhibit.use']);

export function admitExhibitAct(state: ExhibitState, said: Said, facts: Facts): Refusal | undefined {
  const [depositor, addressee] = state.sides;
  const { type, party } = said;
  if (OF_DEPOSITOR.has(type) && party !== depositor) {
    return refuse('exhibit.not_depositor', said, `${party} is not the depositor`);
  }
  if (OF_ADDRESSEE.has(type) && party !== addressee) {
    return refuse('exhibit.not_addressee', said, `${party} is not the addressee`);
  }
  switch (type) {
    case 'exhibit.disclose':
      return admitDisclosure(state, said, facts);
    case 'exhibit.held':
      return admitHeld(state, said);
    case 'exhibit.opened':
    case 'exhibit.use':
      return admitAccess(state, said);
    case 'exhibit.withdraw':
      return state.withdrawn === null
        ? undefined
        : refuse('exhibit.withdrawn', said, `${state.withdrawn.id} withdrew it`);
    case 'exhibit.destroy':
      return admitDestruction(state, said);
    default:
      return undefined;
  }
}

function admitDisclosure(state: ExhibitState, said: Said, { house }: Facts): Refusal | undefined {
  const { to, reason, met, retainUntil } = said.body as ExhibitBody<'exhibit.disclose'>;
  if (state.seal === null) return refuse('exhibit.not_sealed', said, 'it was deposited openly');
  const named = new Set(to);
  if (named.size < to.length || named.has(said.party) || to.some((one) => !house.parties.includes(one))) {
    return refuse('exhibit.addressee', said, `it is disclosed to ${to.join(', ')}`);
  }
  const before = state.contents.findLast((one) => one.to.length === named.size && one.to.every((id) => named.has(id)));
  if (before !== undefined && before.held?.seal !== 'does-not-open') {
    return refuse('exhibit.disclosed', said, `${before.id} disclosed it to the same parties`);
  }
  const { bytes } = said.exhibit!;
  if (bytes > state.seal.bytes) {
    return refuse('exhibit.larger', said, `it has ${bytes} bytes, its seal at most ${state.seal.bytes}`);
  }
  const { opensOn } = state.exhibit as ExhibitBody<'exhibit.seal'>;
  const claims = reason === 'condition-met';
  if (claims !== (met !== undefined)) {
    return refuse('exhibit.met', said, `its reason is ${reason}, and it names ${met ?? 'no act'}`);
  }
  if (claims && opensOn === undefined) return refuse('exhibit.met', said, 'the seal has no condition');
  return admitDay(said, retainUntil);
}

function admitHeld(state: ExhibitState, said: Said): Refusal | undefined {
  const { digest, seal } = said.body as ExhibitBody<'exhibit.held'>;
  const content = awaited(state, said.party, digest);
  if (content === undefined) {
    const known = state.contents.findLast((one) => one.digest === digest && one.to.includes(said.party));
    return known === undefined
      ? refuse('exhibit.not_committed', said, `no act commits to ${digest} towards ${said.party}`)
      : refuse('exhibit.held', said, `${known.held!.id} says that it is held`);
  }
  return (content.by === 'disclosure') === (seal !== undefined)
    ? undefined
    : refuse('exhibit.verdict', said, `of a ${content.by} it says ${seal ?? 'nothing'} of the seal`);
}

function admitAccess(state: ExhibitState, said: Said): Refusal | undefined {
  let last = -1;
  for (const { held } of state.contents) last = Math.max(last, held?.index ?? -1);
  if (last < 0) return refuse('exhibit.not_held', said, 'no content is said to be held');
  if (said.type === 'exhibit.use') return undefined;
  const { desk } = said.body as ExhibitBody<'exhibit.opened'>;
  const before = state.opened.findLast((one) => one.desk === desk);
  return before === undefined || before.index < last
    ? undefined
    : refuse('exhibit.opened', said, `${before.id} noted the first access of the ${desk} desk`);
}

function admitDestruction(state: ExhibitState, said: Said): Refusal | undefined {
  const { digest, on } = said.body as ExhibitBody<'exhibit.destroy'>;
  const since = hadSince(state, said.party, digest);
  if (since < 0) return refuse('exhibit.destroys_unknown', said, `${said.party} was not said to have ${digest}`);
  const before = state.destroyed.findLast((one) => one.party === said.party && one.digest === digest);
  if (before !== undefined && before.index > since) {
    return refuse('exhibit.destroyed', said, `${before.id} says that it is destroyed`);
  }
  const day = parseDay(on);
  if (day === undefined) return refuse('exhibit.day', said, `there is no ${on}`);
  return day * DAY_SECONDS <= said.iat + EARLIEST_DAY_SECONDS
    ? undefined
    : refuse('exhibit.day', said, `it was to be destroyed on ${on}, after ${said.iat}`);
}

/** The index, in a side's own log, of its last act that shows it to have a content: -1 if there is none. */
function hadSince({ sides, seal, acts, contents }: ExhibitState, party: string, digest: string): number {
  let since = party === sides[0] && seal?.digest === digest ? acts[0]!.index : -1;
  for (const one of contents) {
    if (one.digest === digest) since = Math.max(since, (party === sides[0] ? one.index : one.held?.index) ?? -1);
  }
  return since;
}
