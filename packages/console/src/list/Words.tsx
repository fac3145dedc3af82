import { useLingui } from '@lingui/react/macro';
import { TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';

const TYPING_MS = 250;

/** Asked when one stops typing; letters of an input method that are not chosen yet ask for nothing. */
export function Words({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(value);
  const composing = useRef(false);
  const sent = useRef(value);
  useEffect(() => {
    // Changed by somebody else than whoever types: a view was chosen, or one went back.
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  const send = (text: string) => {
    if (text.trim() === sent.current.trim()) return;
    sent.current = text;
    onChange(text);
  };
  useEffect(() => {
    if (composing.current) return undefined;
    const timer = setTimeout(() => send(typed), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return (
    <TextInput
      type="search"
      label={t`Search`}
      placeholder={t`Words of any act, in either language`}
      value={typed}
      maxLength={200}
      onChange={({ currentTarget }) => setTyped(currentTarget.value)}
      onCompositionStart={() => {
        composing.current = true;
      }}
      onCompositionEnd={({ currentTarget }) => {
        composing.current = false;
        setTyped(currentTarget.value);
        send(currentTarget.value);
      }}
    />
  );
}
