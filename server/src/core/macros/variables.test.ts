import { describe, expect, it } from 'vitest'
import { fillIn, firstName, unknownVariable, variables } from './variables.ts'

const NOTHING = Object.fromEntries(variables.map((name) => [name, null])) as Record<
  (typeof variables)[number],
  string | null
>
const filled = (text: string, name: string | null) => fillIn(text, { ...NOTHING, 'contact.name': name })

describe('the text of a macro', () => {
  it('gets what there is for its variables, and says which were empty, each once', () => {
    const text =
      'Hi {{contact.first_name}}, {{ contact.name }} <{{contact.email}}>: {{ticket.number}} {{ticket.number}} {{teammate.name}}'
    const values = {
      ...NOTHING,
      'contact.first_name': 'Jo',
      'contact.name': 'Jo March',
      'teammate.name': ' ',
    }
    expect(fillIn(text, values)).toEqual({
      body: 'Hi Jo, Jo March <>:   ',
      empty: ['contact.email', 'teammate.name', 'ticket.number'],
    })
  })

  it('is left as it is without any', () => {
    for (const text of [
      '',
      'x',
      '{contact.name}',
      '{{',
      '}}',
      '{{contact.name}',
      '{ {contact.name}}',
      '# *a* [b](c)',
    ])
      expect(fillIn(text, NOTHING)).toEqual({ body: text, empty: [] })
  })

  it('is filled once: what a name says is no variable', () => {
    expect(filled('{{contact.name}}', '{{contact.email}} $& $1').body).toBe('{{contact.email}} $& $1')
  })

  it.each([
    ['contact.nmae', 'Hi {{contact.nmae}}'],
    ['Contact.name', '{{Contact.name}}'],
    ['', '{{}}'],
    ['#if x', '{{ #if x }}'],
    ['__proto__', '{{contact.name}} {{__proto__}}'],
    [undefined, 'Hi {{ contact.name\n}}'],
    [undefined, '{{{contact.name}}}'],
    [undefined, '{{contact.name'],
  ])('names what stands for nothing: %j', (unknown, text) => {
    expect(unknownVariable(text)).toBe(unknown)
  })

  it('is read in no time, whatever it is', () => {
    const began = performance.now()
    for (const piece of ['{', '{{', '{{a', '}}', '{{}', ' {{ '])
      unknownVariable(piece.repeat(10_000 / piece.length))
    expect(performance.now() - began).toBeLessThan(2_000)
  })
})

describe('a value in Markdown', () => {
  it.each([
    ['Jo March', 'Jo March'],
    ['jo_march.smith-lee+lids@mail.example', 'jo_march.smith-lee+lids@mail.example'],
    ["Zoë O'Brien & Sons (Ltd.)", "Zoë O'Brien & Sons (Ltd.)"],
    ['山田 太郎', '山田 太郎'],
    ['[click](https://evil.example)', '\\[click\\](https://evil.example)'],
    ['![](https://evil.example/x.png)', '!\\[\\](https://evil.example/x.png)'],
    ['<img src=x onerror=alert(1)>', '\\<img src=x onerror=alert(1)\\>'],
    ['<https://evil.example>', '\\<https://evil.example\\>'],
    ['**Jo** `x` ~~y~~ | _z_', '\\*\\*Jo\\*\\* \\`x\\` \\~\\~y\\~\\~ \\| \\_z\\_'],
    ['\\[x]', '\\\\\\[x\\]'],
    ['&lt;b&gt; &#60;', '\\&lt;b\\&gt; \\&#60;'],
    ['# Jo', '\\# Jo'],
    ['- Jo', '\\- Jo'],
    ['---', '\\---'],
    ['1. Jo', '1\\. Jo'],
    ['24) x', '24\\) x'],
    ['3.5 seats', '3.5 seats'],
    ['Jo\n\n# Heading\u2028x', 'Jo # Heading x'],
    ['a\u202eb\u2066c', 'a b c'],
  ])('is plain text: %j', (name, expected) => {
    expect(filled('{{contact.name}}', name)).toEqual({ body: expected, empty: [] })
  })

  it('that is blank is empty', () => {
    for (const name of [null, '', ' \n '])
      expect(filled('{{contact.name}}', name)).toEqual({ body: '', empty: ['contact.name'] })
  })
})

it('a first name is the first word', () => {
  expect(['Jo March', ' Jo  March ', 'Jo', '', null].map(firstName)).toEqual(['Jo', 'Jo', 'Jo', '', null])
})
