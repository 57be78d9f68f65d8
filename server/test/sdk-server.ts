// A server for tests of the SDK: on a port of its own, with one organisation in it.
import { afterAll, beforeAll } from 'vitest'
import { type ManageApi, manageApi, type TicketsApi, ticketsApi } from '../../sdk/src/index.ts'
import { createTestApp, type TestApp, type TestClock, type TestOrganisation } from './app.ts'
import { listen } from './raw-http.ts'

export type SdkServer = {
  app: TestApp
  to: TestOrganisation
  baseUrl: string
  tickets(): TicketsApi
  /** As the organisation's owner. */
  manage(): ManageApi
}

/** There for the tests of a file, from its `beforeAll` to its `afterAll`; before, only its functions may be taken. */
export function sdkServer(options: { clock?: TestClock } = {}): SdkServer {
  const server: Partial<SdkServer> = {}
  beforeAll(async () => {
    server.app = await createTestApp(options)
    server.to = await server.app.organisation()
    server.baseUrl = `http://127.0.0.1:${await listen(server.app.http)}`
  })
  afterAll(() => server.app?.close())
  // No test runs before all of it is there.
  const whole = server as SdkServer
  const tickets = () => ticketsApi({ baseUrl: whole.baseUrl, apiKey: whole.to.apiKey })
  const manage = () => manageApi({ baseUrl: whole.baseUrl, accessToken: whole.to.accessToken })
  return Object.assign(whole, { tickets, manage })
}

/** What a list of the SDK yields, to its end. */
export async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = []
  for await (const item of list) items.push(item)
  return items
}
