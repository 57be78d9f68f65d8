import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody, Priority } from '../../../../../server/src/surfaces/manage/wire.ts'
import { handedFrom } from '../../../api/conversation-changes.ts'
import { locale } from '../../../i18n/local.ts'
import { showToast } from '../../../ui/toast.ts'
import { dayAndTime } from './day-words.ts'
import { undoOf } from './undo-of.ts'
import type { Edit, Edits } from './use-edits.ts'

export type Person = { id: string; name: string }

export type Actions = {
  close(): void
  open(): void
  snooze(until: Date): void
  setPriority(priority: Priority | null): void
  /** The whole list. */
  setTags(tags: string[]): void
  assign(to: Person | null): void
  /** To the bot or assistant that it was taken from; null where there is none. */
  handBack: (() => void) | null
}

/** What one does with a conversation: seen at once, with a way back; put back with a reason when it did not work. */
export function useActions(conversation: ConversationBody | null, edits: Edits, me: Person): Actions | null {
  const { t } = useTranslation('thread')
  return useMemo(() => {
    if (!conversation) return null
    const { id } = conversation
    const from = handedFrom(conversation)

    async function attempt(edit: Edit, failed: string): Promise<void> {
      const problem = await edits.make(id, edit)
      if (problem) showToast({ tone: 'failed', text: t('putBack', { what: failed, why: problem.message }) })
    }

    function act(edit: Edit, done: string, failed: string): void {
      if (!conversation) return
      const back = undoOf(conversation, edit, { now: Date.now(), me })
      showToast({ text: done, undo: () => void attempt(back, t('failed.undo')) })
      void attempt(edit, failed)
    }

    return {
      close: () =>
        act(
          { wanted: { status: 'closed' }, look: { status: 'closed', snoozed_until: null } },
          t('done.closed'),
          t('failed.close'),
        ),
      open: () =>
        act(
          { wanted: { status: 'open' }, look: { status: 'open', snoozed_until: null } },
          conversation.status === 'snoozed' ? t('done.woken') : t('done.reopened'),
          t('failed.open'),
        ),
      snooze(until) {
        const snoozed_until = until.toISOString()
        const when = dayAndTime(until, locale())
        act(
          { wanted: { status: 'snoozed', snoozed_until }, look: { status: 'snoozed', snoozed_until } },
          t('done.snoozed', { when }),
          t('failed.snooze'),
        )
      },
      setPriority: (priority) =>
        act(
          { wanted: { priority }, look: { priority } },
          t('done.priority', { priority: t(`priority.${priority ?? 'none'}`) }),
          t('failed.priority'),
        ),
      setTags: (tags) => act({ wanted: { tags }, look: { tags } }, t('done.tags'), t('failed.tags')),
      assign: (to) =>
        act(
          {
            wanted: { assignee_id: to?.id ?? null },
            look: { assignee: to, ...(to && { owner: { ...conversation.owner, kind: 'people', id: null } }) },
          },
          to === null
            ? t('done.unassigned')
            : to.id === me.id
              ? t('done.taken')
              : t('done.assigned', { name: to.name }),
          t('failed.assign'),
        ),
      handBack:
        from &&
        (() =>
          act(
            {
              wanted: 'hand-back',
              look: { assignee: null, owner: { ...conversation.owner, kind: from.kind, id: from.id } },
            },
            t(`done.handedBack.${from.kind}`),
            t('failed.handBack'),
          )),
    }
  }, [conversation, edits, me, t])
}
