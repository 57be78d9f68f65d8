// Chat sites through the SDK, against the server it is for.
import { expect, it } from 'vitest'
import { all, sdkServer } from './sdk-server.ts'

const { manage } = sdkServer()

it('makes, changes, lists, renews and deletes sites', async () => {
  const officeHours = {
    time_zone: 'Asia/Tokyo',
    week: { mon: [{ from: '09:00', to: '18:00' }] },
    holidays: [],
  }
  const given = { name: 'Shop', autoReply: null, allowedOrigins: ['https://shop.example'], officeHours }
  const { secret_key, identity_secret, ...site } = await manage().createSite({
    ...given,
    idempotencyKey: 'site-1',
  })
  expect(site).toMatchObject({ name: 'Shop', auto_reply: null, office_hours: officeHours })
  expect([secret_key, identity_secret]).toEqual([expect.any(String), expect.any(String)])
  const again = await manage().createSite({ ...given, idempotencyKey: 'site-1' })
  expect(again).toEqual({ ...site, secret_key: null, identity_secret: null })

  const changed = await manage().changeSite(site.id, { showNames: true, appearance: { position: 'left' } })
  expect(changed).toEqual({
    ...site,
    show_names: true,
    appearance: { ...site.appearance, position: 'left' },
  })
  expect(await manage().site(site.id)).toEqual(changed)
  expect((await all(manage().sites())).map(({ name }) => name)).toEqual(['Website chat', 'Shop'])

  const renewed = await manage().renewSecretKey(site.id, { overlapHours: 1 })
  expect(renewed.secret_key).not.toBe(secret_key)
  expect((await manage().renewIdentitySecret(site.id)).identity_secret).toMatch(/^prl_ident_/)
  expect((await manage().site(site.id)).secret_keys).toHaveLength(2)
  await manage().deleteSite(site.id)
  await expect(manage().site(site.id)).rejects.toMatchObject({ code: 'not_found' })
})
