// What the record says of a key: whether it is in office, whether anybody ever had it. An account claims nothing; the act that appointed its key
// does, so there is nothing to keep in step by hand.

import type { Accord } from '@parley/record/accord';
import { parseBase64url } from '@parley/record/base64';
import { ED25519_KEY_BYTES } from '@parley/record/ed25519';
import { thumbprint } from '@parley/record/key';
import { signaturesDemanded } from '@parley/docket/authority';
import { termsAt, type House } from '@parley/docket/roster';

/** How a key stands: `office` now, null for none; `appointed`: an act of our log has appointed it, whatever became of it since. */
export type Standing = { office: string | null; appointed: boolean; relieved: boolean };

export type Roster = {
  standing(kid: string): Standing;
  /** Whether any party's roster, or the accord itself, has ever had this key. */
  known(kid: string): boolean;
  /** Whether officers of that office may appoint others. */
  appoints(office: string): boolean;
};

/** Of a node whose accord is not founded yet. */
export const noRoster: Roster = {
  standing: () => ({ office: null, appointed: false, relieved: false }),
  known: () => false,
  appoints: () => false,
};

/** `now`: seconds of the record’s clock. */
export function rosterOf(source: { accord: Accord; party: string; house: () => House; now: () => number }): Roster {
  const { accord, party, house, now } = source;
  const founding = new Set(
    accord.parties
      .flatMap(({ keys }) => [keys.root, keys.http, keys.log.ed25519, keys.holder.ed25519])
      .map(kidOf)
      .filter((kid) => kid !== undefined),
  );
  return {
    standing(kid) {
      const time = now();
      const officers = house()
        .logs.get(party)!
        .officers.filter((officer) => officer.kid === kid);
      const inOffice = officers.find(
        ({ from, until, relieved }) => relieved === null && from <= time && (until === null || time < until),
      );
      return {
        office: inOffice?.office ?? null,
        appointed: officers.length > 0,
        relieved: officers.some(({ relieved }) => relieved !== null),
      };
    },
    known(kid) {
      if (founding.has(kid)) return true;
      const { logs, state } = house();
      for (const { officers, roots } of logs.values()) {
        if (officers.some((officer) => officer.kid === kid) || roots.some((root) => root.kid === kid)) return true;
      }
      return state.parties.some(({ keys }) =>
        keys.some(({ body }) => kidOf(body['key']) === kid || kidOf(body['ed25519']) === kid),
      );
    },
    appoints(office) {
      const current = house();
      const { offices } = termsAt(current, LAST, now());
      return signaturesDemanded(offices, office, 'officer.appoint') !== undefined;
    },
  };
}

/** After every place of the record. */
const LAST = '\uffff';

function kidOf(key: unknown): string | undefined {
  const bytes = typeof key === 'string' ? parseBase64url(key) : undefined;
  return bytes?.length === ED25519_KEY_BYTES ? thumbprint(bytes) : undefined;
}
