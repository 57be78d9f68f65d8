import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Problem } from '../api/problem.ts'

/** Calls back once a read or a change was refused because the session is over. */
export function useExpired(onExpired: () => void): void {
  const queries = useQueryClient()
  useEffect(() => {
    const tell = (error: unknown): void => {
      if (error instanceof Problem && error.status === 401) onExpired()
    }
    // Other notices of the caches may come in the middle of a render.
    const reads = queries.getQueryCache().subscribe((notice) => {
      if (notice.type === 'updated' && notice.action.type === 'error') tell(notice.action.error)
    })
    const changes = queries.getMutationCache().subscribe((notice) => {
      if (notice.type === 'updated' && notice.action.type === 'error') tell(notice.action.error)
    })
    return () => {
      reads()
      changes()
    }
  }, [queries, onExpired])
}
