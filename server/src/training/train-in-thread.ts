import { Worker } from 'node:worker_threads'
import type { Entry, Model } from '../core/knowledge/matching/train.ts'
import type { Language } from '../core/knowledge/text/tokens.ts'
import { modelFrom } from '../core/knowledge/training/model-bytes.ts'

/** 2,000 entries of five questions need a third of it; a base that needs more fails its training, not the server. */
const MOST_MEMORY_MB = 600

/** The model and its bytes, to keep. @throws when the thread does not get through. */
export async function trainInThread(
  entries: readonly Entry[],
  language: Language,
): Promise<{ model: Model; bytes: Uint8Array }> {
  const worker = new Worker(new URL('thread.ts', import.meta.url), {
    workerData: { entries, language },
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB, maxYoungGenerationSizeMb: 8 },
  })
  try {
    const bytes = await new Promise<Uint8Array>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
      worker.once('exit', (code) => reject(new Error(`the training thread ended with ${code}`)))
    })
    const model = modelFrom(bytes)
    if (!model) throw new Error('the training thread answered nothing that can be read')
    return { model, bytes }
  } finally {
    await worker.terminate()
  }
}
