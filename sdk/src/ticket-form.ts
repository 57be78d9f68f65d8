/** A person as you know them. Without `id`, `sourceSpecificId` or `email` nobody can be recognised again. */
export type Person = {
  /** Parley's id of the contact, or an id of your own. */
  id?: string
  sourceSpecificId?: string
  email?: string
  name?: string
  username?: string
  imageUrl?: string
}

/** Of a ticket JPG and PNG up to 4 MiB each, of a reply anything up to 32 MiB; 20 in one call. */
export type Enclosed = {
  files?: readonly (File | Blob)[]
  /** Fetched by the server after it answered. */
  fileUrls?: readonly string[]
  /** When it was written, if that was elsewhere and earlier. */
  originalTimestamp?: Date
}

export function enclose(form: FormData, { files = [], fileUrls = [], originalTimestamp }: Enclosed): void {
  for (const file of files) form.append('files', file)
  for (const url of fileUrls) form.append('files_image_url', url)
  if (originalTimestamp) form.set('original_timestamp', originalTimestamp.toISOString())
}

/** Whoever has an identifier goes as JSON; a mere name only fits the older flat fields. */
export function addUser(form: FormData, user: Person): void {
  const { id, sourceSpecificId, email, name, username, imageUrl } = user
  if (id !== undefined || sourceSpecificId !== undefined || email !== undefined) {
    const fields = { id, source_specific_id: sourceSpecificId, email, name, username, image_url: imageUrl }
    form.set('user', JSON.stringify(fields))
    return
  }
  setGiven(form, { user_name: name, user_username: username, user_image_url: imageUrl })
}

export function setGiven(form: FormData, fields: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, value)
}
