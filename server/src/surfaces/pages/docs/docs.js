// Adds to a page that can be read without it: the filter, its keys, and copying.
const search = /** @type {HTMLInputElement} */ (document.getElementById('search'))
const found = document.getElementById('found')
const nothing = document.getElementById('nothing')
const links = [...document.querySelectorAll('nav .route')]
const articles = [...document.querySelectorAll('article')]
const quiet = [...document.querySelectorAll('#credentials, #bodies, main > section:first-child')]

/** What can be found: method, path, summary, name. */
const routes = articles.map((article, index) => ({
  article,
  entry: links[index]?.parentElement,
  words:
    `${article.querySelector('h3')?.textContent} ${article.querySelector('.summary')?.textContent} ${article.id}`
      .toLowerCase()
      .replace(/\s+/g, ' '),
}))

function filter() {
  const wanted = search.value.toLowerCase().split(/\s+/).filter(Boolean)
  let count = 0
  for (const { article, entry, words } of routes) {
    const fits = wanted.every((word) => words.includes(word))
    article.hidden = !fits
    if (entry) entry.hidden = !fits
    if (fits) count++
  }
  for (const group of document.querySelectorAll('.surface, .group'))
    group.hidden = !group.querySelector('li:not([hidden]), article:not([hidden])')
  for (const section of quiet) section.hidden = wanted.length > 0
  nothing.hidden = count > 0
  found.textContent = wanted.length === 0 ? '' : `${count} of ${routes.length}`
}

function showAll() {
  search.value = ''
  filter()
}

/** A link to what the filter hides shows everything first. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)))
  if (target?.closest('[hidden]')) {
    showAll()
    target.scrollIntoView()
  }
  for (const link of links) {
    const current = link.getAttribute('href') === location.hash
    if (!current) link.removeAttribute('aria-current')
    else {
      link.setAttribute('aria-current', 'location')
      // Where the list has a column of its own; on a phone this would move the page away from what was asked for.
      if (matchMedia('(min-width: 901px)').matches) link.scrollIntoView({ block: 'nearest' })
    }
  }
}

const visible = () => links.filter((link) => !link.closest('[hidden]'))

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key === '/' && document.activeElement !== search) {
    event.preventDefault()
    search.select()
    search.focus()
    return
  }
  const inList = document.activeElement === search || links.includes(document.activeElement)
  if (!inList) return
  if (event.key === 'Escape') {
    showAll()
    search.focus()
  }
  if (event.key === 'Enter' && document.activeElement === search) visible()[0]?.click()
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  event.preventDefault()
  const stops = [search, ...visible()]
  const at = stops.indexOf(document.activeElement)
  stops[Math.min(stops.length - 1, Math.max(0, at + (event.key === 'ArrowDown' ? 1 : -1)))].focus()
})

search.addEventListener('input', filter)
nothing.querySelector('button').addEventListener('click', () => {
  showAll()
  search.focus()
})
addEventListener('hashchange', reveal)
document.querySelector('.search').hidden = false
reveal()

for (const button of document.querySelectorAll('.copyable button')) {
  button.hidden = false
  button.addEventListener('click', async () => {
    const code = button.parentElement.querySelector('code')
    try {
      await navigator.clipboard.writeText(code.textContent)
      button.textContent = 'Copied'
      setTimeout(() => {
        button.textContent = 'Copy'
      }, 1_500)
    } catch {
      // Over plain HTTP browsers keep the clipboard to themselves: then the line is at least selected.
      getSelection().selectAllChildren(code)
    }
  })
}
