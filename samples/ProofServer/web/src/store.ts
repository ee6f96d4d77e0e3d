import { useEffect, useState } from 'preact/hooks';
import type { Store } from './live.ts';

/** The value of a store, drawn anew when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [value, set] = useState(store.value);
  useEffect(() => store.subscribe((next) => set(() => next)), [store]);
  return value;
}
