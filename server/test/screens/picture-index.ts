import { readdirSync, writeFileSync } from 'node:fs'

/** A page with every picture of the folder, a row for each screen: to see at a glance, and to open what seems off. */
export function writeIndex(folder: string): void {
  const rows = Map.groupBy(
    readdirSync(folder).filter((file) => file.endsWith('.png')),
    (file) => file.split('.', 1)[0] ?? file,
  )
  const sections = [...rows].map(
    ([name, files]) =>
      `<h2>${name}</h2><p>${files.map((file) => `<a href="${file}"><img src="${file}" alt="${file}" loading="lazy"></a>`).join('')}</p>`,
  )
  writeFileSync(
    `${folder}index.html`,
    `<!doctype html><meta charset="utf-8"><title>Screens</title>
<style>body{font:14px system-ui;background:#ddd}img{height:420px;margin:4px;border:1px solid #999}p{white-space:nowrap;overflow:auto}</style>
${sections.join('\n')}\n`,
  )
}
