/** What may be asked of the other side. */
export const CATEGORIES = [
  'information',
  'preservation',
  'mitigation',
  'investigation',
  'electronic-evidence',
  'takedown',
  'indicator-sharing',
  'status-update',
  'legal-assistance',
] as const;
