import { isBuiltIn } from './built-in.ts'

/** Which of the empty states a list shows: the key of its words. */
export function emptyOf(view: string, narrowed: boolean, searched: boolean): string {
  if (searched) return 'found'
  if (narrowed && view !== 'search') return 'filtered'
  return isBuiltIn(view) ? view : 'saved'
}
