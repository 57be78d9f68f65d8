import { type ComponentType, type ReactElement, type Ref, useEffect, useRef, useState } from 'react'
import type { FieldHandle, FieldProps, TakeOver } from './field.ts'
import { PlainField } from './PlainField.tsx'
import type { RichFieldProps } from './RichField.tsx'

type TextFieldProps = FieldProps & { ref: Ref<FieldHandle>; tools: HTMLElement | null }

// Loaded once for all conversations.
let loaded: ComponentType<RichFieldProps> | null = null

/** The plain field until the editor is there; then the editor, with the same text and the caret where it was. */
export function TextField({ ref, tools, ...props }: TextFieldProps): ReactElement {
  const [Rich, setRich] = useState<ComponentType<RichFieldProps> | null>(() => loaded)
  const place = useRef<TakeOver | null>({ focused: false, caret: 0 })
  const ready = useRef(false)

  useEffect(() => {
    if (loaded) return
    let here = true
    import('./RichField.tsx').then(
      (module) => {
        loaded = module.default
        ready.current = true
        if (here && place.current !== null) setRich(() => loaded)
      },
      // Offline, or a newer version was put up: the plain field sends just as well.
      () => undefined,
    )
    return () => {
      here = false
    }
  }, [])

  if (Rich) return <Rich ref={ref} takeOver={place.current} tools={tools} {...props} />
  return (
    <PlainField
      ref={ref}
      {...props}
      onPlace={(next) => {
        place.current = next
        // The input method is done: what waited may come.
        if (next !== null && ready.current) setRich(() => loaded)
      }}
    />
  )
}
