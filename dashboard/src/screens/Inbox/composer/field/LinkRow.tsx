import type { Editor } from '@tiptap/core'
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../../../ui/Button.tsx'
import { AskRow } from '../AskRow.tsx'
import { isAddress } from './extensions.ts'

/** Where the selected words lead to. */
export function LinkRow({ editor, onClose }: { editor: Editor; onClose(): void }): ReactElement {
  const { t } = useTranslation('composer')
  const href: unknown = editor.getAttributes('link').href
  const before = typeof href === 'string' ? href : null

  function set(address: string): boolean {
    const typed = address.trim()
    const to = /^[a-z]+:/i.test(typed) ? typed : `https://${typed}`
    if (typed === '' || !isAddress(to)) return false
    const chain = editor.chain().focus().extendMarkRange('link')
    if (editor.state.selection.empty && before === null)
      chain.insertContent({ type: 'text', text: typed, marks: [{ type: 'link', attrs: { href: to } }] }).run()
    else chain.setLink({ href: to }).run()
    onClose()
    return true
  }

  return (
    <AskRow
      label={t('link.label')}
      take={t('link.set')}
      before={before ?? ''}
      input={{ type: 'text', inputMode: 'url', dir: 'ltr', placeholder: 'https://' }}
      onTake={set}
      wrong={t('link.wrong')}
      onClose={() => {
        onClose()
        editor.commands.focus()
      }}
    >
      {before !== null && (
        <Button
          size="small"
          look="ghost"
          onClick={() => {
            editor.chain().focus().extendMarkRange('link').unsetLink().run()
            onClose()
          }}
        >
          {t('link.remove')}
        </Button>
      )}
    </AskRow>
  )
}
