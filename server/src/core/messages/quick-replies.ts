// Answers offered under a message, of which its reader presses one: it becomes an ordinary message of theirs.

/** The `metadata` of a message that offers them. */
export function offering(quickReplies: readonly string[]): string {
  return quickReplies.length === 0 ? '{}' : JSON.stringify({ quick_replies: quickReplies })
}

/** What a message offers, from its `metadata`. */
export function quickRepliesIn(metadata: string): string[] {
  if (metadata === '{}') return []
  const { quick_replies = [] }: { quick_replies?: string[] } = JSON.parse(metadata)
  return quick_replies
}
