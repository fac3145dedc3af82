import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import type { Answer } from '#api/call';
import { reading } from '#api/queries';
import { Counterpart } from '#founding/Counterpart.tsx';
import { isComplete } from '#founding/line';
import { Line } from '#founding/Line.tsx';
import { ThisNode } from '#founding/ThisNode.tsx';
import { openSteps, stepOf, STEPS, type Step } from '#founding/standing';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';
import { Loading } from '#ui/Loading.tsx';
import { Page } from '#ui/Page.tsx';
import { Steps } from '#ui/Steps.tsx';

const Draft = lazy(async () => ({ default: (await import('#founding/Draft.tsx')).Draft }));
const Read = lazy(async () => ({ default: (await import('#founding/Read.tsx')).Read }));
const Sign = lazy(async () => ({ default: (await import('#founding/Sign.tsx')).Sign }));

/** The other side, and whoever signs where the root key is, come by ways of which this page hears only by asking. */
const LOOK_MS = 3000;

const route = getRouteApi('/inside/founding');

/** From a node with keys to an accord that both have signed and a line that works. */
export function FoundingPage() {
  const { t } = useLingui();
  const line = useQuery({ ...reading('foundingLine', {}), refetchInterval: LOOK_MS });
  return (
    <Page
      title={t`Founding`}
      lead={
        line.data?.stage === 'founded'
          ? t`The line between the two nodes, and who speaks over it.`
          : t`From two strangers to an accord that both have signed.`
      }
    >
      {line.data === undefined ? (
        line.error === null ? (
          <Loading label={t`Looking how far the founding is …`} lines={5} />
        ) : (
          <Refusal error={line.error} />
        )
      ) : line.data.stage === 'founded' ? (
        <>
          <Way
            current={isComplete(line.data) ? STEPS.length : STEPS.indexOf('line')}
            shown="line"
            open={new Set<Step>(['line'])}
          />
          <Line line={line.data} />
        </>
      ) : (
        <Before />
      )}
    </Page>
  );
}

function Before() {
  const { t } = useLingui();
  const view = useQuery({ ...reading('founding', {}), refetchInterval: LOOK_MS });
  const { step } = route.useSearch();
  if (view.data === undefined) {
    return view.error === null ? (
      <Loading label={t`Looking how far the founding is …`} lines={5} />
    ) : (
      <Refusal error={view.error} />
    );
  }
  const open = openSteps(view.data);
  const current = stepOf(view.data);
  const shown = step !== undefined && open.has(step) ? step : current;
  return (
    <>
      <Way current={Math.max(STEPS.indexOf(current), STEPS.indexOf(shown))} shown={shown} open={open} />
      <Suspense fallback={<Loading label={t`Opening the page …`} lines={5} />}>
        <At key={shown} step={shown} view={view.data} />
      </Suspense>
    </>
  );
}

function At({ step, view }: { step: Step; view: Answer<'founding'> }) {
  switch (step) {
    case 'accord':
      return <Draft view={view} />;
    case 'counterpart':
      return <Counterpart view={view} />;
    case 'read':
      return <Read view={view} />;
    case 'sign':
    case 'line':
      return <Sign view={view} />;
    default:
      return <ThisNode view={view} />;
  }
}

/** Whoever looks at a later step has been through those before it. `current`: how many are done. */
function Way({ current, shown, open }: { current: number; shown: Step; open: ReadonlySet<Step> }) {
  const { t } = useLingui();
  const names: Record<Step, string> = {
    node: t`This node`,
    accord: t`The accord`,
    counterpart: t`The counterpart`,
    read: t`Read it all`,
    sign: t`Compare and sign`,
    line: t`Check the line`,
  };
  return (
    <Steps
      label={t`Founding`}
      steps={STEPS.map((step) => names[step])}
      current={current}
      shown={STEPS.indexOf(shown)}
      link={(name, no) =>
        open.has(STEPS[no]!) && STEPS[no] !== shown ? (
          <Link to={pages.founding} search={{ step: STEPS[no]! }}>
            {name}
          </Link>
        ) : (
          name
        )
      }
    />
  );
}
