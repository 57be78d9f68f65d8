import type { Core } from '../core/core.ts'
import type { JobHandler } from './runner.ts'

/** `changeConversation` wrote the payload, to be run when the conversation's time has come. */
export function wakeConversation(core: Core): JobHandler {
  return async ({ org, payload }) => {
    const { conversationId, until } = payload
    if (org === null || typeof conversationId !== 'string' || typeof until !== 'string')
      throw new Error('the job names no conversation')
    await core.run('wakeConversation', { org, conversationId, until })
  }
}
