import type { AnchorHTMLAttributes, ReactElement } from 'react'
import { goTo } from './address.ts'
import { isPlainClick } from './plain-click.ts'

type LinkProps = AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link within the dashboard: a real address, but the page stays. */
export function Link({ href, onClick, ...rest }: LinkProps): ReactElement {
  return (
    <a
      href={href}
      onClick={(event) => {
        onClick?.(event)
        if (event.defaultPrevented || !isPlainClick(event)) return
        event.preventDefault()
        goTo(href)
      }}
      {...rest}
    />
  )
}
