// Comfort for the set-up page, which works without it: what the password is worth while it is typed, showing it, and the
// name tickets will have.
const form = document.querySelector('form')
const password = document.getElementById('password')

if (form && password instanceof HTMLInputElement) {
  const hint = document.getElementById('password-hint')
  const advice = hint.className === 'hint' ? hint.textContent : ''
  let timer
  let asking

  const say = (text, look) => {
    hint.textContent = text
    hint.className = look
  }

  /** The server judges, by the very rule that will take or refuse it. */
  const judge = async () => {
    asking?.abort()
    asking = new AbortController()
    try {
      const { pathname, search } = new URL(form.action)
      const answer = await fetch(`${pathname}/password${search}`, {
        method: 'POST',
        body: new URLSearchParams(new FormData(form)),
        signal: asking.signal,
      })
      if (!answer.ok) return
      const { good, words } = await answer.json()
      password.removeAttribute('aria-invalid')
      say(words, good ? 'good' : 'weak')
    } catch {
      // Judged when the form is sent, at the latest.
    }
  }

  password.addEventListener('input', () => {
    clearTimeout(timer)
    if (password.value === '') say(advice, 'hint')
    else timer = setTimeout(judge, 250)
  })

  const show = document.createElement('button')
  show.type = 'button'
  show.className = 'inside'
  show.textContent = form.dataset.show
  show.setAttribute('aria-label', form.dataset.showPassword)
  show.setAttribute('aria-pressed', 'false')
  show.addEventListener('click', () => {
    const shown = password.type === 'password'
    password.type = shown ? 'text' : 'password'
    show.textContent = shown ? form.dataset.hide : form.dataset.show
    show.setAttribute('aria-pressed', String(shown))
  })
  password.after(show)

  const prefix = document.getElementById('prefix')
  const example = document.getElementById('prefix-hint')
  prefix.addEventListener('input', () => {
    const text = prefix.value.trim().toUpperCase()
    if (!/^[A-Z][A-Z0-9]{1,7}$/.test(text)) return
    example.textContent = `${text}-1, ${text}-2 …`
    example.className = 'hint'
    prefix.removeAttribute('aria-invalid')
  })

  const submit = form.querySelector('button[type=submit]')
  const create = submit.textContent
  form.addEventListener('submit', (event) => {
    // A second click would be answered that the link has been used.
    if (submit.getAttribute('aria-disabled') === 'true') event.preventDefault()
    submit.setAttribute('aria-disabled', 'true')
    submit.textContent = form.dataset.creating
  })
  // Back from the page that followed, the form is as it was left.
  addEventListener('pageshow', () => {
    submit.removeAttribute('aria-disabled')
    submit.textContent = create
  })
}
