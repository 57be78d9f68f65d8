import { useEffect, useEffectEvent } from 'react'
import { type Command, registerCommand } from './registry.ts'

/** Offers a command while this component is there and `when` holds. */
export function useCommand({ run, keys, ...rest }: Command, when = true): void {
  const act = useEffectEvent(run)
  // By their text, for callers write both anew at each rendering.
  const words = JSON.stringify(rest)
  const bound = keys?.join('|')
  useEffect(() => {
    if (!when) return
    const given: Omit<Command, 'run' | 'keys'> = JSON.parse(words)
    return registerCommand({
      ...given,
      ...(bound === undefined ? {} : { keys: bound.split('|') }),
      run: () => act(),
    })
  }, [words, bound, when])
}
