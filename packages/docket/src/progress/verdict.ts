// What a series says of the accord, in one sentence, and what stands against believing it. Nothing here asks which party is assessed.

import type { BeforeAfter } from '#progress/before';
import type { Dating } from '#progress/counts';
import { EVENTS_MIN, FIRST_OF_MONTH } from '#progress/minimum';
import { counted, interval, said, type Plain } from '#progress/plain';
import { direction } from '#progress/ratio';
import type { Trend } from '#progress/trend';

/** A code never changes its meaning. None of them says that the accord was kept or broken: no count can. */
export type VerdictCode = 'too-few' | 'no-comparison' | 'proves-nothing' | 'fell-more' | 'rose-more';

export type ReservationCode =
  | 'clumps-explain'
  | 'rival-as-well'
  | 'break-elsewhere'
  | 'fell-before'
  | 'autocorrelated'
  | 'mostly-imprecise'
  | 'default-dates'
  | 'straddling'
  | 'delays-unknown'
  | 'kinds-mixed'
  | 'kinds-unstated';

export type Verdict = {
  code: VerdictCode;
  says: Plain;
  reservations: { code: ReservationCode; says: Plain }[];
};

/** Two changes within this factor of each other are said to be as much; further apart, that both went the same way. */
const AS_MUCH = 1.6;

export type Judged = {
  name: string;
  others: string | null;
  sides: BeforeAfter;
  trend: Trend;
  dated: { of: string; dating: Dating }[];
  mixed: boolean;
  unstated: boolean;
};

export function judge(judged: Judged): Verdict {
  const { code, says } = conclude(judged);
  return { code, says, reservations: code === 'too-few' ? [] : reserve(judged, code) };
}

function conclude({ name, others, sides }: Judged): { code: VerdictCode; says: Plain } {
  const { own, ratios, widened } = sides;
  if (own === null) {
    return {
      code: 'too-few',
      says: {
        en: `${name}: too few to say. Fewer than ${EVENTS_MIN} events lie wholly on one side or the other.`,
        zh: `${name}：数量太少，无法判断。完全落在一侧的事件不足 ${EVENTS_MIN} 个。`,
      },
    };
  }
  const turned = direction(own);
  const did = {
    fell: { en: `fell to ${said(own.ratio)} of its rate before`, zh: `降至此前发生率的 ${said(own.ratio)} 倍` },
    rose: { en: `rose to ${said(own.ratio)} times its rate before`, zh: `升至此前发生率的 ${said(own.ratio)} 倍` },
    unclear: { en: 'shows neither a fall nor a rise', zh: '既未显示下降，也未显示上升' },
  }[turned];
  if (others === null || ratios === null || widened === null) {
    return {
      code: 'no-comparison',
      says: {
        en: `${name} ${did.en}. Without a series to compare with, of enough events, nothing ties that to the accord.`,
        zh: `${name} ${did.zh}。没有事件足够的对照序列，无法将其与协定联系起来。`,
      },
    };
  }
  const apart = direction(ratios);
  if (apart === 'unclear') {
    const also = sides.others !== null && direction(sides.others) === turned && turned !== 'unclear';
    const verb = {
      fell: { en: 'fell', zh: '下降' },
      rose: { en: 'rose', zh: '上升' },
      unclear: { en: 'changed', zh: '变化' },
    }[turned];
    const asMuch = ratios.ratio <= AS_MUCH && ratios.ratio >= 1 / AS_MUCH;
    const alike = {
      en: also
        ? `but ${others} ${verb.en} ${asMuch ? 'as much' : 'too'}`
        : `and its change cannot be told from that of ${others}`,
      zh: also ? `但 ${others} ${asMuch ? '同样' : '也'}${verb.zh}` : `且其变化与 ${others} 的变化无法区分`,
    };
    return {
      code: 'proves-nothing',
      says: {
        en: `By itself this proves nothing about the accord: ${name} ${did.en}, ${alike.en}: ratio of ratios ${interval(ratios).en}, an interval that holds 1.`,
        zh: `此序列本身不能证明与协定有关的任何事：${name} ${did.zh}，${alike.zh}：比率之比 ${interval(ratios).zh}，区间包含 1。`,
      },
    };
  }
  const more =
    apart === 'fell'
      ? { en: 'fell further, or rose less, than', zh: '的降幅大于（或升幅小于）' }
      : { en: 'rose further, or fell less, than', zh: '的升幅大于（或降幅小于）' };
  return {
    code: apart === 'fell' ? 'fell-more' : 'rose-more',
    says: {
      en: `${name} ${more.en} ${others}: ratio of ratios ${interval(ratios).en}. That is a difference, not its cause: whether the accord made it is not shown.`,
      zh: `${name} ${more.zh} ${others}：比率之比 ${interval(ratios).zh}。这是差别，不是原因：并未显示是协定所致。`,
    },
  };
}

function reserve(judged: Judged, code: VerdictCode): Verdict['reservations'] {
  const { sides, trend } = judged;
  const all: Verdict['reservations'] = [];
  const add = (code: ReservationCode, en: string, zh: string) => all.push({ code, says: { en, zh } });
  if (
    (code === 'fell-more' || code === 'rose-more') &&
    sides.widened !== null &&
    direction(sides.widened) === 'unclear'
  )
    add(
      'clumps-explain',
      `Allowing for clumps of events, the ratio of ratios is ${interval(sides.widened).en}, which holds 1: a few campaigns may explain it.`,
      `计入事件成批出现后，比率之比为 ${interval(sides.widened).zh}，包含 1：少数几次行动即可解释。`,
    );
  if (trend.rivalsAsWell.length > 0)
    add(
      'rival-as-well',
      `A break at ${trend.rivalsAsWell.join(', ')} fits as well as one at the accord.`,
      `${trend.rivalsAsWell.join('、')} 的断点与协定处的断点拟合得同样好。`,
    );
  if (trend.elsewhere !== null) {
    const { month, low, high } = trend.elsewhere;
    add(
      'break-elsewhere',
      `Left to itself the series breaks at ${month} (95 % ${low} to ${high}), not at the accord.`,
      `序列自身的断点在 ${month}（95% 区间 ${low} 至 ${high}），而非协定处。`,
    );
  }
  if (trend.fellBefore) add('fell-before', 'It was falling before the accord already.', '协定之前已在下降。');
  if (trend.autocorrelated)
    add(
      'autocorrelated',
      'Neighbouring months are alike: intervals may be too narrow.',
      '相邻月份相似：区间可能过窄。',
    );
  for (const { of, dating } of judged.dated) {
    const { byPrecision, events, firstOfMonth } = dating;
    const coarse = byPrecision.quarter + byPrecision.year + byPrecision.range;
    if (coarse * 2 > events)
      add(
        'mostly-imprecise',
        `${percent(coarse / events)} of the events of ${of} are dated no better than a quarter, or to a range.`,
        `${of} 的事件有 ${percent(coarse / events)}日期不精于季度，或仅为一段时间。`,
      );
    if (byPrecision.day >= FIRST_OF_MONTH.eventsMin && firstOfMonth > FIRST_OF_MONTH.shareMax * byPrecision.day)
      add(
        'default-dates',
        `${percent(firstOfMonth / byPrecision.day)} of the events of ${of} dated to the day are on the first of a month, where one in thirty is expected: unknown days were probably written as the first. State their precision.`,
        `${of} 精确到日的事件中有 ${percent(firstOfMonth / byPrecision.day)}在每月一日，而预期为三十分之一：不明的日期可能被写成一日。应注明其精度。`,
      );
  }
  const change = sides.estimates[0]!.n;
  const straddling = change['straddling'] ?? 0;
  if (straddling > 0)
    add(
      'straddling',
      `${counted(straddling)} cannot be put on one side of the accord for certain, and count on neither.`,
      `${straddling} 个事件无法确定在协定哪一侧，未计入任何一侧。`,
    );
  if (trend.estimates.some(({ code, figures }) => code === 'reporting-delay' && figures === null))
    add(
      'delays-unknown',
      'How fast events become known is not known: recent months may be under-counted, which looks like a fall.',
      '事件多快为人所知不明：近期月份可能计数不足，看似下降。',
    );
  if (judged.mixed)
    add(
      'kinds-mixed',
      'Kinds that mean different things are counted together here; see each apart.',
      '此处合计了含义不同的种类；请分别查看。',
    );
  if (judged.unstated)
    add('kinds-unstated', 'What was attempted and what succeeded is not told apart.', '未区分企图与得逞。');
  return all;
}

function percent(share: number): string {
  return `${said(share * 100)} %`;
}
