// What a route is: an address, who may call it, what it takes and what it answers. Each capability declares its own with this; routes.ts
// has them all.

import { z } from 'zod';
import type { Path } from './paths.ts';

/**
 * Who may call.
 *
 *     open     anybody
 *     read     content: a token of scope read or officer, or a signed-in officer in office
 *     officer  putting content: a token of scope officer, or a signed-in officer in office
 *     act      whoever holds a signed act; a token, if sent, must be good all the same
 *     person   anyone signed in
 *     desk     a signed-in officer whose key is in office
 *     admin    a signed-in administrator
 *     setup    founding: the setup secret, or a signed-in administrator
 *
 * Whoever is signed in has a cookie, and changes something only from a page of this node.
 */
export type Access = 'open' | 'read' | 'officer' | 'act' | 'person' | 'desk' | 'admin' | 'setup';

/**
 * How an answer is bounded by what the caller may see (docs/need-to-know.md). Every route says it, and a test goes through all of them.
 *
 *     none     it tells nothing of any subject
 *     subject  of one, named by its id or by something of it: of one that may not be seen, what an id that nothing has gets
 *     list     of many: those that may not be seen are left out
 *     whole    of the whole record: refused to whoever does not see all of it
 */
export type Needed = 'none' | 'subject' | 'list' | 'whole';

/** What an answer carries: JSON of a named schema, as which other media types it can be had, or another media type. */
export type Content =
  | { description: string; schema: z.ZodType; files?: readonly string[] }
  | { description: string; type: string };

export type Route = {
  id: string;
  method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: Path;
  access: Access;
  need: Needed;
  summary: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  /** JSON of a named schema, or another media type. */
  body?: z.ZodType | { type: string };
  answers: Record<number, Content>;
  /** Codes of refusals beside those of the access rule. */
  refusals?: string[];
  /** Answers carry an ETag that changes when the docket does. */
  tagged?: true;
};

/** No parameters, no body. */
export const none = z.strictObject({});

export function json<Schema extends z.ZodType>(schema: Schema, description: string) {
  return { 200: { description, schema } };
}
