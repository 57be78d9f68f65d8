import { useLayoutEffect, useState } from 'react'

const NORMAL = 70

/** The height of every row, as the style sheets have it: by density, and of its own on a phone. */
export function useRowHeight(list: HTMLElement): number {
  const [height, setHeight] = useState(NORMAL)
  useLayoutEffect(() => {
    const read = (): void => {
      const given = Number.parseFloat(getComputedStyle(list).getPropertyValue('--row-height'))
      setHeight(Number.isFinite(given) && given > 0 ? given : NORMAL)
    }
    read()
    const density = new MutationObserver(read)
    density.observe(document.documentElement, { attributeFilter: ['data-density'] })
    const phone = matchMedia('(max-width: 767px)')
    phone.addEventListener('change', read)
    return () => {
      density.disconnect()
      phone.removeEventListener('change', read)
    }
  }, [list])
  return height
}
