import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import { fill, type Words } from '../locales/words.ts'
import { type EmailProblem, emailProblem } from '../text/email.ts'
import { excess } from '../text/length.ts'
import { Field } from './Field.tsx'
import { useOwnText } from './own-text.ts'
import { useView } from './view.ts'

const EMAIL_WORDS: Record<EmailProblem, keyof Words> = {
  missing: 'emailMissing',
  space: 'emailSpace',
  'no-at': 'emailNoAt',
  'two-ats': 'emailTwoAts',
  'nothing-before': 'emailNothingBefore',
  'nothing-after': 'emailNothingAfter',
  'no-dot': 'emailNoDot',
}

type Problems = { name?: string | undefined; email?: string | undefined; question?: string | undefined }

/** Who it is and what it is about, in one screen. What the page has told already is not asked again. */
export function PreChat() {
  const { chat, words, site, locale, draft, name, email } = useView()
  const known = chat.session.value
  const problems = useSignal<Problems>({})
  const form = useRef<HTMLFormElement>(null)
  const asksName = useRef(known.name === '').current
  const asksEmail = useRef(known.email === '' || emailProblem(known.email) !== null).current
  if (!asksName) name.value = known.name
  if (!asksEmail) email.value = known.email
  const texts = {
    greeting: useOwnText('greeting', site.greeting),
    intro: useOwnText('intro', words.intro),
    name: useOwnText('name_label', words.name),
    email: useOwnText('email_label', words.email),
    question: useOwnText('message_label', words.question),
    start: useOwnText('start', words.start),
  }

  function found(): Problems {
    const wrong = emailProblem(email.value)
    const over = excess(draft.value)
    return {
      name: name.value.trim() === '' ? words.nameMissing : undefined,
      email: wrong ? words[EMAIL_WORDS[wrong]] : undefined,
      question:
        draft.value.trim() === ''
          ? words.questionMissing
          : over > 0
            ? fill(words.tooLong, { n: over.toLocaleString(locale) })
            : undefined,
    }
  }

  function submit(event: Event): void {
    event.preventDefault()
    const now = found()
    problems.value = now
    const [first] = Object.entries(now).find(([, problem]) => problem) ?? []
    if (first) {
      form.current?.querySelector<HTMLElement>(`[name="${first}"]`)?.focus()
      return
    }
    chat.introduce(name.value.trim(), email.value.trim())
    chat.send(draft.value.trim())
    draft.value = ''
  }

  /** Only what was already said to be wrong is looked at again while one types. */
  const typed = (field: keyof Problems) => {
    if (problems.value[field]) problems.value = { ...problems.value, [field]: found()[field] }
  }

  return (
    <form ref={form} class="form" noValidate onSubmit={submit}>
      <p class="intro">
        {texts.greeting && <b dir="auto">{texts.greeting}</b>}
        {(asksName || asksEmail) && <span>{texts.intro}</span>}
      </p>
      {asksName && (
        <Field label={texts.name} problem={problems.value.name} id="name">
          {(attributes) => (
            <input
              {...attributes}
              type="text"
              autoComplete="name"
              value={name.value}
              onInput={({ currentTarget }) => {
                name.value = currentTarget.value
                typed('name')
              }}
            />
          )}
        </Field>
      )}
      {asksEmail && (
        <Field label={texts.email} problem={problems.value.email} id="email">
          {(attributes) => (
            <input
              {...attributes}
              type="email"
              autoComplete="email"
              value={email.value}
              onInput={({ currentTarget }) => {
                email.value = currentTarget.value
                typed('email')
              }}
            />
          )}
        </Field>
      )}
      <Field label={texts.question} problem={problems.value.question} id="question">
        {(attributes) => (
          <textarea
            {...attributes}
            rows={3}
            value={draft.value}
            onInput={({ currentTarget }) => {
              draft.value = currentTarget.value
              typed('question')
            }}
          />
        )}
      </Field>
      <button type="submit" class="filled">
        {texts.start}
      </button>
      <p class="quiet foot">{words.noCookie}</p>
    </form>
  )
}
