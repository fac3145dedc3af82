import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { reading } from '#api/queries';
import { setNow, useNow } from '#ui/now';

/** The node's clock, in Unix seconds, which a page judges deadlines by. `enabled`: whoever looks may ask for it. */
export function useNodeNow(enabled = true): number {
  const { data, dataUpdatedAt } = useQuery({ ...reading('compose', {}), enabled });
  useEffect(() => {
    if (data !== undefined) setNow(data.now, dataUpdatedAt);
  }, [data, dataUpdatedAt]);
  return Math.floor(useNow() / 1000);
}
