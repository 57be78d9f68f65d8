import { useQuery } from '@tanstack/react-query'
import type { MemberBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import { readWhole } from '../../../api/read-whole.ts'

const NOBODY: readonly MemberBody[] = []
const MINUTES = 60_000

/** Everybody who works here and may be given a conversation, oldest first. */
export function usePeople(): readonly MemberBody[] {
  const { data } = useQuery({ queryKey: ['people'], queryFn: readAll, staleTime: 5 * MINUTES })
  return data ?? NOBODY
}

async function readAll({ signal }: { signal: AbortSignal }): Promise<MemberBody[]> {
  const people = await readWhole<MemberBody>('/teammates', signal)
  return people.filter(({ disabled_at }) => disabled_at === null)
}
