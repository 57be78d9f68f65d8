import type { ReactElement } from 'react'
import { Button } from '../../../ui/Button.tsx'

type MoreProps = {
  list: { hasNextPage: boolean; isFetchingNextPage: boolean; fetchNextPage(): unknown }
  label: string
}

export function More({ list, label }: MoreProps): ReactElement | null {
  if (!list.hasNextPage) return null
  return (
    <div className="set-more">
      <Button disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
        {label}
      </Button>
    </div>
  )
}
