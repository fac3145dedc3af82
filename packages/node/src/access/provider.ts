// Sign-in at an identity provider by OpenID Connect: authorization code with PKCE and nonce, and the ID token’s signature checked. It says who
// somebody is; which account that is, is what the account’s own person linked, or who commands the machine. No account is ever made by it.
//
// The only requests that go out are to the issuer’s own origin, whatever its documents name.

import * as oidc from 'openid-client';
import type { AccessCode } from '@parley/api/refusals';
import { refuse, type Result } from '@parley/record/refusal';

/** `claim`: by which the provider names a person, `sub` or one of its own; an e-mail address must be verified. */
export type ProviderConfig = { issuer: string; clientId: string; clientSecret: string; claim: string };

/** What the browser must bring back, remembered meanwhile. */
export type Asked = { state: string; nonce: string; verifier: string };

const TIMEOUT_S = 10;
/** The provider’s keys and addresses are read again after this. */
const READ_AGAIN_S = 3600;
const VALUE_CHARACTERS_MAX = 255;

export class Provider {
  readonly issuer: string;
  #config: ProviderConfig;
  #now: () => number;
  #onFault: (cause: unknown) => void;
  #found: { at: number; config: oidc.Configuration } | undefined;

  constructor(config: ProviderConfig, now: () => number, onFault: (cause: unknown) => void) {
    this.issuer = config.issuer;
    this.#config = config;
    this.#now = now;
    this.#onFault = onFault;
  }

  /** `redirect`: where the provider sends the browser back to. */
  async begin(redirect: string): Promise<Result<{ location: string; asked: Asked }, AccessCode>> {
    const found = await this.#discover();
    if (!found.ok) return found;
    const asked = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const location = oidc.buildAuthorizationUrl(found.config, {
      redirect_uri: redirect,
      scope: this.#config.claim === 'email' ? 'openid email' : 'openid profile',
      state: asked.state,
      nonce: asked.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(asked.verifier),
      code_challenge_method: 'S256',
    });
    return { ok: true, location: location.href, asked };
  }

  /** `back`: the address that the provider sent the browser to, whole. Gives the name under which an account may be linked. */
  async finish(back: URL, asked: Asked): Promise<Result<{ person: string }, AccessCode>> {
    const found = await this.#discover();
    if (!found.ok) return found;
    let claims: oidc.IDToken | undefined;
    try {
      const tokens = await oidc.authorizationCodeGrant(found.config, back, {
        expectedState: asked.state,
        expectedNonce: asked.nonce,
        pkceCodeVerifier: asked.verifier,
        idTokenExpected: true,
      });
      claims = tokens.claims();
    } catch (cause) {
      this.#onFault(cause);
      return refuse('access.refused', 'sign in at the provider: its answer is not one to what this browser asked');
    }
    const value = claims?.[this.#config.claim];
    const verified = this.#config.claim !== 'email' || claims?.['email_verified'] === true;
    if (typeof value !== 'string' || value === '' || value.length > VALUE_CHARACTERS_MAX || !verified)
      return refuse('access.refused', 'sign in at the provider: it does not say, or does not vouch, who that is');
    return { ok: true, person: this.nameOf(value) };
  }

  /** How the account of a person is linked: the issuer stands in it, so that no other provider’s person is taken for this one. */
  nameOf(value: string): string {
    return providerName(this.issuer, value);
  }

  async #discover(): Promise<Result<{ config: oidc.Configuration }, AccessCode>> {
    const now = this.#now();
    if (this.#found !== undefined && now < this.#found.at + READ_AGAIN_S)
      return { ok: true, config: this.#found.config };
    const { issuer, clientId, clientSecret } = this.#config;
    try {
      const config = await oidc.discovery(new URL(issuer), clientId, undefined, oidc.ClientSecretBasic(clientSecret), {
        [oidc.customFetch]: onlyTo(new URL(issuer).origin),
        timeout: TIMEOUT_S,
        execute: issuer.startsWith('http:')
          ? [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks]
          : [oidc.enableNonRepudiationChecks],
      });
      this.#found = { at: now, config };
      return { ok: true, config };
    } catch (cause) {
      this.#onFault(cause);
      return refuse(
        'access.provider',
        `sign in at the provider: ${issuer} does not answer as OpenID Connect Discovery says`,
      );
    }
  }
}

export function providerName(issuer: string, value: string): string {
  return `${issuer} ${value}`;
}

function onlyTo(origin: string): oidc.CustomFetch {
  return (url, options) => {
    if (new URL(url).origin !== origin)
      throw new Error(`the provider names ${new URL(url).origin}, which is not its own`);
    return fetch(url, { ...options, redirect: 'manual' } as RequestInit);
  };
}
