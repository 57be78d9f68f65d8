import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { safeText } from '../../../ui/safe-text.ts'
import { channelLook } from '../channel-look.ts'
import { type Others, typingWords, writingWords } from '../presence/others.ts'
import { Snippet } from '../search/Snippet.tsx'
import { rowWords, whereOf } from './row-words.ts'

type RowWordsProps = {
  conversation: ConversationBody
  others: Others | undefined
  me: string
  q: string | undefined
}

/** Who is replying, or typing; else what was found, what one left unsent, or what was said last and by whom. */
export function RowWords({ conversation, others, me, q }: RowWordsProps): ReactElement {
  const writing = writingWords(others?.writing ?? [])
  const typing = typingWords(others?.contact ?? null)
  if (writing !== '')
    return (
      <>
        <span className="row-writing">
          <Icon name="pencil" size={12} />
        </span>
        <span className="row-writing ellipsis" dir="auto">
          {writing}
        </span>
      </>
    )
  if (typing !== '')
    return (
      <>
        <span className="writing-dots" aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
        <span className="ellipsis" dir="auto">
          {typing}
        </span>
      </>
    )
  const { channel, match } = conversation
  const where = whereOf(conversation)
  return (
    <>
      <span className="row-channel" title={where}>
        <Icon name={channelLook[channel.kind].icon} size={12} />
      </span>
      {match && q !== undefined ? (
        <Snippet text={safeText(match.snippet)} q={q} />
      ) : (
        <Said conversation={conversation} me={me} />
      )}
    </>
  )
}

function Said({ conversation, me }: { conversation: ConversationBody; me: string }): ReactElement {
  const { t } = useTranslation('list')
  const said = rowWords(conversation, me)
  const name =
    said.kind === 'draft'
      ? t(`row.${said.of}`)
      : said.kind === 'where' || said.by === null
        ? null
        : said.by === 'me'
          ? t('row.me')
          : 'name' in said.by
            ? said.by.name
            : t(`row.by.${said.by.role}`)
  return (
    <>
      {name !== null && (
        <span className="row-by">
          <bdi className="ellipsis">{name}</bdi>:
        </span>
      )}
      <span className="ellipsis row-said" dir="auto" title={said.words}>
        {said.words}
      </span>
    </>
  )
}
