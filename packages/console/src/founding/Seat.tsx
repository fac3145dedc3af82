import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { call } from '#api/call';
import { keep } from '#founding/founding';
import { pages } from '#pages';
import { Refusal } from '#refusal/Refusal.tsx';

/** We put ourselves into what they drafted, and change nothing. */
export function Seat() {
  const navigate = useNavigate();
  const seat = useMutation({
    mutationFn: () => call('foundingCounter', { body: {} }),
    onSuccess: (view) => {
      keep(view);
      return navigate({ to: pages.founding, search: { step: 'counterpart' } });
    },
  });
  return (
    <>
      {seat.error !== null && <Refusal error={seat.error} />}
      <Button size="md" loading={seat.isPending} onClick={() => seat.mutate()}>
        <Trans>Take our seat, as it stands</Trans>
      </Button>
    </>
  );
}
