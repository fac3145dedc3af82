import { createContext, useContext } from 'react';
import type { DraftContent } from '@parley/api/desk';
import type { Subject } from '#compose/begin';
import type { Finding } from '#compose/findings';
import type { Attached } from '#compose/keeping';

export type Half = 'body' | 'words';

/** What every entry of one form knows. */
export type Form = {
  type: string;
  /** In which every text is asked, the reader's own first. */
  languages: readonly string[];
  authentic: readonly string[];
  subject: Subject | undefined;
  /** Rungs of the hotline, from the lowest, by what the accord calls them. */
  rungs: readonly string[];
  findings: readonly Finding[];
  /** The officer wanted to go on: what is still missing is said aloud. */
  loud: boolean;
  /** Names of folded parts that were opened. */
  opened: ReadonlySet<string>;
  onOpen: (name: string, open: boolean) => void;
  files: Files;
};

/** The content that the act commits to, and the files behind it on our node. */
export type Files = Pick<DraftContent, 'exhibits' | 'seals'> & {
  attachments: readonly Attached[];
  /** Whom it is for, by name; undefined: not known. */
  to: string | undefined;
  onTake: (taken: Taken) => void;
};

/** `salt`: of a seal that is opened. */
export type Taken = Pick<DraftContent, 'exhibits' | 'seals'> & { attachments: Attached[]; salt?: string };

export const FormContext = createContext<Form | undefined>(undefined);

export function useForm(): Form {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('an entry stands outside of a form');
  return form;
}

/** What a schema objects to at this very member; what the accord objects to is said once for the whole part. */
export function findingsAt({ findings }: Form, half: Half, path: string): Finding[] {
  return findings.filter((one) => one.code === `act.${half}` && one.path === path);
}

/** What the checks at filing object to in a part as a whole. */
export function findingsOf({ findings }: Form, name: string): Finding[] {
  return findings.filter(
    ({ code, path }) => code !== 'act.body' && code !== 'act.words' && path.split('.', 1)[0] === name,
  );
}

/** Where an entry is, for whoever is led to it. */
export function placeOf(half: Half, path: string): string {
  return `say-${half}-${path}`;
}

export function join(path: string, step: string | number): string {
  return path === '' ? String(step) : `${path}.${step}`;
}
