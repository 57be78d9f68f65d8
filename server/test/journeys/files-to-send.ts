// What the journey with files sends, and somebody else's server that is asked for more.
import { createServer } from 'node:http'
import sharp from 'sharp'

export const longName = `${'Angebot über zwölf Mühlen für zwei Standorte, '.repeat(5).slice(0, 196)}.pdf`
export const pdf = Buffer.from(`%PDF-1.4\n${'% a page\n'.repeat(2_000)}%%EOF\n`)

/** Something to look at: the plate under a kettle. */
export async function plate(colour: string, width: number, height: number): Promise<Buffer> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 88 58"
    preserveAspectRatio="xMidYMid slice"><rect width="88" height="58" fill="#aeb6b9"/>
    <ellipse cx="44" cy="30" rx="38" ry="25" fill="#3b4348"/><ellipse cx="44" cy="30" rx="31" ry="20" fill="${colour}"/>
    <rect x="26" y="20" width="36" height="19" rx="2" fill="#dfe3e2"/>
    <path d="M30 25h18M30 29h26M30 33h13" stroke="#5b6468" stroke-width="1.6"/></svg>`
  return await sharp(Buffer.from(svg)).png().toBuffer()
}

export const png = (bytes: Buffer, name: string) =>
  new File([new Uint8Array(bytes)], name, { type: 'image/png' })

export type SomebodysServer = { url: string; close(): void }

/** Has one picture, `/slow-plate.png`, and gives it out once `released`; everything else is a 404. */
export async function somebodysServer(released: Promise<void>): Promise<SomebodysServer> {
  const server = createServer(async (request, response) => {
    if (request.url !== '/slow-plate.png') return response.writeHead(404).end()
    await released
    return response.end(await plate('#4c555a', 2016, 1340))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not listening')
  return { url: `http://127.0.0.1:${address.port}`, close: () => server.close() }
}
