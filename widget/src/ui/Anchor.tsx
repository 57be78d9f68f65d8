import type { ComponentChildren } from 'preact'
import { useView } from './view.ts'

/** Out of the page, which neither learns nor lends anything on the way. */
export function Anchor({ href, children }: { href: string; children: ComponentChildren }) {
  const { words } = useView()
  return (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
      <span class="hidden"> ({words.opensNew})</span>
    </a>
  )
}
