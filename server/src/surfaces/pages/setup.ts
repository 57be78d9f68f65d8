import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { anyOrganisation } from '../../core/accounts/queries.ts'
import { setUp } from '../../core/accounts/set-up.ts'
import { openSession } from '../../core/accounts/sign-in.ts'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import type { OrgId } from '../../core/ids.ts'
import { ProtocolError } from '../../http/errors.ts'
import { acceptForms, formReader } from '../../http/form.ts'
import { assertSameOrigin } from '../../http/same-origin.ts'
import { setSessionCookie } from '../../http/session-cookie.ts'
import { PAGE_HEADERS } from './page-headers.ts'
import { setupDone, setupForm } from './setup-page.ts'

const readForm = formReader()

/** The page exists only under its secret path and only while there is no organisation. */
export async function mountSetup(app: FastifyInstance, core: Core, path: string): Promise<void> {
  await app.register(async (scope) => {
    await scope.register(cookie)
    await acceptForms(scope)
    scope.addHook('onRequest', async () => {
      if (await anyOrganisation(core.read)) throw new ProtocolError(404, 'not found')
    })
    scope.get(path, async (_, reply) => reply.headers(PAGE_HEADERS).send(setupForm(path, {})))
    scope.post(path, async (request, reply) => {
      assertSameOrigin(request)
      return await create(core, path, request, reply)
    })
  })
}

async function create(core: Core, path: string, request: FastifyRequest, reply: FastifyReply) {
  await using form = await readForm(request)
  const given = inputFrom(form.values)
  reply.headers(PAGE_HEADERS)
  try {
    const { shown, teammateId } = await setUp(core.run, given, { onlyFirst: true })
    const from = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null }
    const org = shown.organisation_id as OrgId
    setSessionCookie(request, reply, await openSession(core, org, teammateId, from))
    return reply.send(setupDone(`${request.protocol}://${request.host}`, shown))
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'invalid') throw error
    const problem = { field: String(error.details.field ?? ''), message: error.message }
    return reply.code(422).send(setupForm(path, given, problem))
  }
}

function inputFrom(fields: Record<string, string>) {
  const { organisation = '', name = '', email = '', password = '', prefix = 'ASM' } = fields
  return { organisation, name, email, password, prefix }
}
