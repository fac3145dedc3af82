import { codesOf } from '@parley/docket/vocabulary/told';
import type { JsonObject } from '@parley/record/json';
import { useNaming } from '#vocabulary/naming';

/** How something may be handled, one word after the other: TLP:AMBER, may be used in proceedings. */
export function useMarkingWords(): (marking: unknown) => string[] {
  const naming = useNaming();
  return (marking) =>
    typeof marking !== 'object' || marking === null
      ? []
      : Object.entries(marking as JsonObject).map(([member, value]) =>
          codesOf('marking', member === 'use' ? value : { [member]: value }, naming),
        );
}
