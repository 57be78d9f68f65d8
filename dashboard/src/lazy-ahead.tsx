import { type ComponentType, type ReactElement, useState } from 'react'
import { lazyPart } from './lazy-part.ts'

/**
 * As {@link lazyPart}, with a way to read it ahead; then it is there at once. React's own shows the fallback first even
 * then, and for up to 300 ms, in which whoever opens something by a key has typed on.
 */
export function lazyAhead<Props extends object>(
  load: () => Promise<{ default: ComponentType<Props> }>,
): [component: (props: Props) => ReactElement, readAhead: () => void] {
  const Lazy = lazyPart(load)
  let read: ComponentType<Props> | null = null

  function Ahead(props: Props): ReactElement {
    // One of them for as long as it is shown: changing over would lose what was typed into it.
    const [Component] = useState(() => read ?? Lazy)
    return <Component {...props} />
  }

  return [Ahead, () => void load().then((module) => (read = module.default), ignored)]
}

/** Only a head start: whoever opens it is told what is wrong. */
const ignored = (): void => undefined
