/** What the list of conversations is asked for, every value as it stands in its URL. */
export type ViewFilters = {
  sort?: 'last_message' | 'oldest' | 'created' | 'mentioned'
  /** One or several, with commas. */
  status?: string
  assignee?: string
  channel?: string
  priority?: 'low' | 'normal' | 'high' | 'urgent' | 'none'
  tag?: string
  contact?: string
  company?: string
  unread?: 'true'
  mentioned?: 'me' | 'unread'
  q?: string
}

export type View = {
  id: string
  name: string
  /** Everybody sees it; else its owner alone. */
  shared: boolean
  /** The teammate who made it. */
  owner_id: string
  filters: ViewFilters
  /** Its place among the shared ones, or among your own. */
  position: number
  created_at: string
  updated_at: string
  /** Conversations in its list, counted to 100. */
  count: number
  /** There may be more than `count`. */
  count_is_capped: boolean
}
