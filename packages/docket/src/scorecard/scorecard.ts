// The scorecard: what each party was asked, what became of it and how long that took, over any period, as it stood at a review date.
//
// What it is. A pure function of plain numbers (observation.ts). Both sides compute it from the same record and get the same bytes: the
// logarithm is our own, every number is rounded to stated digits, every list has a fixed order. It knows no *now*: the review date is
// given, and what came after it has not happened yet.
//
// What it is not. There is no ranking, no single score, and no accuser: every figure is computed for every party by the same rule, in the
// accord's order of parties. Exchange the parties and the same figures come out exchanged.
//
// How to read it
//
// - *Counts* are facts, and stand as they are. Every request of the period is exactly one of answered, refused, withdrawn, superseded or
//   open; acknowledged and returned are said beside that, and requests that were never served are counted apart.
// - *Estimates* are never a number alone. Each carries how many it comes from, its 95 % interval, the codes of what it assumes, and a
//   sentence in English and Chinese of what it shows and one of what it does not. Below its stated minimum it holds no number and says
//   that there are too few.
// - *Times* are given twice. The median (Kaplan–Meier) says how long it takes while nothing else ends the wait; requests still open count
//   as open until the review date, so that a party cannot look quick by not answering. The outcomes (Aalen–Johansen) say what became of
//   all requests by a day: a withdrawn request will never be answered, and is never counted as answered. A refusal closes a request, and
//   is not a reply of substance.
// - *Gross and net.* Gross is wall-clock time from service; net leaves out the time for which the request was back with its asker.
// - *In time* counts only requests whose time was up by the review date, and a lapse only where somebody held the log without the answer
//   at or after the due time. The oldest open request is looked for in all time, not in the period alone.
// - *Quality* is what the receiver of a reply said and what its giver said of itself, the gap between them, and how far they agree beyond
//   chance. *Completeness* is the other side of slowness: the share of a party's own requests that were returned as incomplete.
// - *Side by side* compares how fast two parties answer each other, category by category: a ratio with its interval and the log-rank test.

import { ASSUMPTIONS, type AssumptionCode } from '#scorecard/assumptions';
import type { Estimate } from '#scorecard/estimate';
import {
  knownAt,
  standingOf,
  type OccasionObservation,
  type RequestObservation,
  type Standing,
} from '#scorecard/observation';
import { occasionCards, type OccasionCard } from '#scorecard/occasions';
import { qualityCards, type QualityCard } from '#scorecard/quality';
import { reciprocityCards, type ReciprocityCard } from '#scorecard/reciprocity';
import { shareEstimate, timelyCards, type ShareValue, type TimelyCard } from '#scorecard/timely';
import { waitCards, type WaitCard } from '#scorecard/times';
import { ageOf } from '#scorecard/waits';
import { counted, lengthWords, type Noun, type Words } from '#scorecard/wording';

/** `parties` and `categories` in the accord's order; a category that is not listed comes after, by its name. Times in seconds. */
export type ScorecardInput = {
  parties: readonly string[];
  categories: readonly string[];
  requests: readonly RequestObservation[];
  occasions: readonly OccasionObservation[];
  period: { from: number; until: number };
  reviewAt: number;
};

/** `asked` = answered + refused + withdrawn + superseded + open. `unserved`: made in the period, by the asker's word, and never served. */
export type Counts = Record<Standing, number> & {
  asked: number;
  acknowledged: number;
  returned: number;
  unserved: number;
};

/** Of counts there is no interval: they are all there were. */
export type CountsCard = Counts & { n: number; assumptions: AssumptionCode[]; shows: Words; doesNotShow: Words };

/** The open request that was served longest ago; ages in seconds, null where none is open. `n`: how many are open. */
export type OldestCard = {
  n: number;
  gross: number | null;
  net: number | null;
  assumptions: AssumptionCode[];
  shows: Words;
  doesNotShow: Words;
};

/** What a party was asked, in one category or (null) in all. */
export type AnsweringCard = {
  category: string | null;
  counts: CountsCard;
  waits: WaitCard[];
  timely: TimelyCard[];
  oldest: OldestCard;
  quality: QualityCard[];
};

/** What a party asked, in one category or (null) in all: `returned` is the share of its requests that came back as incomplete. */
export type AskingCard = { category: string | null; counts: CountsCard; returned: Estimate<ShareValue> };

export type PartyCard = { party: string; answering: AnsweringCard[]; asking: AskingCard[]; occasions: OccasionCard[] };

/** Plain JSON. `assumptions`: the sentences of every code that a figure names, by code. */
export type Scorecard = {
  period: { from: number; until: number };
  reviewAt: number;
  confidence: 0.95;
  parties: PartyCard[];
  sideBySide: ReciprocityCard[];
  assumptions: Partial<Record<AssumptionCode, Words>>;
};

const REQUESTS: Noun = { one: 'request', many: 'requests', zh: '项请求' };
const OPEN_REQUESTS: Noun = { one: 'open request', many: 'open requests', zh: '项未了结的请求' };

export function scorecardOf({ parties, categories, requests, occasions, period, reviewAt }: ScorecardInput): Scorecard {
  // A request whose asker says that it was made later was not there yet, unless it had been served by then all the same.
  const known = requests
    .map((request) => knownAt(request, reviewAt))
    .filter(({ servedAt, madeAt }) => servedAt !== null || madeAt <= reviewAt);
  const within = (time: number) => time >= period.from && time < period.until;
  const made = known.filter(({ servedAt, madeAt }) => within(servedAt ?? madeAt));
  const served = made.filter(({ servedAt }) => servedAt !== null);
  const before = known.filter(({ servedAt }) => servedAt !== null && servedAt < period.until);
  const names = [...categories, ...new Set(known.map(({ category }) => category))]
    .filter((name, at, all) => all.indexOf(name) === at)
    .map((name, at) => ({ name, at: at < categories.length ? at : categories.length }))
    .toSorted((a, b) => a.at - b.at || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name);
  const all = [null, ...names];
  const of = (
    list: readonly RequestObservation[],
    side: 'asker' | 'answerer',
    party: string,
    category: string | null,
  ) => list.filter((one) => one[side] === party && (category === null || one.category === category));
  const scorecard: Scorecard = {
    period: { from: period.from, until: period.until },
    reviewAt,
    confidence: 0.95,
    parties: parties.map((party) => ({
      party,
      answering: all
        .filter((category) => category === null || of([...made, ...before], 'answerer', party, category).length > 0)
        .map((category) => ({
          category,
          counts: countsCard(of(made, 'answerer', party, category)),
          waits: waitCards(of(served, 'answerer', party, category), reviewAt),
          timely: timelyCards(of(served, 'answerer', party, category), reviewAt),
          oldest: oldestCard(of(before, 'answerer', party, category), reviewAt),
          quality: qualityCards(of(served, 'answerer', party, category)),
        })),
      asking: all
        .filter((category) => category === null || of(made, 'asker', party, category).length > 0)
        .map((category) => ({
          category,
          counts: countsCard(of(made, 'asker', party, category)),
          returned: returnedShare(of(served, 'asker', party, category)),
        })),
      occasions: occasionCards(occasions, party, period, reviewAt),
    })),
    sideBySide: parties.flatMap((first, at) =>
      parties.slice(at + 1).flatMap((second) => reciprocityCards(served, [first, second], names, reviewAt)),
    ),
    assumptions: {},
  };
  return { ...scorecard, assumptions: sentencesOf(scorecard) };
}

function countsCard(requests: readonly RequestObservation[]): CountsCard {
  const standings: Record<Standing, number> = { answered: 0, refused: 0, withdrawn: 0, superseded: 0, open: 0 };
  const served = requests.filter(({ servedAt }) => servedAt !== null);
  for (const request of served) standings[standingOf(request)]++;
  const { answered, refused, withdrawn, superseded, open } = standings;
  const counts: Counts = {
    asked: served.length,
    acknowledged: served.filter(({ acknowledgedAt }) => acknowledgedAt !== null).length,
    ...standings,
    returned: served.filter(({ returnedAt }) => returnedAt !== null).length,
    unserved: requests.length - served.length,
  };
  const { asked, acknowledged, returned, unserved } = counts;
  return {
    n: asked,
    ...counts,
    assumptions: ['as-recorded', 'cohort-by-service', 'ended-otherwise-counted'],
    shows: {
      en: `${counted(asked, REQUESTS)} served in the period: ${answered} answered, ${refused} refused, ${withdrawn} withdrawn, ${superseded} superseded, ${open} open; ${acknowledged} acknowledged, ${returned} returned as incomplete. ${unserved} made and not served.`,
      zh: `期间内送达的请求 ${asked} 项：已答复 ${answered}，被拒绝 ${refused}，已撤回 ${withdrawn}，被取代 ${superseded}，未了结 ${open}；已确认收到 ${acknowledged}，因不完整退回 ${returned}。另有 ${unserved} 项已提出而未送达。`,
    },
    doesNotShow: {
      en: 'It does not show how hard the requests were, nor whether an answer was true or complete.',
      zh: '不表明请求的难易，也不表明答复是否真实、完整。',
    },
  };
}

function oldestCard(requests: readonly RequestObservation[], reviewAt: number): OldestCard {
  const ages = requests.map((request) => ageOf(request, reviewAt)).filter((age) => age !== undefined);
  const oldest = ages.reduce<(typeof ages)[number] | undefined>(
    (most, age) => (most === undefined || age.gross > most.gross ? age : most),
    undefined,
  );
  const gross = oldest === undefined ? undefined : lengthWords(oldest.gross);
  const net = oldest === undefined ? undefined : lengthWords(oldest.net);
  return {
    n: ages.length,
    gross: oldest?.gross ?? null,
    net: oldest?.net ?? null,
    assumptions: ['as-recorded', 'any-period'],
    shows:
      gross === undefined || net === undefined
        ? { en: 'No request is open.', zh: '没有未了结的请求。' }
        : {
            en: `Of ${counted(ages.length, OPEN_REQUESTS)} the oldest was served ${gross.en} before the review date, ${net.en} of it without pauses.`,
            zh: `${ages.length} ${OPEN_REQUESTS.zh}中，最久者在审查日前 ${gross.zh}送达，扣除暂停为 ${net.zh}。`,
          },
    doesNotShow: {
      en: 'One old request says nothing of the others.',
      zh: '一项久未了结的请求不说明其余请求的情况。',
    },
  };
}

function returnedShare(requests: readonly RequestObservation[]): Estimate<ShareValue> {
  const n = requests.length;
  const count = requests.filter(({ returnedAt }) => returnedAt !== null).length;
  return shareEstimate(
    { count, n, of: REQUESTS },
    ['as-recorded', 'cohort-by-service', 'returns-so-far', 'return-is-a-claim'],
    {
      shows: (percents) => ({
        en: `Of ${n} requests made, ${count} were returned as incomplete: ${percents.en}.`,
        zh: `在所提出的 ${n} 项请求中，${count} 项因不完整被退回：${percents.zh}。`,
      }),
      unsaid: {
        en: 'It does not show whether something was missing indeed, nor whether the others were complete.',
        zh: '不表明是否确有缺项，也不表明其余请求是否完整。',
      },
    },
  );
}

// The sentences of every code that a figure names, wherever in the card it is, in the order of the table.
function sentencesOf(scorecard: Scorecard): Scorecard['assumptions'] {
  const named = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (name === 'assumptions' && Array.isArray(member)) for (const code of member) named.add(String(code));
      else visit(member);
    }
  };
  visit(scorecard);
  return Object.fromEntries(Object.entries(ASSUMPTIONS).filter(([code]) => named.has(code)));
}
