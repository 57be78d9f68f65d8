import { describe, expect, it } from 'vitest'
import { DomainError, errorCodes } from '../core/errors.ts'
import { ticketErrors } from '../surfaces/tickets/errors.ts'
import { answerTo, ProtocolError } from './errors.ts'
import { problems } from './problem.ts'

const formats = [
  ['tickets', ticketErrors],
  ['manage', problems],
] as const

describe.each(formats)('the errors of %s', (_, format) => {
  it.each(errorCodes)('answer %s with a status of 4xx or 503 and the sentence', (code) => {
    const answer = answerTo(new DomainError(code, 'the sentence'), format)
    expect(answer.status === 503 ? code : 'client').toBe(code === 'unavailable' ? 'unavailable' : 'client')
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(answer.fault).toBe(false)
    expect(JSON.stringify(answer.body)).toContain('the sentence')
  })

  it.each([400, 404, 405, 408, 413, 415] as const)('leave the status %i to HTTP itself', (status) => {
    expect(answerTo(new ProtocolError(status, 'the sentence'), format)).toMatchObject({
      status,
      fault: false,
    })
  })

  it.each([
    ['an error', new Error('select password from teammate')],
    ['an error with a status of its own', Object.assign(new Error('password'), { statusCode: 500 })],
    ['an error with a strange status', Object.assign(new Error('password'), { statusCode: '400', code: 7 })],
    ['a text', 'password'],
    ['nothing', undefined],
    ['null', null],
    ['an object', { code: 'invalid', message: 'password', status: 200 }],
  ])('call %s a fault and say nothing of it', (_, error) => {
    const answer = answerTo(error, format)
    expect(answer).toMatchObject({ status: format.fault.status, fault: true })
    expect(JSON.stringify(answer.body)).not.toContain('password')
    expect(JSON.stringify(answer.body)).toContain(format.fault.message)
  })

  it('name the seconds to wait, rounded up and at least one', () => {
    const wait = (retryAfter: number) =>
      answerTo(new DomainError('rate_limited', 'x', { retryAfter }), format).headers['retry-after']
    expect([wait(0), wait(1), wait(1_000), wait(1_001), wait(119_500)]).toEqual(['1', '1', '1', '2', '120'])
    expect(answerTo(new DomainError('unavailable', 'x'), format).headers['retry-after']).toBe('2')
    expect(answerTo(new DomainError('conflict', 'x'), format).headers['retry-after']).toBeUndefined()
  })
})

it.each([
  ['FST_ERR_CTP_INVALID_MEDIA_TYPE', 415, 415],
  ['FST_ERR_CTP_BODY_TOO_LARGE', 413, 413],
  ['FST_ERR_CTP_EMPTY_JSON_BODY', 400, 400],
  ['FST_ERR_SOMETHING_NEW', 400, 400],
  ['a file nobody may read', 403, 404],
  ['FST_ERR_SOMETHING_WORSE', 500, 500],
])('knows the framework’s %s', (code, statusCode, status) => {
  expect(answerTo(Object.assign(new Error('detail'), { code, statusCode }), problems).status).toBe(status)
})
