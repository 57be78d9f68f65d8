import { useTranslation } from 'react-i18next'
import { actionWords } from '../../Inbox/composer/macros/action-words.ts'
import { type Action, inUnits } from './actions.ts'

/**
 * `close, add tag swap`, as the composer says it; but here nobody is about to run it, so a snooze has its length and no
 * end, and "me" is whoever will.
 */
export function useDoes(
  people: readonly { id: string; name: string }[],
): (actions: readonly Action[]) => string {
  const { t } = useTranslation('settings')
  const { t: composer } = useTranslation('composer')
  return (actions) =>
    actions
      .map((action) => {
        if (action.type === 'assignee' && action.value === 'me') return t('macros.does-assign-me')
        if (action.type !== 'snooze') return actionWords([action], people, composer)
        const { count, unit } = inUnits(action.value)
        return t(`macros.does-snooze-${unit}`, { count })
      })
      .join(', ')
}
