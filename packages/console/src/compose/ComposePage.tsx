import { lazy, Suspense } from 'react';
import { Opening } from '#shell/Fallbacks.tsx';

/** It knows every schema and every rule: what comes first says that it is on its way. */
const Composing = lazy(async () => ({ default: (await import('#compose/Composing.tsx')).Composing }));

export function ComposePage() {
  return (
    <Suspense fallback={<Opening />}>
      <Composing />
    </Suspense>
  );
}
