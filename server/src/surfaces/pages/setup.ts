import cookie from '@fastify/cookie'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { weaknessOf } from '../../core/accounts/passwords.ts'
import { anyOrganisation, comparable } from '../../core/accounts/queries.ts'
import { setUpFirst } from '../../core/accounts/set-up.ts'
import { openSession } from '../../core/accounts/sign-in.ts'
import { newDevice } from '../../core/accounts/sign-in-guard.ts'
import type { Core } from '../../core/core.ts'
import { DomainError } from '../../core/errors.ts'
import type { Admission } from '../../http/admission.ts'
import { ProtocolError } from '../../http/errors.ts'
import { acceptForms, formReader } from '../../http/form.ts'
import { assertSameOrigin } from '../../http/same-origin.ts'
import { setDeviceCookie, setSessionCookie } from '../../http/session-cookie.ts'
import { PAGE_HEADERS } from './page-headers.ts'
import { type SetupPlace, setupForm, setupUsed } from './setup-page.ts'
import { isLanguage, languageFor, setupWords } from './setup-words.ts'

const readForm = formReader()

export type SetupOptions = {
  firstRunPath: string
  admit: Admission['admit']
}

/** The page exists only under its secret path, and opens nothing once there is an organisation. */
export async function mountSetup(app: FastifyInstance, core: Core, options: SetupOptions): Promise<void> {
  const path = options.firstRunPath
  await app.register(async (scope) => {
    await scope.register(cookie)
    await acceptForms(scope)
    scope.addHook('onRequest', async (request, reply) => {
      if (!(await anyOrganisation(core.read))) return
      if (!isForPeople(request)) throw new ProtocolError(404, 'not found')
      return reply
        .code(404)
        .headers(PAGE_HEADERS)
        .send(setupUsed(placeOf(path, request)))
    })
    scope.get(path, async (request, reply) =>
      reply.headers(PAGE_HEADERS).send(setupForm(placeOf(path, request), {})),
    )
    scope.post(path, async (request, reply) => {
      assertSameOrigin(request)
      options.admit(request.method)
      return await create(core, path, request, reply)
    })
    scope.post(`${path}/password`, async (request) => {
      assertSameOrigin(request)
      await using form = await readForm(request)
      return judged(placeOf(path, request), inputFrom(form.values))
    })
  })
}

/** A browser that opens or sends a page is told in words; anything else as every error is told. */
function isForPeople({ headers }: FastifyRequest): boolean {
  return headers.accept?.includes('text/html') === true
}

/** In the language that was picked on the page, else in the browser's. */
function placeOf(path: string, { query, headers }: FastifyRequest): SetupPlace {
  const picked = typeof query === 'object' && query !== null && 'lang' in query ? query.lang : undefined
  return { path, language: languageFor(picked, headers['accept-language']), picked: isLanguage(picked) }
}

async function create(core: Core, path: string, request: FastifyRequest, reply: FastifyReply) {
  await using form = await readForm(request)
  const given = inputFrom(form.values)
  const place = placeOf(path, request)
  try {
    const { organisationId: org, teammateId } = await setUpFirst(core.run, given)
    const from = { ip: request.ip, userAgent: request.headers['user-agent'] ?? null }
    setSessionCookie(request, reply, await openSession(core, org, teammateId, from))
    setDeviceCookie(request, reply, newDevice(core, comparable(given.email)))
    return reply.redirect(place.picked ? `/?lang=${place.language}` : '/', 303)
  } catch (error) {
    if (!(error instanceof DomainError)) throw error
    reply.headers(PAGE_HEADERS)
    // Of two browsers that send it at once, one comes second.
    if (error.code === 'not_found' && isForPeople(request)) return reply.code(404).send(setupUsed(place))
    if (error.code !== 'invalid') throw error
    const problem = { field: String(error.details.field ?? ''), message: error.message }
    return reply.code(422).send(setupForm(place, given, problem))
  }
}

/** What the script of the page shows while somebody types. */
function judged({ language }: SetupPlace, { password, email, organisation }: ReturnType<typeof inputFrom>) {
  const { good, advice, refusal } = setupWords[language]
  // Longer ones are refused when the form is sent.
  const weakness = weaknessOf(password, [email.slice(0, 300), organisation.slice(0, 300)])
  if (weakness === undefined) return { good: true, words: good }
  return { good: false, words: `${refusal(weakness)} ${advice}` }
}

function inputFrom(fields: Record<string, string>) {
  const { organisation = '', name = '', email = '', password = '', prefix = 'ASM' } = fields
  return { organisation, name, email, password, prefix }
}
