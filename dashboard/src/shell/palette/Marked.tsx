import { Fragment, type ReactElement } from 'react'

/** A text with what was looked for in the accent. */
export function Marked({
  text,
  ranges,
}: {
  text: string
  ranges: readonly [number, number][]
}): ReactElement {
  let at = 0
  return (
    <>
      {ranges.map(([from, to]) => {
        const before = text.slice(at, from)
        at = to
        return (
          <Fragment key={from}>
            {before}
            <mark>{text.slice(from, to)}</mark>
          </Fragment>
        )
      })}
      {text.slice(at)}
    </>
  )
}
