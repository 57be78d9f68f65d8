import { authenticate, type Credential } from '../../core/accounts/authenticate.ts'
import { noteUse } from '../../core/accounts/note-use.ts'
import { DomainError } from '../../core/errors.ts'
import { timeOf } from '../../core/ids.ts'
import type { Scheme } from '../../http/route-doc.ts'
import type { Auth } from '../../http/surface.ts'

const header: Scheme = {
  name: 'apiKey',
  type: 'apiKey',
  in: 'header',
  header: 'Authorization',
  placeholder: '$API_KEY',
  description: 'The whole header is the API key (`prl_live_…`), without `Bearer` before it.',
}

/** The whole `Authorization` header is the key: `Bearer <key>` is another value, hence 401 (docs/contracts.md 1c#23). */
export const apiKey: Auth<Credential> = {
  kind: 'API key',
  schemes: [header],
  refuses: { unauthenticated: 'invalid API key' },
  async authenticate(core, request) {
    const credential = await authenticate(
      core.read,
      'api_key',
      request.headers.authorization ?? '',
      timeOf(core.now()),
    ).catch((error: unknown) => {
      if (!(error instanceof DomainError) || error.code !== 'unauthenticated') throw error
      throw new DomainError('unauthenticated', error.details.expired ? 'expired API key' : 'invalid API key')
    })
    noteUse(core, credential)
    return { caller: credential, bucket: credential.publicId }
  },
}
