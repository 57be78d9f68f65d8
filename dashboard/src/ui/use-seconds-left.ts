import { useEffect, useState } from 'react'

export function useSecondsLeft(until: number | undefined): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    if (until === undefined) return setLeft(0)
    const count = (): void => setLeft(Math.max(0, Math.ceil((until - Date.now()) / 1_000)))
    count()
    const timer = setInterval(count, 250)
    return () => clearInterval(timer)
  }, [until])
  return left
}
