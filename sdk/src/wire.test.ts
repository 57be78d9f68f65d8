import { expectTypeOf, test } from 'vitest'
import type {
  ApiKeyBody,
  ConversationBody,
  CreatedApiKeyBody,
  EventBody,
  MessageBody,
} from '../../server/src/surfaces/manage/wire.ts'
import type { ApiKey, Conversation, CreatedApiKey, Message, ParleyEvent } from './wire.ts'

// Checked by tsc: a field that only one side knows fails `npm run check`.
test('says exactly what the server says', () => {
  expectTypeOf<Conversation>().toEqualTypeOf<ConversationBody>()
  expectTypeOf<Message>().toEqualTypeOf<MessageBody>()
  expectTypeOf<ParleyEvent>().toEqualTypeOf<EventBody>()
  expectTypeOf<ApiKey>().toEqualTypeOf<ApiKeyBody>()
  expectTypeOf<CreatedApiKey>().toEqualTypeOf<CreatedApiKeyBody>()
})
