import { expectTypeOf, test } from 'vitest'
import type { Scope as ServerScope } from '../../server/src/core/accounts/scopes.ts'
import type * as server from '../../server/src/surfaces/manage/wire.ts'
import type * as sdk from './wire.ts'

/** However it was put together of parts: the same fields are the same type. */
type Flat<T> = T extends object ? { [Name in keyof T]: Flat<T[Name]> } : T

// Checked by tsc: a field that only one side knows fails `npm run check`.
test('says of conversations and messages exactly what the server says', () => {
  expectTypeOf<Flat<sdk.Conversation>>().toEqualTypeOf<Flat<server.ConversationBody>>()
  expectTypeOf<Flat<sdk.Counts>>().toEqualTypeOf<Flat<server.CountsBody>>()
  expectTypeOf<Flat<sdk.Tag>>().toEqualTypeOf<Flat<server.TagBody>>()
  expectTypeOf<Flat<sdk.Channel>>().toEqualTypeOf<Flat<server.ChannelBody>>()
  expectTypeOf<Flat<sdk.BulkAnswer>>().toEqualTypeOf<Flat<server.BulkAnswer>>()
  expectTypeOf<Flat<sdk.Merged>>().toEqualTypeOf<Flat<server.MergedBody>>()
  expectTypeOf<Flat<sdk.Unmerged>>().toEqualTypeOf<Flat<server.UnmergedBody>>()
  expectTypeOf<Flat<sdk.ReadMark>>().toEqualTypeOf<Flat<server.ReadMarkBody>>()
  expectTypeOf<Flat<sdk.View>>().toEqualTypeOf<Flat<server.ViewBody>>()
  expectTypeOf<Flat<sdk.Draft>>().toEqualTypeOf<Flat<server.DraftBody>>()
  expectTypeOf<Flat<sdk.Message>>().toEqualTypeOf<Flat<server.MessageBody>>()
  expectTypeOf<Flat<sdk.SentAhead>>().toEqualTypeOf<Flat<server.CreatedFileBody>>()
  expectTypeOf<Flat<sdk.Macro>>().toEqualTypeOf<Flat<server.MacroBody>>()
  expectTypeOf<Flat<sdk.MacroRun>>().toEqualTypeOf<Flat<server.MacroRunBody>>()
  expectTypeOf<Flat<sdk.ParleyEvent>>().toEqualTypeOf<Flat<server.EventBody>>()
  expectTypeOf<Flat<sdk.Presence>>().toEqualTypeOf<Flat<server.PresenceBody>>()
})

test('says of the team and its credentials exactly what the server says', () => {
  expectTypeOf<Flat<sdk.Member>>().toEqualTypeOf<Flat<server.MemberBody>>()
  expectTypeOf<Flat<sdk.Invitation>>().toEqualTypeOf<Flat<server.InvitationBody>>()
  expectTypeOf<Flat<sdk.CreatedInvitation>>().toEqualTypeOf<Flat<server.CreatedInvitationBody>>()
  expectTypeOf<Flat<sdk.Identity>>().toEqualTypeOf<Flat<server.SessionBody>>()
  expectTypeOf<Flat<sdk.Session>>().toEqualTypeOf<Flat<server.OwnSessionBody>>()
  expectTypeOf<Flat<sdk.SecondFactor>>().toEqualTypeOf<Flat<server.SecondFactorBody>>()
  expectTypeOf<Flat<sdk.StartedSecondFactor>>().toEqualTypeOf<Flat<server.StartedSecondFactorBody>>()
  expectTypeOf<Flat<sdk.RecoveryCodes>>().toEqualTypeOf<Flat<server.RecoveryCodesBody>>()
  expectTypeOf<Flat<sdk.ApiKey>>().toEqualTypeOf<Flat<server.ApiKeyBody>>()
  expectTypeOf<Flat<sdk.CreatedApiKey>>().toEqualTypeOf<Flat<server.CreatedApiKeyBody>>()
  expectTypeOf<Flat<sdk.AccessToken>>().toEqualTypeOf<Flat<server.AccessTokenBody>>()
  expectTypeOf<Flat<sdk.CreatedAccessToken>>().toEqualTypeOf<Flat<server.CreatedAccessTokenBody>>()
  expectTypeOf<Flat<sdk.Site>>().toEqualTypeOf<Flat<server.SiteBody>>()
  expectTypeOf<Flat<sdk.CreatedSite>>().toEqualTypeOf<Flat<server.CreatedSiteBody>>()
  expectTypeOf<sdk.RenewedSecretKey>().toEqualTypeOf<server.RenewedSecretKeyBody>()
  expectTypeOf<sdk.RenewedIdentitySecret>().toEqualTypeOf<server.RenewedIdentitySecretBody>()
  expectTypeOf<sdk.Scope>().toEqualTypeOf<ServerScope>()
  expectTypeOf<Flat<sdk.OrganisationSettings>>().toEqualTypeOf<Flat<server.OrganisationSettingsBody>>()
  expectTypeOf<Flat<sdk.AuditEntry>>().toEqualTypeOf<Flat<server.AuditBody>>()
})

test('says of contacts and companies exactly what the server says', () => {
  expectTypeOf<Flat<sdk.Contact>>().toEqualTypeOf<Flat<server.ContactBody>>()
  expectTypeOf<Flat<sdk.OneContact>>().toEqualTypeOf<Flat<server.OneContactBody>>()
  expectTypeOf<Flat<sdk.TimelineEntry>>().toEqualTypeOf<Flat<server.TimelineEntryBody>>()
  expectTypeOf<Flat<sdk.Erasure>>().toEqualTypeOf<Flat<server.ErasureBody>>()
  expectTypeOf<Flat<sdk.Company>>().toEqualTypeOf<Flat<server.CompanyBody>>()
  expectTypeOf<Flat<sdk.OneCompany>>().toEqualTypeOf<Flat<server.OneCompanyBody>>()
})
