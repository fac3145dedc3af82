// A real OpenID Connect provider on a free port, and somebody who signs in at it, for tests.

import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Identity = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** Goes through the provider’s pages as `person`, from where we sent the browser to where it is sent back. */
  through: (location: string, person: string) => Promise<URL>;
  stop: () => Promise<void>;
};

/** `redirect`: where it may send browsers back to. `verified`: whether it vouches for e-mail addresses. */
export async function startIdentity(redirect: string, verified = true): Promise<Identity> {
  const { default: Provider } = await import('oidc-provider');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const clientSecret = randomBytes(24).toString('base64url');
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'parley',
        client_secret: clientSecret,
        redirect_uris: [redirect],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        token_endpoint_auth_method: 'client_secret_basic',
      },
    ],
    cookies: { keys: [randomBytes(16).toString('hex')] },
    jwks: {
      keys: [
        {
          ...generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' }),
          kid: 'test',
          use: 'sig',
        },
      ],
    },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'staff_number'] },
    conformIdTokenClaims: false,
    findAccount: (_context: unknown, id: string) => ({
      accountId: id,
      claims: () => ({ sub: id, email: `${id}@ministry.example`, email_verified: verified, staff_number: `n-${id}` }),
    }),
    ttl: { Session: 600, Grant: 600, Interaction: 600, AccessToken: 600, IdToken: 600 },
  });
  server.on('request', provider.callback());
  return {
    issuer,
    clientId: 'parley',
    clientSecret,
    through: (location, person) => walk(location, person, redirect),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function walk(location: string, person: string, redirect: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(location);
  let form: URLSearchParams | undefined;
  for (let steps = 0; steps < 20; steps++) {
    if (url.href.startsWith(redirect)) return url;
    const response = await fetch(url, {
      method: form === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form !== undefined && { body: form }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [name, value] = line.split(';', 1)[0]!.split(/=(.*)/s) as [string, string];
      cookies.set(name, value);
    }
    form = undefined;
    const next = response.headers.get('location');
    const page = await response.text();
    if (next !== null) {
      url = new URL(next, url);
      continue;
    }
    const prompt = /name="prompt" value="(\w+)"/.exec(page)?.[1];
    const action = /action="([^"]+)"/.exec(page)?.[1];
    if (prompt === undefined || action === undefined) throw new Error(`the provider shows: ${page.slice(0, 400)}`);
    form = new URLSearchParams(prompt === 'login' ? { prompt, login: person, password: 'x' } : { prompt });
    url = new URL(action, url);
  }
  throw new Error('the provider goes round in circles');
}
