// Trains a matcher where it is in nobody's way: seconds of work for thousands of questions.
import { parentPort, workerData } from 'node:worker_threads'
import { type Entry, train } from '../core/knowledge/matching/train.ts'
import type { Language } from '../core/knowledge/text/tokens.ts'
import { bytesOf } from '../core/knowledge/training/model-bytes.ts'

// `trainInThread` starts it, and nobody else.
const { entries, language } = workerData as { entries: readonly Entry[]; language: Language }
const bytes = bytesOf(train(entries, { language }))
parentPort?.postMessage(bytes, [bytes.buffer as ArrayBuffer])
