// Zod's schemas as JSON Schema: those with a name once, among the document's components, and by reference elsewhere.
import { z } from 'zod'

export type Json = { [name: string]: unknown }

export type SchemaWriter = {
  /** `input`: as callers may send it. `output`: as it leaves, without a field that is not described. */
  write(schema: z.ZodType, io: 'input' | 'output'): Json
  components: { [name: string]: Json }
}

/** Adds ids of this document to what schemas say of themselves, and leaves the schemas as they are. */
class Names extends z.core.$ZodRegistry<Json> {
  override get<S extends z.core.$ZodType>(schema: S): z.core.$replace<Json, S> {
    return { ...z.globalRegistry.get(schema), ...super.get(schema) }
  }
}

/** @throws when two schemas want one name, or one cannot be written as JSON Schema: describe it by hand then. */
export function schemaWriter(named: Iterable<readonly [name: string, schema: unknown]>): SchemaWriter {
  const names = new Names()
  const taken = new Set<string>()
  for (const [exported, schema] of named) {
    if (!(schema instanceof z.ZodType) || names.has(schema)) continue
    const id = exported.charAt(0).toUpperCase() + exported.slice(1)
    if (taken.has(id)) throw new Error(`two schemas are called ${id}`)
    taken.add(id)
    names.add(schema, { id })
  }
  const components: SchemaWriter['components'] = {}
  const write: SchemaWriter['write'] = (schema, io) => {
    // Names belong to what leaves: what may be sent is described where it is sent.
    const metadata = io === 'output' ? names : z.globalRegistry
    const override = ({ jsonSchema }: { jsonSchema: Json }) => leaveOutNoise(jsonSchema)
    const { $schema: _, $defs = {}, ...written }: Json = z.toJSONSchema(schema, { io, metadata, override })
    for (const [id, definition] of Object.entries($defs as Json)) components[id] ??= inComponents(definition)
    return inComponents(written)
  }
  // Bodies of errors and pages of parameters come hundreds of times.
  const done = { input: new Map<z.ZodType, Json>(), output: new Map<z.ZodType, Json>() }
  return {
    components,
    write(schema, io) {
      const json = done[io].get(schema) ?? write(schema, io)
      done[io].set(schema, json)
      return json
    },
  }
}

/** Patterns that say again what a format says, the ends of what a number can be at all, and that absent means nothing. */
function leaveOutNoise(schema: Json): void {
  if (schema.format !== undefined) delete schema.pattern
  if (schema.default === null) delete schema.default
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
}

function inComponents(schema: unknown): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
}

type Known = { [name: string]: Json }

/** A value the schema allows, for examples: what the schema names, else `…` for texts and 1 for numbers. */
export function sampleOf(schema: Json, known: Known): unknown {
  const { $ref, examples, anyOf, oneOf, allOf, enum: choice, type, properties, items } = schema
  if (typeof $ref === 'string') return sampleOf(known[$ref.split('/').at(-1) ?? ''] ?? {}, known)
  if (Array.isArray(examples)) return examples[0]
  if ('const' in schema) return schema.const
  if (Array.isArray(choice)) return choice[0]
  const [first] = [anyOf, oneOf, allOf].flatMap((each) => (Array.isArray(each) ? each : []))
  if (first) return sampleOf(first, known)
  if (properties) {
    const entries = Object.entries(properties as Known)
    return Object.fromEntries(entries.map(([name, property]) => [name, sampleOf(property, known)]))
  }
  switch (Array.isArray(type) ? type[0] : type) {
    case 'string':
      return SAMPLES[String(schema.format)] ?? '…'
    case 'integer':
    case 'number':
      return Math.max(1, Number(schema.minimum ?? 1))
    case 'boolean':
      return false
    case 'array':
      return items && Object.keys(items).length > 0 ? [sampleOf(items as Json, known)] : []
    case 'object':
      return {}
    default:
      return null
  }
}

const SAMPLES: Record<string, string> = {
  'date-time': '2026-06-10T18:34:00.000Z',
  uuid: '019761f6-9a40-7c3e-8f21-6d0b5a4c3e21',
  email: 'jo@mail.example',
  uri: 'https://example.com/',
  ulid: '01JXEZRT00FGZ8J3VD19PMRZ11',
}
