// How a chapter of the story says what happened. Chapters are lists of steps; all of them are told together, by time.

import type { JsonObject } from '@parley/record/json';
import type { PartyId } from './setting.ts';

/** What stands in bodies and words and is known only when the story is told. */
export type Names = {
  accordId: string;
  /** id of an act, by its name in the story */
  id: (name: string) => string;
  /** digest of one disclosure of an act, as it stands in `_sd` */
  word: (name: string, member: string) => string;
  key: (party: PartyId, officer: string) => string;
  kid: (party: PartyId, officer: string) => string;
  /** a UTC minute, in seconds */
  at: (moment: string) => number;
  /** SHA-256 of a content */
  digest: (content: string) => string;
  salt: (content: string) => string;
  /** the newest checkpoint of a party's log that the other holder cosigned */
  held: (party: PartyId) => { size: number; time: number };
};

type Filled = JsonObject | ((names: Names) => JsonObject);

/**
 * An act. `at`: UTC, to the minute. `by`: officers of the party, or `root`. `name`: how others refer to it; `on`: the name of the act that
 * opened its subject. `content`, `seal`: the name of what it deposits or discloses, or seals. `example`: what the act is, if it is the example
 * of its type.
 */
export type Telling = {
  at: string;
  party: PartyId;
  by: string[];
  type: string;
  name?: string;
  on?: string;
  body?: Filled;
  words?: Filled;
  content?: string;
  seal?: string;
  example?: string;
};

/** An act, or: the holder of `party` cosigns the log of `holds` as it stands, and so says that nothing more was there. */
export type Step = Telling | { at: string; party: PartyId; holds: PartyId };

/** A text in the two languages of the accord. */
export const text = (en: string, zh: string) => ({ en, zh });

/** What officers write: in their own language, with a translation beside it. */
export const english = { authentic: ['en'] };
export const chinese = { authentic: ['zh'] };
