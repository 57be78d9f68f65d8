import type { ReactElement } from 'react'
import './MiddleCut.css'

const letters = new Intl.Segmenter()

/**
 * One line of a file name, an id or an address. What does not fit goes missing in the middle, where it says least;
 * all of it is under the pointer and read out.
 */
export function MiddleCut({ text, tail = 10 }: { text: string; tail?: number }): ReactElement {
  const all = Array.from(letters.segment(text), ({ segment }) => segment)
  if (all.length <= tail * 2) {
    return (
      <span className="ellipsis middle-short" dir="auto" title={text}>
        {text}
      </span>
    )
  }
  return (
    <span className="middle-cut" dir="auto" title={text}>
      <span className="for-readers">{text}</span>
      <span className="middle-cut-start" aria-hidden="true">
        {all.slice(0, -tail).join('')}
      </span>
      <span className="middle-cut-tail" aria-hidden="true">
        {all.slice(-tail).join('')}
      </span>
    </span>
  )
}
