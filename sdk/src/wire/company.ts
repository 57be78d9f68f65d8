export type Company = {
  id: string
  name: string
  domain: string | null
  image_url: string | null
  company_type: string | null
  number_of_seats: number | null
  phones: string[]
  contract_value: number | null
  contract_type: string | null
  tags: string[]
  source_specific_ids: string[]
  created_at: string
  updated_at: string
}

/** As the answer about one of them says it. */
export type OneCompany = Company & {
  /** Companies that were merged into this one; their ids find it. */
  merged_ids: string[]
  /** The id that was asked for, when it is one of these. */
  merged_from: string | null
}

/** What undoes it, and the survivor as it is then. */
export type MergedCompany = { merge_id: string; company: OneCompany }
