// What a passkey is asked, and what it answers: made by the node, answered by the device, carried here. The secret of it is the device's.

import {
  startAuthentication,
  startRegistration,
  type PublicKeyCredentialCreationOptionsJSON,
} from '@simplewebauthn/browser';
import { call, type Answer, type Asked } from '#api/call';

type Made = Asked<'enrol'>['body']['credential'];
type Used = Asked<'passkeySignIn'>['body']['credential'];

/** Any passkey that this person has for the node. */
export async function signInByPasskey(): Promise<Answer<'passkeySignIn'>> {
  const { options } = await call('passkeyOptions', {});
  return call('passkeySignIn', { body: { credential: await used(options) } });
}

/** The device confirms exactly `what`, a SHA-256: the node takes the next request that needs it, within two minutes. */
export async function confirmByPasskey(what: string): Promise<void> {
  const asked = await call('confirmOptions', { body: { what } });
  if ('done' in asked) return;
  await call('confirm', { body: { credential: await used(asked.options) } });
}

export async function makePasskey(options: Answer<'enrolmentOptions'>['options']): Promise<Made> {
  const made = await startRegistration({ optionsJSON: options as unknown as PublicKeyCredentialCreationOptionsJSON });
  return made as unknown as Made;
}

async function used(options: { challenge: string }): Promise<Used> {
  const answer = await startAuthentication({ optionsJSON: options });
  return answer as unknown as Used;
}
