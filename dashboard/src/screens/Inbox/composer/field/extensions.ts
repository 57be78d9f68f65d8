import { type AnyExtension, Extension } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions'
import { Plugin } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { StarterKit } from '@tiptap/starter-kit'

/** Addresses that a reader may be sent to. */
export function isAddress(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^(https?|mailto|tel):$/.test(url.protocol)
}

/** What the editor knows, which is what {@link markdownOf} can write. */
export const formats: AnyExtension = StarterKit.configure({
  heading: false,
  horizontalRule: false,
  strike: false,
  underline: false,
  trailingNode: false,
  gapcursor: false,
  link: {
    openOnClick: false,
    defaultProtocol: 'https',
    isAllowedUri: isAddress,
    HTMLAttributes: { rel: null },
  },
})

type Range = { from: number; to: number; look: 'blank' | 'mention' }

/** Marks places in the text, anew at each change; a message is short. */
export const marks = (rangesIn: (text: string) => Range[]): AnyExtension =>
  Extension.create({
    name: 'marks',
    addProseMirrorPlugins: () => [
      new Plugin({
        props: {
          decorations({ doc }) {
            const found: Decoration[] = []
            doc.descendants((node, at) => {
              if (!node.isText || !node.text) return
              for (const { from, to, look } of rangesIn(node.text))
                found.push(Decoration.inline(at + from, at + to, { class: `field-${look}` }))
            })
            return DecorationSet.create(doc, found)
          },
        },
      }),
    ],
  })

export const placeholder = (text: () => string): AnyExtension =>
  Placeholder.configure({ placeholder: text, showOnlyWhenEditable: true })
