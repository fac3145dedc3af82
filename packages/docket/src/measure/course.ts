// The course of a measure: how it may stand after how it stood. A threat that is not carried out ends as averted or not taken, never as
// lifted: what was threatened and not taken stays on the record as that.

/** How a measure stands. */
export type Stage = 'threatened' | 'announced' | 'in-force' | 'suspended' | 'lifted' | 'expired';

/** What a variation says; `extended` changes the sunset and nothing else. */
export type Variation = 'in-force' | 'suspended' | 'lifted' | 'expired' | 'extended';

/** What became of a threat. `open`: nothing yet. */
export type ThreatOutcome = 'open' | 'carried-out' | 'averted' | 'not-taken';

const NEXT: Readonly<Record<Stage, readonly Variation[]>> = {
  threatened: ['in-force', 'lifted', 'expired'],
  announced: ['in-force', 'lifted'],
  'in-force': ['suspended', 'lifted', 'expired', 'extended'],
  suspended: ['in-force', 'lifted', 'expired', 'extended'],
  lifted: [],
  expired: [],
};

/** What may be said of a measure that stands so; nothing, once it has ended. */
export function variationsOf(stage: Stage): readonly Variation[] {
  return NEXT[stage];
}

export function stageAfter(stage: Stage, variation: Variation): Stage {
  return variation === 'extended' ? stage : variation;
}

/** What became of a threat by what followed it; of one that had an outcome, nothing more becomes. */
export function outcomeAfter(outcome: ThreatOutcome, variation: Variation): ThreatOutcome {
  if (outcome !== 'open') return outcome;
  if (variation === 'lifted') return 'averted';
  return variation === 'expired' ? 'not-taken' : 'carried-out';
}
