import { useEffect, useState } from 'react'

/** The value once it has stayed the same for so many milliseconds. */
export function useLate<T>(value: T, after: number): T {
  const [late, setLate] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setLate(value), after)
    return () => clearTimeout(timer)
  }, [value, after])
  return late
}
