import { type ReactElement, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MacroBody, MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Keys } from '../../../commands/Keys.tsx'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Field } from '../../../ui/Field.tsx'
import { Banner } from '../parts/Banner.tsx'
import { useSettings } from '../settings-context.ts'
import { ActionRows } from './ActionRows.tsx'
import { BodyField } from './BodyField.tsx'
import { DiscardButtons } from './DiscardButtons.tsx'
import { type Draft, draftOf, emptyDraft } from './draft.ts'
import { SharedField } from './SharedField.tsx'
import { useMacroForm } from './use-macro-form.ts'
import './MacroForm.css'

type MacroFormProps = {
  /** Null: a new one, which begins as `like`. */
  macro: MacroBody | null
  like?: Draft | undefined
  team: readonly MemberBody[]
  tags: readonly string[]
  onSaved(macro: MacroBody, made: boolean): void
  onClose(): void
}

export function MacroForm({ macro, like, team, tags, onSaved, onClose }: MacroFormProps): ReactElement {
  const { t } = useTranslation('settings')
  const { session } = useSettings()
  const { draft, change, discard, wrong, refusals, busy, gone, dirty, submit } = useMacroForm({
    macro,
    begin: macro ? draftOf(macro) : (like ?? emptyDraft),
    keptAs: like ? null : `${session.teammate.id} ${macro?.id ?? 'new'}`,
    onSaved,
  })
  const [asking, setAsking] = useState(false)
  const wroteIn = useRef<Element | null>(null)
  const body = useRef<HTMLDivElement>(null)

  // The first that is wrong is where one goes on; while one writes, nothing takes the focus.
  useEffect(() => {
    if (refusals > 0) body.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
  }, [refusals])

  function close(): void {
    if (asking) keep()
    else if (dirty) {
      wroteIn.current = document.activeElement
      setAsking(true)
    } else onClose()
  }

  function keep(): void {
    setAsking(false)
    if (wroteIn.current instanceof HTMLElement) wroteIn.current.focus()
  }

  const at = team.filter((one) => one.disabled_at === null)
  return (
    <Dialog
      title={t(macro ? 'macros.edit-title' : 'macros.create-title')}
      size={600}
      onClose={close}
      onSubmit={() => {
        setAsking(false)
        void submit()
      }}
      hint={asking && <span role="alert">{t('macros.discard-ask')}</span>}
      buttons={
        asking ? (
          <DiscardButtons
            onKeep={keep}
            onDiscard={() => {
              discard()
              onClose()
            }}
          />
        ) : (
          <>
            <Button onClick={close}>{t('cancel')}</Button>
            <Button look="filled" type="submit" disabled={busy}>
              {t(macro && !gone ? 'save' : 'create')}
              <Keys keys="mod+enter" />
            </Button>
          </>
        )
      }
    >
      <div className="macro-form" ref={body}>
        {wrong.form && <Banner tone="fail">{wrong.form}</Banner>}
        <div className="macro-names">
          <Field
            label={t('column.name')}
            dir="auto"
            maxLength={120}
            autoComplete="off"
            placeholder={t('macros.name-example')}
            value={draft.name}
            error={wrong.name}
            onChange={(event) => change({ name: event.currentTarget.value })}
            data-autofocus
          />
          <Field
            label={t('macros.shortcut')}
            className="macro-shortcut"
            maxLength={33}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={t('macros.shortcut-example')}
            value={draft.shortcut}
            error={wrong.shortcut}
            // Who types the sign it is found by means the same.
            onChange={(event) => change({ shortcut: event.currentTarget.value.replace(/^\//, '') })}
          />
        </div>
        <BodyField value={draft.body} error={wrong.body} onChange={(text) => change({ body: text })} />
        <ActionRows
          actions={draft.actions}
          wrong={wrong}
          tags={tags}
          people={at}
          // With an action a macro needs no text.
          onChange={(actions) => change({ actions, ...(wrong.body && { body: draft.body }) })}
        />
        <SharedField
          macro={macro}
          shared={draft.shared}
          team={team}
          error={wrong.shared}
          onChange={(shared) => change({ shared })}
        />
      </div>
    </Dialog>
  )
}
