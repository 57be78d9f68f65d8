import { type ReactElement, useEffect, useRef, useState } from 'react'
import { asProblem } from '../../../api/problem.ts'
import { Button } from '../../../ui/Button.tsx'

/** Reads on when it comes into sight; the button is for keyboards, and for trying again. */
export function ListEnd({ readOlder }: { readOlder(): Promise<void> }): ReactElement {
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState('')
  const end = useRef<HTMLDivElement>(null)

  async function read(): Promise<void> {
    setBusy(true)
    setFailure('')
    try {
      await readOlder()
    } catch (error) {
      setFailure(asProblem(error).message)
      setBusy(false)
    }
  }

  const readOnSight = useRef(read)
  useEffect(() => {
    const watch = new IntersectionObserver(([seen]) => {
      if (!seen?.isIntersecting) return
      watch.disconnect()
      void readOnSight.current()
    })
    if (end.current) watch.observe(end.current)
    return () => watch.disconnect()
  }, [])

  return (
    <div className="list-end" ref={end}>
      {failure && <span className="list-end-failed">{failure}</span>}
      <Button look="ghost" disabled={busy} onClick={() => void read()}>
        {busy ? 'Reading older ones' : 'Show older'}
      </Button>
    </div>
  )
}
