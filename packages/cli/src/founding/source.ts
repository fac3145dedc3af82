// An envelope, from a file or over the counterpart's link; and where one is written.

import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { reasonOf } from '@parley/node/folder';
import { fetchEnvelope, isLink } from '@parley/node/founding/link';
import { ENVELOPE_BYTES_MAX } from '@parley/docket/accord/founding/envelope';
import { refuse, type Result } from '@parley/record/refusal';

export async function readEnvelope(source: string): Promise<Result<{ envelope: string }>> {
  if (isLink(source)) return fetchEnvelope(source);
  if (/^https?:/.test(source))
    return refuse('founding.link', `${source} is no link to a founding: copy it to its last character`);
  try {
    if (statSync(source).size > ENVELOPE_BYTES_MAX)
      return refuse('founding.too_large', `reading ${source}: more than ${ENVELOPE_BYTES_MAX} bytes`);
    return { ok: true, envelope: readFileSync(source, 'utf8') };
  } catch (fault) {
    return refuse(
      'founding.file',
      `cannot read ${source} (${reasonOf(fault)}): name the file that the counterpart sent`,
    );
  }
}

/** Writes an envelope into a new file. */
export function writeEnvelope(path: string, envelope: string): Result<object> {
  try {
    writeFileSync(path, `${envelope}\n`, { flag: 'wx' });
    return { ok: true };
  } catch (fault) {
    return (fault as NodeJS.ErrnoException).code === 'EEXIST'
      ? refuse('founding.file', `${path} is there already: name a new file`)
      : refuse('founding.file', `cannot write ${path} (${reasonOf(fault)}): name a new file that this user may write`);
  }
}
