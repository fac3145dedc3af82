import { useSyncExternalStore } from 'react';

const paper = matchMedia('print');

let before = false;

const watch = (told: () => void) => {
  const begin = () => {
    before = true;
    told();
  };
  const end = () => {
    before = false;
    told();
  };
  paper.addEventListener('change', told);
  addEventListener('beforeprint', begin);
  addEventListener('afterprint', end);
  return () => {
    paper.removeEventListener('change', told);
    removeEventListener('beforeprint', begin);
    removeEventListener('afterprint', end);
  };
};

/** Whether the page is laid out for paper, where nobody can ask for more of it. */
export function usePrinting(): boolean {
  return useSyncExternalStore(watch, () => before || paper.matches);
}
