import { signal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import type { Shape } from '../text/markdown.ts'
import { Anchor } from './Anchor.tsx'
import { PlainText } from './PlainText.tsx'

type Markdown = typeof import('../text/markdown.ts')

/** A cache: the parser, once somebody wrote what needs one. */
const markdown = signal<Markdown | null>(null)
let asked = false

/** Signs that begin something in Markdown. Words without them are shown as they are, and no parser is fetched. */
const NEEDS_PARSER = /[*_`[\]\\<&]|^\s*(#|>|[-+] |\d+[.)] )/m

/** What teammates write: Markdown of few kinds, and of those what `text/markdown.ts` names. Never markup. */
export function Formatted({ text }: { text: string }) {
  if (!NEEDS_PARSER.test(text)) return <PlainText text={text} />
  if (!markdown.value) {
    if (!asked) {
      asked = true
      // Without it the text is shown with its signs, which can be read too.
      import('../text/markdown.ts').then((module) => (markdown.value = module)).catch(() => undefined)
    }
    return <PlainText text={text} />
  }
  return <>{markdown.value.shapesOf(text).map(drawn)}</>
}

function drawn(shape: Shape, key: number): ComponentChildren {
  if ('text' in shape) {
    if (shape.is === 'text') return <PlainText key={key} text={shape.text} />
    if (shape.is === 'words') return shape.text
    const Tag = shape.is
    return <Tag key={key}>{shape.text}</Tag>
  }
  if (shape.is === 'break') return <br key={key} />
  const inside = shape.inside.map(drawn)
  if (shape.is === 'link')
    return (
      <Anchor key={key} href={shape.href}>
        {inside}
        {shape.host !== null && ` (${shape.host})`}
      </Anchor>
    )
  if (shape.is === 'ol')
    return (
      <ol key={key} start={shape.start}>
        {inside}
      </ol>
    )
  const Tag = shape.is
  return <Tag key={key}>{inside}</Tag>
}
