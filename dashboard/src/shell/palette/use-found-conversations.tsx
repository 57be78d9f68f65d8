import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { findConversations } from '../../api/find-conversations.ts'
import { goTo } from '../../routing/address.ts'
import { contactName } from '../../screens/Inbox/contact-name.ts'
import { hrefOf, type Place } from '../../screens/Inbox/place.ts'
import { Icon } from '../../ui/Icon.tsx'
import { VoiceMark } from '../../ui/VoiceMark.tsx'
import { matchText } from './match.ts'
import type { Entry } from './use-entries.ts'

// Nobody means one letter, and nobody waits for what they are still typing.
const SHORTEST = 2
const PAUSE = 150
const SHOWN = 5

type Found = { entries(everywhere: string): Entry[]; error: Error | null }

/** Conversations in which the query was said. What was found before stays until the next answer. */
export function useFoundConversations(query: string, place: Place): Found {
  const text = useSettled(query.trim())
  const asked = text.length >= SHORTEST
  const { data, error } = useQuery({
    queryKey: ['palette', text],
    queryFn: ({ signal }) => findConversations(text, SHOWN, signal),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  const wanted = query.trim().length >= SHORTEST

  function entries(everywhere: string): Entry[] {
    if (!wanted) return []
    const found = (asked ? (data ?? []) : []).map((conversation): Entry => {
      const { id, number, title, contact } = conversation
      const name = contactName(contact)
      return {
        id: `conversation.${id}`,
        mark: <VoiceMark voice="contact" name={name} size={18} />,
        label: title,
        ranges: matchText(query, title)?.ranges ?? [],
        hint: number === null ? name : `${name} · ${number}`,
        run: () => goTo(hrefOf({ ...place, conversation: id })),
      }
    })
    return [
      ...found,
      {
        id: 'conversation.everywhere',
        mark: <Icon name="search" />,
        label: everywhere,
        ranges: [],
        run: () => goTo(`/?${new URLSearchParams({ q: query.trim() })}`),
      },
    ]
  }
  return { entries, error: wanted ? error : null }
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
