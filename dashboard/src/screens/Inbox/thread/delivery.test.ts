import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { MessageBody } from '../../../../../server/src/surfaces/manage/wire.ts'
import '../../../i18n/i18n.ts'
import { Delivery, type Receipt } from './Delivery.tsx'
import { exampleMessage } from './example-message.ts'

const shown = (delivery: MessageBody['delivery'], receipt: Receipt | null = null): string =>
  renderToStaticMarkup(createElement(Delivery, { message: exampleMessage({ seq: 1, delivery }), receipt }))
    .replace(/<svg.*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, '|')

test('says what became of it, and offers another try only where one failed', () => {
  expect(shown('none')).toBe('')
  expect(shown('none', 'sent')).toBe('|Sent|')
  expect(shown('none', 'seen')).toBe('|Seen|')
  expect(shown('pending')).toBe('||Sending||')
  expect(shown('delivered')).toBe('||Delivered||')
  expect(shown('failed')).toBe('||Not delivered yet, tried again by itself||Retry now||')
  expect(shown('dead')).toBe('||Not delivered, and not tried again||Retry now||')
})
