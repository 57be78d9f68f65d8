/** Who is here, what they look at, and whether they type. */
export type Presence = {
  /** `contact`: a visitor who writes in a chat just now. */
  kind: 'teammate' | 'contact'
  /** Null for a contact, whom `conversation_id` names. */
  teammate_id: string | null
  name: string
  /** `offline` comes over the stream alone, once, when they are gone. */
  status: 'online' | 'away' | 'offline'
  /** What they look at; of a contact the one they write in, always. */
  conversation_id: string | null
  typing: boolean
  /** What they write, while they do. */
  draft_kind: 'reply' | 'note' | null
  /** How much they have written, where they tell. */
  draft_length: number | null
  /** Since when. */
  at: string
}
