import { type QueryKey, useMutation, useQueryClient } from '@tanstack/react-query'
import { asProblem, type Problem } from '../../../api/problem.ts'
import { showToast } from '../../../ui/toast.ts'

type Optimistic<Data, Wish, Answer> = {
  /** What is shown changed before the answer comes. */
  key: QueryKey
  call(wish: Wish): Promise<Answer>
  change(data: Data, wish: Wish): Data
  /** Said when it is shown as before again. */
  failed(wish: Wish, problem: Problem): string
  done?(wish: Wish): void
}

/** Shows a change at once, takes it back when the server refuses, and reads anew either way. */
export function useOptimistic<Data, Wish, Answer = void>(given: Optimistic<Data, Wish, Answer>) {
  const { key, call, change, failed, done } = given
  const queries = useQueryClient()
  return useMutation({
    mutationFn: call,
    async onMutate(wish: Wish) {
      await queries.cancelQueries({ queryKey: key })
      const before = queries.getQueryData<Data>(key)
      if (before !== undefined) queries.setQueryData<Data>(key, change(before, wish))
      return before
    },
    onSuccess: (_, wish) => done?.(wish),
    onError(error, wish, before) {
      if (before !== undefined) queries.setQueryData<Data>(key, before)
      showToast({ text: failed(wish, asProblem(error)), tone: 'failed' })
    },
    onSettled: () => queries.invalidateQueries({ queryKey: key }),
  })
}
