import type { Ref } from 'react'
import { type ReactElement, Suspense, useEffect, useImperativeHandle, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { lazyPart } from '../../../lazy-part.ts'
import { sayWriting } from '../../../presence/writing.ts'
import { IconButton } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { contactName } from '../contact-name.ts'
import type { Kind, Sheet } from './desk/desk.ts'
import { useSheet } from './desk/use-desk.ts'
import { DraftConflict } from './draft/DraftConflict.tsx'
import { DraftState } from './draft/DraftState.tsx'
import type { FieldHandle } from './field/field.ts'
import { TextField } from './field/TextField.tsx'
import { FileChips } from './files/FileChips.tsx'
import { actionWords } from './macros/action-words.ts'
import type { Macro } from './macros/macros.ts'
import { NoMacros } from './macros/NoMacros.tsx'
import { fillIn, type Values } from './macros/variables.ts'
import { LONGEST_MESSAGE, lengthOf } from './message-length.ts'
import type { FollowUp } from './outbox/outgoing.ts'
import { SendButton } from './send/SendButton.tsx'
import { SnoozeRow } from './send/SnoozeRow.tsx'
import { SuggestList } from './suggest/SuggestList.tsx'
import { useMacros } from './suggest/use-options.ts'
import { useSuggest } from './suggest/use-suggest.ts'

const EmojiPanel = lazyPart(() => import('./emoji/EmojiPanel.tsx'))

export type WriterHandle = { focus(): void; attach(files: readonly File[]): void }

type WriterProps = {
  ref: Ref<WriterHandle>
  kind: Kind
  sheet: Sheet
  conversation: ConversationBody
  people: readonly { id: string; name: string; email: string }[]
  values: Values
  /** What a macro does once the message is sent. */
  actions: readonly FollowUp[]
  onActions(actions: FollowUp[]): void
  error: string | null
  /** It is sent by itself once the conversation has been read. */
  waiting: boolean
  guarded: boolean
  focused: boolean
  onMention(id: string): void
  /** A macro that only does something. */
  onRun(macro: Macro): void
  onEdit(): void
  onRefuse(words: string): void
  onSend(after: FollowUp[]): void
}

/** The text of one kind with what belongs to it: files, lists, tools and the button that sends. */
export function Writer({
  ref,
  kind,
  sheet,
  conversation,
  people,
  values,
  actions,
  ...on
}: WriterProps): ReactElement {
  const { t } = useTranslation('composer')
  const { view, files } = useSheet(sheet)
  const { macros, failed: macrosFailed, retry: retryMacros } = useMacros()
  const field = useRef<FieldHandle>(null)
  const picker = useRef<HTMLInputElement>(null)
  const [tools, setTools] = useState<HTMLElement | null>(null)
  const [panel, setPanel] = useState<'emoji' | 'time' | null>(null)
  const name = contactName(conversation.contact)

  function insertMacro(macro: Macro, replace: number): void {
    field.current?.insertMarkdown(fillIn(macro.body, values), replace)
    // Without a text there is nothing to send, and so nothing to wait for.
    if (macro.body.trim() === '') on.onRun(macro)
    else if (macro.actions.length > 0) on.onActions([...actions, ...macro.actions])
  }

  const suggest = useSuggest({
    field,
    people,
    macros: macros ?? [],
    onMention: on.onMention,
    onMacro: insertMacro,
  })

  function attach(given: readonly File[]): void {
    const left = sheet.uploads.add(given)
    if (left > 0) on.onRefuse(t('files.tooMany', { count: left }))
  }

  useImperativeHandle(ref, () => ({ focus: () => field.current?.focus(), attach }))
  useEffect(() => {
    if (on.focused) field.current?.focus()
  }, [on.focused])

  const closePanel = (): void => {
    setPanel(null)
    field.current?.focus()
  }
  const noMacros = suggest.trigger?.kind === 'macro' && suggest.options.length === 0

  return (
    <>
      {view.other !== null && <DraftConflict other={view.other} draft={sheet.draft} />}
      <div className="composer-field">
        <TextField
          ref={field}
          tools={tools}
          text={view.text}
          label={t(`field.${kind}`, { name })}
          placeholder={t(`placeholder.${kind}`, { name })}
          inNote={kind === 'note'}
          invalid={on.error !== null}
          people={people}
          activeOption={suggest.activeOption}
          onTrigger={suggest.onTrigger}
          onListKey={suggest.onListKey}
          onText={(text) => {
            sheet.draft.write(text)
            sayWriting(conversation.id, kind, lengthOf(text))
            on.onEdit()
          }}
        />
      </div>
      <FileChips files={files} uploads={sheet.uploads} />
      {actions.length > 0 && (
        <p className="composer-after">
          <Icon name="macro" size={12} />
          <span className="ellipsis">{t('macros.after', { what: actionWords(actions, people, t) })}</span>
          <IconButton icon="x" label={t('macros.forget')} onClick={() => on.onActions([])} />
        </p>
      )}
      {on.error && (
        <p className="composer-error" role="alert">
          <Icon name="circle-alert" size={12} />
          {on.error}
        </p>
      )}
      {on.waiting && (
        <p className="composer-after" role="status">
          <Icon name="clock" size={12} />
          {t('sentOnceRead')}
        </p>
      )}
      {panel === 'time' && (
        <SnoozeRow
          onClose={closePanel}
          onSnooze={(value) => {
            setPanel(null)
            on.onSend([...actions, { type: 'snooze', value }])
          }}
        />
      )}
      <div className="composer-foot">
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={({ currentTarget }) => {
            attach([...(currentTarget.files ?? [])])
            currentTarget.value = ''
          }}
        />
        <IconButton icon="paperclip" label={t('tools.attach')} onClick={() => picker.current?.click()} />
        <IconButton
          className="composer-wide"
          icon="smile"
          label={t('tools.emoji')}
          aria-expanded={panel === 'emoji'}
          onClick={() => setPanel(panel === 'emoji' ? null : 'emoji')}
        />
        {macros && (
          <IconButton
            icon="macro"
            label={t('tools.macros')}
            onClick={() => field.current?.insertText(/(^|\s)$/.test(view.text) ? '/' : ' /')}
          />
        )}
        {macrosFailed && <IconButton icon="macro" label={t('tools.macrosFailed')} onClick={retryMacros} />}
        <span className="composer-tools composer-wide" ref={setTools} />
        <span className="spread" />
        <DraftState view={view} length={lengthOf(view.text)} most={LONGEST_MESSAGE} />
        <SendButton
          quiet={on.guarded}
          kind={kind}
          onSend={(after) => on.onSend([...actions, ...after])}
          onPickTime={() => setPanel('time')}
        />
      </div>
      {panel === 'emoji' && (
        <Suspense fallback={null}>
          <EmojiPanel
            onClose={closePanel}
            onPick={(sign) => {
              setPanel(null)
              field.current?.insertText(sign)
            }}
          />
        </Suspense>
      )}
      {suggest.trigger && suggest.options.length > 0 && (
        <SuggestList
          label={t(`suggest.${suggest.trigger.kind}`)}
          options={suggest.options}
          active={suggest.active}
          values={values}
          people={people}
          onActive={suggest.setActive}
          onPick={suggest.pick}
        />
      )}
      {noMacros && macros && <NoMacros query={macros.length === 0 ? null : (suggest.trigger?.query ?? '')} />}
    </>
  )
}
