type Shared = {
  id: string
  source_specific_ids: string[]
  image_url: string | null
  phone: string[]
  contract_value: number | null
  contract_type: string | null
  tags: string[]
  created_at: string
  updated_at: string
}

export type CompanyAccount = Shared & {
  type: 'Company'
  name: string
  domain: string | null
  company_type: string | null
  number_of_seats: number | null
}

/** `domain` is the e-mail address. */
export type CustomerAccount = Shared & {
  type: 'Customer'
  name: string | null
  domain: string | null
  role: string | null
  company_id: string | null
}

export type Account = CompanyAccount | CustomerAccount
