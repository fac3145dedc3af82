// An exhibit: an item of evidence, deposited for the other side, or sealed now and disclosed later. Acts commit to content by its digest, and
// the content follows on its own way: so whatever is owed because of a content runs from when its receiver says that it holds it, whole.
// Nothing here sees a content. Whether a disclosure opens the seal is what the receiver says, and what anyone who has both can check.

import { parseDay } from '#calendar';
import { exhibitActs } from '#exhibit/acts';
import { admitExhibitAct, admitExhibitOpening } from '#exhibit/admit';
import { discloseOwed } from '#exhibit/condition';
import { exhibitRefusals } from '#exhibit/refusals';
import { awaited, type Content, type ExhibitBody, type ExhibitState, type Held } from '#exhibit/state';
import { coveredAt, servedAt, type Facts } from '#facts';
import type { Deadline } from '#deadline';
import type { Kind, Said, Standing } from '#kind';
import { termsAt } from '#roster';
import { runDeadline } from '#running';

export const exhibitKind: Kind<ExhibitState> = {
  name: 'exhibit',
  acts: exhibitActs,
  refusals: exhibitRefusals,

  admitOpening: admitExhibitOpening,

  sides: (opening) => [opening.party, (opening.body as ExhibitBody<'exhibit.seal'>).to],

  open(opening, base) {
    const { key, iat, body, seal } = opening;
    const { to } = body as ExhibitBody<'exhibit.seal'>;
    return {
      ...base,
      kind: 'exhibit',
      from: { key, iat },
      exhibit: body,
      seal,
      contents: seal === null ? [contentOf(opening, 'deposit', [to])] : [],
      opened: [],
      uses: [],
      withdrawn: null,
      destroyed: [],
    };
  },

  admit: admitExhibitAct,

  // The lists of what was done with a content belong to the fold alone until it ends, and only grow: they are not copied act by act.
  fold(state, said, facts) {
    const { id, party, index, body } = said;
    switch (said.type) {
      case 'exhibit.disclose': {
        const { to } = body as ExhibitBody<'exhibit.disclose'>;
        return { ...state, contents: [...state.contents, contentOf(said, 'disclosure', to)] };
      }
      case 'exhibit.held': {
        const { digest, seal } = body as ExhibitBody<'exhibit.held'>;
        const content = awaited(state, party, digest);
        const held: Held = { id, index, coveredAt: coveredAt(facts, party, index), seal: seal ?? null };
        return { ...state, contents: state.contents.map((one) => (one === content ? { ...one, held } : one)) };
      }
      case 'exhibit.opened': {
        const { desk } = body as ExhibitBody<'exhibit.opened'>;
        state.opened.push({ id, index, desk });
        return state;
      }
      case 'exhibit.use': {
        const { uses } = body as ExhibitBody<'exhibit.use'>;
        state.uses.push({ id, index, uses });
        return state;
      }
      case 'exhibit.withdraw': {
        const { reason } = body as ExhibitBody<'exhibit.withdraw'>;
        const { serviceDays } = termsAt(facts.house, said.key, said.iat).terms;
        const served = servedAt(facts, party, index, state.sides[1], serviceDays);
        return { ...state, withdrawn: { id, index, reason, servedAt: served } };
      }
      case 'exhibit.destroy': {
        const { digest, on, reason, method } = body as ExhibitBody<'exhibit.destroy'>;
        state.destroyed.push({ id, party, index, digest, on, reason, method });
        return state;
      }
      default:
        return state;
    }
  },

  deadlines: (state, facts) => state.contents.flatMap((content) => deadlinesOf(content, state, facts)),
  standing: standingOf,

  refers({ exhibit }) {
    const { about, opensOn } = exhibit as ExhibitBody<'exhibit.seal'>;
    return [about, opensOn].flatMap((one) => (one === undefined ? [] : Object.values<string>(one)));
  },

  oblige: discloseOwed,
};

function contentOf(said: Said, by: Content['by'], to: string[]): Content {
  const { id, index, key, iat } = said;
  const { digest, bytes, mediaType } = said.exhibit!;
  const body = said.body as Partial<ExhibitBody<'exhibit.disclose'>>;
  return {
    id,
    index,
    from: { key, iat },
    by,
    digest,
    bytes,
    mediaType,
    to,
    reason: body.reason ?? null,
    met: body.met ?? null,
    noteOpening: body.noteOpening === true,
    reportUse: body.reportUse === true,
    retainUntil: body.retainUntil ?? null,
    held: null,
  };
}

/**
 * sealed, deposited, disclosed: as far as the depositor has gone; held: the other side says that a content is here; withdrawn; destroyed: no
 * content is left where the other side held it, or none ever was and the depositor's is gone.
 */
function standingOf(state: ExhibitState): Standing {
  const { sides, seal, contents, withdrawn } = state;
  const { kind: category } = state.exhibit as ExhibitBody<'exhibit.seal'>;
  const [depositor, addressee] = sides;
  const given = contents.filter(({ to }) => to.includes(addressee));
  const gone = (party: string, digest: string, since: number) =>
    state.destroyed.some((one) => one.party === party && one.digest === digest && one.index > since);
  const destroyed =
    given.length === 0
      ? gone(depositor, seal!.digest, 0)
      : given.every(({ digest, index, held }) =>
          held === null ? gone(depositor, digest, index) : gone(addressee, digest, held.index),
        );
  if (destroyed) return { standing: 'destroyed', open: false, category };
  const last = given.at(-1);
  if (withdrawn !== null && withdrawn.index > (last?.index ?? 0)) {
    return { standing: 'withdrawn', open: false, category };
  }
  if (given.some(({ held }) => held !== null)) return { standing: 'held', open: true, category };
  if (last === undefined) return { standing: 'sealed', open: true, category };
  return { standing: last.by === 'deposit' ? 'deposited' : 'disclosed', open: true, category };
}

const DAY_SECONDS = 86_400;

// What a depositor asked for with a content is owed from when that is held. What does not open the seal is not what was sealed: nothing is
// to be told of it, but its copies are to go all the same. A withdrawal ends the opening alone: what was given is accounted for, and goes.
function deadlinesOf(content: Content, state: ExhibitState, facts: Facts): Deadline[] {
  const { id, digest, held, noteOpening, reportUse, retainUntil } = content;
  if (held === null) return [];
  const [depositor, addressee] = state.sides;
  const owed = (name: string, answers: readonly { id: string; index: number }[], until?: number) => {
    const answer = answers.find(({ index }) => index > held.index);
    return runDeadline(
      {
        kind: 'exhibit',
        for: name,
        of: id,
        owedBy: addressee,
        owedTo: depositor,
        from: content.from,
        allowance: (terms) => terms.allowances.exhibit.use,
        until,
        floorHours: (terms) => terms.floors.deadlineHours,
        startsAt: held.coveredAt,
        pauses: [],
        answer: answer === undefined ? null : { id: answer.id, index: answer.index },
        stoppedAt: answer === undefined ? null : coveredAt(facts, addressee, answer.index),
        voidAt: name === 'opening' ? (state.withdrawn?.servedAt ?? null) : null,
      },
      facts,
    );
  };
  const told = held.seal !== 'does-not-open';
  const destroys = state.destroyed.filter((one) => one.party === addressee && one.digest === digest);
  return [
    ...(told && noteOpening ? [owed('opening', state.opened)] : []),
    ...(told && reportUse ? [owed('use', state.uses)] : []),
    ...(retainUntil === null ? [] : [owed('destroy', destroys, (parseDay(retainUntil)! + 1) * DAY_SECONDS)]),
  ];
}
