import { Refused } from '#api/call';

/** What the node would refuse, to be shown as what it does refuse. */
export function refusedOf({ code, detail }: { code: string; detail: string }, title: string): Refused {
  return new Refused({ type: '', title, status: 422, code, detail });
}
