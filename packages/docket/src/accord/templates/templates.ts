// The templates that come with Parley, by name.

import { encodeBase64url } from '@parley/record/base64';
import { encodeUtf8 } from '@parley/record/bytes';
import { sha256 } from '@parley/record/hash';
import { encodeCanonical } from '@parley/record/json';
import { abuse } from '#accord/templates/abuse';
import { certs } from '#accord/templates/certs';
import { states } from '#accord/templates/states';
import { supply } from '#accord/templates/supply';
import { partsOf, type Template } from '#accord/templates/template';

export const templates: readonly Template[] = [states, certs, supply, abuse];

export function templateOf(name: string): Template | undefined {
  return templates.find((one) => one.name === name);
}

/** Names one edition of a template: the base64url of a SHA-256 of 32 bytes. */
export function digestOfTemplate(template: Template): string {
  return encodeBase64url(sha256(encodeUtf8(encodeCanonical(partsOf(template)))));
}
