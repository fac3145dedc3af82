// What everything of the desk is named by.

import { z } from 'zod';

export const DeskId = z
  .string()
  .regex(/^[A-Za-z0-9_-]{22}$/)
  .describe('16 random bytes, unpadded base64url; whoever makes it may send it again without making a second one.');

export const Account = z
  .string()
  .regex(/^[A-Za-z0-9_-]{1,64}$/)
  .describe('An account of this node.');

export const By = z
  .object({ account: Account, name: z.string().describe('As it was then.') })
  .describe('An account, and the name it had.');

export const Office = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,63}$/)
  .describe('An office of the accord.');
