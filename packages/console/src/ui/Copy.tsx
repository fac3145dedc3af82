import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { useAnnounce } from '#ui/Announcer.tsx';

/** `label`: what the button says, where it stands alone. */
export function Copy({ text, what, label }: { text: string; what: string; label?: string }) {
  const { t } = useLingui();
  const announce = useAnnounce();
  const clipboard = useClipboard({ timeout: 2000 });
  return (
    <Button
      size="compact-sm"
      variant="default"
      {...(label === undefined && { 'aria-label': t`Copy ${what}` })}
      onClick={() => {
        clipboard.copy(text);
        announce(t`Copied`);
      }}
    >
      {clipboard.copied ? <Trans>Copied</Trans> : (label ?? <Trans>Copy</Trans>)}
    </Button>
  );
}
