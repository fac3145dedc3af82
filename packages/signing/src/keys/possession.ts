// Proof that whoever enrols a public key has its private part: a signature over a text that the node sends.
//
//     parley/enrolment/1 ␊ host of the page ␊ enrolment ␊ challenge ␊
//
// A node that could have any bytes signed could have an act signed. So nothing is signed here but a text of exactly this form, for the very host
// that the page is from: no act's signing input has a "/" or a line end (record/act.ts), no checkpoint's and no request's text begins so.

import { encodeUtf8 } from '@parley/record/bytes';
import { refuse, type Result } from '@parley/record/refusal';
import { signChecked, type OfficerKey } from '#keys/officer-key';

const PART = /^[A-Za-z0-9_-]{16,128}$/;

/** Signs `text` as the node sent it. `host`: that of the page, as the browser knows it. */
export async function provePossession(
  key: OfficerKey,
  text: string,
  host: string,
): Promise<Result<{ signature: Uint8Array }, 'key.proof' | 'key.refused' | 'key.signature'>> {
  const [label, at, enrolment = '', challenge = '', ...end] = text.split('\n');
  if (
    label !== 'parley/enrolment/1' ||
    end.length !== 1 ||
    end[0] !== '' ||
    !PART.test(enrolment) ||
    !PART.test(challenge)
  )
    return refuse('key.proof', 'proving that a key is held: the node asks to sign something else; nothing was signed');
  if (at !== host) {
    return refuse(
      'key.proof',
      `proving that a key is held: the text is for ${at}, and this page is from ${host}; nothing was signed`,
    );
  }
  return signChecked(key, encodeUtf8(text));
}
