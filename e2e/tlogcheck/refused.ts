/**
 * What was read breaks a rule of C2SP, or does not verify. The message names the thing, the fact and what was
 * expected. Thrown inside (a verifier has nothing to do after the first broken rule of a file) and turned into a
 * failed finding by tlogcheck.ts. Any other error is an operational failure: a disk, a network, or our own defect.
 */
export class Refused extends Error {
  override name = 'Refused';
}

export function refuseUnless(condition: boolean, message: () => string): asserts condition {
  if (!condition) throw new Refused(message());
}
