// A schema as a table: one row per field, nested ones by their path; bodies with a name are linked, not repeated.
import type { Json } from '../../../http/json-schema.ts'
import { type Html, html } from '../html.ts'
import { inline } from './prose.ts'

type Field = { name: string; schema: Json; required: boolean }

const list = (value: unknown): Json[] => (Array.isArray(value) ? value : [])
const isNull = ({ type }: Json) => type === 'null'

/** What there is to say of a body: its fields, or each of its alternatives. */
export function describeSchema(schema: Json): Html {
  const alternatives = [...list(schema.anyOf), ...list(schema.oneOf)].filter((each) => !isNull(each))
  if (alternatives.length > 1 && alternatives.every((each) => each.properties ?? each.$ref))
    return html`${alternatives.map((each, index) => html`<p class="quiet">${index === 0 ? 'Either' : 'Or'}</p>${describeSchema(each)}`)}`
  const fields = fieldsOf(schema, '')
  if (fields.length === 0) return html`<p>${typeOf(schema)}</p>`
  return fieldTable(fields, 'Field')
}

export function fieldTable(fields: Field[], first: string): Html {
  const rows = fields.map(
    ({ name, schema, required }) => html`<tr>
<th scope="row"><code>${name}</code>${required ? html` <span class="required">required</span>` : html``}</th>
<td>${typeOf(schema)}</td>
<td>${meaningOf(schema)}</td>
</tr>`,
  )
  return html`<table>
<thead><tr><th scope="col">${first}</th><th scope="col">Type</th><th scope="col">Meaning</th></tr></thead>
<tbody>${rows}</tbody>
</table>`
}

function fieldsOf(schema: Json, path: string): Field[] {
  const required = Array.isArray(schema.required) ? schema.required : []
  return Object.entries((schema.properties ?? {}) as { [name: string]: Json }).flatMap(([key, property]) => {
    const name = `${path}${key}`
    const field = { name, schema: property, required: required.includes(key) }
    const inside = objectIn(property)
    return inside ? [field, ...fieldsOf(inside.schema, `${name}${inside.suffix}`)] : [field]
  })
}

/** The object that a field is, may be besides something plain, or is a list of. */
function objectIn(schema: Json): { schema: Json; suffix: string } | undefined {
  if (schema.properties) return { schema, suffix: '.' }
  const [only, ...others] = list(schema.anyOf).filter(({ properties }) => properties)
  if (only && others.length === 0) return objectIn(only)
  const items = schema.items as Json | undefined
  const inside = items && objectIn(items)
  return inside && { schema: inside.schema, suffix: `[]${inside.suffix}` }
}

/** In words: `text or null`, `list of MessageBody`, `open, pending or closed`. */
export function typeOf(schema: Json): Html {
  const { $ref, anyOf, oneOf, enum: choice, type, items, format } = schema
  if (typeof $ref === 'string') {
    const name = $ref.split('/').at(-1) ?? ''
    return html`<a class="ref" href="#body-${name}">${name}</a>`
  }
  const alternatives = [...list(anyOf), ...list(oneOf)]
  if (alternatives.length > 0) return joined(alternatives.map(typeOf))
  if ('const' in schema) return html`<code>${String(schema.const)}</code>`
  if (Array.isArray(choice)) return joined(choice.map((value) => html`<code>${String(value)}</code>`))
  if (Array.isArray(type)) return joined(type.map((each) => html`${word(each, format)}`))
  if (type === 'array')
    return html`list of ${items && Object.keys(items).length > 0 ? typeOf(items as Json) : 'anything'}`
  return html`${word(type, format)}`
}

const WORDS: { [type: string]: string } = {
  string: 'text',
  integer: 'whole number',
  boolean: 'true or false',
  'date-time': 'time',
  ulid: 'ULID',
  uuid: 'UUID',
  binary: 'file',
  email: 'e-mail address',
}

function word(type: unknown, format: unknown): string {
  if (type === 'null') return 'null'
  const name = typeof format === 'string' ? format : type
  return WORDS[String(name)] ?? (typeof name === 'string' ? name : 'anything')
}

function joined(parts: Html[]): Html {
  return html`${parts.map((part, index) => {
    const before = index === 0 ? '' : index === parts.length - 1 ? ' or ' : ', '
    return html`${before}${part}`
  })}`
}

/** What the field says of itself, and its limits. */
function meaningOf(schema: Json): Html {
  const inner = list(schema.anyOf).find((each) => !isNull(each)) ?? {}
  const limits = limitsOf({ ...inner, ...schema })
  const said = typeof schema.description === 'string' ? schema.description : ''
  return html`${inline(said)}${limits === '' ? html`` : html` <span class="quiet">${limits}</span>`}`
}

function limitsOf({
  minimum,
  maximum,
  maxLength,
  minLength,
  maxItems,
  items,
  default: fallback,
}: Json): string {
  const item = (items as Json | undefined)?.maxLength
  const parts = [
    minimum !== undefined && maximum !== undefined
      ? `${minimum} to ${maximum}`
      : minimum !== undefined && `at least ${minimum}`,
    minimum === undefined && maximum !== undefined && `at most ${maximum}`,
    maxLength !== undefined && `at most ${maxLength} characters`,
    minLength === 1 && maxLength === undefined && 'not empty',
    maxItems !== undefined && `at most ${maxItems}`,
    item !== undefined && `each at most ${item} characters`,
    fallback !== undefined && `else ${JSON.stringify(fallback)}`,
  ].filter((part) => typeof part === 'string')
  const [first = '', ...rest] = parts
  return first === '' ? '' : `${first.charAt(0).toUpperCase()}${[first.slice(1), ...rest].join('; ')}.`
}
