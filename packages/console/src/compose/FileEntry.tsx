import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Fields } from '#compose/Fields.tsx';
import { FILE_BYTES_MAX, put, readFile, type Content } from '#compose/file';
import { placeOf, useForm } from '#compose/form';
import { FILE } from '#compose/findings';
import type { Attached } from '#compose/keeping';
import { Refusal } from '#refusal/Refusal.tsx';
import { useAnnounce } from '#ui/Announcer.tsx';
import { Untrusted } from '#ui/Untrusted.tsx';
import { useBytes } from '#compose/words';
import classes from './FileEntry.module.css';

/** On its way, or what came of it; nothing: no file was chosen in this window. */
type Way = { name: string; bytes: number; part: number; stop: () => void } | { error: unknown; again: () => void };

/**
 * A file that is chosen and put on our node, from where it goes with the act. `held`: the one that the draft has. `onHeld` is given it with all its bytes
 * once the node has it; what it gives is put there too before the draft names it.
 */
export function FileEntry({
  label,
  held,
  hint,
  onHeld,
  children,
}: {
  label: string;
  held: Attached | undefined;
  hint: ReactNode;
  onHeld: (content: Content) => { also: Content[]; keep: () => void };
  children?: ReactNode;
}) {
  const { t } = useLingui();
  const form = useForm();
  const announce = useAnnounce();
  const input = useRef<HTMLInputElement>(null);
  const [way, setWay] = useState<Way>();
  const [over, setOver] = useState(false);
  const stop = useRef<() => void>(undefined);
  useEffect(() => () => stop.current?.(), []);
  const bytesOf = useBytes();
  const missing = form.loud && form.findings.some(({ path }) => path === FILE);
  const take = async (file: File) => {
    stop.current?.();
    const abort = new AbortController();
    stop.current = () => abort.abort();
    const on = (part: number) => setWay({ name: file.name, bytes: file.size, part, stop: () => abort.abort() });
    on(0);
    try {
      if (file.size > FILE_BYTES_MAX) throw new RangeError(file.name);
      const content = await readFile(file);
      const { also, keep } = onHeld(content);
      for (const one of also) await put(one, () => undefined, abort.signal);
      await put(content, on, abort.signal);
      if (abort.signal.aborted) return;
      keep();
      setWay(undefined);
      announce(t`${content.attached.name} is on our node`);
    } catch (error) {
      if (abort.signal.aborted) return setWay(undefined);
      setWay({ error, again: () => void take(file) });
    }
  };
  const choose = () => input.current?.click();
  const chosen = (files: FileList | null) => {
    const [file] = files ?? [];
    if (file !== undefined) void take(file);
  };
  const running = way !== undefined && 'part' in way ? way : undefined;
  const failed = way !== undefined && 'error' in way ? way : undefined;
  return (
    <Fields label={label} required error={missing && held === undefined ? t`Choose a file.` : undefined}>
      <input
        ref={input}
        type="file"
        className={classes.input}
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          chosen(currentTarget.files);
          // The same file may be chosen again.
          currentTarget.value = '';
        }}
      />
      <div
        className={classes.place}
        data-over={over || undefined}
        data-held={(held !== undefined && running === undefined) || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          chosen(event.dataTransfer.files);
        }}
      >
        {running !== undefined ? (
          <>
            <div className={classes.what}>
              <strong>
                <Untrusted text={running.name} />
              </strong>
              <span>{bytesOf(running.bytes)}</span>
              <progress value={running.part} max={1} aria-label={t`How much is on our node`} />
            </div>
            <Button variant="default" size="compact-sm" onClick={running.stop}>
              <Trans>Call it off</Trans>
            </Button>
          </>
        ) : (
          <>
            <div className={classes.what}>
              {held === undefined ? (
                <span>{hint}</span>
              ) : (
                <>
                  <strong>
                    <Untrusted text={held.name} />
                  </strong>
                  <span>
                    {bytesOf(held.bytes)} · {held.mediaType} · <Trans>on our node</Trans>
                  </span>
                  <span>{hint}</span>
                </>
              )}
            </div>
            <Button
              id={placeOf('body', FILE)}
              variant={held === undefined ? 'filled' : 'default'}
              size="compact-md"
              onClick={choose}
            >
              {held === undefined ? <Trans>Choose a file</Trans> : <Trans>Take another file</Trans>}
            </Button>
          </>
        )}
      </div>
      {failed !== undefined &&
        (failed.error instanceof RangeError ? (
          <p className={classes.error} role="alert">
            <Trans>
              {failed.error.message} is larger than {bytesOf(FILE_BYTES_MAX)}, which one exhibit may have. Split it, or
              hand over the extract that matters.
            </Trans>
          </p>
        ) : (
          <>
            <Refusal error={failed.error} />
            <div>
              <Button size="compact-sm" onClick={failed.again}>
                <Trans>Try again</Trans>
              </Button>
            </div>
          </>
        ))}
      {children}
    </Fields>
  );
}
