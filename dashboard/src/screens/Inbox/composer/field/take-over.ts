import { type Node, type Schema, Slice } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import { docOf } from './markdown.ts'

/** Stands where the caret is while the text is read. Nobody types it: a noncharacter. */
const CARET = '\ufdd0'

/**
 * What the editor begins with where it takes the plain field's place, and the position in it where the plain field's caret
 * was. Markdown drops blanks and breaks at the end of a line or a text; before the caret they are the beginning of what is
 * typed next, and stay.
 */
export function takenOver(schema: Schema, text: string, caret: number): { doc: Node; at: number } {
  const before = text.slice(0, caret)
  const rest = text.slice(caret)
  const doc = docOf(schema, text)
  if (/\s$/.test(before)) {
    const marked = docOf(schema, before + CARET + rest)
    const at = positionOf(marked)
    const kept = at !== null && marked.replace(at, at + CARET.length, Slice.empty)
    // Before other signs the mark may change what they mean.
    if (kept && (isDropped(before, rest) || kept.eq(doc))) return { doc: kept, at }
  }
  // What is written up to the caret has the same shape before and after the rest: its end is the same place.
  return { doc, at: Math.min(Selection.atEnd(docOf(schema, before)).head, doc.content.size) }
}

/** Whether Markdown drops the blank or break before the caret. */
function isDropped(before: string, rest: string): boolean {
  return rest.trim() === '' || (rest.startsWith('\n') && /[^\S\n]$/.test(before))
}

function positionOf(doc: Node): number | null {
  let found: number | null = null
  doc.descendants((node, position) => {
    const index = node.text?.indexOf(CARET) ?? -1
    if (index >= 0) found = position + index
  })
  return found
}
