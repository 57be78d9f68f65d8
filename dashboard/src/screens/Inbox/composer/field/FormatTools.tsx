import type { Editor } from '@tiptap/core'
import { useEditorState } from '@tiptap/react'
import { type ReactElement, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../../../ui/Button.tsx'
import type { IconName } from '../../../../ui/icon-paths.ts'
import { LinkRow } from './LinkRow.tsx'

type FormatToolsProps = {
  editor: Editor
  /** Their place in the foot of the composer. */
  into: HTMLElement | null
}

type Tool = { name: 'bold' | 'italic' | 'code' | 'bulletList' | 'orderedList'; icon: IconName; run(): void }

export function FormatTools({ editor, into }: FormatToolsProps): ReactElement {
  const { t } = useTranslation('composer')
  const [linking, setLinking] = useState(false)
  const on = useEditorState({
    editor,
    selector: () => ({
      bold: editor.isActive('bold'),
      italic: editor.isActive('italic'),
      code: editor.isActive('code'),
      link: editor.isActive('link'),
      bulletList: editor.isActive('bulletList'),
      orderedList: editor.isActive('orderedList'),
    }),
  })
  const chain = () => editor.chain().focus()
  const tools: Tool[] = [
    { name: 'bold', icon: 'bold', run: () => chain().toggleBold().run() },
    { name: 'italic', icon: 'italic', run: () => chain().toggleItalic().run() },
    { name: 'code', icon: 'code', run: () => chain().toggleCode().run() },
    { name: 'bulletList', icon: 'list', run: () => chain().toggleBulletList().run() },
    { name: 'orderedList', icon: 'list-ordered', run: () => chain().toggleOrderedList().run() },
  ]
  return (
    <>
      {linking && <LinkRow editor={editor} onClose={() => setLinking(false)} />}
      {into &&
        createPortal(
          <>
            {tools.map(({ name, icon, run }) => (
              <IconButton
                key={name}
                icon={icon}
                label={t(`tools.${name}`)}
                aria-pressed={on[name]}
                // Pressed with the mouse, it leaves the selection where it is.
                onMouseDown={(event) => event.preventDefault()}
                onClick={run}
              />
            ))}
            <IconButton
              icon="link"
              label={t('tools.link')}
              aria-pressed={on.link}
              aria-expanded={linking}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => setLinking(!linking)}
            />
          </>,
          into,
        )}
    </>
  )
}
