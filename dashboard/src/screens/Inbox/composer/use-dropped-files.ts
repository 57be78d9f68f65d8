import { useEffect, useEffectEvent, useState } from 'react'

/**
 * Files dropped anywhere on the page are for the message: beside the composer the browser would open them instead, and
 * the page with all that was written would be gone. @returns whether some are over the page right now.
 */
export function useDroppedFiles(onFiles: (files: readonly File[]) => void): boolean {
  const [over, setOver] = useState(false)
  const drop = useEffectEvent(onFiles)

  useEffect(() => {
    const end = new AbortController()
    const { signal } = end
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    window.addEventListener(
      'dragover',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(true)
      },
      { signal },
    )
    window.addEventListener(
      'dragleave',
      // Also when it only moves on to another element: the next dragover says that it is still here.
      (event) => event.relatedTarget === null && setOver(false),
      { signal },
    )
    window.addEventListener(
      'drop',
      (event) => {
        if (!hasFiles(event)) return
        event.preventDefault()
        setOver(false)
        drop([...(event.dataTransfer?.files ?? [])])
      },
      // Before the editor, which would have ideas of its own.
      { signal, capture: true },
    )
    return () => end.abort()
  }, [])
  return over
}
