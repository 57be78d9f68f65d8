import { textParts } from '../text/parts.ts'
import { Anchor } from './Anchor.tsx'

/** Text as it was typed; addresses lead where they say. */
export function PlainText({ text }: { text: string }) {
  return (
    <>
      {textParts(text).map((part, place) =>
        part.href === undefined ? (
          part.text
        ) : (
          <Anchor key={place} href={part.href}>
            {part.text}
          </Anchor>
        ),
      )}
    </>
  )
}
