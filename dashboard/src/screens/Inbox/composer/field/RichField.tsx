import { type Node, Slice } from '@tiptap/pm/model'
import { Selection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import { type Editor, EditorContent, useEditor } from '@tiptap/react'
import {
  type ReactElement,
  type Ref,
  useEffect,
  useEffectEvent,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
} from 'react'
import { blankRanges } from '../macros/variables.ts'
import { mentionRanges } from '../suggest/mentions.ts'
import { triggerIn } from '../suggest/trigger.ts'
import { bareHtml } from './bare-html.ts'
import { formats, marks, placeholder as placeholderOf } from './extensions.ts'
import { FormatTools } from './FormatTools.tsx'
import { type FieldHandle, type FieldProps, LIST_ID, type TakeOver } from './field.ts'
import { docOf, markdownOf } from './markdown.ts'
import { takenOver } from './take-over.ts'

export type RichFieldProps = FieldProps & {
  ref: Ref<FieldHandle>
  /** Where the plain field was left. */
  takeOver: TakeOver | null
  /** Where the tools stand, once it is there. */
  tools: HTMLElement | null
}

/** The same text with its formats shown. What leaves it is Markdown, made of the document and never of HTML. */
export default function RichField({ ref, takeOver, tools, ...props }: RichFieldProps): ReactElement {
  const { text, activeOption, label, placeholder, invalid } = props
  // The editor is made once, and asks for what is true at the moment.
  const now = useRef(props)
  now.current = props
  const said = useRef(text)
  const begun = useRef<{ doc: Node; at: number } | null>(null)

  const editor = useEditor({
    injectCSS: false,
    extensions: [
      formats,
      placeholderOf(() => now.current.placeholder),
      marks((words) => [
        ...blankRanges(words).map((range) => ({ ...range, look: 'blank' as const })),
        ...(now.current.inNote ? mentionRanges(words, now.current.people) : []).map(({ from, to }) => ({
          from,
          to,
          look: 'mention' as const,
        })),
      ]),
    ],
    editorProps: {
      attributes: { class: 'field-text field-rich', dir: 'auto', role: 'textbox', 'aria-multiline': 'true' },
      transformPastedHTML: bareHtml,
      handleKeyDown(view, event) {
        if (view.composing || !now.current.onListKey(event.key)) return false
        // It was for the list: Esc closes that, and not what is around it.
        event.stopPropagation()
        return true
      },
      // That key is the command that sends: left alone here, it reaches the commands.
      handleDOMEvents: {
        keydown: (_, event) => event.key === 'Enter' && (event.ctrlKey || event.metaKey),
      },
    },
    // Not in `onCreate`, which is a timer: until it ran, the editor would be empty, and what is typed into it lost.
    onBeforeCreate({ editor }) {
      begun.current = takenOver(editor.schema, text, takeOver?.caret ?? 0)
      editor.options.content = begun.current.doc.toJSON()
    },
    onUpdate({ editor }) {
      const markdown = markdownOf(editor.state.doc)
      if (markdown === said.current) return
      said.current = markdown
      now.current.onText(markdown)
    },
    onTransaction: ({ editor }) => now.current.onTrigger(triggerAt(editor.view, now.current.inNote)),
    onBlur: () => now.current.onTrigger(null),
  })

  // With the plain field gone and nothing focused, the next key would be a command instead of a letter.
  const goOn = useEffectEvent(({ view }: Editor) => {
    if (takeOver && begun.current) place(view, begun.current.at)
    if (takeOver?.focused) view.focus()
  })
  useLayoutEffect(() => goOn(editor), [editor])

  // It was changed from outside: another browser, a message that came back.
  useEffect(() => {
    if (text === said.current) return
    said.current = text
    const { state, view } = editor
    const { content } = docOf(state.schema, text)
    // Nobody typed it: read back as Markdown it may lack a blank, which would be saved over what the other browser has by then.
    view.dispatch(state.tr.replaceWith(0, state.doc.content.size, content).setMeta('preventUpdate', true))
  }, [editor, text])

  useEffect(() => {
    const { dom } = editor.view
    const set = (name: string, value: string | null): void =>
      value === null ? dom.removeAttribute(name) : dom.setAttribute(name, value)
    set('aria-label', label)
    set('aria-placeholder', placeholder)
    set('aria-invalid', String(invalid))
    set('aria-autocomplete', 'list')
    set('aria-controls', activeOption === null ? null : LIST_ID)
    set('aria-activedescendant', activeOption)
  }, [editor, label, placeholder, invalid, activeOption])

  useImperativeHandle(ref, () => ({
    focus: () => editor.view.focus(),
    insertText(words, replace = 0) {
      const { state, view } = editor
      const { from, to } = state.selection
      view.dispatch(state.tr.insertText(words, from - replace, to).scrollIntoView())
      view.focus()
    },
    insertMarkdown(markdown, replace = 0) {
      const { state, view } = editor
      const { from, to } = state.selection
      const { content } = docOf(state.schema, markdown)
      const { firstChild, lastChild } = content
      const tr = state.tr.delete(from - replace, to)
      const at = tr.doc.resolve(tr.mapping.map(from))
      // Into an empty paragraph it goes as it is; within a text its ends join what is there.
      if (at.parent.content.size === 0 && at.depth === 1) tr.replaceWith(at.before(), at.after(), content)
      else tr.replace(at.pos, at.pos, new Slice(content, openAt(firstChild), openAt(lastChild)))
      view.dispatch(tr.scrollIntoView())
      view.focus()
    },
  }))

  return (
    <>
      <EditorContent editor={editor} />
      <FormatTools editor={editor} into={tools} />
    </>
  )
}

const openAt = (node: Node | null): number => (node?.type.name === 'paragraph' ? 1 : 0)

function place({ state, dispatch }: EditorView, at: number): void {
  dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(at), -1)))
}

function triggerAt({ state, composing }: EditorView, inNote: boolean) {
  const { selection } = state
  if (composing || !selection.empty) return null
  const { $from } = selection
  if ($from.parent.type.spec.code || $from.marks().some(({ type }) => type.name === 'code')) return null
  return triggerIn($from.parent.textBetween(0, $from.parentOffset, '\n', '\n'), inNote)
}
