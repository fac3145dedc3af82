import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import type { Allowance } from '@parley/docket/allowance';
import type { Json } from '@parley/record/json';
import { codeName } from '@parley/docket/vocabulary/codes';
import { memberName } from '@parley/docket/vocabulary/members';
import { wordName } from '@parley/docket/vocabulary/words';
import type { Half } from '#compose/form';
import { FORMATS, type Language } from '#language';

/** Members that mean something else in one act than in the rest. */
const ASKS: Readonly<Record<string, 'due' | 'final' | 'evidence'>> = {
  'request.make due': 'due',
  'request.reply final': 'final',
  'case.allege evidence': 'evidence',
};

/** How members, codes and languages are called for whoever reads. */
export function useNames(type: string) {
  const { t, i18n } = useLingui();
  const language = i18n.locale === 'en' ? 'en' : 'zh';
  return {
    member(half: Half, name: string): string {
      const asks = ASKS[`${type} ${name}`];
      if (asks === 'due') return t`Reply wanted by`;
      if (asks === 'final') return t`This is our final reply`;
      if (asks === 'evidence') return t`What the evidence shows`;
      return (half === 'body' ? memberName(name) : wordName(name))[language];
    },
    /** One item of a list of that name. */
    item(name: string): string {
      const one = wordName(name)[language];
      return language === 'en' ? one.toLowerCase() : one;
    },
    code: (member: string, code: string): string => codeName(member, code)[language],
    language(tag: string): string {
      return new Intl.DisplayNames(FORMATS[i18n.locale as Language], { type: 'language' }).of(tag) ?? tag;
    },
  };
}

/** So many bytes, in the unit in which one thinks of them. */
export function useBytes(): (bytes: number) => string {
  const { i18n } = useLingui();
  const format = (value: number, unit: string) =>
    new Intl.NumberFormat(FORMATS[i18n.locale as Language], {
      style: 'unit',
      unit,
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: value < 10 ? 1 : 0,
    }).format(value);
  return (bytes) =>
    bytes < 1024
      ? format(bytes, 'byte')
      : bytes < 1024 * 1024
        ? format(bytes / 1024, 'kilobyte')
        : format(bytes / 1024 / 1024, 'megabyte');
}

/** How long a party has, in words. */
export function useAllowance(): (allowance: Allowance) => string {
  const { t } = useLingui();
  return (allowance) =>
    'hours' in allowance
      ? t`${plural(allowance.hours, { one: '# hour', other: '# hours' })}`
      : t`${plural(allowance.workingDays, { one: '# working day', other: '# working days' })}`;
}

/** What a check found, in the reader's language. `value`: what stands there. */
export function useFindingWords() {
  const { t } = useLingui();
  return ({ code, detail }: { code: string; detail: string }, value?: Json): string => {
    switch (code) {
      case 'act.content':
        return t`Choose a file.`;
      case 'act.type_unknown':
        return t`This version knows no such act.`;
      case 'words.language':
        return t`Write it in at least one language of the accord.`;
      case 'words.language_unknown':
        return t`This is not the code of a language.`;
      case 'words.unmatched':
        return t`These words belong to a number that is not there.`;
      case 'words.untold':
        return t`This needs a text.`;
      case 'words.unsourced':
        return t`A figure needs its source.`;
      case 'words.person':
        return t`Name persons under “Persons” alone, so that their names can be withheld.`;
      case 'words.seal_salt':
        return t`The salt is the 32 bytes that were made with the seal.`;
      case 'date.unknown':
        return t`There is no such day.`;
      case 'date.ahead':
        return t`This lies in the future.`;
      case 'marking.floor':
        return t`The accord demands more protection than this marking gives.`;
      case 'marking.absent':
        return t`Nothing is marked, so the accord’s least protection counts.`;
      case 'request.incomplete':
        return t`The accord asks for this in such a request; without it the request may be returned.`;
      default:
    }
    if (value === undefined || value === '') return t`Still to be said.`;
    if (detail.startsWith('Invalid') || detail.startsWith('Too')) return t`Not in the form that is expected.`;
    return t`Not in order: ${detail}.`;
  };
}

type Names = { member: (half: 'body' | 'words', name: string) => string };

/** Of what member it speaks: `Points › 1 › Kind`. */
export function findingName({ path, code }: { path: string; code: string }, names: Names): string {
  if (path === '') return code;
  const half = isOfWords(code) ? 'words' : 'body';
  return path
    .split('.')
    .map((step) => (/^\d+$/.test(step) ? String(Number(step) + 1) : names.member(half, step)))
    .join(' › ');
}

/** Whether a check looked at the words, not at the body. */
export function isOfWords(code: string): boolean {
  return code === 'act.words' || code.startsWith('words.');
}
