/** A secret behind the # of an address, taken out of it at once: it stays in no history and in no picture of the screen. */
export function takeSecret(): string | undefined {
  const secret = location.hash.slice(1);
  if (secret === '') return undefined;
  history.replaceState(history.state, '', location.pathname);
  return secret;
}
