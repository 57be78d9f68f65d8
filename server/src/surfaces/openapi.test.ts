// `/openapi.json` against the routes there are, the standard it names, and itself.
import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestApp, type TestApp } from '../../test/app.ts'
import { NO_API } from '../../test/as-described.ts'
import type { OpenApi, Operation } from '../http/openapi.ts'
import type { Content } from '../http/operation.ts'

let app: TestApp
let document: OpenApi
let operations: { method: string; path: string; operation: Operation }[]
beforeAll(async () => {
  app = await createTestApp()
  document = (await app.http.inject('/openapi.json')).json()
  operations = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
})
afterAll(() => app.close())

/** As the router itself has them: `GET /api/manage/conversations/{id}`. */
function routesOf(): Set<string> {
  const routes = new Set<string>()
  const path: string[] = []
  for (const line of app.http.printRoutes({ commonPrefix: false }).split('\n')) {
    const [, indent = '', name = '', methods = ''] =
      /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? []
    if (name === '' && methods === '') continue
    path.length = indent.length / 4
    path.push(name)
    const whole = path
      .join('')
      .replace(/(.)\/$/, '$1')
      .replace(/:(\w+)/g, '{$1}')
    for (const method of methods.split(', ').filter(Boolean)) routes.add(`${method} ${whole}`)
  }
  return routes
}

describe('the description and the routes', () => {
  it('know the same: nothing is described that is not there', () => {
    const routes = routesOf()
    expect(operations.length).toBeGreaterThan(40)
    for (const { method, path } of operations) expect(routes).toContain(`${method} ${path}`)
  })

  it('know the same: nothing is there that is not described', async () => {
    const described = new Set(operations.map(({ method, path }) => `${method} ${path}`))
    const listed = (path: string) =>
      Object.keys(NO_API).some((each) =>
        each.length > 1 && each.endsWith('/') ? path.startsWith(each) : path === each,
      )
    const missing: string[] = []
    for (const route of routesOf()) {
      const [method = '', path = ''] = route.split(' ')
      if (method === 'OPTIONS' || described.has(route) || listed(path)) continue
      // As the router prints `/assets/*`.
      if (path === '/*') continue
      if (method === 'HEAD' && described.has(`GET ${path}`)) continue
      // What is left are the methods that a described path refuses.
      const refused =
        document.paths[path] &&
        (await app.http.inject({ method: method as 'GET', url: path })).statusCode === 405
      if (!refused) missing.push(route)
    }
    expect(missing).toEqual([])
  })
})

describe('the document', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    // It resolves references in place.
    const result = await validator.validate(structuredClone(document))
    expect(result).toMatchObject({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('points only to what is in it', () => {
    for (const [, ref = ''] of JSON.stringify(document).matchAll(/"\$ref":"#\/([^"]+)"/g)) {
      let found: unknown = document
      for (const part of ref.split('/')) found = Object(found)[part]
      expect(found, ref).toBeDefined()
    }
  })

  it('says of every operation what it is for and who may call it, under a name of its own', () => {
    const ids = operations.map(({ operation }) => operation.operationId)
    expect(new Set(ids).size).toBe(ids.length)
    const schemes = Object.keys(document.components.securitySchemes)
    for (const { operation, path } of operations) {
      expect(operation.summary, path).toMatch(/^[A-Z].*[^.]$/)
      for (const [name = ''] of operation.security.map((each) => Object.keys(each)))
        expect(schemes).toContain(name)
      for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g))
        expect(operation.parameters, path).toContainEqual(
          expect.objectContaining({ name, in: 'path', required: true }),
        )
    }
  })

  it('names the headers without which a call is refused', () => {
    const within = operations.filter(({ operation }) =>
      JSON.stringify(operation.responses['400'] ?? {}).includes('available_accounts'),
    )
    expect(within.map(({ path }) => path)).toEqual([
      '/api/v1/tickets',
      '/api/v1/tickets/{id}',
      '/api/v1/members',
    ])
    for (const { operation, path } of within)
      expect(operation.parameters, path).toContainEqual(
        expect.objectContaining({ name: 'X-Account-Slug', in: 'header', required: true }),
      )
  })

  it('has no example that its own schema refuses', () => {
    const ajv = new Ajv2020({ strict: false })
    addFormats.default(ajv)
    ajv.addFormat('ulid', /^[0-9A-HJKMNP-TV-Z]{26}$/).addFormat('binary', true)
    const whole = { $id: 'whole', components: JSON.parse(JSON.stringify(document.components)) }
    ajv.addSchema(whole)
    const contents: [string, Content][] = operations.flatMap(({ method, path, operation }) => [
      [`body of ${method} ${path}`, operation.requestBody?.content ?? {}] as [string, Content],
      ...Object.entries(operation.responses).map(
        ([status, answer]) =>
          [`${status} of ${method} ${path}`, 'content' in answer ? (answer.content ?? {}) : {}] as [
            string,
            Content,
          ],
      ),
    ])
    for (const [name, { content = {} }] of Object.entries(document.components.responses))
      contents.push([name, content])
    let checked = 0
    for (const [where, content] of contents)
      for (const { schema, example, examples = {} } of Object.values(content)) {
        const given = Object.values(examples).map(({ value }) => value)
        if (example !== undefined) given.push(example)
        const text = JSON.stringify(schema).replaceAll('"#/components/', '"whole#/components/')
        const validate = ajv.compile(JSON.parse(text))
        for (const value of given) {
          checked++
          expect([where, value, validate(value) ? [] : validate.errors]).toEqual([where, value, []])
        }
      }
    expect(checked).toBeGreaterThan(100)
  })

  it('says what a call can be refused for, with the words it is refused with', async () => {
    const example = (operationId: string, status: number): unknown => {
      const answer = operations.find(({ operation }) => operation.operationId === operationId)?.operation
        .responses[status]
      const found =
        answer && '$ref' in answer
          ? document.components.responses[answer.$ref.split('/').at(-1) ?? '']
          : answer
      const [content] = Object.values(found?.content ?? {})
      return Object.values(content?.examples ?? {})[0]?.value
    }
    const { apiKey, accessToken } = await app.organisation()
    const bearer = { authorization: `Bearer ${accessToken}` }
    const calls = [
      ['postInteractions', 401, 'POST', '/interactions', {}],
      [
        'postInteractions',
        400,
        'POST',
        '/interactions',
        { authorization: apiKey, 'content-type': 'application/json' },
        '{}',
      ],
      ['getAccountsByAccount', 404, 'GET', '/accounts/nobody.example', { authorization: apiKey }],
      ['getManageConversations', 401, 'GET', '/api/manage/conversations', {}],
      ['getManageConversations', 422, 'GET', '/api/manage/conversations?limit=x', bearer],
      ['getManageConversationsById', 404, 'GET', '/api/manage/conversations/x', bearer],
      [
        'postManageApiKeys',
        422,
        'POST',
        '/api/manage/api-keys',
        { ...bearer, 'content-type': 'application/json' },
        '{}',
      ],
      ['deleteManageSessionsById', 404, 'DELETE', '/api/manage/sessions/x', bearer],
    ] as const
    for (const [operationId, status, method, url, headers, payload] of calls) {
      const answer = await app.http.inject({
        method,
        url,
        headers,
        ...(payload !== undefined && { payload }),
      })
      expect([operationId, answer.statusCode, answer.json()]).toEqual([
        operationId,
        status,
        example(operationId, status),
      ])
    }
  })
})

describe('GET /openapi.json', () => {
  it('is kept by its ETag, and asked for each time', async () => {
    const first = await app.http.inject('/openapi.json')
    const { etag, 'cache-control': caching } = first.headers
    expect([first.statusCode, caching]).toEqual([200, 'no-cache'])
    const known = (value: string) =>
      app.http.inject({ url: '/openapi.json', headers: { 'if-none-match': value } })
    expect((await known(String(etag))).statusCode).toBe(304)
    expect((await known(`"other", W/${etag}`)).statusCode).toBe(304)
    expect((await known('"other"')).statusCode).toBe(200)
  })

  it('answers HEAD with everything but the body', async () => {
    const whole = await app.http.inject('/openapi.json')
    const head = await app.http.inject({ method: 'HEAD', url: '/openapi.json' })
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', whole.headers.etag])
    expect(Number(head.headers['content-length'])).toBe(whole.rawPayload.length)
  })

  it('names the server as the operator does', async () => {
    expect(document.servers).toEqual([{ url: '/' }])
    const named = await createTestApp({ env: { BASE_URL: 'https://help.example/' } })
    expect((await named.http.inject('/openapi.json')).json().servers).toEqual([
      { url: 'https://help.example' },
    ])
    expect((await named.http.inject('/docs')).body).toContain('&quot;https://help.example/interactions&quot;')
    await named.close()
  })
})

describe('GET /docs', () => {
  it('has a section for each operation, under the strict policy', async () => {
    const answer = await app.http.inject({ url: '/docs', headers: { host: 'help.example:3000' } })
    for (const { operation } of operations)
      expect(answer.body).toContain(`<article id="${operation.operationId}"`)
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'; style-src 'self'")
    expect(answer.body).not.toMatch(
      /<style|style="|javascript:|<script(?! src="\/docs\/[\w-]+\.js" defer)|\son\w+="/,
    )
    expect(answer.body).toContain('curl &quot;http://help.example:3000/healthz&quot;')
  })

  it('shows a hostile name of the server as text', async () => {
    const answer = await app.http.inject({ url: '/docs', headers: { host: '"><script>alert(1)</script>' } })
    expect(answer.body).not.toContain('<script>')
  })

  it('is kept by an ETag that differs by the name of the server', async () => {
    const etag = async (host: string) =>
      (await app.http.inject({ url: '/docs', headers: { host } })).headers.etag
    const one = await etag('one.example')
    expect(one).toBe(await etag('one.example'))
    expect(one).not.toBe(await etag('two.example'))
    const again = await app.http.inject({
      url: '/docs',
      headers: { host: 'one.example', 'if-none-match': String(one) },
    })
    expect([again.statusCode, again.body]).toEqual([304, ''])
  })

  it('has curl lines that carry what a call needs', async () => {
    const { body } = await app.http.inject({ url: '/docs', headers: { host: 'help.example' } })
    const lineOf = (id: string) =>
      new RegExp(`id="${id}"[^]*?<pre><code>([^<]*)</code>`)
        .exec(body)?.[1]
        ?.replaceAll('&quot;', '"')
        .replaceAll('&#39;', "'")
    expect(lineOf('getReadyz')).toBe('curl "http://help.example/readyz"')
    expect(
      lineOf('postInteractionsReply'),
    ).toBe(`curl -X POST "http://help.example/interactions/reply?id=$TICKET_ID" \\
  -H "Authorization: $API_KEY" \\
  -F 'content=The kettle lid does not close' \\
  -F 'user={"email":"jo@mail.example","name":"Jo Adler"}'`)
    expect(
      lineOf('putManageConversationsByIdRead'),
    ).toBe(`curl -X PUT "http://help.example/api/manage/conversations/$ID/read" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "Content-Type: application/json" \\
  -d '{"seq":1}'`)
    expect(lineOf('deleteAccounts')).toContain('/accounts?source_specific_id=$SOURCE_ID"')
    expect(lineOf('getV1Tickets')).toBe(`curl "http://help.example/api/v1/tickets" \\
  -H "Authorization: Bearer $TOKEN" \\
  -H "X-Account-Slug: $ACCOUNT_SLUG"`)
  })

  it('brings its style and script along', async () => {
    const { body } = await app.http.inject('/docs')
    for (const [, path = ''] of body.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      const answer = await app.http.inject(path)
      expect([answer.statusCode, answer.headers['cache-control']]).toEqual([
        200,
        'public, max-age=31536000, immutable',
      ])
    }
  })
})
