import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useAnnounce } from '#ui/Announcer.tsx';

export function Copy({ text, what }: { text: string; what: string }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t`Copy ${what}`}
      onClick={() => {
        clipboard.copy(text);
        announce(t`Copied`);
      }}
    >
      {clipboard.copied ? <Trans>Copied</Trans> : <Trans>Copy</Trans>}
    </Button>
  );
}
