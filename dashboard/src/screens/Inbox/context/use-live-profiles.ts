import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { onLiveEvent } from '../../../live-events.ts'

/** Under a storm of tickets this often is enough. */
const AT_MOST_EVERY = 1_000

/** Reads anew what the pane shows of people and companies when something happened to them. */
export function useLiveProfiles(contact: string | null, company: string | null): void {
  const queries = useQueryClient()
  useEffect(() => {
    let stale = new Set<string>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const outdated = (...names: string[]): void => {
      for (const name of names) stale.add(name)
      timer ??= setTimeout(() => {
        timer = undefined
        const now = stale
        stale = new Set()
        for (const name of now) void queries.invalidateQueries({ queryKey: [name] })
      }, AT_MOST_EVERY)
    }
    const leave = onLiveEvent((word) => {
      if (word === 'opened')
        return outdated('contact', 'company', 'contact-conversations', 'contact-timeline')
      const { type, data } = word
      if (type.startsWith('contact.') && (data.id === contact || data.from_id === contact))
        outdated('contact', 'contact-timeline', 'contact-conversations')
      if (type.startsWith('company.') && data.id === company) outdated('company')
      if (type.startsWith('conversation.') && type !== 'conversation.read')
        outdated('contact-conversations', 'contact-timeline')
      if (type.startsWith('teammate.')) outdated('people')
    })
    return () => {
      clearTimeout(timer)
      leave()
    }
  }, [contact, company, queries])
}
