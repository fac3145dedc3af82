// Views of lists that somebody keeps for themselves: a name for what a list is narrowed by, as it stands in a page's address.

import { z } from 'zod';
import { json, none, type Route } from './route.ts';
import { Seconds } from './values.ts';

/** Of one account: more than fit above a list. */
export const VIEWS_MAX = 40;

const ViewId = z.string().regex(/^[A-Za-z0-9_-]{16}$/);

const kept = {
  list: z.enum(['docket', 'requests']).describe('The page that it is a view of.'),
  name: z
    .string()
    .trim()
    .min(1)
    .max(60)
    .regex(/^\P{Cc}+$/u)
    .describe('One of each name: keeping another takes its place.'),
  search: z
    .record(z.string().regex(/^[a-z]{1,20}$/), z.string().max(200))
    .refine((search) => Object.keys(search).length <= 12, 'twelve parameters at most')
    .describe('Parameters of the page’s address.'),
};

export const ViewAsked = z.strictObject(kept).describe('A view to keep.');

export const View = z.object({ id: ViewId, ...kept, at: Seconds }).describe('A view of a list, of one’s own.');

export const ViewList = z.object({ items: z.array(View) }).describe('One’s own views, in the order of their names.');

/** By the names that the description of the interface gives them. */
export const viewSchemas = { View, ViewAsked, ViewList };

export const viewPaths = { views: '/api/v1/views', view: '/api/v1/views/{id}' } as const;

export const viewRoutes = {
  views: {
    id: 'views',
    need: 'none',
    method: 'GET',
    path: viewPaths.views,
    access: 'person',
    summary: 'One’s own views of lists.',
    query: none,
    answers: json(ViewList, 'The views.'),
  },
  keepView: {
    id: 'keepView',
    need: 'none',
    method: 'POST',
    path: viewPaths.views,
    access: 'person',
    summary: 'Keep a view of a list for oneself.',
    query: none,
    body: ViewAsked,
    answers: json(ViewList, 'All of one’s own, with this one.'),
    refusals: ['http.malformed', 'view.many'],
  },
  dropView: {
    id: 'dropView',
    need: 'none',
    method: 'DELETE',
    path: viewPaths.view,
    access: 'person',
    summary: 'Drop a view of one’s own.',
    query: none,
    params: z.strictObject({ id: ViewId }),
    answers: json(ViewList, 'Those that are left.'),
    refusals: ['http.not_found'],
  },
} as const satisfies Record<string, Route>;
