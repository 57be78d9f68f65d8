import { useEffect, useEffectEvent } from 'react'
import { useLiveLine } from './LiveLineProvider.tsx'

/** Milliseconds for what is on screen to settle. */
const SETTLE = 400

/** Once the first screen is there and live: for what is likely next, and must not stand between a person and that screen. */
export function useOnceAtEase(run: () => void): void {
  const isLive = useLiveLine().state.phase === 'live'
  const onEase = useEffectEvent(run)
  useEffect(() => {
    if (!isLive) return
    const timer = setTimeout(onEase, SETTLE)
    return () => clearTimeout(timer)
  }, [isLive])
}
