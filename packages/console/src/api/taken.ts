import type { Result } from '@parley/record/refusal';
import { Refused } from '#api/call';

/** What a step in this browser gave; its refusal is thrown, so that a page shows it as it shows the node's. */
export function taken<Given extends object>(result: Result<Given>): { ok: true } & Given {
  if (result.ok) return result;
  const { code, detail } = result.refusal;
  throw new Refused({ type: '', title: '', status: 422, code, detail });
}
