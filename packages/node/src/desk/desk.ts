// The desk of a party: its own workspace, put together. What it needs of the rest of the node comes in as functions in its own words; nothing of
// the rest of the node asks anything of it, but the one question whether an officer's act may be filed (`guard`).

import type { DraftContent } from '@parley/api/desk';
import type { DeskCode } from '@parley/api/refusals';
import type { VerifiedAct } from '@parley/record/act';
import { refuse, type Result } from '@parley/record/refusal';
import type { Suite } from '@parley/record/suite';
import type { House } from '@parley/docket/roster';
import type { Person } from '../access/viewer.ts';
import type { Filed, FilingGuard } from '../filing.ts';
import type { Database } from '../platform/sqlite.ts';
import { Drafts } from './drafts.ts';
import { Duties } from './duties.ts';
import { DeskFiling } from './filing.ts';
import { Notes } from './notes.ts';
import { Options } from './options.ts';
import { Policies } from './policy.ts';
import { Previews } from './preview.ts';
import { Releases, type Confirm } from './releases.ts';
import { Signings } from './signings.ts';

/** What the desk asks before it keeps or shows something. */
export type Checks = {
  /** Whether a person may see what hangs on a subject. */
  sees: (person: Person, subject: string) => boolean;
  /** Whether a person may see all of these texts, by what they name and how they are marked. */
  seesTexts: (person: Person, texts: () => Iterable<DraftContent>) => boolean;
  /** Whether the docket has that subject, for this person. */
  exists: (person: Person, subject: string) => boolean;
  /** Whether the node holds that content. */
  holds: (digest: string) => Promise<boolean>;
  /** Refuses with the first account that is no officer's. */
  strangers: (accounts: readonly string[]) => Result<object, DeskCode>;
};

export type DeskOptions = {
  database: Database;
  party: string;
  house: () => House;
  /** Keys that our log has introduced. */
  keys: () => ReadonlyMap<string, Uint8Array>;
  suite: Suite;
  confirm: Confirm;
  sees: Checks['sees'];
  seesTexts: Checks['seesTexts'];
  exists: Checks['exists'];
  holds: Checks['holds'];
  isOfficer: (account: string) => boolean;
  file: (input: { act: string; words: readonly string[] }) => Promise<Result<Filed>>;
  /** Why an act would be refused, were it filed now; nothing is kept of it. */
  consider: (act: VerifiedAct) => Result<object>;
  /** What the payload of an act needs, as of now. */
  composing: () => {
    accord: string;
    log: string;
    keys?: number | undefined;
    seen: Record<string, { n: number; root: string }>;
    now: number;
  };
  /** Unpredictable bytes. */
  random: (bytes: number) => Uint8Array;
  /** POSIX seconds, by the clock of the accord. */
  now: () => number;
};

export class Desk {
  readonly drafts: Drafts;
  readonly previews: Previews;
  readonly policies: Policies;
  readonly filing: DeskFiling;
  readonly notes: Notes;
  readonly options: Options;
  readonly duties: Duties;
  /** Whether a person may see what hangs on a subject. */
  readonly sees: Checks['sees'];

  constructor(options: DeskOptions) {
    const { database, party, house, confirm, random, now } = options;
    this.sees = options.sees;
    const checks: Checks = {
      sees: options.sees,
      seesTexts: options.seesTexts,
      exists: options.exists,
      holds: options.holds,
      strangers: (accounts) => {
        const stranger = accounts.find((account) => !options.isOfficer(account));
        if (stranger === undefined) return { ok: true };
        return refuse('desk.account', `naming an account: ${stranger} is no officer’s`);
      },
    };
    const releases = new Releases(database, () => house().logs.get(party)!, now);
    const signings = new Signings(database);
    const offices = () => Object.keys(house().versions.at(-1)!.offices);
    this.policies = new Policies({ database, releases, confirm, offices, now });
    const parts = { database, checks, random, now };
    this.drafts = new Drafts({ ...parts, releases, signings, policies: this.policies, confirm });
    this.previews = new Previews({ ...options, drafts: this.drafts });
    this.filing = new DeskFiling({ ...options, drafts: this.drafts, signings });
    this.notes = new Notes(parts);
    const language = () => house().versions.at(-1)!.terms.languages[0]!;
    this.options = new Options({ ...parts, drafts: this.drafts, language });
    this.duties = new Duties(parts);
  }

  /** Asked of every act that an officer files, whichever way. */
  get guard(): FilingGuard {
    return this.filing.guard;
  }

  /** Whether something open at the desk needs a content that no act commits to. */
  keeps(digest: string): boolean {
    return this.drafts.keeps(digest);
  }
}
