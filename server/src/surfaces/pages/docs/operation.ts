// One operation as a section of the page.
import type { OpenApi, Operation } from '../../../http/openapi.ts'
import type { Content, OpenApiAnswer, Parameter } from '../../../http/operation.ts'
import { type Html, html } from '../html.ts'
import { curlOf } from './curl.ts'
import { describeSchema, fieldTable } from './fields.ts'
import { asJson, codeBlock, inline, prose } from './prose.ts'

export type Placed = { path: string; method: string; operation: Operation }

export function operationSection(document: OpenApi, { path, method, operation }: Placed): Html {
  const { operationId: id, summary, description, parameters = [], requestBody, responses } = operation
  const answers = Object.entries(responses).map(
    ([status, answer]) => [status, resolved(document, answer)] as const,
  )
  const isError = ([status, { content }]: (typeof answers)[number]) =>
    Number(status) >= 400 && Object.values(content ?? {}).some(({ examples }) => examples)
  return html`<article id="${id}" aria-labelledby="${id}-name">
<h3 id="${id}-name"><a href="#${id}">${methodBadge(method)} <code>${pathParts(path)}</code></a></h3>
<p class="summary">${summary}.</p>
${description === undefined ? html`` : prose(description)}
<p class="quiet">${credentialOf(operation)}</p>
<div class="copyable">${codeBlock(curlOf(document, path, method, operation))}<button type="button" hidden aria-label="Copy the curl line of ${method.toUpperCase()} ${path}">Copy</button></div>
${parameters.length === 0 ? html`` : html`<h4>Parameters</h4>${parameterTable(parameters)}`}
${requestBody ? html`<h4>Body</h4>${contents(requestBody.content)}` : html``}
<h4>Answers</h4>${answers.filter((each) => !isError(each)).map(([status, answer]) => answerPart(status, answer))}
<h4>Errors</h4>${errorTable(answers.filter(isError))}
</article>`
}

export const methodBadge = (method: string) =>
  html`<span class="method ${method}">${method.toUpperCase()}</span>`

/** May break after a slash. */
export const pathParts = (path: string) => path.split(/(?<=.\/)/).map((part) => html`${part}<wbr>`)

function resolved({ components }: OpenApi, answer: OpenApiAnswer | { $ref: string }): OpenApiAnswer {
  if (!('$ref' in answer)) return answer
  const found = components.responses[answer.$ref.split('/').at(-1) ?? '']
  if (!found) throw new Error(`${answer.$ref} is not in the document`)
  return found
}

function credentialOf({ security, 'x-credential': kind }: Operation): Html {
  if (security.length === 0) return html`Needs no credential.`
  const ways = security.flatMap((each) => Object.keys(each))
  const links = ways.map(
    (name, index) => html`${index === 0 ? '' : ' or '}<a href="#credential-${name}">${name}</a>`,
  )
  return html`Credential: ${kind ?? ''} (${links}).`
}

function parameterTable(parameters: Parameter[]): Html {
  const fields = parameters.map(({ name, required = false, schema, description = '', in: place }) => ({
    name,
    required,
    schema: {
      ...schema,
      description: [place === 'query' ? '' : `In the ${place}.`, description].join(' ').trim(),
    },
  }))
  return fieldTable(fields, 'Name')
}

function contents(content: Content): Html {
  return html`${Object.entries(content).map(
    ([type, { schema, example }]) =>
      html`<details open><summary><code>${type}</code></summary>${describeSchema(schema)}${exampleOf(example)}</details>`,
  )}`
}

const exampleOf = (example: unknown) =>
  example === undefined
    ? html``
    : html`<details><summary>Example</summary>${codeBlock(asJson(example))}</details>`

function answerPart(status: string, { description, headers, content }: OpenApiAnswer): Html {
  const own = Object.entries(headers).filter(([name]) => name !== 'X-Request-Id')
  return html`<div class="answer"><p><strong>${status}</strong> ${inline(description)}${
    own.length === 0 ? html`` : html` Headers: ${own.map(([name]) => html`<code>${name}</code> `)}`
  }</p>${content ? contents(content) : html``}</div>`
}

function errorTable(answers: (readonly [string, OpenApiAnswer])[]): Html {
  const rows = answers.flatMap(([status, { content = {} }]) =>
    Object.values(content).flatMap(({ examples = {} }) =>
      Object.entries(examples).map(
        ([code, { summary, value }]) => html`<tr>
<th scope="row">${status} <code>${code}</code></th>
<td>${inline(summary)}</td>
<td>${codeBlock(JSON.stringify(value, null, 1).replace(/\n\s*/g, ' '))}</td>
</tr>`,
      ),
    ),
  )
  return html`<details class="errors"><summary>${[...new Set(answers.map(([status]) => status))].join(' · ')}</summary><table>
<thead><tr><th scope="col">Status</th><th scope="col">When</th><th scope="col">Body</th></tr></thead>
<tbody>${rows}</tbody>
</table></details>`
}
