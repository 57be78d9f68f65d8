CREATE INDEX attachment_blob ON public.attachment USING btree (sha256) WHERE (sha256 IS NOT NULL)
CREATE INDEX attachment_message ON public.attachment USING btree (org_id, message_id)
CREATE INDEX attachment_thumbnail ON public.attachment USING btree (thumbnail_sha256) WHERE (thumbnail_sha256 IS NOT NULL)
CREATE INDEX company_by_name ON public.company USING btree (org_id, sort_name, id) WHERE ((deleted_at IS NULL) AND (merged_into IS NULL))
CREATE INDEX company_identity_company ON public.company_identity USING btree (org_id, company_id)
CREATE INDEX company_merged ON public.company USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL)
CREATE INDEX company_word_owner ON public.company_word USING btree (org_id, company_id, word)
CREATE INDEX contact_by_name ON public.contact USING btree (org_id, sort_name, id) WHERE ((deleted_at IS NULL) AND (merged_into IS NULL))
CREATE INDEX contact_identity_contact ON public.contact_identity USING btree (org_id, contact_id)
CREATE INDEX contact_merged ON public.contact USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL)
CREATE INDEX contact_word_owner ON public.contact_word USING btree (org_id, contact_id, word)
CREATE INDEX conversation_assigned ON public.conversation USING btree (org_id, assignee_id, last_message_at, id) WHERE (assignee_id IS NOT NULL)
CREATE INDEX conversation_company ON public.conversation USING btree (org_id, company_id, last_message_at, id) WHERE (company_id IS NOT NULL)
CREATE INDEX conversation_contact ON public.conversation USING btree (org_id, contact_id, id) WHERE (contact_id IS NOT NULL)
CREATE INDEX conversation_merge_into ON public.conversation_merge USING btree (org_id, into_id) WHERE (undone_at IS NULL)
CREATE INDEX conversation_merged ON public.conversation USING btree (org_id, merged_into) WHERE (merged_into IS NOT NULL)
CREATE INDEX conversation_recent ON public.conversation USING btree (org_id, last_message_at, id)
CREATE INDEX conversation_recent_by_status ON public.conversation USING btree (org_id, status, last_message_at, id)
CREATE INDEX conversation_tag_tag ON public.conversation_tag USING btree (org_id, tag, conversation_id)
CREATE INDEX credential_channel ON public.credential USING btree (org_id, channel_id) WHERE (channel_id IS NOT NULL)
CREATE INDEX event_contact ON public.event USING btree (org_id, contact_id, seq) WHERE (contact_id IS NOT NULL)
CREATE INDEX idempotency_created ON public.idempotency USING btree (created_at)
CREATE INDEX job_dead ON public.job USING btree (org_id, lane) WHERE (state = 'dead'::text)
CREATE INDEX job_due ON public.job USING btree (run_at) WHERE (state = ANY (ARRAY['pending'::text, 'leased'::text]))
CREATE INDEX job_finished ON public.job USING btree (finished_at) WHERE (state = 'done'::text)
CREATE INDEX job_lane ON public.job USING btree (lane, "position") WHERE (state = ANY (ARRAY['pending'::text, 'leased'::text]))
CREATE INDEX limit_bucket_expires ON public.limit_bucket USING btree (expires_at)
CREATE INDEX mention_message ON public.mention USING btree (org_id, message_id)
CREATE INDEX mention_newest ON public.mention USING btree (org_id, teammate_id, message_id)
CREATE INDEX mention_unread ON public.mention USING btree (org_id, teammate_id, message_id) WHERE (read_at IS NULL)
CREATE INDEX merged_message_message ON public.merged_message USING btree (org_id, message_id, merge_id)
CREATE INDEX message_answer ON public.message USING btree (org_id, created_at) WHERE ((kind = 'message'::text) AND (direction = 'outbound'::text) AND (author_kind = 'teammate'::text))
CREATE INDEX profile_merge_from ON public.profile_merge USING btree (org_id, from_id)
CREATE INDEX profile_merge_into ON public.profile_merge USING btree (org_id, into_id)
CREATE INDEX search_entry_conversation ON public.search_entry USING btree (org_id, conversation_id, id)
CREATE INDEX search_entry_newest ON public.search_entry USING btree (org_id, id)
CREATE INDEX search_entry_words ON public.search_entry USING gin (words) WITH (gin_pending_list_limit='1024')
CREATE INDEX session_expires ON public.session USING btree (expires_at)
CREATE INDEX session_teammate ON public.session USING btree (org_id, teammate_id)
CREATE INDEX upload_blob ON public.upload USING btree (sha256)
CREATE INDEX upload_created ON public.upload USING btree (created_at)
CREATE INDEX upload_teammate ON public.upload USING btree (org_id, teammate_id)
CREATE INDEX visitor_conversation ON public.visitor USING btree (org_id, conversation_id)
CREATE UNIQUE INDEX attachment_org_id_number_key ON public.attachment USING btree (org_id, number)
CREATE UNIQUE INDEX attachment_pkey ON public.attachment USING btree (org_id, id)
CREATE UNIQUE INDEX audit_pkey ON public.audit USING btree (org_id, id)
CREATE UNIQUE INDEX channel_pkey ON public.channel USING btree (org_id, id)
CREATE UNIQUE INDEX channel_site ON public.channel USING btree (org_id, site_id) WHERE (site_id IS NOT NULL)
CREATE UNIQUE INDEX client_pkey ON public.client USING btree (org_id, id)
CREATE UNIQUE INDEX company_identity_pkey ON public.company_identity USING btree (org_id, kind, value)
CREATE UNIQUE INDEX company_org_id_domain_key ON public.company USING btree (org_id, domain)
CREATE UNIQUE INDEX company_pkey ON public.company USING btree (org_id, id)
CREATE UNIQUE INDEX company_tag_pkey ON public.company_tag USING btree (org_id, company_id, tag)
CREATE UNIQUE INDEX company_word_pkey ON public.company_word USING btree (org_id, word, sort_name, company_id)
CREATE UNIQUE INDEX contact_identity_pkey ON public.contact_identity USING btree (org_id, kind, value)
CREATE UNIQUE INDEX contact_pkey ON public.contact USING btree (org_id, id)
CREATE UNIQUE INDEX contact_tag_pkey ON public.contact_tag USING btree (org_id, contact_id, tag)
CREATE UNIQUE INDEX contact_word_pkey ON public.contact_word USING btree (org_id, word, sort_name, contact_id)
CREATE UNIQUE INDEX conversation_merge_from ON public.conversation_merge USING btree (org_id, from_id) WHERE (undone_at IS NULL)
CREATE UNIQUE INDEX conversation_merge_pkey ON public.conversation_merge USING btree (org_id, id)
CREATE UNIQUE INDEX conversation_pkey ON public.conversation USING btree (org_id, id)
CREATE UNIQUE INDEX conversation_read_pkey ON public.conversation_read USING btree (org_id, conversation_id, teammate_id)
CREATE UNIQUE INDEX conversation_serial ON public.conversation USING btree (org_id, serial)
CREATE UNIQUE INDEX conversation_source ON public.conversation USING btree (org_id, source_specific_id) WHERE (source_specific_id IS NOT NULL)
CREATE UNIQUE INDEX conversation_tag_pkey ON public.conversation_tag USING btree (org_id, conversation_id, tag)
CREATE UNIQUE INDEX conversation_tally_pkey ON public.conversation_tally USING btree (org_id, assignee_id, status)
CREATE UNIQUE INDEX counter_pkey ON public.counter USING btree (org_id, name)
CREATE UNIQUE INDEX credential_org_id_kind_name_key ON public.credential USING btree (org_id, kind, name)
CREATE UNIQUE INDEX credential_pkey ON public.credential USING btree (public_id)
CREATE UNIQUE INDEX draft_pkey ON public.draft USING btree (org_id, teammate_id, conversation_id, kind)
CREATE UNIQUE INDEX erasure_blob_pkey ON public.erasure_blob USING btree (org_id, erasure_id, sha256)
CREATE UNIQUE INDEX erasure_org_id_contact_id_key ON public.erasure USING btree (org_id, contact_id)
CREATE UNIQUE INDEX erasure_pkey ON public.erasure USING btree (org_id, id)
CREATE UNIQUE INDEX event_pkey ON public.event USING btree (org_id, seq)
CREATE UNIQUE INDEX idempotency_pkey ON public.idempotency USING btree (org_id, route, key)
CREATE UNIQUE INDEX invitation_email_canonical ON public.invitation USING btree (email_canonical, org_id)
CREATE UNIQUE INDEX invitation_org_id_email_key ON public.invitation USING btree (org_id, email)
CREATE UNIQUE INDEX invitation_pkey ON public.invitation USING btree (id)
CREATE UNIQUE INDEX job_pkey ON public.job USING btree (id)
CREATE UNIQUE INDEX limit_bucket_pkey ON public.limit_bucket USING btree (bucket)
CREATE UNIQUE INDEX macro_org_id_audience_shortcut_key ON public.macro USING btree (org_id, audience, shortcut)
CREATE UNIQUE INDEX macro_pkey ON public.macro USING btree (org_id, id)
CREATE UNIQUE INDEX mention_pkey ON public.mention USING btree (org_id, teammate_id, conversation_id, message_id)
CREATE UNIQUE INDEX merged_message_pkey ON public.merged_message USING btree (org_id, merge_id, message_id)
CREATE UNIQUE INDEX message_org_id_conversation_id_seq_key ON public.message USING btree (org_id, conversation_id, seq)
CREATE UNIQUE INDEX message_pkey ON public.message USING btree (org_id, id)
CREATE UNIQUE INDEX message_source ON public.message USING btree (org_id, conversation_id, source_specific_id) WHERE (source_specific_id IS NOT NULL)
CREATE UNIQUE INDEX organisation_pkey ON public.organisation USING btree (id)
CREATE UNIQUE INDEX organisation_slug_key ON public.organisation USING btree (slug)
CREATE UNIQUE INDEX profile_merge_pkey ON public.profile_merge USING btree (org_id, id)
CREATE UNIQUE INDEX recovery_code_pkey ON public.recovery_code USING btree (org_id, teammate_id, code_hash)
CREATE UNIQUE INDEX sample_item_pkey ON public.sample_item USING btree (org_id, noun, id)
CREATE UNIQUE INDEX sample_pkey ON public.sample USING btree (org_id)
CREATE UNIQUE INDEX saved_view_own ON public.saved_view USING btree (org_id, owner_id, name) WHERE (shared = 0)
CREATE UNIQUE INDEX saved_view_pkey ON public.saved_view USING btree (org_id, id)
CREATE UNIQUE INDEX saved_view_shared ON public.saved_view USING btree (org_id, name) WHERE (shared = 1)
CREATE UNIQUE INDEX schedule_pkey ON public.schedule USING btree (name)
CREATE UNIQUE INDEX search_entry_org_id_message_id_key ON public.search_entry USING btree (org_id, message_id)
CREATE UNIQUE INDEX search_entry_pkey ON public.search_entry USING btree (id)
CREATE UNIQUE INDEX search_progress_pkey ON public.search_progress USING btree (org_id)
CREATE UNIQUE INDEX second_factor_pkey ON public.second_factor USING btree (org_id, teammate_id)
CREATE UNIQUE INDEX session_pkey ON public.session USING btree (token_hash)
CREATE UNIQUE INDEX site_pkey ON public.site USING btree (org_id, id)
CREATE UNIQUE INDEX teammate_email_canonical ON public.teammate USING btree (email_canonical, org_id)
CREATE UNIQUE INDEX teammate_org_id_email_key ON public.teammate USING btree (org_id, email)
CREATE UNIQUE INDEX teammate_pkey ON public.teammate USING btree (org_id, id)
CREATE UNIQUE INDEX upload_pkey ON public.upload USING btree (org_id, id)
CREATE UNIQUE INDEX visitor_org_id_conversation_token_hash_key ON public.visitor USING btree (org_id, conversation_token_hash)
CREATE UNIQUE INDEX visitor_pkey ON public.visitor USING btree (org_id, token_hash)
attachment CHECK ((state = ANY (ARRAY['stored'::text, 'link'::text, 'unfetched'::text])))
attachment FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
attachment FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id)
attachment PRIMARY KEY (org_id, id)
attachment UNIQUE (org_id, number)
attachment.accepts text YES
attachment.byte_size bigint NO
attachment.content_type text NO
attachment.conversation_id text NO
attachment.created_at text NO
attachment.failure text YES
attachment.filename text NO
attachment.height bigint YES
attachment.id text NO
attachment.message_id text NO
attachment.number bigint NO
attachment.org_id text NO
attachment.sha256 text YES
attachment.state text NO
attachment.thumbnail_sha256 text YES
attachment.url text YES
attachment.width bigint YES
audit FOREIGN KEY (org_id) REFERENCES organisation(id)
audit PRIMARY KEY (org_id, id)
audit.action text NO
audit.actor text NO
audit.at text NO
audit.data text NO
audit.id text NO
audit.ip text YES
audit.org_id text NO
audit.subject text YES
channel CHECK ((kind = ANY (ARRAY['tickets'::text, 'chat'::text, 'medium'::text, 'assistants'::text])))
channel FOREIGN KEY (org_id) REFERENCES organisation(id)
channel PRIMARY KEY (org_id, id)
channel.created_at text NO
channel.deleted_at text YES
channel.id text NO
channel.kind text NO
channel.name text NO
channel.org_id text NO
channel.site_id text YES
channel.webhook_url text YES
client FOREIGN KEY (org_id, id) REFERENCES channel(org_id, id)
client PRIMARY KEY (org_id, id)
client.allowed_origins text NO default '[]'::text
client.id text NO
client.org_id text NO
company FOREIGN KEY (org_id) REFERENCES organisation(id)
company PRIMARY KEY (org_id, id)
company UNIQUE (org_id, domain)
company.company_type text YES
company.contract_type text YES
company.contract_value double precision YES
company.created_at text NO
company.deleted_at text YES
company.domain text YES
company.id text NO
company.image_url text YES
company.merge_id text YES
company.merged_into text YES
company.name text NO
company.number_of_seats bigint YES
company.org_id text NO
company.phones text NO default '[]'::text
company.sort_name text NO default ''::text
company.updated_at text NO
company_identity FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
company_identity PRIMARY KEY (org_id, kind, value)
company_identity.company_id text NO
company_identity.kind text NO
company_identity.org_id text NO
company_identity.value text NO
company_tag FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
company_tag PRIMARY KEY (org_id, company_id, tag)
company_tag.company_id text NO
company_tag.org_id text NO
company_tag.tag text NO
company_word PRIMARY KEY (org_id, word, sort_name, company_id)
company_word.company_id text NO
company_word.org_id text NO
company_word.sort_name text NO
company_word.word text NO
contact FOREIGN KEY (org_id) REFERENCES organisation(id)
contact FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
contact PRIMARY KEY (org_id, id)
contact.company_id text YES
contact.contract_type text YES
contact.contract_value double precision YES
contact.created_at text NO
contact.deleted_at text YES
contact.email text YES
contact.id text NO
contact.image_url text YES
contact.merge_id text YES
contact.merged_into text YES
contact.name text YES
contact.org_id text NO
contact.phones text NO default '[]'::text
contact.role text YES
contact.sort_name text NO default ''::text
contact.updated_at text NO
contact.username text YES
contact.verified bigint NO default 0
contact_identity FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
contact_identity PRIMARY KEY (org_id, kind, value)
contact_identity.contact_id text NO
contact_identity.kind text NO
contact_identity.org_id text NO
contact_identity.value text NO
contact_tag FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
contact_tag PRIMARY KEY (org_id, contact_id, tag)
contact_tag.contact_id text NO
contact_tag.org_id text NO
contact_tag.tag text NO
contact_word PRIMARY KEY (org_id, word, sort_name, contact_id)
contact_word.contact_id text NO
contact_word.org_id text NO
contact_word.sort_name text NO
contact_word.word text NO
conversation CHECK ((handed_from_kind = ANY (ARRAY['bot'::text, 'assistant'::text])))
conversation CHECK ((owner_kind = ANY (ARRAY['bot'::text, 'assistant'::text, 'people'::text])))
conversation CHECK ((priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])))
conversation CHECK ((status = ANY (ARRAY['open'::text, 'pending'::text, 'snoozed'::text, 'closed'::text])))
conversation FOREIGN KEY (org_id, assignee_id) REFERENCES teammate(org_id, id)
conversation FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id)
conversation FOREIGN KEY (org_id, company_id) REFERENCES company(org_id, id)
conversation FOREIGN KEY (org_id, contact_id) REFERENCES contact(org_id, id)
conversation PRIMARY KEY (org_id, id)
conversation.additional_properties text NO default '{}'::text
conversation.assignee_id text YES
conversation.channel_id text NO
conversation.company_id text YES
conversation.company_reference text YES
conversation.contact_id text YES
conversation.created_at text NO
conversation.epoch bigint NO default 0
conversation.handed_from_id text YES
conversation.handed_from_kind text YES
conversation.id text NO
conversation.inbound_count bigint NO default 0
conversation.last_message_at text NO
conversation.merged_into text YES
conversation.message_count bigint NO default 0
conversation.next_seq bigint NO
conversation.number text YES
conversation.org_id text NO
conversation.owner_id text YES
conversation.owner_kind text NO
conversation.priority text YES
conversation.serial bigint YES
conversation.snoozed_until text YES
conversation.source_specific_id text YES
conversation.status text NO
conversation.title text NO
conversation.updated_at text NO
conversation_merge FOREIGN KEY (org_id, from_id) REFERENCES conversation(org_id, id)
conversation_merge FOREIGN KEY (org_id, into_id) REFERENCES conversation(org_id, id)
conversation_merge PRIMARY KEY (org_id, id)
conversation_merge.actor text NO
conversation_merge.from_id text NO
conversation_merge.id text NO
conversation_merge.into_id text NO
conversation_merge.merged_at text NO
conversation_merge.org_id text NO
conversation_merge.undo text NO
conversation_merge.undone_at text YES
conversation_read FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
conversation_read FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
conversation_read PRIMARY KEY (org_id, conversation_id, teammate_id)
conversation_read.conversation_id text NO
conversation_read.inbound_seen bigint NO
conversation_read.org_id text NO
conversation_read.teammate_id text NO
conversation_tag FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
conversation_tag PRIMARY KEY (org_id, conversation_id, tag)
conversation_tag.conversation_id text NO
conversation_tag.org_id text NO
conversation_tag.tag text NO
conversation_tally PRIMARY KEY (org_id, assignee_id, status)
conversation_tally.assignee_id text NO
conversation_tally.org_id text NO
conversation_tally.status text NO
conversation_tally.value bigint NO
counter FOREIGN KEY (org_id) REFERENCES organisation(id)
counter PRIMARY KEY (org_id, name)
counter.name text NO
counter.org_id text NO
counter.value bigint NO default 0
credential FOREIGN KEY (org_id) REFERENCES organisation(id)
credential FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id)
credential FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
credential PRIMARY KEY (public_id)
credential UNIQUE (org_id, kind, name)
credential.channel_id text YES
credential.created_at text NO
credential.expires_at text YES
credential.kind text NO
credential.last_used_at text YES
credential.name text NO
credential.org_id text NO
credential.public_id text NO
credential.scopes text YES
credential.secret_hash text NO
credential.teammate_id text YES
draft CHECK ((kind = ANY (ARRAY['reply'::text, 'note'::text])))
draft FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
draft FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
draft PRIMARY KEY (org_id, teammate_id, conversation_id, kind)
draft.base_seq bigint NO
draft.body text NO
draft.conversation_id text NO
draft.kind text NO
draft.org_id text NO
draft.teammate_id text NO
draft.updated_at text NO
erasure FOREIGN KEY (org_id) REFERENCES organisation(id)
erasure PRIMARY KEY (org_id, id)
erasure UNIQUE (org_id, contact_id)
erasure.contact_id text NO
erasure.finished_at text YES
erasure.id text NO
erasure.org_id text NO
erasure.place text NO default ''::text
erasure.removed text NO default '{}'::text
erasure.requested_by text NO
erasure.signature text YES
erasure.stage text NO
erasure.started_at text NO
erasure_blob PRIMARY KEY (org_id, erasure_id, sha256)
erasure_blob.bytes bigint NO
erasure_blob.erasure_id text NO
erasure_blob.org_id text NO
erasure_blob.sha256 text NO
event PRIMARY KEY (org_id, seq)
event.actor text NO
event.at text NO
event.contact_id text YES
event.conversation_id text YES
event.data text NO
event.org_id text NO
event.seq bigint NO
event.type text NO
idempotency FOREIGN KEY (org_id) REFERENCES organisation(id)
idempotency PRIMARY KEY (org_id, route, key)
idempotency.created_at text NO
idempotency.fingerprint text NO
idempotency.key text NO
idempotency.org_id text NO
idempotency.result text NO
idempotency.route text NO
invitation CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text])))
invitation FOREIGN KEY (org_id) REFERENCES organisation(id)
invitation FOREIGN KEY (org_id, invited_by) REFERENCES teammate(org_id, id)
invitation PRIMARY KEY (id)
invitation UNIQUE (org_id, email)
invitation.created_at text NO
invitation.email text NO
invitation.email_canonical text NO default ''::text
invitation.expires_at text NO
invitation.id text NO
invitation.invited_by text NO
invitation.org_id text NO
invitation.role text NO
invitation.secret_hash text NO
job CHECK ((state = ANY (ARRAY['pending'::text, 'leased'::text, 'done'::text, 'dead'::text])))
job FOREIGN KEY (org_id) REFERENCES organisation(id)
job PRIMARY KEY (id)
job.attempt bigint NO
job.created_at text NO
job.finished_at text YES
job.id text NO
job.kind text NO
job.lane text YES
job.last_error text YES
job.lease_owner text YES
job.lease_until text YES
job.org_id text YES
job.payload text NO
job.position bigint NO
job.run_at text NO
job.state text NO
limit_bucket PRIMARY KEY (bucket)
limit_bucket.bucket text NO
limit_bucket.expires_at bigint NO
limit_bucket.times text NO
macro FOREIGN KEY (org_id, owner_id) REFERENCES teammate(org_id, id)
macro PRIMARY KEY (org_id, id)
macro UNIQUE (org_id, audience, shortcut)
macro.actions text NO
macro.audience text NO
macro.body text NO
macro.created_at text NO
macro.id text NO
macro.name text NO
macro.org_id text NO
macro.owner_id text NO
macro.shortcut text YES
macro.sort_name text NO
macro.updated_at text NO
mention FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
mention FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id)
mention FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
mention PRIMARY KEY (org_id, teammate_id, conversation_id, message_id)
mention.conversation_id text NO
mention.message_id text NO
mention.org_id text NO
mention.read_at text YES
mention.teammate_id text NO
merged_message FOREIGN KEY (org_id, merge_id) REFERENCES conversation_merge(org_id, id)
merged_message FOREIGN KEY (org_id, message_id) REFERENCES message(org_id, id)
merged_message PRIMARY KEY (org_id, merge_id, message_id)
merged_message.conversation_id text NO
merged_message.merge_id text NO
merged_message.message_id text NO
merged_message.new_seq bigint NO
merged_message.org_id text NO
merged_message.seq bigint NO
merged_message.source_specific_id text YES
message CHECK ((delivery = ANY (ARRAY['none'::text, 'pending'::text, 'delivered'::text, 'failed'::text, 'dead'::text])))
message CHECK ((direction = ANY (ARRAY['inbound'::text, 'outbound'::text])))
message CHECK ((kind = ANY (ARRAY['message'::text, 'note'::text, 'event'::text])))
message FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
message PRIMARY KEY (org_id, id)
message UNIQUE (org_id, conversation_id, seq)
message.author_id text YES
message.author_kind text NO
message.author_name text YES
message.body text NO
message.conversation_id text NO
message.created_at text NO
message.delivery text NO
message.direction text NO
message.id text NO
message.kind text NO
message.metadata text NO default '{}'::text
message.org_id text NO
message.original_timestamp text YES
message.seq bigint NO
message.source_specific_id text YES
organisation PRIMARY KEY (id)
organisation UNIQUE (slug)
organisation.created_at text NO
organisation.id text NO
organisation.name text NO
organisation.prefix text NO
organisation.settings text NO default '{}'::text
organisation.slug text NO
profile_merge CHECK ((noun = ANY (ARRAY['contact'::text, 'company'::text])))
profile_merge FOREIGN KEY (org_id) REFERENCES organisation(id)
profile_merge PRIMARY KEY (org_id, id)
profile_merge.created_at text NO
profile_merge.from_id text NO
profile_merge.id text NO
profile_merge.into_id text NO
profile_merge.inverse text NO
profile_merge.noun text NO
profile_merge.org_id text NO
profile_merge.undone_at text YES
recovery_code FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
recovery_code PRIMARY KEY (org_id, teammate_id, code_hash)
recovery_code.code_hash text NO
recovery_code.org_id text NO
recovery_code.teammate_id text NO
sample CHECK ((state = ANY (ARRAY['loading'::text, 'loaded'::text, 'removing'::text])))
sample FOREIGN KEY (org_id) REFERENCES organisation(id)
sample PRIMARY KEY (org_id)
sample.done bigint NO
sample.org_id text NO
sample.started_at text NO
sample.started_by text NO
sample.state text NO
sample.total bigint NO
sample_item CHECK ((noun = ANY (ARRAY['conversation'::text, 'contact'::text, 'company'::text])))
sample_item PRIMARY KEY (org_id, noun, id)
sample_item.id text NO
sample_item.noun text NO
sample_item.org_id text NO
saved_view CHECK ((shared = ANY (ARRAY[(0)::bigint, (1)::bigint])))
saved_view FOREIGN KEY (org_id, owner_id) REFERENCES teammate(org_id, id)
saved_view PRIMARY KEY (org_id, id)
saved_view.created_at text NO
saved_view.filters text NO
saved_view.id text NO
saved_view.name text NO
saved_view.org_id text NO
saved_view.owner_id text NO
saved_view.position bigint NO
saved_view.shared bigint NO
saved_view.updated_at text NO
schedule PRIMARY KEY (name)
schedule.name text NO
schedule.next_at text NO
search_entry FOREIGN KEY (org_id) REFERENCES organisation(id)
search_entry FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
search_entry PRIMARY KEY (id)
search_entry UNIQUE (org_id, message_id)
search_entry.at text NO
search_entry.conversation_id text NO
search_entry.id bigint NO
search_entry.message_id text NO
search_entry.org_id text NO
search_entry.words tsvector NO
search_progress FOREIGN KEY (org_id) REFERENCES organisation(id)
search_progress PRIMARY KEY (org_id)
search_progress.generation bigint NO
search_progress.org_id text NO
search_progress.seq bigint NO
second_factor FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
second_factor PRIMARY KEY (org_id, teammate_id)
second_factor.confirmed_at text YES
second_factor.created_at text NO
second_factor.last_step bigint NO
second_factor.org_id text NO
second_factor.secret text NO
second_factor.teammate_id text NO
session FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
session PRIMARY KEY (token_hash)
session.created_at text NO
session.expires_at text NO
session.ip text YES
session.last_seen_at text NO
session.org_id text NO
session.teammate_id text NO
session.token_hash text NO
session.user_agent text YES
site FOREIGN KEY (org_id, id) REFERENCES channel(org_id, id)
site PRIMARY KEY (org_id, id)
site.allowed_origins text NO default '[]'::text
site.appearance text NO default '{}'::text
site.auto_reply text YES
site.closed_reply text YES
site.enabled bigint NO default 1
site.greeting text NO
site.id text NO
site.identity_secret text YES
site.office_hours text YES
site.org_id text NO
site.show_names bigint NO default 0
teammate CHECK ((role = ANY (ARRAY['owner'::text, 'admin'::text, 'agent'::text])))
teammate FOREIGN KEY (org_id) REFERENCES organisation(id)
teammate PRIMARY KEY (org_id, id)
teammate UNIQUE (org_id, email)
teammate.created_at text NO
teammate.disabled_at text YES
teammate.email text NO
teammate.email_canonical text NO default ''::text
teammate.id text NO
teammate.name text NO
teammate.org_id text NO
teammate.password_hash text YES
teammate.role text NO
upload FOREIGN KEY (org_id, teammate_id) REFERENCES teammate(org_id, id)
upload PRIMARY KEY (org_id, id)
upload.byte_size bigint NO
upload.content_type text NO
upload.created_at text NO
upload.filename text NO
upload.height bigint YES
upload.id text NO
upload.org_id text NO
upload.sha256 text NO
upload.teammate_id text NO
upload.width bigint YES
visitor FOREIGN KEY (org_id, channel_id) REFERENCES channel(org_id, id)
visitor FOREIGN KEY (org_id, conversation_id) REFERENCES conversation(org_id, id)
visitor PRIMARY KEY (org_id, token_hash)
visitor UNIQUE (org_id, conversation_token_hash)
visitor.channel_id text NO
visitor.conversation_id text NO
visitor.conversation_token_hash text NO
visitor.created_at text NO
visitor.org_id text NO
visitor.seen_seq bigint NO default 0
visitor.token_hash text NO
