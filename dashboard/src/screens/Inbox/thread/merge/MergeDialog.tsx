import { type ReactElement, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../../server/src/surfaces/manage/wire.ts'
import { mergeConversations } from '../../../../api/conversation-changes.ts'
import { asProblem } from '../../../../api/problem.ts'
import { Keys } from '../../../../commands/Keys.tsx'
import { listed } from '../../../../i18n/local.ts'
import { Button } from '../../../../ui/Button.tsx'
import { Dialog } from '../../../../ui/Dialog.tsx'
import { Icon } from '../../../../ui/Icon.tsx'
import { showToast } from '../../../../ui/toast.ts'
import type { ThreadState } from '../use-thread.ts'
import { useUnmerge } from '../use-unmerge.ts'
import { Candidates } from './Candidates.tsx'
import { useCandidates } from './use-candidates.ts'
import './MergeDialog.css'

type MergeDialogProps = {
  conversation: ConversationBody
  thread: ThreadState
  onClose(): void
}

/** Another conversation into this one: which, what that does, and that it can be undone. */
export function MergeDialog({ conversation, thread, onClose }: MergeDialogProps): ReactElement {
  const { t } = useTranslation('thread')
  const [search, setSearch] = useState('')
  const [other, setOther] = useState<ConversationBody | null>(null)
  const [merging, setMerging] = useState(false)
  const [failure, setFailure] = useState('')
  const candidates = useCandidates(conversation, search)
  const unmerge = useUnmerge(conversation.id, thread)

  async function merge(): Promise<void> {
    if (other === null || merging) return
    setMerging(true)
    setFailure('')
    try {
      const merged = await mergeConversations(conversation.id, other.id)
      thread.edits.take(merged.conversation)
      thread.refresh()
      showToast({ text: t('merge.done', { title: other.title }), undo: () => unmerge(merged.merge_id) })
      onClose()
    } catch (error) {
      setMerging(false)
      setFailure(asProblem(error).message)
    }
  }

  return (
    <Dialog
      title={t('merge.title')}
      size={560}
      onClose={onClose}
      onSubmit={() => void merge()}
      hint={t('merge.hint')}
      buttons={
        <>
          <Button onClick={onClose}>{t('merge.cancel')}</Button>
          <Button look="filled" type="submit" disabled={other === null || merging}>
            {t('merge.do')}
            <Keys keys="mod+enter" />
          </Button>
        </>
      }
    >
      <Candidates
        candidates={candidates}
        search={search}
        onSearch={setSearch}
        chosen={other?.id ?? null}
        onChoose={(one) => {
          setOther(one)
          setFailure('')
        }}
      />
      <div className="merge-effect" role="status">
        {other && (
          <>
            <p className="merge-lead">{t('merge.lead')}</p>
            <ul>
              <li>{t('merge.messages', { title: other.title })}</li>
              <li>{other.number ? t('merge.number', { number: other.number }) : t('merge.id')}</li>
              {other.tags.length > 0 && <li>{t('merge.tags', { tags: listed(other.tags) })}</li>}
              {other.status === 'open' && conversation.status !== 'open' && <li>{t('merge.opens')}</li>}
              <li>{t('merge.undo')}</li>
            </ul>
          </>
        )}
      </div>
      {failure !== '' && (
        <p className="merge-failure" role="alert">
          <Icon name="circle-alert" size={14} />
          {t('merge.failed', { why: failure })}
        </p>
      )}
    </Dialog>
  )
}
