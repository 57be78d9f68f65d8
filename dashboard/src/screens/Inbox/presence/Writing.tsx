import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from '../../../ui/Icon.tsx'
import { type Others, typingWords, writingWords } from './others.ts'
import './presence.css'

/**
 * The line under the thread: the contact at its beginning, colleagues at its end. It has its place also while nobody
 * writes, so that nothing moves when somebody does.
 */
export function Writing({ others }: { others: Others | undefined }): ReactElement {
  const { t } = useTranslation('thread')
  const writing = others?.writing ?? []
  const words = writingWords(writing)
  const typing = typingWords(others?.contact ?? null)
  const longest = Math.max(0, ...writing.map(({ draft_length }) => draft_length ?? 0))
  return (
    <div className="writing">
      <span className="writing-contact ellipsis" role="status" dir="auto">
        {typing !== '' && (
          <span className="writing-dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
        )}
        {typing}
      </span>
      {words !== '' && <Icon name="pencil" size={12} />}
      <span className="ellipsis" role="status" dir="auto">
        {words}
      </span>
      {/* Not announced: it changes with every few letters. */}
      {longest > 0 && (
        <span className="figures quiet" aria-hidden="true">
          {t('presence.characters', { count: longest })}
        </span>
      )}
    </div>
  )
}
