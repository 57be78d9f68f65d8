// Words belong in the language files: what stands in a component is English for everybody.
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'
import { expect, it } from 'vitest'

const source = fileURLToPath(new URL('../', import.meta.url))

/** What is read or heard wherever it stands: attributes, and properties that become one. */
const SPOKEN =
  /^(aria-(label|description|placeholder|roledescription|valuetext)|title|placeholder|alt|label|help|hint|text|words|word|what|name)$/
/** Spelled the same in every language: a name, a key, an address, a command and what belongs to it. */
const UNTRANSLATED = new Set([
  'Parley',
  '· Parley',
  'parley setup',
  'Esc',
  'C',
  'https://',
  'curl',
  '-H',
  '-F',
  '-X POST',
  '/interaction',
  'script',
  'src=',
  'data-site-key=',
  'async',
  'script-src',
  'connect-src',
  'https://shop.example',
  // What a colour is tried with: letters, and no word.
  'Aa',
])
/** Files whose words are nobody's: the names of languages, of browsers and of systems, and pieces for tests. */
const EXEMPT = /\.test\.tsx?$|i18n\/i18n\.ts$|Sessions\/device\.ts$|\/example-|flaky-server/

type Finding = { line: number; text: string }

/** Where a file says something by itself, in JSX, in an attribute somebody hears, or in the title of the page. */
function literalsIn(file: string, text: string): Finding[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind)
  const found: Finding[] = []
  const check = (node: ts.Node, words: string): void => {
    const plain = words.trim()
    if (!/\p{L}/u.test(plain.replace(/&\w+;/g, '')) || UNTRANSLATED.has(plain)) return
    found.push({ line: tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1, text: plain })
  }
  const checkValue = (node: ts.Node | undefined, isProse: (words: string) => boolean): void => {
    for (const piece of piecesOf(node)) if (isProse(piece.text)) check(piece, piece.text)
  }
  const look = (node: ts.Node): void => {
    if (ts.isJsxText(node)) check(node, node.text)
    else if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent)) checkValue(node.expression, always)
    else if (ts.isJsxAttribute(node) && isAttribute(node.name.getText(tree)))
      checkValue(node.initializer, always)
    else if (ts.isPropertyAssignment(node) && SPOKEN.test(node.name.getText(tree).replace(/['"]/g, '')))
      checkValue(node.initializer, looksLikeProse)
    else if (ts.isBinaryExpression(node) && node.left.getText(tree) === 'document.title')
      checkValue(node.right, always)
    ts.forEachChild(node, look)
  }
  look(tree)
  return found
}

const always = (): boolean => true
/** Where names of things stand too: `Open`, `Not sent`, but not `open` or `circle-check`. */
const looksLikeProse = (words: string): boolean => /^\p{Lu}\p{Ll}/u.test(words) || /\p{L} \p{L}/u.test(words)

/** `name` and the like are addresses of fields there, and what they are called is a property elsewhere. */
const isAttribute = (name: string): boolean =>
  SPOKEN.test(name) && !['name', 'text', 'words', 'what'].includes(name)

/** The literals a value may be: of a choice both, of a template what stands between. */
function piecesOf(node: ts.Node | undefined): ts.LiteralLikeNode[] {
  if (!node) return []
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node]
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.flatMap((span) => [...piecesOf(span.expression), span.literal])]
  if (ts.isConditionalExpression(node)) return [...piecesOf(node.whenTrue), ...piecesOf(node.whenFalse)]
  if (ts.isBinaryExpression(node))
    return [...piecesOf(node.left), ...piecesOf(node.right)].filter(isSaid(node))
  if (ts.isParenthesizedExpression(node) || ts.isJsxExpression(node)) return piecesOf(node.expression)
  return []
}

/** What is compared is not shown. */
const isSaid =
  ({ operatorToken: { kind } }: ts.BinaryExpression) =>
  (): boolean =>
    [
      ts.SyntaxKind.BarBarToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.AmpersandAmpersandToken,
      ts.SyntaxKind.PlusToken,
    ].includes(kind)

const files = globSync('**/*.{ts,tsx}', { cwd: source }).filter((file) => !EXEMPT.test(file))

it('finds what a component says by itself, and nothing else', () => {
  const said = [
    '<p>Nothing here</p>',
    "<p>{late ? 'Too late' : t('here')}</p>",
    '<img alt="A lid" />',
    '<input placeholder={`Search $' + '{what}`} />',
    "const look = { word: 'Open' }",
    'document.title = `$' + '{count} new`',
  ]
  expect(said.map((text) => literalsIn('a.tsx', text).map(({ text }) => text))).toEqual([
    ['Nothing here'],
    ['Too late'],
    ['A lid'],
    ['Search'],
    ['Open'],
    ['new'],
  ])
  const unsaid = [
    '<p className="a b">{t(\'here\')} · {count}</p>',
    "<p>{phase === 'ready' && t('done')}</p>",
    "const look = { icon: 'circle-check', word: 'open' }",
    '<b>Parley</b>',
  ]
  expect(unsaid.flatMap((text) => literalsIn('a.tsx', text))).toEqual([])
})

it('leaves all words of the dashboard to the language files', () => {
  expect(files.length).toBeGreaterThan(200)
  const literals = files.flatMap((file) =>
    literalsIn(file, readFileSync(source + file, 'utf8')).map(({ line, text }) => `${file}:${line} ${text}`),
  )
  expect(literals).toEqual([])
})
