/** Who speaks or holds: shape and colour follow from it, everywhere. */
export type Voice = 'contact' | 'human' | 'me' | 'bot' | 'assistant' | 'nobody'
