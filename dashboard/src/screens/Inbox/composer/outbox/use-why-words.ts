import { useTranslation } from 'react-i18next'
import { problemWords } from '../../../../api/problem-words.ts'
import type { Why } from './outgoing.ts'

/** Sentences of our own where we know better than the server what it means here. */
export function useWhyWords(): (why: Why) => string {
  const { t } = useTranslation('composer')
  return ({ status, code, detail }) => {
    if (code === 'unreachable' || code === 'left') return t('why.unreachable')
    if (status === 401) return t('why.signedOut')
    if (code === 'mismatch') return t('why.sentBefore')
    if (code === 'rate_limited' || code === 'unavailable') return t('why.busy')
    return problemWords({ status, code, detail })
  }
}
