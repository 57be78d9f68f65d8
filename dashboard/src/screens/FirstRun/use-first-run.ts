import { useTranslation } from 'react-i18next'
import type { SessionBody } from '../../../../server/src/surfaces/manage/wire.ts'
import { useCommand } from '../../commands/use-command.ts'
import { askFor, isAskedFor } from './asked.ts'
import { isAllDone } from './steps.ts'
import { type GettingStarted, useGettingStarted, useLiveGettingStarted } from './use-getting-started.ts'

export type FirstRunState = {
  started: GettingStarted
  /** By the address: then it is shown whatever is done or put away. */
  asked: boolean
  /** It belongs beside the list: steps are left, and nobody put it away. */
  inPane: boolean
}

/** Registers the command that brings the checklist back, which stays for as long as the inbox does. */
export function useFirstRun(session: SessionBody): FirstRunState {
  const { t } = useTranslation('first-run')
  const started = useGettingStarted(session)
  useLiveGettingStarted(session)
  const isAdministrator = session.teammate.role !== 'agent'
  useCommand({ id: 'first-run.show', label: t('title'), group: 'go', run: askFor }, isAdministrator)
  const { body } = started
  return {
    started,
    asked: isAdministrator && isAskedFor(location.search),
    inPane: body !== undefined && !body.hidden && (!isAllDone(body) || isMoving(body.sample.state)),
  }
}

const isMoving = (state: string) => state === 'loading' || state === 'removing'
