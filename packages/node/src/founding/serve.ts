// The founding over HTTP: the wizard’s routes, for whoever has the setup secret or administers the node, and the counterpart’s link. The link is
// answered on after the founding too, so that whoever signed first can hand over the end of it.

import type { FastifyInstance, FastifyReply } from 'fastify';
import { FOUNDING_REQUEST_BYTES_MAX, type FoundingView } from '@parley/api/founding';
import { encodeEnvelope, ENVELOPE_BYTES_MAX } from '@parley/docket/accord/founding/envelope';
import { inReview, reviewOf } from '@parley/docket/accord/review/review';
import { partsOf } from '@parley/docket/accord/templates/template';
import { digestOfTemplate, templateOf, templates } from '@parley/docket/accord/templates/templates';
import { parseBase64url } from '@parley/record/base64';
import type { JsonObject } from '@parley/record/json';
import { thumbprint } from '@parley/record/key';
import { refuse, type Refusal, type Result } from '@parley/record/refusal';
import type { z } from 'zod';
import { sendJson, type Take } from '../api/take.ts';
import { refuseWith } from '../platform/http.ts';
import type { Founding } from './founding.ts';
import type { Line } from './line.ts';
import { ENVELOPE_TYPE, FOUNDING_PREFIX } from './link.ts';

type Unheard = NonNullable<z.input<typeof FoundingView>['unheard']>;

/** The check of the line, before the founding and after. */
export function serveLine(take: Take, line: () => Promise<Line> | Line): void {
  take('foundingLine', async (_request, reply) => sendJson(reply, await line()));
}

/**
 * The routes of the wizard. What changes something is delivered to the counterpart at once, where its link is known. `unheard`: why that link
 * last gave nothing.
 */
export function serveFounding(take: Take, founding: Founding, unheard: () => Unheard | undefined): void {
  const show = async (reply: FastifyReply) => sendJson(reply, await viewOf(founding, unheard()));
  const answer = async (reply: FastifyReply, changed: Result<object>, delivers = false) => {
    if (!changed.ok) return refuseWith(reply, changed.refusal);
    // A link that fails now is tried again with the next change; the envelope can be sent as a file.
    if (delivers) await founding.deliver();
    return show(reply);
  };
  take('founding', (_request, reply) => show(reply));
  take('foundingTemplates', (_request, reply) =>
    sendJson(reply, {
      items: templates.map((one) => ({
        name: one.name,
        digest: digestOfTemplate(one),
        purpose: one.purpose,
        accord: partsOf(one),
      })),
    }),
  );
  take('foundingParty', async (_request, reply, _params, _query, _viewer, said) =>
    answer(reply, await founding.describe(said)),
  );
  take(
    'foundingDraft',
    async (_request, reply, _params, _query, _viewer, { template: name, accord, note, anew = false }) => {
      const template = templateOf(name);
      if (template === undefined)
        return refuseWith(reply, refuse('founding.text', `drafting an accord: there is no template ${name}`).refusal);
      const whole = { witnesses: [], quorum: 0, ...partsOf(template), ...(accord as JsonObject) };
      const named = { name, digest: digestOfTemplate(template) };
      return answer(reply, await founding.draft(whole, named, { note, anew }));
    },
    { bodyBytesMax: FOUNDING_REQUEST_BYTES_MAX },
  );
  take(
    'foundingCounter',
    async (_request, reply, _params, _query, _viewer, { accord, note }) =>
      answer(reply, await founding.counter(accord as JsonObject | undefined, note), true),
    { bodyBytesMax: FOUNDING_REQUEST_BYTES_MAX },
  );
  take(
    'foundingTake',
    async (_request, reply, _params, _query, _viewer, { envelope, link, replace = false }) =>
      answer(
        reply,
        await (link === undefined ? founding.take(envelope!, { replace }) : founding.follow(link, { replace })),
        // What was signed where the root key is came back as an envelope: it goes on to the counterpart.
        link === undefined,
      ),
    { bodyBytesMax: FOUNDING_REQUEST_BYTES_MAX },
  );
  take('foundingInvite', (_request, reply, _params, _query, _viewer, { days }) =>
    founding.store.text === undefined
      ? refuseWith(reply, refuse('founding.none', 'inviting a counterpart: nothing is drafted').refusal)
      : sendJson(reply, { url: founding.invite(days) }),
  );
}

async function viewOf(founding: Founding, unheard: Unheard | undefined): Promise<z.input<typeof FoundingView>> {
  const { party, registrar } = founding.own;
  const { languages, domain, addresses, hue } = party;
  const kept = await founding.kept();
  return {
    party: party.id,
    names: party.names,
    fingerprint: fingerprintOf(party.keys.root),
    own: { languages, domain, addresses, hue, registrar: fingerprintOf(registrar) },
    ...(unheard !== undefined && { unheard }),
    reached: founding.store.link !== undefined,
    ...(kept !== undefined && {
      review: reviewOf(kept.negotiation, party.id),
      accord: inReview(kept.negotiation),
      envelope: encodeEnvelope(kept.negotiation),
    }),
  };
}

function fingerprintOf(key: string): string {
  return thumbprint(parseBase64url(key)!);
}

/** What the link needs of a founding. */
export type Linked = Pick<Founding, 'invited' | 'take' | 'store'>;

/**
 * The counterpart’s link, in a scope of its own: an envelope is read as text, since its bytes count. `linked`: asked for at each request;
 * undefined: this node was never founded here.
 */
export function serveFoundingLink(fastify: FastifyInstance, linked: () => Linked | undefined): void {
  void fastify.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      [ENVELOPE_TYPE, 'application/json'],
      { parseAs: 'string', bodyLimit: ENVELOPE_BYTES_MAX },
      (_request, text, done) => done(null, text),
    );
    const url = `${FOUNDING_PREFIX}:secret`;
    const admitted = (secret: string): Result<{ founding: Linked }> => {
      const founding = linked();
      return founding?.invited(secret) === true
        ? { ok: true, founding }
        : refuse('founding.not_invited', 'following a link: it was not given out, or is good no longer');
    };
    const give = (reply: FastifyReply, { store }: Linked) =>
      reply.type(ENVELOPE_TYPE).send(Buffer.from(store.text ?? ''));
    scope.get<{ Params: { secret: string } }>(url, { config: { id: 'foundingLink' } }, (request, reply) => {
      const found = admitted(request.params.secret);
      if (!found.ok) return refuseWith(reply, found.refusal);
      const wantsPage = request.headers.accept?.includes('text/html') ?? false;
      return wantsPage ? reply.type('text/plain; charset=utf-8').send(FOR_PEOPLE) : give(reply, found.founding);
    });
    scope.post<{ Params: { secret: string } }>(
      url,
      {
        config: { id: 'foundingLink' },
        bodyLimit: ENVELOPE_BYTES_MAX,
        onRequest: async (request, reply) => {
          const found = admitted(request.params.secret);
          if (found.ok) return undefined;
          return refuseWith(reply.header('connection', 'close'), found.refusal);
        },
      },
      async (request, reply) => {
        const found = admitted(request.params.secret);
        if (!found.ok) return refuseWith(reply, found.refusal);
        const { founding } = found;
        const taken = await founding.take(typeof request.body === 'string' ? request.body : '');
        // Who comes back with less than we have is given what we have.
        if (!taken.ok && !BEHIND.has(taken.refusal.code)) return refuseWith(reply, withoutState(taken.refusal));
        return give(reply, founding);
      },
    );
  });
}

const BEHIND: ReadonlySet<string> = new Set(['founding.older', 'founding.complete']);

function withoutState({ code, detail }: Refusal): Refusal {
  return { code, detail };
}

const FOR_PEOPLE = `This address holds the draft of an accord. It is read by Parley, not by a browser:

    parley accord review <this address>
    parley accord import <this address> --node <your node's folder>

or paste it into the console of your own node. docs/founding.md says how an accord is founded.

此地址存有协约草案，由 Parley 读取，而非浏览器。请使用上述命令，或将此地址粘贴到贵方节点的控制台。
`;
